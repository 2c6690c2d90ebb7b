//! Finds out what wrote a recording, and has it read.

use std::borrow::Cow;
use std::io::Read;

use crate::data::read::read as read_value;
use crate::data::value::Value;
use crate::scenario::parse::SETUP_FIELDS;
use crate::scenario::units::MAX_TASKS;
use crate::trace::error::TraceError;
use crate::trace::event::{Events, Phase};
use crate::trace::nextest::read as read_nextest;
use crate::trace::ours::{CATEGORY, read as read_ours};
use crate::trace::recording::{Draft, DraftTask, Recording, Source};
use crate::trace::ruby::{MARKS, interval, read as read_ruby};
use crate::trace::scan::{Around, scan, shown};
use crate::trace::slices::read as read_slices;
use crate::trace::viztracer::{CATEGORIES, read as read_viztracer};

impl Recording {
    /// Reads a recording, which is Chrome trace events as JSON. It may be cut off at its end.
    ///
    /// # Errors
    ///
    /// Where it is no such recording, tells of nothing, or is too long: more than 256 MB, ten million events or 2²⁰ tasks.
    pub fn read(source: impl Read) -> Result<Self, TraceError> {
        let mut events = Events::default();
        let around = scan(source, |text| events.add(text))?;
        let other = around.other_data.as_deref().map(other_data).transpose()?.unwrap_or_default();
        let mut blocking = Vec::new();
        let (mut draft, source) = match source_of(&events, &around, &other)? {
            Source::Ours => {
                let strategy = text_of(&other, "strategy").unwrap_or_default();
                let is_cooperative = matches!(strategy, "coroutines" | "work-stealing");
                let (mut draft, told) = read_ours(&events, is_cooperative, strategy == "coroutines")?;
                blocking = told;
                draft.least_slots = count_of(&other, "slots")?;
                draft.least_executors = count_of(&other, "executors")?;
                for number in draft.tasks.len()..count_of(&other, "tasks")? as usize {
                    let name = format!("task {number}");
                    draft.tasks.push(DraftTask { name, ..DraftTask::default() });
                }
                (draft, Source::Ours)
            }
            Source::RubyLock | Source::RubyRactors => match read_ruby(&events) {
                (draft, true) => (draft, Source::RubyLock),
                (draft, false) => (draft, Source::RubyRactors),
            },
            Source::PythonThreads | Source::PythonTasks => match read_viztracer(&events) {
                (draft, true) => (draft, Source::PythonTasks),
                (draft, false) => (draft, Source::PythonThreads),
            },
            Source::Nextest => (read_nextest(&events), Source::Nextest),
            Source::Other => (read_slices(&events), Source::Other),
        };
        draft.settle();
        let timeline = draft.timeline()?;
        if timeline.spans().is_empty() && source != Source::Ours {
            return Err(tells_nothing(&events, &draft));
        }
        blocking.resize(draft.tasks.len(), false);
        let mut given = Vec::new();
        if source == Source::Ours {
            given.extend(SETUP_FIELDS.iter().filter_map(|name| Some((*name, field(&other, name)?.clone()))));
        } else if let Some(millis) = interval(&events) {
            given.push(("gilInterval", Value::Number(millis)));
        }
        Ok(Self {
            given,
            names: draft.tasks.into_iter().map(|task| task.name).collect(),
            executors: draft.executors,
            joins: draft.joins,
            timeline,
            source,
            blocking,
            is_cut_off: around.is_cut_off,
        })
    }
}

/// What wrote the recording, as far as that can be told before its threads are compared.
fn source_of(events: &Events, around: &Around, other: &Fields) -> Result<Source, TraceError> {
    let has_name = |name: &str| events.names.find(&name.to_owned()).is_some();
    if let Some(version) = field(other, "cvsp") {
        return match version {
            Value::Number(1.0) => Ok(Source::Ours),
            _ => Err(TraceError::new("otherData.cvsp", version.to_string(), "1, the version of the format")),
        };
    }
    let category = events.names.find(&CATEGORY.to_owned());
    if category.is_some_and(|category| events.list.iter().any(|event| event.category == category)) {
        return Ok(Source::Ours);
    }
    if MARKS.iter().any(|mark| has_name(mark)) {
        return Ok(Source::RubyLock);
    }
    if around.is_viztracer || CATEGORIES.iter().any(|category| has_name(category)) {
        return Ok(Source::PythonThreads);
    }
    if field(other, "nextest_version").is_some() || (has_name("test run") && has_name("test")) {
        return Ok(Source::Nextest);
    }
    Ok(Source::Other)
}

/// Fields of an object, by their names.
type Fields = Vec<(Cow<'static, str>, Value)>;

fn other_data(text: &[u8]) -> Result<Fields, TraceError> {
    let value = read_value(&mut serde_json::Deserializer::from_slice(text))
        .map_err(|error| TraceError::new("otherData", shown(error.to_string().as_bytes()), "an object"))?;
    match value {
        Value::Object(fields) => Ok(fields),
        other => Err(TraceError::new("otherData", other.to_string(), "an object")),
    }
}

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    fields.iter().find(|(key, value)| key == name && !value.is_null()).map(|(_, value)| value)
}

fn text_of<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    match field(fields, name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// A number of slots, executors or tasks; 0 where it is left out.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn count_of(fields: &Fields, name: &str) -> Result<u32, TraceError> {
    match field(fields, name) {
        None => Ok(0),
        Some(Value::Number(number)) if number.fract() == 0.0 && (0.0..=f64::from(MAX_TASKS)).contains(number) => {
            Ok(*number as u32)
        }
        Some(other) => {
            let allowed = format!("a whole number from 0 to {MAX_TASKS}, or left out");
            Err(TraceError::new(&format!("otherData.{name}"), other.to_string(), allowed))
        }
    }
}

fn tells_nothing(events: &Events, draft: &Draft) -> TraceError {
    let allowed = "such that tell when something ran: B and E, X, or b and e";
    let told = events.list.iter().filter(|event| !matches!(event.phase, Phase::End | Phase::EndOf)).count();
    let value = match (events.count, told, draft.tasks.len()) {
        (0, ..) => "without events".to_owned(),
        (count, 0, _) => format!("of {count} events that tell of no time"),
        _ => "of events that take no time".to_owned(),
    };
    TraceError::new("the recording", value, allowed)
}
