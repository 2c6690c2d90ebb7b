//! Checks what is foretold of recordings: against hand-computed spans, and against the simulator, whose runs are recordings
//! that are foretold without any error.

#![cfg(all(feature = "trace", not(target_arch = "wasm32")))]

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;

use cvsp::{Prediction, Recording, Scenario, SpanKind, Strategy, Wish};

fn predict(trace: &str, wish: Wish) -> (Recording, Prediction) {
    let recording = Recording::read(trace.as_bytes()).expect("the recording is good");
    let prediction = recording.predict(wish).expect("it can be predicted");
    (recording, prediction)
}

fn spans(prediction: &Prediction) -> Vec<String> {
    prediction.timeline().spans().iter().map(|span| format!("{span:?}")).collect()
}

/// A recording of this project's own format: what tasks do, each as `id name from to`.
fn ours(pieces: &[&str], other: &str) -> String {
    let mut events = Vec::new();
    let mut add = |ph, id: u32, name: &str, time: u64| {
        events.push(format!(r#"{{ "ph": "{ph}", "cat": "cvsp", "id": {id}, "name": "{name}", "ts": {time} }}"#));
    };
    for piece in pieces {
        let words: Vec<&str> = piece.split(' ').collect();
        let (id, from, to) = (words[0].parse().unwrap(), words[2].parse().unwrap(), words[3].parse().unwrap());
        add("b", id, words[1], from);
        // A task ends after its pieces, which have its id.
        add("e", id, words[1], to);
    }
    events.sort_by_key(|event| event.contains(r#""task""#) && event.contains(r#""e""#));
    format!(r#"{{ "traceEvents": [{}], "otherData": {{ "cvsp": 1, {other} }} }}"#, events.join(","))
}

#[test]
fn runs_of_the_simulator_are_foretold_exactly() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("there are goldens") {
        let path = entry.expect("the folder can be read").path();
        let text = fs::read_to_string(&path).expect("goldens can be read");
        let Ok(scenario) = serde_json::from_str::<Scenario>(&text) else { continue };
        // A recording does not tell that a task waits for another one before it begins.
        if (0..scenario.workload().count()).any(|task| !scenario.workload().after(task).is_empty()) {
            continue;
        }
        for strategy in Strategy::ALL {
            let run = scenario.with_strategy(*strategy).run().expect("goldens are short");
            let mut trace = Vec::new();
            run.write_trace(&mut trace).expect("memory can be written");
            let recording = Recording::read(&trace[..]).expect("what is written can be read");
            let prediction = recording.predict(Wish::default()).expect("it can be predicted");
            assert_eq!(prediction.timeline().spans(), run.timeline().spans(), "{} as {strategy:?}", path.display());
            let comparison = prediction.compare(&recording);
            assert_eq!((comparison.makespan, comparison.most_end, comparison.same_order), (0.0, 0, true));
            count += 1;
        }
    }
    assert!(count > 70, "{count}");
}

#[test]
fn a_task_that_loads_twice_keeps_its_slot_in_between() {
    let pieces = [
        "0 task 0 30",
        "0 load 0 4",
        "0 render 4 6",
        "0 load 6 9",
        "0 render 9 10",
        "1 task 0 30",
        "1 load 0 5",
        "1 render 6 9",
        "2 task 12 30",
        "2 render 12 14",
    ];
    let (recording, prediction) =
        predict(&ours(&pieces, r#""strategy": "threads", "limit": 2, "cores": 1"#), Wish::default());
    let expected = [
        "0..4 load task 0 slot 0",
        "0..5 load task 1 slot 1",
        "4..6 render task 0 slot 0 executor 0",
        "5..6 ready task 1 slot 1",
        "6..9 load task 0 slot 0",
        "6..9 render task 1 slot 1 executor 0",
        "9..10 render task 0 slot 0 executor 0",
        "9..10 ready task 2 slot 1",
        "10..12 render task 2 slot 1 executor 0",
    ];
    assert_eq!(spans(&prediction), expected);
    let comparison = prediction.compare(&recording);
    assert_eq!((comparison.tasks[0].load, comparison.tasks[0].render), (7, 3));
    assert_eq!((comparison.tasks[0].recorded_bursts, comparison.tasks[0].predicted_bursts), (2, 2));
    assert_eq!((comparison.tasks[2].recorded_end, comparison.tasks[2].predicted_end), (Some(30), Some(12)));
    assert_eq!((comparison.median_end, comparison.most_end), (20, 21), "of 20, 21 and 18");
}

#[test]
fn what_is_not_told_is_proposed() {
    let one_after_another = ours(&["0 task 0 5", "0 render 0 5", "1 task 5 9", "1 render 5 9"], r#""limit": 7"#);
    let (_, prediction) = predict(&one_after_another, Wish::default());
    assert_eq!(
        (prediction.strategy(), prediction.reason()),
        (Strategy::Sequential, "no two tasks were in flight at once")
    );
    assert_eq!(prediction.limit(), NonZeroU32::new(7));

    let pieces = ["0 task 0 5", "0 render 0 5", "1 task 0 9", "1 render 5 9", "2 task 5 12", "2 render 9 12"];
    let (_, prediction) = predict(&ours(&pieces, r#""gil": false"#), Wish::default());
    assert_eq!((prediction.strategy(), prediction.limit()), (Strategy::Coroutines, NonZeroU32::new(2)));
    assert_eq!(prediction.reason(), "one thread ran all tasks, several of them in flight");

    let wish = Wish { strategy: Some(Strategy::Processes), limit: NonZeroU32::new(3) };
    let (_, prediction) = predict(&ours(&pieces, r#""limit": 1"#), wish);
    assert_eq!((prediction.strategy(), prediction.limit()), (wish.strategy.unwrap(), wish.limit));
    assert_eq!((prediction.reason(), prediction.timeline().makespan()), ("it was asked for", 5));
}

#[test]
fn threads_that_came_late_come_late_again() {
    // Any program's threads; what lies between two slices counts as a load.
    let trace = r#"[{ "ph": "X", "ts": 0, "dur": 5, "tid": 1 }, { "ph": "X", "ts": 20, "dur": 5, "tid": 1 }, { "ph": "X", "ts": 7, "dur": 9, "tid": 2 }]"#;
    let (_, prediction) = predict(trace, Wish::default());
    let expected = [
        "0..5 render task 0 slot 0 executor 0",
        "5..20 load task 0 slot 0",
        "7..16 render task 1 slot 1 executor 0",
        "20..25 render task 0 slot 0 executor 0",
    ];
    assert_eq!(spans(&prediction), expected);
}

#[test]
fn a_wait_that_ends_as_another_thread_does_is_for_that_thread() {
    let state = |tid: u32, ts: u32, name: &str| {
        format!(r#"{{ "ph": "B", "pid": 5, "tid": {tid}, "ts": {ts}, "name": "{name}" }}"#)
    };
    let events = [
        state(0, 0, "started_tracing"),
        state(1, 1000, "started"),
        state(1, 1000, "wants_gvl"),
        state(0, 8000, "waiting"),
        state(1, 8000, "running"),
        state(1, 90_000, "died"),
        state(0, 90_020, "running"),
        state(0, 95_020, "stopped_tracing"),
    ];
    let trace = format!("[{}]", events.join(","));
    let (_, prediction) = predict(&trace, Wish::default());
    let expected = [
        "0..8000 render task 0 slot 0 executor 0",
        "1000..8000 ready task 1 slot 1",
        "8000..90000 render task 1 slot 1 executor 0",
        "8000..90020 load task 0 slot 0",
        "90020..95020 render task 0 slot 0 executor 0",
    ];
    assert_eq!(spans(&prediction), expected);
    // Without the lock's owner in its way, it would end earlier, and with it the one that waits for it.
    let (_, prediction) =
        predict(&trace.replace("8000, \"name\": \"waiting\"", "800, \"name\": \"waiting\""), Wish::default());
    let renders = prediction.timeline().spans().iter().filter(|span| span.kind() == SpanKind::Render);
    assert_eq!(renders.map(|span| (span.start, span.end)).next_back(), Some((83_020, 88_020)));
}

#[test]
fn starts_that_were_recorded_are_the_price_of_a_start() {
    let start = |ts: u32, slot: u32| {
        format!(
            r#"{{ "ph": "X", "cat": "cvsp", "name": "start", "ts": {ts}, "dur": 2000, "args": {{ "slot": {slot} }} }}"#
        )
    };
    let pieces = ours(
        &["0 task 2000 5000", "0 render 2000 5000", "1 task 4000 9000", "1 render 4000 9000"],
        r#""strategy": "processes""#,
    );
    let trace = pieces.replacen('[', &format!("[{},{},", start(0, 0), start(2000, 1)), 1);
    let (recording, prediction) = predict(&trace, Wish::default());
    assert_eq!(prediction.scenario().setup().process_start, 2000);
    assert_eq!(prediction.compare(&recording).most_end, 0);
}
