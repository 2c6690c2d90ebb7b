//! What `npm run bench` times in WebAssembly: the simulation alone, as the native benchmarks do, with the allocator and
//! the settings that the page's module has. There are no bindings: numbers go in and out.

use std::cell::RefCell;
use std::num::NonZeroU32;

use cvsp::{Durations, Machine, Scenario, Strategy, Tasks, Workload, simulate};

thread_local! {
    static PREPARED: RefCell<Option<(Scenario, Workload)>> = const { RefCell::new(None) };
}

/// Draws the workload of W1 (`coroutines` is 0) or W2. The number of tasks is a multiple of 100; a limit of 0 is none.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(coroutines: u32, limit: u32, tasks: u32) {
    let range = |least: u64, most: u64| {
        Durations::new(least * 1000, most * 1000, Durations::DEFAULT_STEP).expect("it is a range")
    };
    let scenario = Scenario {
        strategy: if coroutines == 0 { Strategy::Threads { gil: false } } else { Strategy::Coroutines },
        limit: NonZeroU32::new(limit),
        machine: Machine::default(),
        tasks: Tasks::Grid {
            columns: NonZeroU32::new(100).expect("it is above 0"),
            rows: NonZeroU32::new(tasks / 100).expect("there are tasks"),
            load: range(1500, 7000),
            render: range(800, 1500),
            seed: Some(42),
            blocking: Vec::new(),
            chain: false,
        },
    };
    let workload = Workload::draw(&scenario.tasks).expect("it can be drawn");
    PREPARED.set(Some((scenario, workload)));
}

/// Simulates what was prepared, and returns the number of spans.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> u32 {
    PREPARED.with_borrow(|prepared| {
        let (scenario, workload) = prepared.as_ref().expect("it was prepared");
        let timeline = simulate(scenario, workload).expect("it can be simulated");
        u32::try_from(timeline.spans().len()).expect("they fit in memory")
    })
}
