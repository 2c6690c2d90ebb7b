//! Makes plain JavaScript objects.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

pub(super) fn object(properties: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object = Object::new().into();
    for (name, value) in properties {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}
