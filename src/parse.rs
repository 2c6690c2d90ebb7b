//! Scenarios read from data: what each field must be, and what is said where it is not.

use std::num::{NonZeroU32, NonZeroU64};

use serde::de::{Deserialize, Deserializer, Error};

use crate::error::ScenarioError;
use crate::millis::{MAX_DURATION, to_micros};
use crate::scenario::{Durations, MAX_TASKS, Machine, Scenario, Strategy, Task, Tasks};
use crate::value::{Value, shown_name};

/// The largest seed: larger ones are not exact as JavaScript numbers.
const MAX_SEED: u64 = (1 << 53) - 1;

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
