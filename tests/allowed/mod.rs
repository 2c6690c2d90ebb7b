//! Lists what errors say that fields must be, for scenarios that are read and for those that are built.

pub const COUNT: &str = "a whole number from 1 to 4294967295, or left out for no bound";
pub const DURATION: &str = "milliseconds from 0 to 1000000000";
pub const SLICE: &str = "milliseconds from 0.001 to 1000000000, or left out";
pub const MEMORY: &str = "a whole number from 0 to 1099511627776, or left out for none";
pub const RANGE: &str = "one number, [least, most] or [least, most, step], in milliseconds from 0 to 1000000000, with least at most most and a step of at least 0.001";
pub const SIDES: &str = "[columns, rows], two whole numbers from 1 whose product is at most 1048576, or left out where tasks are given one by one";
pub const SEED: &str = "a whole number from 0 to 9007199254740991, or left out for another workload each time";
