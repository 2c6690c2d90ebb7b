//! Reports what is wrong in one line, for all examples.
//!
//! The exit code is 2 where the input is bad, with one line on standard error that says what is wrong and nothing on
//! standard output; and 1 where the output cannot be written.

use std::io::{self, Write};
use std::process::ExitCode;

use cvsp::ScenarioError;

/// Why there is no output.
pub enum Failure {
    Input(String),
    Output(io::Error),
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        Self::Input(error.to_string())
    }
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
