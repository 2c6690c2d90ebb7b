//! Reads values from any format of serde.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::data::error::ScenarioError;
use crate::data::limits::{Limits, check_length, in_field, in_item, in_scenario};
use crate::data::value::Value;

/// Reads one value with everything inside it. What is refused has the words of a [`ScenarioError`] in the format's own
/// error.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let mut refusal = None;
    let value = Reader { limits: &mut Limits::new(), refusal: &mut refusal }.deserialize(deserializer);
    match refusal {
        Some(error) => Err(D::Error::custom(in_scenario(error))),
        None => value,
    }
}

struct Reader<'a> {
    limits: &'a mut Limits,
    /// Why reading stopped. A format's own error cannot carry the path, and may add its position to the words.
    refusal: &'a mut Option<ScenarioError>,
}

impl Reader<'_> {
    fn inner(&mut self) -> Reader<'_> {
        Reader { limits: self.limits, refusal: self.refusal }
    }

    fn check<E: Error>(&mut self, result: Result<(), ScenarioError>) -> Result<(), E> {
        result.map_err(|error| {
            *self.refusal = Some(error);
            E::custom("refused")
        })
    }

    fn count<E: Error>(&mut self) -> Result<(), E> {
        let counted = self.limits.count();
        self.check(counted)
    }

    fn count_text<E: Error>(&mut self, text: &str) -> Result<(), E> {
        let counted = self.limits.count_text(text.len());
        self.check(counted)
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        let entered = self.limits.enter();
        self.check(entered)
    }

    /// Adds to the path of a refusal, if there is one.
    fn refused_in(&mut self, place: impl FnOnce(ScenarioError) -> ScenarioError) {
        *self.refusal = self.refusal.take().map(place);
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a text, true, false, a list or an object")
    }

    fn visit_unit<E: Error>(mut self) -> Result<Value, E> {
        self.count()?;
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(mut self, value: bool) -> Result<Value, E> {
        self.count()?;
        Ok(Value::Bool(value))
    }

    // Whole numbers above 2^53 lose their last digits here, and no field allows them.
    #[expect(clippy::cast_precision_loss)]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss)]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(mut self, value: f64) -> Result<Value, E> {
        self.count()?;
        Ok(Value::Number(value))
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<Value, E> {
        self.count()?;
        self.count_text(value)?;
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        self.count()?;
        self.enter()?;
        let mut items = Vec::new();
        loop {
            match access.next_element_seed(self.inner()) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break,
                Err(error) => {
                    self.refused_in(|refusal| in_item(refusal, items.len()));
                    return Err(error);
                }
            }
            self.check(check_length(items.len()))?;
        }
        self.limits.leave();
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        self.count()?;
        self.enter()?;
        let mut entries = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            self.count_text(&key)?;
            match access.next_value_seed(self.inner()) {
                Ok(value) => entries.push((key.into(), value)),
                Err(error) => {
                    self.refused_in(|refusal| in_field(refusal, &key));
                    return Err(error);
                }
            }
        }
        self.limits.leave();
        Ok(Value::Object(entries))
    }
}
