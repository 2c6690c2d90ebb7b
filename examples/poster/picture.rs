//! The pictures: drawings of what `www/paint/pictures` paints, in the same colours, with less in them.

use std::ffi::OsStr;
use std::fmt::Write;

/// A picture that is built in.
#[derive(Clone, Copy, Default)]
pub enum Picture {
    #[default]
    Harbour,
    Balloons,
}

impl Picture {
    /// The picture of that name, or what is wrong with the name.
    pub fn named(name: &OsStr) -> Result<Self, String> {
        match name.to_str() {
            Some("harbour") => Ok(Self::Harbour),
            Some("balloons") => Ok(Self::Balloons),
            _ => Err(format!("--picture is {}; it must be one of harbour, balloons", name.display())),
        }
    }

    /// Writes the picture at this size, in a figure's units. A picture is square: the middle of it fills a figure that is
    /// not.
    pub fn write(self, out: &mut String, width: u64, height: u64) {
        let drawing = match self {
            Self::Harbour => include_str!("harbour.svg"),
            Self::Balloons => include_str!("balloons.svg"),
        };
        let lines = drawing.lines().filter(|line| !line.starts_with("<svg") && !line.starts_with("</svg"));
        let _ = write!(
            out,
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"xMidYMid slice\">"
        );
        out.extend(lines.map(str::trim));
        out.push_str("</svg>\n");
    }
}
