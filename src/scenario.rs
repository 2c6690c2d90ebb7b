use std::num::NonZeroU32;

use serde::de::{Deserialize, Deserializer, Error};

use crate::error::ScenarioError;
use crate::millis::{MAX_DURATION, to_micros};
use crate::value::Value;
use crate::workload::Task;

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
/// assert_eq!(scenario.strategy, cvsp::Strategy::Threads);
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
    Threads,
    /// A process for each task in flight, on as many cores as there are.
    Processes,
    /// A coroutine for each task in flight, all on one executor.
    Coroutines,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 4] = [Self::Sequential, Self::Threads, Self::Processes, Self::Coroutines];

    /// The strategy's name in JSON and in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Threads => "threads",
            Self::Processes => "processes",
            Self::Coroutines => "coroutines",
        }
    }
}

/// What a strategy runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// How many bursts the hardware can run at once; `None` is without bound.
    pub cores: Option<NonZeroU32>,
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
    },
    /// Tasks as they are, at least one and at most [`MAX_TASKS`].
    List(Vec<Task>),
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
            Strategy::Threads | Strategy::Processes | Strategy::Coroutines => bounded(tasks, self.limit),
        }
    }

    /// p, the executors that `slots` slots share: never more than there are slots.
    pub(crate) fn executors(&self, slots: u32) -> u32 {
        match self.strategy {
            Strategy::Sequential | Strategy::Coroutines => slots.min(1),
            Strategy::Threads | Strategy::Processes => bounded(slots, self.machine.cores),
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

const FIELDS: [&str; 8] = ["strategy", "limit", "cores", "grid", "load", "render", "seed", "tasks"];
const TASK_FIELDS: [&str; 2] = ["load", "render"];

impl TryFrom<&Value> for Scenario {
    type Error = ScenarioError;

    fn try_from(value: &Value) -> Result<Self, ScenarioError> {
        let fields = Fields::new(&Field { path: "the scenario".to_owned(), value }, "", &FIELDS)?;
        Ok(Self {
            strategy: strategy(&fields.at("strategy"))?,
            limit: optional(&fields.at("limit"), count)?,
            machine: Machine { cores: optional(&fields.at("cores"), count)? },
            tasks: tasks(&fields)?,
        })
    }
}

fn strategy(field: &Field) -> Result<Strategy, ScenarioError> {
    let is_meant = |strategy: &Strategy| matches!(field.value, Value::Text(name) if name == strategy.name());
    Strategy::ALL.into_iter().find(is_meant).ok_or_else(|| {
        let names = Strategy::ALL.map(|strategy| format!("\"{}\"", strategy.name()));
        field.invalid(format!("one of {}", names.join(", ")))
    })
}

fn tasks(fields: &Fields) -> Result<Tasks, ScenarioError> {
    let list = fields.at("tasks");
    if *list.value != Value::Null {
        for name in ["grid", "load", "render"] {
            let field = fields.at(name);
            if *field.value != Value::Null {
                return Err(field.invalid("left out where tasks are given one by one"));
            }
        }
        return Ok(Tasks::List(task_list(&list)?));
    }
    let (columns, rows) = grid(&fields.at("grid"))?;
    Ok(Tasks::Grid {
        columns,
        rows,
        load: durations(&fields.at("load"))?,
        render: durations(&fields.at("render"))?,
        seed: optional(&fields.at("seed"), seed)?,
    })
}

fn grid(field: &Field) -> Result<(NonZeroU32, NonZeroU32), ScenarioError> {
    if let Value::List(items) = field.value
        && let [columns, rows] = items.as_slice()
        && let (Some(columns), Some(rows)) = (whole(columns), whole(rows))
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
            items.iter().enumerate().map(|(index, item)| task(format!("{}[{index}]", field.path), item)).collect()
        }
        _ => Err(field.invalid(format!("a list of 1 to {MAX_TASKS} tasks"))),
    }
}

fn task(path: String, value: &Value) -> Result<Task, ScenarioError> {
    let prefix = format!("{path}.");
    let fields = Fields::new(&Field { path, value }, &prefix, &TASK_FIELDS)?;
    Ok(Task { load: duration(&fields.at("load"))?, render: duration(&fields.at("render"))? })
}

fn duration(field: &Field) -> Result<u64, ScenarioError> {
    micros(field.value).ok_or_else(|| field.invalid(format!("milliseconds from 0 to {}", MAX_DURATION / 1000)))
}

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

fn count(field: &Field) -> Result<NonZeroU32, ScenarioError> {
    whole(field.value)
        .ok_or_else(|| field.invalid(format!("a whole number from 1 to {}, or left out for no bound", u32::MAX)))
}

fn seed(field: &Field) -> Result<u64, ScenarioError> {
    match field.value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        Value::Number(number) if number.fract() == 0.0 && (0.0..=MAX_SEED as f64).contains(number) => {
            Ok(*number as u64)
        }
        _ => {
            Err(field
                .invalid(format!("a whole number from 0 to {MAX_SEED}, or left out for another workload each time")))
        }
    }
}

/// What `parse` makes of a field that may be left out.
fn optional<T>(field: &Field, parse: fn(&Field) -> Result<T, ScenarioError>) -> Result<Option<T>, ScenarioError> {
    if *field.value == Value::Null { Ok(None) } else { parse(field).map(Some) }
}

fn micros(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => to_micros(*number),
        _ => None,
    }
}

/// A whole number from 1 to the largest that fits.
fn whole(value: &Value) -> Option<NonZeroU32> {
    match value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Value::Number(number) if number.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(number) => {
            NonZeroU32::new(*number as u32)
        }
        _ => None,
    }
}

/// A value and where it stands, such as `tasks[3].load`. One that is left out, or null, is [`Value::Null`].
struct Field<'a> {
    path: String,
    value: &'a Value,
}

impl Field<'_> {
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
            // A message is one line of reasonable length, whatever the name.
            let name: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
            return Err(Field { path: format!("{prefix}{name}"), value }.invalid(allowed));
        }
        Ok(Self { prefix, entries })
    }

    fn at(&self, name: &str) -> Field<'a> {
        let value = self.entries.iter().find(|(key, _)| key == name).map_or(&Value::Null, |(_, value)| value);
        Field { path: format!("{}{name}", self.prefix), value }
    }
}
