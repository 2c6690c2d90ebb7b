//! Reads the recording of a program from standard input, and prints what the program did, what the model foretells of the
//! same tasks, and how near that is.
//!
//! ```sh
//! cargo run --release --example replay < trace.json
//! cargo run --release --example replay -- --gantt --predict < trace.json
//! ```

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/gantt.rs"]
mod gantt;
mod report;
#[path = "../common/spans.rs"]
mod spans;
#[path = "../common/terminal.rs"]
mod terminal;

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroU32;
use std::process::ExitCode;

use common::Failure;
use cvsp::{Recording, Strategy, Timeline, TraceError, Wish};
use spans::Millis;

const HELP: &str = "\
Reads the recording of a program, Chrome trace events as JSON, from standard input. Prints what was recorded, what the model
foretells of the same tasks, and by how much they differ, as one JSON object with times in milliseconds.

Usage: replay [--strategy NAME] [--limit COUNT] [--predict] [--gantt] [--trace] < trace.json

  --strategy NAME  predict with sequential, threads, processes, coroutines or work-stealing, instead of what was recorded
  --limit COUNT    predict with at most so many tasks in flight, instead of as many as were recorded
  --gantt          print a chart of what was recorded instead of JSON, as wide as the terminal (or COLUMNS, or 80)
  --predict        below that, print a chart of what is predicted, and why so; JSON always has both
  --trace          print what was recorded in the project's own format instead, whatever wrote it
  --help           print this
";

fn main() -> ExitCode {
    common::exit(run())
}

/// What the arguments ask for.
#[derive(Default)]
struct Options {
    format: Format,
    predict: bool,
    wish: Wish,
}

#[derive(Default)]
enum Format {
    #[default]
    Json,
    Gantt,
    Trace,
    Help,
}

fn run() -> Result<(), Failure> {
    let Options { format, predict, wish } = options(env::args_os().skip(1)).map_err(Failure::Input)?;
    let bad = |error: TraceError| Failure::Input(error.to_string());
    let read = || Recording::read(io::stdin().lock()).map_err(bad);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    match format {
        Format::Help => out.write_all(HELP.as_bytes())?,
        Format::Trace => read()?.write_trace(&mut out)?,
        Format::Json => {
            let recording = read()?;
            let prediction = recording.predict(wish).map_err(bad)?;
            report::write(&recording, &prediction, &mut out)?;
        }
        Format::Gantt => {
            let recording = read()?;
            // The prediction comes first, so that nothing is printed where there is none.
            let prediction = if predict { Some(recording.predict(wish).map_err(bad)?) } else { None };
            out.write_all(chart("recorded".to_owned(), recording.timeline()).as_bytes())?;
            if let Some(prediction) = prediction {
                let what = format!("predicted as {}, since {}", prediction.strategy().name(), prediction.reason());
                write!(out, "\n{}", chart(what, prediction.timeline()))?;
            }
        }
    }
    Ok(out.flush()?)
}

fn chart(what: String, timeline: &Timeline) -> String {
    let summary = vec![
        what,
        gantt::counted(timeline.tasks(), "task"),
        gantt::counted(timeline.slots(), "slot"),
        gantt::counted(timeline.executors(), "executor"),
        format!("makespan {} ms", Millis(timeline.makespan())),
        format!("at most {} in flight", timeline.peak_in_flight()),
    ];
    gantt::chart(timeline, summary, terminal::columns())
}

fn options(mut args: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--help" | "-h") => return Ok(Options { format: Format::Help, ..options }),
            Some("--gantt") => options.format = Format::Gantt,
            Some("--predict") => options.predict = true,
            Some("--trace") => options.format = Format::Trace,
            Some("--strategy") => {
                let name = args.next().unwrap_or_default();
                let known = Strategy::ALL.iter().find(|strategy| Some(strategy.name()) == name.to_str());
                options.wish.strategy = Some(*known.ok_or_else(|| {
                    let names: Vec<&str> = Strategy::ALL.iter().map(|strategy| strategy.name()).collect();
                    format!("--strategy is {}; it must be one of {}", shown(&name), names.join(", "))
                })?);
            }
            Some("--limit") => {
                let count = args.next().unwrap_or_default();
                let limit: Option<NonZeroU32> = count.to_str().and_then(|count| count.parse().ok());
                options.wish.limit = Some(limit.ok_or_else(|| {
                    format!("--limit is {}; it must be a whole number from 1 to {}", shown(&count), u32::MAX)
                })?);
            }
            _ => {
                return Err(format!(
                    "the argument is {}; it must be --strategy, --limit, --gantt, --predict, --trace, --help or left out",
                    arg.display()
                ));
            }
        }
    }
    Ok(options)
}

fn shown(argument: &OsString) -> String {
    if argument.is_empty() { "missing".to_owned() } else { argument.display().to_string() }
}
