use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::radix_sort::radix_sort;

/// What happens at an instant. Events due at one time are handled in the order of this enum, and those of one variant in
/// the order of their first number: "Order within one instant" of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The load, switch, blocked load or render of the task in the slot is done.
    ActivityEnds { task: u32, slot: u32 },
    /// The render on the executor has run for a whole quantum.
    QuantumEnds { executor: u32 },
}

/// How many events the sorted list holds. Up to about this many, moving a few neighbours beats any heap.
const FEW: usize = 32;

/// The future event list: what is due, soonest first.
///
/// A few live workers and a million sleepers want different queues, so there are three, and the soonest of their heads
/// comes next: what is scheduled before the first event is taken is sorted once; of the rest, the soonest few are kept in
/// a sorted list, and what does not fit there is in a heap.
#[derive(Debug, Default)]
pub(crate) struct EventQueue {
    /// Sorted once it has been taken from, soonest last.
    first: Vec<u128>,
    running: bool,
    /// Sorted, soonest last.
    few: Vec<u128>,
    many: BinaryHeap<Reverse<u128>>,
}

impl EventQueue {
    pub(crate) fn schedule(&mut self, time: u64, event: Event) {
        let key = pack(time, event);
        if !self.running {
            self.first.push(key);
            return;
        }
        if self.few.len() == FEW {
            if key > self.few[0] {
                self.many.push(Reverse(key));
                return;
            }
            self.many.push(Reverse(self.few.remove(0)));
        }
        let mut place = self.few.len();
        self.few.push(key);
        while place > 0 && self.few[place - 1] < key {
            self.few[place] = self.few[place - 1];
            place -= 1;
        }
        self.few[place] = key;
    }

    /// The time of the soonest event, in microseconds.
    pub(crate) fn next_time(&mut self) -> Option<u64> {
        if !self.running {
            self.running = true;
            radix_sort(&mut self.first);
            self.first.reverse();
        }
        self.soonest().map(time_of)
    }

    /// The next event, if it is due at `time`. Call [`Self::next_time`] first.
    pub(crate) fn pop_due(&mut self, time: u64) -> Option<Event> {
        let key = self.soonest().filter(|key| time_of(*key) == time)?;
        if self.few.last() == Some(&key) {
            self.few.pop();
        } else if self.first.last() == Some(&key) {
            self.first.pop();
        } else {
            self.many.pop();
        }
        Some(unpack(key))
    }

    fn soonest(&self) -> Option<u128> {
        let heads = [self.few.last(), self.first.last(), self.many.peek().map(|Reverse(key)| key)];
        heads.into_iter().flatten().min().copied()
    }
}

/// One number that sorts as events do: the time, the kind of event, its first number; then what else it needs.
fn pack(time: u64, event: Event) -> u128 {
    let (kind, number, rest) = match event {
        Event::ActivityEnds { task, slot } => (0u8, task, slot),
        Event::QuantumEnds { executor } => (1, executor, 0),
    };
    u128::from(time) << 64 | u128::from(kind) << 63 | u128::from(number) << 32 | u128::from(rest)
}

#[expect(clippy::cast_possible_truncation)]
fn unpack(key: u128) -> Event {
    let number = (key >> 32) as u32 & (u32::MAX >> 1);
    if key >> 63 & 1 == 0 {
        Event::ActivityEnds { task: number, slot: key as u32 }
    } else {
        Event::QuantumEnds { executor: number }
    }
}

fn time_of(key: u128) -> u64 {
    (key >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(number: u32) -> Event {
        Event::ActivityEnds { task: number, slot: number + 7 }
    }

    #[test]
    fn events_come_by_time_and_then_by_kind_and_number() {
        let mut queue = EventQueue::default();
        let scheduled = [
            (5, activity(9)),
            (7, Event::QuantumEnds { executor: 0 }),
            (7, activity(3)),
            (5, activity(2)),
            (7, Event::QuantumEnds { executor: 4 }),
        ];
        for (time, event) in scheduled {
            queue.schedule(time, event);
        }
        let mut order = Vec::new();
        while let Some(time) = queue.next_time() {
            while let Some(event) = queue.pop_due(time) {
                order.push((time, event));
            }
        }
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
