//! The three simulators, each used as its documentation shows, in the fastest way that it offers.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::{Event, Run, Span};

pub fn simrs(run: Run) -> Vec<Span> {
    struct Model(Rc<RefCell<Run>>);

    impl ::simrs::Component for Model {
        type Event = Option<Event>;

        fn process_event(
            &self,
            id: ::simrs::ComponentId<Self::Event>,
            event: &Self::Event,
            scheduler: &mut ::simrs::Scheduler,
            _: &mut ::simrs::State,
        ) {
            let now = scheduler.time().as_micros() as u64;
            let schedule = |delay, event| scheduler.schedule(Duration::from_micros(delay), id, Some(event));
            match event {
                None => self.0.borrow_mut().start(schedule),
                Some(event) => self.0.borrow_mut().handle(now, *event, schedule),
            }
        }
    }

    let run = Rc::new(RefCell::new(run));
    let mut simulation = ::simrs::Simulation::default();
    let id = simulation.add_component(Model(run.clone()));
    simulation.schedule(Duration::ZERO, id, None);
    simulation.execute(::simrs::Executor::unbound());
    run.take().spans
}

pub fn desru(run: Run) -> Vec<Span> {
    /// Times are doubles there: whole microseconds are exact.
    fn schedule(scheduler: &mut ::desru::EventScheduler, run: &Rc<RefCell<Run>>, delay: u64, event: Event) {
        let also = run.clone();
        let action = move |scheduler: &mut ::desru::EventScheduler| {
            let now = scheduler.current_time as u64;
            also.borrow_mut().handle(now, event, |delay, event| schedule(scheduler, &also, delay, event));
            None
        };
        scheduler.timeout(delay as f64, Some(Box::new(action)), None);
    }

    let run = Rc::new(RefCell::new(run));
    let mut scheduler = ::desru::EventScheduler::new();
    run.borrow_mut().start(|delay, event| schedule(&mut scheduler, &run, delay, event));
    scheduler.run(Box::new(|_| false), Some(Box::new(|_, _| false)));
    run.take().spans
}

mod nexosim_model {
    use std::time::Duration;

    use nexosim::model::{Context, Model, schedulable};
    use nexosim::time::MonotonicTime;
    use serde::{Deserialize, Serialize};

    use crate::{Event, Run, Span};

    #[derive(Serialize, Deserialize)]
    pub struct Tasks {
        #[serde(skip)]
        pub run: Run,
    }

    #[Model]
    impl Tasks {
        #[nexosim(init)]
        async fn init(&mut self, context: &Context<Self>, _: &mut ()) {
            self.run.start(|delay, event| schedule(context, delay, event));
        }

        #[nexosim(schedulable)]
        fn handle(&mut self, event: Event, context: &Context<Self>) {
            let now = context.time().duration_since(MonotonicTime::EPOCH).as_micros() as u64;
            self.run.handle(now, event, |delay, event| schedule(context, delay, event));
        }

        pub async fn take(&mut self) -> Vec<Span> {
            std::mem::take(&mut self.run.spans)
        }
    }

    fn schedule(context: &Context<Tasks>, delay: u64, event: Event) {
        let handle = schedulable!(Tasks::handle);
        context.schedule_event(Duration::from_micros(delay), handle, event).expect("it is in the future");
    }
}

pub fn nexosim(run: Run) -> Vec<Span> {
    use ::nexosim::{ports::QuerySource, simulation::Mailbox, simulation::SimInit, time::MonotonicTime};

    let mailbox = Mailbox::new();
    // One thread is the fastest here: there is one model.
    let mut bench = SimInit::with_num_threads(1);
    let take = QuerySource::new().connect(nexosim_model::Tasks::take, &mailbox).register(&mut bench);
    let model = nexosim_model::Tasks { run };
    let mut simulation = bench.add_model(model, mailbox, "tasks").init(MonotonicTime::EPOCH).expect("it starts");
    simulation.run().expect("it runs");
    simulation.process_query(&take, ()).expect("it replies")
}
