//! The program `examples/poster`: what it draws is well-formed, small, and what the timeline says.

#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/example.rs"]
mod example;

use std::collections::BTreeMap;
use std::process::Output;

use cvsp::{SpanKind, Timeline};
use roxmltree::{Document, Node};

/// How wide the lanes are, in halves of a unit.
const LANES: u64 = 608;

const FOUR: &str = r#""grid": [4, 4], "load": [1500, 7000], "render": [800, 1500, 100], "seed": 42"#;

/// What it draws of good input.
#[track_caller]
fn draw(args: &[&str], scenario: &str) -> String {
    let Output { status, stdout, stderr } = example::run("poster", args, scenario.as_bytes());
    assert_eq!((status.code(), String::from_utf8_lossy(&stderr).as_ref()), (Some(0), ""), "{scenario}");
    String::from_utf8(stdout).expect("a poster is UTF-8")
}

#[track_caller]
fn check_bad(args: &[&str], input: &str, expected: &str) {
    let Output { status, stdout, stderr } = example::run("poster", args, input.as_bytes());
    assert_eq!(String::from_utf8_lossy(&stderr), format!("{expected}\n"));
    assert_eq!((status.code(), stdout.as_slice()), (Some(2), b"".as_slice()), "{expected}");
}

/// Scenarios of every size, and the most bytes of their posters: still, and animated.
fn scenarios() -> Vec<(String, usize, usize)> {
    let four = |fields: &str| (format!("{{ {fields}, {FOUR} }}"), 15_000, 30_000);
    vec![
        four(r#""strategy": "sequential""#),
        four(r#""strategy": "coroutines""#),
        four(r#""strategy": "threads", "limit": 8, "cores": 4, "quantum": 250, "switchCost": 0.3"#),
        four(r#""strategy": "processes", "limit": 4, "cores": 2, "processStart": 1300"#),
        four(r#""strategy": "work-stealing", "workers": 3, "serverConnections": 4, "blocking": [3, 9]"#),
        (r#"{ "strategy": "sequential", "tasks": [{ "load": 0, "render": 0 }] }"#.into(), 12_000, 12_000),
        (r#"{ "strategy": "threads", "tasks": [{ "load": 0.001, "render": 0 }] }"#.into(), 12_000, 15_000),
        (
            r#"{ "strategy": "coroutines", "limit": 32, "grid": [16, 16], "load": [1500, 7000], "render": [800, 1500],
                 "seed": 16 }"#
                .into(),
            15_000,
            64_000,
        ),
        (
            r#"{ "strategy": "threads", "cores": 3, "grid": [1, 640], "load": 7, "render": 2, "seed": 1 }"#.into(),
            20_000,
            64_000,
        ),
        (
            r#"{ "strategy": "threads", "cores": 8, "quantum": 1, "grid": [20, 20], "load": 7, "render": [100, 200],
                 "seed": 1 }"#
                .into(),
            25_000,
            64_000,
        ),
        (
            r#"{ "strategy": "threads", "limit": 1000, "cores": 8, "grid": [1024, 1024], "load": [0, 9], "render": 1,
                 "seed": 1 }"#
                .into(),
            25_000,
            25_000,
        ),
        (
            r#"{ "strategy": "sequential", "grid": [1000, 1], "load": 900000000, "render": 900000000, "seed": 1 }"#
                .into(),
            25_000,
            25_000,
        ),
    ]
}

#[test]
fn whatever_the_scenario_a_poster_is_well_formed_and_small_and_without_script_or_address() {
    for (scenario, most, most_animated) in scenarios() {
        for picture in ["harbour", "balloons"] {
            for (args, most) in [(&[][..], most), (&["--animated"], most_animated)] {
                let svg = draw(&[args, &["--picture", picture]].concat(), &scenario);
                assert!(svg.len() <= most, "{} bytes, at most {most}: {args:?} {picture} {scenario}", svg.len());
                let document = Document::parse(&svg).expect("it is XML");
                check_harmless(&document);
                let named = document.root_element().attribute("aria-labelledby").expect("it is named");
                for id in named.split(' ') {
                    assert!(document.descendants().any(|node| node.attribute("id") == Some(id)), "{id}");
                }
            }
        }
    }
}

/// There is no script, no handler, no style attribute, and no address but of what is in the document, once each.
fn check_harmless(document: &Document) {
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "ids are there once");
    let check_address = |address: &str| {
        let id = address.strip_prefix('#').expect("addresses are in the document");
        assert!(ids.contains(&id), "there is no {id}");
    };
    for node in document.descendants().filter(Node::is_element) {
        assert!(!["script", "foreignObject", "image", "a", "animate"].contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && attribute.name() != "style", "{attribute:?}");
            if attribute.name() == "href" {
                check_address(attribute.value());
            }
        }
        for text in node.attributes().map(|attribute| attribute.value()).chain(node.text()) {
            for address in text.split("url(").skip(1) {
                check_address(address.split_once(')').expect("an address ends").0);
            }
            assert!(!text.contains("@import"));
        }
    }
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style").count();
    assert_eq!(styles, 1);
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for (scenario, ..) in scenarios() {
        assert_eq!(draw(&["--animated"], &scenario), draw(&["--animated"], &scenario));
    }
}

/// The lines of a path of nothing but `M`, `m` and `h`: their heights, starts and lengths.
fn lines_of(path: &str) -> Vec<(i64, i64, i64)> {
    let mut lines = Vec::new();
    let (mut x, mut y) = (0, 0);
    for command in path.split_inclusive(['M', 'm', 'h']).collect::<Vec<_>>().windows(2) {
        let kind = command[0].chars().last().expect("it is not empty");
        let numbers = command[1].trim_end_matches(['M', 'm', 'h']).replace('-', " -");
        let numbers: Vec<i64> = numbers.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        match (kind, numbers.as_slice()) {
            ('M', [to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ('m', [by_x, by_y]) => (x, y) = (x + by_x, y + by_y),
            ('h', [length]) => {
                lines.push((y, x, *length));
                x += length;
            }
            other => panic!("{other:?} is in {path}"),
        }
    }
    lines
}

/// The lines of each state: their lanes, starts and lengths.
type Lanes = BTreeMap<String, Vec<(usize, i64, i64)>>;

/// What the lanes of a poster show: those of slots, and below them those of executors, numbered by their heights.
fn lanes_of(svg: &str) -> Vec<Lanes> {
    let document = Document::parse(svg).expect("it is XML");
    let class = |node: &Node| node.attribute("class").unwrap_or_default().to_owned();
    let grounds = document.descendants().filter(|node| class(node) == "ground");
    let charts = grounds.map(|ground| {
        let heights: Vec<i64> = lines_of(ground.attribute("d").expect("a path")).into_iter().map(|(y, ..)| y).collect();
        let paths = ground.parent().expect("it is in a group").children().filter(|node| class(node) != "ground");
        let lanes = paths.filter(Node::is_element).map(|path| {
            let lines = lines_of(path.attribute("d").expect("a path")).into_iter().map(|(y, x, length)| {
                (heights.iter().position(|height| *height == y).expect("a line is in a lane"), x, length)
            });
            (class(&path), lines.collect())
        });
        lanes.collect()
    });
    charts.collect()
}

/// The same, worked out in floating point from a timeline's spans.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn expected_lanes(timeline: &Timeline) -> Vec<Lanes> {
    let unit = timeline.makespan() as f64 / LANES as f64;
    let chart = |lane: &dyn Fn(&cvsp::Span) -> Option<u32>| {
        let mut states = Lanes::new();
        for &kind in SpanKind::ALL {
            for span in timeline.spans().iter().filter(|span| span.kind() == kind) {
                let Some(lane) = lane(span) else { continue };
                let [start, end] = [span.start, span.end].map(|time| (time as f64 / unit).round() as i64);
                let length = match end - start {
                    0 => 1,
                    // What is long enough to spare it leaves a gap before the next.
                    length if length > 8 => length - 2,
                    length => length,
                };
                states.entry(kind.name().to_owned()).or_default().push((lane as usize, start, length));
            }
        }
        for lines in states.values_mut() {
            lines.sort_unstable();
        }
        states
    };
    let slots = chart(&|span| Some(span.slot()));
    if timeline.slots() == timeline.executors() { vec![slots] } else { vec![slots, chart(&cvsp::Span::executor)] }
}

#[test]
fn lanes_show_the_timelines_spans() {
    for fields in [
        r#""strategy": "sequential""#,
        r#""strategy": "coroutines", "coroutineStart": 70, "switchCost": 40"#,
        r#""strategy": "threads", "limit": 8, "cores": 4, "quantum": 250, "switchCost": 10"#,
        r#""strategy": "threads", "serverConnections": 4"#,
        r#""strategy": "work-stealing", "workers": 3, "limit": 7, "blocking": [3, 9]"#,
        r#""strategy": "processes", "limit": 4, "cores": 2, "processStart": 1300"#,
    ] {
        let scenario = format!("{{ {fields}, {FOUR} }}");
        let lanes = lanes_of(&draw(&[], &scenario));
        let expected = expected_lanes(&common::run(&scenario));
        assert_eq!(lanes.len(), expected.len(), "{scenario}");
        for (seen, expected) in lanes.into_iter().zip(expected) {
            for (state, mut lines) in seen.clone() {
                lines.sort_unstable();
                assert_eq!(Some(&lines), expected.get(&state), "{state} of {scenario}");
            }
            assert!(seen.keys().eq(expected.keys()), "{scenario}");
        }
    }
}

#[test]
fn what_would_be_hairs_is_counted() {
    // Ten of 40 loads at a time: a quarter of the run after the other, 30, 20, 10 and no more are queued.
    let scenario =
        r#"{ "strategy": "threads", "serverConnections": 10, "grid": [10, 4], "load": 100, "render": 0, "seed": 1 }"#;
    let svg = draw(&[], scenario);
    assert!(lanes_of(&svg).is_empty());
    let document = Document::parse(&svg).expect("it is XML");
    let area = |state: &str| {
        let class = format!("{state} area");
        let path = document.descendants().find(|node| node.attribute("class") == Some(&class)).expect("it is counted");
        path.attribute("d").expect("a path").to_owned()
    };
    // All 40 slots take 84 halves of a unit, and ten of them a quarter of that; four steps share the width.
    assert_eq!(area("load"), "M0 84V63h608V84h-608z");
    assert_eq!(area("queued"), "M0 63V0h152V21h152V42h152V63h152V63h-608z");
}

#[test]
fn it_says_what_it_is() {
    let cases = [
        (r#""strategy": "sequential", "cores": 4"#, "Sequential"),
        (r#""strategy": "threads", "limit": 8, "cores": 4"#, "Threads, at most 8, on 4 cores"),
        (r#""strategy": "threads", "gil": true, "cores": 4"#, "Threads, one GIL"),
        (r#""strategy": "processes", "cores": 1"#, "Processes, on 1 core"),
        (r#""strategy": "coroutines", "cores": 4, "serverConnections": 1"#, "Coroutines, 1 connection"),
        (
            r#""strategy": "work-stealing", "workers": 1, "cores": 2, "serverConnections": 4"#,
            "Work stealing, 1 worker, on 2 cores, 4 connections",
        ),
        (r#""strategy": "work-stealing", "workers": 4"#, "Work stealing, 4 workers"),
    ];
    for (fields, title) in cases {
        let svg = draw(&[], &format!("{{ {fields}, {FOUR} }}"));
        assert_eq!(text_of(&svg, "title"), title);
    }
}

/// The text of the first element of that name.
fn text_of(svg: &str, name: &str) -> String {
    let document = Document::parse(svg).expect("it is XML");
    let node = document.descendants().find(|node| node.tag_name().name() == name).expect("there is one");
    node.text().unwrap_or_default().to_owned()
}

#[test]
fn it_says_how_long_a_run_took_as_a_figure_does() {
    // What JavaScript makes of these times with `toPrecision(3)` and `toFixed(1)`.
    for (load, text) in [
        ("0", "0 ms"),
        ("0.001", "0.001 ms"),
        ("1.115", "1.11 ms"),
        ("1.125", "1.13 ms"),
        ("20.25", "20.3 ms"),
        ("999.499", "999 ms"),
        ("999.5", "1.0 s"),
        ("2250", "2.3 s"),
        ("19450", "19.4 s"),
        ("119949", "119.9 s"),
        ("119950", "2 min 0 s"),
        ("3599499", "59 min 59 s"),
        ("3599500", "1 h 0 min"),
    ] {
        let scenario = format!(r#"{{ "strategy": "sequential", "tasks": [{{ "load": {load}, "render": 0 }}] }}"#);
        let expected = format!(
            "A picture of 1 tile, finished after {text}. One thing after another, their loads and renders take {text}."
        );
        assert_eq!(text_of(&draw(&[], &scenario), "desc"), expected);
    }
}

#[test]
fn a_run_that_is_too_long_or_too_short_to_be_watched_says_how_fast_it_plays() {
    for (load, caption) in [
        ("21000", "took 21.0 s"),
        ("21001", "took 21.0 s · 2× speed"),
        ("81500", "took 81.5 s · 4× speed"),
        ("3600000", "took 1 h 0 min · 256× speed"),
        ("1000", "took 1.0 s"),
        ("300", "took 300 ms · 1/10 speed"),
        ("0.001", "took 0.001 ms · 1/1000000 speed"),
    ] {
        let scenario = format!(r#"{{ "strategy": "sequential", "tasks": [{{ "load": {load}, "render": 0 }}] }}"#);
        let said = |svg: &str| {
            let document = Document::parse(svg).expect("it is XML");
            let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
            texts.filter_map(|node| node.text()).find(|text| text.starts_with("took")).unwrap_or_default().to_owned()
        };
        assert_eq!(said(&draw(&["--animated"], &scenario)), caption);
        // What does not play has no speed.
        assert_eq!(said(&draw(&[], &scenario)), caption.split(" · ").next().expect("it is not empty"));
    }
}

#[test]
fn a_title_is_nothing_but_text() {
    let title = "</title><script>alert('\"1\"')</script>&amp; \u{1}\u{ffff}<a href=\"https://example.com\">x</a>";
    let scenario = format!(r#"{{ "strategy": "coroutines", {FOUR} }}"#);
    for args in [&["--title", title][..], &["--animated", "--title", title]] {
        let svg = draw(args, &scenario);
        check_harmless(&Document::parse(&svg).expect("it is XML"));
        assert_eq!(text_of(&svg, "title"), title.replace(['\u{1}', '\u{ffff}'], "\u{fffd}"));
    }
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let scenario = format!(r#"{{ "strategy": "coroutines", {FOUR} }}"#);
    let arguments = "it must be --animated, --picture, --title, --help or left out";
    check_bad(&["--gantt"], &scenario, &format!("the argument is --gantt; {arguments}"));
    check_bad(&["poster.svg"], &scenario, &format!("the argument is poster.svg; {arguments}"));
    check_bad(&["--picture", "cats"], &scenario, "--picture is cats; it must be one of harbour, balloons");
    check_bad(&["--picture", "a\nb"], &scenario, "--picture is a\u{fffd}b; it must be one of harbour, balloons");
    check_bad(&["--picture"], &scenario, "--picture is without a name; it must have one of harbour, balloons");
    check_bad(&["--title"], &scenario, "--title is empty; it must be a text");
    check_bad(&["--title", ""], &scenario, "--title is empty; it must be a text");
    check_bad(&["--animated"], "", "standard input is empty; it must be one JSON object, a scenario");
    check_bad(
        &[],
        r#"{ "strategy": "threads", "tasks": [{ "load": 1, "render": 1 }, { "load": -1, "render": 1 }] }"#,
        "tasks[1].load is -1; it must be milliseconds from 0 to 1000000000",
    );
}

#[test]
fn it_helps() {
    for arg in ["--help", "-h"] {
        assert!(
            draw(&[arg], "").contains("Usage: poster [--animated] [--picture NAME] [--title TEXT] < scenario.json")
        );
    }
}
