//! Gives timelines to JavaScript: the object `Timeline` that the boundary declares.

use js_sys::{Array, Float64Array, Int32Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::run::measures::Measures;
use crate::scenario::units::to_millis;
use crate::simulation::timeline::{Span, SpanKind, Timeline};
use crate::wasm::object::object;

/// Copies every span of a run into columns.
pub(super) fn columns(timeline: &Timeline, seed: JsValue, measures: &Measures) -> Result<JsValue, JsValue> {
    let spans = timeline.spans();
    let measures = measures.fields().map(|(name, value)| (name, value.into()));
    let kinds: Array = SpanKind::ALL.iter().map(|kind| JsValue::from_str(kind.name())).collect();
    // Each column is copied to JavaScript: a view of wasm memory would be lost as soon as that memory grows.
    object(&[
        ("makespan", to_millis(timeline.makespan()).into()),
        ("slots", timeline.slots().into()),
        ("executors", timeline.executors().into()),
        ("tasks", timeline.tasks().into()),
        ("seed", seed),
        ("kinds", kinds.into()),
        ("start", Float64Array::from(&*column(spans, |span| to_millis(span.start))).into()),
        ("end", Float64Array::from(&*column(spans, |span| to_millis(span.end))).into()),
        ("kind", Uint8Array::from(&*column(spans, |span| span.kind() as u8)).into()),
        ("task", Int32Array::from(&*column(spans, |span| index(span.task()))).into()),
        ("slot", Int32Array::from(&*column(spans, |span| index(Some(span.slot())))).into()),
        ("executor", Int32Array::from(&*column(spans, |span| index(span.executor()))).into()),
        ("measures", object(&measures)?),
    ])
}

fn column<T>(spans: &[Span], value: impl Fn(&Span) -> T) -> Vec<T> {
    spans.iter().map(value).collect()
}

/// Numbers of tasks, slots and executors are below 2^20.
#[expect(clippy::cast_possible_wrap)]
fn index(number: Option<u32>) -> i32 {
    number.map_or(-1, |number| number as i32)
}
