use std::collections::BinaryHeap;
use std::fmt;

/// The state that a span shows a task in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SpanKind {
    /// Its load runs; it holds a slot.
    Load,
    /// Loaded, it waits for an executor; it holds a slot.
    Ready,
    /// Its render runs; it holds a slot and an executor.
    Render,
}

impl SpanKind {
    /// Every kind, in the order of the numbers that the timeline's columns use for them.
    pub const ALL: [Self; 3] = [Self::Load, Self::Ready, Self::Render];

    /// The kind's name in JSON and in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Ready => "ready",
            Self::Render => "render",
        }
    }
}

/// A half-open interval `[start, end)` of one task in one state, in microseconds. It is never empty.
///
/// Spans are ordered by start, end and task.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// When it starts, in microseconds from the start of the run.
    pub start: u64,
    /// When it ends, in microseconds; always after `start`.
    pub end: u64,
    /// The task's number.
    pub task: u32,
    /// What the task does meanwhile.
    pub kind: SpanKind,
    /// The slot that holds the task.
    pub slot: u32,
    executor: u32,
}

impl Span {
    const NO_EXECUTOR: u32 = u32::MAX;

    /// The executor that runs the task; `None` while it loads or waits.
    #[must_use]
    pub fn executor(&self) -> Option<u32> {
        (self.executor != Self::NO_EXECUTOR).then_some(self.executor)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, end, kind, task, slot, .. } = self;
        write!(f, "{start}..{end} {} task {task} slot {slot}", kind.name())?;
        match self.executor() {
            Some(executor) => write!(f, " executor {executor}"),
            None => Ok(()),
        }
    }
}

/// What a strategy did with a workload: every span, sorted by start, end and task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    slots: u32,
    executors: u32,
    tasks: u32,
    spans: Vec<Span>,
}

impl Timeline {
    /// How many tasks could be in flight at once.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.slots
    }

    /// How many bursts could run at once.
    #[must_use]
    pub fn executors(&self) -> u32 {
        self.executors
    }

    /// How many tasks there were, those without any span included.
    #[must_use]
    pub fn tasks(&self) -> u32 {
        self.tasks
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

/// Writes down a timeline while the simulation goes on: a task's span is opened when it enters a state, and closed when
/// it leaves it.
#[derive(Debug)]
pub(crate) struct Recorder {
    spans: Vec<Span>,
    /// The index of each task's open span; meaningless for a task that has none.
    open: Vec<usize>,
}

impl Recorder {
    pub(crate) fn new(tasks: usize) -> Self {
        Self { spans: Vec::with_capacity(3 * tasks), open: vec![usize::MAX; tasks] }
    }

    /// Opens a span at `start`, which is never before the start of the span opened last.
    pub(crate) fn open(&mut self, start: u64, kind: SpanKind, task: u32, slot: u32, executor: Option<u32>) {
        self.open[task as usize] = self.spans.len();
        let executor = executor.unwrap_or(Span::NO_EXECUTOR);
        self.spans.push(Span { start, end: start, kind, task, slot, executor });
    }

    pub(crate) fn close(&mut self, task: u32, end: u64) {
        self.spans[self.open[task as usize]].end = end;
    }

    pub(crate) fn into_timeline(mut self, slots: u32, executors: u32) -> Timeline {
        // Spans were opened in the order of their starts, so only those that start together are out of order.
        for together in self.spans.chunk_by_mut(|a, b| a.start == b.start) {
            // A heap's sort, because it is a tenth of the size of the standard library's in WebAssembly.
            let sorted = BinaryHeap::from(together.to_vec()).into_sorted_vec();
            together.copy_from_slice(&sorted);
        }
        let tasks = u32::try_from(self.open.len()).expect("a workload's tasks are counted in u32");
        Timeline { slots, executors, tasks, spans: self.spans }
    }
}
