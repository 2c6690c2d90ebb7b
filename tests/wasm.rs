//! Checks the boundary in a browser: objects go in, and typed arrays or errors come out.
#![cfg(target_arch = "wasm32")]

mod fingerprint;

use cvsp::wasm::simulate;
use fingerprint::{EXPECTED, Fingerprint, SCENARIOS};
use js_sys::{Array, Float64Array, Function, Int32Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Evaluates a JavaScript expression.
#[track_caller]
fn js(expression: &str) -> JsValue {
    Function::new_no_args(&format!("return ({expression})")).call0(&JsValue::NULL).expect("the expression is good")
}

#[track_caller]
fn run(scenario: &str) -> JsValue {
    simulate(&js(scenario)).expect("the scenario is good")
}

#[track_caller]
fn field(timeline: &JsValue, name: &str) -> JsValue {
    Reflect::get(timeline, &name.into()).expect("the timeline is an object")
}

#[track_caller]
fn numbers(timeline: &JsValue, name: &str) -> Vec<f64> {
    Array::from(&field(timeline, name)).iter().map(|number| number.as_f64().expect("a number")).collect()
}

#[track_caller]
fn check_error(scenario: &str, expected: &str) {
    let error = simulate(&js(scenario)).expect_err("the scenario is bad");
    let [what, value, allowed] =
        ["field", "value", "allowed"].map(|name| field(&error, name).as_string().expect("a text"));
    assert_eq!(format!("{what} is {value}; it must be {allowed}"), expected, "{scenario}");
}

#[wasm_bindgen_test]
fn the_timeline_comes_as_owned_typed_arrays() {
    // The same run stands in tests/timelines.rs.
    let timeline = run("{ strategy: 'coroutines', limit: 2, tasks: [
        { load: 2, render: 4 }, { load: 3, render: 2 }, { load: 1, render: 1 }] }");
    assert_eq!(numbers(&timeline, "start"), [0., 0., 2., 3., 6., 6., 7., 8.]);
    assert_eq!(numbers(&timeline, "end"), [2., 3., 6., 6., 7., 8., 8., 9.]);
    assert_eq!(numbers(&timeline, "kind"), [2., 2., 6., 4., 2., 6., 4., 6.]);
    assert_eq!(numbers(&timeline, "task"), [0., 1., 0., 1., 2., 1., 2., 2.]);
    assert_eq!(numbers(&timeline, "slot"), [0., 1., 0., 1., 0., 1., 0., 0.]);
    assert_eq!(numbers(&timeline, "executor"), [-1., -1., 0., -1., -1., 0., -1., 0.]);
    let kinds: Vec<_> = Array::from(&field(&timeline, "kinds")).iter().map(|kind| kind.as_string().unwrap()).collect();
    // A simulator that reads recordings has one more.
    let of_recordings: &[_] = if cfg!(feature = "recordings") { &["unknown"] } else { &[] };
    assert_eq!(kinds, [&["start", "queued", "load", "blocked", "ready", "switch", "render"], of_recordings].concat());
    for (name, expected) in [("makespan", 9.), ("slots", 2.), ("executors", 1.), ("tasks", 3.)] {
        assert_eq!(field(&timeline, name).as_f64(), Some(expected), "{name}");
    }
    assert!(field(&timeline, "seed").is_null());
    for name in ["start", "end"] {
        assert!(field(&timeline, name).is_instance_of::<Float64Array>(), "{name}");
    }
    for name in ["task", "slot", "executor"] {
        assert!(field(&timeline, name).is_instance_of::<Int32Array>(), "{name}");
    }
    let kind: Uint8Array = field(&timeline, "kind").dyn_into().expect("a Uint8Array");
    assert_eq!(kind.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length(), 8, "no view of wasm memory");
}

#[wasm_bindgen_test]
fn draws_are_the_same_as_natively() {
    // The same numbers stand in tests/workload.rs.
    let timeline =
        run("{ strategy: 'sequential', grid: [2, 2], load: [1500, 7000], render: [800, 1500, 100], seed: 42 }");
    let lengths: Vec<f64> =
        numbers(&timeline, "start").iter().zip(numbers(&timeline, "end")).map(|(start, end)| end - start).collect();
    assert_eq!(lengths, [3666., 1000., 2835., 1000., 2098., 1500., 1848., 1000.]);
    assert_eq!(field(&timeline, "seed").as_f64(), Some(42.));
}

#[wasm_bindgen_test]
fn a_seed_is_taken_from_the_browser_where_none_is_given() {
    let scenario = "{ strategy: 'threads', grid: [4, 4], load: [0, 1000000], render: 0 }";
    let (one, other) = (run(scenario), run(scenario));
    assert_ne!(numbers(&one, "end"), numbers(&other, "end"));
    let seed = field(&one, "seed").as_f64().expect("a grid has a seed");
    let again = run(&format!("{{ strategy: 'threads', grid: [4, 4], load: [0, 1000000], render: 0, seed: {seed} }}"));
    assert_eq!(numbers(&one, "end"), numbers(&again, "end"));
}

#[wasm_bindgen_test]
fn a_hundred_hours_are_held_to_the_microsecond() {
    let timeline = run("{ strategy: 'sequential', grid: [256, 256], load: 4999.999, render: 500.002, seed: 1 }");
    assert_eq!(field(&timeline, "makespan").as_f64(), Some(360_448_065.536));
    let ends = numbers(&timeline, "end");
    assert_eq!((ends.len(), ends[0], ends[1], ends[131_071]), (131_072, 4999.999, 5500.001, 360_448_065.536));
}

#[wasm_bindgen_test]
fn the_largest_scenario_runs_and_the_next_is_refused() {
    let timeline = run("{ strategy: 'threads', grid: [1024, 1024], load: 1, render: 1, seed: 1 }");
    assert_eq!(field(&timeline, "start").unchecked_into::<Float64Array>().length(), 2 << 20);
    check_error(
        "{ strategy: 'threads', grid: [1024, 1025], load: 1, render: 1 }",
        "grid is [1024, 1025]; it must be [columns, rows], two whole numbers from 1 whose product is at most 1048576, or left out where tasks are given one by one",
    );
    check_error(
        "{ strategy: 'threads', tasks: new Array(4294967295).fill.call({ length: 0 }), limit: 1 }",
        "tasks is {\"length\": 0}; it must be a list of 1 to 1048576 tasks",
    );
    check_error(
        "{ strategy: 'threads', tasks: new Array(4294967295) }",
        "tasks is a list of more than 1048576 items; it must be shorter",
    );
}

#[wasm_bindgen_test]
fn objects_without_end_are_refused() {
    check_error(
        "(() => { const endless = { strategy: 'threads' }; endless.tasks = endless; return endless; })()",
        "tasks.tasks.tasks.tasks.tasks.tasks.tasks.tasks is more than 8 lists and objects deep; it must be plain data that does not contain itself",
    );
    check_error(
        "(() => { const many = new Array(100000).fill(1); return { tasks: new Array(100000).fill(many) }; })()",
        "tasks[83][88522] is the value after 8388608 others; it must be left out: no scenario needs more",
    );
    check_error(
        "{ tasks: new Array(1000).fill('x'.repeat(1000000)) }",
        "tasks[134] is the value after 8388608 others; it must be left out: no scenario needs more",
    );
}

#[wasm_bindgen_test]
fn bad_fields_are_named() {
    let count = "a whole number from 1 to 4294967295, or left out for no bound";
    for (value, shown) in [
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("0", "0"),
        ("2.5", "2.5"),
        ("'8'", "\"8\""),
        ("true", "true"),
        ("[]", "[]"),
        ("{ a: 1 }", "{\"a\": 1}"),
        ("9007199254740993n", "9007199254740992"),
    ] {
        check_error(
            &format!("{{ strategy: 'threads', grid: [4, 4], load: 1, render: 1, limit: {value} }}"),
            &format!("limit is {shown}; it must be {count}"),
        );
    }
    check_error(
        "{ strategy: 'thread', grid: [4, 4], load: 1, render: 1 }",
        r#"strategy is "thread"; it must be one of "sequential", "threads", "processes", "coroutines", "work-stealing""#,
    );
    check_error(
        "JSON.parse('{ \"__proto__\": 1, \"strategy\": \"threads\" }')",
        "__proto__ is 1; it must be left out: the fields are strategy, gil, workers, turns, limit, cores, quantum, gilInterval, switchCost, threadStart, processStart, coroutineStart, serverConnections, slotMemory, grid, load, render, seed, blocking, chain, tasks",
    );
    check_error(
        "undefined",
        "the scenario is missing; it must be an object with the fields strategy, gil, workers, turns, limit, cores, quantum, gilInterval, switchCost, threadStart, processStart, coroutineStart, serverConnections, slotMemory, grid, load, render, seed, blocking, chain, tasks",
    );
}

#[wasm_bindgen_test]
fn values_that_are_no_data_are_named() {
    let count = "a whole number from 1 to 4294967295, or left out for no bound";
    let throwing = "new Proxy({}, { ownKeys() { throw Error('no') } })";
    for (value, shown, allowed) in [
        ("() => 1", "() => 1", count),
        ("Symbol('x')", "Symbol(x)", count),
        ("new Date(0)", "{}", count),
        ("Object.assign(() => 1, { toString() { throw 'no' } })", "unreadable (no)", "plain data"),
        ("({ get a() { throw Error('no') } })", "unreadable (Error: no)", "plain data"),
        (throwing, "unreadable (Error: no)", "plain data"),
        ("new Proxy([], { get() { throw { toString() { throw 1 } } } })", "unreadable (it throws)", "plain data"),
        ("new Proxy([], { get: (_, name) => name === 'length' ? -1 : 0 })", "[]", count),
    ] {
        check_error(
            &format!("{{ strategy: 'threads', limit: {value} }}"),
            &format!("limit is {shown}; it must be {allowed}"),
        );
    }
    check_error(throwing, "the scenario is unreadable (Error: no); it must be plain data");
}

#[wasm_bindgen_test]
fn undefined_counts_as_left_out() {
    let timeline = run("{ strategy: 'threads', limit: undefined, tasks: [{ load: 1, render: 1 }] }");
    assert_eq!(field(&timeline, "slots").as_f64(), Some(1.));
}

#[wasm_bindgen_test]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn timelines_have_the_golden_fingerprint() {
    let mut fingerprint = Fingerprint::new();
    for scenario in Array::from(&js(SCENARIOS)).iter() {
        let timeline = simulate(&scenario).expect("the scenario is good");
        let kinds: Vec<_> =
            Array::from(&field(&timeline, "kinds")).iter().map(|kind| kind.as_string().expect("a name")).collect();
        let [start, end, kind, task, slot, executor] =
            ["start", "end", "kind", "task", "slot", "executor"].map(|name| numbers(&timeline, name));
        for span in 0..start.len() {
            let micros = |millis: f64| (millis * 1000.0).round() as u64;
            let numbers = [task[span], slot[span], executor[span]].map(|number| number as i64);
            fingerprint.add(micros(start[span]), micros(end[span]), &kinds[kind[span] as usize], numbers);
        }
    }
    assert_eq!(fingerprint.text(), EXPECTED);
}

#[cfg(feature = "recordings")]
mod recordings {
    use cvsp::wasm::recordings::{PageRecording, read_recording};

    use super::*;

    /// One thread, which runs twice; nothing tells what it did in between.
    const CALLS: &str = r#"[{ "ph": "X", "name": "a", "ts": 0, "dur": 2000, "tid": 1 },
                            { "ph": "X", "name": "b", "ts": 5000, "dur": 1000, "tid": 1 }]"#;

    fn read(text: &str) -> PageRecording {
        read_recording(text.as_bytes()).unwrap_or_else(|error| panic!("{}", worded(&error)))
    }

    fn worded(error: &JsValue) -> String {
        let [what, value, allowed] =
            ["field", "value", "allowed"].map(|name| field(error, name).as_string().expect("a text"));
        format!("{what} is {value}; it must be {allowed}")
    }

    #[wasm_bindgen_test]
    fn a_recording_has_the_columns_of_a_simulation_and_its_setup() {
        let run = read(CALLS).recorded(&js("{}")).expect("the recording is good");
        let timeline = field(&run, "timeline");
        assert_eq!(numbers(&timeline, "start"), [0., 2., 5.]);
        assert_eq!(numbers(&timeline, "end"), [2., 5., 6.]);
        assert_eq!(numbers(&timeline, "kind"), [6., 7., 6.]);
        assert_eq!(Array::from(&field(&timeline, "kinds")).get(7).as_string().as_deref(), Some("unknown"));
        assert_eq!(field(&field(&timeline, "measures"), "utilisation").as_f64(), Some(0.5));
        assert_eq!(field(&field(&run, "setup"), "strategy").as_string().as_deref(), Some("sequential"));
    }

    #[wasm_bindgen_test]
    fn a_prediction_comes_with_how_near_it_is() {
        let run = read(CALLS).predict(&js("{ strategy: 'coroutines' }")).expect("the recording is good");
        // The unknown time counts as a load, which a call of any program may be.
        assert_eq!(field(&field(&run, "timeline"), "makespan").as_f64(), Some(6.));
        assert_eq!(field(&field(&run, "setup"), "strategy").as_string().as_deref(), Some("coroutines"));
        let comparison = field(&run, "comparison");
        assert_eq!(field(&comparison, "recordedMakespan").as_f64(), Some(6.));
        assert_eq!(field(&comparison, "makespan").as_f64(), Some(0.));
        assert_eq!(numbers(&comparison, "recordedBursts"), [2.]);
    }

    #[wasm_bindgen_test]
    fn what_is_wrong_with_a_recording_or_a_wish_reads_as_in_rust() {
        let refused = |text: &str| worded(&read_recording(text.as_bytes()).err().expect("it is bad"));
        let bad = r#"[{ "ph": "X", "ts": 0, "dur": -1 }]"#;
        assert_eq!(refused(bad), "event 0: dur is -1; it must be microseconds from 0 to 9007199254740992");
        assert_eq!(refused(bad), cvsp::Recording::read(bad.as_bytes()).unwrap_err().to_string());
        assert_eq!(
            refused(r#"{ "traceEvents": [], "otherData": { "cvsp": 1 } }"#),
            "the recording is of 0 tasks; it must be of at least 1"
        );
        let wished = |wish: &str| worded(&read(CALLS).predict(&js(wish)).expect_err("the wish is bad"));
        assert!(wished("{ limit: 0 }").starts_with("limit is 0; it must be a whole number from 1"));
        assert!(wished("{ strategy: 'fibres' }").starts_with("strategy is \"fibres\"; it must be one of"));
    }
}
