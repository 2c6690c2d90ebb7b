//! Reads what gvl-tracing writes of Ruby's threads: each event names the state that its thread goes into.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::simulation::timeline::SpanKind;
use crate::trace::event::{Events, Key, Phase};
use crate::trace::ours::micros;
use crate::trace::recording::{Draft, DraftTask, Piece};

/// States that no other program has.
pub(crate) const MARKS: [&str; 2] = ["started_tracing", "wants_gvl"];

/// What a thread does in each state; nothing where it is no more.
fn kind(state: &str) -> Option<SpanKind> {
    Some(match state {
        // The thread that starts the recording runs Ruby's code, and so does one that collects garbage.
        "running" | "gc" | "started_tracing" => SpanKind::Render,
        "wants_gvl" => SpanKind::Ready,
        "waiting" | "sleeping" => SpanKind::Load,
        "died" | "stopped_tracing" => return None,
        _ => SpanKind::Unknown,
    })
}

/// How near to the end of another thread a wait ends that is one for that thread, and how long it is at least, in
/// microseconds. In what was recorded, a tenth of that lies between the two.
const NEAR: u64 = 1000;

/// Reads each thread as a task. Returns whether all of them share one lock.
pub(crate) fn read(events: &Events) -> (Draft, bool) {
    // The view of the machine's threads tells on which of them each of Ruby's ran, and nothing of the lock.
    let is_other_view = |process: &Key| events.process_names.get(process).is_some_and(|name| name == "OS threads view");
    let sorted = events.sorted(|event| matches!(event.phase, Phase::Begin | Phase::End));
    let first = sorted.first().map_or(0.0, |event| event.time);
    let mut tasks: BTreeMap<_, (DraftTask, Option<Piece>)> = BTreeMap::new();
    let mut died = BTreeSet::new();
    let mut end = 0;
    for event in &sorted {
        let time = micros(event.time - first);
        end = end.max(time);
        let lane = events.lanes.get(event.lane);
        if is_other_view(&lane.0) {
            continue;
        }
        let (task, state) = tasks.entry(lane).or_default();
        if let Some(state) = state.take() {
            task.add(Piece { end: time, ..state });
        }
        if event.phase == Phase::Begin {
            if events.names.get(event.name) == "died" {
                died.insert(event.lane);
            }
            *state = kind(events.names.get(event.name)).map(|kind| Piece { start: time, end: time, kind, executor: 0 });
        }
    }
    let mut draft = Draft::default();
    let mut have_died = Vec::new();
    for (lane, (mut task, state)) in tasks {
        have_died.push(events.lanes.find(lane).is_some_and(|lane| died.contains(&lane)));
        if let Some(state) = state {
            task.add(Piece { end, ..state });
        }
        task.name = events.lane_name(lane);
        draft.tasks.push(task);
    }
    let has_one_lock = share_one_lock(&mut draft.tasks);
    if has_one_lock {
        draft.executors.push("the lock".to_owned());
    } else {
        let count = spread(&mut draft.tasks);
        draft.executors.extend((0..count).map(|number| format!("executor {number}")));
    }
    draft.joins = joins(&draft.tasks, &have_died);
    (draft, has_one_lock)
}

/// Finds the waits that end as another thread does: they are for that thread.
fn joins(tasks: &[DraftTask], have_died: &[bool]) -> BTreeMap<(u32, u64), u32> {
    let mut ends: Vec<(u64, u32)> = Vec::new();
    for (number, (task, has_died)) in (0..).zip(tasks.iter().zip(have_died)) {
        ends.extend(task.pieces.last().filter(|_| *has_died).map(|last| (last.end, number)));
    }
    ends.sort_unstable();
    let mut joins = BTreeMap::new();
    for (number, task) in (0..).zip(tasks) {
        let waits = task.pieces.iter().filter(|piece| piece.kind == SpanKind::Load && piece.end - piece.start >= NEAR);
        for wait in waits {
            let from = ends.partition_point(|(end, _)| end + NEAR < wait.end);
            let near = ends[from..].iter().take_while(|(end, _)| *end <= wait.end + NEAR);
            let nearest = near.filter(|(_, other)| *other != number).min_by_key(|(end, _)| end.abs_diff(wait.end));
            if let Some((_, other)) = nearest {
                joins.insert((number, wait.end), *other);
            }
        }
    }
    joins
}

/// How long a thread keeps the lock while others stand in line, in milliseconds, where that is not Ruby's own habit: the
/// recorder then writes it behind Ruby's version.
pub(crate) fn interval(events: &Events) -> Option<f64> {
    events.process_names.values().find_map(|name| {
        let (_, interval) = name.strip_prefix("Ruby threads view (")?.strip_suffix("ms)")?.split_once(", ")?;
        interval.parse().ok()
    })
}

/// The pieces in which threads run: where each is, in the order of their starts.
fn runs(tasks: &[DraftTask]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    for (number, task) in tasks.iter().enumerate() {
        let pieces = task.pieces.iter().enumerate().filter(|(_, piece)| piece.kind == SpanKind::Render);
        runs.extend(pieces.map(|(place, _)| (number, place)));
    }
    runs.sort_by_key(|(number, place)| (tasks[*number].pieces[*place].start, *number));
    runs
}

/// Tells whether threads run one after another, and mends their times where they do: a thread that hands over the lock
/// writes down that it stands in line only after the next one has written down that it runs.
///
/// Threads do so where such overlaps are less than a hundredth of their running: those with locks of their own run side by
/// side for most of it.
fn share_one_lock(tasks: &mut [DraftTask]) -> bool {
    let runs = runs(tasks);
    let at = |(number, place): (usize, usize)| tasks[number].pieces[place];
    let running: u64 = runs.iter().map(|run| at(*run).end - at(*run).start).sum();
    let (mut overlaps, mut latest) = (0, 0);
    for run in &runs {
        let Piece { start, end, .. } = at(*run);
        overlaps += latest.min(end).saturating_sub(start);
        latest = latest.max(end);
    }
    if overlaps * 100 > running {
        return false;
    }
    for pair in runs.windows(2) {
        let handed_over = at_mut(tasks, pair[1]).start;
        let (number, place) = pair[0];
        let piece = at_mut(tasks, pair[0]);
        if piece.end <= handed_over {
            continue;
        }
        let was = std::mem::replace(&mut piece.end, handed_over);
        if let Some(next) = tasks[number].pieces.get_mut(place + 1).filter(|next| next.start == was) {
            next.start = handed_over;
        }
    }
    for task in tasks {
        task.pieces.retain(|piece| piece.start < piece.end);
    }
    true
}

fn at_mut(tasks: &mut [DraftTask], (number, place): (usize, usize)) -> &mut Piece {
    &mut tasks[number].pieces[place]
}

/// Gives each run the lowest executor that is free, as the model does, and returns how many there are.
fn spread(tasks: &mut [DraftTask]) -> u32 {
    let (mut taken, mut free, mut count) = (BinaryHeap::new(), BinaryHeap::new(), 0);
    for run in runs(tasks) {
        let piece = at_mut(tasks, run);
        while let Some(&Reverse((end, executor))) = taken.peek()
            && end <= piece.start
        {
            taken.pop();
            free.push(Reverse(executor));
        }
        piece.executor = free.pop().map_or(count, |Reverse(executor)| executor);
        count = count.max(piece.executor + 1);
        taken.push(Reverse((piece.end, piece.executor)));
    }
    count
}
