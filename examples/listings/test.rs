//! Every listing is a program, and all of them make the same picture.

use std::io::{ErrorKind, Write, stderr};
use std::process::Command;

const RUST: [&str; 7] = [
    env!("CARGO_BIN_EXE_sequential"),
    env!("CARGO_BIN_EXE_threads"),
    env!("CARGO_BIN_EXE_processes"),
    env!("CARGO_BIN_EXE_coroutines"),
    env!("CARGO_BIN_EXE_coroutines-blocking"),
    env!("CARGO_BIN_EXE_work-stealing"),
    env!("CARGO_BIN_EXE_work-stealing-blocking"),
];

const SCRIPTS: [(&str, &str); 6] = [
    ("python3", "sequential.py"),
    ("python3", "threads.py"),
    ("python3", "processes.py"),
    ("python3", "coroutines.py"),
    ("python3", "coroutines-blocking.py"),
    ("node", "coroutines.js"),
];

/// The colours of the picture's tiles.
const PICTURE: &str = "\
#0100fe #0703f8 #1108ee #0603f9 \
#0804f7 #4f27b0 #d76b28 #381cc7 \
#140aeb #5f2fa0 #e1701e #3a1dc5 \
#0100fe #0804f7 #170be8 #0603f9";

#[test]
fn programs_in_rust() {
    for program in RUST {
        check(&mut Command::new(program), program);
    }
}

#[test]
fn scripts() {
    for (interpreter, script) in SCRIPTS {
        let mut command = Command::new(interpreter);
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        // Running a test leaves nothing behind.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        check(command.arg(script), script);
    }
}

fn check(command: &mut Command, name: &str) {
    let output = match command.output() {
        // Past the test harness, which shows what a test
        // prints only where that fails.
        Err(error)
            if error.kind() == ErrorKind::NotFound =>
        {
            let why = command.get_program().display();
            let said = format!(
                "{name} is not tested: there is no {why}\n"
            );
            stderr()
                .write_all(said.as_bytes())
                .unwrap();
            return;
        }
        output => output.unwrap(),
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}");
    let printed =
        String::from_utf8_lossy(&output.stdout);
    assert_eq!(printed.trim_end(), PICTURE, "{name}");
}
