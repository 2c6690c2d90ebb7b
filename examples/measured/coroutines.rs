//! One thread, and as many coroutines as there are tasks: whoever waits gives way.

use std::sync::Arc;

use tokio::sync::Semaphore;
use work::Work;

fn main() {
    work::main("coroutines", work::limit(work::tasks()), run);
}

#[tokio::main(flavor = "current_thread")]
async fn run(work: Work, limit: usize) {
    let gate = Arc::new(Semaphore::new(limit));
    let tasks = (0..work::tasks()).map(|number| {
        let gate = Arc::clone(&gate);
        tokio::spawn(async move {
            let _turn = gate.acquire().await;
            work.run_async(number).await;
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no task panics");
    }
}
