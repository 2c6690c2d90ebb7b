//! A thread for each task, and no limit.

use std::thread;

fn main() {
    work::main("threads", work::tasks(), |work, _limit| {
        thread::scope(|scope| {
            for number in 0..work::tasks() {
                scope.spawn(move || work.run(number));
            }
        });
    });
}
