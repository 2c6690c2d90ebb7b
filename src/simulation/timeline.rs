use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::data::value::Number;
use crate::scenario::units::{MAX_TASKS, to_millis};

/// The state of a task, or of a slot that is being started, during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
#[non_exhaustive]
pub enum SpanKind {
    /// The slot is being started: the one kind that belongs to no task.
    Start,
    /// The task waits for the server to serve its load; it holds a slot.
    Queued,
    /// Its load runs; it holds a slot.
    Load,
    /// Its load runs as a blocking call; it holds a slot and an executor.
    Blocked,
    /// Loaded, preempted, or in line for its first turn, it waits for an executor; it holds a slot.
    Ready,
    /// The executor is switching to it; it holds a slot and that executor.
    Switch,
    /// Its render runs; it holds a slot and an executor.
    Render,
    /// The recording of a program does not tell whether it waited, stood in line, or ran; it holds a slot. Nothing that is
    /// simulated is of this kind.
    #[cfg(feature = "trace")]
    Unknown,
}

impl SpanKind {
    /// Every kind, in the order of the numbers that the timeline's columns use for them.
    pub const ALL: &[Self] = &[
        Self::Start,
        Self::Queued,
        Self::Load,
        Self::Blocked,
        Self::Ready,
        Self::Switch,
        Self::Render,
        #[cfg(feature = "trace")]
        Self::Unknown,
    ];

    /// Whether such a span holds an executor.
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
            #[cfg(feature = "trace")]
            Self::Unknown => "unknown",
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
    /// The task, kind, slot and executor, from the highest bits to the lowest. The task and the executor are 0 where spans
    /// of the kind have none.
    what: u64,
}

// There may be millions of spans, and a run takes hardly any other memory.
const _: () = assert!(size_of::<Span>() == 24);

/// How many bits hold the number of a task, a slot or an executor.
const BITS: u32 = MAX_TASKS.ilog2();
const NUMBER: u64 = (1 << BITS) - 1;
// The lowest bit of each part of `what`.
const EXECUTOR: u32 = 0;
const SLOT: u32 = EXECUTOR + BITS;
const KIND: u32 = SLOT + BITS;
const TASK: u32 = KIND + 3;
const _: () = assert!(MAX_TASKS.is_power_of_two() && TASK + BITS <= u64::BITS);

impl Span {
    pub(crate) fn new((start, end): (u64, u64), kind: SpanKind, task: u32, slot: u32) -> Self {
        Self { start, end, what: u64::from(task) << TASK | (kind as u64) << KIND | u64::from(slot) << SLOT }
    }

    /// Makes a span of the same task and slot at another time, on an executor where the kind takes one.
    pub(crate) fn next(&self, (start, end): (u64, u64), kind: SpanKind, executor: u32) -> Self {
        let whose = self.what & (NUMBER << TASK | NUMBER << SLOT);
        Self { start, end, what: whose | (kind as u64) << KIND | u64::from(executor) << EXECUTOR }
    }

    /// Reads the number in `what` whose lowest bit is this one.
    fn number(&self, bit: u32) -> u32 {
        (self.what >> bit & NUMBER) as u32
    }

    /// The state of its task, or of its slot.
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

    /// Whether the two differ in nothing but their times.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.what == other.what
    }

    /// The task and the slot; the task is 0 while a slot is being started.
    pub(crate) fn owner(&self) -> (u32, u32) {
        (self.number(TASK), self.slot())
    }

    /// A key that sorts spans which start together by their ends and then by their tasks. The start of a slot comes before
    /// all tasks, since it is the first of the kinds.
    pub(crate) fn order(&self) -> u128 {
        u128::from(self.end) << 64 | u128::from(self.what)
    }

    /// Gives the span back that has this start and this order.
    #[expect(clippy::cast_possible_truncation)]
    pub(crate) fn from_order(start: u64, order: u128) -> Self {
        Self { start, end: (order >> 64) as u64, what: order as u64 }
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

/// Writes a span with its times in milliseconds. What it does not have is null.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Span", 6)?;
        fields.serialize_field("start", &Number(to_millis(self.start)))?;
        fields.serialize_field("end", &Number(to_millis(self.end)))?;
        fields.serialize_field("kind", &self.kind())?;
        fields.serialize_field("task", &self.task())?;
        fields.serialize_field("slot", &self.slot())?;
        fields.serialize_field("executor", &self.executor())?;
        fields.end()
    }
}

/// What a strategy did with a workload: every span, sorted by start, end and task.
///
/// ```
/// use cvsp::{Scenario, SpanKind, Strategy, Task};
///
/// let tasks = [Task::new(4_000, 2_000), Task::new(3_000, 2_000)];
/// let run = Scenario::builder(Strategy::Coroutines).tasks(tasks).build()?.run()?;
/// let timeline = run.timeline();
/// assert_eq!((timeline.slots(), timeline.executors()), (2, 1));
/// let waits = timeline.spans().iter().filter(|span| span.kind() == SpanKind::Ready);
/// let waits: Vec<_> = waits.map(|span| (span.task(), span.start, span.end)).collect();
/// assert_eq!(waits, [(Some(0), 4_000, 5_000)]); // microseconds
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    pub(super) slots: u32,
    pub(super) executors: u32,
    pub(super) tasks: u32,
    pub(super) peak_in_flight: u32,
    pub(super) spans: Vec<Span>,
}

impl Timeline {
    /// Takes spans that are sorted by start, end and task.
    #[cfg(feature = "trace")]
    pub(crate) fn new(slots: u32, executors: u32, tasks: u32, peak_in_flight: u32, spans: Vec<Span>) -> Self {
        Self { slots, executors, tasks, peak_in_flight, spans }
    }

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

/// Writes the spans and what they are of, with times in milliseconds.
impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Timeline", 5)?;
        fields.serialize_field("makespan", &Number(to_millis(self.makespan())))?;
        fields.serialize_field("slots", &self.slots)?;
        fields.serialize_field("executors", &self.executors)?;
        fields.serialize_field("tasks", &self.tasks)?;
        fields.serialize_field("spans", &self.spans)?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_holds_the_largest_numbers() {
        let most = MAX_TASKS - 1;
        for &kind in SpanKind::ALL {
            let span =
                Span::new((1, 2), SpanKind::Queued, most, most).next((3, 4), kind, if kind.runs() { most } else { 0 });
            let task = (kind != SpanKind::Start).then_some(most);
            assert_eq!((span.start, span.end, span.kind(), span.task(), span.slot()), (3, 4, kind, task, most));
            assert_eq!(span.executor(), kind.runs().then_some(most));
        }
    }
}
