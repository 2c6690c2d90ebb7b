use std::num::{NonZeroU32, NonZeroU64};

use serde::Serialize;

/// How tasks share slots (what may be in flight) and executors (what may run at once).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Strategy {
    /// A plain loop: one slot, one executor.
    Sequential,
    /// A thread for each task in flight, on as many cores as there are, or on one under a global interpreter lock.
    Threads,
    /// A process for each task in flight, on as many cores as there are.
    Processes,
    /// A coroutine for each task in flight, all on one executor.
    Coroutines,
    /// A coroutine for each task in flight, on several executors that take work from each other, as in Go and Tokio.
    WorkStealing,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: &[Self] = &[Self::Sequential, Self::Threads, Self::Processes, Self::Coroutines, Self::WorkStealing];

    /// The strategy's name in JSON and in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Threads => "threads",
            Self::Processes => "processes",
            Self::Coroutines => "coroutines",
            Self::WorkStealing => "work-stealing",
        }
    }

    /// Whether a task runs until it gives way by itself, and keeps its executor through a blocking load.
    pub(crate) fn is_cooperative(self) -> bool {
        matches!(self, Self::Coroutines | Self::WorkStealing)
    }
}

/// A strategy, what it runs on, and what that costs. What a strategy has no use for changes nothing.
///
/// A scenario shows its own by [`Scenario::setup`](crate::Scenario::setup), and takes one from a
/// [`ScenarioBuilder`](crate::ScenarioBuilder) only.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setup {
    /// How the tasks share slots and executors.
    pub strategy: Strategy,
    /// The most tasks in flight at once; `None` is without bound. A sequential program has one, whatever the limit.
    pub limit: Option<NonZeroU32>,
    /// Whether a global interpreter lock lets only one thread run at a time.
    pub gil: bool,
    /// How many executors work stealing has, on as many cores; `None` is without bound.
    pub workers: Option<NonZeroU32>,
    /// Whether coroutines run on an event loop that takes turns: nothing happens to a task before the loop comes to it.
    pub turns: bool,
    /// How many bursts the hardware can run at once; `None` is without bound.
    pub cores: Option<NonZeroU32>,
    /// How long a thread or process runs before it makes way for one that waits, in microseconds; `None` is without bound.
    pub quantum: Option<NonZeroU64>,
    /// How long a thread under a global interpreter lock runs before it makes way for one that waits, in microseconds.
    pub gil_interval: NonZeroU64,
    /// How long it takes an executor to turn to a slot that is not the one it ran last, in microseconds.
    pub switch_cost: u64,
    /// How long it takes to start a thread, in microseconds.
    pub thread_start: u64,
    /// How long it takes to start a process, in microseconds.
    pub process_start: u64,
    /// How long it takes to start a coroutine, in microseconds.
    pub coroutine_start: u64,
    /// How many loads the server serves at once; `None` is without bound.
    pub server_connections: Option<NonZeroU32>,
    /// How much memory one slot takes, in bytes: a thread's stack, a process, a coroutine.
    pub slot_memory: u64,
}

/// The GIL's interval where none is given, in microseconds: `CPython`'s `sys.getswitchinterval()`.
pub(crate) const DEFAULT_GIL_INTERVAL: NonZeroU64 = NonZeroU64::new(5000).unwrap();

// Strategies differ in these functions and in `is_cooperative` alone.
impl Setup {
    /// k, the slots that `tasks` tasks share: never more than there are tasks.
    pub(crate) fn slots(&self, tasks: u32) -> u32 {
        match self.strategy {
            Strategy::Sequential => tasks.min(1),
            _ => bounded(tasks, self.limit),
        }
    }

    /// p, the executors that `slots` slots share: never more than there are slots.
    pub(crate) fn executors(&self, slots: u32) -> u32 {
        match self.strategy {
            Strategy::Sequential | Strategy::Coroutines => slots.min(1),
            Strategy::Threads if self.gil => slots.min(1),
            Strategy::Threads | Strategy::Processes => bounded(slots, self.cores),
            Strategy::WorkStealing => bounded(bounded(slots, self.workers), self.cores),
        }
    }

    /// How long a render runs before it makes way for one that waits, in microseconds; `None` where it never does.
    pub(crate) fn quantum(&self) -> Option<u64> {
        match self.strategy {
            Strategy::Sequential | Strategy::Coroutines | Strategy::WorkStealing => None,
            Strategy::Threads if self.gil => Some(self.gil_interval.get()),
            Strategy::Threads | Strategy::Processes => self.quantum.map(NonZeroU64::get),
        }
    }

    /// Whether a task waits for its turn before it asks for its load, and once it is loaded.
    pub(crate) fn takes_turns(&self) -> bool {
        self.turns && self.strategy == Strategy::Coroutines
    }

    /// How long it takes to start a slot, in microseconds.
    pub(crate) fn start_cost(&self) -> u64 {
        match self.strategy {
            Strategy::Sequential => 0,
            Strategy::Threads => self.thread_start,
            Strategy::Processes => self.process_start,
            Strategy::Coroutines | Strategy::WorkStealing => self.coroutine_start,
        }
    }

    /// The setup of the nearest strategy that can have so many slots and executors, with all else as this one has it. The
    /// documentation of [`sweep`](crate::sweep()) says which one that is.
    pub(crate) fn at(&self, slots: NonZeroU32, executors: NonZeroU32) -> Self {
        let many = executors.get() > 1;
        let strategy = match self.strategy {
            Strategy::Sequential if many => Strategy::Threads,
            Strategy::Sequential if slots.get() > 1 => Strategy::Coroutines,
            Strategy::Coroutines if many => Strategy::WorkStealing,
            strategy => strategy,
        };
        let gil = self.gil && !many;
        Self { strategy, gil, limit: Some(slots), cores: Some(executors), workers: None, ..self.clone() }
    }
}

fn bounded(count: u32, bound: Option<NonZeroU32>) -> u32 {
    bound.map_or(count, |bound| count.min(bound.get()))
}
