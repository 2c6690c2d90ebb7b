//! Describes scenarios as data: what is described and read again is an equal scenario.

use std::num::{NonZeroU32, NonZeroU64};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::data::read::read;
use crate::data::value::Value;
use crate::scenario::checked::Scenario;
use crate::scenario::setup::Setup;
use crate::scenario::units::{to_f64, to_millis};
use crate::scenario::workload::{Range, Workload};

/// Reads a scenario, with times in milliseconds. Where its seed is left out, it takes another one each time.
impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(&read(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Writes a scenario as it may be read, with the seed that its tasks were drawn from.
impl Serialize for Scenario {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::object(fields(self)).serialize(serializer)
    }
}

/// The fields that say all of a scenario. What has no bound is left out.
pub(crate) fn fields(scenario: &Scenario) -> Vec<(&'static str, Value)> {
    let mut fields = setup_fields(scenario.setup());
    let workload = scenario.workload();
    let Some(grid) = workload.drawn_from() else {
        fields.push(("tasks", Value::List((0..workload.count()).map(|number| task(workload, number)).collect())));
        return without_nulls(fields);
    };
    let blocking = (0..workload.count()).filter(|number| workload.is_blocking(*number));
    fields.extend([
        ("grid", Value::List(vec![grid.columns.into(), grid.rows.into()])),
        ("load", range(grid.load)),
        ("render", range(grid.render)),
        ("seed", Value::Number(to_f64(grid.seed))),
        ("blocking", numbers(blocking)),
        ("chain", Value::Bool(workload.has_after())),
    ]);
    without_nulls(fields)
}

/// The fields of a setup. What has no bound is null.
pub(crate) fn setup_fields(setup: &Setup) -> Vec<(&'static str, Value)> {
    let count = |count: Option<NonZeroU32>| count.map_or(Value::Null, |count| count.get().into());
    let slice = |slice: NonZeroU64| millis(slice.get());
    vec![
        ("strategy", Value::Text(setup.strategy.name().to_owned())),
        ("limit", count(setup.limit)),
        ("gil", Value::Bool(setup.gil)),
        ("workers", count(setup.workers)),
        ("turns", Value::Bool(setup.turns)),
        ("cores", count(setup.cores)),
        ("quantum", setup.quantum.map_or(Value::Null, slice)),
        ("gilInterval", slice(setup.gil_interval)),
        ("switchCost", millis(setup.switch_cost)),
        ("threadStart", millis(setup.thread_start)),
        ("processStart", millis(setup.process_start)),
        ("coroutineStart", millis(setup.coroutine_start)),
        ("serverConnections", count(setup.server_connections)),
        ("slotMemory", Value::Number(to_f64(setup.slot_memory))),
    ]
}

fn without_nulls(mut fields: Vec<(&'static str, Value)>) -> Vec<(&'static str, Value)> {
    fields.retain(|(_, value)| !value.is_null());
    fields
}

fn task(workload: &Workload, number: u32) -> Value {
    let after = workload.after(number);
    task_value(workload.load(number), workload.render(number), workload.is_blocking(number), after)
}

/// Describes a task whose times are in microseconds.
pub(crate) fn task_value(load: u64, render: u64, blocking: bool, after: &[u32]) -> Value {
    let mut fields = vec![("load", millis(load)), ("render", millis(render))];
    if blocking {
        fields.push(("blocking", Value::Bool(true)));
    }
    if !after.is_empty() {
        fields.push(("after", numbers(after.iter().copied())));
    }
    Value::object(fields)
}

fn range(Range { least, most, step }: Range) -> Value {
    range_value(least, most, step)
}

/// Describes a range of durations in microseconds.
pub(crate) fn range_value(least: u64, most: u64, step: u64) -> Value {
    Value::List(vec![millis(least), millis(most), millis(step)])
}

/// Describes a time in microseconds.
pub(crate) fn millis(micros: u64) -> Value {
    Value::Number(to_millis(micros))
}

pub(crate) fn numbers(numbers: impl Iterator<Item = u32>) -> Value {
    Value::List(numbers.map(Value::from).collect())
}
