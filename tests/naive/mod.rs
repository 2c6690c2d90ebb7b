//! Implements the model a second time, as plainly as possible: a microsecond at a time, looking at every task in each.
//!
//! It was written from the model's page alone, and shares nothing with the simulator. Rules and steps are named by their
//! numbers there.

use std::mem;

use crate::random::{Scenario, Task};

/// Start, end, kind, task, slot, executor.
pub type Span = (u64, u64, &'static str, Option<usize>, usize, Option<usize>);

#[derive(Debug)]
pub struct Outcome {
    pub slots: usize,
    pub executors: usize,
    /// Sorted by start, end and task, none first.
    pub spans: Vec<Span>,
    pub makespan: u64,
    pub speedup: f64,
    pub utilisation: f64,
    pub overhead: u64,
    pub waiting: u64,
    pub peak_in_flight: usize,
    pub peak_memory: u64,
    pub lower_bound: u64,
}

pub fn run(scenario: &Scenario, tasks: &[Task]) -> Outcome {
    let mut machine = Machine::new(scenario, tasks);
    loop {
        while machine.pass() {}
        if machine.is_done() {
            return machine.outcome();
        }
        machine.record();
        machine.advance();
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    NotBegun,
    Queued,
    Load,
    Blocked,
    Ready,
    Switch,
    Render,
    Finished,
}

/// What is left of a task, and where it is.
struct Progress {
    state: State,
    /// Rule 9: whether the loop has come to it.
    had_turn: bool,
    load_left: u64,
    switch_left: u64,
    render_left: u64,
    slice_left: Option<u64>,
    slot: Option<usize>,
    executor: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Waiting to be started, or being started.
    NotStarted,
    Free,
    Held,
}

#[derive(Clone, Copy)]
struct Executor {
    /// The task that holds it.
    task: Option<usize>,
    /// The slot that it ran last.
    last_slot: Option<usize>,
}

struct Machine<'a> {
    scenario: &'a Scenario,
    tasks: &'a [Task],
    now: u64,
    progress: Vec<Progress>,
    slots: Vec<Slot>,
    executors: Vec<Executor>,
    /// Tasks that wait for the server, first come first.
    server_queue: Vec<usize>,
    /// Tasks that wait for an executor, first come first.
    ready: Vec<usize>,
    /// Rule 9: tasks whose loads have ended, and for which the loop has not looked yet, in that order.
    ended: Vec<usize>,
    /// Those that are over, and those that are not yet.
    spans: Vec<Span>,
    open: Vec<Span>,
    peak_in_flight: usize,
}

impl<'a> Machine<'a> {
    fn new(scenario: &'a Scenario, tasks: &'a [Task]) -> Self {
        let not_begun = |task: &Task| Progress {
            state: State::NotBegun,
            had_turn: false,
            load_left: task.load,
            switch_left: 0,
            render_left: task.render,
            slice_left: None,
            slot: None,
            executor: None,
        };
        Self {
            scenario,
            tasks,
            now: 0,
            progress: tasks.iter().map(not_begun).collect(),
            slots: vec![Slot::NotStarted; scenario.slots(tasks.len())],
            executors: vec![Executor { task: None, last_slot: None }; scenario.executors(tasks.len())],
            server_queue: Vec::new(),
            ready: Vec::new(),
            ended: Vec::new(),
            spans: Vec::new(),
            open: Vec::new(),
            peak_in_flight: 0,
        }
    }

    /// "Everything that is due at time t happens in this order"; whether anything did.
    fn pass(&mut self) -> bool {
        let happened = [
            self.slots_become_free(),
            self.activities_end(),
            self.slices_end(),
            self.tasks_begin(),
            self.server_takes_up_loads(),
            self.dispatch(),
        ];
        happened.contains(&true)
    }

    /// Step 1, with rule 2: slot j is started over [j · cost, (j + 1) · cost).
    fn slots_become_free(&mut self) -> bool {
        let mut happened = false;
        for (number, slot) in (1..).zip(&mut self.slots) {
            if *slot == Slot::NotStarted && self.now >= number * self.scenario.start_cost() {
                *slot = Slot::Free;
                happened = true;
            }
        }
        happened
    }

    /// Step 2: activities that end, in the order of their task numbers.
    fn activities_end(&mut self) -> bool {
        let mut happened = false;
        for number in 0..self.tasks.len() {
            let task = &self.progress[number];
            match task.state {
                State::Load if task.load_left == 0 && self.scenario.takes_turns() => {
                    self.progress[number].state = State::Ready;
                    self.ended.push(number);
                }
                State::Load if task.load_left == 0 => self.enter_ready_queue(number),
                State::Blocked if task.load_left == 0 && task.render_left == 0 => self.finish(number),
                State::Blocked if task.load_left == 0 => self.render(number),
                State::Switch if task.switch_left == 0 => self.begin_burst(number),
                State::Render if task.render_left == 0 => self.finish(number),
                _ => continue,
            }
            happened = true;
        }
        happened
    }

    /// Step 3, with rule 6: renders whose quantum ends, in the order of their executors.
    fn slices_end(&mut self) -> bool {
        let mut happened = false;
        for executor in 0..self.executors.len() {
            let Some(number) = self.executors[executor].task else { continue };
            let task = &mut self.progress[number];
            if task.state != State::Render || task.slice_left != Some(0) {
                continue;
            }
            if self.ready.is_empty() {
                task.slice_left = self.scenario.slice();
            } else {
                task.state = State::Ready;
                task.executor = None;
                self.executors[executor].task = None;
                self.ready.push(number);
            }
            happened = true;
        }
        happened
    }

    /// Step 4, with rule 1: the lowest free slot takes the lowest task that may begin.
    fn tasks_begin(&mut self) -> bool {
        let mut happened = false;
        while let Some(slot) = self.slots.iter().position(|slot| *slot == Slot::Free)
            && let Some(number) = (0..self.tasks.len()).find(|number| self.may_begin(*number))
        {
            self.slots[slot] = Slot::Held;
            self.progress[number].slot = Some(slot);
            let task = &self.tasks[number];
            if task.load == 0 || self.blocks_executor(number) || self.scenario.takes_turns() {
                self.enter_ready_queue(number);
            } else {
                self.progress[number].state = State::Queued;
                self.server_queue.push(number);
            }
            happened = true;
        }
        happened
    }

    fn may_begin(&self, number: usize) -> bool {
        let is_finished = |earlier: &usize| self.progress[*earlier].state == State::Finished;
        self.progress[number].state == State::NotBegun && self.tasks[number].after.iter().all(is_finished)
    }

    /// Rule 7: whether the task keeps an executor while it loads.
    fn blocks_executor(&self, number: usize) -> bool {
        self.scenario.blocking_matters() && self.tasks[number].blocking && self.tasks[number].load > 0
    }

    /// Step 5, with rule 3: first come, first served.
    fn server_takes_up_loads(&mut self) -> bool {
        let mut happened = false;
        while !self.server_queue.is_empty() {
            let loading = self.progress.iter().filter(|task| task.state == State::Load).count();
            if self.scenario.server_connections.is_some_and(|most| loading >= most as usize) {
                break;
            }
            let number = self.server_queue.remove(0);
            self.progress[number].state = State::Load;
            happened = true;
        }
        happened
    }

    /// Step 6, with rule 5: the lowest free executor takes the head of the ready queue.
    fn dispatch(&mut self) -> bool {
        let mut happened = false;
        while let Some(executor) = self.executors.iter().position(|executor| executor.task.is_none()) {
            if self.ready.is_empty() {
                // "With turns, whenever the queue is empty and the executor free, those whose loads have ended join it first."
                self.ready.append(&mut self.ended);
            }
            if self.ready.is_empty() {
                break;
            }
            let number = self.ready.remove(0);
            let slot = self.progress[number].slot;
            let is_switch = self.executors[executor].last_slot != slot;
            self.executors[executor] = Executor { task: Some(number), last_slot: slot };
            self.progress[number].executor = Some(executor);
            if is_switch && self.scenario.switch_cost > 0 {
                self.progress[number].state = State::Switch;
                self.progress[number].switch_left = self.scenario.switch_cost;
            } else {
                self.begin_burst(number);
            }
            happened = true;
        }
        happened
    }

    /// What a task does first with its executor: to ask for its load (rule 9), a load that blocks it (rule 7), or its
    /// render, which may be none with turns.
    fn begin_burst(&mut self, number: usize) {
        let asks = self.scenario.takes_turns() && !self.blocks_executor(number) && self.tasks[number].load > 0;
        let task = &mut self.progress[number];
        if asks && !task.had_turn {
            task.had_turn = true;
            task.state = State::Queued;
            let executor = task.executor.take().expect("it was dispatched");
            self.executors[executor].task = None;
            self.server_queue.push(number);
        } else if task.load_left > 0 {
            task.state = State::Blocked;
        } else if task.render_left == 0 {
            self.finish(number);
        } else {
            self.render(number);
        }
    }

    fn render(&mut self, number: usize) {
        self.progress[number].state = State::Render;
        self.progress[number].slice_left = self.scenario.slice();
    }

    /// Rule 4: a task with nothing more to do is finished instead.
    fn enter_ready_queue(&mut self, number: usize) {
        let task = &mut self.progress[number];
        if task.load_left == 0 && task.render_left == 0 {
            self.finish(number);
        } else {
            task.state = State::Ready;
            self.ready.push(number);
        }
    }

    /// Rule 8.
    fn finish(&mut self, number: usize) {
        let task = &mut self.progress[number];
        task.state = State::Finished;
        if let Some(slot) = task.slot.take() {
            self.slots[slot] = Slot::Free;
        }
        if let Some(executor) = task.executor.take() {
            self.executors[executor].task = None;
        }
    }

    fn is_done(&self) -> bool {
        self.progress.iter().all(|task| task.state == State::Finished) && !self.slots.contains(&Slot::NotStarted)
    }

    /// Writes down what everything does in the microsecond from now on.
    fn record(&mut self) {
        let mut doings = Vec::new();
        for ((index, slot), number) in self.slots.iter().enumerate().zip(0..) {
            if *slot == Slot::NotStarted && self.now >= number * self.scenario.start_cost() {
                doings.push(("start", None, index, None));
            }
        }
        let mut in_flight = 0;
        for (number, task) in self.progress.iter().enumerate() {
            let kind = match task.state {
                State::NotBegun | State::Finished => continue,
                State::Queued => "queued",
                State::Load => "load",
                State::Blocked => "blocked",
                State::Ready => "ready",
                State::Switch => "switch",
                State::Render => "render",
            };
            in_flight += 1;
            doings.push((kind, Some(number), task.slot.expect("a task in flight has a slot"), task.executor));
        }
        self.peak_in_flight = self.peak_in_flight.max(in_flight);
        let touching = mem::take(&mut self.open);
        for (kind, task, slot, executor) in doings {
            // "Two that touch and differ in nothing but their times are one."
            let goes_on = |span: &&Span| (span.2, span.3, span.4, span.5) == (kind, task, slot, executor);
            let start = touching.iter().find(goes_on).map_or(self.now, |span| span.0);
            self.open.push((start, self.now + 1, kind, task, slot, executor));
        }
        let is_over =
            |span: &Span| !self.open.iter().any(|other| (other.0, other.3, other.4) == (span.0, span.3, span.4));
        self.spans.extend(touching.into_iter().filter(is_over));
    }

    /// A microsecond passes.
    fn advance(&mut self) {
        self.now += 1;
        for task in &mut self.progress {
            match task.state {
                State::Load | State::Blocked => task.load_left -= 1,
                State::Switch => task.switch_left -= 1,
                State::Render => {
                    task.render_left -= 1;
                    task.slice_left = task.slice_left.map(|left| left - 1);
                }
                State::NotBegun | State::Queued | State::Ready | State::Finished => {}
            }
        }
    }

    /// The measures, each by its definition. Where nothing takes time, nothing is faster, and nothing is used.
    #[expect(clippy::cast_precision_loss)]
    fn outcome(mut self) -> Outcome {
        self.spans.append(&mut self.open);
        self.spans.sort_by_key(|span| (span.0, span.1, span.3));
        let total = |kind| -> u64 { self.spans.iter().filter(|span| span.2 == kind).map(|span| span.1 - span.0).sum() };
        let (slots, executors) = (self.slots.len() as u64, self.executors.len() as u64);
        let makespan = self.spans.iter().map(|span| span.1).max().unwrap_or(0);
        let loads: u64 = self.tasks.iter().map(|task| task.load).sum();
        let renders: u64 = self.tasks.iter().map(|task| task.render).sum();
        let ratio = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let longest_chain = (0..self.tasks.len()).map(|number| chain(self.tasks, number)).max().unwrap_or(0);
        let smallest_load = self.tasks.iter().map(|task| task.load).min().unwrap_or(0);
        let by_executors = smallest_load + renders.div_ceil(executors);
        let by_slots = (loads + renders).div_ceil(slots);
        Outcome {
            slots: self.slots.len(),
            executors: self.executors.len(),
            makespan,
            speedup: ratio(loads + renders, makespan),
            utilisation: ratio(total("render"), executors * makespan),
            overhead: total("switch") + total("start"),
            waiting: total("ready") + total("queued"),
            peak_in_flight: self.peak_in_flight,
            peak_memory: slots * self.scenario.slot_memory,
            lower_bound: longest_chain.max(by_executors).max(by_slots),
            spans: self.spans,
        }
    }
}

/// The longest chain of load + render along `after` that ends with a task.
fn chain(tasks: &[Task], number: usize) -> u64 {
    let task = &tasks[number];
    let before = task.after.iter().map(|earlier| chain(tasks, *earlier)).max().unwrap_or(0);
    before + task.load + task.render
}
