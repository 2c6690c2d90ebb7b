use std::num::NonZeroU32;

#[cfg(feature = "rayon")]
use rayon::prelude::*;

use crate::data::error::ScenarioError;
use crate::scenario::checked::Scenario;
use crate::simulation::engine::Simulation;
use crate::simulation::recorder::Nothing;

/// Computes the makespans of a scenario's work in a plane: with so many slots, which is concurrency, and so many executors,
/// which is parallelism. There is a row for each number of slots, and in it a place for each number of executors, both in
/// the order in which they are given. A place is empty where there are more executors than slots.
///
/// Each makespan, in microseconds, is that of a [run](Scenario::run), but no spans are written: this takes less time, and
/// there is no limit of spans. With the feature `rayon` all cores work on it. The numbers of slots and executors take the
/// place of the scenario's `limit`, `workers` and `cores`, and a strategy that cannot have so many gives way to the nearest
/// one that can:
///
/// | strategy | with k slots and p executors |
/// |---|---|
/// | sequential | itself with one of both; coroutines with limit k on one executor; threads with limit k on p cores |
/// | threads, processes | the same with limit k on p cores; from two executors on without a GIL |
/// | coroutines | the same with limit k on one executor; work stealing with limit k and p workers on more |
/// | work stealing | the same with limit k and p workers |
///
/// ```
/// use cvsp::{Scenario, Strategy, Task};
///
/// // Four tasks that load for 3 ms and render for 2 ms.
/// let scenario = Scenario::builder(Strategy::Threads).tasks(vec![Task::new(3_000, 2_000); 4]).build()?;
/// let makespans = cvsp::sweep(&scenario, &[1, 2, 4], &[1, 2, 4])?;
/// assert_eq!(makespans[0], [Some(20_000), None, None]);
/// assert_eq!(makespans[1], [Some(12_000), Some(10_000), None]);
/// assert_eq!(makespans[2], [Some(11_000), Some(7_000), Some(5_000)]);
/// # Ok::<(), cvsp::ScenarioError>(())
/// ```
///
/// # Errors
///
/// Where a number of slots or executors is 0; and where a run takes more events or time than can be held.
pub fn sweep(scenario: &Scenario, slots: &[u32], executors: &[u32]) -> Result<Vec<Vec<Option<u64>>>, ScenarioError> {
    let slots = counts("slots", slots)?;
    let executors = counts("executors", executors)?;
    let start = || Simulation::new(scenario.setup(), scenario.workload(), Nothing);
    let row = |simulation: &mut Simulation<'_, Nothing>, slots| row(simulation, scenario, slots, &executors);
    #[cfg(feature = "rayon")]
    let rows: Vec<_> = slots.into_par_iter().map_init(start, row).collect();
    #[cfg(not(feature = "rayon"))]
    let rows: Vec<_> = {
        let mut simulation = start();
        slots.into_iter().map(|slots| row(&mut simulation, slots)).collect()
    };
    rows.into_iter().collect()
}

/// Checks numbers that are given, each from 1.
fn counts(field: &str, numbers: &[u32]) -> Result<Vec<NonZeroU32>, ScenarioError> {
    let checked = |(index, number): (usize, &u32)| {
        NonZeroU32::new(*number).ok_or_else(|| {
            let allowed = format!("a whole number from 1 to {}", u32::MAX);
            ScenarioError::new(&format!("{field}[{index}]"), "0".to_owned(), allowed)
        })
    };
    numbers.iter().enumerate().map(checked).collect()
}

/// Runs the cells of a row, all in the memory of one simulation.
fn row(
    simulation: &mut Simulation<'_, Nothing>,
    scenario: &Scenario,
    slots: NonZeroU32,
    executors: &[NonZeroU32],
) -> Result<Vec<Option<u64>>, ScenarioError> {
    let mut cells = Cells::default();
    let mut makespan = |executors| cells.makespan(simulation, scenario, slots, executors);
    executors.iter().map(|&count| (count <= slots).then(|| makespan(count)).transpose()).collect()
}

/// Computes makespans, and leaves out runs of which the one before told theirs.
///
/// Once a run leaves an executor unused, more of them change nothing: the lowest free one is always taken. With one executor
/// the strategy may be another.
#[derive(Default)]
pub(crate) struct Cells {
    /// With so many slots, so many executors are enough for this makespan.
    enough: Option<(NonZeroU32, u32, u64)>,
}

impl Cells {
    /// Returns a makespan, in microseconds. Those with as many slots are best asked for one after the other, from the fewest
    /// executors on.
    pub(crate) fn makespan(
        &mut self,
        simulation: &mut Simulation<'_, Nothing>,
        scenario: &Scenario,
        slots: NonZeroU32,
        executors: NonZeroU32,
    ) -> Result<u64, ScenarioError> {
        if let Some((same, enough, makespan)) = self.enough
            && same == slots
            && executors.get() >= enough
        {
            return Ok(makespan);
        }
        simulation.restart(&scenario.setup().at(slots, executors), Nothing);
        simulation.run()?;
        let (used, makespan) = (simulation.used_executors(), simulation.now());
        if executors.get() > 1 && used < executors.get() {
            self.enough = Some((slots, used.max(2), makespan));
        }
        Ok(makespan)
    }
}
