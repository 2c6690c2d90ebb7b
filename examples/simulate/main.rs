//! Reads a scenario as JSON from standard input, and prints what the simulator makes of it.
//!
//! ```sh
//! cargo run --release --example simulate < scenario.json
//! cargo run --release --example simulate -- --gantt < scenario.json
//! ```
//!
//! Without a flag it prints one JSON object (`json.rs` says which fields), with `--gantt` a chart for the eye (`gantt.rs`).
//! The exit code is 2 where the input is bad, with one line on standard error that says what is wrong and nothing on
//! standard output; and 1 where the output cannot be written.

mod gantt;
mod json;

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use cvsp::{Measures, Scenario, Timeline, Workload};
use serde::de::IgnoredAny;

const HELP: &str = "\
Simulates a scenario, read as JSON from standard input.

Usage: simulate [--gantt] < scenario.json

  --gantt  print a chart as wide as the terminal (or COLUMNS, or 80) instead of JSON
  --help   print this
";

/// The longest input that is read, in bytes: several times what the largest scenario takes.
const MAX_INPUT: u64 = 1 << 28;

fn main() -> ExitCode {
    let (code, message) = match run() {
        Ok(()) => return ExitCode::SUCCESS,
        // Whoever reads the output has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Failure::Output(error)) => (1, format!("standard output cannot be written: {error}")),
        Err(Failure::Input(message)) => (2, message),
    };
    // One line, whatever the input holds; and where standard error is closed there is nobody to tell.
    let line = message.replace(char::is_control, "\u{fffd}");
    let _ = writeln!(io::stderr(), "{line}");
    ExitCode::from(code)
}

enum Failure {
    Input(String),
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

enum Format {
    Json,
    Gantt,
    Help,
}

fn run() -> Result<(), Failure> {
    let format = format(env::args_os().skip(1))?;
    // Standard output by itself looks for line ends in everything that is written to it.
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    if let Format::Help = format {
        out.write_all(HELP.as_bytes())?;
    } else {
        let (timeline, measures) = simulate(&input()?).map_err(Failure::Input)?;
        match format {
            Format::Gantt => out.write_all(gantt::chart(&timeline, &measures, columns()).as_bytes())?,
            _ => json::write(&timeline, &measures, &mut out)?,
        }
    }
    Ok(out.flush()?)
}

fn format(args: impl Iterator<Item = OsString>) -> Result<Format, Failure> {
    let mut format = Format::Json;
    for arg in args {
        format = match arg.to_str() {
            Some("--gantt") => Format::Gantt,
            Some("--help" | "-h") => return Ok(Format::Help),
            _ => {
                let shown = arg.to_string_lossy();
                return Err(Failure::Input(format!("the argument is {shown}; it must be --gantt, --help or left out")));
            }
        }
    }
    Ok(format)
}

fn input() -> Result<String, Failure> {
    const ALLOWED: &str = "one JSON object, a scenario";
    let bad = |what: String| Failure::Input(format!("standard input is {what}; it must be {ALLOWED}"));

    let mut bytes = Vec::new();
    let length = io::stdin()
        .take(MAX_INPUT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| bad(format!("unreadable ({error})")))?;
    if length as u64 > MAX_INPUT {
        return Err(Failure::Input(format!("standard input is too long; it must be at most {MAX_INPUT} bytes")));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| bad(format!("no UTF-8 from byte {} on", error.utf8_error().valid_up_to())))?;
    if text.trim().is_empty() {
        return Err(bad("empty".to_owned()));
    }
    // What is no JSON has no field to name: say so before anybody looks for one.
    serde_json::from_str::<IgnoredAny>(&text).map_err(|error| bad(format!("no JSON ({error})")))?;
    Ok(text)
}

/// What the simulator makes of the text of a scenario, or what is wrong with that.
fn simulate(text: &str) -> Result<(Timeline, Measures), String> {
    let scenario: Scenario = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let workload = Workload::draw(&scenario.tasks).map_err(|error| error.to_string())?;
    let timeline = cvsp::simulate(&scenario, &workload).map_err(|error| error.to_string())?;
    let measures = Measures::of(&scenario, &workload, &timeline);
    Ok((timeline, measures))
}

/// How wide the chart may be. `COLUMNS` comes first, as it does for `ls`: it is how a user asks for another width.
fn columns() -> usize {
    let asked =
        env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&columns: &usize| columns > 0);
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into())).unwrap_or(80)
}
