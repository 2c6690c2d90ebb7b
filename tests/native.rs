//! Checks the fingerprint of many timelines natively. The same number is checked in tests/wasm.rs and in tests/unit.
#![cfg(not(target_arch = "wasm32"))]

mod fingerprint;

use cvsp::Scenario;
use fingerprint::{EXPECTED, Fingerprint, SCENARIOS};

#[test]
fn timelines_have_the_golden_fingerprint() {
    let scenarios: Vec<Scenario> = serde_json::from_str(SCENARIOS).expect("the scenarios are good");
    let mut fingerprint = Fingerprint::new();
    for scenario in &scenarios {
        for span in scenario.run().expect("the run is not too long").timeline().spans() {
            let number = |number: Option<u32>| number.map_or(-1, i64::from);
            let numbers = [number(span.task()), span.slot().into(), number(span.executor())];
            fingerprint.add(span.start, span.end, span.kind().name(), numbers);
        }
    }
    assert_eq!(fingerprint.text(), EXPECTED, "if what is simulated has changed on purpose, write this to expected.txt");
}
