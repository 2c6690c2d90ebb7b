//! Threads: each waits for itself.
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tiles::{load, render};

fn main() {
    let picture = Mutex::new(vec![String::new(); 16]);
    let next = AtomicUsize::new(0);
    let work = || loop {
        let tile = next.fetch_add(1, Ordering::Relaxed);
        if tile >= 16 {
            break;
        }
        // here: queued, load
        let data = load(tile);
        // here: ready, switch, render
        let colour = render(data);
        picture.lock().unwrap()[tile] = colour;
    };
    thread::scope(|scope| {
        for _ in 0..8 {
            // here: start
            scope.spawn(work);
        }
    });
    let picture = picture.into_inner().unwrap();
    println!("{}", picture.join(" "));
}
