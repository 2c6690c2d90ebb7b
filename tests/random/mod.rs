//! Makes random scenarios as plain data: times in microseconds, every field of the model, and the JSON text of it.

use std::env;
use std::fmt::{self, Debug, Formatter};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrategyName {
    Sequential,
    Threads,
    Processes,
    Coroutines,
    WorkStealing,
}

impl StrategyName {
    pub const ALL: [Self; 5] = [Self::Sequential, Self::Threads, Self::Processes, Self::Coroutines, Self::WorkStealing];

    fn text(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Threads => "threads",
            Self::Processes => "processes",
            Self::Coroutines => "coroutines",
            Self::WorkStealing => "work-stealing",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Task {
    pub load: u64,
    pub render: u64,
    pub after: Vec<usize>,
    pub blocking: bool,
}

/// `least`, `most` and `step`; one that is left out is a millisecond.
#[derive(Clone, Debug)]
pub struct Range {
    pub least: u64,
    pub most: u64,
    pub step: Option<u64>,
}

#[derive(Clone, Debug)]
pub enum Work {
    List(Vec<Task>),
    Grid { columns: usize, rows: usize, load: Range, render: Range, seed: u32, chain: bool, blocking: Vec<usize> },
}

#[derive(Clone)]
pub struct Scenario {
    pub strategy: StrategyName,
    pub gil: bool,
    pub limit: Option<u32>,
    pub cores: Option<u32>,
    pub workers: Option<u32>,
    pub turns: bool,
    pub quantum: Option<u64>,
    pub gil_interval: Option<u64>,
    pub switch_cost: u64,
    pub thread_start: u64,
    pub process_start: u64,
    pub coroutine_start: u64,
    pub server_connections: Option<u32>,
    pub slot_memory: u64,
    pub work: Work,
}

/// The model's table, read row by row.
impl Scenario {
    /// k: how many tasks may be in flight.
    pub fn slots(&self, tasks: usize) -> usize {
        if self.strategy == StrategyName::Sequential { 1.min(tasks) } else { bounded(tasks, self.limit) }
    }

    /// p: how many bursts may run at once.
    pub fn executors(&self, tasks: usize) -> usize {
        let slots = self.slots(tasks);
        match self.strategy {
            StrategyName::Sequential | StrategyName::Coroutines => 1.min(slots),
            StrategyName::Threads if self.gil => 1.min(slots),
            StrategyName::Threads | StrategyName::Processes => bounded(slots, self.cores),
            StrategyName::WorkStealing => bounded(bounded(slots, self.workers), self.cores),
        }
    }

    /// How long a render runs before it may be preempted; `None` is for ever.
    pub fn slice(&self) -> Option<u64> {
        match self.strategy {
            StrategyName::Threads if self.gil => Some(self.gil_interval.unwrap_or(5_000)),
            StrategyName::Threads | StrategyName::Processes => self.quantum,
            StrategyName::Sequential | StrategyName::Coroutines | StrategyName::WorkStealing => None,
        }
    }

    /// What it costs to start one slot.
    pub fn start_cost(&self) -> u64 {
        match self.strategy {
            StrategyName::Sequential => 0,
            StrategyName::Threads => self.thread_start,
            StrategyName::Processes => self.process_start,
            StrategyName::Coroutines | StrategyName::WorkStealing => self.coroutine_start,
        }
    }

    /// Whether there is an event loop that takes turns (rule 9).
    pub fn takes_turns(&self) -> bool {
        self.strategy == StrategyName::Coroutines && self.turns
    }

    /// Whether a blocking load keeps an executor (rule 7).
    pub fn blocking_matters(&self) -> bool {
        matches!(self.strategy, StrategyName::Coroutines | StrategyName::WorkStealing)
    }
}

fn bounded(count: usize, bound: Option<u32>) -> usize {
    bound.map_or(count, |bound| count.min(bound as usize))
}

impl Scenario {
    /// The scenario as a program would write it: what has no bound is left out.
    pub fn json(&self) -> String {
        let mut fields = vec![format!(r#""strategy": "{}""#, self.strategy.text())];
        if self.gil {
            fields.push(r#""gil": true"#.to_owned());
        }
        if self.turns {
            fields.push(r#""turns": true"#.to_owned());
        }
        let counts = [
            ("limit", self.limit),
            ("cores", self.cores),
            ("workers", self.workers),
            ("serverConnections", self.server_connections),
        ];
        for (name, count) in counts {
            fields.extend(count.map(|count| format!(r#""{name}": {count}"#)));
        }
        for (name, interval) in [("quantum", self.quantum), ("gilInterval", self.gil_interval)] {
            fields.extend(interval.map(|interval| format!(r#""{name}": {}"#, millis(interval))));
        }
        let costs = [
            ("switchCost", self.switch_cost),
            ("threadStart", self.thread_start),
            ("processStart", self.process_start),
            ("coroutineStart", self.coroutine_start),
        ];
        for (name, cost) in costs {
            if cost > 0 {
                fields.push(format!(r#""{name}": {}"#, millis(cost)));
            }
        }
        if self.slot_memory > 0 {
            fields.push(format!(r#""slotMemory": {}"#, self.slot_memory));
        }
        match &self.work {
            Work::List(tasks) => {
                let tasks: Vec<String> = tasks.iter().map(task_json).collect();
                fields.push(format!(r#""tasks": [{}]"#, tasks.join(", ")));
            }
            Work::Grid { columns, rows, load, render, seed, chain, blocking } => {
                fields.push(format!(r#""grid": [{columns}, {rows}]"#));
                fields.push(format!(r#""load": {}, "render": {}"#, range_json(load), range_json(render)));
                fields.push(format!(r#""seed": {seed}"#));
                if *chain {
                    fields.push(r#""chain": true"#.to_owned());
                }
                if !blocking.is_empty() {
                    fields.push(format!(r#""blocking": {blocking:?}"#));
                }
            }
        }
        format!("{{ {} }}", fields.join(", "))
    }

    /// The tasks, where what a grid's tasks take is what `drawn` says of each.
    pub fn tasks(&self, drawn: impl Fn(usize) -> (u64, u64)) -> Vec<Task> {
        match &self.work {
            Work::List(tasks) => tasks.clone(),
            Work::Grid { columns, rows, chain, blocking, .. } => (0..columns * rows)
                .map(|number| {
                    let (load, render) = drawn(number);
                    let after = if *chain && number > 0 { vec![number - 1] } else { Vec::new() };
                    Task { load, render, after, blocking: blocking.contains(&number) }
                })
                .collect(),
        }
    }
}

/// Failures show the scenario as JSON, to be run and kept.
impl Debug for Scenario {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        formatter.write_str(&self.json())
    }
}

fn task_json(task: &Task) -> String {
    let mut fields = vec![format!(r#""load": {}, "render": {}"#, millis(task.load), millis(task.render))];
    if !task.after.is_empty() {
        fields.push(format!(r#""after": {:?}"#, task.after));
    }
    if task.blocking {
        fields.push(r#""blocking": true"#.to_owned());
    }
    format!("{{ {} }}", fields.join(", "))
}

fn range_json(range: &Range) -> String {
    let Range { least, most, step } = range;
    match step {
        Some(step) => format!("[{}, {}, {}]", millis(*least), millis(*most), millis(*step)),
        None if least == most => millis(*least),
        None => format!("[{}, {}]", millis(*least), millis(*most)),
    }
}

/// Microseconds as milliseconds, exactly.
fn millis(micros: u64) -> String {
    if micros.is_multiple_of(1000) {
        (micros / 1000).to_string()
    } else {
        format!("{}.{:03}", micros / 1000, micros % 1000)
    }
}

/// Checks `test` on `cases` random values, or on as many as the environment's `CVSP_CASES` says.
///
/// Nothing is written to files: a failure shows the smallest scenario found, which then belongs among the goldens.
#[track_caller]
pub fn check<T: Debug>(cases: u32, values: impl Strategy<Value = T>, test: impl Fn(T) -> Result<(), TestCaseError>) {
    let cases = env::var("CVSP_CASES").map_or(cases, |text| text.parse().expect("CVSP_CASES is a whole number"));
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 50_000, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&values, test) {
        panic!("{error}");
    }
}

/// Any scenario of 1 to `most` tasks, whose durations are at most `longest`.
pub fn scenarios(most: usize, longest: u64) -> impl Strategy<Value = Scenario> {
    prop_oneof![4 => lists(most, longest), 1 => with_work(grids(most, longest), longest)]
}

/// Any scenario whose tasks are given one by one.
pub fn lists(most: usize, longest: u64) -> impl Strategy<Value = Scenario> {
    with_work(task_lists(most, longest), longest)
}

fn with_work(work: impl Strategy<Value = Work>, longest: u64) -> impl Strategy<Value = Scenario> {
    let strategies = (select(&StrategyName::ALL[..]), any::<bool>(), any::<bool>());
    let counts = [(); 2].map(|()| option::of(1..=6_u32));
    // Most runs of tiny tasks would be mostly overhead if every cost were paid.
    let costs = [(); 4].map(|()| prop_oneof![2 => Just(0), 2 => 1..=3_u64, 1 => 0..=longest]);
    let memory = prop_oneof![Just(0), 1..=8_388_608_u64];
    (strategies, counts, executors(longest), costs, memory, work).prop_map(
        |((strategy, gil, turns), counts, (cores, workers, quantum, gil_interval), costs, slot_memory, work)| {
            let [limit, server_connections] = counts;
            let [switch_cost, thread_start, process_start, coroutine_start] = costs;
            Scenario {
                strategy,
                gil,
                limit,
                cores,
                workers,
                turns,
                quantum,
                gil_interval,
                switch_cost,
                thread_start,
                process_start,
                coroutine_start,
                server_connections,
                slot_memory,
                work,
            }
        },
    )
}

/// Cores, workers, quantum and the GIL's interval: anything, or so little of each that tasks wait and are preempted.
fn executors(longest: u64) -> impl Strategy<Value = (Option<u32>, Option<u32>, Option<u64>, Option<u64>)> {
    let count = || option::of(1..=6_u32);
    let interval = || option::of(prop_oneof![1..=4_u64, 1..=longest.max(2)]);
    let few = || (1..=2_u32).prop_map(Some);
    let short = || (1..=3_u64).prop_map(Some);
    prop_oneof![(count(), count(), interval(), interval()), (few(), few(), short(), short())]
}

/// Durations that often are 0 and often equal, so that much happens in one instant.
pub fn durations(longest: u64) -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0), 3 => 0..=4_u64.min(longest), 3 => 0..=longest]
}

fn task_lists(most: usize, longest: u64) -> impl Strategy<Value = Work> {
    // Dependencies are distances back, so that a list which shrinks keeps those that still make sense.
    let distances = prop_oneof![3 => Just(Vec::new()), 2 => vec(1..=5_usize, 1..=3)];
    let task = (durations(longest), durations(longest), distances, prop::bool::weighted(0.2));
    let shape =
        prop_oneof![2 => Just(Dependencies::None), 2 => Just(Dependencies::Some), 1 => Just(Dependencies::Chain)];
    (vec(task, 1..=most), shape).prop_map(|(tasks, shape)| {
        let tasks = tasks.into_iter().enumerate().map(|(number, (load, render, distances, blocking))| {
            // In any order, and some more than once.
            let after = match shape {
                Dependencies::None => Vec::new(),
                Dependencies::Some => distances.iter().filter_map(|distance| number.checked_sub(*distance)).collect(),
                Dependencies::Chain => number.checked_sub(1).into_iter().collect(),
            };
            Task { load, render, after, blocking }
        });
        Work::List(tasks.collect())
    })
}

#[derive(Clone, Copy, Debug)]
enum Dependencies {
    None,
    Some,
    Chain,
}

fn grids(most: usize, longest: u64) -> impl Strategy<Value = Work> {
    let blocking = vec(prop::bool::weighted(0.2), most);
    let ranges = [(); 2].map(|()| ranges(longest));
    (1..=most, 1..=most, ranges, any::<u32>(), any::<bool>(), blocking).prop_map(
        move |(columns, rows, [load, render], seed, chain, blocking)| {
            let rows = rows.min(most / columns).max(1);
            let blocking = (0..columns * rows).filter(|number| blocking[*number]).collect();
            Work::Grid { columns, rows, load, render, seed, chain, blocking }
        },
    )
}

fn ranges(longest: u64) -> impl Strategy<Value = Range> {
    (0..=longest, 0..=longest, option::of(1..=3_u64)).prop_map(|(one, other, step)| Range {
        least: one.min(other),
        most: one.max(other),
        step,
    })
}
