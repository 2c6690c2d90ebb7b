//! Checks that each error names the field, its value and what is allowed, in these exact words.

mod allowed;

use allowed::{COUNT, DURATION, MEMORY, RANGE, SEED, SIDES, SLICE};
use cvsp::Scenario;

const GRID: &str = r#""grid": [4, 4], "load": 1, "render": 1"#;
const STRATEGIES: &str = r#"one of "sequential", "threads", "processes", "coroutines", "work-stealing""#;
const KNOWN: &str = "strategy, gil, workers, turns, limit, cores, quantum, gilInterval, switchCost, threadStart, processStart, coroutineStart, serverConnections, slotMemory, grid, load, render, seed, blocking, chain, tasks";

#[track_caller]
fn check(scenario: &str, expected: &str) {
    let error = serde_json::from_str::<Scenario>(scenario).expect_err("the scenario is bad");
    assert_eq!(error.to_string(), expected, "{}", &scenario[..scenario.len().min(500)]);
}

#[test]
fn bad_values_are_named() {
    let cases = [
        ("limit", "0", COUNT),
        ("limit", "-1", COUNT),
        ("limit", "2.5", COUNT),
        ("limit", "4294967296", COUNT),
        ("limit", "\"8\"", COUNT),
        ("limit", "[8]", COUNT),
        ("limit", "true", COUNT),
        ("cores", "0", COUNT),
        ("cores", "{}", COUNT),
        ("workers", "0", COUNT),
        ("serverConnections", "1.5", COUNT),
        ("gil", "1", "true or false"),
        ("gil", "\"yes\"", "true or false"),
        ("chain", "[]", "true or false"),
        ("turns", "0", "true or false"),
        ("quantum", "0", SLICE),
        ("quantum", "0.0004", SLICE),
        ("quantum", "-5", SLICE),
        ("gilInterval", "0", SLICE),
        ("gilInterval", "\"5 ms\"", SLICE),
        ("switchCost", "-0.001", DURATION),
        ("switchCost", "[1]", DURATION),
        ("threadStart", "1000000001", DURATION),
        ("processStart", "\"2\"", DURATION),
        ("coroutineStart", "true", DURATION),
        ("slotMemory", "-1", MEMORY),
        ("slotMemory", "0.5", MEMORY),
        ("slotMemory", "1099511627777", MEMORY),
        ("blocking", "true", "a list of numbers of tasks, each below 16"),
        ("blocking", "[16]", "a list of numbers of tasks, each below 16"),
        ("blocking", "[0, 1.5]", "a list of numbers of tasks, each below 16"),
        ("blocking", "[-1]", "a list of numbers of tasks, each below 16"),
        ("seed", "-1", SEED),
        ("seed", "0.5", SEED),
        ("seed", "9007199254740992", SEED),
        ("seed", "\"42\"", SEED),
    ];
    for (field, value, allowed) in cases {
        check(
            &format!(r#"{{ "strategy": "threads", {GRID}, "{field}": {value} }}"#),
            &format!("{field} is {value}; it must be {allowed}"),
        );
    }
    for value in
        ["0", "[4]", "[4, 4, 4]", "[0, 4]", "[4, 0]", "[1.5, 4]", "\"4x4\"", "[1025, 1024]", "[4294967295, 4294967295]"]
    {
        check(
            &format!(r#"{{ "strategy": "threads", "grid": {value}, "load": 1, "render": 1 }}"#),
            &format!("grid is {value}; it must be {SIDES}"),
        );
    }
    for value in [
        "-1",
        "[2, 1]",
        "[-1, 1]",
        "[1]",
        "[1, 2, 3, 4]",
        "[1, 2, 0]",
        "[1, 2, -1]",
        "\"1..2\"",
        "1000000000.001",
        "[0, \"1\"]",
    ] {
        check(
            &format!(r#"{{ "strategy": "threads", "grid": [4, 4], "load": {value}, "render": 1 }}"#),
            &format!("load is {value}; it must be {RANGE}"),
        );
        check(
            &format!(r#"{{ "strategy": "threads", "grid": [4, 4], "load": 1, "render": {value} }}"#),
            &format!("render is {value}; it must be {RANGE}"),
        );
    }
}

#[test]
fn bad_strategies_are_named() {
    for value in ["\"fibers\"", "\"Threads\"", "\"\"", "3", "[\"threads\"]", "\"thr\\\"eads\""] {
        check(
            &format!(r#"{{ "strategy": {value}, {GRID} }}"#),
            &format!("strategy is {value}; it must be {STRATEGIES}"),
        );
    }
}

#[test]
fn missing_fields_are_named() {
    check(&format!("{{ {GRID} }}"), &format!("strategy is missing; it must be {STRATEGIES}"));
    check(&format!(r#"{{ "strategy": null, {GRID} }}"#), &format!("strategy is missing; it must be {STRATEGIES}"));
    check(r#"{ "strategy": "threads" }"#, &format!("grid is missing; it must be {SIDES}"));
    check(r#"{ "strategy": "threads", "grid": [4, 4], "render": 1 }"#, &format!("load is missing; it must be {RANGE}"));
    check(r#"{ "strategy": "threads", "grid": [4, 4], "load": 1 }"#, &format!("render is missing; it must be {RANGE}"));
    check(
        r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }, { "load": 1 }] }"#,
        &format!("tasks[1].render is missing; it must be {DURATION}"),
    );
}

#[test]
fn unknown_and_repeated_fields_are_named() {
    check(
        &format!(r#"{{ "strategy": "threads", {GRID}, "limits": 8 }}"#),
        &format!("limits is 8; it must be left out: the fields are {KNOWN}"),
    );
    check(
        &format!(r#"{{ "__proto__": {{ "limit": 1 }}, "strategy": "threads", {GRID} }}"#),
        &format!(r#"__proto__ is {{"limit": 1}}; it must be left out: the fields are {KNOWN}"#),
    );
    check(
        r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "name": "<b>" }] }"#,
        r#"tasks[0].name is "<b>"; it must be left out: the fields are load, render, blocking, after"#,
    );
    check(
        &format!(r#"{{ "strategy": "threads", {GRID}, "limit": 1, "limit": 2 }}"#),
        "limit is 2; it must be given once only",
    );
}

#[test]
fn contradictions_are_named() {
    let tasks = r#""tasks": [{ "load": 1, "render": 1 }]"#;
    let fields = [("grid", "[4, 4]"), ("load", "[1, 2]"), ("render", "3"), ("blocking", "[0]"), ("chain", "false")];
    for (field, value) in fields {
        check(
            &format!(r#"{{ "strategy": "threads", {tasks}, "{field}": {value} }}"#),
            &format!("{field} is {value}; it must be left out where tasks are given one by one"),
        );
    }
}

#[test]
fn bad_tasks_are_named() {
    let list = "a list of 1 to 1048576 tasks";
    for value in ["[]", "{}", "4", "\"tasks\""] {
        check(
            &format!(r#"{{ "strategy": "threads", "tasks": {value} }}"#),
            &format!("tasks is {value}; it must be {list}"),
        );
    }
    for value in ["-0.01", "1e10", "\"1\"", "[1, 2]"] {
        let shown = if value == "1e10" { "10000000000" } else { value };
        check(
            &format!(r#"{{ "strategy": "threads", "tasks": [{{ "load": {value}, "render": 1 }}] }}"#),
            &format!("tasks[0].load is {shown}; it must be {DURATION}"),
        );
    }
    for (value, number) in [("[1]", 1), ("[2]", 1), ("0", 1), ("[-1]", 1), ("[\"0\"]", 1)] {
        check(
            &format!(
                r#"{{ "strategy": "threads", "tasks": [{{ "load": 1, "render": 1 }}, {{ "load": 1, "render": 1, "after": {value} }}] }}"#
            ),
            &format!("tasks[{number}].after is {value}; it must be a list of numbers of tasks, each below {number}"),
        );
    }
    check(
        r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "after": [0] }] }"#,
        "tasks[0].after is [0]; it must be empty, or left out: there is no task before the first",
    );
    check(
        r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1, "blocking": 0 }] }"#,
        "tasks[0].blocking is 0; it must be true or false",
    );
    check(
        r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }, 7] }"#,
        "tasks[1] is 7; it must be an object with the fields load, render, blocking, after",
    );
}

#[test]
fn what_is_no_object_is_no_scenario() {
    for value in ["3", "[]", "\"threads\"", "true"] {
        check(value, &format!("the scenario is {value}; it must be an object with the fields {KNOWN}"));
    }
}

#[test]
fn more_work_than_the_clock_can_count_is_refused() {
    check(
        r#"{ "strategy": "sequential", "grid": [1024, 1024], "load": 1000000000, "render": 1000000000 }"#,
        "the work is 2097152000000000 ms of loads and renders in all; it must be at most 9007199254740 ms",
    );
}

#[test]
fn long_values_are_cut_short() {
    let long = "x".repeat(1000);
    let shown = "x".repeat(59);
    check(
        &format!(r#"{{ "strategy": "{long}", {GRID} }}"#),
        &format!("strategy is \"{shown}…; it must be {STRATEGIES}"),
    );
}

#[test]
fn a_run_of_too_many_slices_is_refused() {
    // A million renders of a million slices each, on one core.
    let text =
        r#"{ "strategy": "threads", "cores": 1, "quantum": 0.001, "grid": [1000, 1000], "load": 0, "render": 1000 }"#;
    let scenario: Scenario = serde_json::from_str(text).unwrap();
    let error = scenario.run().expect_err("the run is too long");
    assert_eq!(
        error.to_string(),
        "the run is more than 16777216 spans; it must be shorter: give it less work, or longer time slices",
    );
}

#[test]
fn slots_that_take_longer_to_start_than_the_clock_can_count_are_refused() {
    let text =
        r#"{ "strategy": "processes", "processStart": 1000000000, "grid": [1000, 1000], "load": 0, "render": 1 }"#;
    let scenario: Scenario = serde_json::from_str(text).unwrap();
    let error = scenario.run().expect_err("the run is too long");
    assert_eq!(
        error.to_string(),
        "the run is more than 9007199254740 ms long; it must be shorter: give it less work, or longer time slices",
    );
}

#[test]
fn data_without_end_is_refused_where_it_goes_on() {
    check(
        r#"{ "strategy": "threads", "limit": [[{ "a": [[[[[[8]]]]]] }]] }"#,
        "limit[0][0].a[0][0][0][0] is more than 8 lists and objects deep; it must be plain data that does not contain itself",
    );
    check(
        &format!(r#"{{ "strategy": "threads", "blocking": [{}0] }}"#, "0,".repeat(1 << 20)),
        "blocking is a list of more than 1048576 items; it must be shorter",
    );
    let many = format!("[{}0]", "0,".repeat(99_999));
    check(
        &format!(r#"{{ "tasks": [{}0] }}"#, format!("{many},").repeat(100)),
        "tasks[83][88522] is the value after 8388608 others; it must be left out: no scenario needs more",
    );
}
