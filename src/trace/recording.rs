use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use crate::data::value::Value;
use crate::scenario::units::MAX_TASKS;
use crate::simulation::timeline::{Span, SpanKind, Timeline};
use crate::trace::error::TraceError;

/// What a program did when it ran: the spans of its tasks, as far as its recording tells.
///
/// It is read from Chrome trace events. A span of the kind [`SpanKind::Unknown`] is one of which the recording does not tell
/// whether its task waited for something, stood in line, or ran.
///
/// ```
/// use cvsp::{Recording, SpanKind};
///
/// let trace = r#"[{ "ph": "X", "name": "parse", "ts": 0, "dur": 5000, "tid": 1 },
///                 { "ph": "X", "name": "solve", "ts": 7000, "dur": 2000, "tid": 1 }]"#;
/// let recording = Recording::read(trace.as_bytes())?;
/// let spans = recording.timeline().spans().iter().map(|span| (span.kind(), span.start, span.end));
/// let expected = [(SpanKind::Render, 0, 5000), (SpanKind::Unknown, 5000, 7000), (SpanKind::Render, 7000, 9000)];
/// assert!(spans.eq(expected));
/// # Ok::<(), cvsp::TraceError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Recording {
    pub(crate) names: Vec<String>,
    pub(crate) executors: Vec<String>,
    pub(crate) timeline: Timeline,
    /// What the recorder says of the setup, by the names of the scenario's fields.
    pub(crate) given: Vec<(&'static str, Value)>,
    pub(crate) source: Source,
    /// The tasks whose load is a blocking call.
    pub(crate) blocking: Vec<bool>,
    /// The waits for another task: the one that waits, when it ended to, and the other.
    pub(crate) joins: BTreeMap<(u32, u64), u32>,
    pub(crate) is_cut_off: bool,
}

/// What wrote a recording. It decides what a prediction makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A recorder of this project, or a simulation.
    Ours,
    /// gvl-tracing, where all threads share one lock, and where each has its own.
    RubyLock,
    RubyRactors,
    /// `VizTracer`, with threads, and with asyncio's tasks.
    PythonThreads,
    PythonTasks,
    Nextest,
    /// Any other program.
    Other,
}

impl Recording {
    /// Every span, sorted by start, end and task, in microseconds from the first event.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// What each task is called.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What each executor is called: the thread, the loop or the lock that ran tasks.
    #[must_use]
    pub fn executors(&self) -> &[String] {
        &self.executors
    }

    /// Whether the recording ends before its list of events does, as it is when a program was ended.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        self.is_cut_off
    }
}

/// A recording in the making: tasks with what each did, piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) tasks: Vec<DraftTask>,
    pub(crate) executors: Vec<String>,
    /// How many slots and executors there were, where there were more than were used.
    pub(crate) least_slots: u32,
    pub(crate) least_executors: u32,
    /// When slots were started, each with its number.
    pub(crate) starts: Vec<(u64, u64, u32)>,
    /// The waits for another task: the one that waits, when it ended to, and the other.
    pub(crate) joins: BTreeMap<(u32, u64), u32>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct DraftTask {
    pub(crate) name: String,
    /// The slot, where the recording tells it.
    pub(crate) slot: Option<u32>,
    /// What it did, in the order of time.
    pub(crate) pieces: Vec<Piece>,
}

/// What a task did for a time. An executor is 0 where the kind needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) kind: SpanKind,
    pub(crate) executor: u32,
}

impl DraftTask {
    /// Adds what the task did next. Nothing is added where it took no time, and the same as before goes on.
    pub(crate) fn add(&mut self, piece: Piece) {
        if piece.start >= piece.end {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.end == piece.start && (last.kind, last.executor) == (piece.kind, piece.executor) => {
                last.end = piece.end;
            }
            _ => self.pieces.push(piece),
        }
    }

    fn times(&self) -> Option<(u64, u64)> {
        Some((self.pieces.first()?.start, self.pieces.last()?.end))
    }
}

impl Draft {
    /// Counts all times from when the first task or slot does anything, and leaves no gap in what a task did, and no start
    /// that took no time.
    pub(crate) fn settle(&mut self) {
        self.starts.retain(|(start, end, _)| start < end);
        let tasks = self.tasks.iter().filter_map(|task| task.pieces.first()).map(|piece| piece.start);
        let first = tasks.chain(self.starts.iter().map(|(start, ..)| *start)).min().unwrap_or(0);
        for task in &mut self.tasks {
            let pieces = std::mem::take(&mut task.pieces);
            for piece in pieces {
                let (start, end) = (piece.start - first, piece.end - first);
                let until = task.pieces.last().map_or(start, |last| last.end);
                task.add(Piece { start: until, end: start, kind: SpanKind::Unknown, executor: 0 });
                task.add(Piece { start, end, ..piece });
            }
        }
        for (start, end, _) in &mut self.starts {
            (*start, *end) = (*start - first, *end - first);
        }
        let joins = std::mem::take(&mut self.joins);
        self.joins.extend(joins.into_iter().map(|((task, end), other)| ((task, end - first), other)));
    }

    /// Makes a timeline of the pieces, with a slot for each task.
    ///
    /// It fails where there are more tasks than a figure can have.
    pub(crate) fn timeline(&self) -> Result<Timeline, TraceError> {
        let count = u32::try_from(self.tasks.len()).ok().filter(|count| *count <= MAX_TASKS);
        let Some(count) = count else {
            let allowed = format!("of at most {MAX_TASKS} tasks");
            return Err(TraceError::new("the recording", format!("of {} tasks", self.tasks.len()), allowed));
        };
        let (slots, in_flight) = self.slots();
        let mut spans = Vec::with_capacity(self.tasks.iter().map(|task| task.pieces.len()).sum());
        for (number, task) in (0..).zip(&self.tasks) {
            for &Piece { start, end, kind, executor } in &task.pieces {
                let span = Span::new((start, end), SpanKind::Ready, number, slots[number as usize]);
                spans.push(span.next((start, end), kind, executor));
            }
        }
        spans.extend(self.starts.iter().map(|&(start, end, slot)| Span::new((start, end), SpanKind::Start, 0, slot)));
        spans.sort_unstable_by_key(|span| (span.start, span.order()));
        let slot_count = spans.iter().map(|span| span.slot() + 1).max().unwrap_or(0).max(self.least_slots);
        let executors = spans.iter().filter_map(Span::executor).map(|executor| executor + 1).max().unwrap_or(0);
        Ok(Timeline::new(slot_count, executors.max(self.least_executors), count, in_flight, spans))
    }

    /// Whether the recording tells the slot of each task, no slot at the same time for two of them.
    fn tells_slots(&self, order: &[(u64, u64, usize)]) -> bool {
        let mut busy_until: HashMap<u32, u64> = HashMap::new();
        order.iter().all(|(start, end, number)| {
            self.tasks[*number].slot.is_some_and(|slot| busy_until.insert(slot, *end).unwrap_or(0) <= *start)
        })
    }

    /// Gives each task a slot, and counts how many tasks were in flight at once at the most. The slot is the lowest that is
    /// free when the task begins, unless the recording tells all of them.
    fn slots(&self) -> (Vec<u32>, u32) {
        let mut slots: Vec<u32> = self.tasks.iter().map(|task| task.slot.unwrap_or(0)).collect();
        let mut order: Vec<(u64, u64, usize)> = Vec::new();
        for (number, task) in self.tasks.iter().enumerate() {
            if let Some((start, end)) = task.times() {
                order.push((start, end, number));
            }
        }
        order.sort_unstable_by_key(|(start, _, number)| (*start, *number));
        let is_told = self.tells_slots(&order);
        let (mut taken, mut free) = (BinaryHeap::new(), BinaryHeap::new());
        let mut most = 0;
        for (start, end, number) in order {
            while let Some(&Reverse((ends, slot))) = taken.peek()
                && ends <= start
            {
                taken.pop();
                free.push(Reverse(slot));
            }
            let slot = free.pop().map_or(most, |Reverse(slot)| slot);
            most = most.max(slot + 1);
            taken.push(Reverse((end, slot)));
            if !is_told {
                slots[number] = slot;
            }
        }
        (slots, most)
    }
}
