//! What is simulated: a setup and a workload, which only a checked scenario can hold.

pub(crate) mod units;
pub(crate) mod setup;
pub(crate) mod workload;
pub(crate) mod checked;
pub(crate) mod parse;
pub(crate) mod describe;
pub(crate) mod builder;
