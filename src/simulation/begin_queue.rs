use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::scenario::workload::Workload;

/// The tasks that have not begun, in the order in which they may.
pub(crate) enum BeginQueue {
    /// No task comes after another: they begin in their order, and this is the next.
    InOrder { next: u32, count: u32 },
    /// A graph of tasks, where one is ready when all that it comes after have finished.
    ByDependencies {
        /// The tasks that may begin.
        ready: BinaryHeap<Reverse<u32>>,
        /// For each task, how many of those that it comes after have not finished.
        indegrees: Vec<u32>,
        /// The tasks that come after task i are `followers[starts[i]..starts[i + 1]]`.
        starts: Vec<u32>,
        followers: Vec<u32>,
    },
}

impl BeginQueue {
    pub(crate) fn new(workload: &Workload) -> Self {
        let count = workload.count();
        if !workload.has_after() {
            return Self::InOrder { next: 0, count };
        }
        let mut indegrees = vec![0; count as usize];
        let mut starts = vec![0u32; count as usize + 1];
        for task in 0..count {
            for earlier in workload.after(task) {
                indegrees[task as usize] += 1;
                starts[*earlier as usize + 1] += 1;
            }
        }
        for task in 0..count as usize {
            starts[task + 1] += starts[task];
        }
        let mut next = starts.clone();
        let mut followers = vec![0; starts[count as usize] as usize];
        for task in 0..count {
            for earlier in workload.after(task) {
                let place = &mut next[*earlier as usize];
                followers[*place as usize] = task;
                *place += 1;
            }
        }
        let ready = (0..count).filter(|task| indegrees[*task as usize] == 0).map(Reverse).collect();
        Self::ByDependencies { ready, indegrees, starts, followers }
    }

    /// Whether a task may begin.
    pub(crate) fn has_ready(&self) -> bool {
        match self {
            Self::InOrder { next, count } => next < count,
            Self::ByDependencies { ready, .. } => !ready.is_empty(),
        }
    }

    /// Takes the lowest-numbered task that may begin.
    pub(crate) fn take(&mut self) -> Option<u32> {
        match self {
            Self::InOrder { next, count } => (next < count).then(|| {
                *next += 1;
                *next - 1
            }),
            Self::ByDependencies { ready, .. } => ready.pop().map(|Reverse(task)| task),
        }
    }

    /// Lets the tasks that come after this one begin, once all others that they come after have finished, too.
    pub(crate) fn finish(&mut self, task: u32) {
        let Self::ByDependencies { ready, indegrees, starts, followers } = self else { return };
        let range = starts[task as usize] as usize..starts[task as usize + 1] as usize;
        for &follower in &followers[range] {
            indegrees[follower as usize] -= 1;
            if indegrees[follower as usize] == 0 {
                ready.push(Reverse(follower));
            }
        }
    }
}
