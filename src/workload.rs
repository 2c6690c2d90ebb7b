use rand::rngs::Xoshiro128PlusPlus;
use rand::{Rng, RngExt, SeedableRng};

use crate::error::ScenarioError;
use crate::scenario::{Durations, Tasks};

/// The most work that one workload may hold, all loads and renders together, in microseconds: about 285 years, the
/// longest time that a JavaScript number holds to the microsecond.
pub const MAX_WORK: u64 = 1 << 53;

/// One tile's work, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// How long its I/O wait takes.
    pub load: u64,
    /// How long its CPU burst takes.
    pub render: u64,
}

/// The durations of every task: what all strategies in a comparison share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    tasks: Vec<Task>,
    seed: Option<u64>,
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
    pub fn draw(tasks: &Tasks) -> Result<Self, ScenarioError> {
        let workload = match tasks {
            Tasks::List(tasks) => Self { tasks: tasks.clone(), seed: None },
            Tasks::Grid { columns, rows, load, render, seed } => {
                let seed = seed.map_or_else(random_seed, Ok)?;
                let mut keys = Xoshiro128PlusPlus::seed_from_u64(seed);
                let (load_key, render_key) = (keys.next_u64(), keys.next_u64());
                let count = columns.get() * rows.get();
                let tasks = (0..count)
                    .map(|number| Task {
                        load: draw(*load, load_key, number),
                        render: draw(*render, render_key, number),
                    })
                    .collect();
                Self { tasks, seed: Some(seed) }
            }
        };
        // At most 2^20 tasks of at most 2^40 microseconds each: the sum cannot overflow.
        let work: u64 = workload.tasks.iter().map(|task| task.load + task.render).sum();
        if work > MAX_WORK {
            return Err(ScenarioError {
                field: "the work".to_owned(),
                value: format!("{} ms of loads and renders in all", work / 1000),
                allowed: format!("at most {} ms", MAX_WORK / 1000),
            });
        }
        Ok(workload)
    }

    /// The tasks by their numbers.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The seed that the tasks were drawn from, whether it was given or not; `None` for a list of tasks.
    #[must_use]
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.tasks.len()).expect("a scenario has at most 2^20 tasks")
    }
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
