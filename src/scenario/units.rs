//! Has the units, and the bounds of what they measure. Times are milliseconds outside and whole microseconds inside.

/// The longest duration of one load or render, in microseconds: a thousand million milliseconds, or 11.6 days.
pub const MAX_DURATION: u64 = 1_000_000_000_000;

/// The most tasks that a scenario may have.
pub const MAX_TASKS: u32 = 1 << 20;

/// The most work that a scenario may have, all loads and renders together, in microseconds: about 285 years, the longest
/// time that a JavaScript number holds to the microsecond.
pub const MAX_WORK: u64 = 1 << 53;

/// The largest seed: a larger one is not exact as a JavaScript number.
pub(crate) const MAX_SEED: u64 = (1 << 53) - 1;

/// The most memory that one slot may take, in bytes: a tebibyte.
pub(crate) const MAX_SLOT_MEMORY: u64 = 1 << 40;

/// Rounds milliseconds to the microsecond; gives `None` where they are negative, not a number, or above
/// [`MAX_DURATION`].
pub(crate) fn to_micros(millis: f64) -> Option<u64> {
    let micros = (millis * 1000.0).round();
    // The upper bound is far below 2^53, so that the conversion is exact.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    (0.0..=MAX_DURATION as f64).contains(&micros).then_some(micros as u64)
}

/// Gives microseconds as milliseconds, as JSON and JavaScript have them.
pub(crate) fn to_millis(micros: u64) -> f64 {
    to_f64(micros) / 1000.0
}

/// Converts a time, a seed or an amount of memory, all of which a floating-point number holds exactly: they are at most
/// 2⁵³. [`to_micros`] and its like refuse whatever is larger.
#[expect(clippy::cast_precision_loss)]
pub(crate) fn to_f64(number: u64) -> f64 {
    number as f64
}
