//! Reads a scenario from standard input for all examples, and reports what is wrong in one line.
//!
//! The exit code is 2 where the input is bad, with one line on standard error that says what is wrong and nothing on
//! standard output; and 1 where the output cannot be written.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use cvsp::{Run, Scenario};
use serde::de::IgnoredAny;

/// The longest input that is read, in bytes: several times what the largest scenario takes.
const MAX_INPUT: u64 = 1 << 28;

/// Why there is no output.
pub enum Failure {
    Input(String),
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Reports a failure, if there is one, and gives the exit code.
pub fn exit(result: Result<(), Failure>) -> ExitCode {
    let (code, message) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        // The reader of the output has seen enough, as `head` has.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Failure::Output(error)) => (1, format!("standard output cannot be written: {error}")),
        Err(Failure::Input(message)) => (2, message),
    };
    // The message stays on one line, whatever the input holds. If standard error is closed, nobody can be told.
    let line = message.replace(char::is_control, "\u{fffd}");
    let _ = writeln!(io::stderr(), "{line}");
    ExitCode::from(code)
}

/// Runs the scenario on standard input.
#[allow(dead_code, reason = "not every example wants this one run")]
pub fn run_input() -> Result<Run, Failure> {
    scenario()?.run().map_err(|error| Failure::Input(error.to_string()))
}

/// Reads the scenario on standard input.
pub fn scenario() -> Result<Scenario, Failure> {
    serde_json::from_str(&input()?).map_err(|error| Failure::Input(error.to_string()))
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
