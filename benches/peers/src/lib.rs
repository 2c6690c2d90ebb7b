//! W1 and W2 in other simulators. The work itself is written once, below; what differs is who keeps the events and calls
//! it back.

use std::collections::VecDeque;
use std::sync::Arc;

pub mod peers;

/// How many tasks are in flight.
pub const SLOTS: u32 = 8;
const NONE: u32 = u32::MAX;

/// Loads and renders, in microseconds.
pub type Work = Arc<Vec<(u64, u64)>>;

/// What the simulator's has, in plain fields: 32 bytes where the simulator packs 24.
#[derive(Clone, Debug)]
pub struct Span {
    pub start: u64,
    pub end: u64,
    pub slot: u32,
    pub task: u32,
    pub executor: u32,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Load,
    Ready,
    Render,
}

/// What happens to the task in a slot.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub enum Event {
    LoadEnds(u32),
    RenderEnds(u32),
}

/// The state of a run: its events change it, and tell which events come when.
#[derive(Clone, Debug, Default)]
pub struct Run {
    work: Work,
    next: u32,
    task: [u32; SLOTS as usize],
    executor: [u32; SLOTS as usize],
    ready_span: [usize; SLOTS as usize],
    free_executors: u32,
    ready: VecDeque<u32>,
    pub spans: Vec<Span>,
}

impl Run {
    /// On 8 executors it is W1's threads, on 1 W2's coroutines.
    pub fn new(work: &Work, executors: u32) -> Self {
        let spans = Vec::with_capacity(3 * work.len());
        Self { work: work.clone(), free_executors: (1 << executors) - 1, spans, ..Self::default() }
    }

    /// `schedule` is given how long it takes, in microseconds, to an event.
    pub fn start(&mut self, mut schedule: impl FnMut(u64, Event)) {
        for slot in 0..SLOTS {
            self.begin(0, slot, &mut schedule);
        }
    }

    pub fn handle(&mut self, now: u64, event: Event, mut schedule: impl FnMut(u64, Event)) {
        match event {
            Event::LoadEnds(slot) if self.free_executors != 0 => self.render(now, slot, &mut schedule),
            Event::LoadEnds(slot) => {
                self.ready.push_back(slot);
                self.ready_span[slot as usize] = self.spans.len();
                self.span((now, now), slot, NONE, Kind::Ready);
            }
            Event::RenderEnds(slot) => {
                self.free_executors |= 1 << self.executor[slot as usize];
                self.begin(now, slot, &mut schedule);
                if let Some(slot) = self.ready.pop_front() {
                    self.spans[self.ready_span[slot as usize]].end = now;
                    self.render(now, slot, &mut schedule);
                }
            }
        }
    }

    fn begin(&mut self, now: u64, slot: u32, schedule: &mut impl FnMut(u64, Event)) {
        if (self.next as usize) < self.work.len() {
            let load = self.work[self.next as usize].0;
            self.task[slot as usize] = self.next;
            self.next += 1;
            self.span((now, now + load), slot, NONE, Kind::Load);
            schedule(load, Event::LoadEnds(slot));
        }
    }

    fn render(&mut self, now: u64, slot: u32, schedule: &mut impl FnMut(u64, Event)) {
        let executor = self.free_executors.trailing_zeros();
        self.free_executors &= self.free_executors - 1;
        self.executor[slot as usize] = executor;
        let render = self.work[self.task[slot as usize] as usize].1;
        self.span((now, now + render), slot, executor, Kind::Render);
        schedule(render, Event::RenderEnds(slot));
    }

    fn span(&mut self, (start, end): (u64, u64), slot: u32, executor: u32, kind: Kind) {
        self.spans.push(Span { start, end, slot, task: self.task[slot as usize], executor, kind });
    }
}
