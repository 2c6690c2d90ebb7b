//! W1 and W2 here and in the peers: `cargo bench`, or, with all else that is compared, `npm run bench`.

use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use cvsp::{Scenario, SpanKind};
use cvsp_peers::{Kind, Run, SLOTS, Span, Work, peers};

type Peer = fn(Run) -> Vec<Span>;

const PEERS: [(&str, Peer); 3] = [("simrs", peers::simrs), ("desru", peers::desru), ("nexosim", peers::nexosim)];

fn compare(criterion: &mut Criterion) {
    for (name, strategy, executors) in [("W1", "threads", SLOTS), ("W2", "coroutines", 1)] {
        for tasks in [10_000, 1_000_000] {
            let text = format!(
                r#"{{ "strategy": "{strategy}", "limit": {SLOTS}, "grid": [100, {}],
                      "load": [1500, 7000], "render": [800, 1500], "seed": 42 }}"#,
                tasks / 100
            );
            let scenario: Scenario = serde_json::from_str(&text).expect("it is valid");
            let workload = scenario.workload();
            let work: Work = Arc::new((0..tasks).map(|task| (workload.load(task), workload.render(task))).collect());

            let mut group = criterion.benchmark_group(format!("{name} {tasks}"));
            group.throughput(Throughput::Elements(tasks.into())).sampling_mode(SamplingMode::Flat);
            group.sample_size(if tasks > 100_000 { 10 } else { 100 });
            group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
            group.bench_function("cvsp", |bencher| bencher.iter(|| scenario.run()));
            for (peer, run) in PEERS {
                check(&scenario, &run(Run::new(&work, executors)), peer);
                group.bench_function(peer, |bencher| bencher.iter(|| run(Run::new(&work, executors))));
            }
        }
    }
}

/// They do the same work: all loads and renders, in as much time. Only where two things happen at one instant does each
/// choose which comes first, so that waits differ a little.
fn check(scenario: &Scenario, theirs: &[Span], peer: &str) {
    let ours = scenario.run().expect("it can be simulated");
    let timeline = ours.timeline();
    for (ours, kind) in [(SpanKind::Load, Kind::Load), (SpanKind::Render, Kind::Render)] {
        let ours = timeline.spans().iter().filter(|span| span.kind() == ours).map(|span| span.end - span.start);
        let theirs = theirs.iter().filter(|span| span.kind == kind).map(|span| span.end - span.start);
        assert_eq!((ours.clone().count(), ours.sum::<u64>()), (theirs.clone().count(), theirs.sum()), "{peer}");
    }
    let makespan = theirs.iter().map(|span| span.end).max().expect("there are spans");
    assert!(makespan.abs_diff(timeline.makespan()) <= timeline.makespan() / 1000, "{peer} ends at {makespan}");
    assert!(theirs.len().abs_diff(timeline.spans().len()) <= timeline.spans().len() / 1000, "{peer}");
}

criterion_group!(benches, compare);
criterion_main!(benches);
