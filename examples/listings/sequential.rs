//! One after the other.
use tiles::{load, render};

fn main() {
    let mut picture = vec![];
    for tile in 0..16 {
        // here: load
        let data = load(tile);
        // here: switch, render
        picture.push(render(data));
    }
    println!("{}", picture.join(" "));
}
