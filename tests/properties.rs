//! Checks what must always hold, over random scenarios of every strategy with every option, with theory as oracle where
//! there is one. `CVSP_CASES=100000 cargo test --release --test properties` tries that many of each.
//!
//! What need not hold is not here: more slots, more cores, fewer dependencies or shorter tasks may make a run longer.
#![cfg(not(target_arch = "wasm32"))]

mod random;

use std::iter::zip;

use cvsp::{Measures, Span, SpanKind, Timeline};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use random::{Scenario, StrategyName, Task, Work, check};

type Verdict = Result<(), TestCaseError>;
type Invariant = fn(&Run) -> Verdict;

// ---- Runs ----

/// A random scenario, its run, and what is easier to check than spans.
struct Run {
    scenario: Scenario,
    tasks: Vec<Task>,
    timeline: Timeline,
    measures: Measures,
    moments: Vec<Moment>,
    /// When each task begins and finishes; `None` where that takes no time.
    lives: Vec<Option<(u64, u64)>>,
}

/// A stretch of time in which no span starts or ends, and the spans that cover it.
struct Moment {
    start: u64,
    end: u64,
    spans: Vec<Span>,
}

impl Moment {
    fn count(&self, is_counted: impl Fn(&Span) -> bool) -> usize {
        self.spans.iter().filter(|span| is_counted(span)).count()
    }

    fn has_a(&self, kind: SpanKind) -> bool {
        self.count(|span| span.kind() == kind) > 0
    }
}

impl Run {
    fn new(scenario: &Scenario) -> Self {
        let parsed: cvsp::Scenario = serde_json::from_str(&scenario.json()).expect("the scenario is good");
        let run = parsed.run().expect("few events");
        let workload = run.workload();
        let tasks = scenario.tasks(|task| {
            let task = u32::try_from(task).expect("few tasks");
            (workload.load(task), workload.render(task))
        });
        let spans = run.timeline().spans();
        let lives = (0..workload.count()).map(|task| life(spans, task)).collect();
        Self {
            scenario: scenario.clone(),
            tasks,
            timeline: run.timeline().clone(),
            measures: run.measures(),
            moments: moments(spans),
            lives,
        }
    }

    fn spans(&self) -> &[Span] {
        self.timeline.spans()
    }

    fn makespan(&self) -> u64 {
        self.timeline.makespan()
    }

    /// When each task finishes, for tasks that take time from time 0 on.
    fn finishes(&self) -> Vec<u64> {
        self.lives.iter().map(|life| life.map_or(0, |(_, finish)| finish)).collect()
    }
}

fn life(spans: &[Span], task: u32) -> Option<(u64, u64)> {
    let own = || spans.iter().filter(move |span| span.task() == Some(task));
    Some((own().map(|span| span.start).min()?, own().map(|span| span.end).max()?))
}

fn moments(spans: &[Span]) -> Vec<Moment> {
    let mut edges: Vec<u64> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut moments: Vec<Moment> =
        edges.windows(2).map(|pair| Moment { start: pair[0], end: pair[1], spans: Vec::new() }).collect();
    for span in spans {
        let first = moments.partition_point(|moment| moment.start < span.start);
        for moment in moments[first..].iter_mut().take_while(|moment| moment.end <= span.end) {
            moment.spans.push(*span);
        }
    }
    moments
}

fn length(span: &Span) -> u64 {
    span.end - span.start
}

fn total<'a>(spans: impl IntoIterator<Item = &'a Span>, kind: SpanKind) -> u64 {
    spans.into_iter().filter(|span| span.kind() == kind).map(length).sum()
}

/// Start, end, kind, task, slot, executor.
type Plain = (u64, u64, SpanKind, Option<u32>, u32, Option<u32>);

fn plain(run: &Run) -> Vec<Plain> {
    run.spans()
        .iter()
        .map(|span| (span.start, span.end, span.kind(), span.task(), span.slot(), span.executor()))
        .collect()
}

// ---- What must always hold ----

const INVARIANTS: [(&str, Invariant); 22] = [
    ("slots and executors are those of the table", slots_and_executors_are_those_of_the_table),
    ("spans are sorted, whole and not empty", spans_are_sorted_whole_and_not_empty),
    ("spans hold what their kinds hold", spans_hold_what_their_kinds_hold),
    ("spans of one slot never overlap", spans_of_one_slot_never_overlap),
    ("spans of one executor never overlap", spans_of_one_executor_never_overlap),
    ("spans of one task neither overlap nor leave a gap", spans_of_one_task_neither_overlap_nor_leave_a_gap),
    ("loads and renders take their time", loads_and_renders_take_their_time),
    ("slots are started one after another", slots_are_started_one_after_another),
    ("tasks begin in order, after their dependencies", tasks_begin_in_order_after_their_dependencies),
    ("who waits first is served first", who_waits_first_is_served_first),
    ("with turns, a task finishes in its turn", with_turns_a_task_finishes_in_its_turn),
    ("an executor switches to another slot only", an_executor_switches_to_another_slot_only),
    ("a blocking load keeps its executor", a_blocking_load_keeps_its_executor),
    ("renders are preempted at whole slices only", renders_are_preempted_at_whole_slices_only),
    ("no slice follows another while a task waits", no_slice_follows_another_while_a_task_waits),
    ("no bound is exceeded", no_bound_is_exceeded),
    ("no executor is free while a task is ready", no_executor_is_free_while_a_task_is_ready),
    ("no connection is free while a load is queued", no_connection_is_free_while_a_load_is_queued),
    ("no slot is free while a task may begin", no_slot_is_free_while_a_task_may_begin),
    ("the makespan is at least the lower bound", the_makespan_is_at_least_the_lower_bound),
    ("Little's law holds exactly", littles_law_holds_exactly),
    ("measures follow from the spans", measures_follow_from_the_spans),
];

#[test]
fn what_must_always_hold_of_small_scenarios() {
    check(3_000, random::scenarios(8, 9), |scenario| check_invariants(&scenario));
}

#[test]
fn what_must_always_hold_of_larger_scenarios() {
    check(600, random::scenarios(30, 60), |scenario| check_invariants(&scenario));
}

fn check_invariants(scenario: &Scenario) -> Verdict {
    let run = Run::new(scenario);
    for (name, invariant) in INVARIANTS {
        invariant(&run).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
    }
    Ok(())
}

fn slots_and_executors_are_those_of_the_table(run: &Run) -> Verdict {
    let (slots, executors) = (run.timeline.slots() as usize, run.timeline.executors() as usize);
    let tasks = run.tasks.len();
    prop_assert_eq!((slots, executors), (run.scenario.slots(tasks), run.scenario.executors(tasks)));
    prop_assert!(executors <= slots && slots <= tasks);
    Ok(())
}

fn spans_are_sorted_whole_and_not_empty(run: &Run) -> Verdict {
    prop_assert!(run.spans().iter().all(|span| span.start < span.end), "empty");
    prop_assert!(run.spans().is_sorted_by_key(|span| (span.start, span.end, span.task())), "not sorted");
    let spans = plain(run);
    for (index, one) in spans.iter().enumerate() {
        // Sorted by start: what touches it follows it.
        let following = spans[index..]
            .iter()
            .find(|other| other.0 == one.1 && (other.2, other.3, other.4, other.5) == (one.2, one.3, one.4, one.5));
        prop_assert!(following.is_none(), "{:?} and {:?} should be one", one, following);
    }
    Ok(())
}

fn spans_hold_what_their_kinds_hold(run: &Run) -> Verdict {
    for span in run.spans() {
        let runs = matches!(span.kind(), SpanKind::Blocked | SpanKind::Switch | SpanKind::Render);
        prop_assert_eq!(span.executor().is_some(), runs, "{:?}", span);
        prop_assert_eq!(span.task().is_none(), span.kind() == SpanKind::Start, "{:?}", span);
        prop_assert!(span.slot() < run.timeline.slots(), "{:?}", span);
        prop_assert!(span.executor().is_none_or(|executor| executor < run.timeline.executors()), "{:?}", span);
        prop_assert!(span.task().is_none_or(|task| (task as usize) < run.tasks.len()), "{:?}", span);
    }
    Ok(())
}

fn spans_of_one_slot_never_overlap(run: &Run) -> Verdict {
    for slot in 0..run.timeline.slots() {
        let spans: Vec<_> = run.spans().iter().filter(|span| span.slot() == slot).collect();
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "slot {}: {:?}", slot, spans);
    }
    Ok(())
}

fn spans_of_one_executor_never_overlap(run: &Run) -> Verdict {
    for executor in 0..run.timeline.executors() {
        let spans: Vec<_> = run.spans().iter().filter(|span| span.executor() == Some(executor)).collect();
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "executor {}: {:?}", executor, spans);
    }
    Ok(())
}

fn spans_of_one_task_neither_overlap_nor_leave_a_gap(run: &Run) -> Verdict {
    for task in 0..run.timeline.tasks() {
        let spans: Vec<_> = run.spans().iter().filter(|span| span.task() == Some(task)).collect();
        prop_assert!(spans.windows(2).all(|pair| pair[0].end == pair[1].start), "task {}: {:?}", task, spans);
        prop_assert!(spans.windows(2).all(|pair| pair[0].slot() == pair[1].slot()), "task {}: {:?}", task, spans);
    }
    Ok(())
}

fn loads_and_renders_take_their_time(run: &Run) -> Verdict {
    for (number, task) in (0..).zip(&run.tasks) {
        let own = || run.spans().iter().filter(|span| span.task() == Some(number));
        let blocks = task.blocking && run.scenario.blocking_matters();
        let (load, blocked) = if blocks { (0, task.load) } else { (task.load, 0) };
        prop_assert_eq!(total(own(), SpanKind::Load), load, "the load of task {}", number);
        prop_assert_eq!(total(own(), SpanKind::Blocked), blocked, "the blocking load of task {}", number);
        prop_assert_eq!(total(own(), SpanKind::Render), task.render, "the render of task {}", number);
        // Nothing is done for a task that has nothing to do.
        prop_assert_eq!(own().next().is_none(), task.load + task.render == 0, "task {}", number);
    }
    Ok(())
}

fn slots_are_started_one_after_another(run: &Run) -> Verdict {
    let cost = run.scenario.start_cost();
    let starts: Vec<_> = run.spans().iter().filter(|span| span.kind() == SpanKind::Start).collect();
    prop_assert_eq!(starts.len(), if cost > 0 { run.timeline.slots() as usize } else { 0 });
    for (slot, span) in (0..).zip(starts) {
        prop_assert_eq!(
            (span.slot(), span.start, span.end),
            (slot, u64::from(slot) * cost, u64::from(slot + 1) * cost)
        );
    }
    let begins = run.spans().iter().filter(|span| span.kind() != SpanKind::Start);
    for span in begins {
        prop_assert!(span.start >= u64::from(span.slot() + 1) * cost, "{:?} is in a slot not yet started", span);
    }
    Ok(())
}

fn tasks_begin_in_order_after_their_dependencies(run: &Run) -> Verdict {
    let mut latest = 0;
    for (task, life) in zip(&run.tasks, &run.lives) {
        let Some((begin, _)) = *life else { continue };
        for earlier in &task.after {
            let finish = run.lives[*earlier].map_or(0, |(_, finish)| finish);
            prop_assert!(finish <= begin, "begins at {}, before {} finishes at {}", begin, earlier, finish);
        }
        if task.after.is_empty() {
            prop_assert!(latest <= begin, "begins at {}, after a later one at {}", begin, latest);
            latest = begin;
        }
    }
    Ok(())
}

fn who_waits_first_is_served_first(run: &Run) -> Verdict {
    for kind in [SpanKind::Queued, SpanKind::Ready] {
        // Spans are sorted by their starts, and by their ends where they start together.
        let waits = || run.spans().iter().filter(|span| span.kind() == kind);
        // With turns, a loaded task waits until the loop looks for it; one that begins is in the queue at once.
        let waits_for_loop = run.scenario.takes_turns() && kind == SpanKind::Ready;
        let is_loaded = |span: &Span| waits_for_loop && begin(run, span) < span.start;
        for loaded in [false, true] {
            let waits: Vec<_> = waits().filter(|span| is_loaded(span) == loaded).collect();
            prop_assert!(waits.is_sorted_by_key(|span| span.end), "{:?}", waits);
        }
        for loaded in waits().filter(|span| is_loaded(span)) {
            let overtaken = waits().find(|span| span.start <= loaded.start && loaded.end < span.end);
            prop_assert!(overtaken.is_none_or(is_loaded), "{:?} overtakes {:?}", loaded, overtaken);
        }
    }
    Ok(())
}

/// When the task of a span began.
fn begin(run: &Run, span: &Span) -> u64 {
    let life = span.task().and_then(|task| run.lives[task as usize]);
    life.expect("a task with a span has a life").0
}

/// Rule 9: a task with nothing to render finishes only when the executor comes to it, which then runs no other.
fn with_turns_a_task_finishes_in_its_turn(run: &Run) -> Verdict {
    if !run.scenario.takes_turns() {
        return Ok(());
    }
    for (number, task) in (0..).zip(&run.tasks).filter(|(_, task)| task.load > 0 && task.render == 0) {
        let last = run.spans().iter().rfind(|span| span.task() == Some(number)).expect("it loads");
        let busy = run.spans().iter().find(|span| {
            span.executor().is_some() && span.task() != Some(number) && span.start < last.end && last.end < span.end
        });
        prop_assert!(busy.is_none(), "task {} with {:?} finishes during {:?}", number, task, busy);
    }
    Ok(())
}

fn an_executor_switches_to_another_slot_only(run: &Run) -> Verdict {
    for executor in 0..run.timeline.executors() {
        let (mut ran, mut switched) = (None, false);
        for span in run.spans().iter().filter(|span| span.executor() == Some(executor)) {
            let slot = Some(span.slot());
            if span.kind() == SpanKind::Switch {
                // With turns, a task that was switched to may give way at once.
                let is_other = !switched || run.scenario.takes_turns();
                prop_assert!(is_other && ran != slot && length(span) == run.scenario.switch_cost, "{:?}", span);
            } else {
                prop_assert!(switched || ran == slot || run.scenario.switch_cost == 0, "{:?}", span);
            }
            (ran, switched) = (slot, span.kind() == SpanKind::Switch);
        }
    }
    Ok(())
}

fn a_blocking_load_keeps_its_executor(run: &Run) -> Verdict {
    for blocked in run.spans().iter().filter(|span| span.kind() == SpanKind::Blocked) {
        let goes_on = run.spans().iter().find(|span| span.task() == blocked.task() && span.start == blocked.end);
        let same = |span: &Span| span.kind() == SpanKind::Render && span.executor() == blocked.executor();
        prop_assert!(goes_on.is_none_or(same), "{:?}, {:?}", blocked, goes_on);
    }
    Ok(())
}

fn no_slice_follows_another_while_a_task_waits(run: &Run) -> Verdict {
    let Some(slice) = run.scenario.slice() else { return Ok(()) };
    for render in run.spans().iter().filter(|span| span.kind() == SpanKind::Render) {
        // A task that came to wait in the very instant may have come too late.
        let waits = |time| {
            let is_over = |span: &&Span| span.kind() == SpanKind::Ready && span.start < time && time < span.end;
            run.spans().iter().find(is_over)
        };
        for time in (1..).map(|slices| render.start + slices * slice).take_while(|time| *time < render.end) {
            prop_assert!(waits(time).is_none(), "{:?} goes on at {}: {:?}", render, time, waits(time));
        }
    }
    Ok(())
}

fn renders_are_preempted_at_whole_slices_only(run: &Run) -> Verdict {
    for render in run.spans().iter().filter(|span| span.kind() == SpanKind::Render) {
        let is_over = run.lives[render.task().expect("a render has a task") as usize]
            .is_some_and(|(_, finish)| finish == render.end);
        let is_whole = run.scenario.slice().is_some_and(|slice| length(render).is_multiple_of(slice));
        prop_assert!(is_over || is_whole, "{:?}", render);
    }
    Ok(())
}

fn no_bound_is_exceeded(run: &Run) -> Verdict {
    let connections = run.scenario.server_connections.map_or(usize::MAX, |count| count as usize);
    for moment in &run.moments {
        prop_assert!(moment.count(|span| span.task().is_some()) <= run.timeline.slots() as usize);
        prop_assert!(moment.count(|span| span.executor().is_some()) <= run.timeline.executors() as usize);
        prop_assert!(moment.count(|span| span.kind() == SpanKind::Load) <= connections);
    }
    Ok(())
}

fn no_executor_is_free_while_a_task_is_ready(run: &Run) -> Verdict {
    for moment in &run.moments {
        let busy = moment.count(|span| span.executor().is_some());
        let is_free = busy < run.timeline.executors() as usize;
        prop_assert!(!(is_free && moment.has_a(SpanKind::Ready)), "at {}", moment.start);
    }
    Ok(())
}

fn no_connection_is_free_while_a_load_is_queued(run: &Run) -> Verdict {
    let connections = run.scenario.server_connections.map_or(usize::MAX, |count| count as usize);
    for moment in &run.moments {
        let loading = moment.count(|span| span.kind() == SpanKind::Load);
        prop_assert!(!(loading < connections && moment.has_a(SpanKind::Queued)), "at {}", moment.start);
    }
    Ok(())
}

fn no_slot_is_free_while_a_task_may_begin(run: &Run) -> Verdict {
    for moment in &run.moments {
        let started = (1..=u64::from(run.timeline.slots()))
            .filter(|number| number * run.scenario.start_cost() <= moment.start)
            .count();
        if moment.count(|span| span.kind() != SpanKind::Start) == started {
            continue;
        }
        // Since a slot is free, a task that takes no time and may begin has begun, and finished.
        let mut finished: Vec<bool> = Vec::new();
        for (number, (task, life)) in zip(&run.tasks, &run.lives).enumerate() {
            let may_begin = task.after.iter().all(|earlier| finished[*earlier]);
            finished.push(life.map_or(may_begin, |(_, finish)| finish <= moment.start));
            let begin = life.map_or(0, |(begin, _)| begin);
            prop_assert!(!may_begin || begin <= moment.start, "task {} may begin at {}", number, moment.start);
        }
    }
    Ok(())
}

fn the_makespan_is_at_least_the_lower_bound(run: &Run) -> Verdict {
    prop_assert!(run.makespan() >= run.measures.lower_bound, "{} < {}", run.makespan(), run.measures.lower_bound);
    Ok(())
}

fn littles_law_holds_exactly(run: &Run) -> Verdict {
    let in_flight = |moment: &Moment| moment.count(|span| span.task().is_some()) as u64;
    let integral: u64 = run.moments.iter().map(|moment| in_flight(moment) * (moment.end - moment.start)).sum();
    let in_system: u64 = run.lives.iter().flatten().map(|(begin, finish)| finish - begin).sum();
    prop_assert_eq!(integral, in_system);
    Ok(())
}

#[expect(clippy::cast_precision_loss)]
fn measures_follow_from_the_spans(run: &Run) -> Verdict {
    let Run { measures, tasks, .. } = run;
    let (slots, executors) = (u64::from(run.timeline.slots()), u64::from(run.timeline.executors()));
    let sum = |kind| total(run.spans(), kind);
    let makespan = run.spans().iter().map(|span| span.end).max().unwrap_or(0);
    prop_assert_eq!((measures.makespan, run.makespan()), (makespan, makespan));
    let work: u64 = tasks.iter().map(|task| task.load + task.render).sum();
    let (speedup, utilisation) = match makespan {
        0 => (0.0, 0.0),
        _ => (work as f64 / makespan as f64, sum(SpanKind::Render) as f64 / (executors * makespan) as f64),
    };
    prop_assert!((measures.speedup - speedup).abs() < 1e-9, "{} is not {}", measures.speedup, speedup);
    prop_assert!((measures.utilisation - utilisation).abs() < 1e-9, "{} is not {}", measures.utilisation, utilisation);
    prop_assert_eq!(measures.overhead, sum(SpanKind::Switch) + sum(SpanKind::Start));
    prop_assert_eq!(measures.waiting, sum(SpanKind::Ready) + sum(SpanKind::Queued));
    let peak = run.moments.iter().map(|moment| moment.count(|span| span.task().is_some())).max().unwrap_or(0);
    prop_assert_eq!(measures.peak_in_flight as usize, peak);
    prop_assert_eq!(measures.peak_memory, slots * run.scenario.slot_memory);
    let mut chains: Vec<u64> = Vec::new();
    for task in tasks {
        let before = task.after.iter().map(|earlier| chains[*earlier]).max().unwrap_or(0);
        chains.push(before + task.load + task.render);
    }
    let renders: u64 = tasks.iter().map(|task| task.render).sum();
    let smallest_load = tasks.iter().map(|task| task.load).min().unwrap_or(0);
    let bounds =
        [chains.into_iter().max().unwrap_or(0), smallest_load + renders.div_ceil(executors), work.div_ceil(slots)];
    prop_assert_eq!(Some(measures.lower_bound), bounds.into_iter().max());
    Ok(())
}

#[test]
fn all_inputs_times_m_give_all_spans_times_m() {
    check(1_500, (random::lists(10, 12), 2..=2_000_u64), |(scenario, factor)| {
        let (run, scaled) = (Run::new(&scenario), Run::new(&times(&scenario, factor)));
        let expected: Vec<Plain> = plain(&run)
            .into_iter()
            .map(|(start, end, kind, task, slot, executor)| (start * factor, end * factor, kind, task, slot, executor))
            .collect();
        prop_assert_eq!(plain(&scaled), expected);
        Ok(())
    });
}

fn times(scenario: &Scenario, factor: u64) -> Scenario {
    let mut scaled = scenario.clone();
    // Its default is no input, and would stay as it is.
    scaled.gil_interval = Some(scenario.gil_interval.unwrap_or(5_000));
    for interval in [&mut scaled.quantum, &mut scaled.gil_interval].into_iter().flatten() {
        *interval *= factor;
    }
    let costs =
        [&mut scaled.switch_cost, &mut scaled.thread_start, &mut scaled.process_start, &mut scaled.coroutine_start];
    for cost in costs {
        *cost *= factor;
    }
    for task in list(&mut scaled) {
        task.load *= factor;
        task.render *= factor;
    }
    scaled
}

// ---- One plane: strategies that are the same point of it do the same ----

#[test]
fn a_gil_is_one_core_and_its_interval_a_quantum() {
    check(800, random::lists(8, 9), |scenario| {
        let base = Scenario { strategy: StrategyName::Threads, ..scenario };
        let interval = Some(base.gil_interval.unwrap_or(5_000));
        let gil = Run::new(&Scenario { gil: true, ..base.clone() });
        let one_core = Run::new(&Scenario { gil: false, cores: Some(1), quantum: interval, ..base });
        prop_assert_eq!(plain(&gil), plain(&one_core));
        Ok(())
    });
}

#[test]
fn processes_are_threads_that_cost_something_else_to_start() {
    check(800, random::lists(8, 9), |scenario| {
        let processes = Scenario { strategy: StrategyName::Processes, ..scenario };
        let thread_start = processes.process_start;
        let threads = Scenario { strategy: StrategyName::Threads, gil: false, thread_start, ..processes.clone() };
        prop_assert_eq!(plain(&Run::new(&processes)), plain(&Run::new(&threads)));
        Ok(())
    });
}

#[test]
fn work_stealing_on_one_worker_is_coroutines() {
    check(800, random::lists(8, 9), |scenario| {
        let coroutines = Scenario { strategy: StrategyName::Coroutines, turns: false, ..scenario };
        let worker = Scenario { strategy: StrategyName::WorkStealing, workers: Some(1), ..coroutines.clone() };
        prop_assert_eq!(plain(&Run::new(&coroutines)), plain(&Run::new(&worker)));
        Ok(())
    });
}

#[test]
fn turns_change_nothing_but_coroutines() {
    let strategies = StrategyName::ALL.into_iter().filter(|strategy| *strategy != StrategyName::Coroutines);
    check(800, (random::lists(8, 9), select(strategies.collect::<Vec<_>>())), |(scenario, strategy)| {
        let with = Scenario { strategy, turns: true, ..scenario };
        let without = Scenario { turns: false, ..with.clone() };
        prop_assert_eq!(plain(&Run::new(&with)), plain(&Run::new(&without)));
        Ok(())
    });
}

#[test]
fn blocking_loads_change_nothing_where_every_load_blocks_its_own_slot() {
    let strategies = select(&[StrategyName::Sequential, StrategyName::Threads, StrategyName::Processes][..]);
    check(800, (random::lists(8, 9), strategies), |(scenario, strategy)| {
        let scenario = Scenario { strategy, ..scenario };
        let mut without = scenario.clone();
        for task in list(&mut without) {
            task.blocking = false;
        }
        prop_assert_eq!(plain(&Run::new(&scenario)), plain(&Run::new(&without)));
        Ok(())
    });
}

// ---- Theory: no costs, no blocking loads, no dependencies, no bound on the server ----

/// Any scenario of the ideal world, on any machine.
fn ideal(most: usize, longest: u64) -> impl Strategy<Value = Scenario> {
    random::lists(most, longest).prop_map(|scenario| {
        let mut ideal = Scenario {
            switch_cost: 0,
            thread_start: 0,
            process_start: 0,
            coroutine_start: 0,
            server_connections: None,
            ..scenario
        };
        for task in list(&mut ideal) {
            task.blocking = false;
            task.after.clear();
        }
        ideal
    })
}

fn list(scenario: &mut Scenario) -> &mut Vec<Task> {
    match &mut scenario.work {
        Work::List(tasks) => tasks,
        Work::Grid { .. } => unreachable!("only lists are asked for"),
    }
}

fn sum_of(run: &Run, time: impl Fn(&Task) -> u64) -> u64 {
    run.tasks.iter().map(time).sum()
}

fn whole(task: &Task) -> u64 {
    task.load + task.render
}

#[test]
fn sequential_code_takes_the_sum_of_everything() {
    check(500, ideal(12, 60), |scenario| {
        let run = Run::new(&Scenario { strategy: StrategyName::Sequential, ..scenario });
        prop_assert_eq!(run.makespan(), sum_of(&run, whole));
        Ok(())
    });
}

#[test]
fn threads_and_processes_without_bounds_take_as_long_as_the_longest_task() {
    let strategies = select(&[StrategyName::Threads, StrategyName::Processes][..]);
    check(800, (ideal(12, 60), strategies), |(scenario, strategy)| {
        // With a core for each, a quantum may move tasks about, and cannot delay them.
        let run = Run::new(&Scenario { strategy, gil: false, limit: None, cores: None, ..scenario });
        prop_assert_eq!(Some(run.makespan()), run.tasks.iter().map(whole).max());
        Ok(())
    });
}

#[test]
fn without_renders_threads_and_coroutines_do_the_same() {
    check(800, ideal(12, 60), |mut scenario| {
        for task in list(&mut scenario) {
            task.render = 0;
        }
        let threads = Run::new(&Scenario { strategy: StrategyName::Threads, ..scenario.clone() });
        let coroutines = Run::new(&Scenario { strategy: StrategyName::Coroutines, ..scenario });
        prop_assert_eq!(plain(&threads), plain(&coroutines));
        Ok(())
    });
}

#[test]
fn without_loads_coroutines_take_the_sum_of_all_renders() {
    check(500, ideal(12, 60), |mut scenario| {
        for task in list(&mut scenario) {
            task.load = 0;
        }
        let run = Run::new(&Scenario { strategy: StrategyName::Coroutines, ..scenario });
        prop_assert_eq!(run.makespan(), sum_of(&run, |task| task.render));
        Ok(())
    });
}

#[test]
fn with_one_slot_every_strategy_is_sequential() {
    check(800, ideal(12, 60), |scenario| {
        let scenario = Scenario { limit: Some(1), ..scenario };
        let sequential = Run::new(&Scenario { strategy: StrategyName::Sequential, ..scenario.clone() });
        prop_assert_eq!(plain(&Run::new(&scenario)), plain(&sequential));
        Ok(())
    });
}

/// `1 | r_j | Cmax`: one machine and release times. Serving in the order of release is optimal.
#[test]
fn coroutines_without_a_limit_are_optimal_on_one_machine() {
    check(800, ideal(12, 60), |scenario| {
        let run = Run::new(&Scenario { strategy: StrategyName::Coroutines, turns: false, limit: None, ..scenario });
        let mut released: Vec<_> = run.tasks.iter().map(|task| (task.load, task.render)).collect();
        released.sort_unstable();
        let optimum = released.into_iter().fold(0, |time, (load, render)| load.max(time) + render);
        prop_assert_eq!(run.makespan(), optimum);
        Ok(())
    });
}

/// When each task finishes if each of `workers` takes the next task as soon as it is free.
fn list_schedule(lengths: &[u64], workers: usize) -> Vec<u64> {
    let mut free_at = vec![0; workers];
    let take = |length: &u64| {
        let soonest = free_at.iter_mut().min().expect("there is a worker");
        *soonest += length;
        *soonest
    };
    lengths.iter().map(take).collect()
}

#[test]
fn threads_on_enough_cores_are_list_scheduling_within_grahams_bounds() {
    check(1_500, (ideal(16, 60), 1..=8_u32), |(scenario, workers)| {
        let limit = Some(workers);
        let base = Scenario { strategy: StrategyName::Threads, gil: false, cores: None, limit, ..scenario };
        let run = Run::new(&base);
        let lengths: Vec<u64> = run.tasks.iter().map(whole).collect();
        let expected = list_schedule(&lengths, workers as usize);
        for (life, (length, finish)) in zip(&run.lives, zip(&lengths, &expected)) {
            prop_assert_eq!(life.unwrap_or((*finish, *finish)), (finish - length, *finish));
        }
        let (sum, longest) = (lengths.iter().sum::<u64>(), *lengths.iter().max().expect("there is a task"));
        let w = u64::from(workers);
        prop_assert!(run.makespan() >= longest && w * run.makespan() >= sum, "below the lower bound");
        prop_assert!(w * run.makespan() <= sum + (w - 1) * longest, "above Graham's bound");
        // The exception: here, and only here, more workers never take longer.
        let more = Run::new(&Scenario { limit: Some(workers + 1), ..base });
        prop_assert!(more.makespan() <= run.makespan(), "one worker more takes longer");
        Ok(())
    });
}

#[test]
fn equal_tasks_take_turns() {
    let strategies = select(&[StrategyName::Threads, StrategyName::Processes][..]);
    check(800, (strategies, any::<bool>(), 1..=9_u32, 1..=9_u64, 1..=40_u64), |(strategy, gil, n, m, quantum)| {
        let task = Task { render: m * quantum, ..Task::default() };
        let base = ideal_of(strategy, vec![task; n as usize]);
        let slice = Some(quantum);
        let run = Run::new(&Scenario { gil, cores: Some(1), quantum: slice, gil_interval: slice, ..base });
        let expected: Vec<u64> = (1..=u64::from(n)).map(|i| (u64::from(n) * (m - 1) + i) * quantum).collect();
        prop_assert_eq!(run.finishes(), expected);
        Ok(())
    });
}

/// A scenario of the ideal world, with nothing but tasks.
fn ideal_of(strategy: StrategyName, tasks: Vec<Task>) -> Scenario {
    Scenario {
        strategy,
        gil: false,
        limit: None,
        cores: None,
        workers: None,
        turns: false,
        quantum: None,
        gil_interval: None,
        switch_cost: 0,
        thread_start: 0,
        process_start: 0,
        coroutine_start: 0,
        server_connections: None,
        slot_memory: 0,
        work: Work::List(tasks),
    }
}

#[test]
fn a_chain_is_as_slow_as_a_loop_whatever_the_strategy() {
    check(800, ideal(12, 60), |mut scenario| {
        for (number, task) in list(&mut scenario).iter_mut().enumerate() {
            task.after = number.checked_sub(1).into_iter().collect();
        }
        let run = Run::new(&scenario);
        prop_assert_eq!(run.makespan(), sum_of(&run, whole));
        Ok(())
    });
}

// ---- Theory: processor sharing ----

/// When tasks of (load, render) finish if, once loaded, they all render at once, each at min(1, cores / tasks).
fn processor_sharing(tasks: &[(f64, f64)], cores: f64) -> Vec<f64> {
    let mut left: Vec<f64> = tasks.iter().map(|task| task.1).collect();
    let mut finishes: Vec<Option<f64>> = vec![None; tasks.len()];
    let mut now = 0.0;
    loop {
        let mut rendering = Vec::new();
        for (number, (load, _)) in tasks.iter().enumerate() {
            if *load > now || finishes[number].is_some() {
                continue;
            }
            // What floating point leaves over is no work.
            if left[number] < 1e-9 { finishes[number] = Some(now) } else { rendering.push(number) }
        }
        let next_load = tasks.iter().map(|task| task.0).filter(|load| *load > now).fold(f64::INFINITY, f64::min);
        let count = u32::try_from(rendering.len()).expect("few tasks");
        let rate = if count == 0 { 0.0 } else { (cores / f64::from(count)).min(1.0) };
        let shortest = rendering.iter().map(|number| left[*number]).fold(f64::INFINITY, f64::min);
        let next = next_load.min(now + if count == 0 { f64::INFINITY } else { shortest / rate });
        if next == f64::INFINITY {
            return finishes.into_iter().map(|finish| finish.expect("nothing is left")).collect();
        }
        for number in rendering {
            left[number] -= (next - now) * rate;
        }
        now = next;
    }
}

/// By how much of render time a task may be ahead of, or behind, processor sharing.
///
/// While no task arrives and none leaves, dispatches go round, so that any two tasks are at most one slice apart in how
/// often they had their turn, and at most one more by the slices under way. An arrival, or a departure, moves the others'
/// turns by a slice at most; there is one of each for every task. Thus 2 + 2n quanta. And if at every time every task has
/// had no more than that too much or too little for the number of tasks there are, then it finishes no later than it would
/// if every render were longer by as much and processors were shared, and no earlier than if every one were shorter: at
/// the first instant at which that were false, as many tasks or more would have been sharing all along.
fn slack(tasks: usize, quantum: u64) -> f64 {
    (2.0 + 2.0 * float(tasks as u64)) * float(quantum)
}

fn float(number: u64) -> f64 {
    f64::from(u32::try_from(number).expect("small"))
}

/// Tasks for long runs of many short slices.
fn long_tasks(loads: impl Strategy<Value = u64>) -> impl Strategy<Value = Vec<Task>> {
    let renders = prop_oneof![4 => 0..=1_500_u64, 1 => Just(0), 1 => Just(700)];
    let task = (loads, renders).prop_map(|(load, render)| Task { load, render, ..Task::default() });
    vec(task, 1..=7)
}

#[test]
fn with_small_quanta_threads_approach_processor_sharing() {
    let loads = prop_oneof![3 => 0..=2_500_u64, 1 => Just(0), 1 => Just(700)];
    check(250, (long_tasks(loads), 1..=4_u32, 1..=5_u64), |(tasks, cores, quantum)| {
        let base = ideal_of(StrategyName::Threads, tasks);
        let run = Run::new(&Scenario { cores: Some(cores), quantum: Some(quantum), ..base });
        let slack = slack(run.tasks.len(), quantum);
        let shared = |slack: f64| {
            let tasks: Vec<_> =
                run.tasks.iter().map(|task| (float(task.load), (float(task.render) + slack).max(0.0))).collect();
            processor_sharing(&tasks, f64::from(cores))
        };
        for ((finish, task), bounds) in zip(zip(run.finishes(), &run.tasks), zip(shared(-slack), shared(slack))) {
            let finish = float(finish);
            prop_assert!(
                bounds.0 - 1e-6 <= finish && finish <= bounds.1 + 1e-6,
                "{:?}: {} of {:?}",
                task,
                finish,
                bounds
            );
        }
        Ok(())
    });
}

#[test]
fn without_loads_and_with_small_quanta_threads_finish_as_the_formula_says() {
    check(250, (long_tasks(Just(0)), 1..=4_u32, 1..=5_u64), |(tasks, cores, quantum)| {
        let base = ideal_of(StrategyName::Threads, tasks);
        let run = Run::new(&Scenario { cores: Some(cores), quantum: Some(quantum), ..base });
        let mut renders: Vec<u64> = run.tasks.iter().map(|task| task.render).collect();
        renders.sort_unstable();
        let mut finishes = run.finishes();
        finishes.sort_unstable();
        let slack = slack(renders.len(), quantum);
        // C(k) = Σ over j ≤ k of (c(j) − c(j−1)) · max(1, (n − j + 1) / p)
        let shared = |slack: f64| {
            let (mut before, mut time) = (0.0, 0.0);
            let mut finishes = Vec::new();
            for (index, render) in renders.iter().enumerate() {
                let render = (float(*render) + slack).max(0.0);
                time += (render - before) * (float((renders.len() - index) as u64) / f64::from(cores)).max(1.0);
                before = render;
                finishes.push(time);
            }
            finishes
        };
        for (finish, (least, most)) in zip(finishes, zip(shared(-slack), shared(slack))) {
            let finish = float(finish);
            prop_assert!(least - 1e-6 <= finish && finish <= most + 1e-6, "{} of {}..{}", finish, least, most);
        }
        Ok(())
    });
}

// ---- What need not hold ----

#[test]
fn more_slots_can_make_a_run_longer() {
    let loads = [9, 0, 9, 7, 0, 8, 10];
    let renders = [1, 8, 4, 7, 1, 2, 8];
    let tasks = zip(loads, renders).map(|(load, render)| Task { load, render, ..Task::default() }).collect();
    let scenario = ideal_of(StrategyName::Coroutines, tasks);
    let makespan = |limit| Run::new(&Scenario { limit: Some(limit), ..scenario.clone() }).makespan();
    assert_eq!((makespan(3), makespan(4)), (33, 34));
}
