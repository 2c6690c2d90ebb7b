//! Says what states look like in the lanes: the colours of `www/panels/lanes/lanes.css`, and the shapes of `www/panels/lanes/texture.ts`.

use std::fmt::Write;

use cvsp::SpanKind;

/// The order in which states are painted: those in most of the lanes come first.
pub const PAINTED: [SpanKind; 7] = [
    SpanKind::Load,
    SpanKind::Ready,
    SpanKind::Queued,
    SpanKind::Render,
    SpanKind::Blocked,
    SpanKind::Start,
    SpanKind::Switch,
];

/// Whether it takes no more of a lane's height than a line.
pub fn is_line(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Ready | SpanKind::Queued)
}

/// A plain colour, as attributes would have it; the ink has a class of its own.
pub fn colour(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Start => "#0f966d",
        SpanKind::Queued => "#808080",
        SpanKind::Load => "#1f7dc4",
        SpanKind::Blocked => "#d43f5b",
        SpanKind::Ready => "#b76a9c",
        SpanKind::Render => "#d55e00",
        // The ink also serves a kind that later versions of cvsp may add.
        _ => "var(--ink)",
    }
}

/// The side of a state's pattern, and what of it is filled, in halves of a unit; none where it is solid.
fn pattern(kind: SpanKind) -> Option<(u32, &'static str)> {
    match kind {
        SpanKind::Start => Some((6, "M0 0h2v6H0z")),
        SpanKind::Queued => Some((8, "M0 0h4v4H0z")),
        SpanKind::Load => Some((16, "M0 14L14 0h2v2L2 16H0z")),
        SpanKind::Blocked => Some((14, "M0 0h14v4H8v6h6v4H0z")),
        SpanKind::Ready => Some((8, "M0 0h8v4H0z")),
        SpanKind::Switch => Some((8, "M0 0h4v8h4V4H0z")),
        _ => None,
    }
}

/// The paint of a state, as the style of its class has it.
pub fn paint(kind: SpanKind) -> String {
    if pattern(kind).is_some() { format!("url(#{})", kind.name()) } else { colour(kind).to_owned() }
}

/// Writes the patterns of some states.
pub fn write_patterns(out: &mut String, kinds: impl Iterator<Item = SpanKind>) {
    for kind in kinds {
        let Some((side, shape)) = pattern(kind) else { continue };
        let name = kind.name();
        let _ =
            write!(out, "<pattern id=\"{name}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">");
        // A load is pale.
        if kind == SpanKind::Load {
            let _ = write!(out, "<path fill=\"{}\" fill-opacity=\".25\" d=\"M0 0h{side}v{side}H0z\"/>", colour(kind));
        }
        let _ = writeln!(out, "<path fill=\"{}\" d=\"{shape}\"/></pattern>", colour(kind));
    }
}
