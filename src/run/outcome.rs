use crate::data::error::ScenarioError;
use crate::run::measures::Measures;
use crate::scenario::checked::Scenario;
use crate::scenario::workload::Workload;
use crate::simulation::engine::simulate;
use crate::simulation::timeline::Timeline;

/// A scenario and its timeline. Since the two stay together, nothing can be measured against another scenario's tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    scenario: Scenario,
    timeline: Timeline,
}

impl Scenario {
    /// Simulates the scenario. The same scenario always gives the same run.
    ///
    /// ```
    /// use cvsp::{Scenario, Strategy};
    ///
    /// let threads: Scenario = serde_json::from_str(
    ///     r#"{ "strategy": "threads", "grid": [4, 4], "load": [1500, 7000], "render": [800, 1500], "seed": 42 }"#,
    /// )?;
    /// let run = threads.run()?;
    /// // Without limits, threads take as long as the longest task,
    /// let work = run.workload();
    /// let longest = (0..work.count()).map(|task| work.load(task) + work.render(task)).max();
    /// assert_eq!(Some(run.timeline().makespan()), longest);
    ///
    /// // and a loop takes as long as all of them.
    /// let (loads, renders) = work.totals();
    /// let sequential = threads.with_strategy(Strategy::Sequential).run()?;
    /// assert_eq!(sequential.timeline().makespan(), loads + renders);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the run takes more events, spans or time than can be held: short time slices make many of a little work.
    pub fn run(&self) -> Result<Run, ScenarioError> {
        let timeline = simulate(self.setup(), self.workload())?;
        Ok(Run { scenario: self.clone(), timeline })
    }
}

impl Run {
    /// The scenario that was run.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The tasks of the scenario, and their durations.
    #[must_use]
    pub fn workload(&self) -> &Workload {
        self.scenario.workload()
    }

    /// Every span of the run.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// What the run comes to. Each call goes through all spans.
    #[must_use]
    pub fn measures(&self) -> Measures {
        Measures::of(self.scenario.setup(), self.workload(), &self.timeline)
    }
}
