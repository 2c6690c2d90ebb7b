//! Simulates a setup and a workload, and gives a timeline.

pub(crate) mod radix_sort;
pub(crate) mod index_pool;
pub(crate) mod event_queue;
pub(crate) mod begin_queue;
pub(crate) mod timeline;
pub(crate) mod recorder;
pub(crate) mod engine;
