//! What a tile looks like while it is on its way, as `www/paint/shapes.ts` has it, with the picture beneath it.
//!
//! A tile is drawn once, and used for each. Two values of its style say how it looks, which all that it is made of inherits:
//!
//! - `stroke-dashoffset` is its progress: 0 before its load, 100 after it, 200 after its render. Border, cover and cursor are
//!   dashed lines of which that much is shown. A cover is one line through the cells of a raster, row by row, there and back.
//! - `--s` is its state, as [`state`] numbers it. What belongs to some states only has an opacity that is 1 in those and at
//!   most 0 in others.
//!
//! What a load lets through of the picture is the cover's `stroke-opacity`.

use std::fmt::Write;

use cvsp::SpanKind;

use crate::sheet::short;

/// Its progress after its load, and after its render.
pub const LOADED: f64 = 100.0;
pub const RENDERED: f64 = 200.0;

/// How much a cover hides before a load, and after it.
pub const HIDDEN: f64 = 1.0;
pub const PALE: f64 = 0.5;

/// A tile that has not begun, and that is loading.
pub const IDLE: i8 = 0;
pub const FINISHED: i8 = 4;

/// The number of a span's state.
pub fn state(kind: SpanKind) -> i8 {
    match kind {
        SpanKind::Queued => -2,
        SpanKind::Blocked => -1,
        SpanKind::Ready => 1,
        SpanKind::Switch => 2,
        SpanKind::Render => 3,
        // A load has the idle look below its border.
        _ => IDLE,
    }
}

/// How tiles look in each of their states, and what they are when nothing moves: finished.
pub const STYLE: &str = "\
.t>use{--s:4;stroke-dashoffset:200;stroke-opacity:.5}
.g{stroke:#888;stroke-opacity:1;stroke-dasharray:200;mix-blend-mode:saturation}
.c{stroke:var(--paper);stroke-dasharray:200}
";
pub const COVER_STYLE: &str = "\
.o{stroke:var(--ink);stroke-opacity:.4;stroke-dasharray:200}
";
pub const MARKS_STYLE: &str = "\
.f{stroke:var(--paper);stroke-opacity:1;opacity:calc(4 - var(--s))}
.o,.b,.l,.u,.v{stroke:var(--ink);stroke-opacity:1}
.o{opacity:min(.4,4 - var(--s))}
.b{stroke-dasharray:0 100 200 100;opacity:calc(3 - var(--s))}
.u{stroke-dasharray:0 99 1 99 1 100}
.r{opacity:min(var(--s) - 1,4 - var(--s))}
.v{opacity:min(var(--s),3 - var(--s))}
.w{opacity:min(var(--s),2 - var(--s))}
.x{opacity:min(0 - var(--s),var(--s) + 2)}
.q{opacity:calc(-1 - var(--s))}
.d{fill:var(--paper)}
.m{fill:var(--ink)}
";

/// Rows of the raster.
const ROWS: u32 = 10;

/// A tile's width and height, in a figure's units.
#[derive(Clone, Copy)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

impl Size {
    fn side(self) -> f64 {
        self.width.min(self.height)
    }

    /// How thick a thin line is.
    fn line(self) -> f64 {
        (self.side() / 16.0).min(1.0)
    }

    /// What parts a tile from its edge until it is finished.
    fn gap(self) -> f64 {
        self.side() * 0.035
    }
}

/// Writes the cover alone: what is left of a tile where marks would be too small, or too much.
pub fn write_cover(out: &mut String, size: Size) {
    out.push_str("<defs>");
    write_raster(out, size, 0.0);
    let line = size.line();
    let inset = size.gap() + line;
    let _ = writeln!(
        out,
        "<g id=\"t\" fill=\"none\"><use href=\"#c\" class=\"g\"/><use href=\"#c\" class=\"c\"/><path class=\"o\" \
         pathLength=\"100\" stroke-width=\"{}\" d=\"M{3} {3}v{}h{}V{3}z\"/></g></defs>",
        short(line),
        short(size.height - 2.0 * inset),
        short(size.width - 2.0 * inset),
        short(inset)
    );
}

/// Writes a tile with all its marks. Those of two states are there only if there are such states.
pub fn write_marked(out: &mut String, size: Size, (has_queued, has_blocked): (bool, bool)) {
    let Size { width, height } = size;
    let unit = size.side() / 100.0;
    let gap = size.gap();
    let thick = (unit * 5.0).max(1.5);
    let hair = size.line();

    out.push_str("<defs>");
    write_raster(out, size, gap);
    let frame = |class: &str, inset: f64, line: f64| {
        let inset = inset + line / 2.0;
        format!(
            "<rect class=\"{class}\" x=\"{0}\" y=\"{0}\" width=\"{1}\" height=\"{2}\" stroke-width=\"{3}\"/>",
            short(inset),
            short(width - 2.0 * inset),
            short(height - 2.0 * inset),
            short(line)
        )
    };
    // Clockwise from the top left as it grows: its dashes come from its end.
    let inset = gap + thick / 2.0;
    let border = format!(
        "M{0} {0}v{1}h{2}v-{1}h-{3}",
        short(inset),
        short(height - 2.0 * inset),
        short(width - 2.0 * inset),
        short(width - 2.0 * inset + thick / 2.0)
    );
    let _ = write!(
        out,
        "<g id=\"t\" fill=\"none\"><use href=\"#c\" class=\"g\"/><use href=\"#c\" class=\"c\"/>{}{}\
         <path class=\"b\" pathLength=\"100\" stroke-width=\"{}\" d=\"{border}\"/>",
        // A bit over the cover, so that nothing shines through between them.
        frame("f", 0.0, gap + hair / 2.0),
        frame("o", gap, hair),
        short(thick)
    );
    let mark = |class: &str, shape: &str| {
        format!(
            "<g class=\"{class}\" transform=\"translate({} {})scale({})\"><circle class=\"d\" r=\"23\"/><path class=\"m\" \
             d=\"{shape}\"/></g>",
            short(width / 2.0),
            short(height / 2.0),
            short(unit)
        )
    };
    let outline = frame("l", gap, hair);
    let _ = write!(out, "<g class=\"r\">{outline}<use href=\"#c\" class=\"u\"/></g>");
    out.push_str(&mark("w", "M-11-12h7v24h-7zM4-12h7v24h-7z"));
    if has_blocked {
        // A blocking load is waited for before any border has grown.
        out.push_str(&frame("v", gap, thick));
        out.push_str(&mark("x", "M-10-10h20v20h-20z"));
    }
    if has_queued {
        let _ = write!(out, "<g class=\"q\">{outline}</g>");
        out.push_str(&mark("q", "M-17-4h8v8h-8zM-4-4h8v8h-8zM9-4h8v8h-8z"));
    }
    out.push_str("</g></defs>\n");
}

/// The line through all cells, from the last to the first, as thick as they are high.
fn write_raster(out: &mut String, Size { width, height }: Size, gap: f64) {
    let (width, height) = (width - 2.0 * gap, height - 2.0 * gap);
    let row = height / f64::from(ROWS);
    let (edge, inner) = (short(width - row / 2.0), short(width - row));
    let row_text = short(row);
    let mut path = format!("M{} {}h{edge}", short(gap), short(gap + height - row / 2.0));
    for number in 1..ROWS {
        let sign = if number % 2 == 1 { "-" } else { "" };
        let run = if number == ROWS - 1 { &edge } else { &inner };
        let _ = write!(path, "v-{row_text}h{sign}{run}");
    }
    let _ = write!(out, "<path id=\"c\" pathLength=\"100\" stroke-width=\"{row_text}\" d=\"{path}\"/>");
}
