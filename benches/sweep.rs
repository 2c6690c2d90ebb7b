//! How long a sweep takes, beside the same runs with their spans, one after another:
//! `cargo bench --features rayon --bench sweep`, or, with all else that is compared, `npm run bench`.

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use cvsp::{Scenario, Strategy};

/// The planes: their sides, the sides of the grid of tasks, and the most that a task loads, in microseconds.
///
/// In the last one there is nothing but work, so that every run needs all its executors: none is left out of the sweep.
const PLANES: [(&str, u32, u32, u64); 3] = [
    ("sweep 16x16, 16 tasks", 16, 4, 7_000_000),
    ("sweep 64x64, 256 tasks", 64, 16, 7_000_000),
    ("sweep 64x64, 256 tasks, no loads", 64, 16, 0),
];

fn scenario(side: u32, longest_load: u64) -> Scenario {
    let builder = Scenario::builder(Strategy::Threads).grid(side, side).load(longest_load / 4..=longest_load);
    builder.render(800_000..=1_500_000).seed(42).build().expect("it is good")
}

fn sweeps(criterion: &mut Criterion) {
    for (name, plane, side, longest_load) in PLANES {
        let scenario = scenario(side, longest_load);
        let numbers: Vec<u32> = (1..=plane).collect();
        let cells: Vec<Scenario> = numbers
            .iter()
            .flat_map(|&slots| (1..=slots).map(move |executors| (slots, executors)))
            .map(|(slots, executors)| scenario.to_builder().limit(slots).cores(executors).build().expect("it is good"))
            .collect();
        check(&scenario, &numbers, &cells);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
        group.bench_function("sweep", |bencher| bencher.iter(|| cvsp::sweep(&scenario, &numbers, &numbers)));
        let runs = || cells.iter().map(|cell| cell.run().map_or(0, |run| run.timeline().makespan())).max();
        group.bench_function("runs", |bencher| bencher.iter(runs));
    }
}

/// The two do the same work.
fn check(scenario: &Scenario, numbers: &[u32], cells: &[Scenario]) {
    let makespans = cvsp::sweep(scenario, numbers, numbers).expect("few events");
    let runs = cells.iter().map(|cell| cell.run().expect("few events").timeline().makespan());
    assert!(makespans.into_iter().flatten().flatten().eq(runs), "the runs are others");
}

criterion_group!(benches, sweeps);
criterion_main!(benches);
