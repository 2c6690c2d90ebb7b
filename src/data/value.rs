use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::{Serialize, Serializer};

/// How much of a value an error message shows, in characters.
const MAX_SHOWN: usize = 60;

/// Whole numbers are exact up to here.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// Plain data that is not understood yet.
///
/// Every scenario is such data first, whether it was JSON, a JavaScript object or the calls of a builder. So there is one
/// parser, and its errors use the same words for all of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(Cow<'static, str>, Value)>),
    /// A JavaScript value that is no data, such as a function, as JavaScript writes it. No field allows one.
    #[cfg_attr(
        not(all(target_arch = "wasm32", feature = "wasm")),
        expect(dead_code, reason = "only JavaScript has them")
    )]
    Other(String),
}

/// Writes the value as JSON, cut short after [`MAX_SHOWN`] characters, or `missing` for [`Value::Null`].
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_null() {
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

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl Value {
    pub(crate) fn object(fields: Vec<(&'static str, Self)>) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// Whether the field is left out: null says the same.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

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
            Self::Other(text) => out.extend(text.chars().take(MAX_SHOWN + 1).map(printable)),
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

/// Writes a number with six digits after its point at the most.
///
/// It does without the standard library's formatting of floating-point numbers, which would be a fifth of the whole
/// simulator in WebAssembly.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn write_number(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("NaN");
        return;
    }
    if value < 0.0 {
        out.push('-');
    }
    let mut size = value.abs();
    if size.is_infinite() {
        out.push_str("Infinity");
        return;
    }
    // With an exponent, a number has one digit before its point.
    let (mut shifted, mut sign) = (0, "e");
    if size > MAX_EXACT {
        while size >= 10.0 {
            size /= 10.0;
            shifted += 1;
        }
    } else if size > 0.0 && size < 0.000_001 {
        sign = "e-";
        while size < 1.0 {
            size *= 10.0;
            shifted += 1;
        }
    }
    let (mut whole, mut millionths) = (size.trunc() as u64, (size.fract() * 1e6).round() as u64);
    if millionths == 1_000_000 {
        (whole, millionths) = (whole + 1, 0);
    }
    write_digits(whole, out);
    if millionths > 0 {
        out.push('.');
        let mut unit = 100_000;
        while millionths > 0 {
            write_digits(millionths / unit, out);
            millionths %= unit;
            unit /= 10;
        }
    }
    if shifted > 0 {
        out.push_str(sign);
        write_digits(shifted, out);
    }
}

fn write_digits(number: u64, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{number}");
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars().take(MAX_SHOWN) {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(printable(character));
    }
    out.push('"');
}

/// Keeps a message on one line, whatever the input holds.
fn printable(character: char) -> char {
    if character.is_control() { '\u{fffd}' } else { character }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => Number(*value).serialize(serializer),
            Self::Text(value) | Self::Other(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// Serializes a number as people write it: a whole one has no decimals.
pub(crate) struct Number(pub(crate) f64);

impl Serialize for Number {
    #[expect(clippy::cast_possible_truncation)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // JavaScript has numbers of one kind only.
        if cfg!(not(all(target_arch = "wasm32", feature = "wasm")))
            && self.0.fract() == 0.0
            && self.0.abs() <= MAX_EXACT
        {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Gives a field's name as messages show it: on one line and of reasonable length, whatever it is.
pub(crate) fn shown_name(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(MAX_SHOWN).collect()
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
