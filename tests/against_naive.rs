//! The simulator against a second, naive implementation of the model, span by span and measure by measure.
#![cfg(not(target_arch = "wasm32"))]

mod naive;
mod random;

use naive::{Outcome, Span};
use proptest::prelude::*;
use random::{Range, Scenario, StrategyName, Task, Work};

/// Runs a scenario's JSON in the simulator, and gives the tasks that it ran as well.
fn simulated(scenario: &Scenario) -> (Outcome, Vec<Task>) {
    let parsed: cvsp::Scenario = serde_json::from_str(&scenario.json()).expect("the scenario is good");
    let run = parsed.run().expect("few events");
    let (workload, timeline, measures) = (run.workload(), run.timeline(), run.measures());
    let index = |number: u32| number as usize;
    let spans = timeline.spans().iter().map(|span| {
        let (task, executor) = (span.task().map(index), span.executor().map(index));
        (span.start, span.end, span.kind().name(), task, index(span.slot()), executor)
    });
    assert_eq!(measures.makespan, timeline.makespan());
    assert_eq!(index(timeline.tasks()), index(workload.count()));
    let outcome = Outcome {
        slots: index(timeline.slots()),
        executors: index(timeline.executors()),
        spans: spans.collect(),
        makespan: measures.makespan,
        speedup: measures.speedup,
        utilisation: measures.utilisation,
        overhead: measures.overhead,
        waiting: measures.waiting,
        peak_in_flight: index(measures.peak_in_flight),
        peak_memory: measures.peak_memory,
        lower_bound: measures.lower_bound,
    };
    let task = |number| Task {
        load: workload.load(number),
        render: workload.render(number),
        after: workload.after(number).iter().copied().map(index).collect(),
        blocking: workload.is_blocking(number),
    };
    (outcome, (0..workload.count()).map(task).collect())
}

/// Checks that the tasks which ran are those that the scenario describes.
fn check_tasks(scenario: &Scenario, ran: &[Task]) -> Result<Vec<Task>, TestCaseError> {
    let meant = scenario.tasks(|number| (ran[number].load, ran[number].render));
    prop_assert_eq!(ran, &meant);
    if let Work::Grid { load, render, .. } = &scenario.work {
        for task in ran {
            prop_assert!(is_of(load, task.load) && is_of(render, task.render), "{:?} is not in its ranges", task);
        }
    }
    Ok(meant)
}

fn is_of(range: &Range, duration: u64) -> bool {
    (range.least..=range.most).contains(&duration)
        && (duration - range.least).is_multiple_of(range.step.unwrap_or(1000))
}

fn compare(scenario: &Scenario) -> Result<(), TestCaseError> {
    let (ours, ran) = simulated(scenario);
    let naive = naive::run(scenario, &check_tasks(scenario, &ran)?);
    prop_assert_eq!((ours.slots, ours.executors), (naive.slots, naive.executors), "slots and executors");
    prop_assert_eq!(&ours.spans, &naive.spans, "spans, ours on the left, naive on the right");
    prop_assert_eq!(ours.makespan, naive.makespan, "makespan");
    prop_assert!((ours.speedup - naive.speedup).abs() < 1e-9, "speedup: {} is not {}", ours.speedup, naive.speedup);
    prop_assert!(
        (ours.utilisation - naive.utilisation).abs() < 1e-9,
        "utilisation: {} is not {}",
        ours.utilisation,
        naive.utilisation
    );
    prop_assert_eq!(ours.overhead, naive.overhead, "overhead");
    prop_assert_eq!(ours.waiting, naive.waiting, "waiting");
    prop_assert_eq!(ours.peak_in_flight, naive.peak_in_flight, "peak in flight");
    prop_assert_eq!(ours.peak_memory, naive.peak_memory, "peak memory");
    prop_assert_eq!(ours.lower_bound, naive.lower_bound, "lower bound");
    Ok(())
}

#[test]
fn tiny_durations_where_much_happens_in_one_instant() {
    random::check(3_000, random::scenarios(7, 5), |scenario| compare(&scenario));
}

#[test]
fn durations_that_differ() {
    random::check(1_500, random::scenarios(6, 40), |scenario| compare(&scenario));
}

#[test]
fn more_tasks_than_anything_else() {
    random::check(500, random::scenarios(24, 8), |scenario| compare(&scenario));
}

/// These have more tasks than a word has bits, or a short list has places.
#[test]
fn a_hundred_tasks_and_more() {
    random::check(40, random::scenarios(160, 5), |scenario| compare(&scenario));
}

/// Checks both implementations with an example that was worked out by hand.
#[track_caller]
fn by_hand(scenario: &Scenario, expected: &[Span]) -> Outcome {
    let naive = naive::run(scenario, &scenario.tasks(|_| unreachable!("the tasks are a list")));
    assert_eq!(naive.spans, expected);
    compare(scenario).unwrap();
    naive
}

fn scenario(strategy: StrategyName, tasks: &[(u64, u64)]) -> Scenario {
    let task = |&(load, render): &(u64, u64)| Task { load, render, ..Task::default() };
    Scenario {
        strategy,
        gil: false,
        limit: None,
        cores: None,
        workers: None,
        turns: false,
        quantum: None,
        gil_interval: None,
        switch_cost: 0,
        thread_start: 0,
        process_start: 0,
        coroutine_start: 0,
        server_connections: None,
        slot_memory: 0,
        work: Work::List(tasks.iter().map(task).collect()),
    }
}

#[test]
fn by_hand_a_switch_comes_before_each_slice_of_another_slot() {
    let base = scenario(StrategyName::Threads, &[(0, 3), (0, 2)]);
    let scenario = Scenario { cores: Some(1), quantum: Some(2), switch_cost: 1, slot_memory: 10, ..base };
    let outcome = by_hand(
        &scenario,
        &[
            (0, 1, "switch", Some(0), 0, Some(0)),
            (0, 3, "ready", Some(1), 1, None),
            (1, 3, "render", Some(0), 0, Some(0)),
            (3, 4, "switch", Some(1), 1, Some(0)),
            (3, 6, "ready", Some(0), 0, None),
            // Task 1 ends with its slice.
            (4, 6, "render", Some(1), 1, Some(0)),
            (6, 7, "switch", Some(0), 0, Some(0)),
            (7, 8, "render", Some(0), 0, Some(0)),
        ],
    );
    assert_eq!((outcome.makespan, outcome.overhead, outcome.waiting, outcome.lower_bound), (8, 3, 6, 5));
    assert_eq!((outcome.peak_in_flight, outcome.peak_memory), (2, 20));
    assert!((outcome.utilisation - 5.0 / 8.0).abs() < 1e-9);
}

#[test]
fn by_hand_slots_start_in_turn_and_a_blocking_load_keeps_the_executor() {
    let mut scenario = scenario(StrategyName::Coroutines, &[(3, 1), (2, 1), (1, 0)]);
    scenario.limit = Some(2);
    scenario.coroutine_start = 2;
    scenario.server_connections = Some(1);
    let Work::List(tasks) = &mut scenario.work else { unreachable!() };
    tasks[1].blocking = true;
    let outcome = by_hand(
        &scenario,
        &[
            (0, 2, "start", None, 0, None),
            (2, 4, "start", None, 1, None),
            (2, 5, "load", Some(0), 0, None),
            // The server has no connection left, and is not asked for one.
            (4, 6, "blocked", Some(1), 1, Some(0)),
            (5, 7, "ready", Some(0), 0, None),
            (6, 7, "render", Some(1), 1, Some(0)),
            (7, 8, "render", Some(0), 0, Some(0)),
            (7, 8, "load", Some(2), 1, None),
        ],
    );
    assert_eq!((outcome.makespan, outcome.overhead, outcome.waiting, outcome.lower_bound), (8, 4, 2, 4));
}

#[test]
fn by_hand_a_thread_under_a_gil_runs_on_while_nobody_waits() {
    let base = scenario(StrategyName::Threads, &[(0, 5), (3, 1)]);
    let scenario = Scenario { gil: true, gil_interval: Some(2), cores: Some(4), quantum: Some(1), ..base };
    by_hand(
        &scenario,
        &[
            (0, 3, "load", Some(1), 1, None),
            // Alone at 2, and not at 4. What became ready at 3 waits for the interval's end.
            (0, 4, "render", Some(0), 0, Some(0)),
            (3, 4, "ready", Some(1), 1, None),
            (4, 5, "ready", Some(0), 0, None),
            (4, 5, "render", Some(1), 1, Some(0)),
            (5, 6, "render", Some(0), 0, Some(0)),
        ],
    );
}

#[test]
fn by_hand_what_begins_in_the_instant_of_a_slices_end_waits_for_the_next() {
    let base = scenario(StrategyName::Threads, &[(0, 4), (0, 1)]);
    let scenario = Scenario { cores: Some(1), quantum: Some(1), thread_start: 2, ..base };
    by_hand(
        &scenario,
        &[
            (0, 2, "start", None, 0, None),
            (2, 4, "start", None, 1, None),
            // At 4 the queue is empty in step 3; task 1 begins in step 4.
            (2, 5, "render", Some(0), 0, Some(0)),
            (4, 5, "ready", Some(1), 1, None),
            (5, 6, "ready", Some(0), 0, None),
            (5, 6, "render", Some(1), 1, Some(0)),
            (6, 7, "render", Some(0), 0, Some(0)),
        ],
    );
}

#[test]
fn by_hand_the_interval_of_a_gil_is_5_ms_where_it_is_left_out() {
    let base = scenario(StrategyName::Threads, &[(0, 6_000), (0, 5_001)]);
    by_hand(
        &Scenario { gil: true, ..base },
        &[
            (0, 5_000, "render", Some(0), 0, Some(0)),
            (0, 5_000, "ready", Some(1), 1, None),
            (5_000, 10_000, "ready", Some(0), 0, None),
            (5_000, 10_000, "render", Some(1), 1, Some(0)),
            (10_000, 11_000, "render", Some(0), 0, Some(0)),
            (10_000, 11_000, "ready", Some(1), 1, None),
            (11_000, 11_001, "render", Some(1), 1, Some(0)),
        ],
    );
}

#[test]
fn by_hand_a_task_that_gets_its_own_executor_back_at_once_has_one_span() {
    let base = scenario(StrategyName::Processes, &[(0, 1), (0, 6), (4, 1)]);
    let scenario = Scenario { cores: Some(2), quantum: Some(4), ..base };
    by_hand(
        &scenario,
        &[
            (0, 1, "render", Some(0), 0, Some(0)),
            (0, 4, "load", Some(2), 2, None),
            // Preempted at 4 for task 2, which takes executor 0, free since 1.
            (0, 6, "render", Some(1), 1, Some(1)),
            (4, 5, "render", Some(2), 2, Some(0)),
        ],
    );
}

#[test]
fn by_hand_loads_wait_for_a_connection_in_the_order_in_which_they_asked() {
    let base = scenario(StrategyName::WorkStealing, &[(2, 1), (2, 0), (1, 3), (0, 2)]);
    let mut scenario = Scenario { server_connections: Some(1), workers: Some(1), limit: Some(3), ..base };
    let Work::List(tasks) = &mut scenario.work else { unreachable!() };
    tasks[3].after = vec![0];
    by_hand(
        &scenario,
        &[
            (0, 2, "load", Some(0), 0, None),
            (0, 2, "queued", Some(1), 1, None),
            (0, 4, "queued", Some(2), 2, None),
            (2, 3, "render", Some(0), 0, Some(0)),
            (2, 4, "load", Some(1), 1, None),
            // Task 3 was waiting for task 0, whose slot it takes.
            (3, 5, "render", Some(3), 0, Some(0)),
            (4, 5, "load", Some(2), 2, None),
            (5, 8, "render", Some(2), 2, Some(0)),
        ],
    );
}
