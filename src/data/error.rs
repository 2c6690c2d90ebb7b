use std::fmt;

use serde::{Serialize, Serializer};

/// Says what is wrong with a scenario: which field, what it is, and what is allowed there.
///
/// ```
/// use cvsp::{Scenario, Strategy, Task};
///
/// let error = Scenario::builder(Strategy::Threads).limit(0).tasks([Task::new(3_000, 1_000)]).build().unwrap_err();
/// assert_eq!((error.field.as_str(), error.value.as_str()), ("limit", "0"));
/// assert_eq!(
///     error.to_string(),
///     "limit is 0; it must be a whole number from 1 to 4294967295, or left out for no bound",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScenarioError {
    /// The field as a path, such as `limit` or `tasks[3].load`. It is `the scenario`, `the work` or `the run` where no
    /// single field is wrong.
    pub field: String,
    /// The field's value as JSON, cut short if it is long; `missing` where it was left out.
    pub value: String,
    /// What the field must be.
    pub allowed: String,
}

impl ScenarioError {
    pub(crate) fn new(field: &str, value: String, allowed: String) -> Self {
        Self { field: field.to_owned(), value, allowed }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, allowed } = self;
        write!(f, "{field} is {value}; it must be {allowed}")
    }
}

impl std::error::Error for ScenarioError {}

/// Writes an error as an object with three fields.
impl Serialize for ScenarioError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("field", &self.field), ("value", &self.value), ("allowed", &self.allowed)])
    }
}
