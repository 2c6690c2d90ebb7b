//! Writes spans as JSON, each on a line of its own, for `grep` and `diff`.

use std::fmt;
use std::io::{self, Write};

use cvsp::Span;

/// Writes a list of spans, whose lines stand further to the right than `indent`.
pub fn write_spans(spans: &[Span], indent: &str, out: &mut impl Write) -> io::Result<()> {
    for (index, span) in spans.iter().enumerate() {
        write!(out, "{}\n{indent}  ", if index == 0 { "[" } else { "," })?;
        write_span(span, out)?;
    }
    if spans.is_empty() { write!(out, "[]") } else { write!(out, "\n{indent}]") }
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
