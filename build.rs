//! The Chinese wording → the same in traditional characters, before the program is compiled.
//!
//! The files of `src/report/words/zh/` hold what the program says and nothing of what it reads, so that they can be written in the
//! other script as they stand: names and figures are put into the sentences later and are never touched. By the tables of
//! `src/report/words/hant/`: the longest phrase first, else character by character.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Phrases and characters with their forms.
struct Forms {
    phrases: BTreeMap<String, String>,
    longest: usize,
}

impl Forms {
    fn read(folder: &Path) -> Forms {
        let mut phrases = BTreeMap::new();
        let characters = text(&folder.join("characters.txt"));
        let lines: Vec<&str> =
            characters.lines().filter(|line| !line.starts_with(['#', '?']) && !line.is_empty()).collect();
        for pair in lines.chunks_exact(2) {
            for (simple, form) in pair[0].chars().zip(pair[1].chars()) {
                phrases.insert(simple.to_string(), form.to_string());
            }
        }
        // Those of the project stand first, and win.
        let ours = text(&folder.join("phrases.txt"));
        for (phrase, form) in
            ours.lines().rev().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
        {
            phrases.insert(phrase.to_owned(), form.trim().to_owned());
        }
        let longest = phrases.keys().map(|phrase| phrase.chars().count()).max().unwrap_or(1);
        Forms { phrases, longest }
    }

    fn write(&self, text: &str) -> String {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (mut at, mut written) = (0, String::with_capacity(text.len()));
        while at + 1 < ends.len() {
            let lengths = (1..=self.longest.min(ends.len() - 1 - at)).rev();
            let found = lengths
                .filter(|_| text.as_bytes()[ends[at]] >= 0xe0)
                .find_map(|length| Some((length, self.phrases.get(&text[ends[at]..ends[at + length]])?)));
            match found {
                Some((length, form)) => {
                    written.push_str(form);
                    at += length;
                }
                None => {
                    written.push_str(&text[ends[at]..ends[at + 1]]);
                    at += 1;
                }
            }
        }
        written
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Gives the code of a file without its header, which may stand at the beginning of a file only, and its tests.
fn code(path: &Path) -> String {
    let text = text(path);
    let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter(|line| !line.starts_with("//!")).collect();
    let code = code.join("\n").replace("words::zh::", "words::zh_hant::");
    code.replace("Lang::Zh", "Lang::ZhHant").replace("\"zh-CN\"", "\"zh-Hant\"")
}

/// Puts the files that a module names in their places, as modules inside of it.
fn inlined(folder: &Path, module: &str, code: &str) -> String {
    let mut whole = String::new();
    for line in code.lines() {
        let name = line.strip_suffix(';').and_then(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod ")));
        match name {
            Some(name) => {
                let path = folder.join(module).join(format!("{name}.rs"));
                let inner = inlined(&folder.join(module), name, &self::code(&path));
                let head = line.trim_end_matches(';');
                writeln!(whole, "{head} {{\n{inner}\n}}").expect("a text takes all");
            }
            None => writeln!(whole, "{line}").expect("a text takes all"),
        }
    }
    whole
}

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo tells the folder"));
    let words = root.join("src/report/words");
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["zh", "hant"] {
        println!("cargo::rerun-if-changed={}", words.join(folder).display());
    }
    let forms = Forms::read(&words.join("hant"));
    let code = inlined(&words, "zh", &code(&words.join("zh/mod.rs")));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo tells the folder")).join("zh_hant.rs");
    fs::write(&out, forms.write(&code)).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
}
