//! Reads a scenario as JSON from standard input, and prints what the simulator makes of it.
//!
//! ```sh
//! cargo run --release --example simulate < scenario.json
//! cargo run --release --example simulate -- --gantt < scenario.json
//! ```
//!
//! Without a flag it prints one JSON object (`json.rs` says which fields), with `--gantt` a chart for the eye.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/gantt.rs"]
mod gantt;
#[path = "../common/input.rs"]
mod input;
mod json;
#[path = "../common/spans.rs"]
mod spans;
#[path = "../common/terminal.rs"]
mod terminal;

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::Failure;
use cvsp::{Measures, Run, Timeline};
use spans::Millis;

const HELP: &str = "\
Simulates a scenario, read as JSON from standard input.

Usage: simulate [--gantt | --trace] < scenario.json

  --gantt  print a chart as wide as the terminal (or COLUMNS, or 80) instead of JSON
  --trace  print Chrome trace events instead, which Perfetto's viewer and the example replay read
  --help   print this
";

fn main() -> ExitCode {
    common::exit(run())
}

enum Format {
    Json,
    Gantt,
    Trace,
    Help,
}

fn run() -> Result<(), Failure> {
    let format = format(env::args_os().skip(1))?;
    // Unbuffered, standard output looks for line ends in everything that is written to it.
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    if let Format::Help = format {
        out.write_all(HELP.as_bytes())?;
    } else {
        let run = input::scenario()?.run()?;
        match format {
            Format::Gantt => out.write_all(chart(&run).as_bytes())?,
            Format::Trace => run.write_trace(&mut out)?,
            _ => json::write(&run, &mut out)?,
        }
    }
    Ok(out.flush()?)
}

fn format(args: impl Iterator<Item = OsString>) -> Result<Format, Failure> {
    let mut format = Format::Json;
    for arg in args {
        format = match arg.to_str() {
            Some("--gantt") => Format::Gantt,
            Some("--trace") => Format::Trace,
            Some("--help" | "-h") => return Ok(Format::Help),
            _ => {
                let shown = arg.to_string_lossy();
                return Err(Failure::Input(format!(
                    "the argument is {shown}; it must be --gantt, --trace, --help or left out"
                )));
            }
        }
    }
    Ok(format)
}

fn chart(run: &Run) -> String {
    gantt::chart(run.timeline(), summary(run.timeline(), &run.measures()), terminal::columns())
}

fn summary(timeline: &Timeline, measures: &Measures) -> Vec<String> {
    let (tasks, slots, executors) = (timeline.tasks(), timeline.slots(), timeline.executors());
    vec![
        gantt::counted(tasks, "task"),
        gantt::counted(slots, "slot"),
        gantt::counted(executors, "executor"),
        format!("makespan {} ms", Millis(measures.makespan)),
        format!("lower bound {} ms", Millis(measures.lower_bound)),
        format!("speedup {:.3}", measures.speedup),
        format!("utilisation {:.3}", measures.utilisation),
        format!("overhead {} ms", Millis(measures.overhead)),
        format!("waiting {} ms", Millis(measures.waiting)),
        format!("at most {} in flight", measures.peak_in_flight),
        format!("memory {} B", measures.peak_memory),
    ]
}
