//! What each command prints, in each format and both languages.

use super::cli_book::shop;

#[test]
fn commands_print_text_in_english() {
    let shop = shop();
    let lines =
        ["bridge orders.csv", "bridge orders.csv --last 4", "top orders.csv", "trend orders.csv", "share orders.csv"];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn commands_print_text_in_chinese() {
    let shop = shop();
    let lines = [
        "bridge orders.csv --lang zh",
        "top orders.csv --lang zh --top 2",
        "trend orders.csv --lang zh --customer nordlicht",
        "share orders.csv --lang zh",
        "check orders.csv --lang zh",
    ];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn a_bridge_is_explained_sliced_and_set_beside_other_rules() {
    let shop = shop();
    let lines = [
        "bridge orders.csv --explain",
        "bridge orders.csv --explain --lang zh",
        "bridge orders.csv --explain --customer nordlicht --lines",
        "bridge orders.csv --slice product",
        "top orders.csv --slice product --lang zh",
        "share orders.csv --slice product --top 1",
        "bridge orders.csv --compare-rules",
        "bridge orders.csv --compare-rules --lang zh",
        "bridge orders.csv --explain --format csv",
        "bridge orders.csv --slice product --format csv",
        "bridge orders.csv --compare-rules --format csv",
    ];
    let seen: Vec<String> = lines.iter().map(|line| shop.seen(line)).collect();
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn check_tells_how_a_file_is_read() {
    insta::assert_snapshot!(shop().seen("check orders.csv -v"));
}

#[test]
fn a_bridge_is_markdown_csv_and_json_too() {
    let shop = shop();
    let lines = ["md", "csv", "json"].map(|format| shop.seen(&format!("bridge orders.csv --format {format}")));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_command_has_its_csv() {
    let shop = shop();
    let lines = ["check", "top", "trend", "share"].map(|name| shop.seen(&format!("{name} orders.csv --format csv")));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn ascii_draws_bars_without_blocks() {
    let shop = shop();
    let text = shop.seen("bridge orders.csv --ascii") + &shop.seen("trend orders.csv --ascii");
    assert!(text.chars().all(|c| !('\u{2580}'..='\u{259f}').contains(&c)), "{text}");
    assert!(text.contains("===="), "{text}");
    let dumb = shop.command("bridge orders.csv").env("TERM", "dumb").output().unwrap();
    assert!(String::from_utf8(dumb.stdout).unwrap().contains("===="));
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let shop = shop();
    let plain = shop.command("bridge orders.csv").output().unwrap().stdout;
    assert!(!plain.contains(&0x1b));
    let always = shop.command("bridge orders.csv --color always").output().unwrap().stdout;
    let always = String::from_utf8(always).unwrap();
    assert!(always.starts_with("\u{1b}[1mRevenue"), "{always}");
    assert!(always.contains("\u{1b}[36m+") && always.contains("\u{1b}[35m-"), "{always}");
}

#[test]
fn an_escape_in_the_data_reaches_no_terminal() {
    let shop = shop();
    shop.write(
        "bad.csv",
        "Customer,Date,Amount\n\"A\u{1b}[2J\u{202e}B\",2025-01-02,5\nC,2024-11-02,7\nC,2025-01-03,9\n",
    );
    for format in ["text", "md"] {
        let output = shop.command(&format!("top bad.csv --as-of 2025-03-31 --format {format}")).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains("\u{fffd}"), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    }
}

#[test]
fn check_tells_what_a_person_should_look_at() {
    let shop = shop();
    let rows = "Customer,Date,Amount,Qty,Price,Order status\nA,02/24/03,20,2,10,Shipped\nA,05/07/03,21,2,10,Cancelled\n\
                B,05/08/03,7,1,7,Not cancelled\nB,05/09/03,8,1,7,Cancelled\n";
    shop.write("remarks.csv", rows);
    shop.write("more.csv", &rows.replace("B,05/08/03,7,", "C,06/18/03,9,"));
    let seen = ["check remarks.csv", "check remarks.csv more.csv", "check remarks.csv --lang zh"];
    insta::assert_snapshot!(seen.map(|line| shop.seen(line)).join("\n"));
    let json = shop.command("check remarks.csv --format json").output().unwrap().stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let remarks = &json["columns"][0]["remarks"];
    assert_eq!((&remarks[0]["kind"], &remarks[0]["rows"]), (&"cancelled".into(), &2.into()));
    assert_eq!((&remarks[1]["kind"], &remarks[2]["kind"]), (&"not_product".into(), &"dates".into()));
    assert!(shop.seen("check remarks.csv --format md").contains("1. Order status says Cancelled in 2 rows"));
}

#[test]
fn verbose_tells_every_decision_and_changes_no_figure() {
    let shop = shop();
    let out = |line: &str| shop.command(line).output().unwrap();
    for format in ["text", "json"] {
        let line = format!("trend orders.csv --format {format}");
        assert_eq!(out(&line).stdout, out(&format!("{line} -v")).stdout);
    }
    let told = |line: &str| String::from_utf8(out(line).stderr).unwrap();
    insta::assert_snapshot!(told("trend orders.csv -v") + "\n" + &told("trend orders.csv -v --lang zh"));
}

#[test]
fn every_command_is_a_page_and_a_workbook_by_the_ending_of_its_output() {
    use calamine::Reader;
    let shop = shop();
    for command in ["check", "bridge", "bridge --last 4", "top", "trend", "share", "names"] {
        let page = shop.command(&format!("{command} orders.csv -o told.html")).output().unwrap();
        assert!(page.status.success(), "{command}: {}", String::from_utf8_lossy(&page.stderr));
        let page = std::fs::read_to_string(shop.path().join("told.html")).unwrap();
        // What the terminal says first, the page says first; and every row is accounted for.
        let text = String::from_utf8(shop.command(&format!("{command} orders.csv")).output().unwrap().stdout).unwrap();
        let word = text.split_whitespace().next().unwrap();
        assert!(page.starts_with("<!doctype html>") && page.contains(word), "{command}: {word}");
        assert!(page.contains("Every row is accounted for"), "{command}");
        let book = shop.command(&format!("{command} orders.csv -o told.xlsx")).output().unwrap();
        assert!(book.status.success(), "{command}: {}", String::from_utf8_lossy(&book.stderr));
        let book: calamine::Xlsx<_> = calamine::open_workbook(shop.path().join("told.xlsx")).unwrap();
        assert!(book.sheet_names().iter().any(|name| name == "Summary"), "{:?}", book.sheet_names());
    }
    let printed = shop.command("report orders.csv --format html").output().unwrap().stdout;
    assert_eq!(printed, std::fs::read(shop.path().join("mingxi-report/latest/report.html")).unwrap());
}
