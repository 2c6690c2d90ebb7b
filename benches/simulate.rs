//! How long the simulator takes beside a hand-written loop: `cargo bench --bench simulate`, or, with all else that is
//! compared, `npm run bench`.

mod baseline;

use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main, measurement};
use cvsp::Scenario;

const FEW: u32 = 10_000;
const MANY: u32 = 1_000_000;

/// W1 is threads, W2 coroutines, each with 8 slots or with one a task.
fn scenario(strategy: &str, limit: Option<u32>, tasks: u32, more: &str) -> Scenario {
    let limit = limit.map_or(String::new(), |limit| format!(r#""limit": {limit},"#));
    serde_json::from_str(&format!(
        r#"{{ "strategy": "{strategy}", {limit} {more} "grid": [100, {}],
              "load": [1500, 7000], "render": [800, 1500], "seed": 42 }}"#,
        tasks / 100
    ))
    .expect("it is valid")
}

fn group<'a>(criterion: &'a mut Criterion, name: &str, elements: u64) -> BenchmarkGroup<'a, measurement::WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(elements)).sampling_mode(SamplingMode::Flat);
    if elements > 100_000 {
        group.sample_size(20);
    }
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group
}

fn compare<const EXECUTORS: u32>(criterion: &mut Criterion, name: &str, strategy: &str) {
    for tasks in [FEW, MANY] {
        let scenario = scenario(strategy, Some(baseline::SLOTS), tasks, "");
        check::<EXECUTORS>(&scenario);
        let mut group = group(criterion, &format!("{name} {tasks}"), tasks.into());
        group.bench_function("baseline", |bencher| bencher.iter(|| baseline::run::<EXECUTORS>(scenario.workload())));
        group.bench_function("cvsp", |bencher| bencher.iter(|| scenario.run()));
    }
}

/// The two do the same work: they write the same spans.
fn check<const EXECUTORS: u32>(scenario: &Scenario) {
    let run = scenario.run().expect("it can be simulated");
    let mut spans = baseline::run::<EXECUTORS>(run.workload());
    spans.sort_unstable_by_key(|span| (span.start, span.end, span.task));
    let theirs = spans.iter().map(baseline::Span::fields);
    let ours = run.timeline().spans().iter().map(|s| (s.start, s.end, s.task(), s.slot(), s.executor(), s.kind()));
    assert!(ours.eq(theirs), "the baseline does other work");
}

fn limited(criterion: &mut Criterion) {
    compare::<{ baseline::SLOTS }>(criterion, "W1", "threads");
    compare::<1>(criterion, "W2", "coroutines");
}

fn unlimited(criterion: &mut Criterion) {
    let scenario = scenario("coroutines", None, MANY, "");
    let mut group = group(criterion, &format!("W2 unlimited {MANY}"), MANY.into());
    group.bench_function("cvsp", |bencher| bencher.iter(|| scenario.run()));
}

/// Counted by the span, not by the task: each task has some 460.
fn time_slices(criterion: &mut Criterion) {
    let scenario = scenario("threads", None, FEW, r#""cores": 2, "quantum": 5,"#);
    let spans = scenario.run().expect("it can be simulated").timeline().spans().len();
    let mut group = group(criterion, "time slices", spans as u64);
    group.bench_function("cvsp", |bencher| bencher.iter(|| scenario.run()));
}

criterion_group!(benches, limited, unlimited, time_slices);
criterion_main!(benches);
