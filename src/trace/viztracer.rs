//! Reads what `VizTracer` writes of Python's calls: of threads under one lock, or of asyncio's tasks on one loop.

use std::collections::BTreeMap;

use crate::simulation::timeline::SpanKind;
use crate::trace::event::{Events, Phase};
use crate::trace::recording::{Draft, DraftTask, Piece};
use crate::trace::slices::{Slice, Slices, outermost, slices};

/// The categories of its events, by its version.
pub(crate) const CATEGORIES: [&str; 2] = ["fee", "FEE"];

/// How a loop runs a step of a task.
const STEP: &str = "Handle._run (";

/// Calls that wait, and let other threads run meanwhile: the beginnings of their names.
const WAITS: [&str; 3] = ["time.sleep", "_thread.lock.acquire", "select."];

/// A loop that has anything to run looks for what has ended without waiting, which takes less than this, in microseconds.
const LEAST_WAIT: u64 = 100;

/// Reads each thread, or each of asyncio's tasks, as a task. Returns whether they are asyncio's.
pub(crate) fn read(events: &Events) -> (Draft, bool) {
    let sorted = events.sorted(|_| true);
    let first = sorted.first().map_or(0.0, |event| event.time);
    let threads = slices(&sorted, first, |event| !matches!(event.phase, Phase::BeginOf | Phase::EndOf));
    match loop_of(events, &threads) {
        Some((host, tasks)) => (read_tasks(events, &threads, host, &tasks), true),
        None => (read_threads(events, &threads), false),
    }
}

/// Finds the thread that has a loop, and the tasks that it ran: `VizTracer` writes each task as a thread of its own, and all
/// that such a one does lies in steps of the loop.
fn loop_of(events: &Events, threads: &Slices) -> Option<(u32, Vec<u32>)> {
    for (host, calls) in &threads.lanes {
        let is_step = |slice: &&Slice| events.names.get(slice.name).starts_with(STEP);
        let steps: Vec<(u64, u64)> = calls.iter().filter(is_step).map(|slice| (slice.start, slice.end)).collect();
        if steps.is_empty() {
            continue;
        }
        let is_in_step = |slice: &Slice| {
            let next = steps.partition_point(|(start, _)| *start <= slice.start);
            next > 0 && slice.end <= steps[next - 1].1
        };
        let same_process = |lane: u32| events.process(lane) == events.process(*host);
        let others = threads.lanes.iter().filter(|(lane, _)| *lane != host && same_process(**lane));
        let tasks: Vec<u32> =
            others.filter(|(_, calls)| outermost(calls).iter().all(is_in_step)).map(|(lane, _)| *lane).collect();
        if !tasks.is_empty() {
            return Some((*host, tasks));
        }
    }
    None
}

/// A task runs in its steps. In between it waits for sure while the loop does: then no task is ready.
fn read_tasks(events: &Events, threads: &Slices, host: u32, tasks: &[u32]) -> Draft {
    let waits: Vec<(u64, u64)> = threads.lanes[&host]
        .iter()
        .filter(|slice| events.names.get(slice.name).starts_with("select.") && slice.end - slice.start >= LEAST_WAIT)
        .map(|slice| (slice.start, slice.end))
        .collect();
    let mut draft = Draft { executors: vec![events.lane_name(events.lanes.get(host))], ..Draft::default() };
    let mut all: Vec<(u64, Vec<Slice>, u32)> = Vec::new();
    for lane in tasks {
        let steps = outermost(&threads.lanes[lane]);
        all.push((steps.first().map_or(0, |step| step.start), steps, *lane));
    }
    all.sort_by_key(|(start, _, lane)| (*start, *lane));
    for (_, steps, lane) in all {
        let mut task = DraftTask { name: events.lane_name(events.lanes.get(lane)), ..DraftTask::default() };
        let mut until: Option<u64> = None;
        for Slice { start, end, .. } in steps {
            if let Some(mut since) = until {
                let from = waits.partition_point(|(_, ends)| *ends <= since);
                for &(waits, ends) in waits[from..].iter().take_while(|(waits, _)| *waits < start) {
                    let waits = waits.max(since);
                    task.add(Piece { start: since, end: waits, kind: SpanKind::Unknown, executor: 0 });
                    task.add(Piece { start: waits, end: ends.min(start), kind: SpanKind::Load, executor: 0 });
                    since = ends.min(start);
                }
                task.add(Piece { start: since, end: start, kind: SpanKind::Unknown, executor: 0 });
            }
            task.add(Piece { start, end, kind: SpanKind::Render, executor: 0 });
            until = Some(end);
        }
        draft.tasks.push(task);
    }
    draft
}

/// A thread that is in no call that waits runs, or stands in line for the lock. Which of the two can be told only where no
/// other thread of its process does either.
fn read_threads(events: &Events, threads: &Slices) -> Draft {
    let mut lanes: Vec<u32> = threads.lanes.keys().copied().collect();
    lanes.sort_by_key(|lane| events.lanes.get(*lane));
    let all: Vec<(u32, Vec<Piece>)> = lanes.iter().map(|lane| (*lane, calls(events, &threads.lanes[lane]))).collect();
    let mut changes: BTreeMap<u32, Vec<(u64, bool)>> = BTreeMap::new();
    for (lane, pieces) in &all {
        for piece in pieces.iter().filter(|piece| piece.kind == SpanKind::Render) {
            let process = changes.entry(events.process(*lane)).or_default();
            process.extend([(piece.start, true), (piece.end, false)]);
        }
    }
    let contested: BTreeMap<u32, Vec<(u64, u64)>> =
        changes.into_iter().map(|(process, changes)| (process, contested(changes))).collect();
    let mut draft = Draft { executors: vec!["the lock".to_owned()], ..Draft::default() };
    for (lane, pieces) in all {
        let mut task = DraftTask { name: events.lane_name(events.lanes.get(lane)), ..DraftTask::default() };
        let contested = contested.get(&events.process(lane)).map_or(&[][..], Vec::as_slice);
        for piece in pieces {
            let mut since = piece.start;
            if piece.kind == SpanKind::Render {
                let from = contested.partition_point(|(_, end)| *end <= piece.start);
                for &(start, end) in contested[from..].iter().take_while(|(start, _)| *start < piece.end) {
                    let (start, end) = (start.max(since), end.min(piece.end));
                    task.add(Piece { start: since, end: start, ..piece });
                    task.add(Piece { start, end, kind: SpanKind::Unknown, executor: 0 });
                    since = end;
                }
            }
            task.add(Piece { start: since, ..piece });
        }
        draft.tasks.push(task);
    }
    draft
}

/// The times in which more than one thread is in such a call, of when one begins to be, or ends.
fn contested(mut changes: Vec<(u64, bool)>) -> Vec<(u64, u64)> {
    // What ends comes before what begins.
    changes.sort_unstable();
    let (mut all, mut count, mut since) = (Vec::new(), 0_usize, 0);
    for (time, begins) in changes {
        if begins {
            count += 1;
            if count == 2 {
                since = time;
            }
        } else {
            if count == 2 && since < time {
                all.push((since, time));
            }
            count -= 1;
        }
    }
    all
}

/// Cuts a thread's time into calls that wait, calls that do not, and no call at all.
fn calls(events: &Events, slices: &[Slice]) -> Vec<Piece> {
    // A wait that took no time cuts nothing.
    let waits = |slice: &&Slice| {
        slice.start < slice.end && WAITS.iter().any(|name| events.names.get(slice.name).starts_with(name))
    };
    let all_waits = outermost(&slices.iter().filter(waits).copied().collect::<Vec<_>>());
    let mut all_waits = all_waits.into_iter().peekable();
    let mut task = DraftTask::default();
    let mut until = None;
    for Slice { start, end, .. } in outermost(slices) {
        task.add(Piece { start: until.unwrap_or(start), end: start, kind: SpanKind::Unknown, executor: 0 });
        let mut since = start;
        while let Some(wait) = all_waits.next_if(|wait| wait.start < end) {
            task.add(Piece { start: since, end: wait.start, kind: SpanKind::Render, executor: 0 });
            task.add(Piece { start: wait.start, end: wait.end, kind: SpanKind::Load, executor: 0 });
            since = wait.end;
        }
        task.add(Piece { start: since, end, kind: SpanKind::Render, executor: 0 });
        until = Some(end);
    }
    task.pieces
}
