use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What happens at an instant. Events due at one time are handled in the order of this enum, and those of one variant in
/// the order of their numbers: "Order within one instant" of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// The task's load or render is done.
    ActivityEnds { task: u32 },
}

/// The future event list: what is due, soonest first.
#[derive(Debug, Default)]
pub(crate) struct EventQueue {
    heap: BinaryHeap<Reverse<(u64, Event)>>,
}

impl EventQueue {
    pub(crate) fn schedule(&mut self, time: u64, event: Event) {
        self.heap.push(Reverse((time, event)));
    }

    /// The time of the soonest event, in microseconds.
    pub(crate) fn next_time(&self) -> Option<u64> {
        self.heap.peek().map(|Reverse((time, _))| *time)
    }

    /// The next event, if it is due at `time`.
    pub(crate) fn pop_due(&mut self, time: u64) -> Option<Event> {
        if self.next_time() != Some(time) {
            return None;
        }
        self.heap.pop().map(|Reverse((_, event))| event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_by_time_and_then_by_task_number() {
        let mut queue = EventQueue::default();
        for (time, task) in [(7, 1), (5, 9), (7, 0), (5, 2)] {
            queue.schedule(time, Event::ActivityEnds { task });
        }
        let mut order = Vec::new();
        while let Some(time) = queue.next_time() {
            while let Some(Event::ActivityEnds { task }) = queue.pop_due(time) {
                order.push((time, task));
            }
        }
        assert_eq!(order, [(5, 2), (5, 9), (7, 0), (7, 1)]);
    }
}
