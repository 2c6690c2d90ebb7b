//! Reads a scenario from standard input.

use std::io::{self, Read};

use cvsp::Scenario;
use serde::de::IgnoredAny;

use crate::common::Failure;

/// The longest input that is read, in bytes: several times what the largest scenario takes.
const MAX_INPUT: u64 = 1 << 28;

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
