//! Draws how many tasks are in each state over time, as areas on top of each other.

use std::fmt::Write;

use cvsp::SpanKind;

use crate::lanes::{Chart, WIDTH};

/// How wide a step of an area's edge is, in halves of a unit.
const COLUMN: u64 = 4;
const COLUMNS: usize = (WIDTH / COLUMN) as usize;

/// Writes the areas of a chart at this top and height, of a run that takes so long.
pub fn write(out: &mut String, chart: &Chart, (top, height): (u64, u64), makespan: u64) {
    let mut sums = vec![0.0; COLUMNS];
    let bottom = top + height;
    // Renders are at the bottom, where their number is read most easily.
    for &kind in SpanKind::ALL.iter().rev() {
        let below = edge(&sums, chart.lanes, height);
        for (sum, count) in sums.iter_mut().zip(average(chart, kind, makespan)) {
            *sum += count;
        }
        let above = edge(&sums, chart.lanes, height);
        if below == above {
            continue;
        }
        let mut path = format!("M0 {}", bottom - below[0]);
        follow(&mut path, bottom, above.iter(), '\0');
        follow(&mut path, bottom, below.iter().rev(), '-');
        let _ = writeln!(out, "<path class=\"{} area\" d=\"{path}z\"/>", kind.name());
    }
}

/// The path along an edge, which goes on to the right, or with a minus to the left.
fn follow<'a>(path: &mut String, bottom: u64, edge: impl Iterator<Item = &'a u64>, sign: char) {
    let heights: Vec<u64> = edge.copied().collect();
    for level in heights.chunk_by(|a, b| a == b) {
        let _ = write!(path, "V{}h", bottom - level[0]);
        if sign == '-' {
            path.push(sign);
        }
        let _ = write!(path, "{}", level.len() as u64 * COLUMN);
    }
}

/// How high the sums are.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn edge(sums: &[f64], lanes: u32, height: u64) -> Vec<u64> {
    sums.iter().map(|sum| ((sum * height as f64 / f64::from(lanes)).round() as u64).min(height)).collect()
}

/// How many spans are in a state, on average over each column's time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn average(chart: &Chart, kind: SpanKind, makespan: u64) -> Vec<f64> {
    let mut parts = vec![0.0; COLUMNS + 1];
    // How many more spans fill a column, and those after it, from end to end.
    let mut steps = vec![0.0; COLUMNS + 2];
    let place = |time: u64| time as f64 / makespan as f64 * COLUMNS as f64;
    for (_, span) in chart.spans.iter().filter(|(_, span)| span.kind() == kind) {
        let (from, to) = (place(span.start), place(span.end));
        let (left, right) = (from as usize, to as usize);
        // Of its first and last column a span takes a part.
        parts[left] += to.min(left as f64 + 1.0) - from;
        if right > left {
            parts[right] += to - right as f64;
            steps[left + 1] += 1.0;
            steps[right] -= 1.0;
        }
    }
    let mut full = 0.0;
    let mut counts = Vec::with_capacity(COLUMNS);
    for (part, step) in parts.iter().zip(&steps).take(COLUMNS) {
        full += step;
        counts.push(part + full);
    }
    counts
}
