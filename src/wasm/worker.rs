//! Is the side of a web worker: requests for the makespans of many runs come in as messages, and results go out in chunks.
//!
//! A request is an object: its `id`, the `scenario`, and two lists of whole numbers, `slots` and `executors`, with a number
//! for each run. A result has the `id`, the number of its `first` run, and their `times` in milliseconds. What is wrong is an
//! object with the `id` and the `error`, a `ScenarioError`. A newer request ends an older one.

use std::cell::RefCell;
use std::num::NonZeroU32;
use std::rc::Rc;

use js_sys::{Array, Float64Array, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use crate::data::error::ScenarioError;
use crate::data::limits::in_scenario;
use crate::run::sweep::Cells;
use crate::scenario::checked::Scenario;
use crate::scenario::units::to_millis;
use crate::simulation::engine::Simulation;
use crate::simulation::recorder::Nothing;
use crate::wasm::object::{object, refusal};
use crate::wasm::read::read;

/// A chunk is computed for about this many milliseconds; then messages are looked for.
const CHUNK: f64 = 8.0;

/// What is left of a request.
struct Request {
    id: JsValue,
    scenario: Scenario,
    /// The slots and executors of each run.
    cells: Vec<(NonZeroU32, NonZeroU32)>,
    /// The number of the next run.
    next: usize,
    /// What one run tells of the next ones.
    known: Cells,
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    /// A message to this port comes after those that are waiting.
    later: MessagePort,
    request: RefCell<Option<Request>>,
}

/// Listens to messages. What it fails with becomes an error of the worker, of which the page is told.
type Listener = Closure<dyn Fn(MessageEvent) -> Result<(), JsValue>>;

/// Starts to listen to messages, and says so by a message that is `null`.
///
/// # Errors
///
/// What the browser throws where this is no worker.
#[wasm_bindgen(js_name = startWorker)]
pub fn start_worker() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let channel = MessageChannel::new()?;
    let worker = Rc::new(Worker { scope, later: channel.port2(), request: RefCell::new(None) });
    let on_later = {
        let worker = Rc::clone(&worker);
        Listener::new(move |_| worker.compute())
    };
    channel.port1().set_onmessage(Some(on_later.as_ref().unchecked_ref()));
    let on_message = {
        let worker = Rc::clone(&worker);
        Listener::new(move |event: MessageEvent| worker.take(&event.data()))
    };
    worker.scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.scope.post_message(&JsValue::NULL)?;
    // Both listen for as long as the worker lives.
    on_later.forget();
    on_message.forget();
    Ok(())
}

impl Worker {
    /// Takes a request in the place of the one that is being computed.
    fn take(&self, message: &JsValue) -> Result<(), JsValue> {
        let id = Reflect::get(message, &"id".into())?;
        let slots = counts(&Reflect::get(message, &"slots".into())?);
        let executors = counts(&Reflect::get(message, &"executors".into())?);
        match scenario_of(&Reflect::get(message, &"scenario".into())?) {
            Ok(scenario) => {
                let cells = slots.zip(executors).collect();
                let before =
                    self.request.replace(Some(Request { id, scenario, cells, next: 0, known: Cells::default() }));
                // The message by which the one before would have gone on is on its way.
                if before.is_none() { self.go_on() } else { Ok(()) }
            }
            Err(error) => self.fail(&id, error),
        }
    }

    /// Computes a chunk, and comes back later for the next one.
    fn compute(&self) -> Result<(), JsValue> {
        let Some(mut request) = self.request.take() else { return Ok(()) };
        let first = to_number(request.next);
        match request.times(|| self.now()) {
            Ok(times) => {
                let times = Float64Array::from(&*times);
                let message = object(&[("id", request.id.clone()), ("first", first), ("times", times.clone().into())])?;
                // Its memory moves to the page, and is not copied.
                self.scope.post_message_with_transfer(&message, &Array::of1(&times.buffer()))?;
                if request.next == request.cells.len() {
                    return Ok(());
                }
                self.request.replace(Some(request));
                self.go_on()
            }
            Err(error) => self.fail(&request.id, error),
        }
    }

    fn go_on(&self) -> Result<(), JsValue> {
        self.later.post_message(&JsValue::NULL)
    }

    fn fail(&self, id: &JsValue, error: ScenarioError) -> Result<(), JsValue> {
        let error = refusal(error)?;
        self.scope.post_message(&object(&[("id", id.clone()), ("error", error)])?)
    }

    /// The time in milliseconds; 0 where the browser has none, so that a request is one chunk.
    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |performance| performance.now())
    }
}

impl Request {
    /// Runs cells until a chunk's time is over, at least one, and returns their makespans in milliseconds.
    fn times(&mut self, now: impl Fn() -> f64) -> Result<Vec<f64>, ScenarioError> {
        let until = now() + CHUNK;
        let scenario = &self.scenario;
        let mut simulation = Simulation::new(scenario.setup(), scenario.workload(), Nothing);
        let mut times = Vec::new();
        while let Some((slots, executors)) = self.cells.get(self.next) {
            times.push(to_millis(self.known.makespan(&mut simulation, scenario, *slots, *executors)?));
            self.next += 1;
            if now() >= until {
                break;
            }
        }
        Ok(times)
    }
}

/// Numbers of slots or executors, of which there is at least one.
fn counts(numbers: &JsValue) -> impl Iterator<Item = NonZeroU32> + use<> {
    Uint32Array::new(numbers).to_vec().into_iter().map(|count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

fn scenario_of(value: &JsValue) -> Result<Scenario, ScenarioError> {
    Scenario::try_from(&read(value).map_err(in_scenario)?)
}

/// A number of runs is far below 2^53.
#[expect(clippy::cast_precision_loss)]
fn to_number(count: usize) -> JsValue {
    JsValue::from_f64(count as f64)
}
