use serde::{Serialize, Serializer};

use crate::data::value::Number;
use crate::scenario::setup::Setup;
use crate::scenario::units::{to_f64, to_millis};
use crate::scenario::workload::Workload;
use crate::simulation::timeline::{SpanKind, Timeline};

/// What a run comes to. L and R are the sums of all loads and renders.
///
/// They are serialized in camel case, with times in milliseconds.
///
/// ```
/// use cvsp::{Scenario, Strategy, Task};
///
/// let tasks = [Task::new(4_000, 2_000), Task::new(3_000, 2_000)];
/// let measures = Scenario::builder(Strategy::Coroutines).tasks(tasks).build()?.run()?.measures();
/// assert_eq!(measures.speedup, 11.0 / 7.0);
/// assert_eq!(measures.utilisation, 4.0 / 7.0);
/// assert_eq!(measures.lower_bound, 7_000); // microseconds: the shortest load, and then both renders
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measures {
    /// The end of the last span, in microseconds.
    pub makespan: u64,
    /// (L + R) / makespan: how many times faster than one thing after another; 0 for a run that takes no time.
    pub speedup: f64,
    /// Render time / (executors · makespan): the part of the executors that was used; 0 for a run that takes no time.
    pub utilisation: f64,
    /// All time spent on switching and on starting slots, in microseconds.
    pub overhead: u64,
    /// All time that tasks spent ready for an executor, or queued for the server, in microseconds.
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
    /// Measures a timeline, with the setup and the workload that it was made from.
    pub(crate) fn of(setup: &Setup, workload: &Workload, timeline: &Timeline) -> Self {
        let lower_bound = lower_bound(workload, timeline.slots(), timeline.executors());
        Self::new(timeline, workload.totals(), setup.slot_memory, lower_bound)
    }

    /// Measures what was recorded, of which no more is known than its spans, or a prediction of that.
    #[cfg(all(target_arch = "wasm32", feature = "recordings"))]
    pub(crate) fn recorded(timeline: &Timeline, slot_memory: u64) -> Self {
        let mut tasks = vec![(0, 0); timeline.tasks() as usize];
        for span in timeline.spans() {
            let Some(task) = span.task() else { continue };
            let (load, render) = &mut tasks[task as usize];
            match span.kind() {
                SpanKind::Load | SpanKind::Blocked => *load += span.end - span.start,
                SpanKind::Render => *render += span.end - span.start,
                _ => {}
            }
        }
        let totals = tasks.iter().fold((0, 0), |(loads, renders), (load, render)| (loads + load, renders + render));
        let longest = tasks.iter().map(|(load, render)| load + render).max().unwrap_or(0);
        let smallest = tasks.iter().map(|(load, _)| *load).min().unwrap_or(0);
        let lower_bound = bound(longest, smallest, totals, timeline.slots(), timeline.executors());
        Self::new(timeline, totals, slot_memory, lower_bound)
    }

    #[expect(clippy::cast_precision_loss)]
    fn new(timeline: &Timeline, (loads, renders): (u64, u64), slot_memory: u64, lower_bound: u64) -> Self {
        let mut totals = [0u64; SpanKind::ALL.len()];
        for span in timeline.spans() {
            totals[span.kind() as usize] += span.end - span.start;
        }
        let total = |kind: SpanKind| totals[kind as usize];
        let makespan = timeline.makespan();
        let per = |amount: u64, time: f64| if makespan == 0 { 0.0 } else { amount as f64 / time };
        Self {
            makespan,
            speedup: per(loads + renders, makespan as f64),
            utilisation: per(total(SpanKind::Render), f64::from(timeline.executors().max(1)) * makespan as f64),
            overhead: total(SpanKind::Switch) + total(SpanKind::Start),
            waiting: total(SpanKind::Ready) + total(SpanKind::Queued),
            peak_in_flight: timeline.peak_in_flight(),
            peak_memory: u64::from(timeline.slots()) * slot_memory,
            lower_bound,
        }
    }

    /// Names the measures as JavaScript and JSON have them. Times are in milliseconds.
    pub(crate) fn fields(&self) -> [(&'static str, f64); 8] {
        [
            ("makespan", to_millis(self.makespan)),
            ("speedup", self.speedup),
            ("utilisation", self.utilisation),
            ("overhead", to_millis(self.overhead)),
            ("waiting", to_millis(self.waiting)),
            ("peakInFlight", self.peak_in_flight.into()),
            ("peakMemory", to_f64(self.peak_memory)),
            ("lowerBound", to_millis(self.lower_bound)),
        ]
    }
}

/// Writes the measures as an object. Times are in milliseconds.
impl Serialize for Measures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields().map(|(name, value)| (name, Number(value))))
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
    bound(longest_chain, smallest_load, workload.totals(), slots, executors)
}

fn bound(longest_chain: u64, smallest_load: u64, (loads, renders): (u64, u64), slots: u32, executors: u32) -> u64 {
    longest_chain
        .max(smallest_load + renders.div_ceil(executors.max(1).into()))
        .max((loads + renders).div_ceil(slots.max(1).into()))
}
