//! Reads what any program writes: slices of threads, and what begins and ends somewhere.

use std::collections::{BTreeMap, HashMap};

use crate::simulation::timeline::SpanKind;
use crate::trace::event::{Event, Events, Phase};
use crate::trace::ours::micros;
use crate::trace::recording::{Draft, DraftTask, Piece};

/// A time of a thread in which a call was on its stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) name: u32,
    /// How many other slices it is in.
    pub(crate) depth: usize,
    /// How long the thread ran in it by its own clock, where that is told.
    pub(crate) cpu: Option<u64>,
}

/// The slices of each thread, by its number in [`Events`], in the order of their starts, and when the recording ends.
pub(crate) struct Slices {
    pub(crate) lanes: BTreeMap<u32, Vec<Slice>>,
    pub(crate) end: u64,
}

/// Pairs what begins with what ends. What never ends lasts until the recording does; an end without a beginning, as where
/// the recording began in the midst of a call, is nothing; and a call that ends takes with it those that it has called.
pub(crate) fn slices(events: &[Event], first: f64, is_of_use: impl Fn(&Event) -> bool) -> Slices {
    #[derive(Default)]
    struct Thread {
        slices: Vec<Slice>,
        /// Those that have not ended: their places, and what the thread's own clock showed.
        open: Vec<(usize, Option<f64>)>,
        /// How many of those have each name, so that nobody looks in vain through a deep stack.
        named: HashMap<u32, usize>,
    }
    let mut threads: BTreeMap<u32, Thread> = BTreeMap::new();
    let mut end = 0;
    for event in events {
        let start = micros(event.time - first);
        end = end.max(start + micros(event.duration));
        if !is_of_use(event) {
            continue;
        }
        let Thread { slices, open, named } = threads.entry(event.lane).or_default();
        match event.phase {
            Phase::Whole => {
                let end = micros(event.time + event.duration - first);
                slices.push(Slice { start, end, name: event.name, depth: 0, cpu: event.cpu.map(micros) });
            }
            Phase::Begin => {
                open.push((slices.len(), event.cpu));
                *named.entry(event.name).or_default() += 1;
                slices.push(Slice { start, end: u64::MAX, name: event.name, depth: 0, cpu: None });
            }
            Phase::End => {
                // An end may have no name, and is then that of the latest.
                let place = if named.get(&event.name).is_some_and(|count| *count > 0) {
                    open.iter().rposition(|(place, _)| slices[*place].name == event.name)
                } else if event.has_no_name {
                    open.len().checked_sub(1)
                } else {
                    None
                };
                let Some(place) = place else { continue };
                for (ended, cpu) in open.drain(place..) {
                    named.entry(slices[ended].name).and_modify(|count| *count -= 1);
                    slices[ended].end = start;
                    slices[ended].cpu = cpu.zip(event.cpu).map(|(from, to)| micros(to - from));
                }
            }
            Phase::BeginOf | Phase::EndOf => {}
        }
    }
    let finish = |Thread { mut slices, .. }: Thread| {
        for slice in &mut slices {
            slice.end = slice.end.min(end);
        }
        slices.sort_by_key(|slice| (slice.start, u64::MAX - slice.end));
        let mut stack: Vec<u64> = Vec::new();
        for slice in &mut slices {
            while stack.last().is_some_and(|ends| *ends <= slice.start) {
                stack.pop();
            }
            slice.depth = stack.len();
            stack.push(slice.end);
        }
        slices
    };
    Slices { lanes: threads.into_iter().map(|(lane, thread)| (lane, finish(thread))).collect(), end }
}

/// The times in which a thread has any call on its stack, each with how long it ran in that by its own clock.
pub(crate) fn outermost(slices: &[Slice]) -> Vec<Slice> {
    let mut all: Vec<Slice> = Vec::new();
    for slice in slices {
        match all.last_mut() {
            // They need not lie in each other.
            Some(last) if slice.start < last.end => {
                if slice.end > last.end {
                    (last.end, last.cpu) = (slice.end, None);
                }
            }
            _ => all.push(*slice),
        }
    }
    all
}

/// Reads each thread as a task that runs in its slices, and each thing with an identity as one of which nothing more is
/// told than when it was in flight.
pub(crate) fn read(events: &Events) -> Draft {
    let sorted = events.sorted(|_| true);
    let first = sorted.first().map_or(0.0, |event| event.time);
    let threads = slices(&sorted, first, |event| !matches!(event.phase, Phase::BeginOf | Phase::EndOf));
    let mut draft = Draft::default();
    let mut lanes: Vec<u32> = threads.lanes.keys().copied().collect();
    lanes.sort_by_key(|lane| events.lanes.get(*lane));
    for lane in lanes {
        let name = events.lane_name(events.lanes.get(lane));
        let calls = outermost(&threads.lanes[&lane]);
        let runs_until = |call: &Slice| call.cpu.map_or(call.end, |cpu| call.end.min(call.start + cpu));
        // A thread that did not run is no executor.
        #[expect(clippy::cast_possible_truncation, reason = "there are no more than events")]
        let executor = draft.executors.len() as u32;
        if calls.iter().any(|call| runs_until(call) > call.start) {
            draft.executors.push(name.clone());
        }
        let mut task = DraftTask { name, ..DraftTask::default() };
        for call in calls {
            let (start, end, stops) = (call.start, call.end, runs_until(&call));
            task.add(Piece { start, end: stops, kind: SpanKind::Render, executor });
            task.add(Piece { start: stops, end, kind: SpanKind::Unknown, executor: 0 });
        }
        draft.tasks.push(task);
    }
    add_things(&mut draft, events, &sorted, threads.end);
    draft
}

/// Adds what has an identity: it begins with its first event, and ends when as many have ended as have begun.
fn add_things(draft: &mut Draft, events: &Events, sorted: &[Event], end: u64) {
    let first = sorted.first().map_or(0.0, |event| event.time);
    let mut open: BTreeMap<(u32, u32, u32), (usize, u32)> = BTreeMap::new();
    let mut ends: Vec<(usize, u64)> = Vec::new();
    for event in sorted {
        let time = micros(event.time - first);
        let process = events.process(event.lane);
        let key = (process, event.category, event.id);
        match event.phase {
            Phase::BeginOf => {
                let (_, depth) = open.entry(key).or_insert_with(|| {
                    let name = events.names.get(event.name).clone();
                    let piece = Piece { start: time, end, kind: SpanKind::Unknown, executor: 0 };
                    draft.tasks.push(DraftTask { name, pieces: vec![piece], slot: None });
                    (draft.tasks.len() - 1, 0)
                });
                *depth += 1;
            }
            Phase::EndOf => {
                if let Some((task, depth)) = open.get_mut(&key) {
                    *depth -= 1;
                    if *depth == 0 {
                        ends.push((*task, time));
                        open.remove(&key);
                    }
                }
            }
            _ => {}
        }
    }
    for (task, time) in ends {
        draft.tasks[task].pieces[0].end = time;
    }
    draft.tasks.iter_mut().for_each(|task| task.pieces.retain(|piece| piece.start < piece.end));
}
