use crate::simulation::radix_sort::{FEW, insertion_sort, radix_sort};
use crate::simulation::timeline::{Span, SpanKind, Timeline};

/// Writes down the spans of a run while it is simulated, each as it starts.
#[derive(Debug)]
pub(crate) struct Recorder {
    spans: Vec<Span>,
    /// How many of them are empty and stay so: waits of [`Self::resume`] and [`Self::end`].
    empty: usize,
}

impl Recorder {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { spans: Vec::with_capacity(capacity), empty: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.len() - self.empty
    }

    /// Adds a span and returns its index. Spans are added in the order of their starts. A wait has no known end: it is
    /// added empty, and [`Self::follow`] ends it.
    pub(crate) fn add(&mut self, times: (u64, u64), kind: SpanKind, task: u32, slot: u32) -> usize {
        self.spans.push(Span::new(times, kind, task, slot));
        self.spans.len() - 1
    }

    /// The task and the slot of the span at `index`.
    pub(crate) fn owner(&self, index: usize) -> (u32, u32) {
        self.spans[index].owner()
    }

    /// Ends the span at `index` now, and adds the one that its task goes on with. Returns the index of that.
    ///
    /// A span that began only now is replaced, so that a wait of no time leaves none. A span that differs in nothing but its
    /// times is made longer instead.
    pub(crate) fn follow(&mut self, index: usize, (now, end): (u64, u64), kind: SpanKind, executor: u32) -> usize {
        let span = &mut self.spans[index];
        let next = span.next((now, end), kind, executor);
        if span.is_like(&next) {
            span.end = end;
            return index;
        }
        if span.start == now {
            *span = next;
            return index;
        }
        span.end = now;
        self.spans.push(next);
        self.spans.len() - 1
    }

    /// Joins a preempted render with the next one, where its task got its executor back at once. Returns whether it did.
    ///
    /// The spans are at `render` and `wait`. If the render ended just now, the wait took no time: it stays empty, to be left
    /// out at last, and the render's span goes on.
    pub(crate) fn resume(&mut self, render: usize, wait: usize, now: u64) -> bool {
        let goes_on = self.spans[render].end == now && self.spans[wait].start == now;
        self.empty += usize::from(goes_on);
        goes_on
    }

    /// Ends the last span of a task that may have waited. If it began only now, it stays empty, to be left out at last.
    pub(crate) fn end(&mut self, index: usize, now: u64) {
        let span = &mut self.spans[index];
        span.end = now;
        self.empty += usize::from(span.start == now);
    }

    /// Ends the run: leaves out empty spans, and sorts those that start together.
    pub(crate) fn into_timeline(mut self, slots: u32, executors: u32, tasks: u32, peak_in_flight: u32) -> Timeline {
        if self.empty > 0 {
            self.spans.retain(|span| span.start < span.end);
        }
        // Spans were added in the order of their starts, so only those that start together can be out of order.
        for together in self.spans.chunk_by_mut(|a, b| a.start == b.start) {
            if together.len() <= FEW {
                insertion_sort(together, Span::order);
            } else if !together.is_sorted_by_key(Span::order) {
                sort_many(together);
            }
        }
        Timeline { slots, executors, tasks, peak_in_flight, spans: self.spans }
    }
}

/// Sorts many spans that start together.
fn sort_many(spans: &mut [Span]) {
    let mut keys: Vec<u128> = spans.iter().map(Span::order).collect();
    radix_sort(&mut keys);
    for (span, key) in spans.iter_mut().zip(keys) {
        *span = Span::from_order(span.start, key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_start_together_are_sorted_by_end_and_task() {
        for count in [2, 64, 65, 1000] {
            let mut recorder = Recorder::new(0);
            recorder.add((0, 9), SpanKind::Load, 0, 0);
            recorder.add((5, 7), SpanKind::Load, 0, 1);
            recorder.add((5, 7), SpanKind::Start, 0, 3);
            for number in (1..count).rev() {
                recorder.add((5, 6 + u64::from(number % 7)), SpanKind::Load, number, number);
            }
            recorder.add((6, 7), SpanKind::Load, 0, 0);
            let timeline = recorder.into_timeline(0, 0, 0, 0);
            assert!(timeline.spans().is_sorted_by_key(|span| (span.start, span.end, span.task())), "{count}");
            assert_eq!(timeline.spans().len(), count as usize + 3);
        }
    }
}
