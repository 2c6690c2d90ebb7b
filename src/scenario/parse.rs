//! Makes scenarios from data. Here is what each field must be, and what is said where it is not.

use std::borrow::Cow;
use std::num::{NonZeroU32, NonZeroU64};

use crate::data::error::ScenarioError;
use crate::data::value::{Value, shown_name};
use crate::scenario::checked::Scenario;
use crate::scenario::setup::{DEFAULT_GIL_INTERVAL, Setup, Strategy};
use crate::scenario::units::{MAX_DURATION, MAX_SEED, MAX_SLOT_MEMORY, MAX_TASKS, to_micros};
use crate::scenario::workload::{Grid, Range, TaskList, Workload, random_seed};

const FIELDS: [&str; 21] = [
    "strategy",
    "gil",
    "workers",
    "turns",
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
/// The fields that say how a workload is run; the others say what it is.
#[cfg(feature = "trace")]
pub(crate) const SETUP_FIELDS: &[&str] = FIELDS.split_at(14).0;
const GRID_FIELDS: [&str; 5] = ["grid", "load", "render", "blocking", "chain"];
const TASK_FIELDS: [&str; 4] = ["load", "render", "blocking", "after"];

/// The step of a range where none is given, in microseconds: one millisecond.
const DEFAULT_STEP: u64 = 1000;

impl TryFrom<&Value> for Scenario {
    type Error = ScenarioError;

    fn try_from(value: &Value) -> Result<Self, ScenarioError> {
        let fields = Fields::new(None, value, &FIELDS)?;
        let setup = setup(&fields)?;
        Ok(Self::new(setup, workload(&fields)?))
    }
}

/// Makes a scenario of a setup, given as data, and of the tasks that a recording has.
#[cfg(feature = "trace")]
pub(crate) fn with_tasks(value: &Value, tasks: TaskList) -> Result<Scenario, ScenarioError> {
    let setup = setup(&Fields::new(None, value, &FIELDS)?)?;
    Ok(Scenario::new(setup, Workload::of(tasks)?))
}

fn setup(fields: &Fields) -> Result<Setup, ScenarioError> {
    Ok(Setup {
        gil: fields.flag("gil")?,
        workers: fields.count("workers")?,
        turns: fields.flag("turns")?,
        strategy: strategy(&fields.at("strategy"))?,
        limit: fields.count("limit")?,
        cores: fields.count("cores")?,
        quantum: fields.slice("quantum")?,
        gil_interval: fields.slice("gilInterval")?.unwrap_or(DEFAULT_GIL_INTERVAL),
        switch_cost: fields.cost("switchCost")?,
        thread_start: fields.cost("threadStart")?,
        process_start: fields.cost("processStart")?,
        coroutine_start: fields.cost("coroutineStart")?,
        server_connections: fields.count("serverConnections")?,
        slot_memory: fields.whole("slotMemory", MAX_SLOT_MEMORY, "for none")?.unwrap_or(0),
    })
}

fn strategy(field: &Field) -> Result<Strategy, ScenarioError> {
    let known = match field.value {
        Value::Text(name) => Strategy::ALL.iter().find(|strategy| strategy.name() == name),
        _ => None,
    };
    known.copied().ok_or_else(|| {
        let names = Strategy::ALL.iter().map(|strategy| strategy.name());
        field.invalid(joined("one of \"", names, "\", \"") + "\"")
    })
}

fn workload(fields: &Fields) -> Result<Workload, ScenarioError> {
    let list = fields.at("tasks");
    if !list.value.is_null() {
        for name in GRID_FIELDS {
            let field = fields.at(name);
            if !field.value.is_null() {
                return Err(field.invalid("left out where tasks are given one by one".to_owned()));
            }
        }
        return Workload::of(task_list(&list)?);
    }
    let (columns, rows) = sides(&fields.at("grid"))?;
    let load = range(&fields.at("load"))?;
    let render = range(&fields.at("render"))?;
    let seed = fields.whole("seed", MAX_SEED, "for another workload each time")?;
    let blocking = task_numbers(&fields.at("blocking"), columns * rows)?;
    let chain = fields.flag("chain")?;
    let seed = seed.map_or_else(random_seed, Ok)?;
    Workload::draw(Grid { columns, rows, load, render, seed }, &blocking, chain)
}

fn sides(field: &Field) -> Result<(u32, u32), ScenarioError> {
    if let Value::List(items) = field.value
        && let [columns, rows] = items.as_slice()
        && let (Some(columns), Some(rows)) = (positive(columns), positive(rows))
        && u64::from(columns.get()) * u64::from(rows.get()) <= MAX_TASKS.into()
    {
        return Ok((columns.get(), rows.get()));
    }
    Err(field.invalid(format!(
        "[columns, rows], two whole numbers from 1 whose product is at most {MAX_TASKS}, or left out where tasks are given one by one"
    )))
}

fn task_list(field: &Field) -> Result<TaskList, ScenarioError> {
    match field.value {
        Value::List(items) if (1..=MAX_TASKS as usize).contains(&items.len()) => {
            let mut tasks = TaskList::with_capacity(items.len());
            for (number, item) in (0..).zip(items) {
                add_task(&mut tasks, number, item)?;
            }
            Ok(tasks)
        }
        _ => Err(field.invalid(format!("a list of 1 to {MAX_TASKS} tasks"))),
    }
}

fn add_task(tasks: &mut TaskList, number: u32, value: &Value) -> Result<(), ScenarioError> {
    let fields = Fields::new(Some(number), value, &TASK_FIELDS)?;
    let load = duration(&fields.at("load"))?;
    let render = duration(&fields.at("render"))?;
    let blocking = fields.flag("blocking")?;
    let after = task_numbers(&fields.at("after"), number)?;
    tasks.add(load, render, blocking, &after);
    Ok(())
}

/// Reads a list of numbers of tasks, each below `bound`. It is empty where it is left out.
#[inline(never)]
fn task_numbers(field: &Field, bound: u32) -> Result<Vec<u32>, ScenarioError> {
    let items = match field.value {
        Value::Null => &[],
        Value::List(items) => items.as_slice(),
        _ => return Err(field.not_task_numbers(bound)),
    };
    let mut numbers = Vec::with_capacity(items.len());
    for item in items {
        match integer(item, u32::MAX.into()) {
            #[expect(clippy::cast_possible_truncation)]
            Some(number) if number < bound.into() => numbers.push(number as u32),
            _ => return Err(field.not_task_numbers(bound)),
        }
    }
    Ok(numbers)
}

#[inline(never)]
fn duration(field: &Field) -> Result<u64, ScenarioError> {
    micros(field.value).ok_or_else(|| field.invalid(format!("milliseconds from 0 to {}", MAX_DURATION / 1000)))
}

#[inline(never)]
fn range(field: &Field) -> Result<Range, ScenarioError> {
    let (least, most, step) = match field.value {
        Value::List(items) => match items.as_slice() {
            [least, most] => (micros(least), micros(most), Some(DEFAULT_STEP)),
            [least, most, step] => (micros(least), micros(most), micros(step)),
            _ => (None, None, None),
        },
        single => (micros(single), micros(single), Some(DEFAULT_STEP)),
    };
    if let (Some(least), Some(most), Some(step)) = (least, most, step)
        && least <= most
        && step > 0
    {
        return Ok(Range { least, most, step });
    }
    Err(field.invalid(format!(
        "one number, [least, most] or [least, most, step], in milliseconds from 0 to {}, with least at most most and a step of at least 0.001",
        MAX_DURATION / 1000
    )))
}

#[inline(never)]
fn micros(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => to_micros(*number),
        _ => None,
    }
}

/// Reads a whole number from 1 to the largest that fits.
fn positive(value: &Value) -> Option<NonZeroU32> {
    integer(value, u32::MAX.into()).and_then(|number| NonZeroU32::new(number.try_into().ok()?))
}

/// Reads a whole number up to `most`, which is below 2^53.
#[inline(never)]
fn integer(value: &Value, most: u64) -> Option<u64> {
    match value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        Value::Number(number) if number.fract() == 0.0 && (0.0..=most as f64).contains(number) => Some(*number as u64),
        _ => None,
    }
}

/// A value and where it is. One that is left out is [`Value::Null`].
struct Field<'a> {
    /// The task that it belongs to; `None` for the scenario's own fields.
    task: Option<u32>,
    /// `None` for the task or the scenario itself.
    name: Option<&'a str>,
    value: &'a Value,
}

impl Field<'_> {
    fn not_task_numbers(&self, bound: u32) -> ScenarioError {
        self.invalid(match bound {
            0 => "empty, or left out: there is no task before the first".to_owned(),
            _ => format!("a list of numbers of tasks, each below {bound}"),
        })
    }

    #[inline(never)]
    fn invalid(&self, allowed: String) -> ScenarioError {
        let mut path = match (self.task, self.name) {
            (None, None) => "the scenario".to_owned(),
            (None, Some(_)) => String::new(),
            (Some(task), None) => format!("tasks[{task}]"),
            (Some(task), Some(_)) => format!("tasks[{task}]."),
        };
        path.push_str(&self.name.map_or_else(String::new, shown_name));
        ScenarioError { field: path, value: self.value.to_string(), allowed }
    }
}

/// The fields of an object, all of them known ones.
struct Fields<'a> {
    task: Option<u32>,
    entries: &'a [(Cow<'static, str>, Value)],
}

// Each of these functions reads many fields. In WebAssembly a copy for each of them would be too large.
impl<'a> Fields<'a> {
    fn new(task: Option<u32>, value: &'a Value, known: &[&str]) -> Result<Self, ScenarioError> {
        let Value::Object(entries) = value else {
            let object = Field { task, name: None, value };
            return Err(object.invalid(joined("an object with the fields ", known.iter().copied(), ", ")));
        };
        for (index, (name, value)) in entries.iter().enumerate() {
            let allowed = if !known.contains(&&**name) {
                joined("left out: the fields are ", known.iter().copied(), ", ")
            } else if entries[..index].iter().any(|(earlier, _)| earlier == name) {
                "given once only".to_owned()
            } else {
                continue;
            };
            return Err(Field { task, name: Some(name), value }.invalid(allowed));
        }
        Ok(Self { task, entries })
    }

    #[inline(never)]
    fn at<'b>(&'b self, name: &'b str) -> Field<'b> {
        let value = self.entries.iter().find(|(key, _)| key == name).map_or(&Value::Null, |(_, value)| value);
        Field { task: self.task, name: Some(name), value }
    }

    #[inline(never)]
    fn flag(&self, name: &str) -> Result<bool, ScenarioError> {
        let field = self.at(name);
        match field.value {
            Value::Null => Ok(false),
            Value::Bool(flag) => Ok(*flag),
            _ => Err(field.invalid("true or false".to_owned())),
        }
    }

    #[inline(never)]
    fn count(&self, name: &str) -> Result<Option<NonZeroU32>, ScenarioError> {
        let field = self.at(name);
        match positive(field.value) {
            None if !field.value.is_null() => {
                Err(field.invalid(format!("a whole number from 1 to {}, or left out for no bound", u32::MAX)))
            }
            count => Ok(count),
        }
    }

    #[inline(never)]
    fn whole(&self, name: &str, most: u64, why: &str) -> Result<Option<u64>, ScenarioError> {
        let field = self.at(name);
        match integer(field.value, most) {
            None if !field.value.is_null() => {
                Err(field.invalid(format!("a whole number from 0 to {most}, or left out ") + why))
            }
            number => Ok(number),
        }
    }

    #[inline(never)]
    fn cost(&self, name: &str) -> Result<u64, ScenarioError> {
        let field = self.at(name);
        if field.value.is_null() { Ok(0) } else { duration(&field) }
    }

    #[inline(never)]
    fn slice(&self, name: &str) -> Result<Option<NonZeroU64>, ScenarioError> {
        let field = self.at(name);
        match micros(field.value).and_then(NonZeroU64::new) {
            None if !field.value.is_null() => {
                Err(field.invalid(format!("milliseconds from 0.001 to {}, or left out", MAX_DURATION / 1000)))
            }
            slice => Ok(slice),
        }
    }
}

/// Puts words one after another. It takes less of WebAssembly than formatting them.
fn joined<'a>(start: &str, words: impl Iterator<Item = &'a str>, separator: &str) -> String {
    let mut text = start.to_owned();
    for (index, word) in words.enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        text.push_str(word);
    }
    text
}
