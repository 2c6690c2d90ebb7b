//! Runs scenarios, and measures what they come to.

pub(crate) mod measures;
pub(crate) mod outcome;
pub(crate) mod sweep;
