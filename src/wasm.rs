//! The boundary: a configuration in as a plain object, the timeline out once as owned typed arrays.

use js_sys::{Float64Array, Int32Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::{Measures, Scenario, Span, SpanKind, Workload};

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export type SpanKind = "start" | "queued" | "load" | "blocked" | "ready" | "switch" | "render";

/** What a run comes to. Times are milliseconds, memory is bytes; see `Measures` in src/measures.rs. */
export interface Measures {
    readonly speedup: number;
    readonly utilisation: number;
    readonly overhead: number;
    readonly waiting: number;
    readonly peakInFlight: number;
    readonly peakMemory: number;
    readonly lowerBound: number;
}

/** Every span of a run in columns, sorted by start, end and task. Times are milliseconds; -1 stands for none. */
export interface Timeline {
    readonly makespan: number;
    readonly slots: number;
    readonly executors: number;
    readonly tasks: number;
    /** What the workload was drawn from; null where the tasks were given one by one. */
    readonly seed: number | null;
    /** The names of the numbers in `kind`. */
    readonly kinds: readonly SpanKind[];
    readonly start: Float64Array;
    readonly end: Float64Array;
    readonly kind: Uint8Array;
    readonly task: Int32Array;
    readonly slot: Int32Array;
    readonly executor: Int32Array;
    readonly measures: Measures;
}

/** Runs a scenario. Throws an `Error` that names the field, its value and what is allowed. */
export function simulate(scenario: object): Timeline;
"#;

/// Runs a scenario, given as a plain object, and returns its timeline in columns: the `Timeline` declared above.
///
/// # Errors
///
/// A JavaScript `Error` where the scenario is not valid, or is too much work; its message names the field.
#[wasm_bindgen(skip_typescript)]
pub fn simulate(scenario: JsValue) -> Result<Object, JsValue> {
    let scenario: Scenario = serde_wasm_bindgen::from_value(scenario)?;
    let workload = Workload::draw(&scenario.tasks).map_err(JsError::from)?;
    let timeline = crate::simulate(&scenario, &workload).map_err(JsError::from)?;
    let spans = timeline.spans();

    let kinds: js_sys::Array = SpanKind::ALL.iter().map(|kind| JsValue::from_str(kind.name())).collect();
    let result = Object::new();
    let set = |name: &str, value: JsValue| Reflect::set(&result, &JsValue::from_str(name), &value);
    set("makespan", millis(timeline.makespan()).into())?;
    set("slots", timeline.slots().into())?;
    set("executors", timeline.executors().into())?;
    set("tasks", timeline.tasks().into())?;
    set("seed", workload.seed().map_or(JsValue::NULL, |seed| exact(seed).into()))?;
    set("kinds", kinds.into())?;
    // Each column is copied to JavaScript: a view of wasm memory would be lost as soon as that memory grows.
    set("start", Float64Array::from(&*column(spans, |span| millis(span.start))).into())?;
    set("end", Float64Array::from(&*column(spans, |span| millis(span.end))).into())?;
    set("kind", Uint8Array::from(&*column(spans, |span| span.kind() as u8)).into())?;
    set("task", Int32Array::from(&*column(spans, |span| index(span.task()))).into())?;
    set("slot", Int32Array::from(&*column(spans, |span| index(Some(span.slot())))).into())?;
    set("executor", Int32Array::from(&*column(spans, |span| index(span.executor()))).into())?;
    set("measures", measures(&Measures::of(&scenario, &workload, &timeline))?.into())?;
    Ok(result)
}

fn measures(measures: &Measures) -> Result<Object, JsValue> {
    let result = Object::new();
    for (name, value) in [
        ("speedup", measures.speedup),
        ("utilisation", measures.utilisation),
        ("overhead", millis(measures.overhead)),
        ("waiting", millis(measures.waiting)),
        ("peakInFlight", measures.peak_in_flight.into()),
        ("peakMemory", exact(measures.peak_memory)),
        ("lowerBound", millis(measures.lower_bound)),
    ] {
        Reflect::set(&result, &JsValue::from_str(name), &value.into())?;
    }
    Ok(result)
}

fn column<T>(spans: &[Span], value: impl Fn(&Span) -> T) -> Vec<T> {
    spans.iter().map(value).collect()
}

fn millis(micros: u64) -> f64 {
    exact(micros) / 1000.0
}

/// Seeds, and times in microseconds, are below 2^53.
#[expect(clippy::cast_precision_loss)]
fn exact(number: u64) -> f64 {
    number as f64
}

/// Numbers of tasks, slots and executors are below 2^20.
#[expect(clippy::cast_possible_wrap)]
fn index(number: Option<u32>) -> i32 {
    number.map_or(-1, |number| number as i32)
}
