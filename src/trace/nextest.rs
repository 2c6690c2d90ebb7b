//! Reads what nextest writes of a run of tests: each is a process of its own, in one of the runner's slots.

use std::collections::BTreeMap;

use crate::simulation::timeline::SpanKind;
use crate::trace::event::{Events, Key, Phase};
use crate::trace::ours::micros;
use crate::trace::recording::{Draft, DraftTask, Piece};

/// What the thread of the first slot is numbered.
const FIRST_SLOT: i64 = 10_000;

/// The test that is in a slot, or was there last.
struct Slot {
    task: usize,
    name: u32,
    /// When its process began, while that runs.
    began: Option<u64>,
    is_over: bool,
}

/// Reads each test as a task. Whether its process runs or waits is not told.
pub(crate) fn read(events: &Events) -> Draft {
    let category = events.names.find(&"test".to_owned());
    let sorted =
        events.sorted(|event| Some(event.category) == category && matches!(event.phase, Phase::Begin | Phase::End));
    let first = sorted.first().map_or(0.0, |event| event.time);
    let end = sorted.last().map_or(0, |event| micros(event.time - first));
    let mut draft = Draft::default();
    let mut slots: BTreeMap<u32, Slot> = BTreeMap::new();
    for event in &sorted {
        let time = micros(event.time - first);
        if event.phase == Phase::End {
            if let Some(slot) = slots.get_mut(&event.lane)
                && let Some(start) = slot.began.take()
            {
                slot.is_over = event.facts.is_final;
                draft.tasks[slot.task].add(Piece { start, end: time, kind: SpanKind::Unknown, executor: 0 });
            }
            continue;
        }
        // Another attempt of a test, or one that goes on after the run was paused.
        let before = slots.get(&event.lane).filter(|slot| slot.name == event.name && slot.began.is_none());
        let before = before.filter(|slot| event.facts.is_again || !slot.is_over);
        let task = before.map_or(draft.tasks.len(), |slot| slot.task);
        if before.is_none() {
            draft.tasks.push(DraftTask { name: events.names.get(event.name).clone(), ..DraftTask::default() });
        }
        draft.tasks[task].slot = slot_of(&events.lanes.get(event.lane).1);
        slots.insert(event.lane, Slot { task, name: event.name, began: Some(time), is_over: false });
    }
    for Slot { task, began, .. } in slots.into_values() {
        if let Some(start) = began {
            draft.tasks[task].add(Piece { start, end, kind: SpanKind::Unknown, executor: 0 });
        }
    }
    draft
}

fn slot_of(thread: &Key) -> Option<u32> {
    match thread {
        Key::Number(number) => u32::try_from(number - FIRST_SLOT).ok().filter(|slot| *slot < 1 << 20),
        _ => None,
    }
}
