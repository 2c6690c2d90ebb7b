//! What a poster says, as `www/words/format.ts` has it.

use std::num::NonZeroU32;

use cvsp::{Setup, Strategy};

/// Names the strategy and what bounds it, such as “Threads, at most 8, on 4 cores”.
pub fn title(setup: &Setup) -> String {
    let Setup { strategy, limit, gil, workers, cores, server_connections, .. } = setup;
    let name = match strategy {
        Strategy::Sequential => return "Sequential".to_owned(),
        Strategy::Threads => "Threads",
        Strategy::Processes => "Processes",
        Strategy::Coroutines => "Coroutines",
        Strategy::WorkStealing => "Work stealing",
        // A strategy that later versions of cvsp may add.
        other => other.name(),
    };
    let mut parts = vec![name.to_owned()];
    parts.extend(counted(*limit, "at most {}", "at most {}"));
    if let Strategy::WorkStealing = strategy {
        parts.extend(counted(*workers, "{} worker", "{} workers"));
    }
    match strategy {
        Strategy::Threads if *gil => parts.push("one GIL".to_owned()),
        Strategy::Coroutines => {}
        _ => parts.extend(counted(*cores, "on {} core", "on {} cores")),
    }
    parts.extend(counted(*server_connections, "{} connection", "{} connections"));
    parts.join(", ")
}

fn counted(bound: Option<NonZeroU32>, one: &str, many: &str) -> Option<String> {
    bound.map(|count| if count.get() == 1 { one } else { many }.replace("{}", &count.to_string()))
}

/// Writes a duration for people, such as “20 ms”, “86.3 s” or “4 min 54 s”, of microseconds.
#[expect(clippy::cast_precision_loss)]
pub fn duration(micros: u64) -> String {
    // What lies exactly between two texts is rounded up, as JavaScript does it; Rust takes the even one.
    let tie = |of: f64, is_exact: bool| if is_exact && of > 0.0 { of.next_up() } else { of };
    if micros < 999_500 {
        let digits = format!("{:.2e}", tie(micros as f64 / 1000.0, micros.is_multiple_of(125)));
        return format!("{} ms", digits.parse::<f64>().expect("a number was written"));
    }
    if micros < 119_950_000 {
        let seconds = micros as f64 / 1000.0 / 1000.0;
        return format!("{:.1} s", tie(seconds, micros.is_multiple_of(15_625)));
    }
    let seconds = (micros + 500_000) / 1_000_000;
    let (hours, minutes) = (seconds / 3600, seconds / 60);
    if hours > 0 { format!("{hours} h {} min", minutes % 60) } else { format!("{minutes} min {} s", seconds % 60) }
}

/// Escapes a text for XML, and replaces characters that XML cannot hold.
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if character.is_control() => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}
