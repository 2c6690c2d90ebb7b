//! Writes runs as recordings, which Perfetto's viewer shows and [`Recording::read`] reads back to the same spans.

use std::io::{self, Write};

use serde_json::to_string as json;

use crate::data::value::Value;
use crate::run::outcome::Run;
use crate::scenario::describe::setup_fields;
use crate::scenario::setup::DEFAULT_GIL_INTERVAL;
use crate::scenario::units::to_millis;
use crate::simulation::timeline::{SpanKind, Timeline};
use crate::trace::ours::KINDS;
use crate::trace::recording::Recording;

impl Run {
    /// Writes the run as Chrome trace events, with what was asked of the strategy as `otherData`.
    ///
    /// ```
    /// use cvsp::{Recording, Scenario, Strategy, Task};
    ///
    /// let run = Scenario::builder(Strategy::Coroutines).tasks([Task::new(4_000, 2_000), Task::new(3_000, 2_000)]).build()?.run()?;
    /// let mut trace = Vec::new();
    /// run.write_trace(&mut trace)?;
    /// assert_eq!(Recording::read(&trace[..])?.timeline(), run.timeline());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the trace cannot be written.
    pub fn write_trace(&self, out: impl Write) -> io::Result<()> {
        let number = |task: u32| format!("task {task}");
        let executor = |executor: u32| format!("executor {executor}");
        write(self.timeline(), &setup_fields(self.scenario().setup()), number, executor, out)
    }
}

impl Recording {
    /// Writes the recording as Chrome trace events of this project's own kind, whatever it was read from.
    ///
    /// # Errors
    ///
    /// Where the trace cannot be written.
    pub fn write_trace(&self, out: impl Write) -> io::Result<()> {
        let name = |task: u32| self.names[task as usize].clone();
        let executor = |executor: u32| {
            self.executors.get(executor as usize).cloned().unwrap_or_else(|| format!("executor {executor}"))
        };
        write(&self.timeline, &self.given, name, executor, out)
    }
}

/// Writes events in the order of the spans. A task's span is a pair of events with the task's number; what an executor runs
/// is also an event of its own there, for viewers: this project's reader leaves those out.
fn write(
    timeline: &Timeline,
    setup: &[(&'static str, Value)],
    name: impl Fn(u32) -> String,
    executor: impl Fn(u32) -> String,
    mut out: impl Write,
) -> io::Result<()> {
    let mut ends = vec![0; timeline.tasks() as usize];
    for (place, span) in timeline.spans().iter().enumerate() {
        if let Some(task) = span.task() {
            ends[task as usize] = place;
        }
    }
    let name = |task: u32| {
        let name = name(task);
        let is_taken = KINDS.iter().any(|(kind, _)| *kind == name);
        json(&if is_taken { format!("task {task}: {name}") } else { name })
    };
    let mut has_begun = vec![false; timeline.tasks() as usize];
    write!(
        out,
        "{{\"traceEvents\":[\n{{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{{\"name\":\"cvsp\"}}}}"
    )?;
    for number in 0..timeline.executors() {
        let name = json(&executor(number))?;
        let event = r#"{"ph":"M","name":"thread_name","pid":1,"tid":"#;
        write!(out, ",\n{event}{number},\"args\":{{\"name\":{name}}}}}")?;
    }
    for (place, span) in timeline.spans().iter().enumerate() {
        let (start, end, kind, slot) = (span.start, span.end, span.kind(), span.slot());
        let Some(task) = span.task() else {
            let event = r#"{"ph":"X","cat":"cvsp","name":"start","ts":"#;
            write!(
                out,
                ",\n{event}{start},\"dur\":{},\"pid\":1,\"tid\":0,\"args\":{{\"slot\":{slot}}}}}",
                end - start
            )?;
            continue;
        };
        let name = name(task)?;
        let thread = span.executor().unwrap_or(0);
        let mut write_event = |phase: &str, name: &str, time: u64, args: &str| {
            let event = format!("{{\"ph\":\"{phase}\",\"cat\":\"cvsp\",\"id\":{task},\"name\":{name},\"ts\":{time}");
            write!(out, ",\n{event},\"pid\":1,\"tid\":{thread}{args}}}")
        };
        if !std::mem::replace(&mut has_begun[task as usize], true) {
            write_event("b", &name, start, &format!(",\"args\":{{\"slot\":{slot}}}"))?;
        }
        let (kind, args) = match kind {
            SpanKind::Blocked => ("load", ",\"args\":{\"blocking\":true}"),
            _ => (kind.name(), ""),
        };
        let kind = json(kind)?;
        write_event("b", &kind, start, args)?;
        write_event("e", &kind, end, "")?;
        if ends[task as usize] == place {
            write_event("e", &name, end, "")?;
        }
        if span.executor().is_some() {
            let event =
                format!("{{\"ph\":\"X\",\"cat\":\"executor\",\"name\":{kind},\"ts\":{start},\"dur\":{}", end - start);
            write!(out, ",\n{event},\"pid\":1,\"tid\":{thread},\"args\":{{\"task\":{name}}}}}")?;
        }
    }
    let (slots, executors, tasks) = (timeline.slots(), timeline.executors(), timeline.tasks());
    write!(out, "\n],\"otherData\":{{\"cvsp\":1,\"slots\":{slots},\"executors\":{executors},\"tasks\":{tasks}")?;
    for (field, value) in setup.iter().filter(|(field, value)| !is_default(field, value)) {
        write!(out, ",\"{field}\":{}", json(value)?)?;
    }
    out.write_all(b"}}\n")?;
    out.flush()
}

/// Whether a field of a setup says no more than it does where it is left out.
fn is_default(field: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) if field == "gilInterval" => {
            number.total_cmp(&to_millis(DEFAULT_GIL_INTERVAL.get())).is_eq()
        }
        Value::Number(number) => *number == 0.0,
        _ => false,
    }
}
