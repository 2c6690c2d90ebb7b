//! What the recorder costs: `cargo run --release --manifest-path examples/measured/Cargo.toml --bin overhead` prints it.

use rustix::time::ClockId;
use work::recorder::{nanoseconds, task, to};

const TASKS: u32 = 20_000;
const RUNS: u32 = 7;

fn main() {
    let _recording = to("/dev/null", r#""strategy":"sequential""#);
    let loads = least(4, || {
        let task = task("task");
        task.asks();
        task.answered(None);
    });
    let renders = least(6, || {
        let task = task("task");
        task.asks();
        task.answered(None);
        task.runs();
        task.stops();
    });
    println!(
        "Rust: {renders:.2} µs an event, 6 events a task, of which 2 read the thread's CPU clock; {loads:.2} without these"
    );
}

/// Returns the microseconds of an event, the least of several runs: the one that was disturbed least.
fn least(events: u32, run: impl Fn()) -> f64 {
    let times = (0..RUNS).map(|_| {
        let start = nanoseconds(ClockId::ThreadCPUTime);
        for _ in 0..TASKS {
            run();
        }
        nanoseconds(ClockId::ThreadCPUTime) - start
    });
    f64::from(u32::try_from(times.min().unwrap_or(0)).unwrap_or(u32::MAX)) / f64::from(TASKS * events) / 1000.0
}
