//! Threads that share their coroutines.
use tiles::{load_async, render};
use tokio::spawn;
// if: limit
use tokio::sync::Semaphore;

// if: limit
static LIMIT: Semaphore = Semaphore::const_new(8);

async fn paint(tile: usize) -> String {
    // if: limit
    let _turn = LIMIT.acquire().await.unwrap();
    // here: queued, load, ready
    let data = load_async(tile).await;
    // here: switch, render
    render(data)
}

#[tokio::main(worker_threads = 4)]
async fn main() {
    let mut picture = vec![];
    // here: start
    let tiles = (0..16).map(|tile| spawn(paint(tile)));
    for tile in tiles.collect::<Vec<_>>() {
        picture.push(tile.await.unwrap());
    }
    println!("{}", picture.join(" "));
}
