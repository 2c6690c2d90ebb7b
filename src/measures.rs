use crate::scenario::Scenario;
use crate::timeline::{SpanKind, Timeline};
use crate::workload::Workload;

/// What a run comes to. L and R are the sums of all loads and renders.
///
/// ```
/// use cvsp::{Measures, Scenario, Workload, simulate};
///
/// let scenario: Scenario = serde_json::from_str(
///     r#"{ "strategy": "coroutines", "tasks": [{ "load": 4, "render": 2 }, { "load": 3, "render": 2 }] }"#,
/// )?;
/// let workload = Workload::draw(&scenario.tasks)?;
/// let measures = Measures::of(&scenario, &workload, &simulate(&scenario, &workload)?);
/// assert_eq!(measures.speedup, 11.0 / 7.0);
/// assert_eq!(measures.utilisation, 4.0 / 7.0);
/// assert_eq!(measures.lower_bound, 7_000); // microseconds: the soonest load, and then both renders
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// The end of the last span, in microseconds.
    pub makespan: u64,
    /// (L + R) / makespan: how many times faster than one thing after another; 0 for a run that takes no time.
    pub speedup: f64,
    /// Render time / (executors · makespan): the part of the executors that was used; 0 for a run that takes no time.
    pub utilisation: f64,
    /// All time spent on switching and on starting slots, in microseconds.
    pub overhead: u64,
    /// All time that tasks spent ready for an executor, or queued for the far end, in microseconds.
    pub waiting: u64,
    /// The most tasks in flight at any instant.
    pub peak_in_flight: u32,
    /// Slots · the scenario's `slotMemory`, in bytes.
    pub peak_memory: u64,
    /// No schedule with as many slots and executors is shorter: the largest of the longest chain of load + render along
    /// `after`, the smallest load + R / executors, and (L + R) / slots, each rounded up, in microseconds.
    pub lower_bound: u64,
}

impl Measures {
    /// The measures of a timeline, with the scenario and the workload that it was made from.
    #[must_use]
    #[expect(clippy::cast_precision_loss)]
    pub fn of(scenario: &Scenario, workload: &Workload, timeline: &Timeline) -> Self {
        let mut totals = [0u64; SpanKind::ALL.len()];
        for span in timeline.spans() {
            totals[span.kind() as usize] += span.end - span.start;
        }
        let total = |kind: SpanKind| totals[kind as usize];
        let makespan = timeline.makespan();
        let per = |amount: u64, time: f64| if makespan == 0 { 0.0 } else { amount as f64 / time };
        let (loads, renders) = workload.totals();
        Self {
            makespan,
            speedup: per(loads + renders, makespan as f64),
            utilisation: per(total(SpanKind::Render), f64::from(timeline.executors()) * makespan as f64),
            overhead: total(SpanKind::Switch) + total(SpanKind::Start),
            waiting: total(SpanKind::Ready) + total(SpanKind::Queued),
            peak_in_flight: timeline.peak_in_flight(),
            peak_memory: u64::from(timeline.slots()) * scenario.machine.slot_memory,
            lower_bound: lower_bound(workload, timeline.slots(), timeline.executors()),
        }
    }
}

fn lower_bound(workload: &Workload, slots: u32, executors: u32) -> u64 {
    // Tasks come after lower numbers only, so that one pass in their order finds the longest chain.
    let mut finish: Vec<u64> = Vec::with_capacity(workload.count() as usize);
    for task in 0..workload.count() {
        let before = workload.after(task).iter().map(|earlier| finish[*earlier as usize]).max().unwrap_or(0);
        finish.push(before + workload.load(task) + workload.render(task));
    }
    let longest_chain = finish.into_iter().max().unwrap_or(0);
    let smallest_load = (0..workload.count()).map(|task| workload.load(task)).min().unwrap_or(0);
    let (loads, renders) = workload.totals();
    longest_chain
        .max(smallest_load + renders.div_ceil(executors.max(1).into()))
        .max((loads + renders).div_ceil(slots.max(1).into()))
}
