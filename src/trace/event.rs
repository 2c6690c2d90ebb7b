//! Has the events of a recording in columns that are small: there may be ten million.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::trace::error::TraceError;
use crate::trace::scan::shown;

/// The most events that are read.
const MAX_EVENTS: usize = 10_000_000;

/// The largest time and the longest duration of an event, in microseconds: a floating-point number holds whole ones up to
/// here.
const MAX_TIME: f64 = 9_007_199_254_740_992.0;

/// One event that tells when something began, ended, or both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) phase: Phase,
    /// When it was, in microseconds of a clock that begins anywhere.
    pub(crate) time: f64,
    /// How long it took, where one event tells of both its ends.
    pub(crate) duration: f64,
    /// What the thread's own clock, which runs only while the thread does, showed or counted.
    pub(crate) cpu: Option<f64>,
    /// The numbers of its thread, name, category and identity in [`Events`].
    pub(crate) lane: u32,
    pub(crate) name: u32,
    pub(crate) has_no_name: bool,
    pub(crate) category: u32,
    pub(crate) id: u32,
    pub(crate) facts: Facts,
    /// Its place in the file.
    pub(crate) index: u32,
}

/// What its arguments say of an event.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) slot: Option<u32>,
    pub(crate) is_blocking: bool,
    /// Whether it begins something that was begun before: another attempt of a test.
    pub(crate) is_again: bool,
    /// Whether it ends something for good, and not for a pause of the run.
    pub(crate) is_final: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// `B` and `E`: on a thread, the latest that began ends first.
    Begin,
    End,
    /// `X`: both at once.
    Whole,
    /// `b` and `e`: of something that has an identity, on whatever thread.
    BeginOf,
    EndOf,
}

/// What the letters of events mean that are of no use here: instants, counters, flows, samples, objects, memory and marks.
const OTHERS: &str = "iICnSTpFstfPNODMVvRc(),aA";

/// The number or the name of a process, a thread or a thing. Numbers come first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    None,
    Number(i64),
    Text(String),
}

/// A thread, by the process that it is in.
pub(crate) type Lane = (Key, Key);

/// All events of a recording, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Events {
    pub(crate) list: Vec<Event>,
    pub(crate) names: Table<String>,
    pub(crate) lanes: Table<Lane>,
    pub(crate) ids: Table<Key>,
    /// The first thread of each process, and that of each thread's process.
    first_lanes: HashMap<Key, u32>,
    processes: Vec<u32>,
    /// What processes and threads are called, by metadata.
    pub(crate) thread_names: HashMap<Lane, String>,
    pub(crate) process_names: HashMap<Key, String>,
    /// How many there are, those of no use included.
    pub(crate) count: usize,
}

/// Gives each value a number, in the order in which they come.
#[derive(Debug)]
pub(crate) struct Table<T> {
    pub(crate) values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Table<T> {
    /// There are no more values than events.
    #[expect(clippy::cast_possible_truncation)]
    fn add(&mut self, value: T) -> u32 {
        let values = &mut self.values;
        *self.numbers.entry(value).or_insert_with_key(|value| {
            values.push(value.clone());
            values.len() as u32 - 1
        })
    }

    pub(crate) fn find(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    pub(crate) fn get(&self, number: u32) -> &T {
        &self.values[number as usize]
    }
}

impl Events {
    /// Adds the event that a text tells of.
    pub(crate) fn add(&mut self, text: &[u8]) -> Result<(), TraceError> {
        let index = self.count;
        if index == MAX_EVENTS {
            let allowed = "shorter: record less of the run";
            return Err(TraceError::new("the recording", format!("longer than {MAX_EVENTS} events"), allowed));
        }
        self.count += 1;
        self.parse(text, index).map_err(|error| error.at(index))
    }

    fn parse(&mut self, text: &[u8], index: usize) -> Result<(), TraceError> {
        const OBJECT: &str = "an object, as Chrome's trace events are";
        if text.first() != Some(&b'{') {
            return Err(TraceError::new("", shown(text), OBJECT));
        }
        let raw: Raw = serde_json::from_slice(text).map_err(|error| {
            TraceError::new("", format!("no JSON ({})", shown(error.to_string().as_bytes())), OBJECT)
        })?;
        let phase = match raw.ph.text() {
            Some("B") => Phase::Begin,
            Some("E") => Phase::End,
            Some("X") => Phase::Whole,
            Some("b") => Phase::BeginOf,
            Some("e") => Phase::EndOf,
            Some("M") => {
                self.add_metadata(raw);
                return Ok(());
            }
            Some(other) if other.len() == 1 && OTHERS.contains(other) => return Ok(()),
            _ => {
                return Err(TraceError::new(
                    "ph",
                    raw.ph.to_string(),
                    "a phase of Chrome's trace events, such as \"X\"",
                ));
            }
        };
        let time = raw.ts.micros("ts", -MAX_TIME)?.ok_or_else(|| missing("ts", -MAX_TIME))?;
        let cpu = raw.tdur.micros("tdur", 0.0)?;
        // The format has durations of a thread's own clock alone, too.
        let duration = raw.dur.micros("dur", 0.0)?.or(cpu).unwrap_or(0.0);
        let cpu = if phase == Phase::Whole { cpu } else { raw.tts.micros("tts", -MAX_TIME)? };
        let lane = self.lanes.add((raw.pid.key(), raw.tid.key()));
        if lane as usize == self.processes.len() {
            self.processes.push(*self.first_lanes.entry(raw.pid.key()).or_insert(lane));
        }
        let args = raw.args.unwrap_or_default();
        self.list.push(Event {
            phase,
            time,
            duration,
            cpu,
            lane,
            has_no_name: raw.name.text().is_none(),
            name: self.names.add(raw.name.text().unwrap_or_default().to_owned()),
            category: self.names.add(raw.cat.text().unwrap_or_default().to_owned()),
            id: self.ids.add(raw.id.key()),
            facts: args.facts,
            // Below ten million.
            #[expect(clippy::cast_possible_truncation)]
            index: index as u32,
        });
        Ok(())
    }

    fn add_metadata(&mut self, raw: Raw) {
        let Some(name) = raw.args.unwrap_or_default().name else { return };
        match raw.name.text() {
            Some("thread_name") => {
                self.thread_names.insert((raw.pid.key(), raw.tid.key()), name);
            }
            Some("process_name") => {
                self.process_names.insert(raw.pid.key(), name);
            }
            _ => {}
        }
    }

    /// The number of the first thread of the same process.
    pub(crate) fn process(&self, lane: u32) -> u32 {
        self.processes[lane as usize]
    }

    /// What a thread is called, or its number.
    pub(crate) fn lane_name(&self, lane: &Lane) -> String {
        self.thread_names.get(lane).cloned().unwrap_or_else(|| match &lane.1 {
            Key::Number(number) => format!("thread {number}"),
            Key::Text(text) => text.clone(),
            Key::None => "thread".to_owned(),
        })
    }

    /// Those of the events that are of use, sorted by time. Those at one time stay in the file's order.
    pub(crate) fn sorted(&self, is_of_use: impl Fn(&Event) -> bool) -> Vec<Event> {
        let mut events: Vec<Event> = self.list.iter().filter(|event| is_of_use(event)).copied().collect();
        events.sort_by(|a, b| a.time.total_cmp(&b.time));
        events
    }
}

fn missing(field: &str, least: f64) -> TraceError {
    TraceError::new(field, "missing", microseconds(least))
}

fn microseconds(least: f64) -> String {
    format!("microseconds from {least} to {MAX_TIME}")
}

/// An event as JSON has it.
#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow, default)]
    ph: Field<'a>,
    #[serde(borrow, default)]
    name: Field<'a>,
    #[serde(borrow, default)]
    cat: Field<'a>,
    #[serde(borrow, default)]
    ts: Field<'a>,
    #[serde(borrow, default)]
    dur: Field<'a>,
    #[serde(borrow, default)]
    tts: Field<'a>,
    #[serde(borrow, default)]
    tdur: Field<'a>,
    #[serde(borrow, default)]
    pid: Field<'a>,
    #[serde(borrow, default)]
    tid: Field<'a>,
    #[serde(borrow, default, alias = "id2")]
    id: Field<'a>,
    args: Option<Args>,
}

/// A number or a text. Programs write each for the other.
#[derive(Default)]
enum Field<'a> {
    #[default]
    Missing,
    Number(f64),
    Text(Cow<'a, str>),
    /// Something else, by what it is.
    Other(&'static str),
}

impl Field<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Reads a time or a duration; `None` where it is left out.
    fn micros(&self, name: &str, least: f64) -> Result<Option<f64>, TraceError> {
        match self.number() {
            Some(number) if (least..=MAX_TIME).contains(&number) => Ok(Some(number)),
            None if matches!(self, Self::Missing) => Ok(None),
            _ => Err(TraceError::new(name, self.to_string(), microseconds(least))),
        }
    }

    fn key(&self) -> Key {
        match self.number() {
            #[expect(clippy::cast_possible_truncation)]
            Some(number) if number.fract() == 0.0 && number.abs() <= MAX_TIME => Key::Number(number as i64),
            _ => match self {
                Self::Text(text) => Key::Text(text.clone().into_owned()),
                Self::Number(number) => Key::Text(number.to_string()),
                _ => Key::None,
            },
        }
    }
}

impl fmt::Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => {
                write!(f, "\"{}\"", if text.is_empty() { String::new() } else { shown(text.as_bytes()) })
            }
            Self::Other(what) => f.write_str(what),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Field<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfField;

        impl<'de> Visitor<'de> for OfField {
            type Value = Field<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a text")
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Field::Missing)
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
                Ok(Field::Other(if flag { "true" } else { "false" }))
            }

            // What is above 2^53 is refused where it is a time.
            #[expect(clippy::cast_precision_loss)]
            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Field::Number(number as f64))
            }

            #[expect(clippy::cast_precision_loss)]
            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Field::Number(number as f64))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Field::Number(number))
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Field::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Field::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Field::Other("a list"))
            }

            // An identity may say whether it is of the process or of all.
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut inner = Field::Other("an object");
                while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
                    if matches!(&*key, "local" | "global") {
                        inner = entries.next_value()?;
                    } else {
                        entries.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(inner)
            }
        }

        deserializer.deserialize_any(OfField)
    }
}

/// What is of use of an event's arguments. Whatever else they are is the program's own matter.
#[derive(Default)]
struct Args {
    name: Option<String>,
    facts: Facts,
}

impl<'de> Deserialize<'de> for Args {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfArgs;

        impl<'de> Visitor<'de> for OfArgs {
            type Value = Args;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_unit<E: Error>(self) -> Result<Args, E> {
                Ok(Args::default())
            }

            fn visit_bool<E: Error>(self, _: bool) -> Result<Args, E> {
                Ok(Args::default())
            }

            fn visit_i64<E: Error>(self, _: i64) -> Result<Args, E> {
                Ok(Args::default())
            }

            fn visit_u64<E: Error>(self, _: u64) -> Result<Args, E> {
                Ok(Args::default())
            }

            fn visit_f64<E: Error>(self, _: f64) -> Result<Args, E> {
                Ok(Args::default())
            }

            fn visit_str<E: Error>(self, _: &str) -> Result<Args, E> {
                Ok(Args::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Args, A::Error> {
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Args::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Args, A::Error> {
                let mut args = Args::default();
                while let Some(key) = entries.next_key::<Cow<'de, str>>()? {
                    match &*key {
                        "name" => args.name = entries.next_value::<Field>()?.text().map(str::to_owned),
                        "slot" => args.facts.slot = entries.next_value::<Field>()?.number().and_then(small),
                        "attempt" => {
                            args.facts.is_again = entries.next_value::<Field>()?.number().is_some_and(|n| n > 1.0);
                        }
                        "time_taken_ms" => args.facts.is_final = entries.next_value::<Field>()?.number().is_some(),
                        "blocking" => {
                            args.facts.is_blocking = matches!(entries.next_value::<Field>()?, Field::Other("true"));
                        }
                        _ => {
                            entries.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(args)
            }
        }

        deserializer.deserialize_any(OfArgs)
    }
}

/// The number of a slot; `None` where it is none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn small(number: f64) -> Option<u32> {
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_million_events_are_read_and_no_more() {
        let mut events = Events { count: MAX_EVENTS - 1, ..Events::default() };
        assert!(events.add(br#"{ "ph": "i" }"#).is_ok());
        let error = events.add(br#"{ "ph": "i" }"#).expect_err("that is one too many");
        let expected = "the recording is longer than 10000000 events; it must be shorter: record less of the run";
        assert_eq!(error.to_string(), expected);
    }
}
