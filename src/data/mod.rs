//! Holds plain data, as JSON has it, and the error that says what is wrong with it.

pub(crate) mod error;
pub(crate) mod value;
pub(crate) mod limits;
pub(crate) mod read;
