//! What the build needs of wasm-bindgen, as cargo commands:
//!
//! - `cargo xtask wasm` compiles cvsp to WebAssembly and writes it to `pkg/`, with its JavaScript and TypeScript sides.
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
            // The causes, and never a backtrace: what fails here is the code that is being built or tested.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: impl Iterator<Item = OsString>) -> Result<()> {
    match args.next().as_deref().and_then(|task| task.to_str()) {
        Some("wasm") => wasm(),
        Some("test-runner") => test_runner(args),
        _ => bail!("usage: cargo xtask wasm | cargo xtask test-runner FILE [ARGS]"),
    }
}

fn wasm() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";

    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--release", "--lib", "--package", "cvsp", "--features", "wasm", "--target", TARGET])
        .status()
        .context("cannot start cargo")?;
    ensure!(status.success(), "cvsp does not compile for {TARGET}");

    let release = target_dir()?.join(TARGET).join("release");
    let slim = release.join("cvsp.slim.wasm");
    slim_down(&release.join("cvsp.wasm"), &slim)?;
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
    args.push(repository()?.join("pkg").into());
    args.push(slim.into());
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args)
}

/// What the code of a function is replaced by, by a part of its name.
const REPLACED: [(&str, Replacement); 7] = [
    // Serde links the formatting of floating-point numbers and the quoting of text for messages that cvsp never lets it
    // write: `Value` takes every number and text, and writes its own.
    ("float_to_decimal", Replacement::Nothing),
    ("4core3fmteNtB5_5Debug3fmt", Replacement::Nothing),
    // A panic ends in a trap, and its message is shown nowhere: it may as well be one from the start.
    ("4core9panicking", Replacement::Trap),
    ("slice_error_fail", Replacement::Trap),
    ("slice_index_fail", Replacement::Trap),
    ("unwrap_failed", Replacement::Trap),
    ("expect_failed", Replacement::Trap),
];

#[derive(Clone, Copy)]
enum Replacement {
    /// Does nothing, and says that all went well.
    Nothing,
    Trap,
}

/// Takes out what is linked but never of use: a quarter of the whole.
fn slim_down(compiled: &Path, slim: &Path) -> Result<()> {
    let mut module = walrus::Module::from_file(compiled)?;
    for (part, replacement) in REPLACED {
        let functions: Vec<_> = module
            .funcs
            .iter_local()
            .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(|name| name.contains(part)))
            .map(|(id, function)| (id, function.ty()))
            .collect();
        ensure!(!functions.is_empty(), "no function's name has {part} in it: slim_down() has become needless there");
        for (id, ty) in functions {
            let (params, results) = module.types.params_results(ty);
            let (params, results) = (params.to_vec(), results.to_vec());
            let locals: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
            let mut builder = walrus::FunctionBuilder::new(&mut module.types, &params, &results);
            match replacement {
                Replacement::Nothing => {
                    ensure!(results == [walrus::ValType::I32], "a formatter gives back 0 where all went well");
                    builder.func_body().i32_const(0);
                }
                Replacement::Trap => {
                    ensure!(results.is_empty(), "what has {part} in its name comes back: it is no panic");
                    builder.func_body().unreachable();
                }
            }
            module.funcs.get_mut(id).kind = walrus::FunctionKind::Local(builder.local_func(locals));
        }
    }
    module.emit_wasm_file(slim)
}

fn test_runner(args: impl Iterator<Item = OsString>) -> Result<()> {
    let name = OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(name).chain(args))
}

/// The root of the repository: cargo tells a program that it runs where its package is.
fn repository() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").context("start xtask by cargo: cargo xtask wasm")?;
    Ok(Path::new(&package).parent().context("xtask has no parent folder")?.into())
}

/// Cargo's target folder, wherever it was configured to be: this program lies in its `debug` folder.
fn target_dir() -> Result<PathBuf> {
    let program = env::current_exe().context("cannot tell where xtask lies")?;
    Ok(program.ancestors().nth(2).context("xtask lies outside a target folder")?.into())
}
