//! Checks that the modules of `src/` have an order: each imports only from modules that are declared before it.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

/// Lists the modules of a folder and of the folders in it, in the order of their declarations, with their texts.
fn modules(folder: &Path, index: &str, path: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join(index)).expect("a folder of modules has an index");
    let mut all = Vec::new();
    for name in text.lines().filter_map(declared) {
        let path = format!("{path}{name}");
        let file = folder.join(format!("{name}.rs"));
        if file.exists() {
            all.push((path, fs::read_to_string(file).expect("it can be read")));
        } else {
            let inner = folder.join(name);
            all.extend(modules(&inner, "mod.rs", &format!("{path}::")));
            all.push((path, fs::read_to_string(inner.join("mod.rs")).expect("it can be read")));
        }
    }
    all
}

fn declared(line: &str) -> Option<&str> {
    let name = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
    name.strip_prefix("mod ")?.strip_suffix(';')
}

#[test]
fn modules_import_only_from_those_declared_before_them() {
    let all = modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "lib.rs", "");
    assert!(all.len() > 15, "{all:?}");
    let mut imports = 0;
    for (place, (module, text)) in all.iter().enumerate() {
        for import in text.lines().filter_map(|line| line.trim().strip_prefix("use crate::")) {
            imports += 1;
            let is_in = |other: &str| import.strip_prefix(other).is_some_and(|rest| rest.starts_with("::"));
            let candidates = all.iter().enumerate().filter(|(_, (other, _))| is_in(other));
            // A folder is a module, too: the longest path is that of the file.
            let (found, _) = candidates
                .max_by_key(|(_, (other, _))| other.len())
                .unwrap_or_else(|| panic!("{module} imports {import}, which is in no module"));
            assert!(found < place, "{module} imports {import}, which is not declared before it");
        }
        // Other ways to import would escape this test.
        let is_other = |line: &str| line.starts_with("use super::") || line.starts_with("use self::");
        assert!(!text.lines().any(is_other), "{module} imports by a relative path");
    }
    assert!(imports > 30, "there are {imports}");
}
