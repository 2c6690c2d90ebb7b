//! A pool of threads: each takes the next task as soon as it is free.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

fn main() {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    work::main("threads", work::limit(cores), |work, limit| {
        let next = AtomicUsize::new(0);
        let take = || Some(next.fetch_add(1, Relaxed)).filter(|number| *number < work::tasks());
        thread::scope(|scope| {
            for _ in 0..limit {
                scope.spawn(|| {
                    while let Some(number) = take() {
                        work.run(number);
                    }
                });
            }
        });
    });
}
