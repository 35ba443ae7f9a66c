//! What is read here equals what the library reads; what it cannot know is left to it.

use super::properties::{Sheets, by_library, here};
use super::*;
use crate::read::OwnedCell;

/// Writes a workbook of parts, beside the usual ones.
fn written(parts: &[(&str, &str)]) -> File {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    super::properties::written(&parts, zip::CompressionMethod::Deflated).unwrap()
}

fn sheet(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet><dimension ref=\"A1:D9\"/><sheetData>{rows}</sheetData><pageMargins/></worksheet>"
    )
}

fn both(parts: &[(&str, &str)]) -> (Option<Sheets>, Sheets) {
    let file = written(parts);
    let again = file.try_clone().unwrap();
    let read = here(file);
    let mut file = again;
    io::Seek::rewind(&mut file).unwrap();
    (read, by_library(file).unwrap())
}

#[test]
fn cells_of_all_kinds_are_those_of_the_library() {
    let strings = r#"<sst count="9"><si><t>Zhejiang 浙江</t></si><si><t xml:space="preserve"> a &amp; b </t></si><si><t> trimmed&#10;</t></si>
        <si><r><rPr><b/></rPr><t>ri</t></r><r><t xml:space="preserve">ch </t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si><si/><si><t/></si><si><t>=1+1</t></si></sst>"#;
    let rows = r#"
        <row r="2" spans="1:9"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c><c r="E2" t="s"><v>4</v></c><c r="AA2" t="s"><v>6</v></c></row>
        <row r="3" hidden="1"/><row r="4"></row>
        <row r="5"><c r="A5" s="1"><v>45000</v></c><c r="B5" s="2"><v>1.5</v></c><c r="C5" s="3"><v>45000.25</v></c><c r="D5" s="9"><v>-0.1E-3</v></c><c r="E5" t="n"><v>12345678901234567890</v></c></row>
        <row r="7"><c r="A7" t="b"><v>1</v></c><c r="B7" t="e"><v>#REF!</v></c><c r="C7" t="d"><v>2024-01-05T00:00:00</v></c><c r="D7" t="str"><f>A1&amp;"x"</f><v>&lt;x&gt; </v></c><c r="E7"><f t="shared" si="0"/><v>7</v></c></row>
        <row r="8"><c r="A8" t="inlineStr"><is><t> in &lt;line </t></is></c><c r="B8" t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c><c r="C8" s="1"/><c r="D8" t="s"/><c r="E8"><v/></c><c r="F8" t="inlineStr"><is><t></t></is></c></row>"#;
    let (read, library) = both(&[("xl/worksheets/sheet1.xml", &sheet(rows)), ("xl/sharedStrings.xml", strings)]);
    let read = read.expect("nothing here is irregular");
    assert_eq!(read, library);
    let text = |text: &str| OwnedCell::Text(text.into());
    let table = &read[0].2;
    assert_eq!(
        (read[0].0.as_str(), table.iter().map(|(row, _)| *row).collect::<Vec<_>>()),
        ("A & B", vec![2, 5, 7, 8])
    );
    assert_eq!(table[0].1[..4], [text("Zhejiang 浙江"), text(" a & b "), text("trimmed"), text("rich ")]);
    assert_eq!(table[0].1[26], text("=1+1"));
    assert_eq!(table[1].1[..3], [OwnedCell::Serial(45000.0), OwnedCell::Duration(1.5), OwnedCell::Serial(45000.25)]);
    assert_eq!(table[3].1[..2], [text("in <line"), text(" kept ")]);
}

#[test]
fn days_of_1904_are_counted_from_1900() {
    let workbook = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="S" state="hidden" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let rows = r#"<row r="1"><c r="A1" s="1"><v>42735</v></c></row>"#;
    let (read, library) = both(&[("xl/workbook.xml", workbook), ("xl/worksheets/sheet1.xml", &sheet(rows))]);
    assert_eq!(read.as_ref(), Some(&library));
    assert_eq!(library, [("S".to_string(), true, vec![(1, vec![OwnedCell::Serial(44197.0)])])]);
}

#[test]
fn what_is_written_otherwise_is_left_to_the_library() {
    for rows in [
        r#"<row><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c><v>1</v></c></row>"#,
        r#"<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A2"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><f>1+1</f></c></row>"#,
        r#"<row r="1"><c r="A1"><f>1+1</f><v></v></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>12 </v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>nan</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="str"><v>a_x000D_b</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>"#,
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t/x>a</t></is></c></row>"#,
        r#"<row r="1"><c r="A1"><f/x>1+1</f><v>2</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v a="0"/>2</v></c></row>"#,
        r#"<row r="1"><c r="A1" t='s'><v>1</v></c></row>"#,
        r#"<row r="1"><!-- --><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></c>"#,
        r#"<x:row r="1"/>"#,
        r#"<row r="1"><c r="A1" r="B1"><v>1</v></c></row>"#,
        r#"<row r="1" r="2"><c r="A2"><v>1</v></c></row>"#,
    ] {
        assert_eq!(here(written(&[("xl/worksheets/sheet1.xml", &sheet(rows))])), None, "{rows}");
    }
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is><v>1</v></c></row>"#;
    assert_eq!(here(written(&[("xl/worksheets/sheet1.xml", &sheet(rows))])), None, "a text beside a value");
    let prefixed = "<sst><si><x:t>a</x:t></si></sst>";
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    assert_eq!(here(written(&[("xl/worksheets/sheet1.xml", &sheet(rows)), ("xl/sharedStrings.xml", prefixed)])), None);
    for untidy in ["<si><r><t>a</r></t></si>", "<si>b<t>a</t></si>", "<si><r><t>a</t></si>", "<si><t>a</t></r></si>"] {
        let strings = format!("<sst>{untidy}</sst>");
        let parts = [("xl/worksheets/sheet1.xml", sheet(rows)), ("xl/sharedStrings.xml", strings)];
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(here(written(&parts)), None, "{untidy}");
    }
    let cut = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert_eq!(here(written(&[("xl/worksheets/sheet1.xml", &cut[..cut.len() - 40])])), None);
    let row = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let twice = format!("<worksheet><sheetData/:<x\"0.2\"/><sheetData>{row}</sheetData></worksheet>");
    assert_eq!(here(written(&[("xl/worksheets/sheet1.xml", &twice)])), None);
    let prefixed = "<x:worksheet><x:sheetData></x:sheetData></x:worksheet>";
    assert_eq!(here(written(&[("xl/worksheets/sheet1.xml", prefixed)])), None);
}

#[test]
fn many_blocks_give_the_rows_of_one() {
    let rows: String = (1..=30_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\" t=\"inlineStr\"><is><t>n{row}</t></is></c></row>\n")).collect();
    let read = here(written(&[("xl/worksheets/sheet1.xml", &sheet(&rows))])).unwrap();
    let expected =
        (1..=30_000_u32).map(|row| (row, vec![OwnedCell::Number(row.into()), OwnedCell::Text(format!("n{row}"))]));
    assert!(read[0].2.iter().cloned().eq(expected));
}

#[test]
fn real_workbooks_are_read_as_the_library_reads_them() {
    let Ok(folder) = std::env::var("MINGXI_REAL_DATA") else {
        return eprintln!("skipped: MINGXI_REAL_DATA is not set");
    };
    let (mut regular, mut all) = (0, 0);
    for path in glob::glob(&format!("{folder}/**/*.xls[xm]")).unwrap().flatten() {
        let Some(read) = here(File::open(&path).unwrap()) else { continue };
        regular += 1;
        all += read.iter().map(|(.., rows)| rows.len()).sum::<usize>();
        assert!(read == by_library(File::open(&path).unwrap()).unwrap(), "{}", path.display());
    }
    eprintln!("{regular} workbooks, {all} rows");
    assert!(regular > 20 && all > 500_000, "{regular} workbooks, {all} rows");
}
