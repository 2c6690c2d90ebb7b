use rand::rngs::Xoshiro128PlusPlus;
use rand::{Rng, RngExt, SeedableRng};

use crate::data::error::ScenarioError;
use crate::scenario::units::MAX_WORK;

/// The tasks of a scenario: how long each loads and renders, and what it depends on.
///
/// Tasks have the numbers from 0 to [`count`](Self::count) − 1. To ask for another one panics.
///
/// ```
/// use cvsp::{Scenario, Strategy, Task};
///
/// let first = Task::new(1_500_000, 800_000); // microseconds
/// let second = Task::new(2_000_000, 800_000).after([0]);
/// let scenario = Scenario::builder(Strategy::Threads).tasks([first, second]).build()?;
/// let workload = scenario.workload();
/// assert_eq!(workload.count(), 2);
/// assert_eq!(workload.load(1), 2_000_000);
/// assert_eq!(workload.after(1), [0]);
/// assert_eq!(workload.totals(), (3_500_000, 1_600_000));
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    tasks: TaskList,
    /// `None` where the tasks were given one by one.
    grid: Option<Grid>,
}

/// Tasks in columns, with checked durations, each after tasks with lower numbers only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TaskList {
    /// Each task's load and render, in microseconds.
    loads: Vec<u64>,
    renders: Vec<u64>,
    /// Whether each task's load is a blocking call; empty where none is.
    blocking: Vec<bool>,
    /// The tasks that task i comes after are `after[after_ends[i - 1]..after_ends[i]]`. Both lists are empty where no task
    /// comes after another.
    after: Vec<u32>,
    after_ends: Vec<u32>,
}

impl TaskList {
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { loads: Vec::with_capacity(count), renders: Vec::with_capacity(count), ..Self::default() }
    }

    /// Adds a task, with a load and a render of at most [`MAX_DURATION`](crate::MAX_DURATION) microseconds. It may only
    /// come after tasks that were added before it.
    pub(crate) fn add(&mut self, load: u64, render: u64, blocking: bool, after: &[u32]) {
        let number = self.loads.len();
        debug_assert!(after.iter().all(|earlier| (*earlier as usize) < number), "task {number} is after {after:?}");
        self.loads.push(load);
        self.renders.push(render);
        if blocking {
            self.blocking.resize(number, false);
        }
        if blocking || !self.blocking.is_empty() {
            self.blocking.push(blocking);
        }
        if !after.is_empty() {
            self.after_ends.resize(number, end_of(&self.after));
            self.after.extend_from_slice(after);
        }
        if !self.after.is_empty() {
            self.after_ends.push(end_of(&self.after));
        }
    }
}

/// Counts the tasks that are named so far: at most 2²³, since no more values are read.
#[expect(clippy::cast_possible_truncation)]
fn end_of(after: &[u32]) -> u32 {
    after.len() as u32
}

/// What the tasks of a picture are drawn from. There is one task for each tile, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    /// How many tiles are in a row, and in a column; their product is at most [`MAX_TASKS`](crate::MAX_TASKS).
    pub(crate) columns: u32,
    pub(crate) rows: u32,
    pub(crate) load: Range,
    pub(crate) render: Range,
    pub(crate) seed: u64,
}

/// The durations least, least + step, … up to most, each as likely as any other, in microseconds. The step is above 0,
/// and least is at most most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: u64,
    pub(crate) most: u64,
    pub(crate) step: u64,
}

impl Workload {
    /// Draws the tasks of a grid. Those in `blocking` have numbers below the number of tiles; in a chain each task comes
    /// after the one before it.
    ///
    /// Each draw depends on the seed, the task's number and the phase alone: another range for one phase, or another
    /// size of the grid, leaves all other draws as they were. The generator is Xoshiro128++, which gives the same
    /// numbers on every machine.
    pub(crate) fn draw(grid: Grid, blocking: &[u32], chain: bool) -> Result<Self, ScenarioError> {
        let mut keys = Xoshiro128PlusPlus::seed_from_u64(grid.seed);
        let (load_key, render_key) = (keys.next_u64(), keys.next_u64());
        let count = grid.columns * grid.rows;
        let is_blocking = flags(blocking, count);
        let mut tasks = TaskList::with_capacity(count as usize);
        for number in 0..count {
            let after = if chain && number > 0 { &[number - 1][..] } else { &[] };
            let (load, render) = (draw(grid.load, load_key, number), draw(grid.render, render_key, number));
            tasks.add(load, render, is_blocking.get(number as usize) == Some(&true), after);
        }
        Self::new(tasks, Some(grid))
    }

    /// Takes tasks as they are.
    pub(crate) fn of(tasks: TaskList) -> Result<Self, ScenarioError> {
        Self::new(tasks, None)
    }

    fn new(tasks: TaskList, grid: Option<Grid>) -> Result<Self, ScenarioError> {
        let workload = Self { tasks, grid };
        let (loads, renders) = workload.totals();
        if loads + renders > MAX_WORK {
            return Err(ScenarioError::new(
                "the work",
                format!("{} ms of loads and renders in all", (loads + renders) / 1000),
                format!("at most {} ms", MAX_WORK / 1000),
            ));
        }
        Ok(workload)
    }

    /// How many tasks there are.
    #[must_use]
    #[expect(clippy::cast_possible_truncation)]
    pub fn count(&self) -> u32 {
        // At most 2^20.
        self.tasks.loads.len() as u32
    }

    /// How long the task's I/O wait takes, in microseconds.
    #[must_use]
    pub fn load(&self, task: u32) -> u64 {
        self.tasks.loads[task as usize]
    }

    /// How long the task's CPU burst takes, in microseconds.
    #[must_use]
    pub fn render(&self, task: u32) -> u64 {
        self.tasks.renders[task as usize]
    }

    /// Whether the task's load is a blocking call, which keeps a coroutine's executor.
    #[must_use]
    pub fn is_blocking(&self, task: u32) -> bool {
        self.tasks.blocking.get(task as usize).copied().unwrap_or(false)
    }

    /// The tasks that must finish before the task may begin; all have lower numbers.
    #[must_use]
    pub fn after(&self, task: u32) -> &[u32] {
        let ends = &self.tasks.after_ends;
        let Some(end) = ends.get(task as usize) else { return &[] };
        let start = if task == 0 { 0 } else { ends[task as usize - 1] };
        &self.tasks.after[start as usize..*end as usize]
    }

    /// Whether any task comes after another.
    pub(crate) fn has_after(&self) -> bool {
        !self.tasks.after.is_empty()
    }

    /// L and R: all loads and all renders, in microseconds.
    #[must_use]
    pub fn totals(&self) -> (u64, u64) {
        // At most 2^20 tasks of at most 2^40 microseconds a burst: the sums cannot overflow.
        (self.tasks.loads.iter().sum(), self.tasks.renders.iter().sum())
    }

    /// The columns and rows of the grid; `None` where the tasks were given one by one.
    #[must_use]
    pub fn grid(&self) -> Option<(u32, u32)> {
        self.grid.as_ref().map(|grid| (grid.columns, grid.rows))
    }

    /// The seed that the tasks were drawn from, whether it was given or not; `None` where they were given one by one.
    #[must_use]
    pub fn seed(&self) -> Option<u64> {
        self.grid.as_ref().map(|grid| grid.seed)
    }

    /// What the tasks were drawn from.
    pub(crate) fn drawn_from(&self) -> Option<&Grid> {
        self.grid.as_ref()
    }
}

fn flags(numbers: &[u32], count: u32) -> Vec<bool> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut flags = vec![false; count as usize];
    for number in numbers {
        flags[*number as usize] = true;
    }
    flags
}

fn draw(Range { least, most, step }: Range, key: u64, number: u32) -> u64 {
    // The seeding hashes its argument (SplitMix64), so that neighbouring numbers give unrelated draws.
    let mut generator = Xoshiro128PlusPlus::seed_from_u64(key.wrapping_add(number.into()));
    let count = (most - least) / step + 1;
    least + generator.random_range(0..count) * step
}

/// Takes a seed from the machine's source of randomness. It has 53 bits, so that it is exact as a JavaScript number.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn random_seed() -> Result<u64, ScenarioError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| {
        let allowed = format!("given, as this machine has no random numbers to take: {error}");
        ScenarioError::new("seed", "missing".to_owned(), allowed)
    })?;
    Ok(u64::from_le_bytes(bytes) >> 11)
}

/// Takes a seed from JavaScript. There are no secrets in a seed.
#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "wasm"))]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::unnecessary_wraps
)]
pub(crate) fn random_seed() -> Result<u64, ScenarioError> {
    Ok((js_sys::Math::random() * (1u64 << 53) as f64) as u64)
}

/// Refuses, since there is nothing to take a seed from.
#[cfg(all(target_arch = "wasm32", target_os = "unknown", not(feature = "wasm")))]
pub(crate) fn random_seed() -> Result<u64, ScenarioError> {
    let allowed = "given, as this machine has no random numbers to take".to_owned();
    Err(ScenarioError::new("seed", "missing".to_owned(), allowed))
}
