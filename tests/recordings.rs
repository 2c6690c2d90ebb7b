//! Recordings of every kind, as data: small ones that say what is made of which events, and bad ones with what is said of
//! them. docs/recordings.md has the tables. `../shared` has real ones; without it, those tests have nothing to check.

#![cfg(all(feature = "trace", not(target_arch = "wasm32")))]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use cvsp::{Recording, Scenario, Strategy, TraceError, Wish};

#[track_caller]
fn read(trace: &str) -> Recording {
    Recording::read(trace.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{trace}"))
}

/// A recording in lines: the names of its tasks and executors, and its spans.
fn told(recording: &Recording) -> String {
    let mut text = format!("{} | {}", recording.names().join(", "), recording.executors().join(", "));
    text.truncate(text.trim_end().len());
    for span in recording.timeline().spans() {
        let _ = write!(text, "\n{span:?}");
    }
    text
}

#[track_caller]
fn check(trace: &str, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(told(&read(trace)), expected.join("\n"), "{trace}");
}

/// Events of this project's own recorders, each written as `phase id name time` and more fields.
fn ours(events: &[&str], other: &str) -> String {
    let events: Vec<String> = events
        .iter()
        .map(|event| {
            let mut words = event.splitn(5, ' ');
            let mut word = || words.next().unwrap_or_default();
            let (ph, id, name, time, rest) = (word(), word(), word(), word(), word());
            let rest = if rest.is_empty() { String::new() } else { format!(", {rest}") };
            format!(r#"{{ "ph": "{ph}", "cat": "cvsp", "id": {id}, "name": "{name}", "ts": {time}, "pid": 1, "tid": 7{rest} }}"#)
        })
        .collect();
    format!(r#"{{ "traceEvents": [{}], "otherData": {{ "cvsp": 1{other} }} }}"#, events.join(",\n"))
}

#[test]
fn our_own_events_say_what_a_task_does() {
    // Threads: what it did before it asked cannot be told, nor what after it ran.
    let events = [
        "b 0 fetch 100",
        "b 0 load 110.4",
        "e 0 load 150",
        "b 0 render 160",
        "e 0 render 170",
        "b 0 render 175",
        "e 0 render 180.2",
        "e 0 fetch 190",
    ];
    check(
        &ours(&events, r#", "strategy": "threads""#),
        "fetch | thread 7
        0..10 unknown task 0 slot 0
        10..50 load task 0 slot 0
        50..60 ready task 0 slot 0
        60..70 render task 0 slot 0 executor 0
        70..75 ready task 0 slot 0
        75..80 render task 0 slot 0 executor 0
        80..90 unknown task 0 slot 0",
    );
    // A coroutine waits for its loop before it asks; and it is ready, too, once it was answered, whether or not it runs.
    check(
        &ours(
            &["b 0 a 0", "b 1 b 0", "b 0 load 3", "b 1 load 5", "e 0 load 10", "e 0 a 12", "e 1 load 11", "e 1 b 20"],
            r#", "strategy": "coroutines""#,
        ),
        "a, b |
        0..3 ready task 0 slot 0
        0..5 ready task 1 slot 1
        3..10 load task 0 slot 0
        5..11 load task 1 slot 1
        10..12 ready task 0 slot 0
        11..20 ready task 1 slot 1",
    );
}

#[test]
fn a_blocking_load_holds_its_executor_where_tasks_share_it() {
    let events = [
        "b 0 a 0",
        r#"b 0 load 0 "args": { "blocking": true }"#,
        "e 0 load 9",
        "b 0 render 9",
        "e 0 render 12",
        "e 0 a 12",
    ];
    for (strategy, expected) in
        [("coroutines", "0..9 blocked task 0 slot 0 executor 0"), ("threads", "0..9 load task 0 slot 0")]
    {
        let told = told(&read(&ours(&events, &format!(r#", "strategy": "{strategy}""#))));
        assert_eq!(told.lines().nth(1), Some(expected));
    }
}

#[test]
fn a_threads_own_clock_says_how_long_it_really_ran() {
    // 20 µs passed, and the thread ran for 12 of them; where it did not, nobody knows.
    check(
        &ours(
            &["b 0 a 0", r#"b 0 render 0 "tts": 1000"#, r#"e 0 render 20 "tts": 1012.4"#, "e 0 a 20"],
            r#", "strategy": "threads""#,
        ),
        "a | thread 7
        0..12 render task 0 slot 0 executor 0
        12..20 unknown task 0 slot 0",
    );
}

#[test]
fn a_recording_may_be_cut_off_anywhere() {
    let whole = ours(
        &[
            "b 0 a 0",
            "b 0 load 0",
            "e 0 load 5",
            "b 0 render 5",
            "e 0 render 9",
            "e 0 a 9",
            "b 1 b 9",
            "b 1 render 9",
            "e 1 render 12",
        ],
        "",
    );
    let mut spans = 0;
    for end in 0..whole.len() {
        match Recording::read(&whole.as_bytes()[..end]) {
            Ok(recording) => {
                let is_without_end = end < whole.trim_end().len();
                assert_eq!(recording.is_cut_off(), is_without_end, "{}", &whole[..end]);
                assert!(recording.timeline().spans().len() >= spans, "{}", &whole[..end]);
                spans = recording.timeline().spans().len();
            }
            Err(error) => assert_eq!(spans, 0, "{error}: {}", &whole[..end]),
        }
    }
    assert_eq!(spans, 3);
    // A comma at the end, with or without the list's.
    for end in [",]", ",", ", ]  ", ""] {
        let trace = format!(r#"[{{ "ph": "X", "ts": 4, "dur": 2, "tid": 1 }}{end}"#);
        check(&trace, "thread 1 | thread 1\n0..2 render task 0 slot 0 executor 0");
    }
}

#[test]
fn slices_of_any_program_are_renders_of_its_threads() {
    // Unsorted; of two processes; with numbers as texts; and with calls that lie in others, or overlap.
    check(
        r#"{ "traceEvents": [
            { "ph": "E", "pid": 1, "tid": 2, "ts": 30 },
            { "ph": "M", "pid": 1, "tid": 2, "name": "thread_name", "args": { "name": "worker" } },
            { "ph": "B", "pid": 1, "tid": 2, "ts": 20, "name": "solve" },
            { "ph": "X", "pid": "1", "tid": "2", "ts": "12", "dur": 3, "name": "parse" },
            { "ph": "X", "pid": 1, "tid": 2, "ts": 10, "dur": 4, "name": "read" },
            { "ph": "X", "pid": 0, "tid": 2, "ts": 11, "dur": 20, "tdur": 15, "name": "main" },
            { "ph": "C", "pid": 0, "ts": 1, "args": {} }, { "ph": "i", "ts": 2, "s": "t" }] }"#,
        "thread 2, worker | thread 2, worker
        0..5 render task 1 slot 0 executor 1
        1..16 render task 0 slot 1 executor 0
        5..10 unknown task 1 slot 0
        10..20 render task 1 slot 0 executor 1
        16..21 unknown task 0 slot 1",
    );
}

#[test]
fn what_has_an_identity_is_a_task_in_flight() {
    // As tracing-chrome writes it: spans within a span have its identity.
    check(
        r#"[{ "ph": "b", "pid": 1, "name": "request", "cat": "app", "id": 1, "ts": 0.5, "tid": 0 },
            { "ph": "b", "pid": 1, "name": "query", "cat": "app", "id": 1, "ts": 2, "tid": 0 },
            { "ph": "b", "pid": 1, "name": "request", "cat": "app", "id": 2, "ts": 3, "tid": 1 },
            { "ph": "n", "pid": 1, "name": "row", "cat": "app", "id": 1, "ts": 4, "tid": 0 },
            { "ph": "e", "pid": 1, "name": "query", "cat": "app", "id": 1, "ts": 5, "tid": 1 },
            { "ph": "e", "pid": 1, "name": "request", "cat": "app", "id": 1, "ts": 8.5, "tid": 1 }
        ]"#,
        "request, request |
        0..8 unknown task 0 slot 0
        3..8 unknown task 1 slot 1",
    );
}

#[test]
fn rubys_states_are_those_of_its_threads() {
    // The second thread says that it runs before the first one says that it stands in line: there is one lock.
    check(
        r#"[{"ph": "M", "pid": 5, "name": "process_name", "args": {"name": "Ruby threads view (3.4.0)"}},
            {"ph": "M", "pid": 0, "name": "process_name", "args": {"name": "OS threads view"}},
            {"ph": "B", "pid": 5, "tid": 0, "ts": 0, "name": "started_tracing"},
            {"ph": "B", "pid": 0, "tid": 5, "ts": 0, "name": "Thread 0 (a)"},
            {"ph": "B", "pid": 5, "tid": 1, "ts": 100, "name": "started"},
            {"ph": "E", "pid": 5, "tid": 1, "ts": 200}, {"ph": "B", "pid": 5, "tid": 1, "ts": 200, "name": "wants_gvl"},
            {"ph": "E", "pid": 5, "tid": 1, "ts": 9995}, {"ph": "B", "pid": 5, "tid": 1, "ts": 9995, "name": "running"},
            {"ph": "E", "pid": 5, "tid": 0, "ts": 10000}, {"ph": "B", "pid": 5, "tid": 0, "ts": 10000, "name": "wants_gvl"},
            {"ph": "E", "pid": 5, "tid": 1, "ts": 15000}, {"ph": "B", "pid": 5, "tid": 1, "ts": 15000, "name": "gc"},
            {"ph": "E", "pid": 5, "tid": 1, "ts": 16000}, {"ph": "B", "pid": 5, "tid": 1, "ts": 16000, "name": "running"},
            {"ph": "E", "pid": 5, "tid": 1, "ts": 18000}, {"ph": "B", "pid": 5, "tid": 1, "ts": 18000, "name": "waiting"},
            {"ph": "E", "pid": 5, "tid": 0, "ts": 18000}, {"ph": "B", "pid": 5, "tid": 0, "ts": 18000, "name": "running"},
            {"ph": "E", "pid": 5, "tid": 1, "ts": 19000}, {"ph": "B", "pid": 5, "tid": 1, "ts": 19000, "name": "died"},
            {"ph": "M", "pid": 5, "tid": 0, "name": "thread_name", "args": {"name": "Main Thread"}},
            {"ph": "E", "pid": 5, "tid": 0, "ts": 20000}, {"ph": "B", "pid": 5, "tid": 0, "ts": 20000, "name": "stopped_tracing"},
        "#,
        "Main Thread, thread 1 | the lock
        0..9995 render task 0 slot 0 executor 0
        100..200 unknown task 1 slot 1
        200..9995 ready task 1 slot 1
        9995..18000 ready task 0 slot 0
        9995..18000 render task 1 slot 1 executor 0
        18000..19000 load task 1 slot 1
        18000..20000 render task 0 slot 0 executor 0",
    );
}

#[test]
fn nextests_tests_are_tasks_in_its_slots() {
    let event = |ph, name, ts, slot: u32, args| {
        let tid = 10_000 + slot;
        format!(
            r#"{{ "name": "{name}", "cat": "test", "ph": "{ph}", "ts": {ts}, "pid": 2, "tid": {tid}, "args": {{ {args} }} }}"#
        )
    };
    let events = [
        r#"{ "name": "test run", "cat": "run", "ph": "B", "ts": 1000000000.0, "pid": 0, "tid": 1 }"#.to_owned(),
        event("B", "a::flaky", 1_000_000_010, 0, ""),
        event("B", "a::slow", 1_000_000_011, 1, ""),
        event("E", "a::flaky", 1_000_000_020, 0, r#""time_taken_ms": 0.01"#),
        event("B", "a::flaky", 1_000_000_022, 0, r#""attempt": 2"#),
        event("E", "a::flaky", 1_000_000_030, 0, r#""time_taken_ms": 0.008"#),
        // The run is paused: the test ends for now.
        event("E", "a::slow", 1_000_000_040, 1, ""),
        event("B", "a::slow", 1_000_000_050, 1, ""),
        event("B", "b::next", 1_000_000_051, 0, ""),
        event("E", "a::slow", 1_000_000_060, 1, r#""time_taken_ms": 0.04"#),
    ];
    check(
        &format!(r#"{{ "traceEvents": [{}], "otherData": {{ "nextest_version": "0.9.131" }} }}"#, events.join(",")),
        "a::flaky, a::slow, b::next |
        0..20 unknown task 0 slot 0
        1..50 unknown task 1 slot 1
        41..50 unknown task 2 slot 0",
    );
}

#[test]
fn pythons_tasks_run_in_their_steps_and_wait_where_their_loop_does() {
    let slice = |tid, ts, dur, name| {
        format!(r#"{{ "pid": 1, "tid": {tid}, "ts": {ts}, "ph": "X", "cat": "fee", "dur": {dur}, "name": "{name}" }}"#)
    };
    let name = |tid, name| {
        format!(r#"{{ "ph": "M", "pid": 1, "tid": {tid}, "name": "thread_name", "args": {{ "name": "{name}" }} }}"#)
    };
    let events = [
        name(1, "MainThread"),
        name(900, "Task-1"),
        slice(1, 0, 1000, "run (runners.py:160)"),
        slice(1, 10, 20, "Handle._run (events.py:86)"),
        slice(900, 11, 18, "main (a.py:3)"),
        slice(1, 40, 500, "select.epoll.poll"),
        slice(1, 550, 100, "Handle._run (events.py:86)"),
        slice(900, 555, 80, "main (a.py:3)"),
    ];
    check(
        &format!(r#"{{ "traceEvents": [{}], "viztracer_metadata": {{}} }}"#, events.join(",")),
        "Task-1 | MainThread
        0..18 render task 0 slot 0 executor 0
        18..29 unknown task 0 slot 0
        29..529 load task 0 slot 0
        529..544 unknown task 0 slot 0
        544..624 render task 0 slot 0 executor 0",
    );
}

#[test]
fn of_pythons_threads_it_cannot_be_told_which_has_the_lock() {
    let slice = |tid, ts, dur, name| {
        format!(r#"{{ "pid": 1, "tid": {tid}, "ts": {ts}, "ph": "X", "cat": "FEE", "dur": {dur}, "name": "{name}" }}"#)
    };
    let events = [slice(1, 0, 100, "f (a.py:1)"), slice(1, 40, 20, "time.sleep"), slice(2, 30, 100, "g (a.py:2)")];
    check(
        &format!("[{}]", events.join(",")),
        "thread 1, thread 2 | the lock
        0..30 render task 0 slot 0 executor 0
        30..40 unknown task 0 slot 0
        30..40 unknown task 1 slot 1
        40..60 load task 0 slot 0
        40..60 render task 1 slot 1 executor 0
        60..100 unknown task 0 slot 0
        60..100 unknown task 1 slot 1
        100..130 render task 1 slot 1 executor 0",
    );
}

#[track_caller]
fn check_bad(trace: &[u8], expected: &str) {
    let error = Recording::read(trace).expect_err("the recording is bad");
    assert_eq!(error.to_string(), expected, "{}", String::from_utf8_lossy(trace));
    assert!(!expected.contains(char::is_control));
}

#[test]
fn what_is_wrong_is_said_with_the_events_index() {
    const ALLOWED: &str = "Chrome trace events: a list of them, or an object that has one as traceEvents";
    const TELL: &str = "it must be such that tell when something ran: B and E, X, or b and e";
    let cases: [(&str, String); 23] = [
        ("", format!("the recording is empty; it must be {ALLOWED}")),
        (" \n", format!("the recording is empty; it must be {ALLOWED}")),
        ("hello", format!("the recording is hello; it must be {ALLOWED}")),
        ("[]", format!("the recording is without events; {TELL}")),
        ("{}", "traceEvents is missing; it must be a list of events".to_owned()),
        (r#"{ "traceEvents": 5 }"#, "traceEvents is 5; it must be a list of events".to_owned()),
        ("[] []", format!("the recording is longer than its list of events, from byte 3 on; it must be {ALLOWED}")),
        ("[5]", "event 0 is 5; it must be an object, as Chrome's trace events are".to_owned()),
        (
            r#"[{ "ph": "X", "ts": 1 }, { "ph": }]"#,
            "event 1 is no JSON (expected value at line 1 column 9); it must be an object, as Chrome's trace events are".to_owned(),
        ),
        (
            r#"[{ "ph": "X", "ts": 1 } { "ph": "X" }]"#,
            "event 0 is followed by {; it must be followed by a comma, or by the end of the list".to_owned(),
        ),
        (r#"[{ "ts": 1 }]"#, "event 0: ph is missing; it must be a phase of Chrome's trace events, such as \"X\"".to_owned()),
        (r#"[{ "ph": "?" }]"#, "event 0: ph is \"?\"; it must be a phase of Chrome's trace events, such as \"X\"".to_owned()),
        (r#"[{ "ph": "B" }]"#, "event 0: ts is missing; it must be microseconds from -9007199254740992 to 9007199254740992".to_owned()),
        (
            r#"[{ "ph": "B", "ts": "now\n" }]"#,
            "event 0: ts is \"now\u{fffd}\"; it must be microseconds from -9007199254740992 to 9007199254740992".to_owned(),
        ),
        (
            r#"[{ "ph": "X", "ts": 1, "dur": [1] }]"#,
            "event 0: dur is a list; it must be microseconds from 0 to 9007199254740992".to_owned(),
        ),
        (
            r#"[{ "ph": "M", "name": "thread_name", "args": { "name": "a" } }]"#,
            format!("the recording is of 1 events that tell of no time; {TELL}"),
        ),
        (r#"[{ "ph": "X", "ts": 1 }]"#, format!("the recording is of events that take no time; {TELL}")),
        (
            r#"{ "traceEvents": [], "otherData": { "cvsp": 2 } }"#,
            "otherData.cvsp is 2; it must be 1, the version of the format".to_owned(),
        ),
        (
            r#"[{ "ph": "b", "cat": "cvsp", "name": "a", "ts": 1 }]"#,
            "event 0: id is missing; it must be the number of a task, from 0 to 1048575".to_owned(),
        ),
        (
            r#"[{ "ph": "e", "cat": "cvsp", "name": "load", "id": 3, "ts": 1 }]"#,
            "event 0: name is \"load\"; it must be left out: task 3 has not begun".to_owned(),
        ),
        (
            r#"[{ "ph": "b", "cat": "cvsp", "name": "a", "id": 0, "ts": 1 }, { "ph": "b", "cat": "cvsp", "name": "lode", "id": 0, "ts": 2 }]"#,
            "event 1: name is \"lode\"; it must be the name that task 0 began with, or one of load, render, queued, ready, switch, unknown".to_owned(),
        ),
        (
            r#"[{ "ph": "b", "cat": "cvsp", "name": "a", "id": 0, "ts": 1 }, { "ph": "e", "cat": "cvsp", "name": "render", "id": 0, "ts": 2 }]"#,
            "event 1: name is \"render\"; it must be left out: task 0 has not begun that".to_owned(),
        ),
        (
            r#"[{ "ph": "e", "cat": "cvsp", "name": "a", "id": 0, "ts": 2 }, { "ph": "b", "cat": "cvsp", "name": "a", "id": 0, "ts": 1 },
                { "ph": "b", "cat": "cvsp", "name": "load", "id": 0, "ts": 3 }]"#,
            "event 2: name is \"load\"; it must be left out: task 0 has ended".to_owned(),
        ),
    ];
    for (trace, expected) in &cases {
        check_bad(trace.as_bytes(), expected);
    }
    check_bad(
        b"[{ \"ph\": \"\xff\" }]",
        "event 0 is no JSON (invalid unicode code point at line 1 column 10); it must be an object, as Chrome's trace events are",
    );
}

#[test]
fn what_a_recorder_tells_of_its_setup_must_be_what_a_scenario_can_have() {
    let trace = |other| ours(&["b 0 a 0", "b 0 render 0", "e 0 render 9", "e 0 a 9"], other);
    let cases = [
        (
            r#", "limit": 0"#,
            "otherData.limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound",
        ),
        (
            r#", "strategy": "fibers""#,
            "otherData.strategy is \"fibers\"; it must be one of \"sequential\", \"threads\", \"processes\", \"coroutines\", \"work-stealing\"",
        ),
        (r#", "switchCost": "5 ms""#, "otherData.switchCost is \"5 ms\"; it must be milliseconds from 0 to 1000000000"),
    ];
    for (other, expected) in cases {
        let error: TraceError = read(&trace(other)).predict(Wish::default()).expect_err("no scenario can have it");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn deep_stacks_and_lists_take_no_longer_than_others() {
    // Calls that end under other names; brackets within brackets; and as many threads as calls.
    let begins: Vec<String> = (0..100_000).map(|ts| format!(r#"{{"ph":"B","name":"a{ts}","ts":{ts}}},"#)).collect();
    let ends: Vec<String> =
        (0..100_000).map(|ts| format!(r#"{{"ph":"E","name":"b","ts":{}}},"#, 100_000 + ts)).collect();
    assert_eq!(read(&format!("[{}{}", begins.concat(), ends.concat())).timeline().makespan(), 199_999);
    let deep = format!(r#"[{{"ph":"X","ts":0,"dur":1,"args":{}{}}}]"#, "[".repeat(100_000), "]".repeat(100_000));
    assert!(Recording::read(deep.as_bytes()).is_ok());
    let threads: Vec<String> =
        (0..50_000).map(|tid| format!(r#"{{"ph":"X","ts":{tid},"dur":9,"tid":{tid}}},"#)).collect();
    assert_eq!(read(&format!("[{}", threads.concat())).timeline().tasks(), 50_000);
}

#[test]
fn any_run_is_written_and_read_back_to_the_same_spans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("there are goldens") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).expect("goldens can be read");
            let scenario: Scenario = serde_json::from_str(&text).expect("goldens are good");
            for strategy in Strategy::ALL {
                let run = scenario.with_strategy(*strategy).run().expect("goldens are short");
                let mut trace = Vec::new();
                run.write_trace(&mut trace).expect("memory can be written");
                let recording =
                    Recording::read(&trace[..]).unwrap_or_else(|error| panic!("{error}: {}", path.display()));
                let (read, was) = (recording.timeline(), run.timeline());
                assert_eq!(read.spans(), was.spans(), "{}", path.display());
                assert_eq!((read.slots(), read.executors(), read.tasks()), (was.slots(), was.executors(), was.tasks()));
                count += 1;
            }
        }
    }
    assert!(count > 80, "{count}");
}

#[test]
fn any_recording_is_written_and_read_back_to_the_same_spans() {
    let trace = r#"[{ "ph": "X", "name": "a", "ts": 0, "dur": 5, "tid": 1 }, { "ph": "X", "name": "b", "ts": 9, "dur": 2, "tid": 1 },
        { "ph": "M", "name": "thread_name", "tid": 1, "args": { "name": "load" } }, { "ph": "X", "name": "c", "ts": 3, "dur": 5, "tid": 2 }]"#;
    let recording = read(trace);
    let mut written = Vec::new();
    recording.write_trace(&mut written).expect("memory can be written");
    let again = Recording::read(&written[..]).expect("what is written can be read");
    assert_eq!(again.timeline().spans(), recording.timeline().spans());
    assert_eq!(again.names(), ["task 0: load", "thread 2"], "a task's name must be none of the format's words");
    assert_eq!(again.executors(), recording.executors());
}

/// A real recording, where there are any.
fn shared(path: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traces").join(path);
    if !path.exists() {
        println!("left out, as there is no {}", path.display());
        return None;
    }
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Some(fs::read(path).expect("it can be read"));
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(&path).stdin(Stdio::null()).output().expect("gzip starts");
    assert!(unpacked.status.success(), "{}", path.display());
    Some(unpacked.stdout)
}

#[test]
fn rubys_real_runs_are_foretold() {
    // The last one's main thread hands over the lock every 100 ms, and its others every 10: the model has one interval.
    for (name, has_one_interval) in
        [("two-threads", true), ("ten-threads", true), ("five", true), ("many-to-many", false)]
    {
        let Some(trace) = shared(&format!("ruby/{name}.json.gz")) else { continue };
        let recording = Recording::read(&trace[..]).expect("it is good");
        let prediction = recording.predict(Wish::default()).expect("it can be predicted");
        let setup = prediction.scenario().setup();
        assert_eq!((setup.strategy, setup.gil, setup.gil_interval.get()), (Strategy::Threads, true, 100_000), "{name}");
        let comparison = prediction.compare(&recording);
        assert!(comparison.makespan < 0.005, "{name}: {}", comparison.makespan);
        for (task, name) in comparison.tasks.iter().zip(recording.names()) {
            let differ = task.recorded_bursts.abs_diff(task.predicted_bursts);
            assert!(differ <= 2 || !has_one_interval, "{name}: {task:?}");
        }
    }
}

#[test]
fn every_real_recording_is_read_or_has_a_fault_that_is_named() {
    let cases = [
        ("end-event-with-empty-stack", Ok(1)),
        ("event-reordering-name-match", Ok(10)),
        ("invalid-x-nesting", Ok(15)),
        ("mismatched-args", Ok(10)),
        ("multi-thread-with-samples", Err("the recording is of events that take no time")),
        ("must-retain-original-order", Ok(10)),
        ("only-begin-events", Ok(2)),
        ("out-of-order", Ok(10)),
        ("simple-object", Ok(14)),
        ("simple-partial-whitespace", Ok(14)),
        ("simple-with-samples", Err("the recording is of 2 events that tell of no time")),
        ("simultaneous-anonymous-calls", Ok(5)),
        ("unbalanced-args", Ok(10)),
        ("x-events-matching-end", Ok(20)),
        ("zero-duration-events", Ok(10)),
    ];
    for (name, expected) in cases {
        let Some(trace) = shared(&format!("odd/{name}.json")) else { continue };
        match (Recording::read(&trace[..]), expected) {
            (Ok(recording), Ok(makespan)) => assert_eq!(recording.timeline().makespan(), makespan, "{name}"),
            (Err(error), Err(start)) => assert!(error.to_string().starts_with(start), "{name}: {error}"),
            (read, _) => panic!("{name}: {:?}", read.map(|recording| told(&recording))),
        }
    }
    for (name, tasks) in [("ruby/ractors", 10), ("python/asyncio", 6), ("python/threads", 5)] {
        let Some(trace) = shared(&format!("{name}.json.gz")) else { continue };
        let recording = Recording::read(&trace[..]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(recording.timeline().tasks(), tasks, "{name}");
    }
}
