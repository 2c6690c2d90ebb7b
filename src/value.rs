use std::cell::Cell;
use std::fmt::{self, Write};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The longest list that is read: no field allows more. Longer ones are refused before they take memory.
const MAX_ITEMS: usize = 1 << 20;

/// How many values are read in all, eight for each of the most tasks; sixteen characters of text count as one more.
const MAX_VALUES: usize = 1 << 23;

/// How deep lists and objects may lie in each other. A scenario needs four levels; an object that holds itself has no end.
const MAX_DEPTH: usize = 8;

/// How much of a value an error message shows, in characters.
const MAX_SHOWN: usize = 60;

/// Plain data, read but not yet understood.
///
/// A scenario is read in two steps, data first and meaning second, so that an error can name the field, its value and
/// what is allowed there, in the same words for JSON text and for a JavaScript object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// The value as JSON, cut short after [`MAX_SHOWN`] characters; `missing` for [`Value::Null`].
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::Null {
            return f.write_str("missing");
        }
        let mut text = String::new();
        self.write_json(&mut text);
        let mut characters = text.chars();
        for character in characters.by_ref().take(MAX_SHOWN) {
            f.write_char(character)?;
        }
        if characters.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

impl Value {
    fn write_json(&self, out: &mut String) {
        // Nothing past the cut is worth the work.
        if out.len() > 4 * MAX_SHOWN {
            return;
        }
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(value) => write_number(*value, out),
            Self::Text(value) => write_text(value, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate().take(MAX_SHOWN) {
                    out.push_str(if index == 0 { "" } else { ", " });
                    item.write_json(out);
                }
                out.push(']');
            }
            Self::Object(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate().take(MAX_SHOWN) {
                    out.push_str(if index == 0 { "" } else { ", " });
                    write_text(key, out);
                    out.push_str(": ");
                    value.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

/// Writes a number with six digits after its point at the most, without the standard library's formatting of
/// floating-point numbers: in WebAssembly that would be a fifth of the whole simulator.
#[expect(clippy::cast_possible_truncation)]
fn write_number(value: f64, out: &mut String) {
    /// Whole numbers are exact up to here.
    const EXACT: f64 = 9_007_199_254_740_992.0;

    if value.is_nan() {
        out.push_str("NaN");
        return;
    }
    if value < 0.0 {
        out.push('-');
    }
    let (mut size, mut exponent) = (value.abs(), 0);
    if size.is_infinite() {
        out.push_str("Infinity");
        return;
    }
    // With an exponent, a number has one digit before its point.
    if size > EXACT {
        while size >= 10.0 {
            size /= 10.0;
            exponent += 1;
        }
    } else if size > 0.0 && size < 0.000_001 {
        while size < 1.0 {
            size *= 10.0;
            exponent -= 1;
        }
    }
    let (mut whole, mut millionths) = (size.trunc() as i64, (size.fract() * 1e6).round() as i64);
    if millionths == 1_000_000 {
        (whole, millionths) = (whole + 1, 0);
    }
    out.push_str(&whole.to_string());
    if millionths > 0 {
        out.push_str(format!(".{millionths:06}").trim_end_matches('0'));
    }
    if exponent != 0 {
        out.push('e');
        out.push_str(&exponent.to_string());
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars().take(MAX_SHOWN) {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            // A message is one line, whatever the input holds.
            _ if character.is_control() => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out.push('"');
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader { depth: 0, left: &Cell::new(MAX_VALUES) }.deserialize(deserializer)
    }
}

/// Reads one value, `depth` levels down, and takes its size off what is `left` to be read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    depth: usize,
    left: &'a Cell<usize>,
}

impl Reader<'_> {
    fn take<E: Error>(self, size: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(size);
        self.left.set(
            left.ok_or_else(|| E::custom(format_args!("there are more than {MAX_VALUES} values, the most allowed")))?,
        );
        Ok(())
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!("lists and objects lie more than {MAX_DEPTH} deep in each other")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.take(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a text, true, false, a list or an object")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    // Whole numbers above 2^53 lose their last digits here, and no field allows them.
    #[expect(clippy::cast_precision_loss)]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss)]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.take(value.len() / 16)?;
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let reader = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) =
            access.next_element_seed(reader).map_err(|error| within(&format!("[{}]", items.len()), &error))?
        {
            if items.len() == MAX_ITEMS {
                return Err(A::Error::custom(format_args!("a list has more than {MAX_ITEMS} items, the most allowed")));
            }
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let reader = self.deeper()?;
        let mut entries = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            reader.take(key.len() / 16)?;
            let value = access.next_value_seed(reader).map_err(|error| within(&shown_name(&key), &error))?;
            entries.push((key, value));
        }
        Ok(Value::Object(entries))
    }
}

/// A field's name as messages show it: on one line and of reasonable length, whatever it is.
pub(crate) fn shown_name(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(MAX_SHOWN).collect()
}

/// The same error with the place it happened at in front, since a deserializer's own message does not name it.
fn within<E: Error>(place: &str, error: &E) -> E {
    let words = error.to_string();
    // A JavaScript error's words begin with its class.
    E::custom(format_args!("{place}: {}", words.strip_prefix("Error: ").unwrap_or(&words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let cases = [
            (0.0, "0"),
            (-1.0, "-1"),
            (2.5, "2.5"),
            (-0.01, "-0.01"),
            (1_000_000_000.001, "1000000000.001"),
            (0.999_999_9, "1"),
            (0.000_001, "0.000001"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (1e300, "1e300"),
            (-2.5e17, "-2.5e17"),
            (1.5e-9, "1.5e-9"),
            (5e-324, "4.940656e-324"),
            (f64::MAX, "1.797693e308"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, written) in cases {
            assert_eq!(Value::Number(number).to_string(), written);
        }
    }
}
