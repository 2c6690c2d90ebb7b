//! Runs of scenarios, and what they come to.

pub(crate) mod measures;
pub(crate) mod outcome;
