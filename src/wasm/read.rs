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
    fn entries(object: &JsValue) -> Result<JsValue, JsValue>;
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
    } else if value.is_object() {
        limits.enter()?;
        let value = if Array::is_array(value) { read_list(value, limits) } else { read_object(value, limits) };
        limits.leave();
        value
    } else {
        // A number is left if it is a BigInt, and none if it is a function or a symbol.
        let text = text_of(value).map(String::from).map_err(unreadable)?;
        let number = js_sys::Number::parse_float(&text);
        Ok(if number.is_nan() { Value::Other(text) } else { Value::Number(number) })
    }
}

fn read_list(list: &JsValue, limits: &mut Limits) -> Result<Value, ScenarioError> {
    let length = length_of(list)?;
    check_length(length as usize)?;
    let mut items = Vec::with_capacity(length as usize);
    for index in 0..length {
        match item_of(list, index).and_then(|item| read_in(&item, limits)) {
            Ok(item) => items.push(item),
            Err(error) => return Err(in_item(error, index as usize)),
        }
    }
    Ok(Value::List(items))
}

fn read_object(object: &JsValue, limits: &mut Limits) -> Result<Value, ScenarioError> {
    let entries = entries(object).map_err(unreadable)?;
    let mut fields = Vec::new();
    for index in 0..length_of(&entries)? {
        let entry = item_of(&entries, index)?;
        let name = item_of(&entry, 0)?.as_string().unwrap_or_default();
        limits.count_text(name.len())?;
        match item_of(&entry, 1).and_then(|value| read_in(&value, limits)) {
            Ok(value) => fields.push((name.into(), value)),
            Err(error) => return Err(in_field(error, &name)),
        }
    }
    Ok(Value::Object(fields))
}

/// The length of a list. If the list is a proxy, it may be anything.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn length_of(list: &JsValue) -> Result<u32, ScenarioError> {
    let length = Reflect::get(list, &JsValue::from_str("length")).map_err(unreadable)?;
    Ok(length.as_f64().unwrap_or(0.0) as u32)
}

#[inline(never)]
fn item_of(list: &JsValue, index: u32) -> Result<JsValue, ScenarioError> {
    Reflect::get_u32(list, index).map_err(unreadable)
}

/// Says that the page's own code threw something when the value was read.
#[expect(clippy::needless_pass_by_value, reason = "so are errors mapped")]
fn unreadable(thrown: JsValue) -> ScenarioError {
    let why = text_of(&thrown).map_or_else(|_| "it throws".to_owned(), String::from);
    refused(["unreadable (", &shown_name(&why), ")"].concat(), "plain data".to_owned())
}
