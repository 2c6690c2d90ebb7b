use std::collections::VecDeque;

use crate::data::error::ScenarioError;
use crate::scenario::setup::Setup;
use crate::scenario::units::MAX_WORK;
use crate::scenario::workload::Workload;
use crate::simulation::begin_queue::BeginQueue;
use crate::simulation::event_queue::{Event, EventQueue};
use crate::simulation::index_pool::IndexPool;
use crate::simulation::recorder::{Record, Recorder};
use crate::simulation::timeline::{SpanKind, Timeline};

/// The most events that one run may take: some seconds' work.
const MAX_EVENTS: u64 = 1 << 26;

/// The most spans that one run may have: half a gigabyte of memory.
const MAX_SPANS: usize = 1 << 24;

/// Stands for no time at all: an end that is not known, or a quantum that is not running.
const NEVER: u64 = u64::MAX;

/// Computes what the setup's strategy does with a workload. The same input always gives the same timeline.
///
/// It fails where the run takes more events, spans or time than can be held: short time slices make many of a little work.
pub(crate) fn simulate(setup: &Setup, workload: &Workload) -> Result<Timeline, ScenarioError> {
    let mut simulation = Simulation::new(setup, workload, Recorder::new(3 * workload.count() as usize));
    simulation.run()?;
    let (slots, executors) = (simulation.slot_count, simulation.executor_count);
    Ok(simulation.recorder.into_timeline(slots, executors, workload.count(), simulation.peak_in_flight))
}

/// A task that waits for an executor.
#[derive(Clone, Copy, Debug)]
struct Waiting<Span> {
    /// The span of its wait, which has its task and its slot.
    span: Span,
    /// How much of the render is left; [`NEVER`] where it has yet to ask for its load, by rule 9.
    render_left: u64,
}

/// The slot of an executor that has not run any.
const NO_SLOT: u32 = u32::MAX;

/// What the task on an executor is doing.
#[derive(Clone, Copy, Debug)]
enum Burst {
    Switching,
    Blocked,
    Rendering,
}

/// An executor, and the task that it runs.
#[derive(Clone, Copy, Debug)]
struct Executor<Span> {
    /// The slot that it runs, or ran last.
    slot: u32,
    task: u32,
    burst: Burst,
    /// Whether the event of the burst's end is scheduled.
    end_scheduled: bool,
    /// When the burst ends by itself; [`NEVER`] where it runs nothing.
    ends: u64,
    /// How much of the render was left when the task was dispatched, as [`Waiting`] has it.
    render_left: u64,
    /// The task's last span.
    span: Span,
    /// When the quantum that is watched ends; [`NEVER`] where none is.
    quantum_ends: u64,
    /// When the last quantum ended, while it coasts: it runs on since no task waits, and no quantum is watched until one
    /// does. [`NEVER`] while it does not coast.
    coasts_from: u64,
}

impl<Span> Executor<Span> {
    /// An executor that has not run anything, and is about to run the task of a span.
    fn unused(span: Span) -> Self {
        Self {
            slot: NO_SLOT,
            task: 0,
            burst: Burst::Rendering,
            end_scheduled: false,
            ends: NEVER,
            render_left: 0,
            span,
            quantum_ends: NEVER,
            coasts_from: NEVER,
        }
    }
}

/// Holds the clock and the state of everything at `now`. Time jumps from event to event.
pub(crate) struct Simulation<'a, R: Record> {
    workload: &'a Workload,
    slot_count: u32,
    executor_count: u32,
    quantum: Option<u64>,
    switch_cost: u64,
    start_cost: u64,
    /// Whether a blocking load keeps the executor.
    blocks: bool,
    /// Whether there is an event loop that takes turns: rule 9.
    turns: bool,

    now: u64,
    events: EventQueue,
    event_count: u64,
    recorder: R,
    peak_in_flight: u32,
    in_flight: u32,

    begin: BeginQueue,
    free_slots: IndexPool,
    /// How many slots are started. All are from the beginning where a start costs nothing.
    started: u32,

    /// How many more loads the server can serve at once; `None` is without bound.
    free_connections: Option<u32>,
    /// The tasks that wait for the server, by their `queued` spans.
    server_queue: VecDeque<R::Span>,

    /// Those that were used so far.
    executors: Vec<Executor<R::Span>>,
    free_executors: IndexPool,
    /// The executors that coast. One that has stopped coasting stays in the list until [`Self::wake_coasting`] drops it.
    coasting: Vec<u32>,
    ready: VecDeque<Waiting<R::Span>>,

    /// With turns, the loaded tasks that the loop has not looked for yet, in the order in which their loads ended.
    ended: VecDeque<Waiting<R::Span>>,
}

impl<'a, R: Record> Simulation<'a, R> {
    pub(crate) fn new(setup: &Setup, workload: &'a Workload, recorder: R) -> Self {
        let slot_count = setup.slots(workload.count());
        let executor_count = setup.executors(slot_count);
        let start_cost = setup.start_cost();
        let started = if start_cost > 0 { 0 } else { slot_count };
        Self {
            workload,
            slot_count,
            executor_count,
            quantum: setup.quantum(),
            switch_cost: setup.switch_cost,
            start_cost,
            blocks: setup.strategy.is_cooperative(),
            turns: setup.takes_turns(),
            now: 0,
            events: EventQueue::default(),
            event_count: 0,
            recorder,
            peak_in_flight: 0,
            in_flight: 0,
            begin: BeginQueue::new(workload),
            free_slots: IndexPool::new(started, slot_count),
            started,
            free_connections: setup.server_connections.map(Into::into),
            server_queue: VecDeque::new(),
            executors: Vec::new(),
            free_executors: IndexPool::new(executor_count, executor_count),
            coasting: Vec::new(),
            ready: VecDeque::new(),
            ended: VecDeque::new(),
        }
    }

    /// Starts again with another setup and recorder, in the same memory.
    pub(crate) fn restart(&mut self, setup: &Setup, recorder: R) {
        let ended = std::mem::replace(self, Self::new(setup, self.workload, recorder));
        self.events = ended.events.emptied();
        (self.executors, self.coasting) = (ended.executors, ended.coasting);
        (self.ready, self.server_queue) = (ended.ready, ended.server_queue);
        self.executors.clear();
        self.coasting.clear();
        self.ready.clear();
        self.server_queue.clear();
    }

    /// Runs until nothing is left to do.
    pub(crate) fn run(&mut self) -> Result<(), ScenarioError> {
        self.ready.reserve(self.slot_count as usize);
        self.start_next_slot();
        loop {
            loop {
                self.begin_tasks();
                self.serve_queued();
                if !self.dispatch() {
                    break;
                }
            }
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

    /// When the last of its events was: at the end of a run, its makespan.
    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    /// How many executors have run anything. They are the lowest-numbered ones.
    #[expect(clippy::cast_possible_truncation)]
    pub(crate) fn used_executors(&self) -> u32 {
        self.executors.len() as u32
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
        let allowed = "shorter: give it less work, or longer time slices".to_owned();
        Err(ScenarioError::new("the run", format!("more than {most} ") + unit, allowed))
    }

    /// When the start of the next slot ends. Slots are started one after another, each at the start cost.
    fn start_end(&self) -> u64 {
        u64::from(self.started + 1) * self.start_cost
    }

    fn start_next_slot(&mut self) {
        if self.started < self.slot_count {
            let ends = self.start_end();
            self.recorder.add((self.now, ends), SpanKind::Start, 0, self.started);
        }
    }

    /// Step 1 of an instant: a slot whose start ends becomes free.
    fn end_slot_starts(&mut self) {
        if self.started < self.slot_count && self.start_end() == self.now {
            self.started += 1;
            self.free_slots.give_back(self.started - 1);
            self.start_next_slot();
        }
    }

    /// Steps 2 and 3: activities end, in the order of their tasks, and then quanta, in the order of their executors.
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
        if self.turns {
            let span = self.recorder.add((self.now, self.now), SpanKind::Ready, task, slot);
            self.ended.push_back(Waiting { span, render_left: self.workload.render(task) });
        } else {
            self.loaded(task, slot);
        }
    }

    fn end_burst(&mut self, task: u32, executor: u32) {
        let Executor { slot, task: current, burst, ends, render_left, .. } = self.executors[executor as usize];
        // The event is stale where its render was preempted in the meantime.
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

    /// Rule 6: a render that has run for a whole quantum makes way for a task that waits. If none does, it coasts.
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
        while self.begin.has_ready() {
            let Some(slot) = self.free_slots.take() else { break };
            let Some(task) = self.begin.take() else { break };
            self.in_flight += 1;
            let load = self.workload.load(task);
            if self.blocking_load(task) > 0 {
                // Rule 7: the task waits for an executor, which its load then blocks.
                self.wake_coasting(false);
                self.make_ready(task, slot, self.workload.render(task));
            } else if load == 0 {
                if self.workload.render(task) > 0 {
                    self.wake_coasting(false);
                }
                self.loaded(task, slot);
            } else if self.turns {
                self.make_ready(task, slot, NEVER);
            } else if self.free_connections.is_some() {
                let span = self.recorder.add((self.now, self.now), SpanKind::Queued, task, slot);
                self.server_queue.push_back(span);
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

    /// Step 5, rule 3: the server takes up loads in the order in which they came, while it has a free connection.
    fn serve_queued(&mut self) {
        while self.free_connections != Some(0) {
            let Some(span) = self.server_queue.pop_front() else { break };
            self.free_connections = self.free_connections.map(|free| free - 1);
            let (task, slot) = self.recorder.owner(span);
            let ends = self.now + self.workload.load(task);
            self.recorder.follow(span, (self.now, ends), SpanKind::Load, 0);
            self.events.schedule(ends, Event::Load { task, slot });
        }
    }

    /// Step 6, rule 5: the lowest-numbered free executor takes the head of the ready queue.
    ///
    /// Returns whether a task gave its executor back in no time, as with turns. Then there may be more to do at this instant.
    fn dispatch(&mut self) -> bool {
        let mut gave_back = false;
        while !self.ready.is_empty() || !self.ended.is_empty() {
            let Some(executor) = self.free_executors.take() else { break };
            if self.ready.is_empty() {
                // Rule 9: only now does the loop look for loads that have ended.
                std::mem::swap(&mut self.ready, &mut self.ended);
            }
            let Some(Waiting { span, render_left }) = self.ready.pop_front() else { break };
            if executor as usize == self.executors.len() {
                self.executors.push(Executor::unused(span));
            }
            let (task, slot) = self.recorder.owner(span);
            let state = &mut self.executors[executor as usize];
            let ran = std::mem::replace(&mut state.slot, slot);
            let preempted = std::mem::replace(&mut state.span, span);
            state.render_left = render_left;
            if ran != slot && self.switch_cost > 0 {
                state.task = task;
                self.occupy(executor, Burst::Switching, SpanKind::Switch, self.switch_cost);
            } else {
                if self.quantum.is_some()
                    && state.task == task
                    && ran == slot
                    && self.recorder.resume(preempted, span, self.now)
                {
                    state.span = preempted;
                }
                state.task = task;
                self.start_burst(executor);
                gave_back |= self.executors[executor as usize].ends == NEVER;
            }
        }
        gave_back
    }

    /// Adds the spans of the loads that began at 0, in the order in which they end. There may be a million, and the event
    /// queue sorts them anyway.
    fn record_first_loads(&mut self) {
        let events = self.events.start();
        if self.turns || self.free_connections.is_some() {
            // Each of them has its span already, which took the place of a `queued` one.
            return;
        }
        for (ends, event) in events {
            if let Event::Load { task, slot } = event {
                self.recorder.add((self.now, ends), SpanKind::Load, task, slot);
            }
        }
    }

    /// Starts what the executor's task needs it for: a blocking load, and otherwise its render. With turns it may be done
    /// with the task at once.
    fn start_burst(&mut self, executor: u32) {
        let Executor { task, slot, render_left, span, .. } = self.executors[executor as usize];
        let blocking_load = self.blocking_load(task);
        if render_left == NEVER {
            let span = self.recorder.follow(span, (self.now, self.now), SpanKind::Queued, 0);
            self.server_queue.push_back(span);
            self.free_executor(executor);
        } else if blocking_load > 0 {
            self.occupy(executor, Burst::Blocked, SpanKind::Blocked, blocking_load);
        } else if render_left > 0 {
            self.start_render(executor);
        } else {
            self.recorder.end(span, self.now);
            self.free_executor(executor);
            self.finish(task, slot);
        }
    }

    /// Keeps an executor for a switch or a blocked load.
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
            // The render's end is not scheduled yet: as a rule such a render is preempted before.
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
        let render = self.workload.render(task);
        if render == 0 {
            self.finish(task, slot);
        } else {
            self.wake_coasting(true);
            self.make_ready(task, slot, render);
        }
    }

    fn make_ready(&mut self, task: u32, slot: u32, render_left: u64) {
        let span = self.recorder.add((self.now, self.now), SpanKind::Ready, task, slot);
        self.ready.push_back(Waiting { span, render_left });
    }

    /// Watches the quanta of coasting executors again, since a task is about to wait.
    ///
    /// For example, an executor has a quantum of 10, and dispatched a long render at 0. No task waited at 10, so that it
    /// has coasted since then. A task comes to wait at 34:
    ///
    /// ```text
    /// time      0        10        20        30  34    40
    /// quanta    |---------|---------|---------|---------|
    /// executor  rendering  coasting...............watched^ preempted
    /// ready                                      waits...
    /// ```
    ///
    /// The quantum that is running then ends at 40: at the first multiple of 10 after `coasts_from`, which is 10, that is
    /// not before 34. A task may also come at 30, just when a quantum ends. In step 2 the quanta that end at 30 are still to be
    /// handled, so that this one preempts (`includes_now`). In step 4 they have been handled, and the next one ends at 40.
    fn wake_coasting(&mut self, includes_now: bool) {
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
            if ends == self.now && !includes_now {
                ends += quantum;
            }
            if ends < state.ends {
                self.watch_quantum(executor, ends);
            }
        }
    }

    // In WebAssembly a copy for each of its callers would be too large.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn free_executor(&mut self, executor: u32) {
        let state = &mut self.executors[executor as usize];
        state.ends = NEVER;
        state.quantum_ends = NEVER;
        state.coasts_from = NEVER;
        self.free_executors.give_back(executor);
    }

    /// Rule 8: the task gives back its slot, and those that come after it may begin.
    fn finish(&mut self, task: u32, slot: u32) {
        self.in_flight -= 1;
        self.free_slots.give_back(slot);
        self.begin.finish(task);
    }
}
