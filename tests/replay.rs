//! Runs the program `examples/replay` as a user does, and checks what it prints, and how it refuses bad input.

#![cfg(all(feature = "trace", not(target_arch = "wasm32")))]

#[path = "common/example.rs"]
mod example;

use std::process::Output;

fn replay(args: &[&str], input: &str) -> Output {
    example::run("replay", args, input.as_bytes())
}

#[track_caller]
fn good(args: &[&str], input: &str) -> String {
    let Output { status, stdout, stderr } = replay(args, input);
    assert_eq!((status.code(), String::from_utf8_lossy(&stderr).as_ref()), (Some(0), ""), "{args:?}");
    String::from_utf8(stdout).expect("it is UTF-8")
}

/// Two tasks of a loop, with a pause of 0.01 ms between them.
const LOOP: &str = r#"{ "traceEvents": [
    { "ph": "b", "cat": "cvsp", "id": 0, "name": "\"a\"", "ts": 0 }, { "ph": "b", "cat": "cvsp", "id": 0, "name": "load", "ts": 0 },
    { "ph": "e", "cat": "cvsp", "id": 0, "name": "load", "ts": 2000 }, { "ph": "b", "cat": "cvsp", "id": 0, "name": "render", "ts": 2000 },
    { "ph": "e", "cat": "cvsp", "id": 0, "name": "render", "ts": 3000 }, { "ph": "e", "cat": "cvsp", "id": 0, "name": "\"a\"", "ts": 3000 },
    { "ph": "b", "cat": "cvsp", "id": 1, "name": "b", "ts": 3010 }, { "ph": "b", "cat": "cvsp", "id": 1, "name": "render", "ts": 3010 },
    { "ph": "e", "cat": "cvsp", "id": 1, "name": "render", "ts": 6010 }, { "ph": "e", "cat": "cvsp", "id": 1, "name": "b", "ts": 6010 }],
    "otherData": { "cvsp": 1, "strategy": "sequential" } }"#;

#[test]
fn it_prints_what_was_recorded_and_what_is_foretold() {
    let expected = r#"{
  "strategy": "sequential",
  "limit": 1,
  "recorded": {
    "makespan": 6.01,
    "spans": [
      {"start":0,"end":2,"kind":"load","task":0,"slot":0,"executor":null},
      {"start":2,"end":3,"kind":"render","task":0,"slot":0,"executor":0},
      {"start":3.01,"end":6.01,"kind":"render","task":1,"slot":0,"executor":0}
    ]
  },
  "predicted": {
    "makespan": 6,
    "spans": [
      {"start":0,"end":2,"kind":"load","task":0,"slot":0,"executor":null},
      {"start":2,"end":3,"kind":"render","task":0,"slot":0,"executor":0},
      {"start":3,"end":6,"kind":"render","task":1,"slot":0,"executor":0}
    ]
  },
  "error": { "makespan": 0.001664, "ends": { "median": 0.005, "most": 0.01 }, "sameOrder": true },
  "tasks": [
    {"name":"\"a\"","load":2,"render":1,"recordedEnd":3,"predictedEnd":3,"recordedBursts":1,"predictedBursts":1},
    {"name":"b","load":0,"render":3,"recordedEnd":6.01,"predictedEnd":6,"recordedBursts":1,"predictedBursts":1}
  ]
}
"#;
    assert_eq!(good(&[], LOOP), expected);
    assert_eq!(good(&["--predict"], LOOP), expected, "JSON always has both");
}

#[test]
fn another_strategy_and_limit_can_be_asked_for() {
    let json: serde_json::Value =
        serde_json::from_str(&good(&["--strategy", "threads", "--limit", "2"], LOOP)).expect("it is JSON");
    assert_eq!((json["strategy"].as_str(), json["limit"].as_u64()), (Some("threads"), Some(2)));
    assert_eq!((json["predicted"]["makespan"].as_f64(), json["error"]["sameOrder"].as_bool()), (Some(3.0), Some(true)));
}

#[test]
fn it_draws_charts() {
    let recorded = "\
recorded, 2 tasks, 1 slot, 1 executor, makespan 6.01 ms, at most 1 in flight
slot 0 |-0----------------##0######-1############################
exec 0 |                  ";
    let chart = good(&["--gantt"], LOOP);
    assert!(chart.starts_with(&recorded[..76]) && !chart.contains("predicted"), "{chart}");
    let both = good(&["--gantt", "--predict"], LOOP);
    let (first, second) = both.split_once("\n\n").expect("there are two");
    assert_eq!(format!("{first}\n"), chart);
    assert!(second.starts_with("predicted as sequential, since the recorder told it, 2 tasks, 1 slot,"), "{second}");
}

#[test]
fn its_trace_is_read_again_as_the_same() {
    let trace = good(
        &["--trace"],
        r#"[{ "ph": "X", "name": "a", "ts": 0, "dur": 5, "tid": 1 }, { "ph": "X", "ts": 9, "dur": 2, "tid": 1 }]"#,
    );
    assert!(trace.starts_with("{\"traceEvents\":["), "{trace}");
    assert_eq!(good(&["--trace"], &trace), trace);
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    const STRATEGIES: &str = "sequential, threads, processes, coroutines, work-stealing";
    let arguments = "--strategy, --limit, --gantt, --predict, --trace, --help or left out";
    let cases: [(&[&str], &str, String); 7] = [
        (
            &[],
            "[{ \"ph\": \"Z\" }]",
            "event 0: ph is \"Z\"; it must be a phase of Chrome's trace events, such as \"X\"".to_owned(),
        ),
        (
            &["--gantt"],
            "[",
            "the recording is without events; it must be such that tell when something ran: B and E, X, or b and e"
                .to_owned(),
        ),
        (&["--strategy", "fibers"], LOOP, format!("--strategy is fibers; it must be one of {STRATEGIES}")),
        (&["--strategy"], LOOP, format!("--strategy is missing; it must be one of {STRATEGIES}")),
        (&["--limit", "0"], LOOP, "--limit is 0; it must be a whole number from 1 to 4294967295".to_owned()),
        (&["--limit"], LOOP, "--limit is missing; it must be a whole number from 1 to 4294967295".to_owned()),
        (&["trace.json"], LOOP, format!("the argument is trace.json; it must be {arguments}")),
    ];
    for (args, input, expected) in cases {
        let Output { status, stdout, stderr } = replay(args, input);
        assert_eq!(String::from_utf8_lossy(&stderr), format!("{expected}\n"));
        assert_eq!((status.code(), stdout.len()), (Some(2), 0), "{expected}");
    }
}

#[test]
fn it_helps() {
    for arg in ["--help", "-h"] {
        assert!(good(&[arg], "").contains("Usage: replay [--strategy NAME]"), "{arg}");
    }
}
