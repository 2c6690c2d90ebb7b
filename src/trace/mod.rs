//! Reads recordings of programs that ran, foretells such runs, and writes runs as recordings. docs/recordings.md says what
//! is made of which events.

pub(crate) mod error;
pub(crate) mod scan;
pub(crate) mod event;
pub(crate) mod recording;
pub(crate) mod ours;
pub(crate) mod slices;
pub(crate) mod ruby;
pub(crate) mod viztracer;
pub(crate) mod nextest;
pub(crate) mod read;
pub(crate) mod predict;
pub(crate) mod compare;
pub(crate) mod write;
