//! Writes a recording, its prediction and how near they are as one JSON object. Times are in milliseconds; the error of the
//! makespan is a part of the recorded one.

use std::fmt;
use std::io::{self, Write};

use cvsp::{Comparison, Prediction, Recording, Timeline};

use crate::spans::{Millis, write_spans};

pub fn write(recording: &Recording, prediction: &Prediction, out: &mut impl Write) -> io::Result<()> {
    let Comparison { makespan, median_end, most_end, same_order, tasks, .. } = prediction.compare(recording);
    writeln!(out, "{{")?;
    writeln!(out, "  \"strategy\": \"{}\",", prediction.strategy().name())?;
    writeln!(out, "  \"limit\": {},", OrNull(prediction.limit()))?;
    write_timeline("recorded", recording.timeline(), out)?;
    write_timeline("predicted", prediction.timeline(), out)?;
    // More digits than a microsecond of a day would have nobody believe.
    let makespan = (makespan * 1e6).round() / 1e6;
    let ends = format!(r#"{{ "median": {}, "most": {} }}"#, Millis(median_end), Millis(most_end));
    writeln!(out, r#"  "error": {{ "makespan": {makespan}, "ends": {ends}, "sameOrder": {same_order} }},"#)?;
    write!(out, "  \"tasks\": [")?;
    for (number, (task, name)) in tasks.iter().zip(recording.names()).enumerate() {
        let name = serde_json::to_string(name)?;
        write!(
            out,
            "{}\n    {{\"name\":{name},\"load\":{},\"render\":{},\"recordedEnd\":{},\"predictedEnd\":{},\"recordedBursts\":{},\"predictedBursts\":{}}}",
            if number == 0 { "" } else { "," },
            Millis(task.load),
            Millis(task.render),
            OrNull(task.recorded_end.map(Millis)),
            OrNull(task.predicted_end.map(Millis)),
            task.recorded_bursts,
            task.predicted_bursts,
        )?;
    }
    out.write_all(if tasks.is_empty() { b"]\n}\n" } else { b"\n  ]\n}\n" })
}

fn write_timeline(name: &str, timeline: &Timeline, out: &mut impl Write) -> io::Result<()> {
    write!(out, "  \"{name}\": {{\n    \"makespan\": {},\n    \"spans\": ", Millis(timeline.makespan()))?;
    write_spans(timeline.spans(), "    ", out)?;
    writeln!(out, "\n  }},")
}

/// A value, or null.
struct OrNull<T>(Option<T>);

impl<T: fmt::Display> fmt::Display for OrNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("null"),
        }
    }
}
