//! Processes: this program, run again.
use std::process::{Child, Command, Stdio};
use std::{array::from_fn, env};
use tiles::{load, render};

fn main() {
    if let Some(worker) = env::args().nth(1) {
        return work(worker.parse().unwrap());
    }
    let program = env::current_exe().unwrap();
    let workers: [Child; 8] = from_fn(|worker| {
        let mut command = Command::new(&program);
        command.arg(worker.to_string());
        command.stdout(Stdio::piped());
        // here: start
        command.spawn().unwrap()
    });
    let picture = workers.map(|worker| {
        let output = worker.wait_with_output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    });
    println!("{}", picture.concat());
}

fn work(worker: usize) {
    for tile in 16 * worker / 8..16 * (worker + 1) / 8 {
        // here: queued, load
        let data = load(tile);
        // here: ready, switch, render
        let colour = render(data);
        print!("{colour} ");
    }
}
