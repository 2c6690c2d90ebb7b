//! What the programs here do in Rust. They differ in nothing but who does it when; work.py says what the environment has.

pub mod recorder;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio, exit};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{env, hint};

use rustix::time::ClockId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use recorder::{Task, nanoseconds};

/// The open connections that nobody uses.
static SESSION: Mutex<Vec<TcpStream>> = Mutex::new(Vec::new());
static SESSION_ASYNC: Mutex<Vec<tokio::net::TcpStream>> = Mutex::new(Vec::new());

#[must_use]
pub fn fib(n: u64) -> u64 {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}

pub async fn fib_async(n: u64) -> u64 {
    if n < 2 { n } else { Box::pin(fib_async(n - 1)).await + Box::pin(fib_async(n - 2)).await }
}

/// Asks the server for a page, and waits for it. What comes says how long it takes to render.
fn ask(page: usize, task: &Task) -> Duration {
    task.asks();
    let mut connection = lock(&SESSION).pop().expect("there are as many connections as tasks in flight");
    connection.write_all(format!("{page}\n").as_bytes()).expect("the server is there");
    let mut line = [0; 64];
    let length = connection.read(&mut line).expect("the server answers");
    lock(&SESSION).push(connection);
    answer(&line[..length], task)
}

async fn ask_async(page: usize, task: &Task) -> Duration {
    task.asks();
    let known = lock(&SESSION_ASYNC).pop();
    let mut connection = known.unwrap_or_else(|| {
        let connection = lock(&SESSION).pop().expect("there are as many connections as tasks in flight");
        tokio::net::TcpStream::from_std(connection).expect("Tokio runs")
    });
    connection.write_all(format!("{page}\n").as_bytes()).await.expect("the server is there");
    let mut line = [0; 64];
    let length = connection.read(&mut line).await.expect("the server answers");
    lock(&SESSION_ASYNC).push(connection);
    answer(&line[..length], task)
}

fn answer(line: &[u8], task: &Task) -> Duration {
    let line = String::from_utf8_lossy(line);
    let (sent, milliseconds) = line.trim().split_once(' ').expect("the answer is two numbers");
    task.answered(sent.parse().ok());
    Duration::from_millis(milliseconds.parse().expect("the answer is two numbers"))
}

/// Keeps a core busy for so long, not counting the time in which it has none.
fn render(time: Duration, task: &Task) {
    task.runs();
    let end = u128::from(nanoseconds(ClockId::ThreadCPUTime)) + time.as_nanos();
    while u128::from(nanoseconds(ClockId::ThreadCPUTime)) < end {}
    task.stops();
}

/// What the tasks do: fib is a render alone, and a download a load alone.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    Fib,
    Download,
    Mixed,
}

impl Work {
    pub fn run(self, number: usize) {
        let task = self.begin();
        match self {
            Self::Fib => {
                task.runs();
                hint::black_box(fib(number_of("FIB", 30) as u64));
                task.stops();
            }
            Self::Download => {
                ask(number, &task);
            }
            Self::Mixed => render(ask(number, &task), &task),
        }
    }

    pub async fn run_async(self, number: usize) {
        let task = self.begin();
        match self {
            Self::Fib => {
                task.runs();
                hint::black_box(fib_async(number_of("FIB", 30) as u64).await);
                task.stops();
            }
            Self::Download => {
                ask_async(number, &task).await;
            }
            Self::Mixed => render(ask_async(number, &task).await, &task),
        }
    }

    fn begin(self) -> Task {
        recorder::task(match self {
            Self::Fib => "calculate",
            Self::Download => "download",
            Self::Mixed => "paint",
        })
    }
}

#[must_use]
pub fn tasks() -> usize {
    number_of("TASKS", 50)
}

/// How many tasks are in flight: LIMIT, or what is usual, but no more than there are.
#[must_use]
pub fn limit(usual: usize) -> usize {
    number_of("LIMIT", usual).min(tasks())
}

fn number_of(name: &str, usual: usize) -> usize {
    let text = env::var(name);
    text.map_or(usual, |text| text.parse().unwrap_or_else(|_| fail(&format!("{name} is {text}, and no whole number."))))
}

fn fail(why: &str) -> ! {
    eprintln!("{why}");
    exit(1)
}

/// Does each work that the command line names, and prints how many seconds it took. `run` is given the work and the limit.
pub fn main(strategy: &str, limit: usize, run: impl Fn(Work, usize)) {
    let mut names: Vec<String> = env::args().skip(1).collect();
    if names.is_empty() {
        names = vec!["fib".to_owned(), "download".to_owned()];
    }
    let record = env::var("RECORD").ok();
    let works = names.iter().map(|name| match name.as_str() {
        "fib" => Some(Work::Fib),
        "download" => Some(Work::Download),
        "mixed" => Some(Work::Mixed),
        _ => None,
    });
    let works: Option<Vec<Work>> = works.collect();
    let Some(works) = works.filter(|works| record.is_none() || works.len() == 1) else {
        fail(&format!("The works are fib, download, mixed, and one alone is recorded, not: {}.", names.join(" ")));
    };
    let turns = if strategy == "coroutines" { r#","turns":true"# } else { "" };
    let about = format!(r#""strategy":"{strategy}","limit":{limit}{turns}"#);
    let _recording = record.map(|path| recorder::to(&path, &about));
    let server = Server::start();
    *lock(&SESSION) = (0..limit).map(|_| server.connect(strategy != "coroutines")).collect();
    for (name, work) in names.iter().zip(works) {
        let start = Instant::now();
        run(work, limit);
        println!("{name:<9}{:8.3} s", start.elapsed().as_secs_f64());
    }
    drop(server);
}

/// The server, which ends with the program.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new("python3");
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/server.py"));
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process =
            started.unwrap_or_else(|error| fail(&format!("The server is in Python, and python3: {error}")));
        let mut line = String::new();
        let output = process.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut line).expect("the server says its port");
        Self { process, port: line.trim().parse().expect("the server says its port") }
    }

    fn connect(&self, blocking: bool) -> TcpStream {
        let connection = TcpStream::connect(("127.0.0.1", self.port)).expect("the server is there");
        connection.set_nonblocking(!blocking).expect("a connection can do both");
        connection
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
