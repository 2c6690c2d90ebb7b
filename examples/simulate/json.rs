//! Writes a timeline and its measures as one JSON object.
//!
//! Times are in milliseconds, exact to the microsecond; `peakMemory` is in bytes; `speedup` and `utilisation` are
//! ratios. Every span stands on a line of its own, for `grep` and `diff`.

use std::fmt;
use std::io::{self, Write};

use cvsp::{Run, Span};

/// Writes `makespan`, `slots`, `executors`, the measures and `spans`, which are sorted by start, end and task.
pub fn write(run: &Run, out: &mut impl Write) -> io::Result<()> {
    let (timeline, measures) = (run.timeline(), run.measures());
    writeln!(out, "{{")?;
    writeln!(out, "  \"makespan\": {},", Millis(measures.makespan))?;
    writeln!(out, "  \"slots\": {},", timeline.slots())?;
    writeln!(out, "  \"executors\": {},", timeline.executors())?;
    writeln!(out, "  \"speedup\": {},", measures.speedup)?;
    writeln!(out, "  \"utilisation\": {},", measures.utilisation)?;
    writeln!(out, "  \"overhead\": {},", Millis(measures.overhead))?;
    writeln!(out, "  \"waiting\": {},", Millis(measures.waiting))?;
    writeln!(out, "  \"peakInFlight\": {},", measures.peak_in_flight)?;
    writeln!(out, "  \"peakMemory\": {},", measures.peak_memory)?;
    writeln!(out, "  \"lowerBound\": {},", Millis(measures.lower_bound))?;
    write!(out, "  \"spans\": [")?;
    for (index, span) in timeline.spans().iter().enumerate() {
        out.write_all(if index == 0 { b"\n    " } else { b",\n    " })?;
        write_span(span, out)?;
    }
    out.write_all(if timeline.spans().is_empty() { b"]\n}\n" } else { b"\n  ]\n}\n" })
}

fn write_span(span: &Span, out: &mut impl Write) -> io::Result<()> {
    write!(
        out,
        r#"{{"start":{},"end":{},"kind":"{}","task":{},"slot":{},"executor":{}}}"#,
        Millis(span.start),
        Millis(span.end),
        span.kind().name(),
        Number(span.task()),
        span.slot(),
        Number(span.executor())
    )
}

/// Microseconds, shown as milliseconds with as many decimals as it takes, by whole numbers alone: 1500, 20.5, 0.001.
pub struct Millis(pub u64);

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 1000, self.0 % 1000);
        match rest {
            0 => write!(f, "{whole}"),
            _ if rest % 100 == 0 => write!(f, "{whole}.{}", rest / 100),
            _ if rest % 10 == 0 => write!(f, "{whole}.{:02}", rest / 10),
            _ => write!(f, "{whole}.{rest:03}"),
        }
    }
}

/// A number, or null.
struct Number(Option<u32>);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => write!(f, "{number}"),
            None => f.write_str("null"),
        }
    }
}
