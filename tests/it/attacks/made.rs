//! Texts and pages made to harm, and names.

use super::super::cli_book::shop;
use super::{check, check_with};

/// Characters that turn a line around.
pub const TURNS: [char; 11] = [
    '\u{200e}', '\u{200f}', '\u{61c}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2069}',
];

const ORDERS: &str = "Customer,Date,Amount\nAcme,2024-01-05,10.00\nBorel,2024-02-05,20.00\n";

#[test]
fn texts_without_end_are_refused_or_read() {
    let columns = |count: usize| format!("{}\n{}\n", vec!["x"; count].join(","), vec!["1"; count].join(","));
    check("million-columns.csv", columns(1_000_000).as_bytes(), Some("more columns than any sheet"));
    check("commas.csv", ",".repeat(30_000_000).as_bytes(), Some("more columns than any sheet"));
    let long = check("long-line.csv", &vec![b'a'; 1 << 30], Some("no column is known to hold the customer"));
    assert!(long.err.len() < 1_000, "the line comes again in the message");
    let long = [ORDERS.as_bytes(), &vec![b'a'; 1 << 30]].concat();
    check("long-last-line.csv", &long, Some("longer than any row"));
    let quoted = format!("{ORDERS}\"{}", "x".repeat(40 << 20));
    check("open-quote.csv", quoted.as_bytes(), Some("a quotation mark opens in row 4"));
    check("quotes.csv", "\"".repeat(20_000_001).as_bytes(), Some(""));
    check("lines.csv", "\n".repeat(50_000_000).as_bytes(), Some("the file is empty"));
    check("returns.csv", "\r".repeat(50_000_000).as_bytes(), Some("the file is empty"));
}

#[test]
fn bytes_that_are_no_text_are_told_as_such() {
    check("zeros.csv", &vec![0; 10 << 20], Some("found bytes that are no text"));
    let nul = ORDERS.replace("Acme", "Ac\0me");
    check("one-zero.csv", nul.as_bytes(), Some("byte 24 is zero"));
    let broken = [ORDERS.as_bytes(), b"\xFF\xFE\xC0\xAF\xED\xA0\x80,2024-03-05,5\n"].concat();
    check("invalid.csv", &broken, None);
    let noise: Vec<u8> = (0..4_000_000_u64).map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect();
    check("noise.csv", &noise, Some("expected a table"));
    check("utf16.csv", &[b"\xFF\xFE".as_slice(), &[0x00, 0xD8].repeat(1_000_000)].concat(), Some(""));
}

#[test]
fn markup_without_end_is_refused_or_read() {
    let page = |rows: &str| format!("<html><table><tr><th>Customer<th>Date<th>Amount</tr>{rows}</table></html>");
    let line = "<tr><td>Acme<td>2024-01-05<td>10.00</tr>";
    check("deep.html", page(&format!("{}{line}", "<tr><td><table>".repeat(100_000))).as_bytes(), Some(""));
    check("divs.html", page(&format!("{}{line}", "<div>".repeat(1_000_000))).as_bytes(), None);
    check("spans.html", page(&"<tr><td colspan=16384>x".repeat(100_000)).as_bytes(), Some(""));
    check("rowspans.html", page(&"<tr><td rowspan=65534 colspan=1000>x".repeat(50_000)).as_bytes(), Some(""));
    check("cell.html", page(&format!("<tr><td>{}", "x".repeat(60 << 20))).as_bytes(), Some("longer than any row"));
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a0 \"ha\">");
    for n in 1..30 {
        laughs += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    let workbook = "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"s\"><Table>";
    let row = |cell: &str| format!("<Row><Cell><Data ss:Type=\"String\">{cell}</Data></Cell></Row>");
    let end = "</Table></Worksheet></Workbook>";
    check("laughs.xml", format!("{laughs}]>{workbook}{}{end}", row("&a29;")).as_bytes(), Some(""));
    let far = "<Row ss:Index=\"1048576\"><Cell ss:Index=\"16384\"><Data ss:Type=\"String\">x</Data></Cell></Row>";
    check("far.xml", format!("<?xml version=\"1.0\"?>{workbook}{far}{end}").as_bytes(), Some(""));
    let beyond = far.replace("1048576", "4294967295");
    check("beyond.xml", format!("<?xml version=\"1.0\"?>{workbook}{beyond}{end}").as_bytes(), Some(""));
    let deep = format!("<?xml version=\"1.0\"?>{workbook}{}", "<Row>".repeat(2_000_000));
    check("deep.xml", deep.as_bytes(), Some(""));
}

/// Names by which something else than a name is meant.
const NAMES: [&str; 12] = [
    "=HYPERLINK(\"http://x\",\"click\")",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "../../etc/passwd",
    "a\u{1b}[2J\u{1b}]0;title\u{7}b",
    "mo\u{202e}ney",
    "\u{2067}turn\u{2069}ed",
    "nul\u{1}\u{8}\u{7f}\u{9b}31m",
    "| pipe | `code` | [link](javascript:1) |",
];

fn orders() -> String {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["Customer", "Date", "Amount", "Order", "Product"]).unwrap();
    for (quarter, day) in ["2024-10-15", "2025-02-11"].into_iter().enumerate() {
        for (at, name) in NAMES.iter().enumerate() {
            let amount = format!("{}.00", (at + 1) * (100 + 50 * quarter));
            file.write_record([name, day, &amount, format!("O{quarter}{at}").as_str(), name]).unwrap();
        }
    }
    String::from_utf8(file.into_inner().unwrap()).unwrap()
}

#[test]
fn names_reach_the_terminal_as_texts_and_nothing_else() {
    for more in [&["--format", "text"][..], &["--format", "md"], &["-v"], &["--lang", "zh"]] {
        check_with("names.csv", orders().as_bytes(), None, more);
    }
    let shop = shop();
    shop.write("names.csv", &orders());
    for command in ["bridge", "top", "trend", "share"] {
        for format in ["text", "md"] {
            let output = shop.command(&format!("{command} names.csv -v --format {format}")).output().unwrap();
            for bytes in [output.stdout, output.stderr] {
                let text = String::from_utf8(bytes).unwrap();
                let harmful = |c: char| c.is_control() && c != '\n' || TURNS.contains(&c);
                assert!(!text.contains(harmful), "{command} {format}: {text:?}");
            }
        }
    }
}

#[test]
fn a_pack_of_hostile_names_holds_texts_alone() {
    let shop = shop();
    shop.write("names.csv", &orders());
    let output = shop.command("report names.csv --company <script>x</script>").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pack = shop.path().join("mingxi-report/2025Q1");
    let page = std::fs::read_to_string(pack.join("report.html")).unwrap();
    for word in ["<script>alert", "<img src=x", "<script>x"] {
        assert!(!page.contains(word), "{word}");
    }
    for entry in walk(&pack).into_iter().chain(walk(&shop.path().join("mingxi-report"))) {
        let name = entry.file_name().unwrap().to_str().unwrap();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)), "{name}");
    }
    let svg = walk(&pack).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "svg"));
    for path in svg {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("<script") && !text.contains("<img"), "{}", path.display());
        assert!(!text.contains(|c: char| c < ' ' && !"\n\t\r".contains(c)), "{}: no XML", path.display());
    }
    for path in walk(&pack).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
        let mut reader = csv::Reader::from_path(&path).unwrap();
        for field in
            reader.records().map(Result::unwrap).flat_map(|record| record.iter().map(String::from).collect::<Vec<_>>())
        {
            let number = field.strip_prefix(['-', '+']).is_some_and(|rest| rest.parse::<f64>().is_ok());
            assert!(number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}: {field:?}", path.display());
        }
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        found.push(entry.path());
        if entry.file_type().unwrap().is_dir() {
            found.extend(walk(&entry.path()));
        }
    }
    found
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_or_read_as_a_stream() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let outcome = super::attacked(folder.path(), &[]);
    assert!(outcome.code != 0 && outcome.err.contains("no table file"), "{}", outcome.err);
    let outcome = super::attacked(std::path::Path::new("/dev/null"), &[]);
    assert!(outcome.code != 0 && outcome.err.contains("the file is empty"), "{}", outcome.err);
    // A device without end must not fill the disk.
    let outcome = super::attacked(std::path::Path::new("/dev/zero"), &[]);
    assert!(outcome.code != 0 && outcome.err.contains("device"), "{}", outcome.err);
    let fifo = folder.path().join("orders");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let writer = {
        let fifo = fifo.clone();
        std::thread::spawn(move || std::fs::write(fifo, ORDERS))
    };
    let outcome = super::attacked(&fifo, &[]);
    assert!(outcome.code == 0, "{}", outcome.err);
    writer.join().unwrap().unwrap();
    // Names of files are data too.
    for name in
        [&b"\x1b[2J.csv"[..], "mo\u{202e}vsc.csv".as_bytes(), b"line\nbreak.csv", b"-v.csv", b"no utf8 \xff.csv"]
    {
        let file = folder.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(&file, ORDERS).unwrap();
        let outcome = super::attacked(&file, &["-v"]);
        let harmful = |c: char| c.is_control() && c != '\n' || TURNS.contains(&c);
        assert!(!outcome.out.contains(harmful) && !outcome.err.contains(harmful), "{:?}", outcome.out);
        std::fs::write(&file, "nothing here\n").unwrap();
        let outcome = super::attacked(&file, &[]);
        assert!(outcome.code != 0 && !outcome.err.contains(harmful), "{:?}", outcome.err);
        std::fs::remove_file(&file).unwrap();
    }
}
