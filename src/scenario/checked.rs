use std::sync::Arc;

use crate::scenario::setup::{Setup, Strategy};
use crate::scenario::workload::Workload;

/// What is simulated: a [`Setup`] and a [`Workload`], both of them checked. Every scenario that exists can be run.
///
/// It is read from JSON, or from any other format of serde, with times in milliseconds:
///
/// ```
/// let text = r#"{ "strategy": "threads", "limit": 8, "cores": 4,
///                 "grid": [4, 4], "load": [1500, 7000], "render": [800, 1500], "seed": 42 }"#;
/// let scenario: cvsp::Scenario = serde_json::from_str(text)?;
/// assert_eq!(scenario.workload().count(), 16);
///
/// let error = serde_json::from_str::<cvsp::Scenario>(r#"{ "strategy": "fibers" }"#).unwrap_err();
/// assert!(error.to_string().starts_with("strategy is \"fibers\"; it must be one of \"sequential\","));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Or it is built, with times in microseconds:
///
/// ```
/// use cvsp::{Scenario, Strategy, Task};
///
/// let tile = Task::new(1_500_000, 800_000);
/// let scenario = Scenario::builder(Strategy::Coroutines).switch_cost(20).tasks(vec![tile; 16]).build()?;
/// assert_eq!(scenario.workload().totals(), (24_000_000, 12_800_000));
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
///
/// The durations of a grid are drawn when the scenario is made. Its copies share them, those with another strategy, too:
///
/// ```
/// # use cvsp::{Scenario, Strategy};
/// let threads = Scenario::builder(Strategy::Threads).grid(4, 4).load(0..=9_000_000).render(5_000).build()?;
/// let coroutines = threads.with_strategy(Strategy::Coroutines);
/// assert_eq!(threads.workload(), coroutines.workload());
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    setup: Setup,
    /// Scenarios that are compared share it: it may hold a million tasks.
    workload: Arc<Workload>,
}

impl Scenario {
    /// Both parts are checked: only `parse.rs` makes them.
    pub(crate) fn new(setup: Setup, workload: Workload) -> Self {
        Self { setup, workload: Arc::new(workload) }
    }

    /// The strategy, what it runs on, and what that costs.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The tasks and their durations.
    #[must_use]
    pub fn workload(&self) -> &Workload {
        &self.workload
    }

    /// The same scenario with another strategy: the very same tasks, on the same machine.
    #[must_use]
    pub fn with_strategy(&self, strategy: Strategy) -> Self {
        Self { setup: Setup { strategy, ..self.setup.clone() }, workload: Arc::clone(&self.workload) }
    }
}
