use crate::simulation::radix_sort::{FEW, insertion_sort, radix_sort};
use crate::simulation::timeline::{Span, SpanKind, Timeline};

/// Is told of the spans of a run while it is simulated, each as it starts.
pub(crate) trait Record {
    /// Stands for a span that was added, as long as its task has no other.
    type Span: Copy;

    /// How many spans are kept so far.
    fn len(&self) -> usize;

    /// Adds a span. Spans are added in the order of their starts. A wait has no known end: it is added empty, and
    /// [`Self::follow`] ends it.
    fn add(&mut self, times: (u64, u64), kind: SpanKind, task: u32, slot: u32) -> Self::Span;

    /// The task and the slot of a span.
    fn owner(&self, span: Self::Span) -> (u32, u32);

    /// Ends a span now, and adds the one that its task goes on with, which is returned.
    ///
    /// A span that began only now is replaced, so that a wait of no time leaves none. A span that differs in nothing but its
    /// times is made longer instead.
    fn follow(&mut self, span: Self::Span, times: (u64, u64), kind: SpanKind, executor: u32) -> Self::Span;

    /// Joins a preempted render with the next one, where its task got its executor back at once. Returns whether it did.
    ///
    /// If the render ended just now, the wait took no time: it stays empty, to be left out at last, and the render's span
    /// goes on.
    fn resume(&mut self, render: Self::Span, wait: Self::Span, now: u64) -> bool;

    /// Ends the last span of a task that may have waited. If it began only now, it stays empty, to be left out at last.
    fn end(&mut self, span: Self::Span, now: u64);
}

/// Records nothing: a span is its task and its slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nothing;

impl Record for Nothing {
    type Span = (u32, u32);

    fn len(&self) -> usize {
        0
    }

    fn add(&mut self, _: (u64, u64), _: SpanKind, task: u32, slot: u32) -> Self::Span {
        (task, slot)
    }

    fn owner(&self, span: Self::Span) -> (u32, u32) {
        span
    }

    fn follow(&mut self, span: Self::Span, _: (u64, u64), _: SpanKind, _: u32) -> Self::Span {
        span
    }

    fn resume(&mut self, _: Self::Span, _: Self::Span, _: u64) -> bool {
        false
    }

    fn end(&mut self, _: Self::Span, _: u64) {}
}

/// Writes down the spans of a run. A span is its index.
#[derive(Debug)]
pub(crate) struct Recorder {
    spans: Vec<Span>,
    /// How many of them are empty and stay so: waits of [`Record::resume`] and [`Record::end`].
    empty: usize,
}

impl Record for Recorder {
    type Span = usize;

    fn len(&self) -> usize {
        self.spans.len() - self.empty
    }

    fn add(&mut self, times: (u64, u64), kind: SpanKind, task: u32, slot: u32) -> usize {
        self.spans.push(Span::new(times, kind, task, slot));
        self.spans.len() - 1
    }

    fn owner(&self, index: usize) -> (u32, u32) {
        self.spans[index].owner()
    }

    fn follow(&mut self, index: usize, (now, end): (u64, u64), kind: SpanKind, executor: u32) -> usize {
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

    fn resume(&mut self, render: usize, wait: usize, now: u64) -> bool {
        let goes_on = self.spans[render].end == now && self.spans[wait].start == now;
        self.empty += usize::from(goes_on);
        goes_on
    }

    fn end(&mut self, index: usize, now: u64) {
        let span = &mut self.spans[index];
        span.end = now;
        self.empty += usize::from(span.start == now);
    }
}

impl Recorder {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { spans: Vec::with_capacity(capacity), empty: 0 }
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
