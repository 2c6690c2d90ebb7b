//! Says how near a prediction is to what was recorded.

use crate::simulation::timeline::{SpanKind, Timeline};
use crate::trace::predict::Prediction;
use crate::trace::recording::Recording;

/// How near a prediction is to its recording.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// By how much the makespans differ, as a part of the recorded one; 0 where that is 0.
    pub makespan: f64,
    /// By how much tasks' ends differ, in microseconds: the median of all tasks, and the most.
    pub median_end: u64,
    /// The largest of those.
    pub most_end: u64,
    /// Whether the tasks finish in the same order; those that finish together in that of their numbers.
    pub same_order: bool,
    /// Each task, by its number.
    pub tasks: Vec<ComparedTask>,
}

/// A task as it was recorded, and as it was predicted. Times are microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ComparedTask {
    /// How long it loads, all its loads together.
    pub load: u64,
    /// How long it renders, all its renders together.
    pub render: u64,
    /// When it ended in the recording; `None` where it took no time.
    pub recorded_end: Option<u64>,
    /// When it ends in the prediction.
    pub predicted_end: Option<u64>,
    /// In how many pieces it rendered in the recording.
    pub recorded_bursts: u32,
    /// In how many pieces it renders in the prediction.
    pub predicted_bursts: u32,
}

impl Prediction {
    /// Compares the prediction with the recording that it was made of.
    #[must_use]
    #[expect(clippy::cast_precision_loss)]
    pub fn compare(&self, recording: &Recording) -> Comparison {
        let (recorded, predicted) = (ends(recording.timeline()), ends(self.timeline()));
        let mut tasks: Vec<ComparedTask> = Vec::with_capacity(recorded.len());
        let mut differences = Vec::with_capacity(recorded.len());
        for (task, (recorded, predicted)) in recorded.iter().zip(&predicted).enumerate() {
            let (load, render) = self.totals().get(task).copied().unwrap_or_default();
            tasks.push(ComparedTask {
                load,
                render,
                recorded_end: recorded.0,
                predicted_end: predicted.0,
                recorded_bursts: recorded.1,
                predicted_bursts: predicted.1,
            });
            differences.extend(recorded.0.zip(predicted.0).map(|(recorded, predicted)| recorded.abs_diff(predicted)));
        }
        differences.sort_unstable();
        let middle = differences.len() / 2;
        let upper = differences.get(middle).copied().unwrap_or(0);
        let lower = if differences.len() % 2 == 0 { differences.get(middle.wrapping_sub(1)).copied() } else { None };
        let makespan = recording.timeline().makespan();
        let difference = makespan.abs_diff(self.timeline().makespan());
        Comparison {
            makespan: if makespan == 0 { 0.0 } else { difference as f64 / makespan as f64 },
            median_end: lower.map_or(upper, |lower| lower.midpoint(upper)),
            most_end: differences.last().copied().unwrap_or(0),
            same_order: order(&recorded) == order(&predicted),
            tasks,
        }
    }
}

/// When each task ends, and in how many pieces it renders.
fn ends(timeline: &Timeline) -> Vec<(Option<u64>, u32)> {
    let mut ends = vec![(None, 0); timeline.tasks() as usize];
    for span in timeline.spans() {
        if let Some(task) = span.task() {
            let (end, bursts) = &mut ends[task as usize];
            *end = Some(end.unwrap_or(0).max(span.end));
            *bursts += u32::from(span.kind() == SpanKind::Render);
        }
    }
    ends
}

fn order(ends: &[(Option<u64>, u32)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ends.len()).filter(|task| ends[*task].0.is_some()).collect();
    order.sort_by_key(|task| ends[*task].0);
    order
}
