//! Is the boundary to JavaScript: a scenario comes in as a plain object, and its timeline goes out once, as owned typed
//! arrays.

mod object;
mod read;
mod columns;
#[cfg(feature = "recordings")]
pub mod recordings;
#[cfg(feature = "worker")]
pub mod worker;

use wasm_bindgen::prelude::*;

use crate::data::error::ScenarioError;
use crate::data::limits::in_scenario;
use crate::run::outcome::Run;
use crate::scenario::checked::Scenario;
use crate::scenario::units::to_f64;
use crate::wasm::columns::columns;
use crate::wasm::object::refusal;
use crate::wasm::read::read;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a span is. It is unknown where the recording of a program does not tell; nothing that is simulated is so. */
export type SpanKind = "start" | "queued" | "load" | "blocked" | "ready" | "switch" | "render" | "unknown";

/** What a run comes to. Times are milliseconds, memory is bytes; see `Measures` in src/run/measures.rs. */
export interface Measures {
    readonly makespan: number;
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

/** What is wrong with a scenario: a field as a path, its value as text, and what it must be. */
export interface ScenarioError {
    readonly field: string;
    readonly value: string;
    readonly allowed: string;
}

/** Runs a scenario. Throws a `ScenarioError`, which is a plain object: its words are the caller's matter. */
export function simulate(scenario: object): Timeline;
"#;

/// Runs a scenario, given as a plain object, and returns its timeline in columns: the `Timeline` that is declared above.
///
/// # Errors
///
/// The object `ScenarioError` that is declared above, where the scenario is not valid or is too much work.
#[wasm_bindgen(skip_typescript)]
pub fn simulate(scenario: &JsValue) -> Result<JsValue, JsValue> {
    match run(scenario) {
        Ok(run) => {
            let seed = run.workload().seed().map_or(JsValue::NULL, |seed| to_f64(seed).into());
            columns(run.timeline(), seed, &run.measures())
        }
        Err(error) => Err(refusal(error)?),
    }
}

fn run(scenario: &JsValue) -> Result<Run, ScenarioError> {
    Scenario::try_from(&read(scenario).map_err(in_scenario)?)?.run()
}
