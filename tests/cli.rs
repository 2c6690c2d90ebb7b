//! Runs the programs `examples/simulate` and `examples/sweep` as a user does, and checks what they print, how they refuse
//! bad input, and their exit codes.

#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/example.rs"]
mod example;

use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const NO_ARGS: [&str; 0] = [];

fn simulate<A: AsRef<OsStr>>(args: &[A], input: &[u8]) -> Output {
    example::run("simulate", args, input)
}

/// Runs it with good input, and gives what it prints.
#[track_caller]
fn good(args: &[&str], input: &str) -> String {
    let output = simulate(args, input.as_bytes());
    assert_eq!(text(&output.stderr), "", "{input}");
    assert_eq!(output.status.code(), Some(0), "{input}");
    text(&output.stdout).to_owned()
}

/// Checks that bad input gives one line on standard error, nothing on standard output, and exit code 2.
#[track_caller]
fn check_bad(args: &[&str], input: &[u8], expected: &str) {
    for args in [args, &[args, &["--gantt"]].concat()] {
        let Output { status, stdout, stderr } = simulate(args, input);
        assert_eq!(text(&stderr), format!("{expected}\n"));
        assert_eq!((status.code(), text(&stdout)), (Some(2), ""), "{expected}");
    }
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("output is UTF-8")
}

#[test]
fn it_prints_one_json_object() {
    let input = r#"{ "strategy": "threads", "limit": 1, "threadStart": 0.25, "switchCost": 0.006, "slotMemory": 8192,
                     "tasks": [{ "load": 1.5, "render": 20 }, { "load": 0, "render": 0.001 }] }"#;
    let expected = r#"{
  "makespan": 21.757,
  "slots": 1,
  "executors": 1,
  "speedup": 0.9882336719216803,
  "utilisation": 0.9192903433377764,
  "overhead": 0.256,
  "waiting": 0,
  "peakInFlight": 1,
  "peakMemory": 8192,
  "lowerBound": 21.501,
  "spans": [
    {"start":0,"end":0.25,"kind":"start","task":null,"slot":0,"executor":null},
    {"start":0.25,"end":1.75,"kind":"load","task":0,"slot":0,"executor":null},
    {"start":1.75,"end":1.756,"kind":"switch","task":0,"slot":0,"executor":0},
    {"start":1.756,"end":21.756,"kind":"render","task":0,"slot":0,"executor":0},
    {"start":21.756,"end":21.757,"kind":"render","task":1,"slot":0,"executor":0}
  ]
}
"#;
    assert_eq!(good(&[], input), expected);
}

#[test]
fn a_run_without_spans_is_json_too() {
    let output = good(&[], r#"{ "strategy": "sequential", "tasks": [{ "load": 0, "render": 0 }] }"#);
    let json: Value = serde_json::from_str(&output).expect("it is JSON");
    assert_eq!((&json["makespan"], &json["spans"]), (&Value::from(0), &Value::Array(Vec::new())));
}

#[test]
fn its_spans_are_the_timelines_to_the_microsecond_and_in_its_order() {
    let scenario = r#"{ "strategy": "processes", "limit": 5, "cores": 2, "quantum": 0.7, "switchCost": 0.003,
                        "processStart": 1, "serverConnections": 3, "seed": 7,
                        "grid": [6, 5], "load": [0, 9, 0.001], "render": [0, 4, 0.001] }"#;
    let json: Value = serde_json::from_str(&good(&[], scenario)).expect("it is JSON");
    let micros = |time: &Value| {
        let micros = time.as_f64().expect("times are numbers") * 1000.0;
        assert!((micros - micros.round()).abs() < 1e-6, "times are whole microseconds: {time}");
        micros.round()
    };
    let spans: Vec<_> = json["spans"].as_array().expect("spans are a list").iter().collect();
    let timeline = common::run(scenario);
    assert_eq!(spans.len(), timeline.spans().len());
    for (json, span) in spans.into_iter().zip(timeline.spans()) {
        #[expect(clippy::cast_precision_loss)]
        let times = (span.start as f64, span.end as f64);
        assert_eq!((micros(&json["start"]), micros(&json["end"])), times, "{span:?}");
        assert_eq!(json["kind"], span.kind().name(), "{span:?}");
        assert_eq!(json["task"], Value::from(span.task()), "{span:?}");
        assert_eq!(json["slot"], span.slot(), "{span:?}");
        assert_eq!(json["executor"], Value::from(span.executor()), "{span:?}");
    }
}

#[test]
fn what_is_wrong_with_a_scenario_is_said_in_one_line() {
    check_bad(
        &[],
        br#"{ "strategy": "threads", "limit": 0, "grid": [4, 4], "load": 1, "render": 1 }"#,
        "limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound",
    );
    check_bad(
        &[],
        br#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }, { "load": -1, "render": 1 }] }"#,
        "tasks[1].load is -1; it must be milliseconds from 0 to 1000000000",
    );
    // Too much work is found later than a bad field, and a run that is too long later still.
    check_bad(
        &[],
        br#"{ "strategy": "sequential", "grid": [1024, 1024], "load": 1000000000, "render": 1000000000 }"#,
        "the work is 2097152000000000 ms of loads and renders in all; it must be at most 9007199254740 ms",
    );
    check_bad(
        &[],
        br#"{ "strategy": "threads", "threadStart": 1000000000, "grid": [100, 100], "load": 1, "render": 1 }"#,
        "the run is more than 9007199254740 ms long; it must be shorter: give it less work, or longer time slices",
    );
}

#[test]
fn what_is_no_json_is_said_in_one_line() {
    let cases: [(&[u8], &str); 6] = [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"{ \"limit\": }", "no JSON (expected value at line 1 column 12)"),
        (b"{\n", "no JSON (EOF while parsing an object at line 2 column 0)"),
        (b"{} {}", "no JSON (trailing characters at line 1 column 4)"),
        (b"{ \"strategy\": \"\xff\" }", "no UTF-8 from byte 15 on"),
    ];
    for (input, what) in cases {
        check_bad(&[], input, &format!("standard input is {what}; it must be one JSON object, a scenario"));
    }
}

#[test]
fn nothing_in_the_input_breaks_the_line() {
    for input in [r#"{ "a\nb": [[[[[[[[[[]]]]]]]]]] }"#, r#"{ "strategy": "a\nb\u0085\u007f" }"#, "{ \"a\x7fb\": 1 }"] {
        let Output { status, stdout, stderr } = simulate(&NO_ARGS, input.as_bytes());
        assert_eq!((status.code(), text(&stdout)), (Some(2), ""));
        let message = text(&stderr).strip_suffix('\n').expect("it ends its line");
        assert!(!message.is_empty() && !message.contains(char::is_control), "{message:?}");
    }
}

#[test]
fn unknown_arguments_are_refused_before_anything_is_read() {
    let expected = |arg| format!("the argument is {arg}; it must be --gantt, --trace, --help or left out");
    check_bad(&["--chart"], b"", &expected("--chart"));
    check_bad(&["scenario.json"], b"", &expected("scenario.json"));
    check_bad(&["--gantt=80"], b"", &expected("--gantt=80"));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused_too() {
    use std::os::unix::ffi::OsStrExt;

    let output = simulate(&[OsStr::from_bytes(b"--\xff\n")], b"");
    assert_eq!(
        text(&output.stderr),
        "the argument is --\u{fffd}\u{fffd}; it must be --gantt, --trace, --help or left out\n"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn it_helps() {
    for arg in ["--help", "-h"] {
        let help = good(&[arg], "");
        assert!(help.contains("Usage: simulate [--gantt | --trace] < scenario.json"), "{help}");
    }
}

const EIGHT: &str = r#"{ "strategy": "threads", "cores": 4, "quantum": 100, "seed": 3,
                         "grid": [4, 2], "load": [1500, 7000], "render": [800, 1500] }"#;

/// Draws a chart in a terminal of this width, if one is given.
fn chart(scenario: &str, columns: Option<&str>) -> String {
    let mut command = Command::new(example::program("simulate"));
    command.arg("--gantt").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("COLUMNS");
    if let Some(columns) = columns {
        command.env("COLUMNS", columns);
    }
    let mut child = command.spawn().expect("the example starts");
    let mut stdin = child.stdin.take().expect("its input is piped");
    std::io::Write::write_all(&mut stdin, scenario.as_bytes()).expect("it reads all of its input");
    drop(stdin);
    let output = child.wait_with_output().expect("the example ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    text(&output.stdout).to_owned()
}

/// Measures the longest line.
fn width(chart: &str) -> usize {
    chart.lines().map(str::len).max().unwrap_or(0)
}

#[test]
fn a_chart_is_as_wide_as_the_terminal() {
    for columns in [40, 41, 79, 80, 100, 137, 250, 1000] {
        for scenario in [EIGHT, MANY, r#"{ "strategy": "sequential", "tasks": [{ "load": 0, "render": 0 }] }"#] {
            let chart = chart(scenario, Some(&columns.to_string()));
            assert!(chart.is_ascii());
            assert_eq!(width(&chart), columns, "{chart}");
        }
    }
}

#[test]
fn without_a_terminal_a_chart_is_80_columns_wide() {
    let expected = chart(EIGHT, Some("80"));
    for columns in [None, Some(""), Some("0"), Some("wide"), Some("-1")] {
        assert_eq!(chart(EIGHT, columns), expected);
    }
}

#[test]
fn widths_that_no_chart_can_have_give_the_nearest_one() {
    assert_eq!(chart(EIGHT, Some("1")), chart(EIGHT, Some("40")));
    assert_eq!(chart(EIGHT, Some("100000")), chart(EIGHT, Some("1000")));
}

/// More lanes than are drawn one by one.
const MANY: &str = r#"{ "strategy": "threads", "cores": 8, "seed": 3, "threadStart": 5,
                        "grid": [16, 16], "load": [1500, 7000], "render": [800, 1500] }"#;

#[test]
fn up_to_64_lanes_are_drawn_one_by_one() {
    let lanes = |cores: u32, rest: &str| {
        let scenario = format!(
            r#"{{ "strategy": "threads", "limit": 56, "cores": {cores}, {rest} "grid": [8, 8], "load": 3, "render": 5 }}"#
        );
        let chart = chart(&scenario, Some("80"));
        let count = |name: &str| chart.lines().filter(|line| line.starts_with(name)).count();
        (count("slot "), count("exec "), count("slots"))
    };
    assert_eq!(lanes(8, ""), (56, 8, 0));
    assert_eq!(lanes(9, ""), (0, 0, 1));
}

#[test]
fn more_lanes_are_drawn_as_layers() {
    // Five times 40 loads of 10 ms; the renders of 40 tasks take 0.4 ms, and one executor of 200 slots cannot be seen.
    let scenario = r#"{ "strategy": "coroutines", "serverConnections": 40, "seed": 1,
                        "grid": [20, 10], "load": 10, "render": 0.01 }"#;
    let expected = "\
200 tasks, 200 slots, 1 executor, makespan 50.4 ms, lower bound 12 ms,
speedup 39.722, utilisation 0.040, overhead 0 ms, waiting 4039 ms,
at most 200 in flight, memory 0 B
slots
 200 |qqqqqqqqqqqqq
 180 |qqqqqqqqqqqqq
 160 |qqqqqqqqqqqqqqqqqqqqqqqqq
 140 |qqqqqqqqqqqqqqqqqqqqqqqqqq
 120 |qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
 100 |qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
  80 |qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq
  60 |qqqqqqqqqqqq-qqqqqqqqqqqq-qqqqqqqqqqq-qqqqqqqqqqqq-
  40 |---------------------------------------------------------------
  20 |------------.------------.-----------.------------.-----------.
      +------------------------+------------------------+-----------------------
  ms  0                        20                       40
q queued, - load, . ready
too little to be seen: render (200 spans, 2 ms)
a column is the average of 0.8 ms, a row is 20 slots
";
    let chart = chart(scenario, Some("80"));
    assert_eq!(chart, expected);
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = Command::new(example::program("simulate"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("its input is piped");
    std::io::Write::write_all(&mut stdin, MANY.as_bytes()).expect("it reads all of its input");
    drop(stdin);
    let output = child.wait_with_output().expect("the example ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_success() {
    let full = std::fs::File::create("/dev/full").expect("Linux has it");
    let mut child = Command::new(example::program("simulate"))
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    let mut stdin = child.stdin.take().expect("its input is piped");
    std::io::Write::write_all(&mut stdin, MANY.as_bytes()).expect("it reads all of its input");
    drop(stdin);
    let output = child.wait_with_output().expect("the example ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("standard output cannot be written: "), "{}", text(&output.stderr));
}

#[test]
fn a_sweep_is_csv_with_a_line_for_each_cell() {
    let input = r#"{ "strategy": "threads", "tasks": [{ "load": 1.5, "render": 2 }, { "load": 0, "render": 0.25 }] }"#;
    let output = example::run("sweep", &NO_ARGS, input.as_bytes());
    assert_eq!((text(&output.stderr), output.status.code()), ("", Some(0)));
    assert_eq!(text(&output.stdout), "slots,executors,makespan\n1,1,3.75\n2,1,3.5\n2,2,3.5\n");
    let output = example::run("sweep", &["--slots", "3", "--executors", "1"], input.as_bytes());
    assert_eq!(text(&output.stdout), "slots,executors,makespan\n1,1,3.75\n2,1,3.5\n3,1,3.5\n");
}

#[test]
fn what_a_sweep_refuses_is_one_line() {
    let good = r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 2 }] }"#;
    let number = "a whole number from 1 to 1048576";
    for (args, input, expected) in [
        (&["--slots", "0"][..], good, format!("--slots is 0; it must be {number}")),
        (&["--executors"][..], good, format!("--executors is missing; it must be {number}")),
        (
            &["--cores", "4"][..],
            good,
            "the argument is --cores; it must be --slots, --executors, --help or left out".to_owned(),
        ),
        (&[][..], "", "standard input is empty; it must be one JSON object, a scenario".to_owned()),
    ] {
        let Output { status, stdout, stderr } = example::run("sweep", args, input.as_bytes());
        assert_eq!(text(&stderr), format!("{expected}\n"));
        assert_eq!((status.code(), text(&stdout)), (Some(2), ""), "{expected}");
    }
}
