//! One task after another.

fn main() {
    work::main("sequential", 1, |work, _limit| {
        for number in 0..work::tasks() {
            work.run(number);
        }
    });
}
