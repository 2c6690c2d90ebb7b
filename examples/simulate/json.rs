//! Writes a timeline and its measures as one JSON object.
//!
//! Times are in milliseconds, exact to the microsecond; `peakMemory` is in bytes; `speedup` and `utilisation` are
//! ratios.

use std::io::{self, Write};

use cvsp::Run;

use crate::spans::{Millis, write_spans};

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
    write!(out, "  \"spans\": ")?;
    write_spans(timeline.spans(), "  ", out)?;
    out.write_all(b"\n}\n")
}
