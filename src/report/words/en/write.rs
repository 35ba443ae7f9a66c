//! Problems of writing results.

use crate::model::problem::WriteProblem;
use crate::report::words::Message;
use crate::report::words::write::{Lacking, lacking};

/// Words a problem.
pub fn message(kind: &WriteProblem) -> Message {
    match kind {
        WriteProblem::Unwritable { why } => Message::new(format!("cannot be written: {why}; nothing was changed")),
        WriteProblem::Full => Message::new("cannot be written, the disk is full; nothing was changed")
            .hint("make room, or write elsewhere: `-o`"),
        WriteProblem::Forbidden => {
            Message::new("cannot be written, you may not write here; nothing was changed").hint("write elsewhere: `-o`")
        }
        WriteProblem::NoFolder => {
            Message::new("cannot be written, there is no such folder").hint("make the folder, or write elsewhere: `-o`")
        }
        WriteProblem::NotAFolder => {
            Message::new("cannot be written, a file stands where the folder belongs").hint("write elsewhere: `-o`")
        }
        WriteProblem::Open => {
            Message::new("cannot be replaced, another program has it open; the old report is unchanged")
                .hint("close it in Excel and run again, or write elsewhere: `-o report-new`")
        }
        WriteProblem::Locked { process, since } => {
            let who = match (process, since) {
                (Some(process), Some(since)) => format!(" (process {process}, since {since})"),
                (Some(process), None) => format!(" (process {process})"),
                _ => String::new(),
            };
            Message::new(format!("another mingxi{who} is writing here; nothing was changed"))
                .hint("wait for it to end, or write elsewhere: `-o report-new`")
        }
        WriteProblem::Unprinted { full, why, pack } => {
            let why = if *full { "the device is full" } else { why.as_str() };
            match pack {
                Some(pack) => {
                    Message::new(format!("cannot be written: {why}; the report itself is written, in {pack}"))
                }
                None => Message::new(format!("cannot be written: {why}")).hint("write to a file instead: `-o FILE`"),
            }
        }
        WriteProblem::Rejects(problem) => {
            let inner = message(problem);
            let hint = inner.hint.map(|hint| {
                hint.replace("`-o`", "`--rejects FILE.csv`").replace("`-o report-new`", "`--rejects NEW.csv`")
            });
            Message { hint: hint.or(Some("write elsewhere: `--rejects FILE.csv`".into())), ..inner }
        }
        WriteProblem::State(problem) => {
            let inner = message(problem);
            let hint = inner.hint.map(|hint| hint.replace("`-o`", "`--state FILE`"));
            Message { hint: hint.or(Some("keep it elsewhere: `--state FILE`".into())), ..inner }
        }
        WriteProblem::NoFont { missing } => {
            let chinese = "a font with Chinese characters: fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts \
                           (Fedora), noto-fonts-cjk (Arch)";
            let (what, font) = match lacking(missing) {
                Lacking::Everything => ("no font is installed, so the png charts have no labels".to_owned(), chinese),
                Lacking::Chinese(some) => {
                    (format!("no installed font has {some}, so the png charts lack labels"), chinese)
                }
                Lacking::Other(some) => (
                    format!("no installed font has {some}, so the png charts lack labels"),
                    "a font with them, such as fonts-noto-core (Debian, Ubuntu)",
                ),
            };
            Message::new(what).hint(format!("install {font}; the svg charts and the page are not affected"))
        }
        WriteProblem::LatestTaken => {
            Message::new("is no link, so it was left as it is and does not lead to the newest report")
                .hint("move it away and run again")
        }
    }
}
