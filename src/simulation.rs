use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::error::ScenarioError;
use crate::event_queue::{Event, EventQueue};
use crate::index_pool::IndexPool;
use crate::scenario::Scenario;
use crate::timeline::{Recorder, SpanKind, Timeline};
use crate::workload::{MAX_WORK, Workload};

/// The most events that one run may take: some seconds' work.
const MAX_EVENTS: u64 = 1 << 26;

/// The most spans that one run may have: half a gigabyte of memory.
const MAX_SPANS: usize = 1 << 24;

/// No time at all: an end that is not known, or a quantum that does not run.
const NEVER: u64 = u64::MAX;

/// Computes what the scenario's strategy does with a workload.
///
/// The same scenario and workload always give the same timeline. The workload is an argument of its own, so that several
/// strategies can be given the same one.
///
/// ```
/// use cvsp::{Scenario, Strategy, Workload, simulate};
///
/// let mut scenario: Scenario = serde_json::from_str(
///     r#"{ "strategy": "threads", "grid": [4, 4], "load": [1500, 7000], "render": [800, 1500], "seed": 42 }"#,
/// )?;
/// let workload = Workload::draw(&scenario.tasks)?;
/// let threads = simulate(&scenario, &workload)?.makespan();
/// scenario.strategy = Strategy::Sequential;
/// let sequential = simulate(&scenario, &workload)?.makespan();
///
/// let longest = (0..workload.count()).map(|task| workload.load(task) + workload.render(task)).max();
/// assert_eq!(Some(threads), longest); // without limits, threads take as long as the longest task,
/// let (loads, renders) = workload.totals();
/// assert_eq!(sequential, loads + renders); // and a loop as long as all of them
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Where the run takes more events, spans or time than can be held: short time slices make many of a little work.
pub fn simulate(scenario: &Scenario, workload: &Workload) -> Result<Timeline, ScenarioError> {
    let mut simulation = Simulation::new(scenario, workload);
    simulation.run()?;
    let (slots, executors) = (simulation.slot_count, simulation.executor_count);
    Ok(simulation.recorder.into_timeline(slots, executors, workload.count(), simulation.peak_in_flight))
}

/// A task that waits for an executor.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    /// The index of the wait's span, which says the task and its slot.
    span: usize,
    /// How much of the render is left.
    render_left: u64,
}

const NO_SLOT: u32 = u32::MAX;

/// What the task on an executor is doing.
#[derive(Clone, Copy, Debug)]
enum Burst {
    Switching,
    Blocked,
    Rendering,
}

/// What runs bursts, and the task that it runs.
#[derive(Clone, Copy, Debug)]
struct Executor {
    /// The slot that it runs, or ran last.
    slot: u32,
    task: u32,
    burst: Burst,
    /// Whether the event of the burst's end is scheduled.
    end_scheduled: bool,
    /// When the burst ends by itself; [`NEVER`] where it runs nothing.
    ends: u64,
    /// How much of the render was left when the task was dispatched.
    render_left: u64,
    /// The index of the task's last span.
    span: usize,
    /// When the quantum that is watched ends; [`NEVER`] where none is.
    quantum_ends: u64,
    /// Where it runs on with nobody waiting, the end of its last quantum, and else [`NEVER`]: no quantum is watched until
    /// somebody waits.
    coasts_from: u64,
}

const IDLE: Executor = Executor {
    slot: NO_SLOT,
    task: 0,
    burst: Burst::Rendering,
    end_scheduled: false,
    ends: NEVER,
    render_left: 0,
    span: 0,
    quantum_ends: NEVER,
    coasts_from: NEVER,
};

/// The clock, and the state of everything at `now`. Time jumps from event to event.
struct Simulation<'a> {
    workload: &'a Workload,
    slot_count: u32,
    executor_count: u32,
    quantum: Option<u64>,
    switch_cost: u64,
    start_cost: u64,
    /// Whether a blocking load keeps the executor.
    blocks: bool,

    now: u64,
    events: EventQueue,
    event_count: u64,
    recorder: Recorder,
    peak_in_flight: u32,
    in_flight: u32,

    begin: BeginQueue,
    free_slots: IndexPool,
    /// How many slots are started, or need no start.
    started: u32,

    /// How many more loads the far end can serve; `None` is without bound.
    free_connections: Option<u32>,
    /// The indices of the spans in which tasks wait for it.
    queued: VecDeque<usize>,

    executors: Vec<Executor>,
    free_executors: IndexPool,
    /// Executors that run on with nobody waiting, and some that did.
    coasting: Vec<u32>,
    ready: VecDeque<Waiting>,
}

impl<'a> Simulation<'a> {
    fn new(scenario: &Scenario, workload: &'a Workload) -> Self {
        let slot_count = scenario.slots(workload.count());
        let executor_count = scenario.executors(slot_count);
        let start_cost = scenario.start_cost();
        let started = if start_cost > 0 { 0 } else { slot_count };
        Self {
            workload,
            slot_count,
            executor_count,
            quantum: scenario.quantum(),
            switch_cost: scenario.machine.switch_cost,
            start_cost,
            blocks: scenario.strategy.is_cooperative(),
            now: 0,
            events: EventQueue::default(),
            event_count: 0,
            recorder: Recorder::new(3 * workload.count() as usize),
            peak_in_flight: 0,
            in_flight: 0,
            begin: BeginQueue::new(workload),
            free_slots: IndexPool::new(started, slot_count),
            started,
            free_connections: scenario.machine.server_connections.map(Into::into),
            queued: VecDeque::new(),
            executors: Vec::new(),
            free_executors: IndexPool::new(executor_count, executor_count),
            coasting: Vec::new(),
            ready: VecDeque::with_capacity(slot_count as usize),
        }
    }

    fn run(&mut self) -> Result<(), ScenarioError> {
        self.start_next_slot();
        loop {
            self.begin_tasks();
            self.serve_queued();
            self.dispatch();
            if self.now == 0 {
                self.record_first_loads();
            }
            self.peak_in_flight = self.peak_in_flight.max(self.in_flight);
            let Some(time) = self.next_time() else { return Ok(()) };
            self.check_bounds(time)?;
            self.now = time;
            self.end_slot_starts();
            self.handle_events();
        }
    }

    fn next_time(&mut self) -> Option<u64> {
        let slot_starts = (self.started < self.slot_count).then(|| self.start_end());
        match (self.events.next_time(), slot_starts) {
            (Some(event), Some(start)) => Some(event.min(start)),
            (event, start) => event.or(start),
        }
    }

    fn check_bounds(&self, next: u64) -> Result<(), ScenarioError> {
        let exceeded = if next > MAX_WORK {
            ("ms long", MAX_WORK / 1000)
        } else if self.event_count > MAX_EVENTS {
            ("events", MAX_EVENTS)
        } else if self.recorder.len() > MAX_SPANS {
            ("spans", MAX_SPANS as u64)
        } else {
            return Ok(());
        };
        let (unit, most) = exceeded;
        Err(ScenarioError {
            field: "the run".to_owned(),
            value: format!("more than {most} {unit}"),
            allowed: "shorter: give it less work, or longer time slices".to_owned(),
        })
    }

    /// When the slot that is being started is started: one after the other, each taking the start cost.
    fn start_end(&self) -> u64 {
        u64::from(self.started + 1) * self.start_cost
    }

    fn start_next_slot(&mut self) {
        if self.started < self.slot_count {
            let ends = self.start_end();
            self.recorder.add((self.now, ends), SpanKind::Start, 0, self.started);
        }
    }

    /// Step 1 of an instant: slots whose start ends become free.
    fn end_slot_starts(&mut self) {
        if self.started < self.slot_count && self.start_end() == self.now {
            self.started += 1;
            self.free_slots.give_back(self.started - 1);
            self.start_next_slot();
        }
    }

    /// Steps 2 and 3: activities that end, by their tasks, and then quanta that end, by their executors.
    fn handle_events(&mut self) {
        while let Some(event) = self.events.pop_due(self.now) {
            self.event_count += 1;
            match event {
                Event::Load { task, slot } => self.end_load(task, slot),
                Event::Burst { task, executor } => self.end_burst(task, executor),
                Event::Quantum { executor } => self.end_quantum(executor),
            }
        }
    }

    fn end_load(&mut self, task: u32, slot: u32) {
        if let Some(free) = &mut self.free_connections {
            *free += 1;
        }
        self.loaded(task, slot);
    }

    fn end_burst(&mut self, task: u32, executor: u32) {
        let Executor { slot, task: current, burst, ends, render_left, .. } = self.executors[executor as usize];
        // A render that was preempted ends at another time than was foreseen.
        if ends != self.now || current != task {
            return;
        }
        match burst {
            Burst::Switching => self.start_burst(executor),
            Burst::Blocked if render_left > 0 => self.start_render(executor),
            Burst::Blocked | Burst::Rendering => {
                self.free_executor(executor);
                self.finish(task, slot);
            }
        }
    }

    /// Rule 6: a render that has run for a whole quantum makes way for who is waiting; if nobody is, it runs on.
    fn end_quantum(&mut self, executor: u32) {
        let state = &mut self.executors[executor as usize];
        if state.quantum_ends != self.now {
            return;
        }
        if self.ready.is_empty() {
            state.quantum_ends = NEVER;
            state.coasts_from = self.now;
            self.coasting.push(executor);
            self.schedule_end(executor);
            return;
        }
        let render_left = state.ends - self.now;
        let span = self.recorder.follow(state.span, (self.now, self.now), SpanKind::Ready, 0);
        self.free_executor(executor);
        self.ready.push_back(Waiting { span, render_left });
    }

    /// Step 4, rule 1: the lowest-numbered free slot takes the lowest-numbered task that may begin.
    fn begin_tasks(&mut self) {
        while self.begin.has_next() {
            let Some(slot) = self.free_slots.take() else { break };
            let Some(task) = self.begin.take() else { break };
            self.in_flight += 1;
            let load = self.workload.load(task);
            if self.blocking_load(task) > 0 {
                // Rule 7: it waits for an executor that it can block.
                self.wake_coasting(false);
                self.make_ready(task, slot);
            } else if load == 0 {
                if self.workload.render(task) > 0 {
                    self.wake_coasting(false);
                }
                self.loaded(task, slot);
            } else if self.free_connections.is_some() {
                let span = self.recorder.add((self.now, self.now), SpanKind::Queued, task, slot);
                self.queued.push_back(span);
            } else {
                let ends = self.now + load;
                if self.now > 0 {
                    self.recorder.add((self.now, ends), SpanKind::Load, task, slot);
                }
                self.events.schedule(ends, Event::Load { task, slot });
            }
        }
    }

    /// How long the task keeps its executor for its load.
    fn blocking_load(&self, task: u32) -> u64 {
        if self.blocks && self.workload.is_blocking(task) { self.workload.load(task) } else { 0 }
    }

    /// Step 5, rule 3: the far end serves who came first, while it has a free connection.
    fn serve_queued(&mut self) {
        while self.free_connections.is_some_and(|free| free > 0) {
            let Some(span) = self.queued.pop_front() else { break };
            self.free_connections = self.free_connections.map(|free| free - 1);
            let (task, slot) = self.recorder.whose(span);
            let ends = self.now + self.workload.load(task);
            self.recorder.follow(span, (self.now, ends), SpanKind::Load, 0);
            self.events.schedule(ends, Event::Load { task, slot });
        }
    }

    /// Step 6, rule 5: the lowest-numbered free executor takes the head of the ready queue.
    fn dispatch(&mut self) {
        while !self.ready.is_empty() {
            let Some(executor) = self.free_executors.take() else { break };
            let Some(Waiting { span, render_left }) = self.ready.pop_front() else { break };
            if executor as usize == self.executors.len() {
                self.executors.push(IDLE);
            }
            let (task, slot) = self.recorder.whose(span);
            let state = &mut self.executors[executor as usize];
            let ran = std::mem::replace(&mut state.slot, slot);
            let preempted = std::mem::replace(&mut state.span, span);
            state.render_left = render_left;
            if ran != slot && self.switch_cost > 0 {
                state.task = task;
                self.occupy(executor, Burst::Switching, SpanKind::Switch, self.switch_cost);
            } else {
                if state.task == task && ran == slot && self.recorder.resume(preempted, span, self.now) {
                    state.span = preempted;
                }
                state.task = task;
                self.start_burst(executor);
            }
        }
    }

    /// Adds the spans of the loads that began at 0, in the order in which they end: a million may, and are sorted once.
    fn record_first_loads(&mut self) {
        let events = self.events.start();
        if self.free_connections.is_some() {
            // They waited for the far end, and their spans took the place of that.
            return;
        }
        for (ends, event) in events {
            if let Event::Load { task, slot } = event {
                self.recorder.add((self.now, ends), SpanKind::Load, task, slot);
            }
        }
    }

    /// What the task was dispatched for.
    fn start_burst(&mut self, executor: u32) {
        let load = self.blocking_load(self.executors[executor as usize].task);
        if load > 0 {
            self.occupy(executor, Burst::Blocked, SpanKind::Blocked, load);
        } else {
            self.start_render(executor);
        }
    }

    /// Starts a switch or a blocked load.
    fn occupy(&mut self, executor: u32, burst: Burst, kind: SpanKind, duration: u64) {
        let state = &mut self.executors[executor as usize];
        state.burst = burst;
        state.ends = self.now + duration;
        state.end_scheduled = false;
        state.span = self.recorder.follow(state.span, (self.now, state.ends), kind, executor);
        self.schedule_end(executor);
    }

    fn start_render(&mut self, executor: u32) {
        let state = &mut self.executors[executor as usize];
        state.burst = Burst::Rendering;
        state.ends = self.now + state.render_left;
        state.end_scheduled = false;
        state.span = self.recorder.follow(state.span, (self.now, state.ends), SpanKind::Render, executor);
        match self.quantum {
            // Its end is scheduled when it is known to come: most renders that are cut are preempted again.
            Some(quantum) if quantum < state.render_left => self.watch_quantum(executor, self.now + quantum),
            _ => self.schedule_end(executor),
        }
    }

    fn schedule_end(&mut self, executor: u32) {
        let state = &mut self.executors[executor as usize];
        if !state.end_scheduled {
            state.end_scheduled = true;
            self.events.schedule(state.ends, Event::Burst { task: state.task, executor });
        }
    }

    fn watch_quantum(&mut self, executor: u32, ends: u64) {
        self.executors[executor as usize].quantum_ends = ends;
        self.events.schedule(ends, Event::Quantum { executor });
    }

    /// Rule 4: a loaded task joins the ready queue, unless it has nothing to render.
    fn loaded(&mut self, task: u32, slot: u32) {
        if self.workload.render(task) == 0 {
            self.finish(task, slot);
        } else {
            self.wake_coasting(true);
            self.make_ready(task, slot);
        }
    }

    fn make_ready(&mut self, task: u32, slot: u32) {
        let span = self.recorder.add((self.now, self.now), SpanKind::Ready, task, slot);
        self.ready.push_back(Waiting { span, render_left: self.workload.render(task) });
    }

    /// Watches the quanta again of those that ran on with nobody waiting, since somebody is about to wait: from this
    /// instant on, or, once its quanta have been seen to, from the next.
    fn wake_coasting(&mut self, from_now: bool) {
        let Some(quantum) = self.quantum else { return };
        while let Some(executor) = self.coasting.pop() {
            self.event_count += 1;
            let state = &mut self.executors[executor as usize];
            let from = std::mem::replace(&mut state.coasts_from, NEVER);
            if from == NEVER {
                continue;
            }
            let quanta = (self.now - from).div_ceil(quantum).max(1);
            let mut ends = from + quanta * quantum;
            if ends == self.now && !from_now {
                ends += quantum;
            }
            if ends < state.ends {
                self.watch_quantum(executor, ends);
            }
        }
    }

    fn free_executor(&mut self, executor: u32) {
        let state = &mut self.executors[executor as usize];
        state.ends = NEVER;
        state.quantum_ends = NEVER;
        state.coasts_from = NEVER;
        self.free_executors.give_back(executor);
    }

    /// Rule 8: the task gives back its slot, and those that came after it may begin.
    fn finish(&mut self, task: u32, slot: u32) {
        self.in_flight -= 1;
        self.free_slots.give_back(slot);
        self.begin.finished(task);
    }
}

/// The tasks that are not begun.
enum BeginQueue {
    /// No task comes after another: they begin in their order, and this is the next.
    InOrder { next: u32, count: u32 },
    AsTheyMay {
        /// Those that may begin.
        may: BinaryHeap<Reverse<u32>>,
        /// For each task, how many of those that it comes after are not finished.
        missing: Vec<u32>,
        /// The tasks that come after task i are `followers[first[i]..first[i + 1]]`.
        first: Vec<u32>,
        followers: Vec<u32>,
    },
}

impl BeginQueue {
    fn new(workload: &Workload) -> Self {
        let count = workload.count();
        if !workload.has_after() {
            return Self::InOrder { next: 0, count };
        }
        let lists = || (0..count).map(|task| (task, workload.after(task)));
        let missing: Vec<u32> =
            lists().map(|(_, after)| u32::try_from(after.len()).expect("lists are below 2^20")).collect();
        let mut first = vec![0u32; count as usize + 1];
        for (_, after) in lists() {
            for earlier in after {
                first[*earlier as usize + 1] += 1;
            }
        }
        for task in 0..count as usize {
            first[task + 1] += first[task];
        }
        let mut next = first.clone();
        let mut followers = vec![0; *first.last().expect("it has one more than there are tasks") as usize];
        for (task, after) in lists() {
            for earlier in after {
                let place = &mut next[*earlier as usize];
                followers[*place as usize] = task;
                *place += 1;
            }
        }
        let may = (0..count).filter(|task| missing[*task as usize] == 0).map(Reverse).collect();
        Self::AsTheyMay { may, missing, first, followers }
    }

    fn has_next(&self) -> bool {
        match self {
            Self::InOrder { next, count } => next < count,
            Self::AsTheyMay { may, .. } => !may.is_empty(),
        }
    }

    fn take(&mut self) -> Option<u32> {
        match self {
            Self::InOrder { next, count } => (next < count).then(|| {
                *next += 1;
                *next - 1
            }),
            Self::AsTheyMay { may, .. } => may.pop().map(|Reverse(task)| task),
        }
    }

    fn finished(&mut self, task: u32) {
        let Self::AsTheyMay { may, missing, first, followers } = self else { return };
        let range = first[task as usize] as usize..first[task as usize + 1] as usize;
        for &follower in &followers[range] {
            missing[follower as usize] -= 1;
            if missing[follower as usize] == 0 {
                may.push(Reverse(follower));
            }
        }
    }
}
