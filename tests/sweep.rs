//! Checks that a sweep has, in every cell, the makespan of the scenario that its documentation names.
#![cfg(not(target_arch = "wasm32"))]

#[expect(dead_code, reason = "what its tasks are is for the tests of spans")]
mod random;

use cvsp::Scenario;
use proptest::prelude::*;
use random::{Scenario as Data, StrategyName, check};

fn parse(scenario: &Data) -> Scenario {
    serde_json::from_str(&scenario.json()).expect("the scenario is good")
}

fn makespan(scenario: &Data) -> u64 {
    parse(scenario).run().expect("few events").timeline().makespan()
}

/// The table of `cvsp::sweep`, read row by row.
fn cell(scenario: &Data, slots: u32, executors: u32) -> Data {
    let limited = Data { limit: Some(slots), ..scenario.clone() };
    let threads = Data { strategy: StrategyName::Threads, gil: false, cores: Some(executors), ..limited.clone() };
    let stealing =
        Data { strategy: StrategyName::WorkStealing, workers: Some(executors), cores: None, ..limited.clone() };
    match (scenario.strategy, executors) {
        (StrategyName::Sequential, 1) if slots == 1 => scenario.clone(),
        (StrategyName::Sequential | StrategyName::Coroutines, 1) => {
            Data { strategy: StrategyName::Coroutines, ..limited }
        }
        (StrategyName::Sequential, _) | (StrategyName::Threads, 2..) => threads,
        (StrategyName::Threads | StrategyName::Processes, _) => Data { cores: Some(executors), ..limited },
        (StrategyName::Coroutines | StrategyName::WorkStealing, _) => stealing,
    }
}

/// More slots and executors than some of the scenarios have tasks, in no order, and one of them twice.
const SLOTS: [u32; 6] = [3, 1, 9, 2, 5, 3];
const EXECUTORS: [u32; 5] = [2, 1, 4, 12, 3];

#[test]
fn every_cell_is_equal_to_a_run() {
    check(1_500, random::scenarios(8, 9), |scenario| {
        let makespans = cvsp::sweep(&parse(&scenario), &SLOTS, &EXECUTORS).expect("few events");
        let expected = SLOTS.map(|slots| {
            EXECUTORS
                .map(|executors| (executors <= slots).then(|| makespan(&cell(&scenario, slots, executors))))
                .to_vec()
        });
        prop_assert_eq!(makespans, expected);
        Ok(())
    });
}

#[test]
fn a_scenario_is_a_cell_of_its_own_sweep() {
    check(800, random::scenarios(20, 30), |scenario| {
        let run = parse(&scenario).run().expect("few events");
        let (slots, executors) = (run.timeline().slots(), run.timeline().executors());
        let makespans = cvsp::sweep(run.scenario(), &[slots], &[executors]).expect("few events");
        prop_assert_eq!(makespans, [[Some(run.timeline().makespan())]]);
        Ok(())
    });
}

#[test]
fn what_cannot_be_swept_is_named() {
    let text = r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }] }"#;
    let scenario: Scenario = serde_json::from_str(text).expect("it is good");
    let allowed = "a whole number from 1 to 4294967295";
    for (slots, executors, field) in [(&[1, 0][..], &[1][..], "slots[1]"), (&[1][..], &[0][..], "executors[0]")] {
        let error = cvsp::sweep(&scenario, slots, executors).expect_err("there is a 0");
        assert_eq!(error.to_string(), format!("{field} is 0; it must be {allowed}"));
    }
    assert_eq!(cvsp::sweep(&scenario, &[], &[1]), Ok(vec![]));
    assert_eq!(cvsp::sweep(&scenario, &[2, 1], &[]), Ok(vec![vec![], vec![]]));
    let text =
        r#"{ "strategy": "processes", "processStart": 1000000000, "grid": [1000, 1000], "load": 0, "render": 1 }"#;
    let scenario: Scenario = serde_json::from_str(text).expect("it is good");
    let error = cvsp::sweep(&scenario, &[1, 1_000_000], &[1]).expect_err("the run is too long");
    assert_eq!(
        error.to_string(),
        "the run is more than 9007199254740 ms long; it must be shorter: give it less work, or longer time slices",
    );
}
