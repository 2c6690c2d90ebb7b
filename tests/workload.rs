//! Checks that draws are portable, independent of each other, and in their ranges.

use cvsp::{Scenario, Workload};

#[derive(Debug, PartialEq)]
struct Task {
    load: u64,
    render: u64,
}

#[track_caller]
fn draw(grid: &str) -> Workload {
    let scenario: Scenario = serde_json::from_str(&format!(r#"{{ "strategy": "threads", {grid} }}"#)).unwrap();
    scenario.workload().clone()
}

#[track_caller]
fn draw_tasks(grid: &str) -> Vec<Task> {
    let workload = draw(grid);
    (0..workload.count()).map(|task| Task { load: workload.load(task), render: workload.render(task) }).collect()
}

#[test]
fn a_seed_gives_the_same_tasks_on_every_machine() {
    // The same numbers stand in tests/wasm.rs. They may change with a new generator only, and that changes every figure.
    let tasks = draw_tasks(r#""grid": [2, 2], "load": [1500, 7000], "render": [800, 1500, 100], "seed": 42"#);
    let millis: Vec<_> = tasks.iter().map(|task| (task.load / 1000, task.render / 1000)).collect();
    assert_eq!(millis, [(3666, 1000), (2835, 1000), (2098, 1500), (1848, 1000)]);
}

#[test]
fn the_strategy_does_not_matter() {
    let of = |strategy: &str| {
        let text =
            format!(r#"{{ "strategy": "{strategy}", "grid": [4, 4], "load": [1, 9], "render": [1, 9], "seed": 5 }}"#);
        serde_json::from_str::<Scenario>(&text).unwrap().workload().clone()
    };
    for strategy in ["threads", "processes", "coroutines"] {
        assert_eq!(of(strategy), of("sequential"));
    }
}

#[test]
fn a_change_of_one_range_leaves_the_other_draws_as_they_were() {
    let loads = |grid: &str| -> Vec<u64> { draw_tasks(grid).iter().map(|task| task.load).collect() };
    let renders = |grid: &str| -> Vec<u64> { draw_tasks(grid).iter().map(|task| task.render).collect() };
    let first = r#""grid": [4, 4], "load": [1500, 7000], "render": [800, 1500], "seed": 42"#;
    let other_render = r#""grid": [4, 4], "load": [1500, 7000], "render": [1, 3], "seed": 42"#;
    let other_load = r#""grid": [4, 4], "load": 7, "render": [800, 1500], "seed": 42"#;
    assert_eq!(loads(first), loads(other_render));
    assert_eq!(renders(first), renders(other_load));
    assert_ne!(renders(first), renders(other_render));
}

#[test]
fn a_larger_grid_begins_with_the_tasks_of_the_smaller() {
    let ranges = r#""load": [1500, 7000], "render": [800, 1500], "seed": 42"#;
    let small = draw_tasks(&format!(r#""grid": [4, 4], {ranges}"#));
    let large = draw_tasks(&format!(r#""grid": [16, 16], {ranges}"#));
    assert_eq!(small, large[..16]);
}

#[test]
fn draws_take_every_step_of_their_range_and_nothing_else() {
    let mut loads: Vec<u64> = draw_tasks(r#""grid": [16, 16], "load": [10, 17, 2.5], "render": 0.5, "seed": 0"#)
        .iter()
        .map(|task| task.load)
        .collect();
    loads.sort_unstable();
    loads.dedup();
    assert_eq!(loads, [10_000, 12_500, 15_000]);
    assert!(
        draw_tasks(r#""grid": [3, 3], "load": 4, "render": 0.5, "seed": 0"#)
            .iter()
            .all(|task| *task == Task { load: 4000, render: 500 })
    );
}

#[test]
fn draws_are_uniform() {
    // Pearson's chi-squared over 8 values, 65,536 draws: 99.99 % of fair draws are below 29.9 (7 degrees of freedom).
    let mut counts = [0u32; 8];
    for task in draw_tasks(r#""grid": [256, 256], "load": 0, "render": [800, 1500, 100], "seed": 42"#) {
        counts[usize::try_from(task.render / 100_000).unwrap() - 8] += 1;
    }
    let expected = 65_536.0 / 8.0;
    let chi_squared: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    assert!(chi_squared < 29.9, "{counts:?}: {chi_squared}");
}

#[test]
fn without_a_seed_each_workload_is_another_and_tells_its_seed() {
    let ranges = r#""grid": [8, 8], "load": [0, 1000000], "render": 0"#;
    let (one, other) = (draw(ranges), draw(ranges));
    assert_ne!(one, other);
    let seed = one.seed().expect("a grid has a seed");
    assert_eq!(one, draw(&format!(r#"{ranges}, "seed": {seed}"#)));
}
