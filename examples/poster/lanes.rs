//! Draws what slots and executors did over time: one lane for each, or, where lanes would be as thin as hairs, how many of
//! them are in each state.
//!
//! Everything is measured in halves of a figure's unit, so that whole numbers are fine enough.

use std::fmt::Write;

use cvsp::{Span, SpanKind, Timeline};

use crate::{counts, states};

/// How wide the lanes are.
pub const WIDTH: u64 = 608;

/// How much room there is for all of them, and between those of slots and those of executors.
const ROOM: u64 = 92;
const BETWEEN: u64 = 4;

/// From one lane to the next, at least and at most.
const PITCH: (u64, u64) = (4, 48);

/// Spans that are shorter than this on average are hairs.
const HAIR: u64 = 4;

/// A span that would be drawn more than so many times as long as it is, is left out.
const MAGNIFIED: u64 = 16;

/// How much of the room a chart of counts takes, in lanes.
const COUNTS: u64 = 12;

/// The lanes of all slots, or of all executors.
pub struct Chart<'a> {
    pub lanes: u32,
    /// Spans and their lanes, lane by lane, each lane's in the order of time.
    pub spans: Vec<(u32, &'a Span)>,
    pub is_counts: bool,
}

impl<'a> Chart<'a> {
    fn new(timeline: &'a Timeline, lanes: u32, lane: impl Fn(&Span) -> Option<u32>) -> Self {
        let mut spans: Vec<_> =
            timeline.spans().iter().filter_map(|span| lane(span).map(|lane| (lane, span))).collect();
        spans.sort_by_key(|(lane, _)| *lane);
        let is_counts = spans.len() as u64 * HAIR > u64::from(lanes) * WIDTH;
        Self { lanes, spans, is_counts }
    }

    /// How much of the room it takes, in lanes.
    fn weight(&self) -> u64 {
        if self.is_counts { COUNTS.min(self.lanes.into()) } else { self.lanes.into() }
    }
}

/// The charts of a run, one below the other.
pub struct Charts<'a> {
    charts: Vec<Chart<'a>>,
    pitch: u64,
}

impl<'a> Charts<'a> {
    /// Executors are left out where every slot has one of its own: they would say once more when each slot is rendering.
    pub fn new(timeline: &'a Timeline) -> Self {
        let mut charts = vec![Chart::new(timeline, timeline.slots(), |span| Some(span.slot()))];
        if timeline.executors() != timeline.slots() {
            charts.push(Chart::new(timeline, timeline.executors(), Span::executor));
        }
        loop {
            let weight: u64 = charts.iter().map(Chart::weight).sum();
            let pitch = (ROOM - BETWEEN * (charts.len() as u64 - 1)) / weight.max(1);
            let most = charts.iter_mut().filter(|chart| !chart.is_counts).max_by_key(|chart| chart.lanes);
            match most {
                Some(chart) if pitch < PITCH.0 => chart.is_counts = true,
                _ => return Self { charts, pitch: pitch.clamp(1, PITCH.1) },
            }
        }
    }

    /// How high they are together.
    pub fn height(&self) -> u64 {
        let weight: u64 = self.charts.iter().map(Chart::weight).sum();
        weight * self.pitch + BETWEEN * (self.charts.len() as u64 - 1)
    }

    /// The states that there are.
    pub fn kinds(&self) -> impl Iterator<Item = SpanKind> {
        SpanKind::ALL.iter().copied().filter(|kind| self.charts[0].spans.iter().any(|(_, span)| span.kind() == *kind))
    }

    pub fn has_counts(&self) -> bool {
        self.charts.iter().any(|chart| chart.is_counts)
    }

    pub fn write(&self, out: &mut String, makespan: u64) {
        let mut top = 0;
        for chart in &self.charts {
            let height = chart.weight() * self.pitch;
            if chart.is_counts {
                let _ = writeln!(out, "<path class=\"ground area\" d=\"M0 {top}h{WIDTH}v{height}H0z\"/>");
                counts::write(out, chart, (top, height), makespan);
            } else {
                write_lanes(out, chart, (top, self.pitch), makespan);
            }
            top += height + BETWEEN;
        }
    }
}

/// Converts a time to a place on the line of time.
pub fn x(time: u64, makespan: u64) -> u64 {
    let (time, makespan) = (u128::from(time), u128::from(makespan));
    u64::try_from((2 * time * u128::from(WIDTH) + makespan) / (2 * makespan)).expect("it is no further than the end")
}

/// A line at each span's height, as thick as a lane or as a line.
fn write_lanes(out: &mut String, chart: &Chart, (top, pitch): (u64, u64), makespan: u64) {
    let thickness = pitch - (pitch / 8).max(1);
    let line = if thickness < 12 { 2 } else { 4 }.min(thickness);
    let y = |lane: u32| top + u64::from(lane) * pitch + thickness / 2;
    // A middle between two halves of a unit is not a whole number.
    let shift = if thickness % 2 == 1 { " transform=\"translate(0 .5)\"" } else { "" };
    let _ = writeln!(out, "<g fill=\"none\" stroke-width=\"{thickness}\"{shift}>");

    let mut ground = Pen::default();
    for lane in 0..chart.lanes {
        ground.line(0, y(lane), WIDTH);
    }
    let _ = writeln!(out, "<path class=\"ground\" d=\"{}\"/>", ground.path);

    for kind in states::PAINTED {
        let mut pen = Pen::default();
        for (lane, span) in chart.spans.iter().filter(|(_, span)| span.kind() == kind) {
            if span.end - span.start < makespan / (WIDTH * MAGNIFIED) {
                continue;
            }
            let start = x(span.start, makespan);
            let length = x(span.end, makespan) - start;
            // A gap at its end tells a span from the next one of the same state.
            pen.line(start, y(*lane), if length > 8 { length - 2 } else { length.max(1) });
        }
        if pen.path.is_empty() {
            continue;
        }
        let style = if states::is_line(kind) { format!(" stroke-width=\"{line}\"") } else { String::new() };
        let _ = writeln!(out, "<path class=\"{}\"{style} d=\"{}\"/>", kind.name(), pen.path);
    }
    out.push_str("</g>\n");
}

/// Writes a path of horizontal lines, each from where the one before it ends.
#[derive(Default)]
struct Pen {
    path: String,
    at: Option<(u64, u64)>,
}

impl Pen {
    fn line(&mut self, x: u64, y: u64, length: u64) {
        let _ = match self.at {
            None => write!(self.path, "M{x} {y}"),
            Some((from, above)) => {
                let (dx, dy) = (x.cast_signed() - from.cast_signed(), y.cast_signed() - above.cast_signed());
                write!(self.path, "m{dx}{}{dy}", if dy < 0 { "" } else { " " })
            }
        };
        let _ = write!(self.path, "h{length}");
        self.at = Some((x + length, y));
    }
}
