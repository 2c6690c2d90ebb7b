use std::num::{NonZeroU32, NonZeroU64};

use crate::millis::MAX_DURATION;

/// The most tasks that a scenario may have.
pub const MAX_TASKS: u32 = 1 << 20;

/// Validated input: a strategy, what it runs on, and its work.
///
/// It is read from JSON, or any other format of serde, with times in milliseconds:
///
/// ```
/// let text = r#"{ "strategy": "threads", "limit": 8, "cores": 4,
///                 "grid": [4, 4], "load": [1500, 7000], "render": [800, 1500], "seed": 42 }"#;
/// let scenario: cvsp::Scenario = serde_json::from_str(text)?;
/// assert_eq!(scenario.strategy, cvsp::Strategy::Threads { gil: false });
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// What is wrong with the data is said in the format's own error, in the words of a [`ScenarioError`](crate::ScenarioError):
///
/// ```
/// let error = serde_json::from_str::<cvsp::Scenario>(r#"{ "strategy": "fibers" }"#).unwrap_err();
/// assert!(error.to_string().starts_with("strategy is \"fibers\"; it must be one of \"sequential\","));
/// ```
///
/// Or it is put together, with times in microseconds:
///
/// ```
/// use cvsp::{Machine, Scenario, Strategy, Task, Tasks};
///
/// let tile = Task { load: 1_500_000, render: 800_000, blocking: false, after: vec![] };
/// let scenario = Scenario {
///     strategy: Strategy::Coroutines,
///     limit: None,
///     machine: Machine { switch_cost: 20, ..Machine::default() },
///     tasks: Tasks::List(vec![tile; 16]),
/// };
/// # assert_eq!(cvsp::Workload::draw(&scenario.tasks)?.totals(), (24_000_000, 12_800_000));
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// How the tasks share slots and executors.
    pub strategy: Strategy,
    /// The most tasks in flight at once; `None` is without bound. A sequential program has one, whatever the limit.
    pub limit: Option<NonZeroU32>,
    /// What the strategy runs on.
    pub machine: Machine,
    /// The work.
    pub tasks: Tasks,
}

/// How tasks share slots (what may be in flight) and executors (what may run at once).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// A plain loop: one slot, one executor.
    Sequential,
    /// A thread for each task in flight, on as many cores as there are.
    Threads {
        /// Whether a global interpreter lock lets only one of them run at a time.
        gil: bool,
    },
    /// A process for each task in flight, on as many cores as there are.
    Processes,
    /// A coroutine for each task in flight, all on one executor.
    Coroutines,
    /// A coroutine for each task in flight, on several executors that take work from each other, as in Go and Tokio.
    WorkStealing {
        /// How many executors there are, on as many cores; `None` is without bound.
        workers: Option<NonZeroU32>,
    },
}

impl Strategy {
    /// The names of the strategies in JSON and in JavaScript.
    pub const NAMES: [&str; 5] = ["sequential", "threads", "processes", "coroutines", "work-stealing"];

    /// The strategy's name in JSON and in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Threads { .. } => "threads",
            Self::Processes => "processes",
            Self::Coroutines => "coroutines",
            Self::WorkStealing { .. } => "work-stealing",
        }
    }

    /// Whether a task runs until it gives way by itself, and keeps its executor through a blocking load.
    pub(crate) fn is_cooperative(self) -> bool {
        matches!(self, Self::Coroutines | Self::WorkStealing { .. })
    }
}

/// What a strategy runs on, and what that costs. What a strategy has no use for changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
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
    /// How many loads the far end serves at once; `None` is without bound.
    pub server_connections: Option<NonZeroU32>,
    /// How much memory one slot takes, in bytes: a thread's stack, a process, a coroutine.
    pub slot_memory: u64,
}

impl Machine {
    /// The quantum of threads under a global interpreter lock where none is given, in microseconds: `CPython`'s
    /// `sys.getswitchinterval()`.
    pub const DEFAULT_GIL_INTERVAL: NonZeroU64 = NonZeroU64::new(5000).unwrap();
}

/// The ideal world: no bounds and no costs.
impl Default for Machine {
    fn default() -> Self {
        Self {
            cores: None,
            quantum: None,
            gil_interval: Self::DEFAULT_GIL_INTERVAL,
            switch_cost: 0,
            thread_start: 0,
            process_start: 0,
            coroutine_start: 0,
            server_connections: None,
            slot_memory: 0,
        }
    }
}

/// The work: a picture's tiles with durations drawn from ranges, or tasks given one by one.
/// [`Workload::draw`](crate::Workload::draw) makes a workload of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tasks {
    /// One task a tile, in row-major order.
    Grid {
        /// Tiles in a row.
        columns: NonZeroU32,
        /// Tiles in a column; `columns` · `rows` is at most [`MAX_TASKS`].
        rows: NonZeroU32,
        /// What each task's load is drawn from.
        load: Durations,
        /// What each task's render is drawn from.
        render: Durations,
        /// What the draws depend on; `None` takes another each time. Below 2⁵³.
        seed: Option<u64>,
        /// The tasks whose load is a blocking call.
        blocking: Vec<u32>,
        /// Whether each task comes after the one before it.
        chain: bool,
    },
    /// Tasks as they are, at least one and at most [`MAX_TASKS`].
    List(Vec<Task>),
}

/// One task that is given as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// How long its I/O wait takes, in microseconds; at most [`MAX_DURATION`].
    pub load: u64,
    /// How long its CPU burst takes, in microseconds; at most [`MAX_DURATION`].
    pub render: u64,
    /// Whether its load is an ordinary call that does not give way.
    pub blocking: bool,
    /// The tasks that must finish before it may begin; all have lower numbers.
    pub after: Vec<u32>,
}

/// Durations least, least + step, … up to most, each as likely as any other, in microseconds.
///
/// ```
/// use cvsp::Durations;
///
/// let seconds = Durations::new(1_000_000, 3_000_000, 1_000_000); // one, two or three
/// assert!(seconds.is_some());
/// assert_eq!(Durations::new(2_000, 1_000, 1), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    least: u64,
    most: u64,
    step: u64,
}

impl Durations {
    /// The step where none is given, in microseconds: one millisecond.
    pub const DEFAULT_STEP: u64 = 1000;

    /// The durations from `least` to `most` by `step`, in microseconds; `None` unless `least` ≤ `most` ≤
    /// [`MAX_DURATION`] and `step` > 0.
    #[must_use]
    pub fn new(least: u64, most: u64, step: u64) -> Option<Self> {
        (least <= most && most <= MAX_DURATION && step > 0).then_some(Self { least, most, step })
    }

    /// How many different durations there are.
    pub(crate) fn count(self) -> u64 {
        (self.most - self.least) / self.step + 1
    }

    /// The duration at `index`, which is less than the count, in microseconds.
    pub(crate) fn at(self, index: u64) -> u64 {
        self.least + index * self.step
    }
}

impl Scenario {
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
            Strategy::Sequential | Strategy::Coroutines | Strategy::Threads { gil: true } => slots.min(1),
            Strategy::Threads { gil: false } | Strategy::Processes => bounded(slots, self.machine.cores),
            Strategy::WorkStealing { workers } => bounded(bounded(slots, workers), self.machine.cores),
        }
    }

    /// How long a render runs before it makes way for one that waits, in microseconds; `None` where it never does.
    pub(crate) fn quantum(&self) -> Option<u64> {
        match self.strategy {
            Strategy::Sequential | Strategy::Coroutines | Strategy::WorkStealing { .. } => None,
            Strategy::Threads { gil: true } => Some(self.machine.gil_interval.get()),
            Strategy::Threads { gil: false } | Strategy::Processes => self.machine.quantum.map(NonZeroU64::get),
        }
    }

    /// What it takes to start a slot, in microseconds.
    pub(crate) fn start_cost(&self) -> u64 {
        match self.strategy {
            Strategy::Sequential => 0,
            Strategy::Threads { .. } => self.machine.thread_start,
            Strategy::Processes => self.machine.process_start,
            Strategy::Coroutines | Strategy::WorkStealing { .. } => self.machine.coroutine_start,
        }
    }
}

fn bounded(count: u32, bound: Option<NonZeroU32>) -> u32 {
    bound.map_or(count, |bound| count.min(bound.get()))
}
