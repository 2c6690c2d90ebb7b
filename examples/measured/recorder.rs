//! Notes what a program's tasks do, and when, and writes it as Chrome Trace Events, which Perfetto and cvsp open.
//!
//! ```
//! let _recording = recorder::to("run.json", r#""strategy": "threads", "limit": 8"#); // in `main`: its end writes the file
//! let task = recorder::task("paint"); // where a task has taken its slot: it ends where this is dropped
//! ```
//!
//! `task.asks()`, `task.answered(None)`, `task.runs()` and `task.stops()` stand where it does so. The file needs rustix with its
//! features `thread` and `time`. `cargo run --release --bin overhead` measures what an event costs.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, process, thread};

use rustix::time::{ClockId, clock_gettime};

/// `None` while nothing is recorded.
static EVENTS: Mutex<Option<Vec<Event>>> = Mutex::new(None);
static THREADS: Mutex<Vec<(i32, String)>> = Mutex::new(Vec::new());
static TASKS: AtomicU32 = AtomicU32::new(0);

thread_local!(static THREAD: i32 = {
    let id = rustix::thread::gettid().as_raw_nonzero().get();
    lock(&THREADS).push((id, thread::current().name().map_or_else(|| format!("thread {id}"), str::to_owned)));
    id
});

struct Event {
    at: u64,
    cpu: Option<u64>,
    task: u32,
    thread: i32,
    name: &'static str,
    ph: char,
}

pub struct Recording {
    path: String,
    about: String,
}

pub struct Task {
    number: u32,
    name: &'static str,
}

/// Records from now on. `about` says, as fields of JSON, what is known of the strategy.
#[must_use]
pub fn to(path: &str, about: &str) -> Recording {
    *lock(&EVENTS) = Some(Vec::new());
    Recording { path: path.to_owned(), about: about.to_owned() }
}

/// Begins a task, where something is recorded. Dropped, it ends.
#[must_use]
pub fn task(name: &'static str) -> Task {
    let task = Task { number: TASKS.fetch_add(1, Relaxed), name };
    task.note('b', name, None, None);
    task
}

impl Task {
    pub fn asks(&self) {
        self.note('b', "load", None, None);
    }

    /// The answer is there: since a moment of the monotonic clock, in nanoseconds, where that is known, or else since now.
    pub fn answered(&self, at: Option<u64>) {
        self.note('e', "load", at, None);
    }

    pub fn runs(&self) {
        self.note('b', "render", None, Some(nanoseconds(ClockId::ThreadCPUTime)));
    }

    pub fn stops(&self) {
        self.note('e', "render", None, Some(nanoseconds(ClockId::ThreadCPUTime)));
    }

    fn note(&self, ph: char, name: &'static str, at: Option<u64>, cpu: Option<u64>) {
        let at = at.unwrap_or_else(|| nanoseconds(ClockId::Monotonic));
        let event = Event { at, cpu, task: self.number, thread: THREAD.with(|id| *id), name, ph };
        if let Some(events) = &mut *lock(&EVENTS) {
            events.push(event);
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.note('e', self.name, None, None);
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let mut events = lock(&EVENTS).take().unwrap_or_default();
        events.sort_by_key(|event| event.at);
        let pid = process::id();
        let mut lines = Vec::new();
        for (id, name) in &*lock(&THREADS) {
            let name = name.replace(['"', '\\'], "'");
            lines.push(format!(
                r#"{{"ph":"M","name":"thread_name","pid":{pid},"tid":{id},"args":{{"name":"{name}"}}}}"#
            ));
        }
        let mut ids = HashMap::new();
        for Event { at, cpu, task, thread, name, ph } in events {
            let next = ids.len();
            let id = *ids.entry(task).or_insert(next);
            let name = if matches!(name, "load" | "render") { name.to_owned() } else { format!("{name} {id}") };
            let tts = cpu.map_or_else(String::new, |cpu| format!(r#","tts":{}"#, micros(cpu)));
            let ts = micros(at);
            lines.push(format!(
                r#"{{"ph":"{ph}","name":"{name}","cat":"cvsp","id":{id},"ts":{ts},"pid":{pid},"tid":{thread}{tts}}}"#
            ));
        }
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let other = format!(r#"{{"cvsp":1,"language":"Rust","cores":{cores},{}}}"#, self.about);
        let text = format!("{{\"traceEvents\":[\n{}\n],\"otherData\":{other}}}\n", lines.join(",\n"));
        if let Err(error) = fs::write(&self.path, text) {
            eprintln!("{} cannot be written: {error}", self.path);
        }
    }
}

fn micros(nanoseconds: u64) -> String {
    format!("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000)
}

/// Reads a clock: the monotonic one, or the thread's own.
#[must_use]
#[expect(clippy::cast_sign_loss, reason = "these clocks start at 0")]
pub fn nanoseconds(clock: ClockId) -> u64 {
    let time = clock_gettime(clock);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
