#![doc = include_str!("README.md")]
#![deny(missing_docs)]

// In this order, and so in each folder: a module imports only from those above it, as `tests/module_order.rs` checks.
mod data;
mod scenario;
mod simulation;
mod run;
#[cfg(feature = "trace")]
mod trace;
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
pub mod wasm;

pub use data::error::ScenarioError;
pub use run::measures::Measures;
pub use run::outcome::Run;
pub use run::sweep::sweep;
pub use scenario::builder::{Durations, ScenarioBuilder, Task};
pub use scenario::checked::Scenario;
pub use scenario::setup::{Setup, Strategy};
pub use scenario::units::{MAX_DURATION, MAX_TASKS, MAX_WORK};
pub use scenario::workload::Workload;
pub use simulation::timeline::{Span, SpanKind, Timeline};
#[cfg(feature = "trace")]
pub use trace::compare::{ComparedTask, Comparison};
#[cfg(feature = "trace")]
pub use trace::error::TraceError;
#[cfg(feature = "trace")]
pub use trace::predict::{Prediction, Wish};
#[cfg(feature = "trace")]
pub use trace::recording::Recording;
