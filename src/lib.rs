#![doc = include_str!("README.md")]
#![deny(missing_docs)]

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
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
pub mod wasm;
mod workload;

pub use error::ScenarioError;
pub use measures::Measures;
pub use millis::MAX_DURATION;
pub use scenario::{Durations, MAX_TASKS, Machine, Scenario, Strategy, Task, Tasks};
pub use simulation::simulate;
pub use timeline::{Span, SpanKind, Timeline};
pub use workload::{MAX_WORK, Workload};
