//! Reads a scenario as JSON from standard input, and prints what the simulator makes of it.
//!
//! ```sh
//! cargo run --release --example simulate < scenario.json
//! cargo run --release --example simulate -- --gantt < scenario.json
//! ```
//!
//! Without a flag it prints one JSON object (`json.rs` says which fields), with `--gantt` a chart for the eye (`gantt.rs`).

#[path = "../common/mod.rs"]
mod common;
mod gantt;
mod json;

use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::Failure;

const HELP: &str = "\
Simulates a scenario, read as JSON from standard input.

Usage: simulate [--gantt] < scenario.json

  --gantt  print a chart as wide as the terminal (or COLUMNS, or 80) instead of JSON
  --help   print this
";

fn main() -> ExitCode {
    common::exit(run())
}

enum Format {
    Json,
    Gantt,
    Help,
}

fn run() -> Result<(), Failure> {
    let format = format(env::args_os().skip(1))?;
    // Unbuffered, standard output looks for line ends in everything that is written to it.
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    if let Format::Help = format {
        out.write_all(HELP.as_bytes())?;
    } else {
        let run = common::run_input()?;
        match format {
            Format::Gantt => out.write_all(gantt::chart(&run, columns()).as_bytes())?,
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
            Some("--help" | "-h") => return Ok(Format::Help),
            _ => {
                let shown = arg.to_string_lossy();
                return Err(Failure::Input(format!("the argument is {shown}; it must be --gantt, --help or left out")));
            }
        }
    }
    Ok(format)
}

/// Tells how wide the chart may be. `COLUMNS` comes first, as it does for `ls`: it is how a user asks for another width.
fn columns() -> usize {
    let asked =
        env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&columns: &usize| columns > 0);
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into())).unwrap_or(80)
}
