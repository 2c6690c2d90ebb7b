/// Keeps the free slots or executors, which are numbered from 0, and gives the lowest one first.
///
/// It is a tree of bits, with 64 bits below each. In the lowest level a bit is set where its number is free, and in the
/// others where any bit below it is set.
#[derive(Debug)]
pub(crate) struct IndexPool {
    /// The highest level, and the only one for up to 64 numbers.
    root: u64,
    /// The other levels, the lowest first.
    below: Vec<Vec<u64>>,
}

impl IndexPool {
    /// Numbers below `size`, of which those below `free` are free.
    pub(crate) fn new(free: u32, size: u32) -> Self {
        let (mut free, mut size) = (free as usize, size as usize);
        let mut below = Vec::new();
        while size > 64 {
            size = size.div_ceil(64);
            let mut words = vec![0; size];
            words[..free / 64].fill(u64::MAX);
            if free % 64 > 0 {
                words[free / 64] = lowest_bits(free % 64);
            }
            free = free.div_ceil(64);
            below.push(words);
        }
        Self { root: lowest_bits(free), below }
    }

    pub(crate) fn take(&mut self) -> Option<u32> {
        if self.root == 0 {
            return None;
        }
        let mut index = self.root.trailing_zeros();
        for level in self.below.iter().rev() {
            index = index << 6 | level[index as usize].trailing_zeros();
        }
        let mut place = index as usize;
        for level in &mut self.below {
            place >>= 6;
            let word = &mut level[place];
            // Its lowest bit is the one that was found.
            *word &= *word - 1;
            if *word != 0 {
                return Some(index);
            }
        }
        self.root &= self.root - 1;
        Some(index)
    }

    pub(crate) fn give_back(&mut self, index: u32) {
        let mut place = index as usize;
        for level in &mut self.below {
            let word = &mut level[place >> 6];
            let had_any = *word != 0;
            *word |= 1 << (place & 63);
            if had_any {
                return;
            }
            place >>= 6;
        }
        self.root |= 1 << place;
    }
}

fn lowest_bits(count: usize) -> u64 {
    if count == 64 { u64::MAX } else { (1 << count) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_number_is_taken_first() {
        let mut pool = IndexPool::new(3, 4);
        assert_eq!([pool.take(), pool.take(), pool.take(), pool.take()], [Some(0), Some(1), Some(2), None]);
        pool.give_back(2);
        pool.give_back(0);
        pool.give_back(3);
        assert_eq!([pool.take(), pool.take(), pool.take(), pool.take()], [Some(0), Some(2), Some(3), None]);
    }

    #[test]
    fn so_it_is_among_many() {
        for size in [1, 63, 64, 65, 4096, 4097, 300_000] {
            let mut pool = IndexPool::new(size, size);
            assert!((0..size).all(|index| pool.take() == Some(index)), "{size}");
            assert_eq!(pool.take(), None);
            let numbers = (0..size).step_by(61);
            numbers.clone().rev().for_each(|index| pool.give_back(index));
            assert!(
                numbers.map(Some).eq(std::iter::from_fn(|| Some(pool.take())).take_while(Option::is_some)),
                "{size}"
            );
        }
    }
}
