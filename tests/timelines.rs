//! Whole timelines of small scenarios. Every span here was worked out by hand from the model.

mod common;

use common::run;

/// Runs a strategy on tasks of (load, render) in milliseconds and compares all spans, one a line, in milliseconds:
/// `start..end kind task slot executor`, with `-` for none. Lines are sorted by start, end and task.
#[track_caller]
fn check(strategy: &str, tasks: &[(u32, u32)], expected: &str) {
    let tasks: Vec<String> =
        tasks.iter().map(|(load, render)| format!(r#"{{ "load": {load}, "render": {render} }}"#)).collect();
    let timeline = run(&format!(r#"{{ {strategy}, "tasks": [{}] }}"#, tasks.join(", ")));
    let spans: Vec<String> = timeline
        .spans()
        .iter()
        .map(|span| {
            assert_eq!((span.start % 1000, span.end % 1000), (0, 0), "whole milliseconds in, whole milliseconds out");
            let executor = span.executor().map_or("-".to_owned(), |executor| executor.to_string());
            let (start, end) = (span.start / 1000, span.end / 1000);
            format!("{start}..{end} {} {} {} {executor}", span.kind.name(), span.task, span.slot)
        })
        .collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(spans, expected);
}

/// Three tasks that show what each strategy can overlap.
const MIXED: [(u32, u32); 3] = [(4, 2), (1, 3), (5, 1)];

#[test]
fn sequential_code_does_one_thing_after_another() {
    check(
        r#""strategy": "sequential""#,
        &MIXED,
        "0..4 load 0 0 -
         4..6 render 0 0 0
         6..7 load 1 0 -
         7..10 render 1 0 0
         10..15 load 2 0 -
         15..16 render 2 0 0",
    );
}

#[test]
fn threads_overlap_loads_and_renders() {
    check(
        r#""strategy": "threads""#,
        &MIXED,
        // Executors are taken lowest first: task 0 finds executor 0 in use by task 1 at 4, which gives it back at 4.
        "0..1 load 1 1 -
         0..4 load 0 0 -
         0..5 load 2 2 -
         1..4 render 1 1 0
         4..6 render 0 0 0
         5..6 render 2 2 1",
    );
}

#[test]
fn processes_without_costs_do_what_threads_do() {
    check(
        r#""strategy": "processes""#,
        &MIXED,
        "0..1 load 1 1 -
         0..4 load 0 0 -
         0..5 load 2 2 -
         1..4 render 1 1 0
         4..6 render 0 0 0
         5..6 render 2 2 1",
    );
}

#[test]
fn coroutines_overlap_loads_and_render_one_at_a_time() {
    check(
        r#""strategy": "coroutines""#,
        &MIXED,
        "0..1 load 1 1 -
         0..4 load 0 0 -
         0..5 load 2 2 -
         1..4 render 1 1 0
         4..6 render 0 0 0
         5..6 ready 2 2 -
         6..7 render 2 2 0",
    );
}

#[test]
fn a_limit_keeps_tasks_from_beginning_until_a_slot_is_free() {
    check(
        r#""strategy": "threads", "limit": 2"#,
        &MIXED,
        // Slot 1 is free at 4 and goes to task 2; slot 0 is free at 6, with no task left.
        "0..1 load 1 1 -
         0..4 load 0 0 -
         1..4 render 1 1 0
         4..6 render 0 0 0
         4..9 load 2 1 -
         9..10 render 2 1 0",
    );
}

#[test]
fn coroutines_with_a_limit_hold_their_slot_while_they_wait_for_their_turn() {
    check(
        r#""strategy": "coroutines", "limit": 2"#,
        &[(2, 4), (3, 2), (1, 1)],
        // Task 1 is loaded at 3 and holds slot 1 until 8; task 2 gets slot 0, which task 0 frees at 6.
        "0..2 load 0 0 -
         0..3 load 1 1 -
         2..6 render 0 0 0
         3..6 ready 1 1 -
         6..7 load 2 0 -
         6..8 render 1 1 0
         7..8 ready 2 0 -
         8..9 render 2 0 0",
    );
}

#[test]
fn cores_bound_the_renders_and_not_the_loads() {
    check(
        r#""strategy": "threads", "cores": 2"#,
        &[(1, 4), (1, 2), (1, 3), (2, 1)],
        "0..1 load 0 0 -
         0..1 load 1 1 -
         0..1 load 2 2 -
         0..2 load 3 3 -
         1..3 render 1 1 1
         1..3 ready 2 2 -
         1..5 render 0 0 0
         2..5 ready 3 3 -
         3..6 render 2 2 1
         5..6 render 3 3 0",
    );
}

#[test]
fn cores_and_limit_act_together() {
    check(
        r#""strategy": "processes", "limit": 3, "cores": 1"#,
        &[(1, 2), (1, 2), (4, 1), (0, 1)],
        // Task 3 loads nothing: it is ready as soon as slot 0 is free, behind nobody at 3 but task 1, which runs.
        "0..1 load 0 0 -
         0..1 load 1 1 -
         0..4 load 2 2 -
         1..3 render 0 0 0
         1..3 ready 1 1 -
         3..5 render 1 1 0
         3..5 ready 3 0 -
         4..6 ready 2 2 -
         5..6 render 3 0 0
         6..7 render 2 2 0",
    );
}

#[test]
fn loads_that_end_together_are_ready_in_the_order_of_their_numbers() {
    check(
        r#""strategy": "coroutines""#,
        &[(3, 1), (2, 2), (3, 1)],
        "0..2 load 1 1 -
         0..3 load 0 0 -
         0..3 load 2 2 -
         2..4 render 1 1 0
         3..4 ready 0 0 -
         3..5 ready 2 2 -
         4..5 render 0 0 0
         5..6 render 2 2 0",
    );
}

#[test]
fn a_task_that_loads_at_one_instant_with_a_finish_is_behind_what_became_ready_there() {
    check(
        r#""strategy": "coroutines", "limit": 2"#,
        &[(1, 2), (3, 1), (0, 1)],
        // At 3 task 1 is loaded (step 2) before task 2 begins in the slot that task 0 frees (step 4).
        "0..1 load 0 0 -
         0..3 load 1 1 -
         1..3 render 0 0 0
         3..4 render 1 1 0
         3..4 ready 2 0 -
         4..5 render 2 0 0",
    );
}

#[test]
fn a_task_with_nothing_to_render_is_finished_when_it_is_loaded() {
    check(
        r#""strategy": "coroutines", "limit": 1"#,
        &[(2, 0), (3, 0)],
        "0..2 load 0 0 -
         2..5 load 1 0 -",
    );
}

#[test]
fn a_task_with_nothing_to_do_takes_no_time_and_has_no_span() {
    check(
        r#""strategy": "threads", "limit": 1"#,
        &[(0, 0), (0, 0), (0, 2), (0, 0), (1, 0)],
        "0..2 render 2 0 0
         2..3 load 4 0 -",
    );
    check(r#""strategy": "sequential""#, &[(0, 0)], "");
}

#[test]
fn slots_and_executors_are_never_more_than_the_tasks() {
    let cases = [
        (r#""strategy": "sequential", "limit": 2"#, (1, 1)),
        (r#""strategy": "threads""#, (3, 3)),
        (r#""strategy": "threads", "limit": 2"#, (2, 2)),
        (r#""strategy": "threads", "limit": 9, "cores": 9"#, (3, 3)),
        (r#""strategy": "processes", "limit": 9, "cores": 2"#, (3, 2)),
        (r#""strategy": "coroutines", "cores": 4"#, (3, 1)),
    ];
    for (strategy, expected) in cases {
        let task = r#"{ "load": 1, "render": 1 }"#;
        let timeline = run(&format!(r#"{{ {strategy}, "tasks": [{task}, {task}, {task}] }}"#));
        assert_eq!((timeline.slots(), timeline.executors()), expected, "{strategy}");
    }
}

#[test]
fn fractions_of_a_millisecond_are_kept_to_the_microsecond() {
    let timeline = run(
        r#"{ "strategy": "sequential", "tasks": [{ "load": 1.0005, "render": 0.0004 }, { "load": 0.25, "render": 0 }] }"#,
    );
    let spans: Vec<_> = timeline.spans().iter().map(|span| (span.start, span.end)).collect();
    // 1.0005 ms is 1000.5 µs and becomes 1001; 0.0004 ms is 0.4 µs and becomes nothing.
    assert_eq!(spans, [(0, 1001), (1001, 1251)]);
}
