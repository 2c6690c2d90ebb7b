//! Charts of small scenarios, as data: `tests/goldens/NAME.json` is given to `examples/simulate --gantt`, and what it prints
//! in 80 columns is `NAME.txt`, below a few words on why that is right.
//!
//! `UPDATE_GOLDENS=1 cargo test --test goldens` writes the charts anew and keeps the words. Read them before committing:
//! scenarios are so small that the model can be followed by hand.

#![cfg(not(target_arch = "wasm32"))]

#[path = "common/example.rs"]
mod example;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What the lines above a chart begin with.
const NOTE: &str = "// ";

#[test]
fn charts_are_as_they_were_read_and_found_right() {
    let update = env::var_os("UPDATE_GOLDENS").is_some();
    let mut wrong = Vec::new();
    for scenario in scenarios() {
        let golden = scenario.with_extension("txt");
        let text = fs::read_to_string(&golden).unwrap_or_else(|_| format!("{NOTE}Why is this right?\n"));
        let (notes, expected) = split(&text);
        let chart = chart(&scenario);
        if update {
            fs::write(&golden, format!("{notes}{chart}")).expect("goldens can be written");
        } else if chart != expected {
            wrong.push(format!("{}\nexpected:\n{expected}\nis:\n{chart}", golden.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_GOLDENS=1 writes what is new)", wrong.join("\n"));
}

#[test]
fn every_golden_says_why_it_is_right() {
    for scenario in scenarios() {
        let text = fs::read_to_string(scenario.with_extension("txt")).expect("every scenario has a chart");
        assert!(split(&text).0.len() > 40, "{}", scenario.display());
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{}", scenario.display());
    }
}

#[test]
fn every_chart_has_a_scenario() {
    let with = |extension: &str| -> BTreeSet<PathBuf> {
        files(extension).into_iter().map(|path| path.with_extension("")).collect()
    };
    assert_eq!(with("json"), with("txt"));
}

fn scenarios() -> Vec<PathBuf> {
    let scenarios = files("json");
    assert!(!scenarios.is_empty());
    scenarios
}

fn files(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let entries = fs::read_dir(folder).expect("there are goldens");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths.filter(|path| path.extension() == Some(OsStr::new(extension))).collect()
}

/// The lines of notes, and the chart below them.
fn split(text: &str) -> (&str, &str) {
    let notes = text.split_inclusive('\n').take_while(|line| line.starts_with(NOTE)).map(str::len).sum();
    text.split_at(notes)
}

#[track_caller]
fn chart(scenario: &Path) -> String {
    let input = fs::read(scenario).expect("scenarios can be read");
    let output = example::run("simulate", &["--gantt"], &input);
    assert!(output.stderr.is_empty(), "{}: {}", scenario.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a chart is ASCII")
}
