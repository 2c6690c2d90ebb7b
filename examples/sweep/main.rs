//! Reads a scenario as JSON from standard input, and prints the makespans of its work with any numbers of slots and
//! executors, as CSV.
//!
//! ```sh
//! cargo run --release --features rayon --example sweep < scenario.json
//! cargo run --release --features rayon --example sweep -- --slots 64 --executors 16 < scenario.json
//! ```
//!
//! `cvsp::sweep` says what such a run is of each strategy.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/input.rs"]
mod input;

use std::env;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use common::Failure;

const HELP: &str = "\
Computes how long a scenario, read as JSON from standard input, takes with any numbers of slots (tasks in flight) and of
executors (renders at once). Prints a line of CSV for each two: slots, executors, makespan in ms.

Usage: sweep [--slots N] [--executors N] < scenario.json

  --slots N      from 1 to N slots; as many as there are tasks, but at most 16, where it is left out
  --executors N  from 1 to N executors; as many as slots where it is left out
  --help         print this
";

fn main() -> ExitCode {
    common::exit(run())
}

#[derive(Default)]
struct Options {
    slots: Option<u32>,
    executors: Option<u32>,
    help: bool,
}

fn run() -> Result<(), Failure> {
    let options = options(env::args().skip(1))?;
    let mut out = BufWriter::new(io::stdout());
    if options.help {
        out.write_all(HELP.as_bytes())?;
        return Ok(out.flush()?);
    }
    let scenario = input::scenario()?;
    let most_slots = options.slots.unwrap_or(scenario.workload().count().min(16));
    let slots: Vec<u32> = (1..=most_slots).collect();
    let executors: Vec<u32> = (1..=options.executors.unwrap_or(most_slots)).collect();
    let makespans = cvsp::sweep(&scenario, &slots, &executors)?;
    writeln!(out, "slots,executors,makespan")?;
    for (slots, row) in slots.iter().zip(makespans) {
        for (executors, makespan) in executors.iter().zip(row) {
            if let Some(makespan) = makespan {
                writeln!(out, "{slots},{executors},{}", millis(makespan))?;
            }
        }
    }
    Ok(out.flush()?)
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, Failure> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        let number = match arg.as_str() {
            "--slots" => &mut options.slots,
            "--executors" => &mut options.executors,
            "--help" | "-h" => return Ok(Options { help: true, ..options }),
            _ => {
                let allowed = "--slots, --executors, --help or left out";
                return Err(Failure::Input(format!("the argument is {arg}; it must be {allowed}")));
            }
        };
        *number = Some(count(&arg, args.next())?);
    }
    Ok(options)
}

/// The largest plane has as many sides as a scenario has tasks.
fn count(option: &str, text: Option<String>) -> Result<u32, Failure> {
    let count = text.as_deref().and_then(|text| text.parse().ok());
    count.filter(|count| (1..=cvsp::MAX_TASKS).contains(count)).ok_or_else(|| {
        let shown = text.unwrap_or_else(|| "missing".to_owned());
        Failure::Input(format!("{option} is {shown}; it must be a whole number from 1 to {}", cvsp::MAX_TASKS))
    })
}

/// Microseconds as milliseconds. Makespans are at most 2⁵³, so that nothing is lost.
#[expect(clippy::cast_precision_loss)]
fn millis(micros: u64) -> f64 {
    micros as f64 / 1000.0
}
