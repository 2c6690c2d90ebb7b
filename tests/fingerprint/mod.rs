//! Computes one number for the timelines of many scenarios. It is the same natively, in a browser and under Node.

/// The scenarios, as a JSON list.
pub const SCENARIOS: &str = include_str!("scenarios.json");

/// The number that they come to. It changes with what is simulated, and then all figures do.
pub const EXPECTED: &str = include_str!("expected.txt");

/// FNV-1a, 64 bits, over a line for each span: its start, end, kind, task, slot and executor, with -1 for none and times
/// in microseconds.
pub struct Fingerprint(u64);

impl Fingerprint {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn add(&mut self, start: u64, end: u64, kind: &str, [task, slot, executor]: [i64; 3]) {
        for byte in format!("{start} {end} {kind} {task} {slot} {executor}\n").bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    pub fn text(&self) -> String {
        format!("{:016x}\n", self.0)
    }
}
