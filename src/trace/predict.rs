//! Foretells a recorded run: what the model makes of the same tasks.

use std::num::NonZeroU32;

use crate::data::error::ScenarioError;
use crate::data::value::Value;
use crate::scenario::checked::Scenario;
use crate::scenario::parse::with_tasks;
use crate::scenario::setup::Strategy;
use crate::scenario::units::{MAX_DURATION, MAX_TASKS, to_millis};
use crate::scenario::workload::TaskList;
use crate::simulation::timeline::{Span, SpanKind, Timeline};
use crate::trace::error::TraceError;
use crate::trace::recording::{Draft, DraftTask, Piece, Recording, Source};

/// Fields of a scenario's setup, by their names.
pub(crate) type Fields = Vec<(&'static str, Value)>;

/// What of a prediction is wished to be otherwise than the recording has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The strategy; `None` for the recorded one.
    pub strategy: Option<Strategy>,
    /// The most tasks in flight at once; `None` for as many as were recorded.
    pub limit: Option<NonZeroU32>,
}

/// What the model foretells of a recorded run.
///
/// ```
/// use cvsp::{Recording, Wish};
///
/// // Two tasks that each took 3 ms of work, one after the other.
/// let trace = br#"{ "traceEvents": [
///     { "ph": "b", "cat": "cvsp", "id": 0, "name": "a", "ts": 0 }, { "ph": "b", "cat": "cvsp", "id": 0, "name": "render", "ts": 0 },
///     { "ph": "e", "cat": "cvsp", "id": 0, "name": "render", "ts": 3000 }, { "ph": "e", "cat": "cvsp", "id": 0, "name": "a", "ts": 3000 },
///     { "ph": "b", "cat": "cvsp", "id": 1, "name": "b", "ts": 3010 }, { "ph": "b", "cat": "cvsp", "id": 1, "name": "render", "ts": 3010 },
///     { "ph": "e", "cat": "cvsp", "id": 1, "name": "render", "ts": 6010 }, { "ph": "e", "cat": "cvsp", "id": 1, "name": "b", "ts": 6010 }],
///     "otherData": { "cvsp": 1, "strategy": "sequential" } }"#;
/// let recording = Recording::read(&trace[..])?;
/// let prediction = recording.predict(Wish::default())?;
/// assert_eq!((recording.timeline().makespan(), prediction.timeline().makespan()), (6010, 6000));
/// # Ok::<(), cvsp::TraceError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Prediction {
    pub(crate) scenario: Scenario,
    pub(crate) timeline: Timeline,
    limit: Option<NonZeroU32>,
    reason: String,
    totals: Vec<(u64, u64)>,
}

impl Prediction {
    /// The strategy that was run.
    #[must_use]
    pub fn strategy(&self) -> Strategy {
        self.scenario.setup().strategy
    }

    /// The most tasks in flight at once; `None` where they all could be.
    #[must_use]
    pub fn limit(&self) -> Option<NonZeroU32> {
        self.limit
    }

    /// Where the strategy comes from, in words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What was run. A task that loads more than once is as many tasks there, each after the one before it.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Every span, with the tasks of the recording.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// How long each task of the recording loads and renders, in microseconds.
    #[must_use]
    pub fn totals(&self) -> &[(u64, u64)] {
        &self.totals
    }
}

/// What a task does until it next waits: a load, and then a render.
#[derive(Clone, Copy, Debug, Default)]
struct Phase {
    /// When it began to wait, or to render where it did not wait.
    start: u64,
    /// The task whose end it waits for, before its load.
    join: Option<u32>,
    load: u64,
    render: u64,
    /// Whether it is the time before the task begins.
    is_late: bool,
}

/// What a prediction makes of time of which a recording does not tell.
#[derive(Clone, Copy, PartialEq)]
enum Untold {
    /// Nothing: tasks stood in line, which the model foretells by itself.
    Line,
    /// A load.
    Load,
    /// A render, of which each of the tasks that are in such a time has an equal share.
    Share,
}

impl Source {
    fn untold(self) -> Untold {
        match self {
            Self::Ours | Self::RubyLock | Self::RubyRactors => Untold::Line,
            Self::PythonTasks | Self::Nextest | Self::Other => Untold::Load,
            Self::PythonThreads => Untold::Share,
        }
    }
}

impl Recording {
    /// Runs the model on the tasks that were recorded, each with its loads and renders.
    ///
    /// # Errors
    ///
    /// Where the recorder tells of a setup that no scenario can have; where there are too many loads, or too long ones; and
    /// where the run is too long.
    pub fn predict(&self, wish: Wish) -> Result<Prediction, TraceError> {
        let (mut setup, reason) = self.setup(wish);
        let limit = self.limit(wish, &setup)?;
        let mut phases = self.phases(wish.limit.is_none())?;
        let totals = phases.iter().map(|phases| {
            phases.iter().fold((0, 0), |(load, render), phase| (load + phase.load, render + phase.render))
        });
        let totals = totals.collect();
        let count = self.timeline.tasks().max(1);
        let has_own_slots = wish.limit.is_none() && self.tasks_have_own_slots();
        let slots = if has_own_slots { count } else { limit.map_or(count, |limit| limit.get().min(count)) };
        setup.push(("limit", Value::from(slots)));
        if has_own_slots {
            self.add_late_begins(&mut phases);
        }

        let order = order(&phases, has_own_slots);
        if order.len() > MAX_TASKS as usize {
            let value = format!("of {} loads with their renders", order.len());
            return Err(TraceError::new("the recording", value, format!("of at most {MAX_TASKS}")));
        }
        let mut tasks = TaskList::with_capacity(order.len());
        let mut owners: Vec<Owner> = Vec::with_capacity(order.len());
        // The part of each task that was added last.
        let mut latest: Vec<Option<u32>> = vec![None; phases.len()];
        for (number, (task, place)) in (0..).zip(order) {
            let phase = &phases[task as usize][place];
            let before = latest[task as usize].replace(number);
            let other = phase.join.and_then(|other| latest[other as usize]);
            let after: Vec<u32> = before.into_iter().chain(other).collect();
            tasks.add(phase.load, phase.render, self.blocking[task as usize], &after);
            owners.push(Owner { task, is_late: phase.is_late });
        }
        let scenario = with_tasks(&Value::object(setup), tasks).map_err(in_setup)?;
        let run = scenario.run().map_err(in_setup)?;
        let timeline = self.owned(run.timeline(), &owners)?;
        Ok(Prediction { scenario, timeline, limit, reason, totals })
    }

    /// Whether each task has a slot of its own, so that none begins for want of one.
    fn tasks_have_own_slots(&self) -> bool {
        match self.source {
            Source::RubyLock | Source::RubyRactors | Source::PythonThreads | Source::PythonTasks => true,
            Source::Ours | Source::Nextest => false,
            Source::Other => self.timeline.slots() >= self.timeline.tasks(),
        }
    }

    /// Lets tasks wait, before they begin, for as long as they did.
    fn add_late_begins(&self, phases: &mut [Vec<Phase>]) {
        let mut has_begun = vec![false; phases.len()];
        for span in self.timeline.spans() {
            let Some(task) = span.task() else { continue };
            if !std::mem::replace(&mut has_begun[task as usize], true) && span.start > 0 {
                let late = Phase { load: span.start, is_late: true, ..Phase::default() };
                phases[task as usize].insert(0, late);
            }
        }
    }

    /// What each task loads and renders. `has_joins` says whether waits for other tasks end as those do, or take as long as
    /// they did.
    fn phases(&self, has_joins: bool) -> Result<Vec<Vec<Phase>>, TraceError> {
        let untold = self.source.untold();
        let share = if untold == Untold::Share { Share::new(&self.timeline) } else { Share::default() };
        let mut ends = vec![0; self.timeline.tasks() as usize];
        for span in self.timeline.spans() {
            if let Some(task) = span.task() {
                ends[task as usize] = span.end.max(ends[task as usize]);
            }
        }
        let mut all: Vec<Vec<Phase>> = vec![Vec::new(); self.timeline.tasks() as usize];
        for span in self.timeline.spans() {
            let Some(task) = span.task() else { continue };
            let length = span.end - span.start;
            let (mut load, render) = match (span.kind(), untold) {
                (SpanKind::Load | SpanKind::Blocked, _) | (SpanKind::Unknown, Untold::Load) => (length, 0),
                (SpanKind::Render, _) => (0, length),
                (SpanKind::Unknown, Untold::Share) => (0, share.of(span)),
                _ => continue,
            };
            let join = self.joins.get(&(task, span.end)).copied().filter(|_| has_joins && load > 0);
            if let Some(other) = join {
                load = span.end.saturating_sub(ends[other as usize]);
            }
            let phases = &mut all[task as usize];
            let goes_on = |phase: &&mut Phase| render > 0 || (phase.render == 0 && join.is_none());
            if let Some(phase) = phases.last_mut().filter(goes_on) {
                phase.load += load;
                phase.render += render;
            } else {
                phases.push(Phase { start: span.start, join, load, render, is_late: false });
            }
            if phases.last().is_some_and(|phase| phase.load.max(phase.render) > MAX_DURATION) {
                let value = format!("of task {task}, which loads or renders for longer than {MAX_DURATION} µs");
                return Err(TraceError::new("the recording", value, "shorter"));
            }
        }
        // A task that does nothing is one, too.
        all.iter_mut().filter(|phases| phases.is_empty()).for_each(|phases| phases.push(Phase::default()));
        Ok(all)
    }

    /// The setup that was recorded or is proposed, with its limit where it has one.
    #[cfg(all(target_arch = "wasm32", feature = "recordings"))]
    pub(crate) fn whole_setup(&self, wish: Wish) -> Result<Fields, TraceError> {
        let (mut setup, _) = self.setup(wish);
        let limit = self.limit(wish, &setup)?;
        setup.extend(limit.map(|limit| ("limit", Value::from(limit.get()))));
        // What no scenario can have is told here, as it is by a prediction.
        with_tasks(&Value::object(setup.clone()), TaskList::default()).map_err(in_setup)?;
        Ok(setup)
    }

    /// The setup that was recorded or is proposed, without a limit, and where its strategy comes from.
    fn setup(&self, wish: Wish) -> (Fields, String) {
        let mut setup: Fields = self.given.iter().filter(|(name, _)| *name != "limit").cloned().collect();
        let given = setup.iter().any(|(name, _)| *name == "strategy");
        let mut reason = "the recorder told it".to_owned();
        if !given {
            let (strategy, fields, why) = self.proposal();
            setup.push(("strategy", Value::Text(strategy.name().to_owned())));
            for (name, value) in fields {
                if !setup.iter().any(|(given, _)| *given == name) {
                    setup.push((name, value));
                }
            }
            reason = why;
        }
        if let Some(strategy) = wish.strategy {
            setup.retain(|(name, _)| *name != "strategy");
            setup.push(("strategy", Value::Text(strategy.name().to_owned())));
            reason = String::from("it was asked for");
        }
        self.add_start_cost(&mut setup);
        (setup, reason)
    }

    /// Adds what the start of a slot costs, where starts were recorded: one after another, as the model has them, they take
    /// as long as they did.
    fn add_start_cost(&self, setup: &mut Fields) {
        let strategy = setup.iter().find(|(name, _)| *name == "strategy").map(|(_, value)| value);
        let field = match strategy {
            Some(Value::Text(name)) if name == Strategy::Threads.name() => "threadStart",
            Some(Value::Text(name)) if name == Strategy::Processes.name() => "processStart",
            _ => return,
        };
        let starts = || self.timeline.spans().iter().filter(|span| span.kind() == SpanKind::Start);
        let (Some(first), Some(last)) = (starts().map(|span| span.start).min(), starts().map(|span| span.end).max())
        else {
            return;
        };
        if setup.iter().all(|(name, _)| *name != field) {
            let cost = (last - first) / (starts().count() as u64).max(1);
            setup.push((field, Value::Number(to_millis(cost.min(MAX_DURATION)))));
        }
    }

    fn limit(&self, wish: Wish, setup: &[(&'static str, Value)]) -> Result<Option<NonZeroU32>, TraceError> {
        if wish.limit.is_some() {
            return Ok(wish.limit);
        }
        if let Some((_, value)) = self.given.iter().find(|(name, _)| *name == "limit") {
            // The scenario's own words say what is wrong with it.
            let mut setup = setup.to_vec();
            setup.push(("limit", value.clone()));
            let scenario = with_tasks(&Value::object(setup), TaskList::default()).map_err(in_setup)?;
            return Ok(scenario.setup().limit);
        }
        let slots = self.timeline.slots();
        Ok(if slots < self.timeline.tasks() && !self.tasks_have_own_slots() { NonZeroU32::new(slots) } else { None })
    }

    /// Proposes a strategy for a recording that tells of none.
    fn proposal(&self) -> (Strategy, Fields, String) {
        let is_lock = ("gil", Value::Bool(true));
        let at_once = most_at_once(&self.timeline);
        match self.source {
            Source::RubyLock => {
                // Ruby hands over its lock every 100 ms, unless the recording tells otherwise.
                let why = "no two threads ran at once, which is Ruby's lock".to_owned();
                (Strategy::Threads, vec![is_lock, ("gilInterval", Value::Number(100.0))], why)
            }
            Source::RubyRactors => {
                let why = format!("threads ran side by side, {at_once} at once: ractors, which have a lock each");
                (Strategy::Threads, vec![("cores", at_once.into())], why)
            }
            Source::PythonTasks => (Strategy::Coroutines, Vec::new(), "asyncio ran its tasks on one thread".to_owned()),
            Source::PythonThreads => (Strategy::Threads, vec![is_lock], "threads of Python share a lock".to_owned()),
            Source::Nextest => {
                (Strategy::Processes, Vec::new(), "nextest runs each test in a process of its own".to_owned())
            }
            Source::Ours | Source::Other if self.timeline.peak_in_flight() <= 1 => {
                (Strategy::Sequential, Vec::new(), "no two tasks were in flight at once".to_owned())
            }
            Source::Ours | Source::Other if at_once <= 1 && self.timeline.executors() <= 1 => {
                (Strategy::Coroutines, Vec::new(), "one thread ran all tasks, several of them in flight".to_owned())
            }
            Source::Ours | Source::Other => {
                let why = format!("{} threads ran tasks", self.timeline.executors());
                (Strategy::Threads, Vec::new(), why)
            }
        }
    }

    /// Gives the spans of a run to the tasks of the recording. A task keeps its slot through all of its phases.
    fn owned(&self, run: &Timeline, owners: &[Owner]) -> Result<Timeline, TraceError> {
        if owners.iter().zip(0..).all(|(owner, number)| owner.task == number && !owner.is_late) {
            return Ok(run.clone());
        }
        let mut draft = Draft {
            tasks: vec![DraftTask::default(); self.timeline.tasks() as usize],
            least_slots: run.slots(),
            least_executors: run.executors(),
            ..Draft::default()
        };
        for span in run.spans() {
            let Some(part) = span.task() else {
                draft.starts.push((span.start, span.end, span.slot()));
                continue;
            };
            let Owner { task, is_late } = owners[part as usize];
            if !is_late {
                let executor = span.executor().unwrap_or(0);
                let task = &mut draft.tasks[task as usize];
                // Between two of its phases, a task waits for another one.
                let until = task.pieces.last().map_or(span.start, |last| last.end);
                task.add(Piece { start: until, end: span.start, kind: SpanKind::Load, executor: 0 });
                task.add(Piece { start: span.start, end: span.end, kind: span.kind(), executor });
            }
        }
        draft.timeline()
    }
}

/// Says that something is wrong with what the recorder tells of the setup.
fn in_setup(error: ScenarioError) -> TraceError {
    let field = if error.field.starts_with("the ") { error.field } else { format!("otherData.{}", error.field) };
    TraceError { event: None, field, value: error.value, allowed: error.allowed }
}

/// Whose part a task of the scenario is.
struct Owner {
    task: u32,
    is_late: bool,
}

/// Puts all phases in an order in which each comes after its task's others, and after the task that it waits for.
///
/// Tasks that share slots come one after another, so that the next phase of a task takes the slot of the one before it: the
/// lowest number begins first. Where each has a slot of its own, phases come in the order of their times.
fn order(phases: &[Vec<Phase>], have_own_slots: bool) -> Vec<(u32, usize)> {
    let mut all: Vec<(u64, u32, usize)> = Vec::new();
    for (task, phases) in (0..).zip(phases) {
        all.extend(phases.iter().enumerate().map(|(place, phase)| (phase.start, task, place)));
    }
    if have_own_slots {
        all.sort_unstable();
    }
    let mut order = Vec::with_capacity(all.len());
    let mut next = vec![0; phases.len()];
    let mut is_under_way = vec![false; phases.len()];
    for (_, task, place) in all {
        let mut under_way = vec![(task, place)];
        while let Some(&(task, place)) = under_way.last() {
            let number = next[task as usize];
            if number > place {
                under_way.pop();
                is_under_way[task as usize] = false;
                continue;
            }
            is_under_way[task as usize] = true;
            let last = |other: u32| phases[other as usize].len() - 1;
            match phases[task as usize][number].join {
                // Two that wait for each other do not, whatever their times say.
                Some(other) if next[other as usize] <= last(other) && !is_under_way[other as usize] => {
                    under_way.push((other, last(other)));
                }
                _ => {
                    order.push((task, number));
                    next[task as usize] += 1;
                }
            }
        }
    }
    order
}

/// How many tasks ran at once at the most.
fn most_at_once(timeline: &Timeline) -> u32 {
    let mut changes: Vec<(u64, i32)> = Vec::new();
    for span in timeline.spans().iter().filter(|span| span.kind() == SpanKind::Render) {
        changes.extend([(span.start, 1), (span.end, -1)]);
    }
    // What ends comes before what begins.
    changes.sort_unstable();
    let (mut count, mut most) = (0, 0);
    for (_, change) in changes {
        count += change;
        most = most.max(count);
    }
    most.unsigned_abs()
}

/// How long each of the tasks in an untold time had of it, summed up from the start of the run.
#[derive(Default)]
struct Share {
    times: Vec<u64>,
    sums: Vec<f64>,
}

impl Share {
    #[expect(clippy::cast_precision_loss)]
    fn new(timeline: &Timeline) -> Self {
        let mut changes: Vec<(u64, i32)> = Vec::new();
        for span in timeline.spans().iter().filter(|span| span.kind() == SpanKind::Unknown) {
            changes.extend([(span.start, 1), (span.end, -1)]);
        }
        changes.sort_unstable();
        let mut share = Self::default();
        let (mut count, mut sum, mut since) = (0, 0.0, 0);
        for (time, change) in changes {
            sum += (time - since) as f64 / f64::from(count.max(1));
            count += change;
            since = time;
            share.times.push(time);
            share.sums.push(sum);
        }
        share
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn of(&self, span: &Span) -> u64 {
        let at = |time: u64| self.sums[self.times.partition_point(|other| *other < time)];
        (at(span.end) - at(span.start)).max(0.0).round() as u64
    }
}
