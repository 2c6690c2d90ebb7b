//! What every listing does with a tile.

use std::{thread, time::Duration};

/// How long an answer from far away takes.
const WAIT: Duration = Duration::from_millis(5);
const LEFT: [f64; 4] = [-2.2, -1.4, -0.6, 0.2];
const TOP: [f64; 4] = [-1.6, -0.8, 0.0, 0.8];

/// A tile's place in the picture: its left and top.
pub type Corner = (f64, f64);

/// Waits for a tile's data, and keeps its thread.
#[must_use]
pub fn load(tile: usize) -> Corner {
    thread::sleep(WAIT);
    (LEFT[tile % 4], TOP[tile / 4 % 4])
}

/// Waits for a tile's data, and gives way.
pub async fn load_async(tile: usize) -> Corner {
    tokio::time::sleep(WAIT).await;
    (LEFT[tile % 4], TOP[tile / 4 % 4])
}

/// The colour of a part of the Mandelbrot set: the
/// redder, the longer its points stay.
#[must_use]
pub fn render((left, top): Corner) -> String {
    let mut steps = 0;
    for row in 0..16 {
        for column in 0..16 {
            let x = left + 0.05 * f64::from(column);
            let y = top + 0.05 * f64::from(row);
            steps += stay(x, y);
        }
    }
    let red = 255 * steps / (16 * 16 * 50);
    let (green, blue) = (red / 2, 255 - red);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// After how many steps, 50 at most, a point leaves.
fn stay(x: f64, y: f64) -> u32 {
    let (mut a, mut b) = (0.0, 0.0);
    for step in 0..50 {
        (a, b) = (a * a - b * b + x, 2.0 * a * b + y);
        if a * a + b * b > 4.0 {
            return step;
        }
    }
    50
}
