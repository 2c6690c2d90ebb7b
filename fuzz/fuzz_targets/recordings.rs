//! Goes from any bytes to a recording, its prediction and back without a panic, a hang or too much memory, and checks that what
//! is read is sound.

#![no_main]

#[path = "../../tests/sound/mod.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    sound::check(bytes);
});
