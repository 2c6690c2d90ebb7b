use std::fmt;

/// What is wrong with a scenario: which field, what it was, and what is allowed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The field as a path, such as `limit` or `tasks[3].load`.
    pub field: String,
    /// The field's value as JSON, cut short if it is long; `missing` where it was left out.
    pub value: String,
    /// What the field must be.
    pub allowed: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, allowed } = self;
        write!(f, "{field} is {value}; it must be {allowed}")
    }
}

impl std::error::Error for ScenarioError {}
