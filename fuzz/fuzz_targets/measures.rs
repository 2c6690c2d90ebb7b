//! Goes from any bytes to measures without a panic, a hang or too much memory, and checks that what is simulated is sound.

#![no_main]

use cvsp::{Measures, Scenario, ScenarioError, SpanKind, Timeline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match serde_json::from_slice(bytes) {
        Ok(scenario) => {
            if let Err(error) = run(&scenario) {
                check_message(&error.to_string());
            }
        }
        Err(error) => check_message(&error.to_string()),
    }
});

fn run(scenario: &Scenario) -> Result<(), ScenarioError> {
    // A scenario without a seed must fail again in the same way when it is tried again.
    let run = scenario.to_builder().seed(0).build()?.run()?;
    check_timeline(run.timeline());
    check_measures(run.timeline(), &run.measures());
    Ok(())
}

/// A message is one line of reasonable length, whatever the input.
fn check_message(message: &str) {
    assert!(!message.is_empty());
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.chars().count() < 1000, "{message:?}");
}

fn check_timeline(timeline: &Timeline) {
    let mut slots = vec![0; timeline.slots() as usize];
    let mut executors = vec![0; timeline.executors() as usize];
    let mut latest = (0, 0, None);
    for span in timeline.spans() {
        assert!(span.start < span.end, "no span is empty: {span:?}");
        let order = (span.start, span.end, span.task());
        assert!(latest <= order, "spans are sorted: {span:?}");
        latest = order;

        let busy_until = &mut slots[span.slot() as usize];
        assert!(*busy_until <= span.start, "spans of one slot do not overlap: {span:?}");
        *busy_until = span.end;
        if let Some(executor) = span.executor() {
            let busy_until = &mut executors[executor as usize];
            assert!(*busy_until <= span.start, "spans of one executor do not overlap: {span:?}");
            *busy_until = span.end;
        }
        let runs = matches!(span.kind(), SpanKind::Blocked | SpanKind::Switch | SpanKind::Render);
        assert_eq!(span.executor().is_some(), runs, "a task that runs holds an executor: {span:?}");
        assert_eq!(span.task().is_none(), span.kind() == SpanKind::Start, "a slot is started for no task: {span:?}");
        assert!(span.task().is_none_or(|task| task < timeline.tasks()), "{span:?}");
    }
}

fn check_measures(timeline: &Timeline, measures: &Measures) {
    assert_eq!(measures.makespan, timeline.makespan());
    assert!(measures.lower_bound <= measures.makespan, "{measures:?}");
    assert!(measures.speedup.is_finite() && measures.speedup >= 0.0, "{measures:?}");
    assert!((0.0..=1.0).contains(&measures.utilisation), "{measures:?}");
    assert!(measures.speedup <= f64::from(timeline.slots()) + 1e-9, "{measures:?}");
    assert!(measures.peak_in_flight <= timeline.slots(), "{measures:?}");
}
