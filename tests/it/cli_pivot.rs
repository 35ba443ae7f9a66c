//! The pivot as it is typed: its formats, its names in the settings file, and what is told where it cannot be made.

use calamine::{Data, Reader};

use super::cli_book::{Shop, shop};

/// Orders with an owner, a ship date and a column that no field knows.
const ORDERS: &str = "\
Order,Date,Ship Date,Customer,Salesperson,Product,Channel,Qty,Amount
1,2024-11-04,2024-11-20,Alder,Li,lamp,web,2,200.00
2,2024-12-05,2025-01-07,Alder,Li,shade,fair,1,50.00
3,2024-12-06,,Birch,Wang,lamp,web,1,110.00
4,2025-01-10,2025-01-15,Alder,Li,lamp,web,3,330.00
5,2025-01-11,2025-02-02,Cedar,Wang,cloth,,10,75.50
6,2025-02-12,2025-02-20,Birch,Wang,lamp,fair,-1,-110.00
7,2025-02-13,2025-03-01,Dogwood,Wang,cloth,web,4,30.20
8,2025-03-14,2025-03-20,Alder,Li,shade,web,2,96.00
";

const MONTHLY: &str = "\
[rules]
as_of = 2025-03-31
[pivot.monthly]
rows = [\"owner\", \"customer\"]
cols = \"month\"
values = [\"amount\", \"orders\"]
last = 2
[pivot.\"渠道\"]
rows = \"Channel\"
values = [\"amount\", \"share\"]
";

fn pivots() -> Shop {
    let shop = shop();
    shop.write("book.csv", ORDERS);
    shop
}

fn lines(shop: &Shop, lines: &[&str]) -> String {
    lines.iter().map(|line| shop.seen(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_pivot_is_text_markdown_csv_and_json() {
    let shop = pivots();
    insta::assert_snapshot!(lines(
        &shop,
        &[
            "pivot book.csv --as-of 2025-03-31",
            "pivot book.csv --as-of 2025-03-31 --rows owner,customer --cols month:shipped --values amount,orders,share:col",
            "pivot book.csv --as-of 2025-03-31 --rows Channel --values amount,change,change% --period 2025Q1 --lang zh",
            "pivot book.csv --as-of 2025-03-31 --rows 业务员,客户 --cols 季 --values 金额,订单 --format md --lang zh",
            "pivot book.csv --as-of 2025-03-31 --rows owner,customer --cols quarter --values amount,orders --top 1 --format csv",
            "pivot book.csv --as-of 2025-03-31 --rows product --cols quarter,Channel --format csv --tidy -q",
            "pivot book.csv --as-of 2025-03-31 --rows Channel --cols year --values amount,quantity,price --format json",
        ]
    ));
}

#[test]
fn a_pivot_of_the_settings_file_is_run_by_its_name_and_flags_come_first() {
    let shop = pivots();
    shop.write("mingxi.toml", MONTHLY);
    insta::assert_snapshot!(lines(
        &shop,
        &[
            "pivot monthly book.csv",
            "pivot monthly book.csv --rows product --last 1 -q",
            "pivot 渠道 book.csv -q --lang zh"
        ]
    ));
}

/// The report shows what the command shows: the same lines and figures, as JSON, on the page, as a sheet and as csv.
#[test]
fn a_pivot_of_the_settings_file_stands_in_the_report_where_it_says_so() {
    let shop = pivots();
    let two = MONTHLY.replace("last = 2\n", "last = 2\nreport = true\n");
    shop.write("mingxi.toml", &two);
    let json = |line: &str| -> serde_json::Value {
        let output = shop.command(line).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let report = json("report book.csv -q --lang en --format json --top 1 --period 2024Q4");
    let alone = json("pivot monthly book.csv -q --lang en --format json");
    let tables = report["pivots"]["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 1, "the other one does not ask for it");
    for key in ["name", "columns", "lines", "shown", "values", "periods"] {
        assert_eq!(tables[0][key], alone[key], "{key}");
    }
    let pack = shop.path().join("mingxi-report/2024Q4");
    let page = std::fs::read_to_string(pack.join("report.html")).unwrap();
    assert!(page.contains("Your own pivot: monthly") && page.contains("<th scope=\"row\" class=\"d2\">Dogwood</th>"));
    let csv = std::fs::read_to_string(pack.join("data/pivot.csv")).unwrap();
    assert!(csv.contains("Dogwood") && csv.contains("30.20"), "{csv}");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(pack.join("report.xlsx")).unwrap();
    let cells = book.worksheet_range("monthly").unwrap();
    assert!(cells.rows().any(|row| row.contains(&Data::Float(30.2))));
    // Without it, there is no such part.
    shop.write("mingxi.toml", MONTHLY);
    assert_eq!(json("report book.csv -q --format json")["pivots"], serde_json::Value::Null);
}

#[test]
fn a_pivot_of_the_report_has_no_rows_of_its_own_and_stops_no_report() {
    let shop = pivots();
    let with = |line: &str| format!("[pivot.monthly]\nrows = \"owner\"\nreport = true\n{line}\n");
    let mut seen = Vec::new();
    for (line, lang) in [("only = [\"owner=Li\"]", "en"), ("only = [\"owner=Li\"]", "zh"), ("report = 1", "en")] {
        let text = if line.starts_with("report") { with(line).replace("report = true\n", "") } else { with(line) };
        shop.write("mingxi.toml", &text);
        seen.push(shop.seen(&format!("report book.csv --lang {lang}")));
    }
    shop.write("mingxi.toml", &with("period = \"2031-01\""));
    seen.push(
        shop.seen("report book.csv --as-of 2025-03-31 --lang en")
            .lines()
            .skip_while(|line| !line.starts_with("---"))
            .collect::<Vec<_>>()
            .join("\n"),
    );
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn what_cannot_be_a_pivot_is_told_with_what_can() {
    let shop = pivots();
    let mut seen = vec![
        shop.seen("pivot monthly book.csv"),
        shop.seen("pivot book.csv --rows Chanel"),
        shop.seen("pivot book.csv --rows country --lang zh"),
        shop.seen("pivot book.csv --cols month:Channel"),
        shop.seen("pivot book.csv --values amuont"),
        shop.seen("pivot book.csv --rows product --values change"),
        shop.seen("pivot book.csv --rows product --sort orders --lang zh"),
        shop.seen("pivot book.csv --rows month --cols 月"),
        shop.seen("pivot book.csv --values margin"),
        shop.seen("pivot book.csv --period 2031-01"),
        shop.seen("pivot book.csv --top 0"),
        shop.seen("pivot"),
    ];
    shop.write("mingxi.toml", MONTHLY);
    seen.push(shop.seen("pivot montly book.csv"));
    seen.push(shop.seen("pivot yearly book.csv --lang zh"));
    seen.push(shop.seen("pivot monthly"));
    shop.write("monthly", ORDERS);
    seen.push(shop.seen("pivot monthly book.csv --last 1 --rows owner"));
    shop.write("mingxi.toml", "[pivot.月报]\nrows = \"owner\"\n");
    seen.push(shop.seen("pivot 月报 book.csv --lang zh"));
    shop.write("mingxi.toml", "[pivot.monthly]\nrow = \"owner\"\n");
    seen.push(shop.seen("pivot monthly book.csv"));
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn the_workbook_holds_the_figures_and_folds_its_groups() {
    let shop = pivots();
    let line =
        "pivot book.csv --as-of 2025-03-31 --rows owner,customer --cols quarter --values amount,orders -o p.xlsx";
    assert!(shop.command(line).output().unwrap().status.success());
    let path = shop.path().join("p.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let cells = book.worksheet_range("Pivot").unwrap();
    let row = |name: (&str, &str)| {
        let is = |cell: &Data, text: &str| match cell {
            Data::String(found) => found == text,
            cell => text.is_empty() && *cell == Data::Empty,
        };
        let row = cells.rows().find(|row| is(&row[0], name.0) && is(&row[1], name.1)).unwrap();
        row[2..]
            .iter()
            .map(|cell| if let Data::Float(number) = cell { Some(*number) } else { None })
            .collect::<Vec<_>>()
    };
    // 2024Q4, 2025Q1 and the total, each amount and orders.
    assert_eq!(row(("Total", "")), [360.0, 3.0, 421.7, 4.0, 781.7, 7.0].map(Some));
    assert_eq!(row(("Li", "Alder")), [250.0, 2.0, 426.0, 2.0, 676.0, 4.0].map(Some));
    assert_eq!(row(("Wang", "Dogwood")), [None, None, Some(30.2), Some(1.0), Some(30.2), Some(1.0)]);
    let mut package = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let mut sheets = String::new();
    let mut sheet = package.by_name("xl/worksheets/sheet2.xml").unwrap();
    std::io::Read::read_to_string(&mut sheet, &mut sheets).unwrap();
    // One line below Li, three below Wang; the headings, the total and the names stay in sight; cells are tinted.
    assert_eq!(sheets.matches("outlineLevel=\"1\"").count(), 4, "{sheets}");
    assert!(sheets.contains("state=\"frozen\"") && sheets.contains("xSplit=\"2\" ySplit=\"5\""), "{sheets}");
    assert!(sheets.contains("<colorScale>"), "{sheets}");
}

#[test]
fn the_page_holds_every_figure_and_a_file_of_csv_begins_with_a_mark() {
    let shop = pivots();
    let line = "pivot book.csv --as-of 2025-03-31 --rows owner,customer --cols quarter -o p.html";
    assert!(shop.command(line).output().unwrap().status.success());
    let page = std::fs::read_to_string(shop.path().join("p.html")).unwrap();
    for part in ["<th scope=\"row\" class=\"d2\">Dogwood</th>", ">676.00<", "class=\"r h6\"", "Amount by salesperson"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(shop.command("pivot book.csv -o p.csv").output().unwrap().status.success());
    let csv = std::fs::read(shop.path().join("p.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}line,customer,2024-11,".as_bytes()), "{}", String::from_utf8_lossy(&csv));
}
