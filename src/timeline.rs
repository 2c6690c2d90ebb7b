use std::fmt;

use crate::radix_sort::{FEW, insertion_sort, radix_sort};
use crate::scenario::MAX_TASKS;

/// The state that a span shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SpanKind {
    /// The slot is being started: the one kind that belongs to no task.
    Start,
    /// The task waits for the far end to serve its load; it holds a slot.
    Queued,
    /// Its load runs; it holds a slot.
    Load,
    /// Its load runs as a blocking call; it holds a slot and an executor.
    Blocked,
    /// Loaded, or preempted, it waits for an executor; it holds a slot.
    Ready,
    /// The executor is switching to it; it holds a slot and that executor.
    Switch,
    /// Its render runs; it holds a slot and an executor.
    Render,
}

impl SpanKind {
    /// Every kind, in the order of the numbers that the timeline's columns use for them.
    pub const ALL: [Self; 7] =
        [Self::Start, Self::Queued, Self::Load, Self::Blocked, Self::Ready, Self::Switch, Self::Render];

    /// Whether it takes an executor.
    fn runs(self) -> bool {
        matches!(self, Self::Blocked | Self::Switch | Self::Render)
    }

    /// The kind's name in JSON and in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Queued => "queued",
            Self::Load => "load",
            Self::Blocked => "blocked",
            Self::Ready => "ready",
            Self::Switch => "switch",
            Self::Render => "render",
        }
    }
}

/// A half-open interval `[start, end)` of one task, or of a slot that is being started, in one state, in microseconds.
/// It is never empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When it starts, in microseconds from the start of the run.
    pub start: u64,
    /// When it ends, in microseconds; always after `start`.
    pub end: u64,
    /// Its task, kind, slot and executor, from the highest bits to the lowest; a task or an executor that its kind has
    /// none of is 0.
    what: u64,
}

// There are millions of them, and what they take is what a run takes.
const _: () = assert!(size_of::<Span>() == 24);

/// How many bits hold the number of a task, a slot or an executor, and those bits.
const BITS: u32 = MAX_TASKS.ilog2();
const NUMBER: u64 = (1 << BITS) - 1;
const EXECUTOR: u32 = 0;
const SLOT: u32 = EXECUTOR + BITS;
const KIND: u32 = SLOT + BITS;
const TASK: u32 = KIND + 3;
const _: () = assert!(MAX_TASKS.is_power_of_two() && TASK + BITS <= u64::BITS);

impl Span {
    fn new((start, end): (u64, u64), kind: SpanKind, task: u32, slot: u32) -> Self {
        Self { start, end, what: u64::from(task) << TASK | (kind as u64) << KIND | u64::from(slot) << SLOT }
    }

    /// What its task does in another time, on an executor where the kind takes one.
    fn next(&self, (start, end): (u64, u64), kind: SpanKind, executor: u32) -> Self {
        let whose = self.what & (NUMBER << TASK | NUMBER << SLOT);
        Self { start, end, what: whose | (kind as u64) << KIND | u64::from(executor) << EXECUTOR }
    }

    /// The number in `what` that begins at a bit.
    fn number(&self, bit: u32) -> u32 {
        (self.what >> bit & NUMBER) as u32
    }

    /// The state that it shows.
    #[must_use]
    pub fn kind(&self) -> SpanKind {
        SpanKind::ALL[(self.what >> KIND & 0b111) as usize]
    }

    /// The task; `None` while a slot is being started.
    #[must_use]
    pub fn task(&self) -> Option<u32> {
        (self.kind() != SpanKind::Start).then(|| self.number(TASK))
    }

    /// The slot that it is in.
    #[must_use]
    pub fn slot(&self) -> u32 {
        self.number(SLOT)
    }

    /// The executor that runs the task; `None` while it needs none, or waits for one.
    #[must_use]
    pub fn executor(&self) -> Option<u32> {
        self.kind().runs().then(|| self.number(EXECUTOR))
    }

    /// What spans that start together are sorted by: their ends, and then their tasks, none before the first, since the
    /// start of a slot is the first of the kinds. With the start it says all of a span.
    fn order(&self) -> u128 {
        u128::from(self.end) << 64 | u128::from(self.what)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} {}", self.start, self.end, self.kind().name())?;
        if let Some(task) = self.task() {
            write!(f, " task {task}")?;
        }
        write!(f, " slot {}", self.slot())?;
        if let Some(executor) = self.executor() {
            write!(f, " executor {executor}")?;
        }
        Ok(())
    }
}

/// What a strategy did with a workload: every span, sorted by start, end and task.
///
/// ```
/// use cvsp::{Scenario, SpanKind, Workload, simulate};
///
/// let scenario: Scenario = serde_json::from_str(
///     r#"{ "strategy": "coroutines", "tasks": [{ "load": 4, "render": 2 }, { "load": 3, "render": 2 }] }"#,
/// )?;
/// let timeline = simulate(&scenario, &Workload::draw(&scenario.tasks)?)?;
/// assert_eq!((timeline.slots(), timeline.executors()), (2, 1));
/// let waits = timeline.spans().iter().filter(|span| span.kind() == SpanKind::Ready);
/// let waits: Vec<_> = waits.map(|span| (span.task(), span.start, span.end)).collect();
/// assert_eq!(waits, [(Some(0), 4_000, 5_000)]); // microseconds
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    slots: u32,
    executors: u32,
    tasks: u32,
    peak_in_flight: u32,
    spans: Vec<Span>,
}

impl Timeline {
    /// k: how many tasks could be in flight at once.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.slots
    }

    /// p: how many bursts could run at once.
    #[must_use]
    pub fn executors(&self) -> u32 {
        self.executors
    }

    /// How many tasks there were, those without any span included.
    #[must_use]
    pub fn tasks(&self) -> u32 {
        self.tasks
    }

    /// The most tasks that were in flight, begun and not finished, at any instant.
    #[must_use]
    pub fn peak_in_flight(&self) -> u32 {
        self.peak_in_flight
    }

    /// Every span, sorted by start, end and task.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The end of the last span, in microseconds; 0 where there is none.
    #[must_use]
    pub fn makespan(&self) -> u64 {
        self.spans.iter().map(|span| span.end).max().unwrap_or(0)
    }
}

/// Writes down a timeline while the simulation goes on, each span as it starts.
#[derive(Debug)]
pub(crate) struct Recorder {
    spans: Vec<Span>,
    /// How many of them are empty for good.
    empty: usize,
}

impl Recorder {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { spans: Vec::with_capacity(capacity), empty: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.len() - self.empty
    }

    /// Adds a span and returns its index. Its start is never before that of the span added last. Where its end is not
    /// known, as that of a wait, it is empty until [`Self::follow`] puts it right.
    pub(crate) fn add(&mut self, times: (u64, u64), kind: SpanKind, task: u32, slot: u32) -> usize {
        self.spans.push(Span::new(times, kind, task, slot));
        self.spans.len() - 1
    }

    /// The task and the slot of the span at `index`.
    pub(crate) fn whose(&self, index: usize) -> (u32, u32) {
        let span = &self.spans[index];
        (span.number(TASK), span.slot())
    }

    /// Ends the span at `index` now, and adds what its task goes on with. That takes the place of a span that began only
    /// now: a wait of no time has none. Two that touch and differ in nothing but their times are one. Returns the index of
    /// what the task goes on with.
    pub(crate) fn follow(&mut self, index: usize, (now, end): (u64, u64), kind: SpanKind, executor: u32) -> usize {
        let span = &mut self.spans[index];
        let next = span.next((now, end), kind, executor);
        if span.what == next.what {
            span.end = end;
            return index;
        }
        if span.start == now {
            *span = next;
            return index;
        }
        span.end = now;
        self.spans.push(next);
        self.spans.len() - 1
    }

    /// Whether the task that waits in the span at `wait` did not wait, and goes on with the render at `render`, which was
    /// preempted just now. If so, the wait's span stays empty.
    pub(crate) fn resume(&mut self, render: usize, wait: usize, now: u64) -> bool {
        let goes_on = self.spans[render].end == now && self.spans[wait].start == now;
        self.empty += usize::from(goes_on);
        goes_on
    }

    pub(crate) fn into_timeline(mut self, slots: u32, executors: u32, tasks: u32, peak_in_flight: u32) -> Timeline {
        if self.empty > 0 {
            self.spans.retain(|span| span.start < span.end);
        }
        // Spans were added in the order of their starts, so only those that start together can be out of order.
        for together in self.spans.chunk_by_mut(|a, b| a.start == b.start) {
            if together.len() <= FEW {
                insertion_sort(together, Span::order);
            } else if !together.is_sorted_by_key(Span::order) {
                sort_many(together);
            }
        }
        Timeline { slots, executors, tasks, peak_in_flight, spans: self.spans }
    }
}

/// Sorts many spans that start together, by way of keys that say all the rest of them.
#[expect(clippy::cast_possible_truncation)]
fn sort_many(spans: &mut [Span]) {
    let mut keys: Vec<u128> = spans.iter().map(Span::order).collect();
    radix_sort(&mut keys);
    for (span, key) in spans.iter_mut().zip(keys) {
        (span.end, span.what) = ((key >> 64) as u64, key as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_holds_the_largest_numbers() {
        let most = MAX_TASKS - 1;
        for kind in SpanKind::ALL {
            let span =
                Span::new((1, 2), SpanKind::Queued, most, most).next((3, 4), kind, if kind.runs() { most } else { 0 });
            let task = (kind != SpanKind::Start).then_some(most);
            assert_eq!((span.start, span.end, span.kind(), span.task(), span.slot()), (3, 4, kind, task, most));
            assert_eq!(span.executor(), kind.runs().then_some(most));
        }
    }

    #[test]
    fn spans_that_start_together_are_sorted_by_end_and_task() {
        for count in [2, 64, 65, 1000] {
            let mut recorder = Recorder::new(0);
            recorder.add((0, 9), SpanKind::Load, 0, 0);
            recorder.add((5, 7), SpanKind::Load, 0, 1);
            recorder.add((5, 7), SpanKind::Start, 0, 3);
            for number in (1..count).rev() {
                recorder.add((5, 6 + u64::from(number % 7)), SpanKind::Load, number, number);
            }
            recorder.add((6, 7), SpanKind::Load, 0, 0);
            let timeline = recorder.into_timeline(0, 0, 0, 0);
            assert!(timeline.spans().is_sorted_by_key(|span| (span.start, span.end, span.task())), "{count}");
            assert_eq!(timeline.spans().len(), count as usize + 3);
        }
    }
}
