//! Gives recordings of programs to JavaScript: what was recorded and what is predicted, as timelines with the columns that
//! `simulate` gives, and by how much the two differ.

use js_sys::{Array, Float64Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::data::error::ScenarioError;
use crate::data::limits::in_scenario;
use crate::data::value::Value;
use crate::run::measures::Measures;
use crate::scenario::parse::with_tasks;
use crate::scenario::units::to_millis;
use crate::scenario::workload::TaskList;
use crate::simulation::timeline::Timeline;
use crate::trace::compare::{ComparedTask, Comparison};
use crate::trace::error::TraceError;
use crate::trace::predict::Wish;
use crate::trace::recording::Recording;
use crate::wasm::columns::columns;
use crate::wasm::object::{object, refusal};
use crate::wasm::read::read;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What of a run is wished to be otherwise than its recording has it. */
export interface Wish {
    readonly strategy?: unknown;
    readonly limit?: unknown;
}

/** A run, and the fields of the scenario that say how it ran. */
export interface RecordedRun {
    readonly timeline: Timeline;
    readonly setup: Readonly<Record<string, unknown>>;
}

/** By how much a prediction differs from its recording. Times are milliseconds; an end is NaN where a task took no time. */
export interface Comparison {
    /** A part of the recorded makespan. */
    readonly makespan: number;
    readonly recordedMakespan: number;
    readonly medianEnd: number;
    readonly mostEnd: number;
    readonly sameOrder: boolean;
    readonly recordedEnd: Float64Array;
    readonly predictedEnd: Float64Array;
    readonly recordedBursts: Uint32Array;
    readonly predictedBursts: Uint32Array;
}

export interface Prediction extends RecordedRun {
    readonly comparison: Comparison;
}
"#;

/// Is a recording that has been read. JavaScript's engine frees it when nothing refers to it any more.
#[wasm_bindgen]
pub struct PageRecording {
    recording: Recording,
}

/// Reads a recording: Chrome trace events as JSON.
///
/// # Errors
///
/// An object as `simulate` throws it, whose field names the event by its place in the file, from 0.
#[wasm_bindgen(js_name = readRecording)]
pub fn read_recording(bytes: &[u8]) -> Result<PageRecording, JsValue> {
    let recording = Recording::read(bytes).and_then(|recording| match recording.timeline().tasks() {
        0 => Err(TraceError::new("the recording", "of 0 tasks", "of at least 1")),
        _ => Ok(recording),
    });
    Ok(PageRecording { recording: recording.map_err(worded)? })
}

#[wasm_bindgen]
impl PageRecording {
    /// What each task is called.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn names(&self) -> Array {
        self.recording.names().iter().map(|name| JsValue::from_str(name)).collect()
    }

    /// What each executor is called.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn executors(&self) -> Array {
        self.recording.executors().iter().map(|name| JsValue::from_str(name)).collect()
    }

    /// Returns what was recorded.
    ///
    /// # Errors
    ///
    /// The object that `simulate` throws, where the recorder or the wish tells of what no scenario can have.
    #[wasm_bindgen(unchecked_return_type = "RecordedRun")]
    pub fn recorded(&self, #[wasm_bindgen(unchecked_param_type = "Wish")] wish: &JsValue) -> Result<JsValue, JsValue> {
        self.run(self.recording.timeline(), wish_of(wish)?, &[])
    }

    /// Runs the model on the same tasks.
    ///
    /// # Errors
    ///
    /// The object that `simulate` throws, also where there are too many loads, or the run is too long.
    #[wasm_bindgen(unchecked_return_type = "Prediction")]
    pub fn predict(&self, #[wasm_bindgen(unchecked_param_type = "Wish")] wish: &JsValue) -> Result<JsValue, JsValue> {
        let wish = wish_of(wish)?;
        let prediction = self.recording.predict(wish).map_err(worded)?;
        let makespan = self.recording.timeline().makespan();
        let comparison = compared(&prediction.compare(&self.recording), makespan)?;
        self.run(prediction.timeline(), wish, &[("comparison", comparison)])
    }

    fn run(&self, timeline: &Timeline, wish: Wish, more: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
        let setup = self.recording.whole_setup(wish).map_err(worded)?;
        let memory = setup.iter().find_map(|(name, value)| match value {
            Value::Number(bytes) if *name == "slotMemory" => Some(*bytes),
            _ => None,
        });
        // It has been checked: it is a whole number from 0 to 2⁴⁰.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let measures = Measures::recorded(timeline, memory.unwrap_or(0.0) as u64);
        let fields: Vec<(&str, JsValue)> = setup.iter().map(|(name, value)| (*name, plain(value))).collect();
        let run = object(&[("timeline", columns(timeline, JsValue::NULL, &measures)?), ("setup", object(&fields)?)]);
        let run = run?;
        for (name, value) in more {
            js_sys::Reflect::set(&run, &JsValue::from_str(name), value)?;
        }
        Ok(run)
    }
}

/// The fields of a setup are flags, numbers and texts.
fn plain(value: &Value) -> JsValue {
    match value {
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.into(),
        _ => JsValue::UNDEFINED,
    }
}

fn compared(comparison: &Comparison, recorded_makespan: u64) -> Result<JsValue, JsValue> {
    let Comparison { makespan, median_end, most_end, same_order, tasks, .. } = comparison;
    let ends = |end: fn(&ComparedTask) -> Option<u64>| {
        let ends: Vec<f64> = tasks.iter().map(|task| end(task).map_or(f64::NAN, to_millis)).collect();
        Float64Array::from(&*ends).into()
    };
    let bursts = |bursts: fn(&ComparedTask) -> u32| {
        let bursts: Vec<u32> = tasks.iter().map(bursts).collect();
        Uint32Array::from(&*bursts).into()
    };
    object(&[
        ("makespan", (*makespan).into()),
        ("recordedMakespan", to_millis(recorded_makespan).into()),
        ("medianEnd", to_millis(*median_end).into()),
        ("mostEnd", to_millis(*most_end).into()),
        ("sameOrder", (*same_order).into()),
        ("recordedEnd", ends(|task| task.recorded_end)),
        ("predictedEnd", ends(|task| task.predicted_end)),
        ("recordedBursts", bursts(|task| task.recorded_bursts)),
        ("predictedBursts", bursts(|task| task.predicted_bursts)),
    ])
}

/// Reads a wish. A scenario's own words say what is wrong with it.
fn wish_of(value: &JsValue) -> Result<Wish, JsValue> {
    let wish = || -> Result<Wish, ScenarioError> {
        let Value::Object(mut fields) = read(value).map_err(in_scenario)? else { return Ok(Wish::default()) };
        fields.retain(|(_, value)| !value.is_null());
        let has_strategy = fields.iter().any(|(name, _)| name == "strategy");
        if !has_strategy {
            fields.push(("strategy".into(), Value::Text("threads".to_owned())));
        }
        let scenario = with_tasks(&Value::Object(fields), TaskList::default())?;
        let setup = scenario.setup();
        Ok(Wish { strategy: has_strategy.then_some(setup.strategy), limit: setup.limit })
    };
    wish().or_else(|error| Err(refusal(error)?))
}

/// Words an error so that it reads as in Rust where it is put together as a scenario's are.
fn worded(TraceError { event, field, value, allowed }: TraceError) -> JsValue {
    let field = match event {
        Some(event) if field.is_empty() => format!("event {event}"),
        Some(event) => format!("event {event}: {field}"),
        None => field,
    };
    refusal(ScenarioError { field, value, allowed }).unwrap_or_else(|thrown| thrown)
}
