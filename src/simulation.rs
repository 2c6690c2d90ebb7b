use std::collections::VecDeque;

use crate::event_queue::{Event, EventQueue};
use crate::index_pool::IndexPool;
use crate::scenario::Scenario;
use crate::timeline::{Recorder, SpanKind, Timeline};
use crate::workload::Workload;

/// Computes what the scenario's strategy does with a workload.
///
/// The same scenario and workload always give the same timeline. The workload is an argument of its own, so that several
/// strategies can be given the same one.
#[must_use]
pub fn simulate(scenario: &Scenario, workload: &Workload) -> Timeline {
    let slots = scenario.slots(workload.count());
    let executors = scenario.executors(slots);
    let mut simulation = Simulation {
        workload,
        now: 0,
        events: EventQueue::default(),
        next_task: 0,
        free_slots: IndexPool::new(slots),
        free_executors: IndexPool::new(executors),
        ready: VecDeque::new(),
        newly_ready: 0,
        states: vec![State::Waiting; workload.tasks().len()],
        recorder: Recorder::new(workload.tasks().len()),
    };
    simulation.run();
    simulation.recorder.into_timeline(slots, executors)
}

/// What a task holds, and what it does with it.
#[derive(Clone, Copy, Debug)]
enum State {
    /// Not begun, or finished.
    Waiting,
    Loading {
        slot: u32,
    },
    Ready {
        slot: u32,
    },
    Rendering {
        slot: u32,
        executor: u32,
    },
}

/// The clock, and the state of everything at `now`. Time jumps from event to event.
struct Simulation<'a> {
    workload: &'a Workload,
    now: u64,
    events: EventQueue,
    /// The lowest-numbered task that is not begun.
    next_task: u32,
    free_slots: IndexPool,
    free_executors: IndexPool,
    ready: VecDeque<u32>,
    /// How many tasks at the queue's tail became ready at `now`, and have no span for it yet: a task that is dispatched
    /// in the instant it became ready has none.
    newly_ready: usize,
    states: Vec<State>,
    recorder: Recorder,
}

impl Simulation<'_> {
    fn run(&mut self) {
        loop {
            self.handle_events();
            self.begin_tasks();
            self.dispatch();
            self.record_waits();
            match self.events.next_time() {
                Some(time) => self.now = time,
                None => break,
            }
        }
    }

    fn handle_events(&mut self) {
        while let Some(event) = self.events.pop_due(self.now) {
            match event {
                Event::ActivityEnds { task } => self.end_activity(task),
            }
        }
    }

    fn end_activity(&mut self, task: u32) {
        self.recorder.close(task, self.now);
        match self.states[task as usize] {
            State::Loading { slot } => self.loaded(task, slot),
            State::Rendering { slot, executor } => {
                self.free_executors.give_back(executor);
                self.finish(task, slot);
            }
            State::Waiting | State::Ready { .. } => unreachable!("a task that does nothing has no end"),
        }
    }

    /// Rule 1: the lowest-numbered free slot takes the lowest-numbered task that is not begun.
    fn begin_tasks(&mut self) {
        while self.next_task < self.workload.count() {
            let Some(slot) = self.free_slots.take() else { break };
            let task = self.next_task;
            self.next_task += 1;
            let load = self.workload.tasks()[task as usize].load;
            if load == 0 {
                self.loaded(task, slot);
            } else {
                self.states[task as usize] = State::Loading { slot };
                self.start_activity(SpanKind::Load, task, slot, None, load);
            }
        }
    }

    /// Rule 4: a loaded task joins the ready queue, unless it has nothing to render.
    fn loaded(&mut self, task: u32, slot: u32) {
        if self.workload.tasks()[task as usize].render == 0 {
            self.finish(task, slot);
        } else {
            self.states[task as usize] = State::Ready { slot };
            self.ready.push_back(task);
            self.newly_ready += 1;
        }
    }

    /// Rule 5: the lowest-numbered free executor takes the head of the ready queue.
    fn dispatch(&mut self) {
        while !self.ready.is_empty() {
            let Some(executor) = self.free_executors.take() else { break };
            let task = self.ready.pop_front().expect("the queue is not empty");
            let State::Ready { slot } = self.states[task as usize] else {
                unreachable!("what is in the ready queue is ready");
            };
            let waited = self.ready.len() >= self.newly_ready;
            if waited {
                self.recorder.close(task, self.now);
            } else {
                self.newly_ready -= 1;
            }
            self.states[task as usize] = State::Rendering { slot, executor };
            let render = self.workload.tasks()[task as usize].render;
            self.start_activity(SpanKind::Render, task, slot, Some(executor), render);
        }
    }

    /// Opens the spans of those that became ready at `now` and were not dispatched at once.
    fn record_waits(&mut self) {
        for &task in self.ready.range(self.ready.len() - self.newly_ready..) {
            if let State::Ready { slot } = self.states[task as usize] {
                self.recorder.open(self.now, SpanKind::Ready, task, slot, None);
            }
        }
        self.newly_ready = 0;
    }

    fn start_activity(&mut self, kind: SpanKind, task: u32, slot: u32, executor: Option<u32>, duration: u64) {
        self.recorder.open(self.now, kind, task, slot, executor);
        self.events.schedule(self.now + duration, Event::ActivityEnds { task });
    }

    /// Rule 8: the task gives back its slot.
    fn finish(&mut self, task: u32, slot: u32) {
        self.states[task as usize] = State::Waiting;
        self.free_slots.give_back(slot);
    }
}
