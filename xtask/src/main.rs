//! Runs what the build needs of wasm-bindgen, as cargo commands:
//!
//! - `cargo xtask wasm [FEATURE]` compiles cvsp to WebAssembly and writes it to `pkg/`, with its JavaScript and TypeScript
//!   sides: the simulator, or with the feature `worker` the lab's worker, to `pkg/worker/`, and with `recordings` what reads
//!   recordings, to `pkg/recordings/`.
//! - `cargo xtask test-runner FILE` is what `cargo test --target wasm32-unknown-unknown` starts its tests with.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail, ensure};

fn main() -> ExitCode {
    match run(env::args_os().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The causes suffice without a backtrace: what fails is the code that is being built or tested.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: impl Iterator<Item = OsString>) -> Result<()> {
    match args.next().as_deref().and_then(|task| task.to_str()) {
        Some("wasm") => wasm(args.next().and_then(|feature| feature.into_string().ok()).as_deref()),
        Some("test-runner") => test_runner(args),
        _ => bail!("usage: cargo xtask wasm [FEATURE] | cargo xtask test-runner FILE [ARGS]"),
    }
}

fn wasm(feature: Option<&str>) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    const PROFILE: &str = "page";
    let (feature, folder) = feature.map_or(("wasm", "pkg".into()), |feature| (feature, Path::new("pkg").join(feature)));

    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--profile", PROFILE, "--lib", "--package", "cvsp"])
        .args(["--no-default-features", "--features", feature, "--target", TARGET])
        .status()
        .context("cannot start cargo")?;
    ensure!(status.success(), "cvsp does not compile for {TARGET}");

    let mut args: Vec<OsString> = [
        "wasm-bindgen",
        // One output for every way of loading it: the page hands over the address of the wasm, so no path is baked in.
        "--target=web",
        "--omit-default-module-path",
        "--remove-name-section",
        "--remove-producers-section",
        "--out-name=cvsp",
        "--out-dir",
    ]
    .map(OsString::from)
    .into();
    args.push(repository()?.join(folder).into());
    args.push(target_dir()?.join(TARGET).join(PROFILE).join("cvsp.wasm").into());
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args)
}

fn test_runner(args: impl Iterator<Item = OsString>) -> Result<()> {
    let name = OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(name).chain(args))
}

/// Finds the root of the repository: cargo tells a program that it runs where its package is.
fn repository() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").context("start xtask by cargo: cargo xtask wasm")?;
    Ok(Path::new(&package).parent().context("xtask has no parent folder")?.into())
}

/// Finds cargo's target folder, wherever it was configured to be: this program is in its `debug` folder.
fn target_dir() -> Result<PathBuf> {
    let program = env::current_exe().context("cannot tell where xtask lies")?;
    Ok(program.ancestors().nth(2).context("xtask lies outside a target folder")?.into())
}
