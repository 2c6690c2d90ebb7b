//! Milliseconds outside, whole microseconds inside.

/// The longest duration that one load or render may have, in microseconds: a thousand million milliseconds (11.6 days).
pub const MAX_DURATION: u64 = 1_000_000_000_000;

/// Rounds milliseconds to the microsecond; `None` where they are negative, not a number, or above [`MAX_DURATION`].
pub(crate) fn to_micros(millis: f64) -> Option<u64> {
    let micros = (millis * 1000.0).round();
    // The upper bound is far below 2^53, so that the conversion is exact.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    (0.0..=MAX_DURATION as f64).contains(&micros).then_some(micros as u64)
}
