use std::num::{NonZeroU32, NonZeroU64};

use serde::de::{Deserialize, Deserializer, Error};

use crate::error::ScenarioError;
use crate::millis::{MAX_DURATION, to_micros};
use crate::value::{Value, shown_name};

/// The most tasks that a scenario may have.
pub const MAX_TASKS: u32 = 1 << 20;

/// The largest seed: larger ones are not exact as JavaScript numbers.
const MAX_SEED: u64 = (1 << 53) - 1;

/// Validated input: a strategy, what it runs on, and its work.
///
/// It is read from the JSON of the model with any serde format:
///
/// ```
/// let text = r#"{ "strategy": "threads", "limit": 8, "cores": 4,
///                 "grid": [4, 4], "load": [1500, 7000], "render": [800, 1500], "seed": 42 }"#;
/// let scenario: cvsp::Scenario = serde_json::from_str(text)?;
/// assert_eq!(scenario.strategy, cvsp::Strategy::Threads { gil: false });
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// What is wrong with the data is a [`ScenarioError`], or its words in the format's own error:
///
/// ```
/// let error = serde_json::from_str::<cvsp::Scenario>(r#"{ "strategy": "fibers" }"#).unwrap_err();
/// assert!(error.to_string().starts_with("strategy is \"fibers\"; it must be one of \"sequential\","));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// How the tasks share slots and executors.
    pub strategy: Strategy,
    /// The most tasks in flight at once; `None` is without bound. A sequential program has one, whatever the limit.
    pub limit: Option<NonZeroU32>,
    /// What the strategy runs on.
    pub machine: Machine,
    /// The work.
    pub tasks: Tasks,
}

/// How tasks share slots (what may be in flight) and executors (what may run at once).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// A plain loop: one slot, one executor.
    Sequential,
    /// A thread for each task in flight, on as many cores as there are.
    Threads {
        /// Whether a global interpreter lock lets only one of them run at a time.
        gil: bool,
    },
    /// A process for each task in flight, on as many cores as there are.
    Processes,
    /// A coroutine for each task in flight, all on one executor.
    Coroutines,
    /// A coroutine for each task in flight, on several executors that take work from each other, as in Go and Tokio.
    WorkStealing {
        /// How many executors there are, on as many cores; `None` is without bound.
        workers: Option<NonZeroU32>,
    },
}

impl Strategy {
    /// The names of the strategies in JSON and in JavaScript.
    pub const NAMES: [&str; 5] = ["sequential", "threads", "processes", "coroutines", "work-stealing"];

    /// The strategy's name in JSON and in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Threads { .. } => "threads",
            Self::Processes => "processes",
            Self::Coroutines => "coroutines",
            Self::WorkStealing { .. } => "work-stealing",
        }
    }

    /// Whether a task runs until it gives way by itself, and keeps its executor through a blocking load.
    pub(crate) fn is_cooperative(self) -> bool {
        matches!(self, Self::Coroutines | Self::WorkStealing { .. })
    }
}

/// What a strategy runs on, and what that costs. Times are microseconds. What a strategy has no use for changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// How many bursts the hardware can run at once; `None` is without bound.
    pub cores: Option<NonZeroU32>,
    /// How long a thread or process runs before it makes way for one that waits; `None` is without bound.
    pub quantum: Option<NonZeroU64>,
    /// The quantum of threads under a global interpreter lock.
    pub gil_interval: NonZeroU64,
    /// What an executor spends on turning to a slot that is not the one it ran last.
    pub switch_cost: u64,
    /// What it takes to start a thread.
    pub thread_start: u64,
    /// What it takes to start a process.
    pub process_start: u64,
    /// What it takes to start a coroutine.
    pub coroutine_start: u64,
    /// How many loads the far end serves at once; `None` is without bound.
    pub server_connections: Option<NonZeroU32>,
    /// What one slot takes, in bytes: a thread's stack, a process, a coroutine.
    pub slot_memory: u64,
}

impl Machine {
    /// The quantum of threads under a global interpreter lock where none is given, in microseconds: `CPython`'s
    /// `sys.getswitchinterval()`.
    pub const DEFAULT_GIL_INTERVAL: NonZeroU64 = NonZeroU64::new(5000).unwrap();
}

/// The ideal world: no bounds and no costs.
impl Default for Machine {
    fn default() -> Self {
        Self {
            cores: None,
            quantum: None,
            gil_interval: Self::DEFAULT_GIL_INTERVAL,
            switch_cost: 0,
            thread_start: 0,
            process_start: 0,
            coroutine_start: 0,
            server_connections: None,
            slot_memory: 0,
        }
    }
}

/// The work: a picture's tiles with durations drawn from ranges, or tasks given one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tasks {
    /// One task a tile, in row-major order.
    Grid {
        /// Tiles in a row.
        columns: NonZeroU32,
        /// Tiles in a column; `columns` · `rows` is at most [`MAX_TASKS`].
        rows: NonZeroU32,
        /// What each task's load is drawn from.
        load: Durations,
        /// What each task's render is drawn from.
        render: Durations,
        /// What the draws depend on; `None` takes another each time. Below 2⁵³.
        seed: Option<u64>,
        /// The tasks whose load is a blocking call.
        blocking: Vec<u32>,
        /// Whether each task comes after the one before it.
        chain: bool,
    },
    /// Tasks as they are, at least one and at most [`MAX_TASKS`].
    List(Vec<Task>),
}

/// One task that is given as it is. Times are microseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// How long its I/O wait takes.
    pub load: u64,
    /// How long its CPU burst takes.
    pub render: u64,
    /// Whether its load is an ordinary call that does not give way.
    pub blocking: bool,
    /// The tasks that must finish before it may begin; all have lower numbers.
    pub after: Vec<u32>,
}

/// Durations least, least + step, … up to most, each as likely as any other, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    least: u64,
    most: u64,
    step: u64,
}

impl Durations {
    /// The step where none is given, in microseconds: one millisecond.
    pub const DEFAULT_STEP: u64 = 1000;

    /// The durations from `least` to `most` by `step`, in microseconds; `None` unless `least` ≤ `most` ≤
    /// [`MAX_DURATION`] and `step` > 0.
    #[must_use]
    pub fn new(least: u64, most: u64, step: u64) -> Option<Self> {
        (least <= most && most <= MAX_DURATION && step > 0).then_some(Self { least, most, step })
    }

    /// How many different durations there are.
    pub(crate) fn count(self) -> u64 {
        (self.most - self.least) / self.step + 1
    }

    /// The duration at `index`, which is less than the count, in microseconds.
    pub(crate) fn at(self, index: u64) -> u64 {
        self.least + index * self.step
    }
}

impl Scenario {
    /// k, the slots that `tasks` tasks share: never more than there are tasks.
    pub(crate) fn slots(&self, tasks: u32) -> u32 {
        match self.strategy {
            Strategy::Sequential => tasks.min(1),
            _ => bounded(tasks, self.limit),
        }
    }

    /// p, the executors that `slots` slots share: never more than there are slots.
    pub(crate) fn executors(&self, slots: u32) -> u32 {
        match self.strategy {
            Strategy::Sequential | Strategy::Coroutines | Strategy::Threads { gil: true } => slots.min(1),
            Strategy::Threads { gil: false } | Strategy::Processes => bounded(slots, self.machine.cores),
            Strategy::WorkStealing { workers } => bounded(bounded(slots, workers), self.machine.cores),
        }
    }

    /// How long a render runs before it makes way for one that waits, in microseconds; `None` where it never does.
    pub(crate) fn quantum(&self) -> Option<u64> {
        match self.strategy {
            Strategy::Sequential | Strategy::Coroutines | Strategy::WorkStealing { .. } => None,
            Strategy::Threads { gil: true } => Some(self.machine.gil_interval.get()),
            Strategy::Threads { gil: false } | Strategy::Processes => self.machine.quantum.map(NonZeroU64::get),
        }
    }

    /// What it takes to start a slot, in microseconds.
    pub(crate) fn start_cost(&self) -> u64 {
        match self.strategy {
            Strategy::Sequential => 0,
            Strategy::Threads { .. } => self.machine.thread_start,
            Strategy::Processes => self.machine.process_start,
            Strategy::Coroutines | Strategy::WorkStealing { .. } => self.machine.coroutine_start,
        }
    }
}

fn bounded(count: u32, bound: Option<NonZeroU32>) -> u32 {
    bound.map_or(count, |bound| count.min(bound.get()))
}

impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Scenario::try_from(&value).map_err(D::Error::custom)
    }
}

// The functions that read one field are called for many: none is worth a copy for each in WebAssembly.

const FIELDS: [&str; 20] = [
    "strategy",
    "gil",
    "workers",
    "limit",
    "cores",
    "quantum",
    "gilInterval",
    "switchCost",
    "threadStart",
    "processStart",
    "coroutineStart",
    "serverConnections",
    "slotMemory",
    "grid",
    "load",
    "render",
    "seed",
    "blocking",
    "chain",
    "tasks",
];
const GRID_FIELDS: [&str; 5] = ["grid", "load", "render", "blocking", "chain"];
const TASK_FIELDS: [&str; 4] = ["load", "render", "blocking", "after"];

/// The most memory that one slot may be said to take: a tebibyte.
const MAX_SLOT_MEMORY: u64 = 1 << 40;

impl TryFrom<&Value> for Scenario {
    type Error = ScenarioError;

    fn try_from(value: &Value) -> Result<Self, ScenarioError> {
        let fields = Fields::new(&Field { path: "the scenario".to_owned(), value }, "", &FIELDS)?;
        Ok(Self {
            strategy: strategy(&fields)?,
            limit: optional(&fields.at("limit"), count)?,
            machine: machine(&fields)?,
            tasks: tasks(&fields)?,
        })
    }
}

fn strategy(fields: &Fields) -> Result<Strategy, ScenarioError> {
    let field = fields.at("strategy");
    let gil = optional(&fields.at("gil"), flag)?.unwrap_or(false);
    let workers = optional(&fields.at("workers"), count)?;
    let Value::Text(name) = field.value else { return Err(unknown_strategy(&field)) };
    Ok(match name.as_str() {
        "sequential" => Strategy::Sequential,
        "threads" => Strategy::Threads { gil },
        "processes" => Strategy::Processes,
        "coroutines" => Strategy::Coroutines,
        "work-stealing" => Strategy::WorkStealing { workers },
        _ => return Err(unknown_strategy(&field)),
    })
}

fn unknown_strategy(field: &Field) -> ScenarioError {
    field.invalid(format!("one of \"{}\"", Strategy::NAMES.join("\", \"")))
}

fn machine(fields: &Fields) -> Result<Machine, ScenarioError> {
    let cost = |name| Ok(optional(&fields.at(name), duration)?.unwrap_or(0));
    Ok(Machine {
        cores: optional(&fields.at("cores"), count)?,
        quantum: optional(&fields.at("quantum"), slice)?,
        gil_interval: optional(&fields.at("gilInterval"), slice)?.unwrap_or(Machine::DEFAULT_GIL_INTERVAL),
        switch_cost: cost("switchCost")?,
        thread_start: cost("threadStart")?,
        process_start: cost("processStart")?,
        coroutine_start: cost("coroutineStart")?,
        server_connections: optional(&fields.at("serverConnections"), count)?,
        slot_memory: optional(&fields.at("slotMemory"), |field| whole(field, MAX_SLOT_MEMORY, "for none"))?
            .unwrap_or(0),
    })
}

fn tasks(fields: &Fields) -> Result<Tasks, ScenarioError> {
    let list = fields.at("tasks");
    if *list.value != Value::Null {
        for name in GRID_FIELDS {
            let field = fields.at(name);
            if *field.value != Value::Null {
                return Err(field.invalid("left out where tasks are given one by one"));
            }
        }
        return Ok(Tasks::List(task_list(&list)?));
    }
    let (columns, rows) = grid(&fields.at("grid"))?;
    let tasks = columns.get() * rows.get();
    Ok(Tasks::Grid {
        columns,
        rows,
        load: durations(&fields.at("load"))?,
        render: durations(&fields.at("render"))?,
        seed: optional(&fields.at("seed"), |field| whole(field, MAX_SEED, "for another workload each time"))?,
        blocking: optional(&fields.at("blocking"), |field| task_numbers(field, tasks))?.unwrap_or_default(),
        chain: optional(&fields.at("chain"), flag)?.unwrap_or(false),
    })
}

fn grid(field: &Field) -> Result<(NonZeroU32, NonZeroU32), ScenarioError> {
    if let Value::List(items) = field.value
        && let [columns, rows] = items.as_slice()
        && let (Some(columns), Some(rows)) = (positive(columns), positive(rows))
        && u64::from(columns.get()) * u64::from(rows.get()) <= MAX_TASKS.into()
    {
        return Ok((columns, rows));
    }
    Err(field.invalid(format!(
        "[columns, rows], two whole numbers from 1 whose product is at most {MAX_TASKS}, or left out where tasks are given one by one"
    )))
}

fn task_list(field: &Field) -> Result<Vec<Task>, ScenarioError> {
    match field.value {
        Value::List(items) if (1..=MAX_TASKS as usize).contains(&items.len()) => {
            (0..).zip(items).map(|(number, item)| task(&field.path, number, item)).collect()
        }
        _ => Err(field.invalid(format!("a list of 1 to {MAX_TASKS} tasks"))),
    }
}

fn task(list: &str, number: u32, value: &Value) -> Result<Task, ScenarioError> {
    let path = format!("{list}[{number}]");
    let prefix = format!("{path}.");
    let fields = Fields::new(&Field { path, value }, &prefix, &TASK_FIELDS)?;
    Ok(Task {
        load: duration(&fields.at("load"))?,
        render: duration(&fields.at("render"))?,
        blocking: optional(&fields.at("blocking"), flag)?.unwrap_or(false),
        after: optional(&fields.at("after"), |field| task_numbers(field, number))?.unwrap_or_default(),
    })
}

/// A list of tasks with numbers below `bound`.
#[inline(never)]
fn task_numbers(field: &Field, bound: u32) -> Result<Vec<u32>, ScenarioError> {
    let number =
        |item: &Value| integer(item, u64::from(bound).checked_sub(1)?).and_then(|number| number.try_into().ok());
    let numbers = match field.value {
        Value::List(items) => items.iter().map(number).collect(),
        _ => None,
    };
    numbers.ok_or_else(|| match bound {
        0 => field.invalid("empty, or left out: there is no task before the first"),
        _ => field.invalid(format!("a list of numbers of tasks, each below {bound}")),
    })
}

#[inline(never)]
fn flag(field: &Field) -> Result<bool, ScenarioError> {
    match field.value {
        Value::Bool(flag) => Ok(*flag),
        _ => Err(field.invalid("true or false")),
    }
}

#[inline(never)]
fn duration(field: &Field) -> Result<u64, ScenarioError> {
    micros(field.value).ok_or_else(|| field.invalid(format!("milliseconds from 0 to {}", MAX_DURATION / 1000)))
}

#[inline(never)]
fn durations(field: &Field) -> Result<Durations, ScenarioError> {
    let (least, most, step) = match field.value {
        Value::List(items) => match items.as_slice() {
            [least, most] => (micros(least), micros(most), Some(Durations::DEFAULT_STEP)),
            [least, most, step] => (micros(least), micros(most), micros(step)),
            _ => (None, None, None),
        },
        single => (micros(single), micros(single), Some(Durations::DEFAULT_STEP)),
    };
    if let (Some(least), Some(most), Some(step)) = (least, most, step)
        && let Some(durations) = Durations::new(least, most, step)
    {
        return Ok(durations);
    }
    Err(field.invalid(format!(
        "one number, [least, most] or [least, most, step], in milliseconds from 0 to {}, with least at most most and a step of at least 0.001",
        MAX_DURATION / 1000
    )))
}

#[inline(never)]
fn slice(field: &Field) -> Result<NonZeroU64, ScenarioError> {
    let slice = micros(field.value).and_then(NonZeroU64::new);
    slice.ok_or_else(|| field.invalid(format!("milliseconds from 0.001 to {}, or left out", MAX_DURATION / 1000)))
}

#[inline(never)]
fn count(field: &Field) -> Result<NonZeroU32, ScenarioError> {
    positive(field.value)
        .ok_or_else(|| field.invalid(format!("a whole number from 1 to {}, or left out for no bound", u32::MAX)))
}

#[inline(never)]
fn whole(field: &Field, most: u64, what: &str) -> Result<u64, ScenarioError> {
    integer(field.value, most)
        .ok_or_else(|| field.invalid(format!("a whole number from 0 to {most}, or left out {what}")))
}

/// What `parse` makes of a field that may be left out.
fn optional<T>(
    field: &Field,
    parse: impl FnOnce(&Field) -> Result<T, ScenarioError>,
) -> Result<Option<T>, ScenarioError> {
    if *field.value == Value::Null { Ok(None) } else { parse(field).map(Some) }
}

#[inline(never)]
fn micros(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => to_micros(*number),
        _ => None,
    }
}

/// A whole number from 1 to the largest that fits.
fn positive(value: &Value) -> Option<NonZeroU32> {
    integer(value, u32::MAX.into()).and_then(|number| NonZeroU32::new(number.try_into().ok()?))
}

/// A whole number up to `most`, which is below 2^53.
#[inline(never)]
fn integer(value: &Value, most: u64) -> Option<u64> {
    match value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        Value::Number(number) if number.fract() == 0.0 && (0.0..=most as f64).contains(number) => Some(*number as u64),
        _ => None,
    }
}

/// A value and where it stands, such as `tasks[3].load`. One that is left out, or null, is [`Value::Null`].
struct Field<'a> {
    path: String,
    value: &'a Value,
}

impl Field<'_> {
    #[inline(never)]
    fn invalid(&self, allowed: impl Into<String>) -> ScenarioError {
        ScenarioError { field: self.path.clone(), value: self.value.to_string(), allowed: allowed.into() }
    }
}

/// An object's fields, all of them known ones.
struct Fields<'a> {
    /// What stands before a field's name in its path: nothing, or `tasks[3].`.
    prefix: &'a str,
    entries: &'a [(String, Value)],
}

impl<'a> Fields<'a> {
    fn new(object: &Field<'a>, prefix: &'a str, known: &[&str]) -> Result<Self, ScenarioError> {
        let Value::Object(entries) = object.value else {
            return Err(object.invalid(format!("an object with the fields {}", known.join(", "))));
        };
        for (index, (name, value)) in entries.iter().enumerate() {
            let allowed = if !known.contains(&name.as_str()) {
                format!("left out: the fields are {}", known.join(", "))
            } else if entries[..index].iter().any(|(earlier, _)| earlier == name) {
                "given once only".to_owned()
            } else {
                continue;
            };
            return Err(Field { path: format!("{prefix}{}", shown_name(name)), value }.invalid(allowed));
        }
        Ok(Self { prefix, entries })
    }

    #[inline(never)]
    fn at(&self, name: &str) -> Field<'a> {
        let value = self.entries.iter().find(|(key, _)| key == name).map_or(&Value::Null, |(_, value)| value);
        Field { path: format!("{}{name}", self.prefix), value }
    }
}
