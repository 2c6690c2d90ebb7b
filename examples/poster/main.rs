//! Reads a scenario as JSON from standard input, and prints its figure as an SVG, for where scripts do not run.
//!
//! ```sh
//! cargo run --release --example poster < scenario.json > poster.svg
//! cargo run --release --example poster -- --animated --picture balloons < scenario.json > poster.svg
//! ```
//!
//! A poster is the finished picture, and what slots and executors did. With `--animated` it plays by style alone, and is
//! the poster wherever it does not play. It has no script, loads nothing, and has a paper and an ink of its own, light or
//! dark, since an image cannot take its page's.

mod axis;
#[path = "../common/mod.rs"]
mod common;
mod counts;
mod lanes;
mod motion;
mod picture;
mod sheet;
mod states;
mod tile;
mod words;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use common::Failure;
use picture::Picture;

const HELP: &str = "\
Draws the figure of a scenario, read as JSON from standard input, as an SVG.

Usage: poster [--animated] [--picture NAME] [--title TEXT] < scenario.json

  --animated      let it play, by style alone
  --picture NAME  harbour (where it is left out) or balloons
  --title TEXT    what it is called; the strategy and its bounds where it is left out
  --help          print this
";

fn main() -> ExitCode {
    common::exit(run())
}

/// What the arguments ask for.
#[derive(Default)]
struct Options {
    help: bool,
    animated: bool,
    picture: Picture,
    title: Option<String>,
}

fn run() -> Result<(), Failure> {
    let Options { help, animated, picture, title } = options(env::args_os().skip(1)).map_err(Failure::Input)?;
    let output = if help {
        HELP.to_owned()
    } else {
        let run = common::run_input()?;
        let title = title.unwrap_or_else(|| words::title(run.scenario().setup()));
        sheet::draw(&run, &title, picture, animated)
    };
    let mut out = io::stdout();
    out.write_all(output.as_bytes())?;
    Ok(out.flush()?)
}

fn options(mut args: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--help" | "-h") => return Ok(Options { help: true, ..options }),
            Some("--animated") => options.animated = true,
            Some("--picture") => {
                let name = args.next().ok_or("--picture is without a name; it must have one of harbour, balloons")?;
                options.picture = Picture::named(&name)?;
            }
            Some("--title") => {
                let text = args.next().filter(|text| !text.is_empty());
                let text = text.ok_or("--title is empty; it must be a text")?;
                let text =
                    text.into_string().map_err(|text| format!("--title is {}; it must be UTF-8", text.display()))?;
                options.title = Some(text);
            }
            _ => {
                return Err(format!(
                    "the argument is {}; it must be --animated, --picture, --title, --help or left out",
                    arg.display()
                ));
            }
        }
    }
    Ok(options)
}
