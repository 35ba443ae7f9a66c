//! Web pages and XML spreadsheets as programs write them, opened as others open them.

use std::path::PathBuf;

use proptest::prelude::*;

use crate::model::problem::{ByWhat, Damage, Excess, Found, Kind, ReadProblem};
use crate::model::{Failure, InputOptions, NoProgress, Place, Problem};
use crate::read::{Book, Cell, OwnedCell, RowSink, open};

#[derive(Default)]
struct Keep(Vec<(u32, Vec<OwnedCell>)>);

impl RowSink for Keep {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), Failure> {
        self.0.push((row, cells.iter().copied().map(Cell::to_owned).collect()));
        Ok(())
    }
}

fn written(bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.xls");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn opened(bytes: impl AsRef<[u8]>) -> Result<(tempfile::TempDir, Book, Vec<Problem>), Failure> {
    let (folder, path) = written(bytes);
    let options = InputOptions { files: vec![path.display().to_string()], ..InputOptions::default() };
    let (mut books, problems) = open(&options, &NoProgress)?;
    Ok((folder, books.remove(0), problems))
}

fn rows(book: &Book, sheet: usize) -> Vec<(u32, Vec<OwnedCell>)> {
    let blocks = book.fold(sheet, &Keep::default, &NoProgress).unwrap();
    blocks
        .into_iter()
        .flat_map(|block| block.sink.0.into_iter().map(move |(row, cells)| (row + block.first_row, cells)))
        .collect()
}

/// Gives the rows of a file with one sheet, as the head and as the fold have them.
fn only(bytes: impl AsRef<[u8]>) -> Vec<(u32, Vec<OwnedCell>)> {
    let (_folder, book, _) = opened(bytes).unwrap();
    assert_eq!(book.sheets.len(), 1);
    let rows = rows(&book, 0);
    assert_eq!(book.sheets[0].rows, rows);
    assert_eq!(book.sheets[0].rows_hint, rows.len() as u64);
    rows
}

fn problem(bytes: impl AsRef<[u8]>) -> (Kind, Option<String>, Option<u32>) {
    let problem = *opened(bytes).map(|_| ()).unwrap_err().0;
    (problem.kind, problem.place.sheet, problem.place.row)
}

fn text(text: &str) -> OwnedCell {
    if text.is_empty() { OwnedCell::Empty } else { OwnedCell::Text(text.into()) }
}

fn texts(row: u32, cells: &[&str]) -> (u32, Vec<OwnedCell>) {
    (row, cells.iter().copied().map(text).collect())
}

fn number(number: f64) -> OwnedCell {
    OwnedCell::Number(number)
}

#[test]
fn a_page_as_systems_write_it_is_read_without_its_end_tags() {
    let page = "<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><HEAD><!--[if gte mso 9]><xml><x:ExcelWorkbook>\
        <x:ExcelWorksheets><x:ExcelWorksheet><x:Name>订单</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml>\
        <![endif]--><STYLE>td {color:red} <table><tr><td>no</td></tr></table></STYLE><script>var t = \"<table><tr><td>no\";</script>\
        <TITLE><td>no</TITLE></HEAD><BODY>\n<TABLE BORDER=1>\n<TR><TH>客户<BR>名称<TH NOWRAP>金额&nbsp;\n\
        <TR><TD>M&amp;Co&nbsp;Ltd &#x4E2D;&#22269; &unknown; &copy;<TD nowrap align=right>1,234.50\n<tr>\n\
        <TR><TD>  two\r\n   words <p>three</p><TD>&nbsp;<TD>00123</TABLE></BODY></HTML>";
    let rows = only(page);
    assert_eq!(rows[0], texts(1, &["客户 名称", "金额"]));
    assert_eq!(rows[1], texts(2, &["M&Co\u{A0}Ltd 中国 &unknown; ©", "1,234.50"]));
    // Row 3 is empty; an empty cell has a blank that does not break.
    assert_eq!(rows[2], texts(4, &["two words three", "", "00123"]));
    assert_eq!(rows.len(), 3);
    let (_folder, book, problems) = opened(page).unwrap();
    assert_eq!((book.format.name(), book.encoding.as_deref()), ("html", Some("UTF-8")));
    assert_eq!(book.sheets[0].name.as_deref(), Some("订单"));
    assert_eq!(problems, []);
}

#[test]
fn a_cell_over_several_has_its_value_in_the_first_and_moves_the_others() {
    let rows = only(
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c</tr><tr><td>d<td>e<td>f</tr>\
         <tr><td rowspan=0>g<td>h</tr><tr><td>i</tr><tbody><tr><td>j</tr></tbody></table>",
    );
    let expected = [
        texts(1, &["a", "b", "", "c"]),
        texts(2, &["", "d", "e", "f"]),
        texts(3, &["g", "h"]),
        texts(4, &["", "i"]),
        texts(5, &["j"]),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_table_inside_another_is_one_of_its_own() {
    let (_folder, book, _) = opened(
        "<table><tr><td>Report<td><table><caption> Orders <b>2025</b></caption><tr><td>a<td>b</tr></table> of May</tr>\
         <tr><td><table><tr><td>&nbsp;</td></tr></table><table><tr><td>c</table></table><table><tr><td>d</table>",
    )
    .unwrap();
    let names: Vec<Option<&str>> = book.sheets.iter().map(|sheet| sheet.name.as_deref()).collect();
    assert_eq!(names, [Some("1"), Some("Orders 2025"), Some("3"), Some("4")]);
    assert_eq!(rows(&book, 0), [texts(1, &["Report", "of May"])]);
    assert_eq!(rows(&book, 1), [texts(1, &["a", "b"])]);
    assert_eq!(rows(&book, 2), [texts(1, &["c"])]);
    assert_eq!(rows(&book, 3), [texts(1, &["d"])]);
}

#[test]
fn libreoffice_names_its_sheets_in_headings_and_notes_its_values() {
    let (_folder, book, _) = opened(
        "<!DOCTYPE html><html><body><h1>Overview</h1><a name=\"table0\"><h1>Sheet 1: <em>订单</em></h1></a>\n<table>\
         <tr><td sdval=\"45296\" sdnum=\"1033;0;YYYY-MM-DD\">2024-01-05</td><td sdval=\"1234.5\" sdnum=\"1033;0;#,##0\">1,235</td>\
         <td sdnum=\"1033;0;@\" sdval=\"7\">007</td><td><font><br></font></td></tr></table>\
         <h1>Sheet 2: <em>x</em></h1><table><tr><td>1</td></tr></table></body></html>",
    )
    .unwrap();
    assert_eq!(book.sheets[0].name.as_deref(), Some("订单"));
    assert_eq!(rows(&book, 0), [(1, vec![OwnedCell::Serial(45296.0), number(1234.5), text("007")])]);
    assert_eq!((book.sheets[1].name.as_deref(), rows(&book, 1)), (Some("x"), vec![texts(1, &["1"])]));
}

#[test]
fn the_values_that_excel_notes_are_those_that_count() {
    let head = "<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook></xml><![endif]-->\
        <style><!-- .d {mso-number-format:\"Short Date\";} .t {mso-number-format:\"\\@\";} --></style></head>";
    let rows = only(format!(
        "{head}<table><tr><td x:num=\"1234.5678\">1,234.57<td x:num>12<td class=d x:num=\"42735\">1/1/21<td class=t x:num=\"7\">007\
         <td x:str>00042<td x:num=\"123456789012345678\">1.23457E+17<td x:bool=\"TRUE\">TRUE<td x:err=\"#N/A\">#N/A\
         <td x:num=\"45296\">2024-01-05<td style='mso-number-format:\"\\@\"'>123456789012345678\
         <td data-sheets-value='{{\"1\":3,\"3\":0.125}}'>13%</table>"
    ));
    let expected = vec![
        number(1234.5678),
        text("12"),
        OwnedCell::Serial(42735.0 + 1462.0),
        text("007"),
        text("00042"),
        text("123456789012345678"),
        OwnedCell::Bool(true),
        OwnedCell::Error("#N/A".into()),
        text("2024-01-05"),
        text("123456789012345678"),
        number(0.125),
    ];
    assert_eq!(rows, [(1, expected)]);
}

#[test]
fn what_a_page_does_not_show_in_a_cell_is_not_read() {
    let rows = only(
        "<table><tr><td><span style=\"DISPLAY: none\">20240105<span>x</span></span><b>2024-01-05</b>\
         <td>a<!-- b --><script>c</script></table>",
    );
    assert_eq!(rows, [texts(1, &["2024-01-05", "a"])]);
}

#[test]
fn the_encoding_that_a_page_declares_is_respected_unless_its_bytes_are_surely_others() {
    let page = |charset: &str| {
        format!(
            "<html><meta http-equiv=Content-Type content=\"text/html; charset={charset}\"><table><tr><td>客户<td>张三</table>"
        )
    };
    let read = |bytes: Vec<u8>| {
        let (_folder, book, problems) = opened(bytes).unwrap();
        let by = problems.iter().find_map(|problem| match &problem.kind {
            Kind::Read(ReadProblem::Encoding { how, .. }) => Some(*how),
            _ => None,
        });
        (rows(&book, 0)[0].1.clone(), book.encoding.unwrap_or_default(), by)
    };
    let cells = vec![text("客户"), text("张三")];
    let gbk = |page: &str| encoding_rs::GBK.encode(page).0.into_owned();
    assert_eq!(read(gbk(&page("gb2312"))), (cells.clone(), "GBK".into(), Some(ByWhat::Declared)));
    assert_eq!(read(page("utf-8").into_bytes()), (cells.clone(), "UTF-8".into(), None));
    assert_eq!(read(page("gb2312").into_bytes()), (cells.clone(), "UTF-8".into(), None));
    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(page("unicode").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(utf16), (cells.clone(), "UTF-16LE".into(), Some(ByWhat::Mark)));
    // Declared wrongly: what the characters become decides.
    let (found, encoding, by) = read(gbk(&page("utf-8")));
    assert_eq!((found, encoding.as_str(), by), (cells.clone(), "gb18030", Some(ByWhat::Headers)));
    assert_eq!(read(gbk(&page("iso-8859-1"))).0, cells);
    let xml = "<?xml version=\"1.0\" encoding=\"GBK\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>\
        <Row><Cell><Data>客户</Data></Cell><Cell><Data>张三</Data></Cell></Row></Table></Worksheet></Workbook>";
    assert_eq!(read(gbk(xml)), (cells, "GBK".into(), Some(ByWhat::Declared)));
}

const BOOK: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
    <!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
    <DocumentProperties><Title>a <Row/> title</Title></DocumentProperties><Styles><Style ss:ID=\"Default\"/>\
    <Style ss:ID=\"s1\"><NumberFormat ss:Format=\"yyyy\\-mm\\-dd\"/></Style><Style ss:ID=\"s2\" ss:Parent=\"s1\"/></Styles>";

#[test]
fn an_xml_spreadsheet_is_read_by_the_places_and_types_that_it_names() {
    let book = format!(
        "{BOOK}<Worksheet ss:Name=\"A &amp; B\"><Table ss:ExpandedRowCount=\"9\"><Column ss:Index=\"3\"/>\
         <Row><Cell><Data ss:Type=\"String\">客户</Data></Cell><Cell ss:Index=\"3\" ss:MergeAcross=\"1\"><Data ss:Type=\"String\">b</Data>\
         <Comment><ss:Data><B>Li:</B> look</ss:Data></Comment></Cell><Cell><ss:Data ss:Type=\"String\" xmlns=\"x\"><B>ri</B>ch</ss:Data></Cell></Row>\n\
         <Row ss:Span=\"1\"/><Row><Cell ss:Index=\"2\" ss:StyleID=\"s2\"><Data ss:Type=\"Number\">45296</Data></Cell>\
         <Cell ss:StyleID=\"s1\"><Data ss:Type=\"DateTime\">2024-01-05T00:00:00.000</Data></Cell><Cell ss:StyleID=\"s1\"/></Row>\
         <Row ss:Index=\"8\"><Cell><Data ss:Type=\"Number\">-20.25</Data></Cell><Cell><Data ss:Type=\"Number\">123456789012345678</Data></Cell>\
         <Cell><Data ss:Type=\"Boolean\">1</Data></Cell><Cell><Data ss:Type=\"Error\">#REF!</Data></Cell>\
         <Cell ss:Formula=\"=R[-1]C*2\"/><Cell ss:Formula=\"=1+1\"><Data ss:Type=\"Number\">2</Data></Cell>\
         <Cell><Data ss:Type=\"String\">&b;<![CDATA[ <x> & ]]>&#10;00123</Data></Cell></Row></Table></Worksheet>\
         <Worksheet ss:Name=\"old\"><Table><Row><Cell><Data ss:Type=\"String\">x</Data></Cell></Row></Table>\
         <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet><Worksheet ss:Name=\"none\"/></Workbook>"
    );
    let (_folder, book, problems) = opened(book).unwrap();
    assert_eq!((book.format.name(), problems), ("xml-2003", vec![]));
    let sheets: Vec<(&str, bool, u64)> = book
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_deref().unwrap_or_default(), sheet.hidden, sheet.rows_hint))
        .collect();
    assert_eq!(sheets, [("A & B", false, 3), ("old", true, 1), ("none", false, 0)]);
    let expected = [
        texts(1, &["客户", "", "b", "", "rich"]),
        (4, vec![text(""), OwnedCell::Serial(45296.0), OwnedCell::Iso("2024-01-05T00:00:00".into())]),
        (
            8,
            vec![
                number(-20.25),
                text("123456789012345678"),
                OwnedCell::Bool(true),
                OwnedCell::Error("#REF!".into()),
                OwnedCell::Unsaved("=R[-1]C*2".into()),
                number(2.0),
                // What the document declares itself is not expanded.
                text("&b; <x> & \n00123"),
            ],
        ),
    ];
    assert_eq!(rows(&book, 0), expected);
    assert_eq!(rows(&book, 1), [texts(1, &["x"])]);
    assert_eq!(rows(&book, 2), []);
}

#[test]
fn an_xml_spreadsheet_of_1904_counts_its_days_from_there() {
    let rows = only(
        "<?xml version=\"1.0\"?><ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><x:ExcelWorkbook><x:Date1904/>\
         </x:ExcelWorkbook><ss:Styles><ss:Style ss:ID=\"d\"><ss:NumberFormat ss:Format=\"Short Date\"/></ss:Style></ss:Styles>\
         <ss:Worksheet ss:Name=\"a\"><ss:Table><ss:Row><ss:Cell ss:StyleID=\"d\"><ss:Data ss:Type=\"Number\">42735</ss:Data></ss:Cell>\
         </ss:Row></ss:Table></ss:Worksheet></ss:Workbook>",
    );
    assert_eq!(rows, [(1, vec![OwnedCell::Serial(44197.0)])]);
}

#[test]
fn a_file_that_is_cut_off_is_never_read_in_silence() {
    let damaged = |bytes: usize, rows| -> Kind {
        ReadProblem::Damaged { bytes: bytes as u64, damage: Damage::CutOff { rows } }.into()
    };
    let page = "<html><table><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c";
    assert_eq!(problem(page), (damaged(page.len(), 2), None, Some(3)));
    let (_folder, book, problems) = opened("<html><table><tr><td>a</td></tr><tr><td>b</td></tr>").unwrap();
    assert_eq!(problems, [Problem::warning(Place::file(book.file.clone()), ReadProblem::Unclosed { rows: 2 })]);
    let (_folder, _, problems) = opened("<table><tr><td>a<tr><td>b").unwrap();
    assert_eq!(problems.len(), 1);
    let xml = format!("{BOOK}<Worksheet ss:Name=\"a\"><Table><Row><Cell><Data>x</Data></Cell></Row><Row><Cell><Da");
    assert_eq!(problem(&xml), (damaged(xml.len(), 1), Some("a".into()), Some(2)));
}

#[test]
fn hostile_files_are_refused_or_read_and_never_held() {
    let too_much = |of, most| -> Kind { ReadProblem::TooMuch { of, most }.into() };
    // A cell that claims a thousand million columns and rows has as many as the standard allows.
    assert_eq!(
        only("<table><tr><td colspan=1000000000 rowspan=99999999999>a<td>b</tr><tr><td>c</table>")[1].1.len(),
        1001
    );
    let many = |cell: &str, times: usize| format!("<table><tr>{}<td>x</table>", cell.repeat(times));
    assert_eq!(problem(many("<td>", 16_384)), (too_much(Excess::Columns, 16_384), None, Some(1)));
    assert_eq!(problem(many("<td><table><tr>", 300)).0, too_much(Excess::Depth, 200));
    assert_eq!(problem("<table><tr><td>1</table>".repeat(1001)).0, too_much(Excess::Tables, 1000));
    assert_eq!(problem(format!("<table><tr><td>{}", "x ".repeat(17 << 20))).0, too_much(Excess::Row, 32 << 20));
    assert_eq!(
        only(format!("<table><tr><td>{}a<!--{}--></table>", "<b>".repeat(200_000), "-".repeat(1 << 20))),
        [texts(1, &["a"])]
    );
    let attributes = format!("<table><tr><td {} x=\"{}\">a</table>", "b ".repeat(10_000), "y".repeat(1 << 20));
    assert_eq!(only(attributes), [texts(1, &["a"])]);
    let sheet = |row: &str| format!("{BOOK}<Worksheet ss:Name=\"a\"><Table>{row}</Table></Worksheet></Workbook>");
    let cell = "<Data ss:Type=\"String\">x</Data></Cell></Row>";
    assert_eq!(problem(sheet(&format!("<Row><Cell ss:Index=\"16385\">{cell}"))).0, too_much(Excess::Columns, 16_384));
    assert_eq!(
        problem(sheet(&format!("<Row ss:Index=\"4000000000\"><Cell>{cell}"))).0,
        too_much(Excess::Rows, 1 << 30)
    );
    let backward = sheet(&format!("<Row ss:Index=\"5\"><Cell>{cell}<Row ss:Index=\"4\"><Cell>{cell}"));
    let damage = ReadProblem::Damaged { bytes: backward.len() as u64, damage: Damage::Index };
    assert_eq!(problem(&backward), (damage.into(), Some("a".into()), Some(6)));
}

#[test]
fn a_page_without_a_filled_table_is_told_and_bytes_that_cannot_be_decoded_too() {
    let not = |found, begins: &str| -> Kind { ReadProblem::NotATable { found, begins: Some(begins.into()) }.into() };
    assert_eq!(problem("<html><p>hello<table><tr><td>&nbsp;</table>").0, not(Found::WebPage, "<html>"));
    assert_eq!(
        problem("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n").0,
        not(Found::WebArchive, "MIME-Version: 1.0")
    );
    let empty = format!("{BOOK}<Worksheet ss:Name=\"a\"><Table/></Worksheet></Workbook>");
    assert_eq!(problem(empty).0, ReadProblem::EmptySheets { sheets: 1 }.into());
    let mut page = "<html><meta charset=utf-8><table><tr><td>宁波海川五金有限公司客户名称订单金额日期备注</tr><tr><td>"
        .as_bytes()
        .to_vec();
    let at = page.len() as u64;
    page.extend_from_slice(b"\xFF</table>");
    let bad = ReadProblem::BadBytes { encoding: "UTF-8".into(), at };
    assert_eq!(problem(&page), (bad.into(), None, Some(2)));
    // Named, it is read all the same, and told.
    let (_folder, path) = written(page);
    let options = InputOptions {
        files: vec![path.display().to_string()],
        encoding: Some("utf-8".into()),
        ..InputOptions::default()
    };
    let book = open(&options, &NoProgress).unwrap().0.remove(0);
    assert_eq!(rows(&book, 0)[1], texts(2, &["\u{FFFD}"]));
    let warned = book.replaced().unwrap();
    assert_eq!(warned.kind, ReadProblem::Replaced { encoding: "UTF-8".into(), characters: 1 }.into());
    assert_eq!(warned.place.row, Some(2));
}

#[test]
fn a_long_file_is_read_alike_whatever_follows_its_first_rows() {
    let mut page = String::from("<table>");
    for row in 0..30_000 {
        page.push_str(&format!("<tr><td>客户 {row}</td><td x:num=\"{row}.5\">{row}</td></tr>"));
    }
    let tail = |tail: &str| opened(format!("{page}{tail}")).unwrap();
    // One table and no more is seen at a glance; the others are read to their end first.
    for (end, sheets, said) in [
        ("</table><p>after", 1, 0),
        ("</table><!-- <table> -->", 1, 0),
        ("</TABLE><table><tr><td>other</td></tr></table>", 2, 0),
        ("<tr><td>last <table><tr><td>other</td></tr></table></td></tr></table>", 2, 0),
        ("", 1, 1),
    ] {
        let (_folder, book, problems) = tail(end);
        assert_eq!((book.sheets.len(), problems.len(), book.sheets[0].rows.len()), (sheets, said, 200), "{end}");
        assert!((30_000..=30_001).contains(&book.sheets[0].rows_hint), "{end}");
        let rows = rows(&book, 0);
        assert!(rows.len() >= 30_000);
        for (at, (row, cells)) in rows.iter().take(30_000).enumerate() {
            assert_eq!((*row as usize, cells), (at + 1, &vec![text(&format!("客户 {at}")), number(at as f64 + 0.5)]));
        }
    }
    let (_folder, book, _) = tail("<!-- </table> --><tr><td>cu");
    let cut = book.fold(0, &Keep::default, &NoProgress).map(|_| ()).unwrap_err();
    assert!(matches!(cut.0.kind, Kind::Read(ReadProblem::Damaged { damage: Damage::CutOff { rows: 30_000 }, .. })));
    let mut sheet = format!("{BOOK}<Worksheet ss:Name=\"a\"><Table>");
    for row in 0..30_000 {
        sheet.push_str(&format!("<Row><Cell><Data ss:Type=\"Number\">{row}</Data></Cell></Row>"));
    }
    for (end, sheets, hidden) in [
        ("</Table></Worksheet></Workbook>", 1, false),
        ("</Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>", 1, true),
        ("</Table></Worksheet><ss:Worksheet ss:Name=\"b\"/></Workbook>", 2, false),
    ] {
        let (_folder, book, _) = opened(format!("{sheet}{end}")).unwrap();
        assert_eq!(
            (book.sheets.len(), book.sheets[0].hidden, book.sheets[0].name.as_deref()),
            (sheets, hidden, Some("a"))
        );
        assert_eq!(rows(&book, 0).last(), Some(&(30_000, vec![number(29_999.0)])));
    }
    assert!(matches!(problem(format!("{sheet}</Table>")).0, Kind::Read(ReadProblem::Damaged { .. })));
}

#[test]
fn two_figures_in_one_cell_stay_two() {
    let cells = [
        ("100<br>200", "100\n200"),
        ("<p>100</p><p>200 元</p>", "100\n200 元"),
        ("<del>300</del> 200", "300\n200"),
        ("200<s>300</s>", "200\n300"),
        ("甲公司<br>上海", "甲公司 上海"),
        ("2024-01-05<br>12:30", "2024-01-05 12:30"),
        ("Building 5<br>10 Main Street", "Building 5 10 Main Street"),
        ("<area style='display:none'>7", "7"),
        ("<source style='display:none'>8", "8"),
    ];
    for (cell, expected) in cells {
        let page = format!("<table><tr><td>a</td><td>{cell}</td></tr></table>");
        assert_eq!(only(page), [(1, vec![text("a"), text(expected)])], "{cell}");
    }
}

/// Pieces of markup in any order, mostly of tables.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..120).prop_map(|pieces| pieces.concat())
}

const HTML: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td rowspan=3>",
    "<th colspan=2>",
    "<tbody>",
    "</tfoot>",
    "x",
    " ",
    "&nbsp;",
    "&#0;",
    "&amp",
    "客户",
    "<br>",
    "<td x:num=\"1e400\">",
    "<td x:num=5 class=a>",
    "<style>.a{mso-number-format:\"\\@\"",
    "</style>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<caption>",
    "</caption>",
    "<b style='display:none'>",
    "</b>",
    "<td sdval=\"1\" sdnum=\";;YYYY\"",
    ">",
    "\"",
    "<",
    "\u{1}",
];

const XML: &[&str] = &[
    "<Worksheet ss:Name=\"a\">",
    "</Worksheet>",
    "<Table>",
    "</Table>",
    "<Row>",
    "</Row>",
    "<Row ss:Index=\"9\"/>",
    "<Cell>",
    "</Cell>",
    "<Cell ss:Index=\"3\" ss:MergeAcross=\"4294967295\">",
    "<Data ss:Type=\"Number\">",
    "<Data ss:Type=\"DateTime\">",
    "</Data>",
    "1.5",
    ".",
    "客",
    "<Comment>",
    "</Comment>",
    "<Cell ss:Formula=\"=A\"/>",
    "<Visible>",
    "</Visible>",
    "SheetHidden",
    "<![CDATA[",
    "]]>",
    "&lol;",
    "<Style ss:ID=\"s\">",
    "<NumberFormat ss:Format=\"d\"/>",
    "</Workbook>",
    "<",
    "\u{1}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markup_is_read_or_refused_and_its_head_is_what_is_folded(page in soup(HTML), sheet in soup(XML)) {
        for text in [format!("<html><table>{page}"), format!("{BOOK}{sheet}</Workbook>")] {
            let Ok((_folder, book, _)) = opened(&text) else { continue };
            for sheet in 0..book.sheets.len() {
                let rows = rows(&book, sheet);
                prop_assert_eq!(&rows, &book.sheets[sheet].rows);
                prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
            }
        }
    }
}
