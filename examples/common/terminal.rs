//! Knows the terminal that a chart is drawn for.

use std::env;

/// Tells how wide the chart may be. `COLUMNS` comes first, as it does for `ls`: it is how a user asks for another width.
pub fn columns() -> usize {
    let asked =
        env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&columns: &usize| columns > 0);
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into())).unwrap_or(80)
}
