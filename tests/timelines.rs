//! Compares whole timelines of small scenarios. Every span here was worked out by hand from the model.

mod common;

use common::run;
use cvsp::Timeline;

/// Runs a strategy on tasks of (load, render) in milliseconds and compares all spans, one a line, in milliseconds:
/// `start..end kind task slot executor`, with `-` for none. Lines are sorted by start, end and task.
#[track_caller]
fn check(strategy: &str, tasks: &[(u32, u32)], expected: &str) {
    let tasks: Vec<String> =
        tasks.iter().map(|(load, render)| format!(r#"{{ "load": {load}, "render": {render} }}"#)).collect();
    check_tasks(strategy, &tasks.join(", "), expected);
}

#[track_caller]
fn compare(timeline: &Timeline, expected: &str) {
    let spans: Vec<String> = timeline
        .spans()
        .iter()
        .map(|span| {
            assert_eq!((span.start % 1000, span.end % 1000), (0, 0), "whole milliseconds in, whole milliseconds out");
            let number = |number: Option<u32>| number.map_or("-".to_owned(), |number| number.to_string());
            let (start, end, task, executor) =
                (span.start / 1000, span.end / 1000, number(span.task()), number(span.executor()));
            format!("{start}..{end} {} {task} {} {executor}", span.kind().name(), span.slot())
        })
        .collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(spans, expected);
}

/// As [`check`], of tasks that are more than a load and a render.
#[track_caller]
fn check_tasks(strategy: &str, tasks: &str, expected: &str) {
    compare(&run(&format!(r#"{{ {strategy}, "tasks": [{tasks}] }}"#)), expected);
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

#[test]
fn threads_take_turns_by_the_quantum() {
    // Task 1 is ready at 1 and waits for the slice's end at 2. From 8 on task 0 is alone and runs to its end.
    check(
        r#""strategy": "threads", "cores": 1, "quantum": 2"#,
        &[(0, 7), (1, 4)],
        "0..1 load 1 1 -
         0..2 render 0 0 0
         1..2 ready 1 1 -
         2..4 ready 0 0 -
         2..4 render 1 1 0
         4..6 render 0 0 0
         4..6 ready 1 1 -
         6..8 ready 0 0 -
         6..8 render 1 1 0
         8..11 render 0 0 0",
    );
}

#[test]
fn a_quantum_with_nobody_waiting_runs_on_without_a_cut() {
    // Quanta end at 2 and 4 with nobody waiting, and at 6 with task 1, which has been ready since 5. From then on they
    // take turns.
    check(
        r#""strategy": "threads", "cores": 1, "quantum": 2"#,
        &[(0, 9), (5, 3)],
        "0..5 load 1 1 -
         0..6 render 0 0 0
         5..6 ready 1 1 -
         6..8 ready 0 0 -
         6..8 render 1 1 0
         8..10 render 0 0 0
         8..10 ready 1 1 -
         10..11 ready 0 0 -
         10..11 render 1 1 0
         11..12 render 0 0 0",
    );
}

#[test]
fn a_task_that_is_ready_as_the_quantum_ends_is_in_time_for_it() {
    // At 2 task 1's load ends before task 0's quantum is looked at: it makes way at once.
    check(
        r#""strategy": "processes", "cores": 1, "quantum": 2"#,
        &[(0, 3), (2, 1)],
        "0..2 render 0 0 0
         0..2 load 1 1 -
         2..3 ready 0 0 -
         2..3 render 1 1 0
         3..4 render 0 0 0",
    );
}

#[test]
fn a_task_that_begins_as_the_quantum_ends_is_too_late_for_it() {
    // At 2 slot 1 is free after task 1, and task 2 takes it in step 4: after task 0's quantum ended in step 3 with nobody
    // waiting. So task 0 runs on until 4.
    check(
        r#""strategy": "threads", "limit": 2, "cores": 1, "quantum": 2"#,
        &[(0, 5), (2, 0), (0, 1)],
        "0..2 load 1 1 -
         0..4 render 0 0 0
         2..4 ready 2 1 -
         4..5 ready 0 0 -
         4..5 render 2 1 0
         5..6 render 0 0 0",
    );
}

#[test]
fn a_render_that_is_preempted_and_dispatched_again_at_once_is_one_span() {
    // At 2 both quanta end with task 2 waiting: task 0 makes way, and task 2 takes executor 0; task 1 makes way for task
    // 0, which it finds waiting, and so on in a ring. At 3 task 2 ends on executor 0, which takes task 1.
    check(
        r#""strategy": "threads", "cores": 2, "quantum": 2"#,
        &[(0, 5), (0, 5), (1, 1)],
        "0..1 load 2 2 -
         0..2 render 0 0 0
         0..2 render 1 1 1
         1..2 ready 2 2 -
         2..3 ready 1 1 -
         2..3 render 2 2 0
         2..5 render 0 0 1
         3..6 render 1 1 0",
    );
}

#[test]
fn a_gil_lets_one_thread_run_at_a_time_by_its_interval() {
    check(
        r#""strategy": "threads", "gil": true, "gilInterval": 3, "cores": 4, "quantum": 1"#,
        &[(0, 4), (0, 5)],
        "0..3 render 0 0 0
         0..3 ready 1 1 -
         3..6 ready 0 0 -
         3..6 render 1 1 0
         6..7 render 0 0 0
         6..7 ready 1 1 -
         7..9 render 1 1 0",
    );
}

#[test]
fn switching_costs_where_the_slot_is_another_than_the_executor_ran_last() {
    // Executor 0 switches to task 0 at first; its slot then takes task 2, which needs no switch where it follows itself.
    check(
        r#""strategy": "coroutines", "limit": 1, "switchCost": 1"#,
        &[(2, 2), (1, 1)],
        "0..2 load 0 0 -
         2..3 switch 0 0 0
         3..5 render 0 0 0
         5..6 load 1 0 -
         6..7 render 1 0 0",
    );
    check(
        r#""strategy": "coroutines", "switchCost": 1"#,
        &[(0, 2), (0, 1)],
        "0..1 switch 0 0 0
         0..3 ready 1 1 -
         1..3 render 0 0 0
         3..4 switch 1 1 0
         4..5 render 1 1 0",
    );
}

#[test]
fn slots_are_started_one_after_another_whether_or_not_they_are_needed() {
    let tasks = [(3, 0), (1, 0), (1, 0)];
    // Slot 0 is free again at 5, after task 0; slot 1 has done task 1 by 5 and takes none: task 2 has slot 0.
    check(
        r#""strategy": "threads", "threadStart": 2, "processStart": 9, "coroutineStart": 9"#,
        &tasks,
        "0..2 start - 0 -
         2..4 start - 1 -
         2..5 load 0 0 -
         4..5 load 1 1 -
         4..6 start - 2 -
         5..6 load 2 0 -",
    );
    check(
        r#""strategy": "processes", "limit": 2, "threadStart": 9, "processStart": 4"#,
        &tasks,
        "0..4 start - 0 -
         4..7 load 0 0 -
         4..8 start - 1 -
         7..8 load 1 0 -
         8..9 load 2 0 -",
    );
}

#[test]
fn the_server_serves_so_many_loads_at_once_first_come_first_served() {
    check(
        r#""strategy": "coroutines", "serverConnections": 2"#,
        &[(3, 1), (1, 1), (2, 0), (0, 1)],
        // Task 3 asks the server for nothing.
        "0..1 load 1 1 -
         0..1 queued 2 2 -
         0..1 render 3 3 0
         0..3 load 0 0 -
         1..2 render 1 1 0
         1..3 load 2 2 -
         3..4 render 0 0 0",
    );
}

#[test]
fn a_blocking_load_keeps_a_coroutines_executor_and_nobody_elses() {
    let tasks = r#"{ "load": 3, "render": 1, "blocking": true }, { "load": 1, "render": 2 }, { "load": 0, "render": 1, "blocking": true }"#;
    check_tasks(
        r#""strategy": "coroutines", "serverConnections": 1"#,
        tasks,
        // A blocking load asks the server for nothing, and one of 0 does not block.
        "0..1 load 1 1 -
         0..3 blocked 0 0 0
         0..4 ready 2 2 -
         1..5 ready 1 1 -
         3..4 render 0 0 0
         4..5 render 2 2 0
         5..7 render 1 1 0",
    );
    check_tasks(
        r#""strategy": "work-stealing", "workers": 2"#,
        tasks,
        "0..1 load 1 1 -
         0..1 render 2 2 1
         0..3 blocked 0 0 0
         1..3 render 1 1 1
         3..4 render 0 0 0",
    );
    check_tasks(
        r#""strategy": "threads", "serverConnections": 1"#,
        tasks,
        "0..1 render 2 2 0
         0..3 load 0 0 -
         0..3 queued 1 1 -
         3..4 render 0 0 0
         3..4 load 1 1 -
         4..6 render 1 1 0",
    );
}

#[test]
fn a_task_begins_after_those_that_it_comes_after() {
    // Task 1 comes after task 0: task 2 takes the free slot before it.
    check_tasks(
        r#""strategy": "threads", "limit": 2"#,
        r#"{ "load": 2, "render": 1 }, { "load": 1, "render": 1, "after": [0] }, { "load": 4, "render": 0 }, { "load": 1, "render": 0, "after": [1, 2] }"#,
        "0..2 load 0 0 -
         0..4 load 2 1 -
         2..3 render 0 0 0
         3..4 load 1 0 -
         4..5 render 1 0 0
         5..6 load 3 0 -",
    );
}

#[test]
fn a_chain_is_as_slow_as_a_loop_whatever_the_strategy() {
    for strategy in
        [r#""threads""#, r#""processes""#, r#""coroutines""#, r#""coroutines", "turns": true"#, r#""work-stealing""#]
    {
        let timeline =
            run(&format!(r#"{{ "strategy": {strategy}, "grid": [3, 1], "load": 2, "render": 1, "chain": true }}"#));
        compare(
            &timeline,
            "0..2 load 0 0 -
             2..3 render 0 0 0
             3..5 load 1 0 -
             5..6 render 1 0 0
             6..8 load 2 0 -
             8..9 render 2 0 0",
        );
    }
}

#[test]
fn work_stealing_overlaps_the_loads_of_many_and_the_renders_of_a_few() {
    check(
        r#""strategy": "work-stealing", "workers": 3, "cores": 2"#,
        &[(1, 3), (1, 2), (1, 1)],
        "0..1 load 0 0 -
         0..1 load 1 1 -
         0..1 load 2 2 -
         1..3 render 1 1 1
         1..3 ready 2 2 -
         1..4 render 0 0 0
         3..4 render 2 2 1",
    );
}

#[test]
fn with_turns_a_task_asks_for_its_load_only_when_the_loop_comes_to_it() {
    let tasks = [(0, 5), (5, 1)];
    check(
        r#""strategy": "coroutines""#,
        &tasks,
        "0..5 render 0 0 0
         0..5 load 1 1 -
         5..6 render 1 1 0",
    );
    check(
        r#""strategy": "coroutines", "turns": true"#,
        &tasks,
        "0..5 render 0 0 0
         0..5 ready 1 1 -
         5..10 load 1 1 -
         10..11 render 1 1 0",
    );
    for strategy in ["sequential", "threads", "processes", "work-stealing"] {
        let tasks = r#""tasks": [{ "load": 0, "render": 5 }, { "load": 5, "render": 1 }]"#;
        let with = run(&format!(r#"{{ "strategy": "{strategy}", "turns": true, {tasks} }}"#));
        assert_eq!(with, run(&format!(r#"{{ "strategy": "{strategy}", {tasks} }}"#)), "{strategy}");
    }
}

#[test]
fn with_turns_the_loop_looks_for_ended_loads_when_it_has_nothing_else_to_do() {
    check(
        r#""strategy": "coroutines", "turns": true, "limit": 3"#,
        &[(4, 3), (0, 2), (1, 2), (2, 0), (0, 0), (1, 1)],
        // At 0 task 0 asks, and task 1 renders. At 2 task 3 begins in its slot, behind task 2: both ask, one after the other.
        // At 5 task 2 has rendered, task 4 has nothing to do, and task 5 begins in their slot. It asks before the loop
        // looks for the loads that ended at 4, those of tasks 0 and 3; both then join the queue. So task 3, with nothing to
        // render, is finished only at 8, after task 0; and task 5, loaded at 6, is found after that.
        "0..2 render 1 1 0
         0..2 ready 2 2 -
         0..4 load 0 0 -
         2..3 load 2 2 -
         2..4 load 3 1 -
         3..5 render 2 2 0
         4..5 ready 0 0 -
         4..8 ready 3 1 -
         5..6 load 5 2 -
         5..8 render 0 0 0
         6..8 ready 5 2 -
         8..9 render 5 2 0",
    );
}

#[test]
fn with_turns_ended_loads_are_found_in_the_order_of_their_ends_and_then_of_their_numbers() {
    check(
        r#""strategy": "coroutines", "turns": true"#,
        &[(5, 1), (4, 1), (3, 1), (4, 1), (0, 6)],
        "0..3 load 2 2 -
         0..4 load 1 1 -
         0..4 load 3 3 -
         0..5 load 0 0 -
         0..6 render 4 4 0
         3..6 ready 2 2 -
         4..7 ready 1 1 -
         4..8 ready 3 3 -
         5..9 ready 0 0 -
         6..7 render 2 2 0
         7..8 render 1 1 0
         8..9 render 3 3 0
         9..10 render 0 0 0",
    );
}

#[test]
fn with_turns_every_turn_costs_a_switch_where_the_slot_is_another() {
    check(
        r#""strategy": "coroutines", "turns": true, "switchCost": 1"#,
        &[(2, 1), (1, 0), (0, 1)],
        // Tasks 0 and 1 ask at 1 and 2, each at the end of a switch. At 3 both are loaded, as the switch to task 2 ends.
        // Task 1 has nothing to render, and is switched to all the same.
        "0..1 switch 0 0 0
         0..1 ready 1 1 -
         0..2 ready 2 2 -
         1..2 switch 1 1 0
         1..3 load 0 0 -
         2..3 load 1 1 -
         2..3 switch 2 2 0
         3..4 ready 0 0 -
         3..4 render 2 2 0
         3..6 ready 1 1 -
         4..5 switch 0 0 0
         5..6 render 0 0 0
         6..7 switch 1 1 0",
    );
    check(
        r#""strategy": "coroutines", "turns": true, "limit": 1, "switchCost": 1"#,
        &[(2, 1), (1, 1)],
        // The one slot is what the executor ran last, when task 0 is loaded and when task 1 begins.
        "0..1 switch 0 0 0
         1..3 load 0 0 -
         3..4 render 0 0 0
         4..5 load 1 0 -
         5..6 render 1 0 0",
    );
}

#[test]
fn with_turns_loads_wait_for_the_server_in_the_order_in_which_they_asked() {
    check(
        r#""strategy": "coroutines", "turns": true, "serverConnections": 1"#,
        &[(2, 1), (2, 1), (1, 0)],
        "0..2 load 0 0 -
         0..2 queued 1 1 -
         0..4 queued 2 2 -
         2..3 render 0 0 0
         2..4 load 1 1 -
         4..5 render 1 1 0
         4..5 load 2 2 -",
    );
}

#[test]
fn with_turns_a_blocking_load_keeps_the_loop_and_slots_start_without_it() {
    check_tasks(
        r#""strategy": "coroutines", "turns": true, "coroutineStart": 1, "serverConnections": 1"#,
        r#"{ "load": 2, "render": 1 }, { "load": 2, "render": 1, "blocking": true }, { "load": 1, "render": 1 }"#,
        // Slots are started while the loop runs. At 5 task 2 is in the queue since 3, and task 0 only loaded since then.
        "0..1 start - 0 -
         1..2 start - 1 -
         1..3 load 0 0 -
         2..3 start - 2 -
         2..4 blocked 1 1 0
         3..5 ready 0 0 -
         3..5 ready 2 2 -
         4..5 render 1 1 0
         5..6 render 0 0 0
         5..6 load 2 2 -
         6..7 render 2 2 0",
    );
}
