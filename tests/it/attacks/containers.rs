//! Workbooks made to harm: packages and compound files.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::{check, check_with};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A part of a package: its name, what it begins with, what comes so many times again, what it ends with.
type Part<'p> = (&'p str, &'p str, (&'p [u8], usize), &'p str);

fn packed(parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    for (name, start, (piece, times), end) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(start.as_bytes()).unwrap();
        for _ in 0..*times {
            zip.write_all(piece).unwrap();
        }
        zip.write_all(end.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const NONE: (&[u8], usize) = (b"", 0);

/// Gives an xlsx workbook of a sheet, and what else there is.
fn xlsx<'p>(sheet: Part<'p>, more: &[Part<'p>]) -> Vec<u8> {
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"r\"><sheets><sheet name=\"orders\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let usual: [Part<'_>; 4] = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            NONE,
            "",
        ),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            NONE,
            "",
        ),
        ("xl/workbook.xml", &workbook, NONE, ""),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            NONE,
            "",
        ),
    ];
    let given = |name: &str| more.iter().any(|(given, ..)| *given == name);
    let mut parts: Vec<Part<'_>> = usual.into_iter().filter(|(name, ..)| !given(name)).collect();
    parts.push(sheet);
    parts.extend_from_slice(more);
    packed(&parts)
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const START: &str = "<worksheet><sheetData>";
const HEADER: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Customer</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Date</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>Amount</t></is></c></row>";
const END: &str = "</sheetData></worksheet>";

#[test]
fn packed_parts_without_end_are_refused() {
    let zeros = vec![b'0'; 1 << 20];
    check("zeros.xlsx", &xlsx((SHEET, "", (&zeros, 1024), ""), &[]), Some(""));
    check(
        "zeros-in-a-cell.xlsx",
        &xlsx((SHEET, &format!("{HEADER}<row r=\"2\"><c r=\"A2\"><v>"), (&zeros, 1024), ""), &[]),
        Some(""),
    );
    let strings = |start| ("xl/sharedStrings.xml", start, (zeros.as_slice(), 1024), "");
    let header = format!("{HEADER}{END}");
    check("zeros-in-strings.xlsx", &xlsx((SHEET, &header, NONE, ""), &[strings("<sst><si><t>")]), Some(""));
    check(
        "zeros-in-styles.xlsx",
        &xlsx((SHEET, &header, NONE, ""), &[("xl/styles.xml", "", (&zeros, 1024), "")]),
        Some(""),
    );
    let texts: String = (0..10_000).map(|n| format!("<si><t>{n:0>100}</t></si>")).collect();
    let many = ("xl/sharedStrings.xml", "<sst>", (texts.as_bytes(), 400), "</sst>");
    // A gigabyte and more without the option, which only makes the test quick.
    let strings = xlsx((SHEET, &header, NONE, ""), &[many]);
    check_with("gigabytes-of-strings.xlsx", &strings, Some("--max-memory"), &["--max-memory", "128M"]);
    let rows: String = "<row r=\"4294967295\"/>".repeat(50_000);
    check("empty-rows.xlsx", &xlsx((SHEET, HEADER, (rows.as_bytes(), 2_000), END), &[]), Some(""));
    let blanks = vec![b' '; 1 << 20];
    check("blanks.xlsx", &xlsx((SHEET, HEADER, (&blanks, 1100), END), &[]), Some(""));
}

#[test]
fn a_sheet_of_seventeen_billion_cells_is_read_for_what_it_holds() {
    let claims = HEADER.replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>");
    let line = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Acme</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>2024-01-05</t></is></c><c r=\"C2\"><v>10</v></c></row>";
    check("claims.xlsx", &xlsx((SHEET, &format!("{claims}{line}"), NONE, END), &[]), None);
    let corner = format!("{claims}{line}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    check("corner.xlsx", &xlsx((SHEET, &corner, NONE, END), &[]), None);
    // The own reader knows no comments, so that the library reads this one.
    let commented = corner.replace("<sheetData>", "<sheetData><!-- -->");
    check("corner-by-library.xlsx", &xlsx((SHEET, &commented, NONE, END), &[]), None);
    let beyond = format!("{claims}{line}<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>");
    check("beyond.xlsx", &xlsx((SHEET, &beyond, NONE, END), &[]), Some("higher than any sheet's"));
    let wide: String =
        (2..200_000).map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>")).collect();
    check("wide.xlsx", &xlsx((SHEET, HEADER, (wide.as_bytes(), 1), END), &[]), Some("--max-"));
    let commented = HEADER.replace("<sheetData>", "<sheetData><!-- -->");
    check("wide-by-library.xlsx", &xlsx((SHEET, &commented, (wide.as_bytes(), 1), END), &[]), Some("--max-"));
    let few = check_with("wide.xlsx", &xlsx((SHEET, HEADER, (b"", 0), END), &[]), Some(""), &["--max-cells", "1"]);
    assert!(few.err.contains("--max-cells 2"), "{}", few.err);
}

#[test]
fn many_sheets_on_one_part_are_refused_or_read() {
    let sheets: String = (0..10_000).map(|n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>")).collect();
    let workbook = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"r\"><sheets>{sheets}</sheets></workbook>");
    let cells: String = "<c r=\"A1\"><v>1</v></c>".repeat(40_000);
    let book = ("xl/workbook.xml", workbook.as_str(), NONE, "");
    check(
        "shared-part.xlsx",
        &xlsx((SHEET, &format!("{START}<row r=\"1\">"), (cells.as_bytes(), 60), END), &[book]),
        Some(""),
    );
    let rows: String = (1..200).map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>")).collect();
    check("shared-wide-part.xlsx", &xlsx((SHEET, START, (rows.as_bytes(), 1), END), &[book]), Some(""));
}

#[test]
fn entities_and_depth_in_packages_are_refused() {
    let mut laughs = String::from("<!DOCTYPE w [<!ENTITY a0 \"ha\">");
    for n in 1..30 {
        laughs += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    let line = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&a29;</t></is></c></row>";
    check("laughs.xlsx", &xlsx((SHEET, &format!("{laughs}]>{HEADER}{line}"), NONE, END), &[]), Some(""));
    check("deep.xlsx", &xlsx((SHEET, HEADER, (&b"<x>".repeat(100_000), 300), ""), &[]), Some(""));
    check(
        "deep-workbook.xlsx",
        &xlsx((SHEET, HEADER, NONE, END), &[("xl/workbook.xml", "", (&b"<x>".repeat(100_000), 300), "")]),
        Some(""),
    );
}

#[test]
fn packages_within_packages_or_over_each_other_are_no_tables() {
    let inner = packed(&[("a", "", (&[0; 1 << 16], 1024), "")]);
    let nested = packed(&[("inner.zip", "", (&inner, 1), "")]);
    check("nested.xlsx", &nested, Some("found an archive"));
    // All entries of the list of contents lead to one place.
    let mut parts: Vec<(String, Vec<u8>)> = (0..2_000).map(|n| (format!("xl/f{n:04}"), Vec::new())).collect();
    parts[0].1 = vec![0; 100 << 20];
    let listed: Vec<Part<'_>> =
        parts.iter().map(|(name, bytes)| (name.as_str(), "", (bytes.as_slice(), 1), "")).collect();
    let mut book = xlsx((SHEET, HEADER, NONE, END), &listed);
    let at: Vec<usize> = memchr_all(&book, b"PK\x01\x02");
    for entry in at {
        book[entry + 42..entry + 46].copy_from_slice(&0_u32.to_le_bytes());
    }
    check("overlapping.xlsx", &book, Some(""));
    let whole = xlsx((SHEET, HEADER, NONE, END), &[]);
    for cut in [whole.len() / 2, whole.len() - 10, 30] {
        check("cut.xlsx", &whole[..cut], Some(""));
    }
}

fn memchr_all(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    (0..bytes.len() - wanted.len()).filter(|at| bytes[*at..].starts_with(wanted)).collect()
}

#[test]
fn documents_that_repeat_without_end_are_refused_or_read() {
    let ods = |rows: &str| {
        let content = format!(
            "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"s\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        packed(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", NONE, ""),
            ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>", NONE, ""),
            ("content.xml", &content, NONE, ""),
        ])
    };
    let cell = |text: &str, more: &str| {
        format!("<table:table-cell office:value-type=\"string\" {more}><text:p>{text}</text:p></table:table-cell>")
    };
    let header = format!(
        "<table:table-row>{}{}{}</table:table-row>",
        cell("Customer", ""),
        cell("Date", ""),
        cell("Amount", "")
    );
    let line =
        format!("<table:table-row>{}{}{}</table:table-row>", cell("Acme", ""), cell("2024-01-05", ""), cell("10", ""));
    let times = "table:number-columns-repeated=\"1000000000\"";
    let rows = "table:number-rows-repeated=\"1000000000\"";
    check(
        "filled-columns.ods",
        &ods(&format!("{header}<table:table-row>{}</table:table-row>", cell("x", times))),
        Some(""),
    );
    check(
        "filled-rows.ods",
        &ods(&format!("{header}{}", line.replace("<table:table-row>", &format!("<table:table-row {rows}>")))),
        None,
    );
    let empty = format!("<table:table-row {rows}><table:table-cell {times}/></table:table-row>");
    check("empty-behind.ods", &ods(&format!("{header}{line}{empty}")), None);
    check("empty-between.ods", &ods(&format!("{header}{empty}{line}")), Some(""));
    check(
        "negative.ods",
        &ods(&format!(
            "{header}{}",
            line.replace("<table:table-row>", "<table:table-row table:number-rows-repeated=\"-1\">")
        )),
        Some(""),
    );
    check("deep.ods", &ods(&"<table:table-row>".repeat(1_000_000)), Some(""));
}

#[test]
fn binary_workbooks_that_claim_too_much_are_refused_or_read() {
    let record = |kind: u16, data: &[u8]| {
        let mut bytes = Vec::new();
        for mut number in [u32::from(kind), data.len() as u32] {
            while number >= 0x80 {
                bytes.push(number as u8 | 0x80);
                number >>= 7;
            }
            bytes.push(number as u8);
        }
        bytes.extend_from_slice(data);
        bytes
    };
    let wide = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [(units.len() as u32 / 2).to_le_bytes().to_vec(), units].concat()
    };
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let sheet = |name: &str| [numbers(&[0, 1]), wide("rId1"), wide(name)].concat();
    let workbook =
        [record(131, &[]), record(143, &[]), record(156, &sheet("orders")), record(144, &[]), record(132, &[])]
            .concat();
    let size = numbers(&[0, 1_048_575, 0, 16_383]);
    let row = |row: u32| record(0, &[numbers(&[row, 0]), vec![0; 9]].concat());
    let number = |column: u32, value: f64| record(5, &[numbers(&[column, 0]), value.to_le_bytes().to_vec()].concat());
    let text = |column: u32, words: &str| record(6, &[numbers(&[column, 0]), wide(words)].concat());
    let book = |rows: Vec<u8>| {
        let sheet =
            [record(129, &[]), record(148, &size), record(145, &[]), rows, record(146, &[]), record(130, &[])].concat();
        let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
        packed(&[
            ("[Content_Types].xml", "<Types/>", NONE, ""),
            ("xl/workbook.bin", "", (&workbook, 1), ""),
            ("xl/_rels/workbook.bin.rels", links, NONE, ""),
            ("xl/worksheets/sheet1.bin", "", (&sheet, 1), ""),
        ])
    };
    let header = [row(0), text(0, "Customer"), text(1, "Date"), text(2, "Amount")].concat();
    let line = [row(1), text(0, "Acme"), text(1, "2024-01-05"), number(2, 10.0)].concat();
    let corner = [row(1_048_575), number(16_383, 1.0)].concat();
    check("corner.xlsb", &book([header.clone(), line.clone(), corner].concat()), None);
    let far: Vec<u8> = (2..100_000).flat_map(|at| [row(at), number(16_383, 1.0)].concat()).collect();
    check("wide.xlsb", &book([header.clone(), far].concat()), Some("--max-"));
    let lying = [header.clone(), vec![6, 0xFF, 0xFF, 0xFF, 0x7F]].concat();
    check("lying-length.xlsb", &book(lying), Some(""));
    check("cut.xlsb", &book(header)[..200], Some(""));
}

#[test]
fn compound_files_in_circles_are_refused() {
    let links = |links: [u32; 128]| links.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
    let compound = |table: [u32; 128], directory: u32, length: u64| {
        let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        file.extend_from_slice(&[0; 16]);
        for short in [0x3E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
            file.extend_from_slice(&short.to_le_bytes());
        }
        for long in [0, 1, directory, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0, 0] {
            file.extend_from_slice(&long.to_le_bytes());
        }
        file.resize(512, 0xFF);
        file.extend_from_slice(&links(table));
        for (name, kind, start) in [("Root Entry", 5, 0xFFFF_FFFE_u32), ("Workbook", 2, 2)] {
            let mut entry = [0_u8; 128];
            for (at, unit) in name.encode_utf16().enumerate() {
                entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            (entry[64], entry[66], entry[67]) = ((name.len() as u8 + 1) * 2, kind, 1);
            entry[68..80].fill(0xFF);
            entry[116..120].copy_from_slice(&start.to_le_bytes());
            entry[120..].copy_from_slice(&length.to_le_bytes());
            file.extend_from_slice(&entry);
        }
        file.resize(512 * 3, 0);
        file.extend_from_slice(&[9, 8, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.resize(512 * 12, 0);
        file
    };
    let mut table = [0xFFFF_FFFF; 128];
    table[0] = 0xFFFF_FFFD;
    table[1] = 0xFFFF_FFFE;
    let straight = |mut table: [u32; 128]| {
        (2..10).for_each(|at| table[at] = at as u32 + 1);
        table[10] = 0xFFFF_FFFE;
        table
    };
    let mut circle = straight(table);
    circle[10] = 2;
    check("circle.xls", &compound(circle, 1, 1 << 40), Some(""));
    let mut knot = table;
    knot[2] = 2;
    check("knot.xls", &compound(knot, 1, 1 << 40), Some(""));
    let mut directory = straight(table);
    directory[1] = 1;
    check("directory-circle.xls", &compound(directory, 1, 4608), Some(""));
    check("no-directory.xls", &compound(straight(table), 0xFFFF_0000, 4608), Some(""));
    let whole = compound(straight(table), 1, 4608);
    for cut in [20, 512, 700, 1600, 4000] {
        check("cut.xls", &whole[..cut], Some(""));
    }
    // Texts that there cannot be so many of.
    let mut bare = [9, 8, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].to_vec();
    bare.extend_from_slice(&[0xFC, 0, 8, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]);
    bare.resize(5000, 0);
    check("texts.xls", &bare, Some(""));
}
