//! Draws a timeline as an ASCII chart.
//!
//! If there are up to 64 lanes, each slot and each executor has one. A column stands for a round length of time, and shows
//! what its lane did for most of it; of equals, the first in the legend. Where one task fills enough
//! columns, its number is written among them.
//!
//! With more lanes, the chart shows how many slots are in which state instead: a column's average, as layers on top of each
//! other, where a row stands for a round number of slots.
//!
//! A kind of span that took place and is not to be seen, since nothing of it fills a cell, is named below the chart.

use std::fmt::Write;
use std::ops::{Range, RangeInclusive};

use cvsp::{Span, SpanKind, Timeline};

use crate::spans::Millis;

/// The most lanes that are drawn one by one.
const MAX_LANES: u32 = 64;

/// Narrower terminals break the chart's lines, and no terminal is wider.
const WIDTHS: RangeInclusive<usize> = 40..=1000;

/// About how many rows the layers get.
const LAYER_ROWS: u32 = 16;

const KINDS: usize = SpanKind::ALL.len();

/// How long each kind took, in microseconds, all slots of a row together.
type Times = [u128; KINDS];

/// Draws the chart of a timeline below what is said of it, in lines of at most `width` characters.
pub fn chart(timeline: &Timeline, summary: Vec<String>, width: usize) -> String {
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut out = String::new();
    write_wrapped(&mut out, &listed(summary), width);
    let lanes = timeline.slots().saturating_add(timeline.executors());
    if lanes <= MAX_LANES {
        write_lanes(&mut out, timeline, width);
    } else {
        write_layers(&mut out, timeline, width);
    }
    out
}

/// So many of something, in words.
pub fn counted(count: u32, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn symbol(kind: SpanKind) -> u8 {
    match kind {
        SpanKind::Start => b's',
        SpanKind::Queued => b'q',
        SpanKind::Load => b'-',
        SpanKind::Blocked => b'b',
        SpanKind::Ready => b'.',
        SpanKind::Switch => b'x',
        SpanKind::Render => b'#',
        // What a recording does not tell.
        _ => b'?',
    }
}

/// How time becomes columns.
#[derive(Clone, Copy)]
struct Scale {
    /// What one column stands for, in microseconds.
    column: u64,
    makespan: u64,
}

impl Scale {
    /// The finest scale of a round length at which the run fits into `room` columns.
    fn new(makespan: u64, room: usize) -> Self {
        Self { column: round_up(makespan.div_ceil(room as u64)), makespan }
    }

    /// How many columns the run takes.
    fn columns(self) -> usize {
        to_index(self.makespan.div_ceil(self.column))
    }

    /// What one column stands for, in words.
    fn length_in_words(self) -> String {
        if self.column.is_multiple_of(1_000_000) {
            format!("{} s", self.column / 1_000_000)
        } else {
            format!("{} ms", Millis(self.column))
        }
    }

    /// Adds the time of a span to each column that it touches.
    fn add(self, times: &mut [Times], span: &Span) {
        let mut start = span.start;
        while start < span.end {
            let column = start / self.column;
            let end = span.end.min((column + 1) * self.column);
            times[to_index(column)][span.kind() as usize] += u128::from(end - start);
            start = end;
        }
    }

    /// The length of the part of a column that lies before the run's end.
    fn length(self, column: usize) -> u128 {
        u128::from(self.column.min(self.makespan - column as u64 * self.column))
    }
}

/// The smallest number that is at least `least` and one of 1, 1.25, 2, 2.5, 4, 5 or 8 times a power of ten.
fn round_up(least: u64) -> u64 {
    const STEPS: [u64; 7] = [100, 125, 200, 250, 400, 500, 800];
    let mut power: u64 = 1;
    loop {
        let round = STEPS.iter().map(|step| step * power).find(|round| round % 100 == 0 && round / 100 >= least);
        match round {
            Some(round) => return round / 100,
            None => power *= 10,
        }
    }
}

/// A number of columns, which never exceeds the width.
fn to_index(count: u64) -> usize {
    usize::try_from(count).expect("a chart has few columns")
}

/// One line of the chart while it is being drawn.
struct Lane {
    label: String,
    times: Vec<Times>,
    /// What is drawn at last.
    cells: Vec<u8>,
    /// The task that the lane's latest spans belong to, without a gap between them.
    stay: Option<(u32, Range<u64>)>,
    /// The columns that a task has to itself.
    stays: Vec<(u32, Range<usize>)>,
}

impl Lane {
    fn new(label: String, columns: usize) -> Self {
        Self { label, times: vec![Times::default(); columns], cells: Vec::new(), stay: None, stays: Vec::new() }
    }

    fn add(&mut self, span: &Span, scale: Scale) {
        scale.add(&mut self.times, span);
        match &mut self.stay {
            Some((task, time)) if Some(*task) == span.task() && time.end == span.start => time.end = span.end,
            _ => {
                self.end_stay(scale);
                self.stay = span.task().map(|task| (task, span.start..span.end));
            }
        }
    }

    fn end_stay(&mut self, scale: Scale) {
        let Some((task, time)) = self.stay.take() else { return };
        // The column in which the run ends belongs to its last tasks for as long as there is anything in it.
        let end = if time.end == scale.makespan { scale.columns() as u64 } else { time.end / scale.column };
        let columns = to_index(time.start.div_ceil(scale.column))..to_index(end);
        if columns.len() > 2 {
            self.stays.push((task, columns));
        }
    }

    fn draw(&mut self, scale: Scale) {
        self.end_stay(scale);
        self.cells = self.times.iter().enumerate().map(|(column, times)| most(times, scale.length(column))).collect();
        for (task, columns) in &self.stays {
            let number = task.to_string();
            // Between two cells of the same kind, so that nothing is hidden.
            let mut start = columns.start;
            for alike in self.cells[columns.clone()].chunk_by(|a, b| a == b) {
                if alike.len() >= number.len() + 2 {
                    self.cells[start + 1..][..number.len()].copy_from_slice(number.as_bytes());
                    break;
                }
                start += alike.len();
            }
        }
    }
}

/// The symbol of what took the most of a column, or a blank where that is nothing at all.
fn most(times: &Times, length: u128) -> u8 {
    let nothing = length - times.iter().sum::<u128>();
    let mut most = (nothing, b' ');
    for &kind in SpanKind::ALL {
        let time = times[kind as usize];
        if time > most.0 || (time > 0 && time == nothing && most.1 == b' ') {
            most = (time, symbol(kind));
        }
    }
    most.1
}

fn write_lanes(out: &mut String, timeline: &Timeline, width: usize) {
    let digits = timeline.slots().max(1).ilog10() as usize + 1;
    let gutter = "slot ".len() + digits + " |".len();
    let scale = Scale::new(timeline.makespan(), width - gutter);

    let columns = scale.columns();
    let lane = |name: &str, number: u32| Lane::new(format!("{name} {number:>digits$}"), columns);
    let mut slots: Vec<Lane> = (0..timeline.slots()).map(|number| lane("slot", number)).collect();
    let mut executors: Vec<Lane> = (0..timeline.executors()).map(|number| lane("exec", number)).collect();
    for span in timeline.spans() {
        slots[span.slot() as usize].add(span, scale);
        if let Some(executor) = span.executor() {
            executors[executor as usize].add(span, scale);
        }
    }
    let mut cells = Vec::new();
    for lane in slots.iter_mut().chain(&mut executors) {
        lane.draw(scale);
        write_row(out, &lane.label, &lane.cells);
        cells.extend_from_slice(&lane.cells);
    }
    write_axis(out, scale, gutter, width);

    let column = format!("a column is {}", scale.length_in_words());
    let rest = ["it shows what takes the most of it", "numbers are tasks"].map(str::to_owned);
    write_legend(out, timeline, &cells, [vec![column], rest.into()].concat(), width);
}

fn write_layers(out: &mut String, timeline: &Timeline, width: usize) {
    let row = round_up(u64::from(timeline.slots().div_ceil(LAYER_ROWS)));
    let rows = u64::from(timeline.slots()).div_ceil(row);
    let digits = (rows * row).ilog10() as usize + 1;
    let gutter = "slots ".len().max(digits + " |".len());
    let scale = Scale::new(timeline.makespan(), width - gutter);

    let mut times = vec![Times::default(); scale.columns()];
    for span in timeline.spans() {
        scale.add(&mut times, span);
    }
    out.push_str("slots\n");
    let mut cells = Vec::new();
    for number in (0..rows).rev() {
        // A cell shows the layer that its middle lies in.
        let middle = u128::from(2 * number + 1) * u128::from(row);
        let line = times.iter().enumerate().map(|(column, times)| layer_at(times, middle * scale.length(column)));
        let line: Vec<u8> = line.collect();
        write_row(out, &format!("{:>1$}", (number + 1) * row, gutter - 2), &line);
        cells.extend(line);
    }
    write_axis(out, scale, gutter, width);

    let column = format!("a column is the average of {}", scale.length_in_words());
    let row = format!("a row is {row} slot{}", if row == 1 { "" } else { "s" });
    write_legend(out, timeline, &cells, vec![column, row], width);
}

/// The symbol of the layer at half of `height`, or a blank above all of them.
fn layer_at(times: &Times, height: u128) -> u8 {
    // What holds an executor is at the bottom, what has not begun at the top.
    let mut top = 0;
    for &kind in SpanKind::ALL.iter().rev() {
        top += 2 * times[kind as usize];
        if height <= top && top > 0 {
            return symbol(kind);
        }
    }
    b' '
}

fn write_row(out: &mut String, label: &str, cells: &[u8]) {
    let cells: String = cells.iter().copied().map(char::from).collect();
    out.push_str(format!("{label} |{cells}").trim_end());
    out.push('\n');
}

/// The axis runs on to the right edge, where the run may have ended before.
fn write_axis(out: &mut String, scale: Scale, gutter: usize, width: usize) {
    let (unit, name) = if scale.makespan < 10_000_000 { (1, "ms") } else { (1000, "s") };
    let room = width - gutter;
    let right_edge = room as u64 * scale.column;
    let least = 2 + Millis(right_edge / unit).to_string().len().max(8) as u64;
    // Ticks at round times that are the starts of columns: 5000 columns always are.
    let mut ticks = (0..).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power)));
    let tick = ticks
        .find(|tick| tick.is_multiple_of(scale.column) && tick / scale.column >= least)
        .expect("there are such times");

    let mut line = "-".repeat(room);
    let mut labels = format!("{name:>0$}", gutter - 2);
    for time in (0..right_edge).step_by(to_index(tick)) {
        let column = to_index(time / scale.column);
        line.replace_range(column..=column, "+");
        let label = Millis(time / unit).to_string();
        if gutter + column + label.len() <= width {
            let _ = write!(labels, "{:1$}{label}", "", gutter + column - labels.len());
        }
    }
    let _ = write!(out, "{:gutter$}{line}\n{labels}\n", "");
}

/// What the symbols mean, of the kinds that there are, and which of them are not among the cells.
fn write_legend(out: &mut String, timeline: &Timeline, cells: &[u8], scale: Vec<String>, width: usize) {
    let mut counts = [(0_u64, 0_u128); KINDS];
    for span in timeline.spans() {
        let (count, time) = &mut counts[span.kind() as usize];
        *count += 1;
        *time += u128::from(span.end - span.start);
    }
    let (mut seen, mut unseen) = (Vec::new(), Vec::new());
    for &kind in SpanKind::ALL {
        let (count, time) = counts[kind as usize];
        if cells.contains(&symbol(kind)) {
            seen.push(format!("{} {}", char::from(symbol(kind)), kind.name()));
        } else if count > 0 {
            let time = Millis(u64::try_from(time).unwrap_or(u64::MAX));
            unseen.push(format!("{} ({count} spans, {time} ms)", kind.name()));
        }
    }
    write_wrapped(out, &listed(seen), width);
    if !unseen.is_empty() {
        write_wrapped(out, &[vec!["too little to be seen:".to_owned()], listed(unseen)].concat(), width);
    }
    if timeline.makespan() > 0 {
        write_wrapped(out, &listed(scale), width);
    }
}

/// The items with a comma after each but the last.
fn listed(mut items: Vec<String>) -> Vec<String> {
    let last = items.len().saturating_sub(1);
    items[..last].iter_mut().for_each(|item| item.push(','));
    items
}

/// Writes items in lines of at most `width` characters, none broken.
fn write_wrapped(out: &mut String, items: &[String], width: usize) {
    let mut used = 0;
    for item in items {
        if used > 0 && used + 1 + item.len() <= width {
            out.push(' ');
            used += 1 + item.len();
        } else {
            out.push_str(if used > 0 { "\n" } else { "" });
            used = item.len();
        }
        out.push_str(item);
    }
    out.push_str(if used > 0 { "\n" } else { "" });
}
