//! Checks what `fuzz/` found, each with the input that showed it.

use cvsp::Scenario;

/// The error's words are one line of reasonable length, whatever the input holds.
#[track_caller]
fn check_error(input: &str) {
    let message = serde_json::from_str::<Scenario>(input).expect_err("the scenario is bad").to_string();
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.chars().count() < 1000, "{message:?}");
}

#[test]
fn an_error_below_a_field_of_a_strange_name_is_one_line() {
    // The name stood in the message as it was: with its control characters, and however long.
    check_error("{\"strateg\u{7f}v@:\"\t\0");
    check_error(r#"{ "a\nb": [[[[[[[[[[]]]]]]]]]] }"#);
    check_error(&format!(r#"{{ "{}": [[[[[[[[[[]]]]]]]]]] }}"#, "x".repeat(10_000)));
}
