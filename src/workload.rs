use rand::rngs::Xoshiro128PlusPlus;
use rand::{Rng, RngExt, SeedableRng};

use crate::error::ScenarioError;
use crate::scenario::{Durations, MAX_TASKS, Task, Tasks};

/// The most work that one workload may hold, all loads and renders together, in microseconds: about 285 years, the
/// longest time that a JavaScript number holds to the microsecond.
pub const MAX_WORK: u64 = 1 << 53;

/// What there is to do: the durations of every task, and what they depend on. All strategies in a comparison share it.
///
/// Tasks have the numbers from 0 to [`count`](Self::count) − 1, and what is asked of another one panics.
///
/// ```
/// use cvsp::{Task, Tasks, Workload};
///
/// let task = |load, after| Task { load, render: 800_000, blocking: false, after };
/// let workload = Workload::draw(&Tasks::List(vec![task(1_500_000, vec![]), task(2_000_000, vec![0])]))?;
/// assert_eq!(workload.count(), 2);
/// assert_eq!(workload.load(1), 2_000_000); // microseconds
/// assert_eq!(workload.after(1), [0]);
/// assert_eq!(workload.totals(), (3_500_000, 1_600_000));
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Each task's load and render, in microseconds.
    loads: Vec<u64>,
    renders: Vec<u64>,
    /// Whether each task's load is a blocking call; empty where none is.
    blocking: Vec<bool>,
    after: After,
    seed: Option<u64>,
}

/// Which tasks each task comes after: those of task i are `tasks[first[i]..first[i + 1]]`. Both are empty where no task
/// comes after any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct After {
    first: Vec<u32>,
    tasks: Vec<u32>,
}

impl After {
    fn collect<'a>(lists: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut after = Self { first: vec![0], tasks: Vec::new() };
        for list in lists {
            after.tasks.extend(list);
            after.first.push(u32::try_from(after.tasks.len()).expect("a scenario names at most 2^23 tasks"));
        }
        if after.tasks.is_empty() { Self::default() } else { after }
    }
}

impl Workload {
    /// Draws the tasks of a grid, or takes those of a list.
    ///
    /// Each draw depends on the seed, the task's number and the phase alone: another range for one phase, or another
    /// size of the grid, leaves all other draws as they were. The generator is Xoshiro128++, which gives the same
    /// numbers on every machine.
    ///
    /// # Errors
    ///
    /// Where all loads and renders together are more than [`MAX_WORK`], and where no seed was given and the machine has
    /// no source of randomness to take one from.
    ///
    /// # Panics
    ///
    /// Where tasks that were made by hand, not read, are not what their fields' descriptions say.
    pub fn draw(tasks: &Tasks) -> Result<Self, ScenarioError> {
        let workload = match tasks {
            Tasks::List(tasks) => {
                assert!(tasks.len() <= MAX_TASKS as usize, "there are more than {MAX_TASKS} tasks");
                Self::take(tasks)
            }
            Tasks::Grid { columns, rows, load, render, seed, blocking, chain } => {
                let seed = seed.map_or_else(random_seed, Ok)?;
                let mut keys = Xoshiro128PlusPlus::seed_from_u64(seed);
                let (load_key, render_key) = (keys.next_u64(), keys.next_u64());
                let count = columns.get().saturating_mul(rows.get());
                assert!(count <= MAX_TASKS, "there are more than {MAX_TASKS} tiles");
                let numbers: Vec<u32> = if *chain { (0..count - 1).collect() } else { Vec::new() };
                Self {
                    loads: (0..count).map(|number| draw(*load, load_key, number)).collect(),
                    renders: (0..count).map(|number| draw(*render, render_key, number)).collect(),
                    blocking: flags(blocking, count),
                    after: if *chain {
                        After::collect(std::iter::once([].as_slice()).chain(numbers.chunks(1)))
                    } else {
                        After::default()
                    },
                    seed: Some(seed),
                }
            }
        };
        let (loads, renders) = workload.totals();
        if loads + renders > MAX_WORK {
            return Err(ScenarioError {
                field: "the work".to_owned(),
                value: format!("{} ms of loads and renders in all", (loads + renders) / 1000),
                allowed: format!("at most {} ms", MAX_WORK / 1000),
            });
        }
        Ok(workload)
    }

    fn take(tasks: &[Task]) -> Self {
        let blocking: Vec<bool> = tasks.iter().map(|task| task.blocking).collect();
        Self {
            loads: tasks.iter().map(|task| task.load).collect(),
            renders: tasks.iter().map(|task| task.render).collect(),
            blocking: if blocking.contains(&true) { blocking } else { Vec::new() },
            after: After::collect(tasks.iter().map(|task| task.after.as_slice())),
            seed: None,
        }
    }

    /// How many tasks there are.
    #[must_use]
    #[expect(clippy::cast_possible_truncation)]
    pub fn count(&self) -> u32 {
        // At most 2^20.
        self.loads.len() as u32
    }

    /// How long the task's I/O wait takes, in microseconds.
    #[must_use]
    pub fn load(&self, task: u32) -> u64 {
        self.loads[task as usize]
    }

    /// How long the task's CPU burst takes, in microseconds.
    #[must_use]
    pub fn render(&self, task: u32) -> u64 {
        self.renders[task as usize]
    }

    /// Whether the task's load is a blocking call, which keeps a coroutine's executor.
    #[must_use]
    pub fn is_blocking(&self, task: u32) -> bool {
        self.blocking.get(task as usize).copied().unwrap_or(false)
    }

    /// The tasks that must finish before the task may begin; all have lower numbers.
    #[must_use]
    pub fn after(&self, task: u32) -> &[u32] {
        let task = task as usize;
        match self.after.first.get(task..=task + 1) {
            Some(&[first, end]) => &self.after.tasks[first as usize..end as usize],
            _ => &[],
        }
    }

    /// Whether any task comes after another.
    pub(crate) fn has_after(&self) -> bool {
        !self.after.tasks.is_empty()
    }

    /// L and R: all loads and all renders, in microseconds.
    #[must_use]
    pub fn totals(&self) -> (u64, u64) {
        // At most 2^20 tasks of at most 2^40 microseconds a burst: the sums cannot overflow.
        (self.loads.iter().sum(), self.renders.iter().sum())
    }

    /// The seed that the tasks were drawn from, whether it was given or not; `None` for a list of tasks.
    #[must_use]
    pub fn seed(&self) -> Option<u64> {
        self.seed
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

fn draw(durations: Durations, key: u64, number: u32) -> u64 {
    // The seeding hashes its argument (SplitMix64), so that neighbouring numbers give unrelated draws.
    let mut generator = Xoshiro128PlusPlus::seed_from_u64(key.wrapping_add(number.into()));
    durations.at(generator.random_range(0..durations.count()))
}

fn random_seed() -> Result<u64, ScenarioError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| ScenarioError {
        field: "seed".to_owned(),
        value: "missing".to_owned(),
        allowed: format!("given, as this machine has no random numbers to take: {error}"),
    })?;
    // 53 bits, so that the seed is exact as a JavaScript number.
    Ok(u64::from_le_bytes(bytes) >> 11)
}
