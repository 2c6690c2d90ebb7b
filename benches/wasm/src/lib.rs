//! What `npm run bench` times in WebAssembly: the simulation alone, as the native benchmarks do, with the allocator and
//! the settings that the page's module has. There are no bindings: numbers go in and out.

use std::cell::RefCell;

use cvsp::{Scenario, Strategy};

thread_local! {
    static PREPARED: RefCell<Option<Scenario>> = const { RefCell::new(None) };
}

/// Draws the workload of W1 (`coroutines` is 0) or W2. The number of tasks is a multiple of 100; a limit of 0 is none.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(coroutines: u32, limit: u32, tasks: u32) {
    let strategy = if coroutines == 0 { Strategy::Threads } else { Strategy::Coroutines };
    let scenario = Scenario::builder(strategy)
        .limit((limit > 0).then_some(limit))
        .grid(100, tasks / 100)
        .load(1_500_000..=7_000_000)
        .render(800_000..=1_500_000)
        .seed(42)
        .build()
        .expect("it is valid");
    PREPARED.set(Some(scenario));
}

/// Simulates what was prepared, and returns the number of spans.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> u32 {
    PREPARED.with_borrow(|prepared| {
        let run = prepared.as_ref().expect("it was prepared").run().expect("it can be simulated");
        u32::try_from(run.timeline().spans().len()).expect("they fit in memory")
    })
}
