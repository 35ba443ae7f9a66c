//! The room as others use it, on files made here, and on real ones where `MINGXI_REAL_DATA` names their folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::model::NoProgress;
use crate::model::problem::{Found, Kind, ReadProblem};

/// Keeps what it is given.
#[derive(Default)]
struct Keep(Vec<(u32, Vec<OwnedCell>)>);

impl RowSink for Keep {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.0.push((row, cells.iter().copied().map(Cell::to_owned).collect()));
        Ok(())
    }
}

/// Counts rows and cells that are not empty.
#[derive(Default)]
struct Count {
    rows: u64,
    cells: u64,
}

impl RowSink for Count {
    fn row(&mut self, _: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.rows += 1;
        self.cells += cells.iter().filter(|cell| **cell != Cell::Empty).count() as u64;
        Ok(())
    }
}

fn options(files: &[&Path]) -> InputOptions {
    InputOptions { files: files.iter().map(|file| file.display().to_string()).collect(), ..InputOptions::default() }
}

fn open_one(path: &Path) -> Result<Book, Failure> {
    open(&options(&[path]), &NoProgress).map(|(mut books, _)| books.remove(0))
}

fn rows(book: &Book, sheet: usize) -> Vec<(u32, Vec<OwnedCell>)> {
    let blocks = book.fold(sheet, &Keep::default, &NoProgress).unwrap();
    blocks
        .into_iter()
        .flat_map(|block| block.sink.0.into_iter().map(move |(row, cells)| (row + block.first_row, cells)))
        .collect()
}

fn text(text: &str) -> OwnedCell {
    if text.is_empty() { OwnedCell::Empty } else { OwnedCell::Text(text.into()) }
}

fn written(name: &str, bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn real(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("MINGXI_REAL_DATA");
    if folder.is_none() {
        eprintln!("skipped: MINGXI_REAL_DATA does not name the folder of real data");
    }
    folder.map(|folder| Path::new(&folder).join(name))
}

/// Counts the rows and filled cells of a sheet.
fn count(book: &Book, sheet: usize) -> (u64, u64) {
    let blocks = book.fold(sheet, &Count::default, &NoProgress).unwrap();
    blocks.iter().fold((0, 0), |sum, block| (sum.0 + block.sink.rows, sum.1 + block.sink.cells))
}

#[test]
fn a_text_file_gives_its_head_and_all_rows_with_their_numbers() {
    let (_folder, path) = written("orders.xls", "title\r\n\r\ncustomer,amount\r\n\"A\nB\",1\r\nC,2");
    let book = open_one(&path).unwrap();
    assert_eq!((book.format, book.separator, book.encoding.as_deref()), (Format::Csv, Some(','), Some("UTF-8")));
    let expected = vec![
        (1, vec![text("title")]),
        (3, vec![text("customer"), text("amount")]),
        (4, vec![text("A\nB"), text("1")]),
        (5, vec![text("C"), text("2")]),
    ];
    assert_eq!(book.sheets[0].rows, expected);
    assert_eq!(book.sheets[0].rows_hint, 5);
    assert_eq!(rows(&book, 0), expected);
}

#[test]
fn many_blocks_give_the_rows_of_one() {
    let mut long = String::from("n,words\n");
    for n in 0..300_000 {
        long.push_str(&format!("{n},\"line {n}\nsecond\"\n"));
        if n % 1000 == 0 {
            long.push('\n');
        }
    }
    let (_folder, path) = written("long.csv", &long);
    let book = open_one(&path).unwrap();
    let blocks = book.fold(0, &Keep::default, &NoProgress).unwrap();
    assert!(blocks.len() > 5);
    let rows = rows(&book, 0);
    assert_eq!(rows.len(), 300_001);
    // Row 1 is the header; a blank line follows every thousandth record.
    for (at, (row, cells)) in rows.iter().enumerate().skip(1) {
        let n = at - 1;
        assert_eq!((*row as usize, &cells[0]), (n + 2 + n.div_ceil(1000), &text(&n.to_string())));
    }
}

#[test]
fn a_late_character_tells_the_encoding_of_a_long_file() {
    let mut long = b"name,amount\n".to_vec();
    while long.len() < 3 << 20 {
        long.extend_from_slice(b"plain ascii,1\n");
    }
    long.extend_from_slice(b"M\xFCller und S\xF6hne,2\n");
    let (_folder, path) = written("late.csv", &long);
    let book = open_one(&path).unwrap();
    assert_eq!(book.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(rows(&book, 0).last().unwrap().1[0], text("Müller und Söhne"));
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    // The published test vector of SHA-256 for "abc".
    let (_folder, path) = written("abc.csv", "abc");
    let hash = open_one(&path).unwrap().hash().unwrap();
    assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn what_is_no_table_is_told() {
    let kind = |name: &str, bytes: &[u8]| {
        let (_folder, path) = written(name, bytes);
        open_one(&path).and_then(|book| book.fold(0, &Count::default, &NoProgress).map(|_| ())).unwrap_err().0.kind
    };
    let not = |found, begins: Option<&str>| -> Kind {
        ReadProblem::NotATable { found, begins: begins.map(str::to_string) }.into()
    };
    assert_eq!(kind("a.csv", b""), ReadProblem::Empty.into());
    assert_eq!(kind("a.csv", b"\n \r\n"), ReadProblem::Empty.into());
    assert_eq!(kind("a.xlsx", b"\x89PNG\r\n\x1a\n\0\0"), not(Found::Picture, None));
    assert_eq!(kind("a.xls", b"<table><tr>"), not(Found::WebPage, Some("<table><tr>")));
    assert_eq!(kind("a.csv", b"\x01\x02\0\0\x03\0\0\0"), not(Found::Binary, None));
    assert_eq!(kind("a.csv", b"a,b\n\"1,5\",2\n\"3,4\n5,6\n"), ReadProblem::OpenQuote { row: 3 }.into());
}

#[test]
fn an_unknown_encoding_is_told_before_any_file_is_opened() {
    let options =
        InputOptions { encoding: Some("gbkk".into()), files: vec!["nowhere".into()], ..InputOptions::default() };
    let similar = Some("gbk".to_string());
    let expected: Kind = ReadProblem::UnknownEncoding { name: "gbkk".into(), similar }.into();
    assert_eq!(open(&options, &NoProgress).unwrap_err().0.kind, expected);
}

#[test]
fn real_text_files_are_understood() {
    let Some(folder) = real("") else { return };
    let understood = |name: &str| {
        let book = open_one(&folder.join(name)).unwrap();
        let (rows, _) = count(&book, 0);
        (book.format.name(), book.separator, book.encoding.unwrap_or_default(), rows)
    };
    let is = |format, separator, encoding: &str, rows| (format, separator, encoding.to_string(), rows);
    assert_eq!(understood("cdnow/CDNOW_sample.txt"), is("aligned", None, "UTF-8", 6_919));
    assert_eq!(understood("superstore_cn/superstore_cn_gbk.csv"), is("csv", Some(','), "gb18030", 10_001));
    assert_eq!(understood("superstore_cn/superstore_cn_utf16_tab.txt"), is("tsv", Some('\t'), "UTF-16LE", 10_001));
    assert_eq!(understood("northwind/northwind_flat.csv"), is("csv", Some(','), "UTF-8", 2_156));
    let dos = understood("sales_data_sample/sales_data_sample.cp850.csv");
    assert_eq!((dos.0, dos.3), ("csv", 2_824));
    assert!(!dos.2.starts_with("gb") && dos.2 != "UTF-8", "{}", dos.2);
    let days = open(&options(&[&folder.join("online_retail/by-day")]), &NoProgress).unwrap().0;
    assert_eq!(days.len(), 305);
    let lines: u64 = days.par_iter().map(|book| count(book, 0).0 - 1).sum();
    assert_eq!(lines, 541_909);
}

#[test]
fn real_workbooks_are_understood() {
    let Some(folder) = real("") else { return };
    let sheets = |name: &str| {
        let book = open_one(&folder.join(name)).unwrap();
        let sheets = (0..book.sheets.len())
            .map(|sheet| (book.sheets[sheet].name.clone().unwrap_or_default(), count(&book, sheet).0));
        (book.format.name(), sheets.collect::<Vec<_>>())
    };
    let old = sheets("superstore_cn/示例 - 超市.xls");
    assert_eq!((old.0, old.1[0].clone()), ("xls", ("订单".to_string(), 10_001)));
    let strict = sheets("superstore_cn/示例 - 超市.xlsx");
    assert_eq!((strict.0, strict.1[0].1), ("xlsx", 9_960));
    assert_eq!(sheets("online_retail/online_retail.xlsx").1[0].1, 541_910);
}

#[test]
fn every_odd_spreadsheet_opens_or_is_told_plainly() {
    let Some(folder) = real("odd_spreadsheets/calamine") else { return };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 100);
    for path in files {
        match open_one(&path) {
            Ok(book) => {
                for sheet in 0..book.sheets.len() {
                    match book.fold(sheet, &Count::default, &NoProgress) {
                        Ok(blocks) => {
                            let cells: u64 = blocks.iter().map(|block| block.sink.cells).sum();
                            eprintln!("{} {:?} {cells}", book.file, book.sheets[sheet].name);
                        }
                        Err(failure) => eprintln!("{}: {failure}", path.display()),
                    }
                }
            }
            Err(failure) => {
                assert!(matches!(failure.0.kind, Kind::Read(_)), "{failure}");
                eprintln!("{}: {failure}", path.display());
            }
        }
    }
}
