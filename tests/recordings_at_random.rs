//! Reads recordings that were changed at random, and checks that whatever is read is sound. `CVSP_CASES` says how many.

#![cfg(all(feature = "trace", not(target_arch = "wasm32")))]

mod sound;

use std::path::Path;
use std::{env, fs};

/// Xorshift: the same cases in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).expect("it is below a length")
    }
}

/// What takes the place of a piece of the text.
const WORDS: [&str; 24] = [
    "0",
    "-1",
    "1e308",
    "1e-9",
    "9007199254740993",
    "\"\"",
    "null",
    "true",
    "[]",
    "{}",
    "\"B\"",
    "\"E\"",
    "\"X\"",
    "\"b\"",
    "\"e\"",
    "\"load\"",
    "\"render\"",
    "\"cvsp\"",
    "\"died\"",
    "\"running\"",
    ",",
    "]",
    "}",
    "\\",
];

/// Changes a text at one place: it removes, repeats or moves a piece, or puts a word or a byte there. Most pieces are what
/// stands between two commas or colons, so that most texts stay JSON.
fn change(text: &mut Vec<u8>, random: &mut Random) {
    let bounds: Vec<usize> =
        (0..text.len()).filter(|place| matches!(text[*place], b',' | b':' | b'{' | b'}')).collect();
    let bound = |random: &mut Random| bounds.get(random.below(bounds.len())).copied().unwrap_or(0);
    let from = bound(random);
    let to = bounds.iter().copied().find(|place| *place > from).unwrap_or(text.len());
    match random.below(8) {
        0 => drop(text.drain(from..to)),
        1 => {
            let piece = text[from..to].to_vec();
            text.splice(to..to, piece);
        }
        2 => {
            let piece: Vec<u8> = text.drain(from..to).collect();
            let place = random.below(text.len());
            text.splice(place..place, piece);
        }
        3 if !text.is_empty() => {
            let place = random.below(text.len());
            text[place] = random.next().to_le_bytes()[0];
        }
        4 => text.truncate(from),
        // Another number.
        5 => {
            let number = random.below(200).to_string().into_bytes();
            text.splice((from + 1).min(to)..to, number);
        }
        _ => {
            let word = WORDS[random.below(WORDS.len())].bytes();
            text.splice((from + 1).min(to)..to, word);
        }
    }
}

#[test]
fn whatever_is_read_is_sound() {
    let cases: u64 = env::var("CVSP_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3000);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/recordings");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("there are seeds").map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("seeds can be read")).collect();
    for (seed, path) in seeds.iter().zip(&paths) {
        assert!(sound::check(seed), "{}", path.display());
    }
    let mut good = 0;
    for case in 1..=cases {
        let mut random = Random(case.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut text = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(4) {
            change(&mut text, &mut random);
        }
        // What fails is named by the panic's own words and by this.
        let shown = String::from_utf8_lossy(&text).into_owned();
        let result = std::panic::catch_unwind(|| sound::check(&text));
        good += u64::from(result.unwrap_or_else(|_| panic!("case {case}: {shown}")));
    }
    assert!(good * 10 > cases, "only {good} of {cases} were recordings");
}
