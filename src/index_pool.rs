use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The free ones among slots or executors numbered from 0: the lowest number is always taken first.
#[derive(Debug)]
pub(crate) struct IndexPool {
    /// Numbers from here up to `size` have never been taken.
    fresh: u32,
    size: u32,
    /// Numbers below `fresh` that were given back.
    returned: BinaryHeap<Reverse<u32>>,
}

impl IndexPool {
    pub(crate) fn new(size: u32) -> Self {
        Self { fresh: 0, size, returned: BinaryHeap::new() }
    }

    /// Adds the next number.
    pub(crate) fn grow(&mut self) {
        self.size += 1;
    }

    pub(crate) fn take(&mut self) -> Option<u32> {
        if let Some(Reverse(index)) = self.returned.pop() {
            return Some(index);
        }
        (self.fresh < self.size).then(|| {
            self.fresh += 1;
            self.fresh - 1
        })
    }

    pub(crate) fn give_back(&mut self, index: u32) {
        debug_assert!(index < self.fresh, "only what was taken is given back");
        self.returned.push(Reverse(index));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_number_is_taken_first() {
        let mut pool = IndexPool::new(3);
        assert_eq!([pool.take(), pool.take(), pool.take(), pool.take()], [Some(0), Some(1), Some(2), None]);
        pool.give_back(2);
        pool.give_back(0);
        pool.grow();
        assert_eq!([pool.take(), pool.take(), pool.take(), pool.take()], [Some(0), Some(2), Some(3), None]);
    }
}
