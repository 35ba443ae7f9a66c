//! A file's first and last bytes → what it is. The ending of its name is never asked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::{markup, workbook};
use crate::model::problem::{Damage, Found, ReadProblem};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Text with separators other than tabs.
    Csv,
    /// Text with tabs.
    Tsv,
    /// Text in columns aligned by spaces.
    Aligned,
    /// Also xlsm.
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    /// The tables of a web page.
    Html,
    /// The XML form of Excel 2003.
    Xml2003,
}

impl Format {
    /// Gives the name that reports show.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Aligned => "aligned",
            Format::Xlsx => "xlsx",
            Format::Xlsb => "xlsb",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Html => "html",
            Format::Xml2003 => "xml-2003",
        }
    }
}

/// What the bytes say before text is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Text,
    Workbook(workbook::Kind),
}

/// How a file begins that is no table.
const BEGINNINGS: [(&[u8], Found); 22] = [
    (b"%PDF", Found::Pdf),
    (b"\x89PNG", Found::Picture),
    (b"\xFF\xD8\xFF", Found::Picture),
    (b"GIF8", Found::Picture),
    (b"II*\0", Found::Picture),
    (b"MM\0*", Found::Picture),
    (b"\0\0\0\x18ftyp", Found::Picture),
    (b"\0\0\0\x1Cftyp", Found::Picture),
    (b"\0\0\0\x20ftyp", Found::Picture),
    (b"\0\0\0\x24ftyp", Found::Picture),
    (b"{\\rtf", Found::RichText),
    (b"7z\xBC\xAF\x27\x1C", Found::Archive),
    (b"Rar!", Found::Archive),
    (b"\x1F\x8B", Found::Archive),
    (b"BZh", Found::Archive),
    (b"\xFD7zXZ", Found::Archive),
    (b"\x28\xB5\x2F\xFD", Found::Archive),
    (b"SQLite format 3", Found::Database),
    (b"PAR1", Found::Parquet),
    (b"\x09\x04\x06\0", Found::AncientWorkbook),
    (b"\x09\x02\x06\0", Found::AncientWorkbook),
    (b"\x09\0\x04\0", Found::AncientWorkbook),
];

/// Gives what a file is.
pub(super) fn nature(file: &mut File, head: &[u8], length: u64) -> io::Result<Result<Nature, ReadProblem>> {
    let not = |found| Ok(Err(ReadProblem::NotATable { found, begins: None }));
    if head.is_empty() {
        return Ok(Err(ReadProblem::Empty));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zipped(file, head, length);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Ok(Nature::Workbook(workbook::Kind { format: Format::Xls, bare: false })));
    }
    if head.starts_with(b"\x09\x08\x08\0\0\x05") || head.starts_with(b"\x09\x08\x10\0\0\x06") {
        return Ok(Ok(Nature::Workbook(workbook::Kind { format: Format::Xls, bare: true })));
    }
    if let Some((_, found)) = BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning)) {
        return not(*found);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") || head.starts_with(b"BM") && head.contains(&0) {
        return not(Found::Picture);
    }
    Ok(Ok(Nature::Text))
}

/// Tells what lies in a zip file by its list of contents, which stands at its end.
fn zipped(file: &mut File, head: &[u8], length: u64) -> io::Result<Result<Nature, ReadProblem>> {
    let damaged = Ok(Err(ReadProblem::Damaged { bytes: length, damage: Damage::NoContents }));
    let tail_length = length.min(66_000);
    let tail = read_at(file, length - tail_length, tail_length)?;
    let Some(end) = memchr::memmem::rfind(&tail, b"PK\x05\x06") else { return damaged };
    let number = |at: usize| {
        tail.get(end + at..end + at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
    };
    let (size, start) = (u64::from(number(12)), u64::from(number(16)));
    if start + size > length {
        return damaged;
    }
    let names = names(&read_at(file, start, size)?);
    let has = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(name));
    let workbook = |format| Ok(Ok(Nature::Workbook(workbook::Kind { format, bare: false })));
    let not = |found| Ok(Err(ReadProblem::NotATable { found, begins: None }));
    if memchr::memmem::find(head, b"opendocument.spreadsheet").is_some() {
        return workbook(Format::Ods);
    }
    if has(&|name| name.starts_with("xl/") && name.ends_with("workbook.bin")) {
        return workbook(Format::Xlsb);
    }
    if has(&|name| name == "[content_types].xml") && has(&|name| name.contains("workbook") && name.ends_with(".xml")) {
        return workbook(Format::Xlsx);
    }
    if has(&|name| name == "word/document.xml") || memchr::memmem::find(head, b"opendocument.text").is_some() {
        return not(Found::WordDocument);
    }
    if has(&|name| name == "ppt/presentation.xml") {
        return not(Found::Presentation);
    }
    if has(&|name| name.ends_with(".iwa")) {
        return not(Found::AppleNumbers);
    }
    if has(&|name| name == "content.xml") && has(&|name| name == "meta-inf/manifest.xml") {
        return workbook(Format::Ods);
    }
    not(Found::Archive)
}

/// Gives the names in a zip file's list of contents, in lower case and with slashes.
fn names(contents: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    let short = |at: usize| contents.get(at..at + 2).map_or(0, |two| usize::from(two[0]) | usize::from(two[1]) << 8);
    while contents.get(at..at + 4) == Some(b"PK\x01\x02") {
        let length = short(at + 28);
        let Some(name) = contents.get(at + 46..at + 46 + length) else { break };
        names.push(String::from_utf8_lossy(name).to_lowercase().replace('\\', "/"));
        at += 46 + length + short(at + 30) + short(at + 32);
    }
    names
}

fn read_at(file: &mut File, start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How a web page begins.
const PAGE: [&str; 18] = [
    "<html",
    "<!doctype html",
    "<table",
    "<head",
    "<body",
    "<meta",
    "<style",
    "<div",
    "<center",
    "<font",
    "<form",
    "<p>",
    "<b>",
    "<h1",
    "<h2",
    "<h3",
    "<span",
    "<script",
];

/// Tells a text whose tables are markup: a web page, or the XML form of Excel 2003.
pub(super) fn markup(text: &str) -> Option<markup::Kind> {
    let lower = beginning(text);
    if PAGE.iter().any(|tag| lower.starts_with(tag)) {
        return Some(markup::Kind::Html);
    }
    if ["<?xml", "<!--", "<workbook", "<ss:workbook"].iter().any(|start| lower.starts_with(start)) {
        let spreadsheet = lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && lower.contains("workbook");
        return match () {
            () if spreadsheet => Some(markup::Kind::Spreadsheet),
            () if lower.contains("<html") || lower.starts_with("<!--") && lower.contains("<table") => {
                Some(markup::Kind::Html)
            }
            () => None,
        };
    }
    // A system may write a warning of its own above the page; a quotation mark before it tells a cell of text.
    let page = lower.find("\n<html").or_else(|| lower.find("\n<!doctype html"));
    page.filter(|at| !lower[..*at].contains('"')).map(|_| markup::Kind::Html)
}

/// Gives a text's beginning in lower case.
fn beginning(text: &str) -> String {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    start.get(..start.len().min(4096)).unwrap_or_else(|| prefix(start, 4096)).to_lowercase()
}

/// Gives how a text begins, for a message.
pub(super) fn begins(text: &str) -> String {
    let line = prefix(text.trim_start(), 24).split(['\r', '\n']).next().unwrap_or_default().trim_end();
    line.find(['>', '=']).map_or(line, |end| &line[..=end]).to_string()
}

/// Tells a text that is no table.
pub(super) fn not_a_table(text: &str) -> Option<ReadProblem> {
    let lower = beginning(text);
    let found = match () {
        () if is_archive(text) => Found::WebArchive,
        () if ["<?xml", "<!doctype", "<!--"].iter().any(|start| lower.starts_with(start)) => Found::Xml,
        () if is_json(text.trim_start()) => Found::Json,
        () => return None,
    };
    Some(ReadProblem::NotATable { found, begins: Some(begins(text)) })
}

/// Tells a web archive, which is a mail of pages.
pub(super) fn is_archive(text: &str) -> bool {
    let lower = beginning(text);
    lower.starts_with("mime-version:") || lower.contains("\nmime-version:")
}

fn is_json(start: &str) -> bool {
    let dense: String = start.chars().filter(|c| !c.is_whitespace()).take(3).collect();
    dense.starts_with("{\"") || dense.starts_with("[{\"") || dense.starts_with("[[\"")
}

fn prefix(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn nature_of(bytes: &[u8]) -> Result<Nature, ReadProblem> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        nature(&mut file, bytes, bytes.len() as u64).unwrap()
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let found = |found| Err(ReadProblem::NotATable { found, begins: None });
        assert_eq!(nature_of(b""), Err(ReadProblem::Empty));
        assert_eq!(nature_of(b"%PDF-1.7"), found(Found::Pdf));
        assert_eq!(nature_of(b"\x89PNG\r\n\x1a\n"), found(Found::Picture));
        assert_eq!(nature_of(b"PAR1...."), found(Found::Parquet));
        assert_eq!(nature_of(b"BMW,1\n"), Ok(Nature::Text));
        let cut = Err(ReadProblem::Damaged { bytes: 20, damage: Damage::NoContents });
        assert_eq!(nature_of(b"PK\x03\x04aaaaaaaaaaaaaaaa"), cut);
    }

    #[test]
    fn markup_is_known_by_how_it_begins() {
        use markup::Kind::{Html, Spreadsheet};
        let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">";
        let xhtml = "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html>";
        let book = "\u{FEFF}<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        for (text, kind) in [
            (page, Html),
            (xhtml, Html),
            ("\r\n <TABLE BORDER=1>", Html),
            ("Notice: x\n<HTML>", Html),
            (book, Spreadsheet),
        ] {
            assert_eq!(markup(text), Some(kind), "{text}");
        }
        for text in ["客户,金额\n", "<Acme>,1\n", "a,\"b\n<html>\"\n", "<?xml version=\"1.0\"?><orders/>", "{\"a\": 1}"]
        {
            assert_eq!(markup(text), None, "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_tables_are_told() {
        let told = |text| match not_a_table(text) {
            Some(ReadProblem::NotATable { found, begins }) => Some((found, begins.unwrap_or_default())),
            _ => None,
        };
        assert_eq!(told("<?xml version=\"1.0\"?><orders/>"), Some((Found::Xml, "<?xml version=".into())));
        assert_eq!(told("MIME-Version: 1.0\r\n"), Some((Found::WebArchive, "MIME-Version: 1.0".into())));
        assert_eq!(told("[{\"a\": 1}]").map(|(found, _)| found), Some(Found::Json));
        assert_eq!(told("客户,金额\n"), None);
    }
}
