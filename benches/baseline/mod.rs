//! Implements what the benchmarks compare with: a hand-written loop that does nothing but W1 and W2.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use cvsp::{SpanKind, Workload};

/// How many tasks are in flight; the keys below leave three bits for their slots.
pub const SLOTS: u32 = 8;

const NO_EXECUTOR: u8 = u8::MAX;

/// As large as the simulator's, so that the two write as much; it need not pack bits, since it knows that its slots are 8.
#[derive(Clone, Copy)]
pub struct Span {
    pub start: u64,
    pub end: u64,
    pub task: u32,
    pub slot: u8,
    pub executor: u8,
    pub kind: SpanKind,
}

const _: () = assert!(size_of::<Span>() == size_of::<cvsp::Span>());

impl Span {
    /// What the simulator's span has, in one comparable value.
    pub fn fields(&self) -> (u64, u64, Option<u32>, u32, Option<u32>, SpanKind) {
        let executor = (self.executor != NO_EXECUTOR).then_some(self.executor.into());
        (self.start, self.end, Some(self.task), self.slot.into(), executor, self.kind)
    }
}

/// Runs the workload in 8 slots on `EXECUTORS` executors: 8 are W1's threads, 1 is W2's coroutines. The spans are the
/// simulator's own, in the order in which they start.
#[expect(clippy::cast_possible_truncation)]
pub fn run<const EXECUTORS: u32>(workload: &Workload) -> Vec<Span> {
    let count = workload.count();
    let mut spans: Vec<Span> = Vec::with_capacity(3 * count as usize);
    // Time, task and slot in one number: 41, 20 and 3 bits hold them all.
    let mut events: BinaryHeap<Reverse<u64>> = BinaryHeap::new();
    let mut ready: VecDeque<usize> = VecDeque::new();
    let mut slots = [(0u32, NO_EXECUTOR, 0usize); SLOTS as usize];
    let (mut free_slots, mut free_executors) = ((1u32 << SLOTS) - 1, (1u32 << EXECUTORS) - 1);
    let (mut next_task, mut now, mut waiting) = (0, 0, 0);
    loop {
        while free_slots != 0 && next_task < count {
            let slot = free_slots.trailing_zeros() as u8;
            free_slots &= free_slots - 1;
            slots[slot as usize] = (next_task, NO_EXECUTOR, 0);
            let end = now + workload.load(next_task);
            spans.push(Span { start: now, end, slot, task: next_task, executor: NO_EXECUTOR, kind: SpanKind::Load });
            events.push(Reverse(end << 23 | u64::from(next_task) << 3 | u64::from(slot)));
            next_task += 1;
        }
        while free_executors != 0
            && let Some(slot) = ready.pop_front()
        {
            let executor = free_executors.trailing_zeros() as u8;
            free_executors &= free_executors - 1;
            let (task, ran_by, span) = &mut slots[slot];
            if waiting > 0 {
                waiting -= 1;
                spans[*span].end = now;
            }
            *ran_by = executor;
            let end = now + workload.render(*task);
            let task = *task;
            let slot = u8::try_from(slot).expect("there are 8");
            spans.push(Span { start: now, end, slot, task, executor, kind: SpanKind::Render });
            events.push(Reverse(end << 23 | u64::from(task) << 3 | u64::from(slot)));
        }
        for &slot in ready.range(waiting..) {
            let (task, _, span) = &mut slots[slot];
            *span = spans.len();
            let (task, slot) = (*task, u8::try_from(slot).expect("there are 8"));
            spans.push(Span { start: now, end: 0, slot, task, executor: NO_EXECUTOR, kind: SpanKind::Ready });
        }
        waiting = ready.len();

        let Some(Reverse(first)) = events.pop() else { return spans };
        now = first >> 23;
        let mut event = first;
        loop {
            let slot = (event & 7) as usize;
            match slots[slot].1 {
                NO_EXECUTOR => ready.push_back(slot),
                executor => {
                    free_executors |= 1 << executor;
                    free_slots |= 1 << slot;
                }
            }
            match events.peek() {
                Some(&Reverse(also)) if also >> 23 == now => event = also,
                _ => break,
            }
            events.pop();
        }
    }
}
