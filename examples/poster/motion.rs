//! Writes how a poster plays: its loop, and the keyframes of each tile's style in it.

use std::collections::BTreeMap;
use std::fmt::Write;

use cvsp::{Span, SpanKind};

use crate::sheet::short;
use crate::tile;

/// How long a finished run rests before it begins again, in microseconds.
const REST: u64 = 3_000_000;

/// How long a run may take to be watched, in microseconds: longer ones are played faster, and shorter ones slower.
const WATCHED: (u64, u64) = (1_000_000, 21_000_000);

/// A run and the rest after it.
#[derive(Clone, Copy)]
pub struct Loop {
    /// How long the run takes, in microseconds, and the whole loop, in the run's own time.
    makespan: u64,
    length: u64,
    /// How long the loop takes to be watched, in milliseconds.
    pub watched: u64,
    faster: u64,
    slower: u64,
}

impl Loop {
    pub fn new(makespan: u64) -> Self {
        let (mut faster, mut slower) = (1, 1);
        while makespan / faster > WATCHED.1 {
            faster *= 2;
        }
        while makespan * slower < WATCHED.0 {
            slower *= 10;
        }
        let length = makespan + REST * faster / slower;
        let watched = length * slower / faster / 1000;
        Self { makespan, length, watched, faster, slower }
    }

    /// Words how fast it is played; `None` at its own speed.
    pub fn speed(self) -> Option<String> {
        match (self.faster, self.slower) {
            (1, 1) => None,
            (1, slower) => Some(format!("1/{slower} speed")),
            (faster, _) => Some(format!("{faster}× speed")),
        }
    }

    /// Converts a time to hundredths of a percent of the loop.
    fn at(self, time: u64) -> u32 {
        let parts = (u128::from(time) * 20_000 + u128::from(self.length)) / (2 * u128::from(self.length));
        u32::try_from(parts).expect("it is in the loop")
    }

    /// The keyframes of a playhead that goes so far.
    pub fn write_playhead(self, out: &mut String, way: u64) {
        let end = percent(self.at(self.makespan));
        let _ = writeln!(
            out,
            "@keyframes p{{0%{{opacity:1;transform:none}}{end},to{{opacity:1;transform:translateX({way}px)}}}}"
        );
    }
}

/// A moment in the loop, as keyframes name it.
fn percent(hundredths: u32) -> String {
    format!("{}%", short(f64::from(hundredths) / 100.0))
}

/// Writes the keyframes of a tile's progress and of its cover, which change evenly between them.
///
/// `from` is the progress before the load.
pub fn write_progress(out: &mut String, name: &str, spans: &[Span], from: f64, of: Loop) {
    let is_loading = |span: &Span| matches!(span.kind(), SpanKind::Load | SpanKind::Blocked);
    let length = |span: &Span| span.end - span.start;
    let render: u64 = spans.iter().filter(|span| span.kind() == SpanKind::Render).map(length).sum();
    let mut progress = Track::new("stroke-dashoffset", from);
    let mut cover = Track::new("stroke-opacity", tile::HIDDEN);

    if let Some(load) = spans.iter().find(|span| is_loading(span)) {
        progress.go_on((of.at(load.start), of.at(load.end)), tile::LOADED);
        cover.go_on((of.at(load.start), of.at(load.end)), tile::PALE);
    } else {
        progress.jump(of.at(spans[0].start), tile::LOADED);
        cover.jump(of.at(spans[0].start), tile::PALE);
    }
    let mut rendered = 0;
    for span in spans.iter().filter(|span| span.kind() == SpanKind::Render) {
        rendered += length(span);
        #[expect(clippy::cast_precision_loss)]
        let part = rendered as f64 / render as f64;
        progress.go_on((of.at(span.start), of.at(span.end)), tile::LOADED + (tile::RENDERED - tile::LOADED) * part);
    }
    if render == 0 {
        progress.jump(of.at(spans[spans.len() - 1].end), tile::RENDERED);
    }
    let _ = write!(out, "@keyframes {name}{{");
    progress.write(out);
    cover.write(out);
    out.push('}');
}

/// A property's values in the loop.
struct Track {
    property: &'static str,
    keys: Vec<(u32, f64)>,
    now: f64,
}

impl Track {
    fn new(property: &'static str, now: f64) -> Self {
        Self { property, keys: vec![(0, now)], now }
    }

    /// Stays as it is, and then becomes another at an even pace.
    fn go_on(&mut self, (start, end): (u32, u32), next: f64) {
        self.add(start, self.now);
        self.add(end, next);
    }

    /// Becomes another at once.
    fn jump(&mut self, at: u32, next: f64) {
        self.go_on((at.saturating_sub(1), at), next);
    }

    fn add(&mut self, at: u32, value: f64) {
        // Of two at one moment, the later one counts.
        self.keys.pop_if(|(last, _)| *last >= at);
        self.keys.push((at, value));
        self.now = value;
    }

    /// Writes each run of equal values as one.
    #[expect(clippy::float_cmp)]
    fn write(&self, out: &mut String) {
        for alike in self.keys.chunk_by(|(_, a), (_, b)| a == b) {
            let (from, to) = (alike[0], alike[alike.len() - 1]);
            out.push_str(&percent(from.0));
            if to.0 > from.0 {
                let _ = write!(out, ",{}", percent(to.0));
            }
            let _ = write!(out, "{{{}:{}}}", self.property, short(from.1));
        }
    }
}

/// Writes the keyframes of a tile's states, between which nothing changes.
pub fn write_states(out: &mut String, name: &str, spans: &[Span], of: Loop) {
    let mut changes = BTreeMap::from([(0, tile::IDLE)]);
    for span in spans {
        changes.insert(of.at(span.start), tile::state(span.kind()));
    }
    changes.insert(of.at(spans[spans.len() - 1].end), tile::FINISHED);
    let mut moments: BTreeMap<i8, Vec<String>> = BTreeMap::new();
    let mut before = None;
    for (at, state) in changes {
        if before != Some(state) {
            moments.entry(state).or_default().push(percent(at));
        }
        before = Some(state);
    }
    let _ = write!(out, "@keyframes {name}{{");
    for (state, moments) in moments {
        let _ = write!(out, "{}{{--s:{state}}}", moments.join(","));
    }
    out.push('}');
}
