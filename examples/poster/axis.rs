//! Draws the line of time below the lanes, with ticks at round times from 0 to the end.

use std::fmt::Write;

use crate::words;

/// Room for a label, in a figure's units.
const ROOM: f64 = 56.0;

/// Writes the ticks and their labels, of an axis that begins at this place and is so long.
#[expect(clippy::cast_precision_loss)]
pub fn write(out: &mut String, (left, top): (u64, u64), length: u64, makespan: u64) {
    let (left, length) = (left as f64, length as f64);
    let times = ticks(makespan, length / ROOM);
    let x = |time: u64| left + time as f64 / makespan.max(1) as f64 * length;
    let mut marks = String::new();
    let mut labels = String::new();
    for time in &times {
        let _ = write!(marks, "M{:.1} {top}v3", x(*time));
        if x(*time) + ROOM < left + length || makespan == 0 {
            let anchor = if *time == 0 { "" } else { " text-anchor=\"middle\"" };
            let text = text(*time, makespan, times[1..].first().copied().unwrap_or(1));
            let _ = write!(labels, "<text x=\"{:.1}\" y=\"{}\"{anchor}>{text}</text>", x(*time), top + 13);
        }
    }
    if makespan > 0 {
        let end = left + length;
        let _ = write!(marks, "M{end:.1} {top}v3");
        let text = words::duration(makespan);
        let _ = write!(labels, "<text x=\"{end:.1}\" y=\"{}\" text-anchor=\"end\">{text}</text>", top + 13);
    }
    let _ = writeln!(out, "<path class=\"axis\" d=\"{marks}\"/>\n<g font-size=\"10\">{labels}</g>");
}

/// Round times from 0 on, in microseconds, at steps of 1, 2 or 5 times a power of ten, no more than `most` steps.
#[expect(clippy::cast_precision_loss)]
fn ticks(makespan: u64, most: f64) -> Vec<u64> {
    if makespan == 0 {
        return vec![0];
    }
    let steps = (0..19).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power)));
    let step = steps.into_iter().find(|step| makespan as f64 / *step as f64 <= most).expect("there are such steps");
    (0..=makespan / step).map(|number| number * step).collect()
}

/// A time in the unit of the whole axis, as fine as its steps.
fn text(time: u64, makespan: u64, step: u64) -> String {
    if time == 0 {
        return "0".to_owned();
    }
    let (unit, name) = if makespan < 1_000_000 { (1_000, "ms") } else { (1_000_000, "s") };
    let digits =
        (0..7).find(|digits| (step * 10_u64.pow(*digits)).is_multiple_of(unit)).expect("a unit is a power of ten");
    #[expect(clippy::cast_precision_loss)]
    let value = time as f64 / unit as f64;
    format!("{value:.0$} {name}", digits as usize)
}
