//! Makes plain JavaScript objects.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::data::error::ScenarioError;

pub(super) fn object(properties: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new().into();
    for (name, value) in properties {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}

/// Makes the object `ScenarioError` that the boundary declares: its words are the caller's matter.
pub(super) fn refusal(ScenarioError { field, value, allowed }: ScenarioError) -> Result<JsValue, JsValue> {
    object(&[("field", field.into()), ("value", value.into()), ("allowed", allowed.into())])
}
