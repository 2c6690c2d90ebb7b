//! What the tests share.

use cvsp::{Scenario, Timeline, Workload};

/// Runs a scenario that is known to be good.
#[track_caller]
pub fn run(scenario: &str) -> Timeline {
    let scenario: Scenario = serde_json::from_str(scenario).expect("the scenario is good");
    let workload = Workload::draw(&scenario.tasks).expect("the work is not too much");
    cvsp::simulate(&scenario, &workload).expect("the run is not too long")
}
