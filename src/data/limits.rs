use crate::data::error::ScenarioError;
use crate::data::value::shown_name;

/// The longest list that is read: no field allows more items. A longer one is refused before it takes memory.
pub(crate) const MAX_ITEMS: usize = 1 << 20;

/// How many values are read in all: eight for each task of the largest scenario. Sixteen bytes of text count as one more.
const MAX_VALUES: usize = 1 << 23;

/// How deep lists and objects may lie in each other. A scenario needs four levels; an object that contains itself has no
/// end.
const MAX_DEPTH: usize = 8;

/// Bounds what is read, so that no input takes all memory or never ends. Each reader of values keeps one.
///
/// Its errors have an empty field at first. The reader puts the path together on the way back, by [`in_item`] and
/// [`in_field`], so that reading costs nothing more where all is well.
pub(crate) struct Limits {
    depth: usize,
    values_left: usize,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self { depth: 0, values_left: MAX_VALUES }
    }

    /// Counts one value.
    pub(crate) fn count(&mut self) -> Result<(), ScenarioError> {
        self.take(1)
    }

    /// Counts a text, or the name of a field, by its length in bytes.
    pub(crate) fn count_text(&mut self, length: usize) -> Result<(), ScenarioError> {
        self.take(length / 16)
    }

    fn take(&mut self, values: usize) -> Result<(), ScenarioError> {
        match self.values_left.checked_sub(values) {
            Some(left) => {
                self.values_left = left;
                Ok(())
            }
            None => Err(refused(
                format!("the value after {MAX_VALUES} others"),
                "left out: no scenario needs more".to_owned(),
            )),
        }
    }

    /// Enters a list or an object. [`Self::leave`] comes after its last item.
    pub(crate) fn enter(&mut self) -> Result<(), ScenarioError> {
        if self.depth == MAX_DEPTH {
            let value = format!("more than {MAX_DEPTH} lists and objects deep");
            return Err(refused(value, "plain data that does not contain itself".to_owned()));
        }
        self.depth += 1;
        Ok(())
    }

    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }
}

/// Refuses a list that has more items than any field allows.
pub(crate) fn check_length(length: usize) -> Result<(), ScenarioError> {
    if length <= MAX_ITEMS {
        return Ok(());
    }
    Err(refused(format!("a list of more than {MAX_ITEMS} items"), "shorter".to_owned()))
}

/// Makes the error of the value that is being read.
pub(crate) fn refused(value: String, allowed: String) -> ScenarioError {
    ScenarioError::new("", value, allowed)
}

/// Says that an error is about the item at this index of a list, or about what is inside it.
pub(crate) fn in_item(mut error: ScenarioError, index: usize) -> ScenarioError {
    error.field = format!("[{index}]") + &error.field;
    error
}

/// Says that an error is about the field with this name, or about what is inside it.
pub(crate) fn in_field(mut error: ScenarioError, name: &str) -> ScenarioError {
    error.field = [".", &shown_name(name), &error.field].concat();
    error
}

/// Ends the path of an error. One that is about no field is about the scenario.
pub(crate) fn in_scenario(mut error: ScenarioError) -> ScenarioError {
    error.field = match error.field.strip_prefix('.') {
        Some(path) => path.to_owned(),
        None if error.field.is_empty() => "the scenario".to_owned(),
        None => error.field,
    };
    error
}
