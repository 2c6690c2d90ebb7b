use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::simulation::radix_sort::radix_sort;

/// An event: something ends at an instant. Loads and bursts come first, in the order of their tasks, and then quanta, in
/// the order of their executors. The model calls this "Order within one instant".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The load of the task in the slot is done.
    Load { task: u32, slot: u32 },
    /// The switch, blocked load or render of the task on the executor is done.
    Burst { task: u32, executor: u32 },
    /// The render on the executor has run for a whole quantum.
    Quantum { executor: u32 },
}

/// How many events the sorted list holds. Up to about this many, an insertion into it is faster than into a heap.
const FEW: usize = 32;

/// Holds the events that are still to come, and gives them soonest first.
///
/// It has three parts, since a run may have a few busy workers and a million loads that wait. The soonest few events are
/// in a sorted list, and most calls need nothing else. Later events are in a heap, or, if they were scheduled before the
/// first event was taken, in a list that is sorted once.
#[derive(Debug, Default)]
pub(crate) struct EventQueue {
    /// Sorted, soonest last.
    few: Vec<u128>,
    /// No event of the other two parts is sooner than this. A new event up to this goes to `few`.
    bound: u128,
    /// Sorted when the queue is started, soonest first.
    first: Vec<u128>,
    started: bool,
    /// How many of the first were taken.
    taken: usize,
    many: BinaryHeap<Reverse<u128>>,
}

impl EventQueue {
    pub(crate) fn schedule(&mut self, time: u64, event: Event) {
        let key = pack(time, event);
        if key > self.bound || self.few.len() == FEW {
            self.schedule_late(key);
        } else {
            self.insert(key);
        }
    }

    /// The queue as it was at first, in the same memory.
    pub(crate) fn emptied(mut self) -> Self {
        self.few.clear();
        self.first.clear();
        self.many.clear();
        Self { bound: 0, started: false, taken: 0, ..self }
    }

    fn insert(&mut self, key: u128) {
        let mut place = self.few.len();
        self.few.push(key);
        while place > 0 && self.few[place - 1] < key {
            self.few[place] = self.few[place - 1];
            place -= 1;
        }
        self.few[place] = key;
    }

    #[inline(never)]
    fn schedule_late(&mut self, key: u128) {
        if !self.started {
            self.first.push(key);
        } else if key > self.bound {
            self.many.push(Reverse(key));
        } else {
            // The latest of them moves to the heap; that may be the new one.
            self.insert(key);
            self.many.push(Reverse(self.few.remove(0)));
            self.bound = self.few[0];
        }
    }

    /// Sorts the events that are scheduled so far, and gives them with their times. Call it once, before any event is taken.
    pub(crate) fn start(&mut self) -> impl Iterator<Item = (u64, Event)> {
        radix_sort(&mut self.first);
        self.started = true;
        self.first.iter().map(|key| (time_of(*key), unpack(*key)))
    }

    /// The time of the soonest event, in microseconds.
    pub(crate) fn next_time(&mut self) -> Option<u64> {
        if self.few.is_empty() {
            self.refill();
        }
        self.few.last().copied().map(time_of)
    }

    /// The next event, if it is due at `time`. Call [`Self::next_time`] first.
    pub(crate) fn pop_due(&mut self, time: u64) -> Option<Event> {
        if self.few.is_empty() {
            self.refill();
        }
        self.few.pop_if(|key| time_of(*key) == time).map(unpack)
    }

    /// Fills half of the sorted list.
    #[cold]
    fn refill(&mut self) {
        while self.few.len() < FEW / 2 {
            let key = match (self.first.get(self.taken), self.many.peek()) {
                (Some(first), many) if many.is_none_or(|Reverse(many)| first < many) => {
                    self.taken += 1;
                    Some(*first)
                }
                _ => self.many.pop().map(|Reverse(key)| key),
            };
            let Some(key) = key else { break };
            self.few.push(key);
        }
        let all = self.taken == self.first.len() && self.many.is_empty();
        self.bound = if all { u128::MAX } else { self.few.last().copied().unwrap_or(0) };
        self.few.reverse();
    }
}

const ON_EXECUTOR: u32 = 1 << 31;

/// Packs an event into one number that sorts as events do: by the time, whether it is a quantum, and the task or
/// executor. The lowest bits hold the slot, or the executor of a burst.
fn pack(time: u64, event: Event) -> u128 {
    let (quantum, number, rest) = match event {
        Event::Load { task, slot } => (0, task, slot),
        Event::Burst { task, executor } => (0, task, executor | ON_EXECUTOR),
        Event::Quantum { executor } => (QUANTUM, executor, 0),
    };
    u128::from(time) << 64 | u128::from(quantum | u64::from(number) << 32 | u64::from(rest))
}

const QUANTUM: u64 = 1 << 63;

#[expect(clippy::cast_possible_truncation)]
fn unpack(key: u128) -> Event {
    let key = key as u64;
    let (number, rest) = ((key & !QUANTUM) >> 32, key as u32);
    let number = number as u32;
    if key & QUANTUM != 0 {
        Event::Quantum { executor: number }
    } else if rest & ON_EXECUTOR != 0 {
        Event::Burst { task: number, executor: rest & !ON_EXECUTOR }
    } else {
        Event::Load { task: number, slot: rest }
    }
}

fn time_of(key: u128) -> u64 {
    (key >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(number: u32) -> Event {
        if number.is_multiple_of(2) {
            Event::Load { task: number, slot: number + 7 }
        } else {
            Event::Burst { task: number, executor: number + 7 }
        }
    }

    #[test]
    fn events_come_by_time_and_then_by_kind_and_number() {
        let mut queue = EventQueue::default();
        let scheduled = [
            (5, activity(9)),
            (7, Event::Quantum { executor: 0 }),
            (7, activity(3)),
            (5, activity(2)),
            (7, Event::Quantum { executor: 4 }),
        ];
        for (time, event) in scheduled {
            queue.schedule(time, event);
        }
        let first: Vec<_> = queue.start().collect();
        let mut order = Vec::new();
        while let Some(time) = queue.next_time() {
            while let Some(event) = queue.pop_due(time) {
                order.push((time, event));
            }
        }
        assert_eq!(first, order);
        assert_eq!(order, [scheduled[3], scheduled[0], scheduled[2], scheduled[1], scheduled[4]]);
    }

    #[test]
    fn any_mixture_of_scheduling_and_taking_comes_in_order() {
        // A fixed sequence of pseudo-random numbers, against a list that is sorted each time.
        let mut random = 1u64;
        let mut next = move |bound: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) % bound
        };
        let mut queue = EventQueue::default();
        let mut oracle: Vec<(u64, u32)> = Vec::new();
        let mut now = 0;
        for number in 0..20_000 {
            if number == 100 {
                assert_eq!(queue.start().count(), 100);
            }
            let schedule = number < 100 || next(100) < if number < 10_000 { 55 } else { 40 };
            if schedule {
                let time = now + 1 + next(50);
                queue.schedule(time, activity(number));
                oracle.push((time, number));
            } else if let Some(soonest) = oracle.iter().copied().min() {
                assert_eq!(queue.next_time(), Some(soonest.0));
                assert_eq!(queue.pop_due(soonest.0), Some(activity(soonest.1)));
                oracle.retain(|event| *event != soonest);
                now = soonest.0;
            }
        }
    }
}
