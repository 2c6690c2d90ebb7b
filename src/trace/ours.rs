//! Reads what the recorders of this project write, and what [`write`](crate::trace::write) does: docs/recordings.md has the
//! format.

use std::collections::BTreeMap;

use crate::scenario::units::MAX_TASKS;
use crate::simulation::timeline::SpanKind;
use crate::trace::error::TraceError;
use crate::trace::event::{Event, Events, Key, Lane, Phase};
use crate::trace::recording::{Draft, DraftTask, Piece};

/// The category of its events.
pub(crate) const CATEGORY: &str = "cvsp";

/// What a task does, by the name of the event that begins and ends it.
pub(crate) const KINDS: [(&str, SpanKind); 6] = [
    ("load", SpanKind::Load),
    ("render", SpanKind::Render),
    ("queued", SpanKind::Queued),
    ("ready", SpanKind::Ready),
    ("switch", SpanKind::Switch),
    ("unknown", SpanKind::Unknown),
];

/// One task while its events are read.
#[derive(Default)]
struct Task {
    draft: DraftTask,
    /// The number of its name, once it has begun.
    name: Option<u32>,
    has_ended: bool,
    /// What it does now, the latest last: when that began, by the thread's own clock as well, and on which thread.
    open: Vec<Open>,
    /// The time up to which its pieces are known.
    until: u64,
    progress: Progress,
    is_blocking: bool,
}

/// What a task has done last.
#[derive(Clone, Copy, Default, PartialEq)]
enum Progress {
    #[default]
    Begun,
    Asked,
    Answered,
    Run,
}

struct Open {
    kind: SpanKind,
    cpu: Option<f64>,
    lane: u32,
    /// How many pieces there were before.
    pieces: usize,
}

/// Reads the tasks, and which of them load by blocking calls. `is_cooperative` says whether tasks are coroutines, of one
/// thread or of several; `is_one_loop` whether they are of one.
pub(crate) fn read(events: &Events, is_cooperative: bool, is_one_loop: bool) -> Result<(Draft, Vec<bool>), TraceError> {
    let category = events.names.find(&CATEGORY.to_owned());
    let sorted = events.sorted(|event| Some(event.category) == category);
    let first = sorted.first().map_or(0.0, |event| event.time);
    let mut reader = Reader { events, is_cooperative, is_one_loop, tasks: Vec::new(), starts: Vec::new() };
    let mut end = 0;
    for event in &sorted {
        let time = micros(event.time - first);
        end = end.max(time + micros(event.duration));
        reader.take(event, time).map_err(|error| error.at(event.index as usize))?;
    }
    for task in &mut reader.tasks {
        if task.name.is_some() && !task.has_ended {
            task.go_on(end, Next::End, is_one_loop);
        }
    }
    Ok(reader.finish())
}

/// Rounds to a whole microsecond. Times are counted from the first event, and are at most 2⁵⁴.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn micros(time: f64) -> u64 {
    time.max(0.0).round() as u64
}

struct Reader<'a> {
    events: &'a Events,
    is_cooperative: bool,
    is_one_loop: bool,
    tasks: Vec<Task>,
    starts: Vec<(u64, u64, u32)>,
}

/// What comes after a piece of time.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    Run,
    Other,
    End,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event, time: u64) -> Result<(), TraceError> {
        let name = self.events.names.get(event.name);
        if event.phase == Phase::Whole && name == "start" {
            let slot = event.facts.slot.filter(|slot| *slot < MAX_TASKS).ok_or_else(|| {
                TraceError::new("args.slot", "missing", format!("the number of a slot, below {MAX_TASKS}"))
            })?;
            self.starts.push((time, time + micros(event.duration), slot));
            return Ok(());
        }
        let begins = match event.phase {
            Phase::BeginOf => true,
            Phase::EndOf => false,
            _ => return Err(TraceError::new("ph", phase_name(event.phase), "\"b\" or \"e\", for a task")),
        };
        let number = match self.events.ids.get(event.id) {
            Key::Number(number) => u32::try_from(*number).ok().filter(|number| *number < MAX_TASKS),
            _ => None,
        };
        let Some(number) = number else {
            let value = match self.events.ids.get(event.id) {
                Key::None => "missing".to_owned(),
                Key::Number(number) => number.to_string(),
                Key::Text(text) => format!("\"{text}\""),
            };
            return Err(TraceError::new("id", value, format!("the number of a task, from 0 to {}", MAX_TASKS - 1)));
        };
        while self.tasks.len() <= number as usize {
            self.tasks.push(Task::default());
        }
        let is_cooperative = self.is_cooperative;
        let task = &mut self.tasks[number as usize];
        let wrong = |allowed: String| Err(TraceError::new("name", format!("\"{name}\""), allowed));
        if task.has_ended {
            return wrong(format!("left out: task {number} has ended"));
        }
        if task.name.is_none() {
            if !begins {
                return wrong(format!("left out: task {number} has not begun"));
            }
            task.name = Some(event.name);
            task.draft.slot = event.facts.slot.filter(|slot| *slot < MAX_TASKS);
            task.until = time;
            return Ok(());
        }
        if task.name == Some(event.name) {
            if begins {
                return wrong(format!("left out: task {number} has begun"));
            }
            task.go_on(time, Next::End, self.is_one_loop);
            task.has_ended = true;
            return Ok(());
        }
        let Some((_, kind)) = KINDS.iter().find(|(known, _)| known == name) else {
            let known: Vec<&str> = KINDS.iter().map(|(known, _)| *known).collect();
            return wrong(format!("the name that task {number} began with, or one of {}", known.join(", ")));
        };
        let is_blocking = *kind == SpanKind::Load && event.facts.is_blocking && is_cooperative;
        let kind = if is_blocking { SpanKind::Blocked } else { *kind };
        if begins {
            task.go_on(time, if kind == SpanKind::Render { Next::Run } else { Next::Other }, self.is_one_loop);
            if task.open.iter().any(|open| open.kind == kind) {
                return wrong(format!("left out: task {number} does that already"));
            }
            task.open.push(Open { kind, cpu: event.cpu, lane: event.lane, pieces: task.draft.pieces.len() });
            task.is_blocking |= event.facts.is_blocking;
            if matches!(kind, SpanKind::Load | SpanKind::Blocked | SpanKind::Queued) {
                task.progress = Progress::Asked;
            }
            return Ok(());
        }
        task.go_on(time, Next::Other, self.is_one_loop);
        let is_it = |open: &Open| open.kind == kind || (kind == SpanKind::Load && open.kind == SpanKind::Blocked);
        let Some(place) = task.open.iter().rposition(is_it) else {
            return wrong(format!("left out: task {number} has not begun that"));
        };
        let open = task.open.remove(place);
        match open.kind {
            SpanKind::Render => {
                task.progress = Progress::Run;
                if let (Some(from), Some(to)) = (open.cpu, event.cpu) {
                    task.keep(micros(to - from), open.pieces);
                }
            }
            SpanKind::Load | SpanKind::Blocked => task.progress = Progress::Answered,
            _ => {}
        }
        Ok(())
    }

    /// Numbers the threads that ran tasks, in the order of their processes and numbers.
    fn finish(self) -> (Draft, Vec<bool>) {
        let mut used: BTreeMap<&Lane, u32> = BTreeMap::new();
        let lane_of = |piece: &Piece| self.events.lanes.get(piece.executor);
        for piece in self.tasks.iter().flat_map(|task| &task.draft.pieces) {
            if runs(piece.kind) {
                used.insert(lane_of(piece), 0);
            }
        }
        let mut executors = Vec::new();
        for (number, (lane, place)) in (0..).zip(&mut used) {
            *place = number;
            executors.push(self.events.lane_name(lane));
        }
        let mut tasks = Vec::with_capacity(self.tasks.len());
        let mut blocking = Vec::with_capacity(self.tasks.len());
        for (number, task) in self.tasks.into_iter().enumerate() {
            let name = task.name.map_or_else(|| format!("task {number}"), |name| self.events.names.get(name).clone());
            let mut draft =
                DraftTask { name, slot: task.draft.slot, pieces: Vec::with_capacity(task.draft.pieces.len()) };
            for piece in task.draft.pieces {
                let executor = if runs(piece.kind) { used[self.events.lanes.get(piece.executor)] } else { 0 };
                draft.add(Piece { executor, ..piece });
            }
            tasks.push(draft);
            blocking.push(task.is_blocking);
        }
        (Draft { tasks, executors, starts: self.starts, ..Draft::default() }, blocking)
    }
}

fn runs(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Render | SpanKind::Blocked | SpanKind::Switch)
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Begin => "\"B\"",
        Phase::End => "\"E\"",
        Phase::Whole => "\"X\"",
        Phase::BeginOf => "\"b\"",
        Phase::EndOf => "\"e\"",
    }
}

impl Task {
    /// Adds what the task did up to now. Until then, the thread stands for the executor.
    fn go_on(&mut self, now: u64, next: Next, is_one_loop: bool) {
        // A task that loads does not run, even where it asked in the midst of that.
        let waits = |open: &&Open| matches!(open.kind, SpanKind::Load | SpanKind::Blocked);
        let (kind, executor) = match self.open.iter().rev().find(waits).or(self.open.last()) {
            Some(open) => (open.kind, open.lane),
            None => (self.between(next, is_one_loop), 0),
        };
        self.push(Piece { start: self.until, end: now, kind, executor });
        self.until = self.until.max(now);
    }

    /// Adds a piece as it is: what goes on is made one piece at last, when no clock can shorten a part of it any more.
    fn push(&mut self, piece: Piece) {
        if piece.start < piece.end {
            self.draft.pieces.push(piece);
        }
    }

    /// Tells what a task does that does nothing of which the recording tells.
    fn between(&self, next: Next, is_one_loop: bool) -> SpanKind {
        let is_ready = match self.progress {
            // A loop comes to its coroutines one after another.
            Progress::Begun => is_one_loop && next != Next::End,
            Progress::Answered => true,
            // Stopped, and run again later: it has nothing else to wait for than an executor.
            Progress::Run => next == Next::Run,
            Progress::Asked => false,
        };
        if is_ready { SpanKind::Ready } else { SpanKind::Unknown }
    }

    /// Leaves so much of what was rendered since: that is what the thread's own clock says. What else it did cannot be told.
    fn keep(&mut self, cpu: u64, since: usize) {
        let pieces = self.draft.pieces.split_off(since.min(self.draft.pieces.len()));
        let mut left = cpu;
        for piece in pieces {
            if piece.kind != SpanKind::Render {
                self.push(piece);
                continue;
            }
            let length = left.min(piece.end - piece.start);
            left -= length;
            let middle = piece.start + length;
            self.push(Piece { end: middle, ..piece });
            self.push(Piece { start: middle, kind: SpanKind::Unknown, executor: 0, ..piece });
        }
    }
}
