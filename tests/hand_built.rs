//! Checks that a scenario that is built by hand is refused where one that is read would be, in these exact words.

mod allowed;

use allowed::{COUNT, DURATION, MEMORY, RANGE, SEED, SIDES, SLICE};
use cvsp::{Durations, MAX_DURATION, MAX_TASKS, MAX_WORK, Scenario, ScenarioBuilder, Strategy, Task};

const ALONE: &str = "left out where tasks are given one by one";
const FIRST: &str = "empty, or left out: there is no task before the first";

fn grid() -> ScenarioBuilder {
    Scenario::builder(Strategy::Threads).grid(4, 4).load(1_000).render(1_000).seed(42)
}

fn list(tasks: impl IntoIterator<Item = Task>) -> ScenarioBuilder {
    Scenario::builder(Strategy::Threads).tasks(tasks)
}

#[track_caller]
fn check(builder: ScenarioBuilder, field: &str, value: &str, allowed: &str) {
    let error = builder.build().expect_err("the scenario is bad");
    assert_eq!(error.to_string(), format!("{field} is {value}; it must be {allowed}"));
    assert_eq!((&*error.field, &*error.value, &*error.allowed), (field, value, allowed));
}

#[test]
fn bad_fields_of_a_setup_are_named() {
    // Unchecked, this panicked in a debug build, and gave a makespan of 1 µs in a release build.
    check(grid().switch_cost(u64::MAX), "switchCost", "1.844674e16", DURATION);
    check(grid().switch_cost(MAX_DURATION + 1), "switchCost", "1000000000.001", DURATION);
    check(grid().thread_start(u64::MAX), "threadStart", "1.844674e16", DURATION);
    check(grid().process_start(u64::MAX), "processStart", "1.844674e16", DURATION);
    check(grid().coroutine_start(u64::MAX), "coroutineStart", "1.844674e16", DURATION);
    check(grid().slot_memory(u64::MAX), "slotMemory", "1.844674e19", MEMORY);
    check(grid().slot_memory((1 << 40) + 1), "slotMemory", "1099511627777", MEMORY);
    check(grid().quantum(0), "quantum", "0", SLICE);
    check(grid().quantum(u64::MAX), "quantum", "1.844674e16", SLICE);
    check(grid().gil_interval(0), "gilInterval", "0", SLICE);
    check(grid().limit(0), "limit", "0", COUNT);
    check(grid().cores(0), "cores", "0", COUNT);
    check(grid().workers(0), "workers", "0", COUNT);
    check(grid().server_connections(0), "serverConnections", "0", COUNT);
}

#[test]
fn bad_grids_are_named() {
    check(grid().grid(0, 4), "grid", "[0, 4]", SIDES);
    check(grid().grid(4, 0), "grid", "[4, 0]", SIDES);
    check(grid().grid(1024, 1025), "grid", "[1024, 1025]", SIDES);
    // In 32 bits the product is 0.
    check(grid().grid(1 << 16, 1 << 16), "grid", "[65536, 65536]", SIDES);
    check(grid().grid(1, 1).blocking([5]), "blocking", "[5]", "a list of numbers of tasks, each below 1");
    check(grid().blocking([0, 16]), "blocking", "[0, 16]", "a list of numbers of tasks, each below 16");
    check(grid().seed(1 << 53), "seed", "9007199254740992", SEED);
    check(grid().seed(u64::MAX), "seed", "1.844674e19", SEED);
    let huge = "1.844674e16";
    check(grid().load(u64::MAX), "load", &format!("[{huge}, {huge}, 1]"), RANGE);
    check(grid().render(u64::MAX), "render", &format!("[{huge}, {huge}, 1]"), RANGE);
    check(grid().render(0..=MAX_DURATION + 1), "render", "[0, 1000000000.001, 1]", RANGE);
    let (least, most) = (3_000, 2_000);
    check(grid().load(least..=most), "load", "[3, 2, 1]", RANGE);
    check(grid().load(Durations::from(2_000..=3_000).step(0)), "load", "[2, 3, 0]", RANGE);
    check(Scenario::builder(Strategy::Threads), "grid", "missing", SIDES);
    check(Scenario::builder(Strategy::Threads).grid(4, 4).render(1), "load", "missing", RANGE);
    check(Scenario::builder(Strategy::Threads).grid(4, 4).load(1), "render", "missing", RANGE);
}

#[test]
fn bad_tasks_are_named() {
    let task = || Task::new(1_000, 1_000);
    check(list([]), "tasks", "[]", "a list of 1 to 1048576 tasks");
    check(list([Task::new(u64::MAX, 0)]), "tasks[0].load", "1.844674e16", DURATION);
    check(list([task(), Task::new(0, u64::MAX)]), "tasks[1].render", "1.844674e16", DURATION);
    // Unchecked, a task that is after itself, or in a cycle, never ran, and the makespan was 0.
    check(list([task().after([0])]), "tasks[0].after", "[0]", FIRST);
    let below_1 = "a list of numbers of tasks, each below 1";
    check(list([task(), task().after([1])]), "tasks[1].after", "[1]", below_1);
    check(list([task().after([1]), task().after([0])]), "tasks[0].after", "[1]", FIRST);
    check(list([task(), task().after([0, 7])]), "tasks[1].after", "[0, 7]", below_1);
    check(list([task(), task().after([u32::MAX])]), "tasks[1].after", "[4294967295]", below_1);
    check(list([task()]).grid(1, 1), "grid", "[1, 1]", ALONE);
    check(list([task()]).chain(false), "chain", "false", ALONE);
    check(list([task()]).blocking([0]), "blocking", "[0]", ALONE);
    let error = list(vec![task(); MAX_TASKS as usize + 1]).build().unwrap_err();
    assert_eq!((&*error.field, &*error.allowed), ("tasks", "a list of 1 to 1048576 tasks"));
}

#[test]
fn too_much_work_is_refused() {
    let allowed = format!("at most {} ms", MAX_WORK / 1000);
    let most = || grid().grid(1024, 1024).load(MAX_DURATION).render(MAX_DURATION);
    check(most(), "the work", "2097152000000000 ms of loads and renders in all", &allowed);
    let tasks = vec![Task::new(MAX_DURATION, MAX_DURATION); 4504];
    check(list(tasks), "the work", "9008000000000 ms of loads and renders in all", &allowed);
}

#[test]
fn bounds_themselves_are_allowed() {
    let setup = grid()
        .limit(u32::MAX)
        .cores(u32::MAX)
        .workers(u32::MAX)
        .server_connections(u32::MAX)
        .quantum(MAX_DURATION)
        .gil_interval(MAX_DURATION)
        .switch_cost(MAX_DURATION)
        .thread_start(MAX_DURATION)
        .slot_memory(1 << 40)
        .seed((1 << 53) - 1)
        .blocking([15]);
    let scenario = setup.build().expect("nothing is beyond its bound");
    for &strategy in Strategy::ALL {
        let run = scenario.with_strategy(strategy).run().expect("few events");
        assert!(run.timeline().makespan() >= run.measures().lower_bound);
    }
    let tasks = [Task::new(MAX_DURATION, MAX_DURATION), Task::new(0, 0).after([0, 0]).blocking(true)];
    let run = list(tasks).build().and_then(|scenario| scenario.run()).expect("nothing is beyond its bound");
    assert_eq!(run.timeline().makespan(), 2 * MAX_DURATION);
}

#[test]
fn of_two_calls_the_later_counts() {
    let scenario = grid().limit(0).limit(3).cores(2).cores(None).build().expect("it is good");
    assert_eq!((scenario.setup().limit.map(Into::into), scenario.setup().cores), (Some(3), None));
}

#[test]
fn a_scenario_is_written_as_it_may_be_read() {
    let full = grid()
        .limit(3)
        .gil(true)
        .workers(2)
        .turns(true)
        .cores(4)
        .quantum(1_500)
        .gil_interval(7)
        .switch_cost(6)
        .thread_start(1)
        .process_start(2)
        .coroutine_start(3)
        .server_connections(5)
        .slot_memory(8192)
        .load(Durations::from(0..=9).step(3))
        .blocking([3, 1])
        .chain(true);
    let expected = r#"{"strategy":"threads","limit":3,"gil":true,"workers":2,"turns":true,"cores":4,"quantum":1.5,"gilInterval":0.007,"switchCost":0.006,"threadStart":0.001,"processStart":0.002,"coroutineStart":0.003,"serverConnections":5,"slotMemory":8192,"grid":[4,4],"load":[0,0.009,0.003],"render":[1,1,1],"seed":42,"blocking":[1,3],"chain":true}"#;
    let full = full.build().expect("it is good");
    assert_eq!(serde_json::to_string(&full).unwrap(), expected);

    let tasks = [Task::new(1_500, 2), Task::new(0, 9).after([0]).blocking(true), Task::new(7, 7)];
    let listed = list(tasks).build().expect("it is good");
    let unseeded = Scenario::builder(Strategy::Processes).grid(9, 9).load(0..=9_000_000).render(1).build().unwrap();
    for scenario in [full, listed, unseeded] {
        let text = serde_json::to_string(&scenario).unwrap();
        assert_eq!(serde_json::from_str::<Scenario>(&text).unwrap(), scenario, "{text}");
        assert_eq!(scenario.to_builder().build().unwrap(), scenario, "{text}");
    }
}

#[test]
fn results_are_written_in_milliseconds() {
    let task = Task::new(1_500, 20_000);
    let run = list([task]).limit(1).thread_start(250).build().and_then(|scenario| scenario.run()).unwrap();
    let spans = r#"[{"start":0,"end":0.25,"kind":"start","task":null,"slot":0,"executor":null},{"start":0.25,"end":1.75,"kind":"load","task":0,"slot":0,"executor":null},{"start":1.75,"end":21.75,"kind":"render","task":0,"slot":0,"executor":0}]"#;
    assert_eq!(
        serde_json::to_string(run.timeline()).unwrap(),
        format!(r#"{{"makespan":21.75,"slots":1,"executors":1,"tasks":1,"spans":{spans}}}"#)
    );
    assert_eq!(
        serde_json::to_string(&run.measures()).unwrap(),
        r#"{"makespan":21.75,"speedup":0.9885057471264368,"utilisation":0.9195402298850575,"overhead":0.25,"waiting":0,"peakInFlight":1,"peakMemory":0,"lowerBound":21.5}"#
    );
    let error = grid().limit(0).build().unwrap_err();
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        r#"{"field":"limit","value":"0","allowed":"a whole number from 1 to 4294967295, or left out for no bound"}"#
    );
    for &strategy in Strategy::ALL {
        assert_eq!(serde_json::to_string(&strategy).unwrap(), format!("{:?}", strategy.name()));
    }
}
