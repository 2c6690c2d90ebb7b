//! Checks on whole pictures what the model says must always hold.

mod common;

use common::run;
use cvsp::{Scenario, SpanKind, Timeline};

const GRIDS: [&str; 3] = [
    r#""grid": [4, 4], "load": [1500, 7000], "render": [800, 1500, 100], "seed": 1"#,
    r#""grid": [16, 16], "load": [0, 40], "render": [0, 9, 1], "seed": 7"#,
    r#""grid": [7, 3], "load": [0, 5, 1], "render": [0, 5, 1], "seed": 99"#,
];

struct Task {
    load: u64,
    render: u64,
}

fn tasks(grid: &str) -> Vec<Task> {
    let scenario: Scenario = serde_json::from_str(&format!(r#"{{ "strategy": "sequential", {grid} }}"#)).unwrap();
    let workload = scenario.workload();
    (0..workload.count()).map(|task| Task { load: workload.load(task), render: workload.render(task) }).collect()
}

fn with(strategy: &str, grid: &str) -> Timeline {
    run(&format!("{{ {strategy}, {grid} }}"))
}

#[test]
fn sequential_takes_the_sum_of_all_loads_and_renders() {
    for grid in GRIDS {
        let sum: u64 = tasks(grid).iter().map(|task| task.load + task.render).sum();
        assert_eq!(with(r#""strategy": "sequential""#, grid).makespan(), sum, "{grid}");
    }
}

#[test]
fn threads_without_bounds_take_as_long_as_the_longest_task() {
    for grid in GRIDS {
        let longest = tasks(grid).iter().map(|task| task.load + task.render).max().unwrap();
        assert_eq!(with(r#""strategy": "threads""#, grid).makespan(), longest, "{grid}");
    }
}

#[test]
fn coroutines_without_a_limit_are_the_best_one_machine_schedule() {
    // The optimum of 1|r_j|Cmax: in the order of release times, C = max(C, release) + processing.
    for grid in GRIDS {
        let mut tasks = tasks(grid);
        tasks.sort_by_key(|task| task.load);
        let rendered = tasks.iter().filter(|task| task.render > 0);
        let optimum = rendered.fold(0, |end: u64, task| end.max(task.load) + task.render);
        let loads = tasks.iter().map(|task| task.load).max().unwrap();
        assert_eq!(with(r#""strategy": "coroutines""#, grid).makespan(), optimum.max(loads), "{grid}");
    }
}

#[test]
fn threads_with_a_limit_are_list_scheduling() {
    // Each task goes to the worker that is free soonest, in the order of the tasks.
    for grid in GRIDS {
        for limit in [1, 2, 5, 8] {
            let mut workers = vec![0u64; limit];
            for task in tasks(grid) {
                let soonest = workers.iter_mut().min().unwrap();
                *soonest += task.load + task.render;
            }
            let timeline = with(&format!(r#""strategy": "threads", "limit": {limit}"#), grid);
            assert_eq!(timeline.makespan(), *workers.iter().max().unwrap(), "limit {limit}, {grid}");
        }
    }
}

#[test]
fn one_slot_makes_every_strategy_sequential() {
    for grid in GRIDS {
        let sequential = with(r#""strategy": "sequential""#, grid);
        for strategy in ["threads", "processes", "coroutines"] {
            let timeline = with(&format!(r#""strategy": "{strategy}", "limit": 1"#), grid);
            assert_eq!(timeline, sequential, "{strategy}, {grid}");
        }
    }
}

#[test]
fn with_no_renders_coroutines_do_what_threads_do() {
    let grid = r#""grid": [5, 5], "load": [0, 90], "render": 0, "seed": 3"#;
    for limit in ["", r#", "limit": 4"#] {
        let threads = with(&format!(r#""strategy": "threads"{limit}"#), grid);
        let coroutines = with(&format!(r#""strategy": "coroutines"{limit}"#), grid);
        assert_eq!(threads.spans(), coroutines.spans());
    }
}

#[test]
fn with_no_loads_coroutines_take_the_sum_of_all_renders() {
    let grid = r#""grid": [5, 5], "load": 0, "render": [1, 90], "seed": 3"#;
    let sum: u64 = tasks(grid).iter().map(|task| task.render).sum();
    for limit in ["", r#", "limit": 4"#] {
        assert_eq!(with(&format!(r#""strategy": "coroutines"{limit}"#), grid).makespan(), sum);
    }
}

#[test]
fn every_span_is_consistent_with_every_other() {
    let strategies = [
        r#""strategy": "sequential""#,
        r#""strategy": "threads""#,
        r#""strategy": "threads", "limit": 6, "cores": 3"#,
        r#""strategy": "processes", "cores": 2"#,
        r#""strategy": "coroutines""#,
        r#""strategy": "coroutines", "limit": 4"#,
    ];
    for strategy in strategies {
        for grid in GRIDS {
            let timeline = with(strategy, grid);
            let spans = timeline.spans();
            let context = format!("{strategy}, {grid}");
            assert!(spans.iter().all(|span| span.start < span.end), "{context}");
            assert!(spans.is_sorted_by_key(|span| (span.start, span.end, span.task())), "{context}");
            assert!(
                spans.iter().all(|span| (span.kind() == SpanKind::Render) == span.executor().is_some()),
                "{context}"
            );
            check_apart(spans.iter().map(|span| (span.slot(), span.start, span.end)), timeline.slots(), &context);
            let bursts = spans.iter().filter_map(|span| Some((span.executor()?, span.start, span.end)));
            check_apart(bursts, timeline.executors(), &context);
            for (number, task) in (0..).zip(tasks(grid)) {
                let own: Vec<_> = spans.iter().filter(|span| span.task() == Some(number)).collect();
                assert!(own.windows(2).all(|pair| pair[0].end == pair[1].start), "no gap: task {number}, {context}");
                let total = |kind| -> u64 {
                    own.iter().filter(|span| span.kind() == kind).map(|span| span.end - span.start).sum()
                };
                assert_eq!((total(SpanKind::Load), total(SpanKind::Render)), (task.load, task.render), "{context}");
            }
        }
    }
}

/// Checks that the intervals of each lane, all numbered below `lanes`, do not overlap.
#[track_caller]
fn check_apart(intervals: impl Iterator<Item = (u32, u64, u64)>, lanes: u32, context: &str) {
    let mut intervals: Vec<_> = intervals.collect();
    intervals.sort_unstable();
    assert!(intervals.iter().all(|(lane, ..)| *lane < lanes), "{context}");
    for pair in intervals.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{pair:?} overlap: {context}");
    }
}
