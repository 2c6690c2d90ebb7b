//! Reads values from JavaScript.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::data::error::ScenarioError;
use crate::data::limits::{Limits, check_length, in_field, in_item, refused};
use crate::data::value::{Value, shown_name};

// Every function that may run code of the page, such as a getter or a proxy, catches what that throws.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_name = String)]
    fn text_of(value: &JsValue) -> Result<JsString, JsValue>;
}

/// Reads a JavaScript value with everything inside it. The field of an error is a path from there, empty for the value
/// itself.
pub(super) fn read(value: &JsValue) -> Result<Value, ScenarioError> {
    read_in(value, &mut Limits::new())
}

fn read_in(value: &JsValue, limits: &mut Limits) -> Result<Value, ScenarioError> {
    limits.count()?;
    if let Some(text) = value.as_string() {
        limits.count_text(text.len())?;
        Ok(Value::Text(text))
    } else if value.is_undefined() || value.is_null() {
        Ok(Value::Null)
    } else if let Some(flag) = value.as_bool() {
        Ok(Value::Bool(flag))
    } else if let Some(number) = value.as_f64() {
        Ok(Value::Number(number))
    } else if value.is_bigint() {
        Ok(Value::Number(js_sys::Number::parse_float(&text(value)?)))
    } else if value.is_object() {
        limits.enter()?;
        let value = if Array::is_array(value) { read_list(value, limits) } else { read_object(value, limits) };
        limits.leave();
        value
    } else {
        text(value).map(Value::Other)
    }
}

fn read_list(list: &JsValue, limits: &mut Limits) -> Result<Value, ScenarioError> {
    let length = Reflect::get(list, &JsValue::from_str("length")).map_err(unreadable)?;
    // Of a proxy it may be anything.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let length = length.as_f64().unwrap_or(0.0) as usize;
    check_length(length)?;
    let mut items = Vec::with_capacity(length);
    for index in 0..length {
        #[expect(clippy::cast_possible_truncation)]
        let item = Reflect::get_u32(list, index as u32).map_err(unreadable);
        match item.and_then(|item| read_in(&item, limits)) {
            Ok(item) => items.push(item),
            Err(error) => return Err(in_item(error, index)),
        }
    }
    Ok(Value::List(items))
}

fn read_object(object: &JsValue, limits: &mut Limits) -> Result<Value, ScenarioError> {
    let mut fields = Vec::new();
    for entry in entries(object).map_err(unreadable)? {
        let entry = Array::from(&entry);
        let name = entry.get(0).as_string().unwrap_or_default();
        limits.count_text(name.len())?;
        match read_in(&entry.get(1), limits) {
            Ok(value) => fields.push((name.into(), value)),
            Err(error) => return Err(in_field(error, &name)),
        }
    }
    Ok(Value::Object(fields))
}

/// Writes a value as JavaScript does.
fn text(value: &JsValue) -> Result<String, ScenarioError> {
    text_of(value).map(String::from).map_err(unreadable)
}

/// Says that the page's own code threw something when the value was read.
#[expect(clippy::needless_pass_by_value, reason = "so are errors mapped")]
fn unreadable(thrown: JsValue) -> ScenarioError {
    let why = text_of(&thrown).map_or_else(|_| "it throws".to_owned(), String::from);
    refused(["unreadable (", &shown_name(&why), ")"].concat(), "plain data".to_owned())
}
