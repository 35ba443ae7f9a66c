//! Imports follow the flow of the data, each outside library stays in its room, and files stay small.
//!
//! The source is read as tokens, so that paths inside functions count and comments do not.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Each room with the rooms that it may use.
const ROOMS: [(&str, &[&str]); 10] = [
    ("model", &[]),
    ("read", &["model"]),
    ("clean", &["model", "read"]),
    ("cube", &["model", "clean"]),
    ("cache", &["model", "read", "clean", "cube"]),
    ("analyse", &["model", "clean", "cube"]),
    ("follow", &["model", "clean", "cube", "analyse"]),
    ("report", &["model", "clean", "cube", "analyse", "follow"]),
    ("write", &["model", "report"]),
    ("cli", &["model", "read", "clean", "cube", "cache", "analyse", "follow", "report", "write"]),
];

/// Outside libraries with the only rooms that may name them.
const LIBRARIES: [(&str, &[&str]); 8] = [
    ("calamine", &["read"]),
    ("csv", &["read", "write"]),
    ("polars", &["cube"]),
    ("plotters", &["write"]),
    ("rust_xlsxwriter", &["write"]),
    ("askama", &["write"]),
    ("resvg", &["write"]),
    ("clap", &["cli"]),
];

/// Tables of data, which may be as long as they are.
const DATA: [&str; 3] = ["src/model/headers.rs", "src/model/preference.rs", "src/report/words/"];

const WARN_ABOVE: usize = 400;
const FAIL_ABOVE: usize = 600;

/// Gives the complaints about one source file, `file` being its path below the package.
fn violations(file: &str, source: &str) -> Vec<String> {
    let inner = file.strip_prefix("src/").unwrap_or(file).trim_end_matches(".rs");
    let module: Vec<&str> = inner.split('/').filter(|part| !["lib", "main", "mod"].contains(part)).collect();
    let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| module.first() == Some(room)) else {
        return Vec::new();
    };
    // A folder or file of tests may look at what it tests from all sides: words for a message, a reader for what was written.
    if module.contains(&"tests") {
        return Vec::new();
    }
    let tokens: TokenStream = source.parse().unwrap_or_else(|error| panic!("{file} is no Rust: {error}"));
    let mut paths = Vec::new();
    collect(tokens, module.len(), &mut paths);
    let mut found: Vec<String> = Vec::new();
    for path in paths {
        match path {
            Use::Room(used) if used != *room && ROOMS.iter().any(|(name, _)| *name == used) => {
                if !allowed.contains(&used.as_str()) {
                    found.push(format!("{file}: `{room}` uses `{used}`, against the flow"));
                }
            }
            Use::Outside(name) => {
                if let Some((_, rooms)) = LIBRARIES.iter().find(|(library, _)| *library == name)
                    && !rooms.contains(room)
                {
                    found.push(format!("{file}: `{room}` names `{name}`, which belongs to {}", rooms.join(", ")));
                }
            }
            Use::Room(_) => {}
        }
    }
    found.dedup();
    found
}

/// The beginning of a path in the source.
enum Use {
    /// What follows `crate::`, or as many `super::` as lead there.
    Room(String),
    /// What a path begins with that names neither `crate`, `self` nor `super`.
    Outside(String),
}

/// Walks the tokens of a module `depth` modules below the crate's root.
fn collect(tokens: TokenStream, depth: usize, paths: &mut Vec<Use>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let ident = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    };
    let colons = |at: usize| {
        let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        colon(at) && colon(at + 1)
    };
    let in_module = |at: usize| at >= 2 && ident(at - 2).as_deref() == Some("mod");
    for at in 0..tokens.len() {
        if let TokenTree::Group(group) = &tokens[at] {
            collect(group.stream(), depth + usize::from(in_module(at)), paths);
        }
        let Some(first) = ident(at) else { continue };
        if at >= 2 && colons(at - 2) {
            continue;
        }
        let used = at > 0 && ident(at - 1).as_deref() == Some("use");
        if first != "crate" && first != "super" && first != "self" {
            if colons(at + 1) || used {
                paths.push(Use::Outside(first));
            }
            continue;
        }
        let (mut next, mut above) = (at, 0);
        while ident(next).as_deref() == Some("super") && colons(next + 1) {
            (next, above) = (next + 3, above + 1);
        }
        if first == "crate" && colons(at + 1) {
            (next, above) = (at + 3, depth);
        }
        if above < depth || above == 0 {
            continue;
        }
        match tokens.get(next) {
            Some(TokenTree::Ident(room)) => paths.push(Use::Room(room.to_string())),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                paths.extend(members(group.stream()).into_iter().map(Use::Room));
            }
            _ => {}
        }
    }
}

/// Gives the first name of each part of a `use` group.
fn members(group: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut fresh = true;
    for token in group {
        match token {
            TokenTree::Ident(name) if fresh => {
                names.push(name.to_string());
                fresh = false;
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => fresh = true,
            _ => {}
        }
    }
    names
}

/// Gives every source file of the package with its path below it, sorted.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn imports_never_run_against_the_flow() {
    let sources = sources();
    assert!(sources.len() > 20, "the sources were not found");
    let found: Vec<String> = sources.iter().flat_map(|(file, source)| violations(file, source)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_file_grows_beyond_what_a_reader_holds_in_mind() {
    let mut too_long = Vec::new();
    for (file, source) in sources() {
        if DATA.iter().any(|data| file.starts_with(data)) {
            continue;
        }
        let lines = source.lines().take_while(|line| *line != "#[cfg(test)]").count();
        if lines > FAIL_ABOVE {
            too_long.push(format!("{file}: {lines} lines without tests, at most {FAIL_ABOVE}"));
        } else if lines > WARN_ABOVE {
            println!("warning: {file}: {lines} lines without tests; what is it hiding?");
        }
    }
    assert!(too_long.is_empty(), "{}", too_long.join("\n"));
}

#[test]
fn an_import_against_the_flow_is_caught_however_it_is_written() {
    for source in [
        "use crate::report::Table;",
        "use crate::{model::Day, report::{Table, Kind}};",
        "fn f() -> u8 { crate::report::width() }",
        "use super::report::Table;",
        "mod tests { use super::super::report::Table; }",
    ] {
        let found = violations("src/analyse/mod.rs", source);
        assert_eq!(found, ["src/analyse/mod.rs: `analyse` uses `report`, against the flow"], "{source}");
    }
    for source in [
        "// use crate::report::Table;",
        "/// See [`crate::report`].\nuse crate::cube::Cube;",
        "use super::results::Mover;",
    ] {
        assert_eq!(violations("src/analyse/bridge.rs", source), [""; 0], "{source}");
    }
    assert_eq!(violations("src/analyse/bridge.rs", "use super::super::write::html;").len(), 1);
    assert_eq!(violations("src/write/html.rs", "use crate::analyse::Bridge;").len(), 1);
}

#[test]
fn a_library_outside_its_room_is_caught() {
    for (file, source) in [
        ("src/clean/columns.rs", "use calamine::Data;"),
        ("src/analyse/bridge.rs", "fn f(frame: &polars::prelude::DataFrame) {}"),
        ("src/report/top.rs", "use csv;"),
        ("src/read/mod.rs", "use clap::Parser;"),
    ] {
        assert_eq!(violations(file, source).len(), 1, "{source}");
    }
    assert_eq!(violations("src/write/csv.rs", "use csv::Writer;"), [""; 0]);
    assert_eq!(violations("src/write/xlsx/tests.rs", "use calamine::Xlsx;"), [""; 0]);
    assert_eq!(violations("src/cli/bridge.rs", "fn f() { crate::write::csv::table() }"), [""; 0]);
}
