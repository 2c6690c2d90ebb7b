//! Figures that make concurrency and parallelism visible: the simulator behind them.
//!
//! A picture's tiles must each be *loaded* (an I/O wait) and then *rendered* (a CPU burst). This crate computes what each
//! strategy makes of that work, exactly, as a [`Timeline`] of [`Span`]s:
//!
//! ```text
//! Scenario ──> Workload ──> simulate ──> Timeline ══ wasm ══> frame at t ──> canvas
//! validated    durations    events,      spans       (www/)
//! input        from a seed  queue, clock
//! ```
//!
//! Every strategy is a point in one plane: how many tasks may be in flight (*slots*: concurrency) and how many bursts may
//! run at once (*executors*: parallelism). There is one simulation, not one a strategy.
//!
//! ```
//! use cvsp::{Scenario, Workload, simulate};
//!
//! let scenario: Scenario = serde_json::from_str(
//!     r#"{ "strategy": "coroutines", "tasks": [{ "load": 4, "render": 2 }, { "load": 3, "render": 2 }] }"#,
//! )?;
//! let workload = Workload::draw(&scenario.tasks)?;
//! let timeline = simulate(&scenario, &workload)?;
//! assert_eq!(timeline.makespan(), 7_000); // microseconds
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Inside the crate times are whole microseconds; in JSON and in JavaScript they are milliseconds, rounded to the
//! microsecond.

mod error;
mod event_queue;
mod index_pool;
mod measures;
mod millis;
mod parse;
mod radix_sort;
mod scenario;
mod simulation;
mod timeline;
mod value;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
mod workload;

pub use error::ScenarioError;
pub use measures::Measures;
pub use millis::MAX_DURATION;
pub use scenario::{Durations, MAX_TASKS, Machine, Scenario, Strategy, Task, Tasks};
pub use simulation::simulate;
pub use timeline::{Span, SpanKind, Timeline};
pub use workload::{MAX_WORK, Workload};
