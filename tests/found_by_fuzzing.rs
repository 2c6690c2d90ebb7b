//! Checks what `fuzz/` found, each with the input that showed it.

use cvsp::Scenario;

/// The error's words are one line of reasonable length, whatever the input holds.
#[track_caller]
fn check_error(input: &str) {
    let message = serde_json::from_str::<Scenario>(input).expect_err("the scenario is bad").to_string();
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.chars().count() < 1000, "{message:?}");
}

#[test]
fn an_error_below_a_field_of_a_strange_name_is_one_line() {
    // The name stood in the message as it was: with its control characters, and however long.
    check_error("{\"strateg\u{7f}v@:\"\t\0");
    check_error(r#"{ "a\nb": [[[[[[[[[[]]]]]]]]]] }"#);
    check_error(&format!(r#"{{ "{}": [[[[[[[[[[]]]]]]]]]] }}"#, "x".repeat(10_000)));
}

#[cfg(feature = "trace")]
#[test]
fn a_thread_that_did_not_run_is_no_executor() {
    // It was numbered as one, and its number was lost where the recording was written and read again.
    let trace =
        r#"[{ "ph": "E", "pid": 1, "tid": 1, "ts": 26 }, { "ph": "X", "pid": 1, "tid": 2, "ts": 1, "dur": 3 }]"#;
    let recording = cvsp::Recording::read(trace.as_bytes()).expect("it is good");
    assert_eq!(recording.executors(), ["thread 2"]);
    assert_eq!(recording.timeline().executors(), 1);
}

#[cfg(feature = "trace")]
#[test]
fn a_task_leaves_no_gap_between_what_it_does() {
    // The test that a paused run goes on with did nothing at all in between.
    let event =
        |ph: &str, ts: u32| format!(r#"{{ "name": "a", "cat": "test", "ph": "{ph}", "ts": {ts}, "tid": 10000 }}"#);
    let events = [event("B", 0), event("E", 4), event("B", 9), event("E", 12)].join(",");
    let trace = format!(r#"{{ "traceEvents": [{events}], "otherData": {{ "nextest_version": "1" }} }}"#);
    let recording = cvsp::Recording::read(trace.as_bytes()).expect("it is good");
    let spans: Vec<_> = recording.timeline().spans().iter().map(|span| (span.start, span.end)).collect();
    assert_eq!(spans, [(0, 12)]);
}

#[cfg(feature = "trace")]
#[test]
fn a_start_that_took_no_time_is_no_span() {
    let start = r#"{ "ph": "X", "cat": "cvsp", "name": "start", "ts": 0, "args": { "slot": 0 } }"#;
    let task = |ph: &str, ts: u32| format!(r#"{{ "ph": "{ph}", "cat": "cvsp", "id": 0, "name": "a", "ts": {ts} }}"#);
    let trace = format!("[{start}, {}, {}]", task("b", 3), task("e", 5));
    let recording = cvsp::Recording::read(trace.as_bytes()).expect("it is good");
    let spans: Vec<_> = recording.timeline().spans().iter().map(|span| (span.kind(), span.start, span.end)).collect();
    assert_eq!(spans, [(cvsp::SpanKind::Unknown, 0, 2)]);
}

#[cfg(feature = "trace")]
#[test]
fn a_wait_that_took_no_time_cuts_no_call() {
    // It was taken for one of the next call, which then began when the wait had ended.
    let call = |name: &str, ts: u32, dur: u32| {
        format!(r#"{{ "ph": "X", "cat": "fee", "name": "{name}", "pid": 1, "tid": 1, "ts": {ts}, "dur": {dur} }}"#)
    };
    let trace = format!("[{}, {}]", call("select.select", 40, 0), call("work", 550, 100));
    let recording = cvsp::Recording::read(trace.as_bytes()).expect("it is good");
    let spans: Vec<_> = recording.timeline().spans().iter().map(|span| (span.kind(), span.start, span.end)).collect();
    assert_eq!(spans, [(cvsp::SpanKind::Unknown, 0, 510), (cvsp::SpanKind::Render, 510, 610)]);
}
