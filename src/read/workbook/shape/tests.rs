use std::io::Write;

use super::*;

const XLS: Kind = Kind { format: Format::Xls, bare: false };

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    properties::package(parts).unwrap()
}

#[test]
fn rows_of_ods_are_hidden_by_hand_and_by_a_filter_and_cells_span_others() {
    let content = r#"<?xml version="1.0"?><office:document-content><office:spreadsheet>
        <table:table table:name="first"><table:table-row table:visibility="collapse"><table:table-cell/></table:table-row></table:table>
        <table:table table:name="a &amp; b">
        <table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="3"/></table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell/></table:table-row>
        <table:table-row><table:table-cell table:number-columns-repeated="2"/>
          <table:table-cell table:number-rows-spanned="3" table:number-columns-spanned="1"><table:table table:name="deep">
            <table:table-row table:visibility="collapse"><table:table-cell table:number-rows-spanned="9"/></table:table-row></table:table></table:table-cell></table:table-row>
        <table:table-row table:visibility="collapse"><table:covered-table-cell/></table:table-row>
        <table:table-row table:visibility="visible" table:number-rows-repeated="1048000"/>
        <table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"/>
        </table:table></office:spreadsheet></office:document-content>"#;
    let (_folder, path) = file("a.ods", &package(&[("content.xml", content.as_bytes())]));
    let kind = Kind { format: Format::Ods, bare: false };
    let found = of(&path, kind, "a & b", 1);
    assert_eq!(found.hidden[..3], [1, 2, 4]);
    assert_eq!((found.hidden[3], found.hidden.last()), (1_048_005, Some(&(ROWS - 1))), "no row is beyond the sheet");
    assert_eq!(found.merged, [(3, 5, 2, 2)]);
    assert_eq!(of(&path, kind, "first", 0).hidden, [0]);
    assert_eq!(of(&path, kind, "none", 0), Shape::default());
}

/// Each of them hides a million rows: all together would fill any memory.
#[test]
fn rows_of_ods_within_rows_are_none() {
    let row = r#"<table:table-row table:visibility="filter" table:number-rows-repeated="1048576">"#;
    let content =
        [r#"<a><table:table table:name="S">"#, &row.repeat(3), &"</table:table-row>".repeat(3), "</table:table></a>"]
            .concat();
    let bytes = package(&[("content.xml", content.as_bytes())]);
    let (_folder, path) = file("a.ods", &bytes);
    let found = ods::read(File::open(path).unwrap(), "S").unwrap();
    assert_eq!(found.hidden.len(), ROWS as usize);
}

#[test]
fn cells_of_xlsb_are_merged_within_the_sheet_alone() {
    let area = |numbers: [u32; 4]| record(176, &numbers.map(u32::to_le_bytes).concat());
    let sheet = [
        area([0, u32::MAX, 0, 0]),
        area([u32::MAX, u32::MAX, 0, 0]),
        area([4, 3, 0, 0]),
        area([5, 6, 0, 1 << 14]),
        area([7, 7, 2, 2]),
        area([8, 9, 0, 0]),
    ];
    let workbook = record(156, &[vec![0; 8], wide("r"), wide("S")].concat());
    let links = br#"<Relationships><Relationship Id="r" Target="s.bin"/></Relationships>"#;
    let parts =
        [("xl/workbook.bin", &workbook[..]), ("xl/_rels/workbook.bin.rels", links), ("xl/s.bin", &sheet.concat())];
    let (_folder, path) = file("a.xlsb", &package(&parts));
    assert_eq!(of(&path, Kind { format: Format::Xlsb, bare: false }, "S", 0).merged, [(8, 9, 0, 0)]);
}

/// Gives a record of xlsb.
fn record(kind: u32, data: &[u8]) -> Vec<u8> {
    let kind = if kind < 128 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    [&kind, &[data.len() as u8][..], data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    (text.encode_utf16().count() as u32).to_le_bytes().into_iter().chain(units).collect()
}

#[test]
fn rows_of_xlsb_are_hidden_and_cells_merged() {
    let sheet = |name: &str, link: &str| record(156, &[vec![0; 8], wide(link), wide(name)].concat());
    let workbook = [sheet("one", "rId1"), sheet("二", "rId2")].concat();
    let row = |row: u32, bits: u8| record(0, &[&row.to_le_bytes()[..], &[0; 7], &[bits], &[0; 5]].concat());
    let merged: Vec<u8> = [1_u32, 4, 0, 0].iter().flat_map(|edge| edge.to_le_bytes()).collect();
    let part = [row(0, 0), row(1, 0x10), row(2, 0x08), row(3, 0x17), record(176, &merged)].concat();
    let links = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.bin"></Relationship></Relationships>"#;
    let bytes = package(&[
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.bin", &row(7, 0x10)),
        ("xl/worksheets/sheet2.bin", &part),
    ]);
    let (_folder, path) = file("a.xlsb", &bytes);
    let kind = Kind { format: Format::Xlsb, bare: false };
    assert_eq!(of(&path, kind, "二", 1), Shape { hidden: vec![1, 3], merged: vec![(1, 4, 0, 0)] });
    assert_eq!(of(&path, kind, "one", 0).hidden, [7]);
    for cut in 0..part.len() {
        let bytes = package(&[
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", links.as_bytes()),
            ("xl/worksheets/sheet2.bin", &part[..cut]),
        ]);
        let (_folder, path) = file("cut.xlsb", &bytes);
        assert!(of(&path, kind, "二", 1).hidden.len() <= 2);
    }
}

#[test]
fn rows_of_xls_are_hidden() {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let row = |row: u16, bits: u8| record(0x0208, &[&row.to_le_bytes()[..], &[0; 10], &[bits, 1], &[0; 2]].concat());
    let (begin, end) = (record(0x0809, &[0; 16]), record(0x000A, &[]));
    let first = [&begin[..], &row(9, 0x20), &end].concat();
    let chart = [&begin[..], &row(5, 0x20), &end].concat();
    let second =
        [&begin[..], &row(0, 0), &row(2, 0x20), &chart, &row(3, 0x10), &row(4, 0xE0), &end, &row(8, 0x20)].concat();
    let sheet = |start: usize| record(0x0085, &[&(start as u32).to_le_bytes()[..], &[0; 4]].concat());
    let start = begin.len() + 2 * sheet(0).len() + end.len();
    let stream = [&begin[..], &sheet(start), &sheet(start + first.len()), &end, &first, &second].concat();
    let mut container = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    container.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    container.flush().unwrap();
    let (_folder, path) = file("a.xls", container.into_inner().get_ref());
    assert_eq!(of(&path, XLS, "", 1).hidden, [2, 4]);
    assert_eq!(of(&path, XLS, "", 0).hidden, [9]);
    assert_eq!(of(&path, XLS, "", 2), Shape::default());
    let (_folder, path) = file("no.xls", b"no container");
    assert_eq!(of(&path, XLS, "", 0), Shape::default());
}
