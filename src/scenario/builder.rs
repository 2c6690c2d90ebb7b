use std::ops::RangeInclusive;

use crate::data::error::ScenarioError;
use crate::data::limits::{Limits, in_field, in_item, in_scenario};
use crate::data::value::Value;
use crate::scenario::checked::Scenario;
use crate::scenario::describe::{fields, millis, numbers, range_value, task_value};
use crate::scenario::setup::Strategy;
use crate::scenario::units::to_f64;

/// Builds a [`Scenario`], with times in microseconds.
///
/// Its methods are the fields of the JSON format, and mean the same. Each may be left out; of two calls of one method the
/// later counts. Nothing is checked before [`build`](Self::build), which reads what was given as if it were JSON: so its
/// errors have the names of that format, and times in milliseconds.
///
/// ```
/// use cvsp::{Scenario, Strategy};
///
/// let scenario = Scenario::builder(Strategy::Threads)
///     .limit(8)
///     .cores(4)
///     .quantum(10_000)
///     .grid(4, 4)
///     .load(1_500_000..=7_000_000)
///     .render(800_000)
///     .seed(42)
///     .build()?;
/// assert_eq!(scenario.workload().count(), 16);
///
/// let error = Scenario::builder(Strategy::Threads).switch_cost(u64::MAX).build().unwrap_err();
/// assert_eq!(error.to_string(), "switchCost is 1.844674e16; it must be milliseconds from 0 to 1000000000");
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ScenarioBuilder {
    fields: Vec<(&'static str, Value)>,
}

impl Scenario {
    /// Starts to build a scenario: a strategy in the ideal world, without bounds and costs, and without any work yet.
    pub fn builder(strategy: Strategy) -> ScenarioBuilder {
        ScenarioBuilder { fields: Vec::new() }.strategy(strategy)
    }

    /// Starts to build another scenario that differs from this one in a few fields. It has the same seed, so that the
    /// durations of a grid stay as they are.
    ///
    /// ```
    /// # use cvsp::{Scenario, Strategy};
    /// let three = Scenario::builder(Strategy::Threads).limit(3).grid(4, 4).load(0..=9_000_000).render(5_000).build()?;
    /// let four = three.to_builder().limit(4).build()?;
    /// assert_eq!(three.workload(), four.workload());
    /// # Ok::<(), cvsp::ScenarioError>(())
    /// ```
    pub fn to_builder(&self) -> ScenarioBuilder {
        ScenarioBuilder { fields: fields(self) }
    }
}

impl ScenarioBuilder {
    /// Checks what was given, and draws the durations of a grid.
    ///
    /// # Errors
    ///
    /// Where a field has a value that is not allowed, or lacks one that it needs; where all loads and renders together
    /// are more than [`MAX_WORK`](crate::MAX_WORK); and where no seed was given and the machine has no source of
    /// randomness to take one from.
    pub fn build(self) -> Result<Scenario, ScenarioError> {
        let value = Value::object(self.fields);
        count(&value, &mut Limits::new()).map_err(in_scenario)?;
        Scenario::try_from(&value)
    }

    /// How the tasks share slots and executors.
    pub fn strategy(self, strategy: Strategy) -> Self {
        self.set("strategy", Value::Text(strategy.name().to_owned()))
    }

    /// The most tasks in flight at once, from 1; `None` is without bound.
    pub fn limit(self, tasks: impl Into<Option<u32>>) -> Self {
        self.set("limit", or_null(tasks.into()))
    }

    /// Whether a global interpreter lock lets only one thread run at a time.
    pub fn gil(self, has_gil: bool) -> Self {
        self.set("gil", Value::Bool(has_gil))
    }

    /// How many executors work stealing has, from 1; `None` is without bound.
    pub fn workers(self, workers: impl Into<Option<u32>>) -> Self {
        self.set("workers", or_null(workers.into()))
    }

    /// Whether coroutines run on an event loop that takes turns, as asyncio's does: nothing happens to a task before the
    /// loop comes to it.
    pub fn turns(self, takes_turns: bool) -> Self {
        self.set("turns", Value::Bool(takes_turns))
    }

    /// How many bursts the hardware can run at once, from 1; `None` is without bound.
    pub fn cores(self, cores: impl Into<Option<u32>>) -> Self {
        self.set("cores", or_null(cores.into()))
    }

    /// How long a thread or process runs before it makes way for one that waits, in microseconds from 1; `None` is without
    /// bound.
    pub fn quantum(self, micros: impl Into<Option<u64>>) -> Self {
        self.set("quantum", micros.into().map_or(Value::Null, millis))
    }

    /// How long a thread under a global interpreter lock runs before it makes way for one that waits, in microseconds from
    /// 1. It is 5,000, as in `CPython`, where it is left out.
    pub fn gil_interval(self, micros: u64) -> Self {
        self.set("gilInterval", millis(micros))
    }

    /// How long it takes an executor to turn to another slot than the one it ran last, in microseconds.
    pub fn switch_cost(self, micros: u64) -> Self {
        self.set("switchCost", millis(micros))
    }

    /// How long it takes to start a thread, in microseconds.
    pub fn thread_start(self, micros: u64) -> Self {
        self.set("threadStart", millis(micros))
    }

    /// How long it takes to start a process, in microseconds.
    pub fn process_start(self, micros: u64) -> Self {
        self.set("processStart", millis(micros))
    }

    /// How long it takes to start a coroutine, in microseconds.
    pub fn coroutine_start(self, micros: u64) -> Self {
        self.set("coroutineStart", millis(micros))
    }

    /// How many loads the server serves at once, from 1; `None` is without bound.
    pub fn server_connections(self, connections: impl Into<Option<u32>>) -> Self {
        self.set("serverConnections", or_null(connections.into()))
    }

    /// How much memory one slot takes, in bytes: a thread's stack, a process, a coroutine.
    pub fn slot_memory(self, bytes: u64) -> Self {
        self.set("slotMemory", Value::Number(to_f64(bytes)))
    }

    /// How many tiles a picture has in a row and in a column: one task for each, row by row. It needs
    /// [`load`](Self::load) and [`render`](Self::render).
    pub fn grid(self, columns: u32, rows: u32) -> Self {
        self.set("grid", Value::List(vec![columns.into(), rows.into()]))
    }

    /// What the loads of a grid's tasks are drawn from.
    pub fn load(self, durations: impl Into<Durations>) -> Self {
        self.set("load", durations.into().value())
    }

    /// What the renders of a grid's tasks are drawn from.
    pub fn render(self, durations: impl Into<Durations>) -> Self {
        self.set("render", durations.into().value())
    }

    /// What the draws depend on, below 2⁵³. Where it is left out, each scenario that is built takes another one.
    pub fn seed(self, seed: u64) -> Self {
        self.set("seed", Value::Number(to_f64(seed)))
    }

    /// The tasks of a grid whose load is a blocking call.
    pub fn blocking(self, tasks: impl IntoIterator<Item = u32>) -> Self {
        self.set("blocking", numbers(tasks.into_iter()))
    }

    /// Whether each task of a grid comes after the one before it.
    pub fn chain(self, is_chain: bool) -> Self {
        self.set("chain", Value::Bool(is_chain))
    }

    /// Tasks that are given one by one, at least one of them. They take the place of a grid.
    pub fn tasks(self, tasks: impl IntoIterator<Item = Task>) -> Self {
        let tasks = tasks.into_iter().map(|task| task_value(task.load, task.render, task.blocking, &task.after));
        self.set("tasks", Value::List(tasks.collect()))
    }

    fn set(mut self, name: &'static str, value: Value) -> Self {
        self.fields.retain(|(other, _)| *other != name);
        self.fields.push((name, value));
        self
    }
}

fn or_null(count: Option<u32>) -> Value {
    count.map_or(Value::Null, Value::from)
}

/// Counts what was given as it would be counted where it is read.
fn count(value: &Value, limits: &mut Limits) -> Result<(), ScenarioError> {
    limits.count()?;
    match value {
        Value::List(items) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| count(item, limits).map_err(|error| in_item(error, index)))
        }
        Value::Object(entries) => {
            entries.iter().try_for_each(|(name, value)| count(value, limits).map_err(|error| in_field(error, name)))
        }
        _ => Ok(()),
    }
}

/// One task that is given as it is, with times in microseconds.
///
/// ```
/// use cvsp::Task;
///
/// let slow_query = Task::new(1_500_000, 800);
/// let report = Task::new(0, 20_000).after([0]).blocking(true);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Task {
    load: u64,
    render: u64,
    blocking: bool,
    after: Vec<u32>,
}

impl Task {
    /// A task whose I/O wait and whose CPU burst take so long, each at most [`MAX_DURATION`](crate::MAX_DURATION).
    pub fn new(load: u64, render: u64) -> Self {
        Self { load, render, blocking: false, after: Vec::new() }
    }

    /// Whether its load is an ordinary call that does not give way.
    pub fn blocking(self, is_blocking: bool) -> Self {
        Self { blocking: is_blocking, ..self }
    }

    /// The tasks that must finish before it may begin. All come before it in the list, which is numbered from 0.
    pub fn after(self, tasks: impl Into<Vec<u32>>) -> Self {
        Self { after: tasks.into(), ..self }
    }
}

/// Durations to draw from, in microseconds: one alone, or a range by steps of a millisecond or of another length. Each of
/// them is as likely as any other.
///
/// ```
/// use cvsp::Durations;
///
/// let always_5_ms = Durations::from(5_000);
/// let one_two_or_three_seconds = Durations::from(1_000_000..=3_000_000).step(1_000_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Durations {
    least: u64,
    most: u64,
    step: u64,
}

impl Durations {
    /// Sets the distance from one duration to the next, at least 1.
    pub fn step(self, step: u64) -> Self {
        Self { step, ..self }
    }

    fn value(self) -> Value {
        range_value(self.least, self.most, self.step)
    }
}

impl From<u64> for Durations {
    fn from(duration: u64) -> Self {
        (duration..=duration).into()
    }
}

impl From<RangeInclusive<u64>> for Durations {
    fn from(range: RangeInclusive<u64>) -> Self {
        Self { least: *range.start(), most: *range.end(), step: 1000 }
    }
}
