//! Makes scenarios: each has a setup and a workload, both checked.

pub(crate) mod units;
pub(crate) mod setup;
pub(crate) mod workload;
pub(crate) mod checked;
pub(crate) mod parse;
pub(crate) mod describe;
pub(crate) mod builder;
