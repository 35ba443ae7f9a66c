//! The room as others use it, on files made here, and on real ones where `MINGXI_REAL_DATA` names their folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::model::NoProgress;
use crate::model::problem::{Damage, Excess, Found, Kind, ReadProblem};

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
    assert_eq!(kind("a.xls", b"<table><tr>"), not(Found::WebPage, Some("<table>")));
    assert_eq!(kind("a.csv", b"\x01\x02\0\0\x03\0\0\0"), not(Found::Binary, None));
    assert_eq!(kind("a.csv", b"a,b\n\"1,5\",2\n\"3,4\n5,6\n"), ReadProblem::OpenQuote { row: 3 }.into());
}

#[test]
fn bytes_that_cannot_be_decoded_are_told_with_their_row_or_replaced_where_asked() {
    let mut gbk = encoding_rs::GBK.encode(&"客户,金额\n宁波海川五金,5\n".repeat(300)).0.into_owned();
    let at = gbk.len() as u64;
    gbk.extend_from_slice(b"\xFF\xFF,1\nlast,2\n\x1A");
    let mut utf8 = "客户,金额\n宁波海川五金,5\n".repeat(300).into_bytes();
    let at_utf8 = utf8.len() as u64;
    utf8.extend_from_slice(b"\xE6,1\nlast,2\n");
    for (bytes, encoding, at) in [(gbk, "GBK", at), (utf8, "UTF-8", at_utf8)] {
        let (_folder, path) = written("a.csv", &bytes);
        let mut book = open_one(&path).unwrap();
        let problem = *book.fold(0, &Count::default, &NoProgress).map(|_| ()).unwrap_err().0;
        let understood = book.encoding.clone().unwrap();
        assert_eq!(problem.kind, ReadProblem::BadBytes { encoding: understood, at }.into());
        assert_eq!(problem.place.row, Some(601));
        let options = InputOptions { encoding: Some(encoding.into()), ..options(&[&path]) };
        book = open(&options, &NoProgress).unwrap().0.remove(0);
        let rows = rows(&book, 0);
        assert_eq!(rows[601], (602, vec![text("last"), text("2")]));
        assert!(matches!(&rows[600].1[0], OwnedCell::Text(text) if text.starts_with('\u{FFFD}')));
        assert_eq!(rows.len(), 602);
        let warned = book.replaced().unwrap();
        assert_eq!(warned.place.row, Some(601));
        assert!(
            matches!(warned.kind, Kind::Read(ReadProblem::Replaced { characters: 1..=2, .. })),
            "{:?}",
            warned.kind
        );
    }
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
    assert_eq!(understood("sales_data_sample/sales_data_sample.cp850.csv"), is("csv", Some(','), "cp850", 2_824));
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

/// Gives the extent of a sheet's values: from the first row and column with one to the last.
fn extent(book: &Book, sheet: usize) -> Result<(u32, usize), Failure> {
    let blocks = book.fold(sheet, &Keep::default, &NoProgress)?;
    let filled: Vec<(u32, usize)> = blocks
        .iter()
        .flat_map(|block| &block.sink.0)
        .flat_map(|(row, cells)| {
            let filled = cells.iter().enumerate().filter(|(_, cell)| **cell != OwnedCell::Empty);
            filled.map(|(column, _)| (*row, column))
        })
        .collect();
    let span = |values: &[usize]| match (values.iter().min(), values.iter().max()) {
        (Some(first), Some(last)) => last - first + 1,
        _ => 0,
    };
    let rows: Vec<usize> = filled.iter().map(|(row, _)| *row as usize).collect();
    let columns: Vec<usize> = filled.iter().map(|(_, column)| *column).collect();
    Ok((u32::try_from(span(&rows)).unwrap(), span(&columns)))
}

/// Sheets that end elsewhere here because texts without a character count as empty cells; and a text that is named .xls.
const DIFFERENT: [&str; 7] = [
    "empty-string.xls",
    "empty_shared_string.xlsx",
    "encoded_entities.xlsx",
    "issue343.xls",
    "issue446.xlsx",
    "too_small.xls",
    "xls_formula_columns_beyond_z.xls",
];

/// What another reader (python-calamine) made of each odd spreadsheet lies beside them: an error, or the extents of the sheets.
#[test]
fn every_odd_spreadsheet_opens_as_elsewhere_or_is_told_plainly() {
    let Some(folder) = real("odd_spreadsheets") else { return };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    assert!(index.lines().count() > 100);
    let mut different = Vec::new();
    for line in index.lines().filter(|line| !DIFFERENT.iter().any(|name| line.contains(&format!("/{name}\t")))) {
        let (name, expected) = line.split_once('\t').unwrap();
        let (state, sheets) = expected.split_once('\t').unwrap();
        let book = match open_one(&folder.join(name)) {
            Ok(book) => book,
            Err(failure) => {
                assert!(matches!(failure.0.kind, Kind::Read(_)), "{failure}");
                let empty = matches!(failure.0.kind, Kind::Read(ReadProblem::Empty | ReadProblem::EmptySheets { .. }));
                let values = sheets.split("', ").skip(1).any(|extent| !extent.starts_with("0, 0)"));
                if state == "ok" && (values || !empty) {
                    different.push(format!("{name}: {:?} against {expected}", failure.0.kind));
                }
                continue;
            }
        };
        for (at, sheet) in book.sheets.iter().enumerate() {
            let name = sheet.name.clone().unwrap_or_default();
            let found = extent(&book, at).map(|(rows, columns)| format!("('{name}', {rows}, {columns})"));
            match found {
                Ok(found) if sheets.contains(&found) => {}
                other => different.push(format!("{line}: {:?}", other.map_err(|failure| failure.0.kind))),
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn workbooks_with_a_password_are_told() {
    let Some(folder) = real("odd_spreadsheets/calamine") else { return };
    for name in ["pass_protected.xlsx", "pass_protected.xlsb", "pass_protected.ods", "issue_385.xls"] {
        assert_eq!(open_one(&folder.join(name)).unwrap_err().0.kind, ReadProblem::Password.into(), "{name}");
    }
}

#[test]
fn the_epoch_of_1904_changes_no_day() {
    let Some(folder) = real("odd_spreadsheets/calamine") else { return };
    let days = |name: &str| rows(&open_one(&folder.join(name)).unwrap(), 0)[0].1[0].clone();
    assert!(matches!(days("date.xlsx"), OwnedCell::Serial(_)));
    for name in ["date.xls", "date.xlsb", "date_1904.xlsx", "date_1904.xls", "date_1904.xlsb"] {
        assert_eq!(days(name), days("date.xlsx"), "{name}");
    }
}

#[test]
fn a_workbook_gives_its_sheets_and_their_cells_as_they_are() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet().set_name("明细").unwrap();
    sheet.write(2, 1, "客户").unwrap();
    sheet.write(2, 2, "日期").unwrap();
    sheet.write(2, 3, "金额").unwrap();
    sheet.write(4, 1, " Acme ").unwrap();
    sheet.write_with_format(4, 2, 45_658.0, &day).unwrap();
    sheet.write(4, 3, 12.5).unwrap();
    sheet.write(4, 4, true).unwrap();
    sheet.write(5, 3, rust_xlsxwriter::Formula::new("D5*2").set_result("25")).unwrap();
    workbook.add_worksheet().set_name("hidden").unwrap().set_hidden(true).write(0, 0, 1).unwrap();
    workbook.add_worksheet().set_name("empty").unwrap();
    let (_folder, path) = written("a.csv", workbook.save_to_buffer().unwrap());
    let book = open_one(&path).unwrap();
    assert_eq!((book.format, book.encoding.clone(), book.separator), (Format::Xlsx, None, None));
    let sheets: Vec<(&str, bool, u64)> =
        book.sheets.iter().map(|sheet| (sheet.name.as_deref().unwrap(), sheet.hidden, sheet.rows_hint)).collect();
    assert_eq!(sheets, [("明细", false, 3), ("hidden", true, 1), ("empty", false, 0)]);
    let empty = OwnedCell::Empty;
    let expected = vec![
        (3, vec![empty.clone(), text("客户"), text("日期"), text("金额")]),
        (
            5,
            vec![
                empty.clone(),
                text(" Acme "),
                OwnedCell::Serial(45_658.0),
                OwnedCell::Number(12.5),
                OwnedCell::Bool(true),
            ],
        ),
        (6, vec![empty.clone(), empty.clone(), empty, OwnedCell::Number(25.0)]),
    ];
    assert_eq!(book.sheets[0].rows, expected);
    assert_eq!(rows(&book, 0), expected);
    // The second time the file is opened again.
    assert_eq!(rows(&book, 0), expected);
}

/// Packs files into a zip archive without compressing them.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let checksum = |bytes: &[u8]| {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
        })
    };
    let (mut archive, mut contents) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let at = (archive.len() as u32).to_le_bytes();
        let length = (text.len() as u32).to_le_bytes();
        let sum = checksum(text.as_bytes()).to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sum, &length, &length, &[name.len() as u8, 0, 0, 0]].concat();
        archive.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), text.as_bytes()].concat());
        let rest = [&[0; 10][..], &at, name.as_bytes()].concat();
        contents.extend([b"PK\x01\x02\x14\0", common.as_slice(), rest.as_slice()].concat());
    }
    let number = (files.len() as u8).to_le_bytes()[0];
    let (size, start) = ((contents.len() as u32).to_le_bytes(), (archive.len() as u32).to_le_bytes());
    archive.extend(contents);
    archive.extend([&b"PK\x05\x06\0\0\0\0"[..], &[number, 0, number, 0], &size, &start, &[0, 0]].concat());
    archive
}

/// Gives a workbook with one sheet of those rows, in Strict OOXML.
fn strict_workbook(rows: &str) -> Vec<u8> {
    let kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{kinds}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{kinds}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{kinds}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

#[test]
fn formulas_without_saved_results_are_told_from_empty_cells() {
    let (_folder, path) = written(
        "a.xlsx",
        strict_workbook(
            "<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><f>A2*2</f><v/></c><c r=\"C2\"><f>A2*3</f><v>9</v></c></row>\
             <row><c t=\"inlineStr\"><is><t>x</t></is></c><c/><c t=\"e\"><v>#N/A</v></c><c t=\"d\"><v>2025-01-02</v></c></row>",
        ),
    );
    let book = open_one(&path).unwrap();
    let unsaved = OwnedCell::Unsaved("A2*2".into());
    let expected = vec![
        (2, vec![OwnedCell::Number(3.0), unsaved, OwnedCell::Number(9.0)]),
        (3, vec![text("x"), OwnedCell::Empty, OwnedCell::Error("#N/A".into()), OwnedCell::Iso("2025-01-02".into())]),
    ];
    assert_eq!(rows(&book, 0), expected);
}

#[test]
fn a_cell_far_away_makes_no_table_up_to_it() {
    let (_folder, path) = written(
        "far.xlsx",
        strict_workbook(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
        ),
    );
    let rows = rows(&open_one(&path).unwrap(), 0);
    assert_eq!((rows.len(), rows[1].0, rows[1].1.len()), (2, 1_048_576, 16_384));
}

#[test]
fn damage_is_told_and_never_ends_the_program() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..50 {
        sheet.write(row, 0, format!("Acme {row}")).unwrap();
        sheet.write(row, 1, f64::from(row) * 1.5).unwrap();
    }
    let whole = workbook.save_to_buffer().unwrap();
    let cut = Kind::Read(ReadProblem::Damaged { bytes: 3000, damage: Damage::NoContents });
    let (_folder, path) = written("cut.xlsx", &whole[..3000]);
    assert_eq!(open_one(&path).unwrap_err().0.kind, cut);
    let plain = strict_workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>7</v></c></row>");
    let mut refused = 0;
    for bytes in [&whole, &plain] {
        for at in (0..bytes.len()).step_by(bytes.len() / 150) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x55;
            fs::write(&path, bytes).unwrap();
            let result = open_one(&path).and_then(|book| book.fold(0, &Count::default, &NoProgress).map(|_| ()));
            if let Err(failure) = result {
                assert!(matches!(failure.0.kind, Kind::Read(_)), "{failure}");
                refused += 1;
            }
        }
    }
    assert!(refused > 50);
}

#[test]
fn rows_in_order_are_one_block_however_much_decoding_adds() {
    // Each character is one byte in KOI8-R and two in UTF-8.
    let line = "кириллица;строка\r\n".repeat(200);
    let (_folder, path) = written("koi8.txt", encoding_rs::KOI8_R.encode(&line).0);
    let options = InputOptions { encoding: Some("koi8-r".into()), ..options(&[&path]) };
    let (books, _) = open(&options, &NoProgress).unwrap();
    let blocks = books[0].fold_in_order(0, &Keep::default, &NoProgress).unwrap();
    assert_eq!((blocks.len(), blocks[0].sink.0.len()), (1, 200));
}

/// An xlsb workbook of one sheet with a number in the first cell of each row.
fn xlsb(rows: &[u32]) -> Vec<u8> {
    use std::io::Write;
    fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
        match kind {
            0..128 => out.push(kind as u8),
            _ => out.extend([kind as u8 | 0x80, (kind >> 7) as u8]),
        }
        out.push(body.len() as u8);
        out.extend_from_slice(body);
    }
    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    }
    let mut book = Vec::new();
    record(&mut book, 0x9C, &[&[0, 0, 0, 0, 1, 0, 0, 0][..], &wide("rId1"), &wide("Orders")].concat());
    record(&mut book, 0x90, &[]);
    record(&mut book, 0x84, &[]);
    let mut sheet = Vec::new();
    record(&mut sheet, 0x81, &[]);
    record(&mut sheet, 0x94, &[0; 16]);
    record(&mut sheet, 0x91, &[]);
    for row in rows {
        record(&mut sheet, 0, &[&row.to_le_bytes()[..], &[0; 13]].concat());
        record(&mut sheet, 5, &[&[0; 8][..], &f64::from(*row).to_le_bytes()].concat());
    }
    record(&mut sheet, 0x92, &[]);
    record(&mut sheet, 0x82, &[]);
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.bin\"/>\
        </Relationships>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_row_that_no_sheet_has_ends_no_xlsb_in_silence() {
    let (_folder, path) = written("orders.xlsb", xlsb(&[0, 1, 2]));
    let book = open_one(&path).unwrap();
    assert_eq!((book.format, rows(&book, 0).len()), (Format::Xlsb, 3));
    for wrong in [[0, 1, 2_000_000, 3], [0, 1, u32::MAX, 2]] {
        let (_folder, path) = written("orders.xlsb", xlsb(&wrong));
        let kind = open_one(&path).unwrap_err().0.kind;
        assert_eq!(kind, ReadProblem::TooMuch { of: Excess::Rows, most: 1_048_576 }.into());
    }
}
