//! Runs the programs of `examples/`.

use std::env;
use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// What the program does with these arguments and this standard input, in a terminal of 80 columns.
pub fn run<A: AsRef<OsStr>>(name: &str, args: &[A], input: &[u8]) -> Output {
    let mut command = Command::new(program(name));
    command.args(args).env("COLUMNS", "80").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the example starts");
    // It may stop before it has read everything, and its input then has no reader.
    let _ = child.stdin.take().expect("its input is piped").write_all(input);
    child.wait_with_output().expect("the example ends")
}

/// The program's path, which cargo tells to nobody but its own callers. `cargo test --test NAME` does not even build it.
pub fn program(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(build).join(name).with_extension(env::consts::EXE_EXTENSION)
}

fn build() -> PathBuf {
    // This test lies in TARGET/PROFILE/deps.
    let test = env::current_exe().expect("a test knows where it lies");
    let profile = test.ancestors().nth(2).expect("cargo puts tests two folders deep");
    let target = profile.parent().expect("a profile's folder lies in the target's");

    let name = profile.file_name().expect("a profile's folder has a name");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "cvsp", "--examples", "--target-dir"]).arg(target);
    cargo.arg("--profile").arg(if name == "debug" { OsStr::new("dev") } else { name });
    let status = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo starts");
    assert!(status.success(), "the examples do not build");
    profile.join("examples")
}
