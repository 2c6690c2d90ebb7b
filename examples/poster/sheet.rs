//! Draws the whole poster: a picture, its caption, its lanes and their line of time, on paper.

use std::fmt::Write;

use cvsp::{Run, Span, SpanKind, Timeline, Workload};

use crate::lanes::{self, Charts};
use crate::motion::{self, Loop};
use crate::picture::Picture;
use crate::states;
use crate::tile::{self, Size};
use crate::{axis, words};

/// How wide a figure is, in its own units.
const WIDTH: u64 = 320;

/// How high a picture may be. Beyond that, tiles are no squares.
const HEIGHTS: (u64, u64) = (40, 1280);

/// The room below the picture, for a caption, lanes and their line of time.
const ROOM: u64 = 88;
const MARGIN: u64 = 8;
const LANES: u64 = 25;

/// The most bytes that a poster may take to play: larger ones play with less in them.
const MOST: usize = 64_000;

/// Tiles smaller than this are not parted by lines, in a figure's units.
const SMALL: f64 = 8.0;

/// How much of a poster moves.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Motion {
    /// Nothing moves.
    None,
    /// The playhead moves.
    Playhead,
    /// So do the covers of tiles.
    Covers,
    /// So do their marks.
    Marks,
}

/// Draws the poster of a run. Where it is to play, it does so with as much in it as there is room for.
pub fn draw(run: &Run, title: &str, picture: Picture, is_animated: bool) -> String {
    if !is_animated || run.timeline().makespan() == 0 {
        return draw_with(run, title, picture, Motion::None);
    }
    // No tile takes fewer bytes than these.
    let is_small = run.timeline().tasks() as usize * 100 < MOST;
    let motions: &[Motion] = if is_small { &[Motion::Marks, Motion::Covers] } else { &[] };
    let drawn = motions.iter().map(|motion| draw_with(run, title, picture, *motion));
    drawn.into_iter().find(|svg| svg.len() <= MOST).unwrap_or_else(|| draw_with(run, title, picture, Motion::Playhead))
}

fn draw_with(run: &Run, title: &str, picture: Picture, motion: Motion) -> String {
    let (workload, timeline) = (run.workload(), run.timeline());
    let makespan = timeline.makespan();
    let grid = Grid::of(run);
    let charts = Charts::new(timeline);
    let bottom = grid.height + ROOM;
    let of = (motion != Motion::None).then(|| Loop::new(makespan));

    let mut out = String::new();
    let (loads, renders) = workload.totals();
    let tiles = timeline.tasks();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {bottom}\" role=\"img\" \
         aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n\
         <desc id=\"desc\">A picture of {tiles} tile{}, finished after {}. One thing after another, their loads and renders \
         take {}.</desc>\n<style>",
        words::escape(title),
        if tiles == 1 { "" } else { "s" },
        words::duration(makespan),
        words::duration(loads + renders),
    );
    write_style(&mut out, &charts);
    if let Some(of) = of {
        write_motion(&mut out, run, motion, of);
    }
    out.push_str("</style>\n");
    let _ = writeln!(out, "<rect class=\"paper\" width=\"{WIDTH}\" height=\"{bottom}\"/>");

    picture.write(&mut out, WIDTH, grid.height);
    grid.write_unrendered(&mut out, workload);
    if motion >= Motion::Covers {
        grid.write_tiles(&mut out, timeline, motion);
    }
    grid.write_lines(&mut out, tiles);

    write_caption(&mut out, title, makespan, grid.height + 17, of);
    let top = grid.height + LANES;
    let _ = writeln!(out, "<g transform=\"translate({MARGIN} {top})scale(.5)\">");
    states::write_patterns(&mut out, charts.kinds().filter(|kind| charts.has_counts() || !states::is_line(*kind)));
    if makespan > 0 {
        charts.write(&mut out, makespan);
    }
    let height = charts.height();
    if of.is_some() {
        let _ = writeln!(out, "<path class=\"head\" d=\"M0-4V{}\"/>", height + 4);
    }
    out.push_str("</g>\n");
    axis::write(&mut out, (MARGIN, top + height / 2 + 1), WIDTH - 2 * MARGIN, makespan);
    out.push_str("</svg>\n");
    out
}

/// Paper and ink, light and dark, and what is painted with them.
fn write_style(out: &mut String, charts: &Charts) {
    out.push_str(
        "svg{--paper:#fff;--ink:#1b1d22;font-family:system-ui,sans-serif}\n\
         @media(prefers-color-scheme:dark){svg{--paper:#15171b;--ink:#e6e7ea}}\n\
         .paper{fill:var(--paper)}\n\
         text{fill:var(--ink)}\n\
         .ground{stroke:var(--ink);opacity:.07}\n\
         .ground.area{fill:var(--ink);stroke:none}\n\
         .gaps{fill:none;stroke:var(--paper);stroke-width:.6}\n\
         .axis,.head{stroke:var(--ink)}\n\
         .grey{fill:#888;mix-blend-mode:saturation}\n",
    );
    for kind in charts.kinds() {
        let (name, paint) = (kind.name(), states::paint(kind));
        let line = if states::is_line(kind) { states::colour(kind) } else { &paint };
        let dashes = if kind == SpanKind::Queued { ";stroke-dasharray:4" } else { "" };
        let _ = writeln!(out, ".{name}{{stroke:{line}{dashes}}}");
        if charts.has_counts() {
            let _ = writeln!(out, ".{name}.area{{fill:{paint};stroke:none}}");
        }
    }
}

/// Writes the animations, for readers who have not asked for less motion.
fn write_motion(out: &mut String, run: &Run, motion: Motion, of: Loop) {
    let loop_time = format!("{}ms", of.watched);
    out.push_str(".head{stroke-width:3;opacity:0}\n");
    of.write_playhead(out, lanes::WIDTH);
    let marked = motion == Motion::Marks;
    if motion >= Motion::Covers {
        out.push_str(tile::STYLE);
        out.push_str(if marked { tile::MARKS_STYLE } else { tile::COVER_STYLE });
    }
    let _ = writeln!(
        out,
        "@media(prefers-reduced-motion:no-preference){{\n.head{{animation:p {loop_time} linear infinite}}"
    );
    if motion >= Motion::Covers {
        let _ =
            writeln!(out, ".t>use{{animation:{loop_time} linear infinite;animation-timing-function:linear,step-end}}");
        for (task, spans) in by_task(run.timeline()).iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            let states = if marked { format!(",s{task}") } else { String::new() };
            let _ = write!(out, "#k{task}{{animation-name:a{task}{states}}}");
            // Without a border to grow, a load is nothing but its cover.
            let from = if marked { 0.0 } else { tile::LOADED };
            motion::write_progress(out, &format!("a{task}"), spans, from, of);
            if marked {
                motion::write_states(out, &format!("s{task}"), spans, of);
            }
        }
    }
    out.push_str("}\n");
}

/// Each task's spans, in the order of time.
fn by_task(timeline: &Timeline) -> Vec<Vec<Span>> {
    let mut tasks = vec![Vec::new(); timeline.tasks() as usize];
    for span in timeline.spans() {
        if let Some(task) = span.task() {
            tasks[task as usize].push(*span);
        }
    }
    tasks
}

/// Writes the title and how long the run took. A long title is written smaller, and cut if it is still too long.
#[expect(clippy::cast_precision_loss)]
fn write_caption(out: &mut String, title: &str, makespan: u64, y: u64, of: Option<Loop>) {
    let took = format!("took {}", words::duration(makespan));
    let (took, small) = match of.and_then(Loop::speed) {
        Some(speed) => (format!("{took} · {speed}"), 10.5),
        None => (took, 12.0),
    };
    // A letter is a bit more than half as wide as it is high.
    let room = (WIDTH - 3 * MARGIN) as f64 - took.chars().count() as f64 * small * 0.52;
    let letters = title.chars().count();
    let size = (room / 0.59 / letters as f64).clamp(11.0, 14.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let most = (room / 0.59 / size).max(4.0) as usize;
    let shown: String =
        if letters > most { title.chars().take(most - 1).chain(['…']).collect() } else { title.to_owned() };
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"{}\" font-weight=\"600\">{}</text>\
         <text x=\"{}\" y=\"{y}\" font-size=\"{small}\" text-anchor=\"end\">{took}</text>",
        short(size),
        words::escape(&shown),
        WIDTH - MARGIN
    );
}

/// The columns and rows of the tiles, and their size.
struct Grid {
    columns: u32,
    rows: u32,
    height: u64,
    size: Size,
}

impl Grid {
    /// Columns and rows: those of the scenario's grid, or as near to a square as its tasks come.
    #[expect(clippy::cast_precision_loss)]
    fn of(run: &Run) -> Self {
        let (columns, rows) = run.workload().grid().unwrap_or_else(|| {
            let tasks = run.timeline().tasks();
            let root = tasks.isqrt();
            let columns = if root * root < tasks { root + 1 } else { root };
            (columns, tasks.div_ceil(columns))
        });
        let height = (WIDTH * u64::from(rows) / u64::from(columns)).clamp(HEIGHTS.0, HEIGHTS.1);
        let size = Size { width: WIDTH as f64 / f64::from(columns), height: height as f64 / f64::from(rows) };
        Self { columns, rows, height, size }
    }

    /// The upper left corner of a tile.
    fn place(&self, tile: u32) -> (String, String) {
        let Size { width, height } = self.size;
        let (column, row) = (tile % self.columns, tile / self.columns);
        (short(f64::from(column) * width), short(f64::from(row) * height))
    }

    fn write_tiles(&self, out: &mut String, timeline: &Timeline, motion: Motion) {
        if motion == Motion::Marks {
            let has = |kind| timeline.spans().iter().any(|span| span.kind() == kind);
            tile::write_marked(out, self.size, (has(SpanKind::Queued), has(SpanKind::Blocked)));
        } else {
            tile::write_cover(out, self.size);
        }
        out.push_str("<g class=\"t\">");
        for task in 0..timeline.tasks() {
            let (x, y) = self.place(task);
            let _ = write!(out, "<use href=\"#t\" x=\"{x}\" y=\"{y}\" id=\"k{task}\"/>");
        }
        out.push_str("</g>\n");
    }

    /// Takes the colours from tiles that are loaded and never rendered, where they can be told apart.
    fn write_unrendered(&self, out: &mut String, workload: &Workload) {
        let unrendered: Vec<u32> = (0..workload.count()).filter(|task| workload.render(*task) == 0).collect();
        let mut path = String::new();
        if unrendered.len() == workload.count() as usize {
            let _ = write!(path, "M0 0h{WIDTH}v{}H0z", self.height);
        } else if self.size.width.min(self.size.height) >= SMALL {
            for task in unrendered {
                let (x, y) = self.place(task);
                let Size { width, height } = self.size;
                let _ = write!(path, "M{x} {y}h{}v{}h-{}z", short(width), short(height), short(width));
            }
        }
        if !path.is_empty() {
            let _ = writeln!(out, "<path class=\"grey\" d=\"{path}\"/>");
        }
    }

    /// The lines between tiles, and paper where a last row has none.
    fn write_lines(&self, out: &mut String, tasks: u32) {
        let Size { width, height } = self.size;
        if width.min(height) >= SMALL {
            // Around the picture as well, where tiles end between two pixels.
            let mut path = format!("M0 0h{WIDTH}v{}H0z", self.height);
            for column in 1..self.columns {
                let _ = write!(path, "M{} 0v{}", short(f64::from(column) * width), self.height);
            }
            for row in 1..self.rows {
                let _ = write!(path, "M0 {}h{WIDTH}", short(f64::from(row) * height));
            }
            let _ = writeln!(out, "<path class=\"gaps\" d=\"{path}\"/>");
        }
        let left = self.columns * self.rows - tasks;
        if left > 0 {
            let (x, y) = self.place(tasks);
            let width = f64::from(left) * width;
            let _ = writeln!(
                out,
                "<rect class=\"paper\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\"/>",
                short(width),
                short(height)
            );
        }
    }
}

/// A number with as few characters as it takes, at most two decimals.
pub fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match (text.strip_prefix("0."), text.strip_prefix("-0.")) {
        (Some(decimals), _) => format!(".{decimals}"),
        (_, Some(decimals)) => format!("-.{decimals}"),
        _ if text == "-0" => "0".to_owned(),
        _ => text.to_owned(),
    }
}
