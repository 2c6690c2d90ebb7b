use std::fmt;

/// What is wrong with a scenario: which field, what it was, and what is allowed there.
///
/// ```
/// use cvsp::{Durations, MAX_DURATION, ScenarioError, Tasks, Workload};
/// use std::num::NonZeroU32;
///
/// let long = Durations::new(MAX_DURATION, MAX_DURATION, 1).unwrap();
/// let side = NonZeroU32::new(128).unwrap();
/// let tasks = Tasks::Grid {
///     columns: side, rows: side, load: long, render: long, seed: Some(42), blocking: vec![], chain: false,
/// };
/// let error: ScenarioError = Workload::draw(&tasks).unwrap_err();
/// assert_eq!(error.field, "the work");
/// assert_eq!(
///     error.to_string(),
///     "the work is 32768000000000 ms of loads and renders in all; it must be at most 9007199254740 ms",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The field as a path, such as `limit` or `tasks[3].load`; `the scenario`, `the work` or `the run` where it is no
    /// field alone.
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
