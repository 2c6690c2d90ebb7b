//! Runs scenarios for several tests.

use cvsp::{Scenario, Timeline};

/// Runs a scenario that is known to be good.
#[track_caller]
pub fn run(scenario: &str) -> Timeline {
    let scenario: Scenario = serde_json::from_str(scenario).expect("the scenario is good");
    scenario.run().expect("the run is not too long").timeline().clone()
}
