//! The follow-up list, the sheet that comes back, and the loop over three months.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Color, Format, Workbook};
use tempfile::TempDir;

use super::program::mingxi;

/// Orders of two hardware dealers every ten days, who stop in May and June, and of one who goes on; with owners.
fn orders(to: &str) -> String {
    let mut rows = Vec::new();
    for month in 1..=9 {
        for day in [1, 11, 21] {
            if month < 6 {
                rows.push(format!("2025-{month:02}-{day:02},宁波海川五金,1000,王芳"));
            }
            if month < 7 {
                rows.push(format!("2025-{month:02}-{:02},Al Noor Trading,300,李强", day + 2));
            }
            rows.push(format!("2025-{month:02}-{:02},绍兴新纺,500,王芳", day + 4));
        }
    }
    rows.retain(|row| &row[..10] <= to);
    rows.sort();
    format!("日期,客户,金额,业务员\n{}\n", rows.join("\n"))
}

struct Office(TempDir);

impl Office {
    /// Opens an office in which orders are known up to a day.
    fn new() -> Office {
        Office(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command on the last day of a month, with the orders up to it; gives exit code, stdout and stderr.
    fn run(&self, day: &str, line: &str) -> (i32, String, String) {
        fs::write(self.path("orders.csv"), orders(day)).unwrap();
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut program = mingxi();
        let lang = if rest.contains("--lang") { &[][..] } else { &["--lang", "zh"] };
        program.current_dir(self.0.path()).args([command, "orders.csv", "--by", "month", "--as-of", day]).args(lang);
        let output = program.args(rest.split_whitespace()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }

    fn json(&self, day: &str, line: &str) -> serde_json::Value {
        let (code, out, err) = self.run(day, &format!("{line} --format json"));
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    }

    /// Gives what was lost by reason, as the log states it; what nobody has explained under nothing.
    fn lost_by_reason(&self, day: &str) -> BTreeMap<String, String> {
        let told = self.json(day, "reasons --follow-ups log.csv");
        assert_eq!(told["down"]["n"], 0, "nobody bought less: {told}");
        let by_reason = told["by_reason"].as_array().unwrap().iter();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let mut lost: BTreeMap<String, String> =
            by_reason.map(|one| (text(&one["reason"]["code"]), text(&one["lost"]["amount"]))).collect();
        lost.retain(|_, amount| amount != "0.0000");
        lost.insert("all".to_owned(), text(&told["lost"]["amount"]));
        lost
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("log.csv")).unwrap()
    }
}

/// Gives the customers of one of the lists.
fn customers(list: &serde_json::Value, which: &str) -> Vec<String> {
    list[which].as_array().unwrap().iter().map(|due| due["customer"].as_str().unwrap().to_owned()).collect()
}

/// Where the cells to fill in stand in a workbook: by customer and heading, the sheet's place and the cell's name.
fn places(path: &Path) -> BTreeMap<(String, String), (usize, String)> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let mut places = BTreeMap::new();
    for (nth, name) in book.sheet_names().into_iter().enumerate() {
        let range = book.worksheet_range(&name).unwrap();
        let text = |row: usize, column: usize| match range.get_value((row as u32, column as u32)) {
            Some(Data::String(text)) => text.clone(),
            _ => String::new(),
        };
        let Some((bottom, right)) = range.end() else { continue };
        let Some(head) = (0..=bottom as usize).find(|row| text(*row, 0) == "mingxi_key") else { continue };
        for row in head + 1..=bottom as usize {
            for column in 0..=right as usize {
                let letter = char::from(b'A' + column as u8);
                places.insert((text(row, 2), text(head, column)), (nth, format!("{letter}{}", row + 1)));
            }
        }
    }
    places
}

/// What a person types.
enum Type<'a> {
    Text(&'a str),
    /// A day, as spreadsheets count them.
    Day(u32),
}

/// Types into a workbook's cells and leaves everything else as it is, as a spreadsheet program does.
fn fill(path: &Path, typed: &[(&str, &str, Type)]) {
    let places = places(path);
    let mut package = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().to_string(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if let Some(sheet) = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml")) {
            let nth: usize = sheet.parse::<usize>().unwrap() - 1;
            let mut xml = String::from_utf8(bytes).unwrap();
            for (customer, heading, what) in typed {
                let place = places.get(&((*customer).to_owned(), (*heading).to_owned()));
                let (sheet, cell) = place.unwrap_or_else(|| panic!("no cell for {customer}, {heading}"));
                if *sheet != nth {
                    continue;
                }
                let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell}"));
                let end = start + xml[start..].find("/>").unwrap();
                let head = xml[start..end].to_owned();
                let filled = match what {
                    Type::Text(text) => format!("{head} t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                    Type::Day(day) => format!("{head}><v>{day}</v></c>"),
                };
                xml.replace_range(start..end + 2, &filled);
            }
            bytes = xml.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    fs::write(path, out.finish().unwrap().into_inner()).unwrap();
}

/// Does to a filled-in workbook what people do: titles and sheets of their own, columns the other way round, rows from the bottom up,
/// colours, a column of their own, and a row added by hand.
fn rearrange(from: &Path, to: &Path, by_hand: &[(&str, &str)]) {
    let mut book: Xlsx<_> = calamine::open_workbook(from).unwrap();
    let mut out = Workbook::new();
    let yellow = Format::new().set_background_color(Color::Yellow);
    let date = Format::new().set_background_color(Color::Red).set_num_format("d/m/yy");
    for (nth, name) in book.sheet_names().into_iter().enumerate() {
        let range = book.worksheet_range(&name).unwrap();
        let mut rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let Some(head) = rows.iter().position(|row| row.first().is_some_and(|cell| *cell == "mingxi_key")) else {
            continue;
        };
        let headings = rows.drain(..=head).next_back().unwrap();
        let own = |heading: &Data| by_hand.iter().find(|(of, _)| *heading == **of).map_or("", |(_, typed)| *typed);
        rows.insert(0, headings.iter().map(|heading| Data::String(own(heading).to_owned())).collect());
        rows.push(headings);
        let sheet = out.add_worksheet().set_name(format!("我的 {nth}")).unwrap();
        sheet.write(0, 0, "我自己的标题").unwrap();
        for (row, cells) in rows.iter().rev().enumerate() {
            let row = row as u32 + 2;
            for (column, cell) in cells.iter().rev().enumerate() {
                let column = column as u16 + 1;
                let written = match cell {
                    Data::String(text) if text.is_empty() => sheet.write_blank(row, column, &yellow),
                    Data::String(text) => sheet.write_with_format(row, column, text.as_str(), &yellow),
                    Data::DateTime(day) => sheet.write_with_format(row, column, day.as_f64(), &date),
                    Data::Float(number) => sheet.write(row, column, *number),
                    _ => continue,
                };
                written.unwrap();
            }
            sheet.write(row, 0, if row == 2 { "心情" } else { "好" }).unwrap();
        }
    }
    out.save(to).unwrap();
}

/// 2025-08-01 as spreadsheets count days.
const AUGUST: u32 = 45_870;

#[test]
fn over_three_months_nothing_typed_is_lost_and_due_dates_move() {
    let office = Office::new();
    // July: both have stopped. The report's own workbook is filled in.
    let list = office.json("2025-07-31", "follow");
    assert_eq!(customers(&list, "due"), ["宁波海川五金", "Al Noor Trading"]);
    let (code, _, err) = office.run("2025-07-31", "report -o packs");
    assert_eq!(code, 0, "{err}");
    let pack = office.path("packs/2025-07/report.xlsx");
    fill(
        &pack,
        &[
            ("宁波海川五金", "联系日期", Type::Day(AUGUST + 3)),
            ("宁波海川五金", "原因", Type::Text("价格")),
            ("宁波海川五金", "备注", Type::Text("等新报价；要 FOB, 不要 CIF")),
            ("宁波海川五金", "下次联系", Type::Day(AUGUST + 45)),
            ("Al Noor Trading", "联系日期", Type::Text("下周一打的")),
            ("Al Noor Trading", "备注", Type::Text("=没人接")),
        ],
    );
    let filled = fs::read(&pack).unwrap();
    // The same pack is not replaced before what stands in it was merged.
    let (code, _, err) = office.run("2025-07-31", "report -o packs");
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("2 条还不在任何记录里"), "{err}");
    assert_eq!(fs::read(&pack).unwrap(), filled);

    // August: the sheet comes back, not as it went; the agreed day in September wins, the other customer is due again.
    rearrange(
        &pack,
        &office.path("back.xlsx"),
        &[("客户", "绍兴新纺"), ("联系日期", "2025/8/20"), ("备注", "顺路拜访，谈明年")],
    );
    let august = "follow --log back.xlsx --follow-ups log.csv -o visits.xlsx";
    let (code, _, err) = office.run("2025-08-31", august);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("的 3 条记录并入 log.csv"), "{err}");
    assert!(err.contains("「下周一打的」不是日期"), "{err}");
    let log = office.log();
    let all_typed = ["2025-08-04", "价格", "等新报价；要 FOB, 不要 CIF", "2025-09-15", "没人接", "下周一打的"];
    for typed in all_typed.into_iter().chain(["2025-08-20,", "绍兴新纺", "顺路拜访，谈明年"]) {
        assert!(log.contains(typed), "{typed} is not in\n{log}");
    }
    let list = office.json("2025-08-31", "follow --follow-ups log.csv");
    assert_eq!(customers(&list, "later"), ["宁波海川五金"]);
    assert_eq!(list["later"][0]["day"], "2025-09-15");
    assert_eq!(list["later"][0]["last_contact"]["reason"], "价格");
    assert_eq!(customers(&list, "due"), [""; 0], "the other was spoken to on the day of the report");
    // Once more, and the sheet as it was before it was turned round: nothing is added.
    for sheet in [august, "follow --log packs/2025-07/report.xlsx --follow-ups log.csv"] {
        let (code, _, err) = office.run("2025-08-31", sheet);
        assert_eq!(code, 0, "{err}");
        assert_eq!(office.log(), log);
    }
    // By hand: three orders of 1,000 less in June, three of 300 less in July; a reason is known of the first.
    let of = |reasons: &[(&str, &str)]| -> BTreeMap<String, String> {
        reasons.iter().map(|(reason, amount)| ((*reason).to_owned(), (*amount).to_owned())).collect()
    };
    let lost = office.lost_by_reason("2025-08-31");
    assert_eq!(lost, of(&[("price", "3000.0000"), ("", "900.0000"), ("all", "3900.0000")]));

    // September: the agreed day has passed without a word; the other customer is due by its class.
    let list = office.json("2025-09-30", "follow --follow-ups log.csv");
    assert_eq!(customers(&list, "due"), ["宁波海川五金", "Al Noor Trading"]);
    assert_eq!(list["due"][0]["whys"][0]["why"], "overdue");
    assert!(list["due"][0]["whys"].as_array().unwrap().iter().any(|why| why["why"] == "promised"));
    assert_eq!(list["due"][0]["day"], "2025-09-15");
    let (code, _, err) = office.run("2025-09-30", "follow --follow-ups log.csv -o visits.xlsx");
    assert_eq!(code, 0, "{err}");
    fill(
        &office.path("visits.xlsx"),
        &[
            ("宁波海川五金", "联系日期", Type::Day(AUGUST + 60)),
            ("宁波海川五金", "结果", Type::Text("确认流失")),
            ("Al Noor Trading", "联系日期", Type::Day(AUGUST + 60)),
            ("Al Noor Trading", "原因", Type::Text("竞争对手")),
            ("Al Noor Trading", "结果", Type::Text("已下单")),
        ],
    );
    // Writing the sheet anew takes in first what it holds.
    let (code, _, err) = office.run("2025-09-30", "follow --follow-ups log.csv -o visits.xlsx");
    assert_eq!(code, 0, "{err}");
    let log = office.log();
    assert_eq!(log.lines().count(), 6, "{log}");
    for typed in all_typed.into_iter().chain(["顺路拜访，谈明年", "确认流失", "竞争对手", "已下单"])
    {
        assert!(log.contains(typed), "{typed} is not in\n{log}");
    }
    let list = office.json("2025-09-30", "follow --follow-ups log.csv");
    assert_eq!((customers(&list, "due"), &list["settled"]), (Vec::new(), &serde_json::json!(2)));
    let lost = office.lost_by_reason("2025-09-30");
    assert_eq!(lost, of(&[("price", "3000.0000"), ("competitor", "900.0000"), ("all", "3900.0000")]));
}

#[test]
fn a_sheet_in_traditional_characters_comes_back_whole() {
    let office = Office::new();
    let (code, _, err) = office.run("2025-07-31", "follow --lang zh-Hant -o visits.xlsx");
    assert_eq!(code, 0, "{err}");
    fill(
        &office.path("visits.xlsx"),
        &[
            ("宁波海川五金", "聯絡日期", Type::Day(AUGUST)),
            ("宁波海川五金", "渠道", Type::Text("電話")),
            ("宁波海川五金", "原因", Type::Text("品質")),
            ("宁波海川五金", "備註", Type::Text("等新報價")),
            ("宁波海川五金", "下次聯絡", Type::Day(AUGUST + 45)),
            ("Al Noor Trading", "聯絡日期", Type::Day(AUGUST + 1)),
            ("Al Noor Trading", "結果", Type::Text("確認流失")),
        ],
    );
    let back = "follow --lang zh-Hant --log visits.xlsx --follow-ups log.csv";
    let (code, _, err) = office.run("2025-08-31", back);
    assert_eq!(code, 0, "{err}");
    let log = office.log();
    assert!(log.contains("聯絡日期,"), "{log}");
    for row in ["宁波海川五金,王芳,電話,品質,等新報價,,2025-09-15", "Al Noor Trading,李强,,,,確認流失,"]
    {
        assert!(log.contains(row), "{row} is not in\n{log}");
    }
    office.run("2025-08-31", back);
    assert_eq!(office.log(), log, "a second time nothing is added");
    // Read in another language, it says the same.
    let list = office.json("2025-08-31", "follow --follow-ups log.csv --lang en");
    assert_eq!((customers(&list, "later"), &list["settled"]), (vec!["宁波海川五金".to_owned()], &serde_json::json!(1)));
    let lost = office.lost_by_reason("2025-08-31");
    assert_eq!(lost.get("quality").map(String::as_str), Some("3000.0000"), "{lost:?}");
}

#[test]
fn a_sheet_of_another_book_and_a_file_that_is_none_change_nothing() {
    let office = Office::new();
    office.run("2025-07-31", "follow -o visits.xlsx");
    fill(&office.path("visits.xlsx"), &[("宁波海川五金", "备注", Type::Text("x"))]);
    fs::write(
        office.path("other.csv"),
        "日期,客户,金额\n2025-01-02,Somebody,5\n2025-02-03,Else,6\n2025-03-04,Else,6\n",
    )
    .unwrap();
    let mut program = mingxi();
    program.current_dir(office.0.path()).args([
        "follow",
        "other.csv",
        "--log",
        "visits.xlsx",
        "--follow-ups",
        "log.csv",
    ]);
    let output = program.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("of another book") && err.contains("visits.xlsx"), "{err}");
    assert!(!office.path("log.csv").exists());
    // No other command replaces it either.
    let filled = fs::read(office.path("visits.xlsx")).unwrap();
    for command in ["top", "check", "pivot", "follow"] {
        let (code, _, err) = office.run("2025-07-31", &format!("{command} -o visits.xlsx"));
        assert_eq!(code, 2, "{command}: {err}");
        assert_eq!(fs::read(office.path("visits.xlsx")).unwrap(), filled, "{command}");
    }
    let (code, _, err) = office.run("2025-07-31", "follow --log orders.csv --follow-ups log.csv");
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("没有可填写的表"), "{err}");
    let (code, _, err) = office.run("2025-07-31", "follow --log visits.xlsx");
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_sheet_that_went_through_libreoffice_is_read_back() {
    let soffice = |folder: &Path, to: &str, file: &Path| {
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let args = [profile.as_str(), "--headless", "--convert-to", to, "--outdir"];
        Command::new("soffice").args(args).arg(folder).arg(file).output()
    };
    let office = Office::new();
    office.run("2025-07-31", "follow -o visits.xlsx");
    let sheet = office.path("visits.xlsx");
    fill(
        &sheet,
        &[
            ("宁波海川五金", "联系日期", Type::Day(AUGUST)),
            ("宁波海川五金", "备注", Type::Text("经过 LibreOffice")),
            ("Al Noor Trading", "下次联系", Type::Day(AUGUST + 9)),
        ],
    );
    let folder = office.path("converted");
    fs::create_dir(&folder).unwrap();
    if let Err(error) = soffice(&folder, "ods", &sheet) {
        eprintln!("skipped: soffice is not here ({error})");
        return;
    }
    assert!(soffice(&folder, "xlsx", &folder.join("visits.ods")).unwrap().status.success());
    for file in ["converted/visits.ods", "converted/visits.xlsx"] {
        let _ = fs::remove_file(office.path("log.csv"));
        let (code, _, err) = office.run("2025-08-31", &format!("follow --log {file} --follow-ups log.csv"));
        assert_eq!(code, 0, "{file}: {err}");
        let log = office.log();
        assert_eq!(log.lines().count(), 3, "{file}: {log}");
        for typed in ["2025-08-01", "经过 LibreOffice", "2025-08-10"] {
            assert!(log.contains(typed), "{file}: {typed} is not in\n{log}");
        }
    }
}

#[test]
fn the_calendar_is_one_that_other_programs_read() {
    let office = Office::new();
    let read = |day: &str| {
        let (code, _, err) = office.run(day, "follow -o days.ics");
        assert_eq!(code, 0, "{err}");
        fs::read_to_string(office.path("days.ics")).unwrap()
    };
    let identities = |text: &str| -> BTreeSet<String> {
        text.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect()
    };
    let july = read("2025-07-31");
    assert!(july.ends_with("END:VCALENDAR\r\n"));
    assert!(july.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{july}");
    let unfolded = july.replace("\r\n ", "");
    let mut open: Vec<&str> = Vec::new();
    for line in unfolded.lines() {
        let (name, value) = line.split_once(':').unwrap();
        match name {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value)),
            _ => assert!(name.chars().all(|c| c.is_ascii_uppercase() || "-;=".contains(c)), "{line}"),
        }
    }
    assert!(open.is_empty());
    let events: Vec<&str> = unfolded.split("BEGIN:VEVENT").skip(1).collect();
    assert_eq!((events.len(), identities(&july).len()), (2, 2));
    for event in events {
        for needed in
            ["UID:", "DTSTAMP:20250731T", "DTSTART;VALUE=DATE:20250731", "DTEND;VALUE=DATE:20250801", "SUMMARY:"]
        {
            assert!(event.contains(needed), "{needed} is not in {event}");
        }
    }
    assert_eq!(identities(&read("2025-08-31")), identities(&july), "an event moves, and none is added");
}

/// Gives the parts of a workbook whose names begin so, as one text.
fn parts(path: &Path, prefix: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut text = String::new();
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        if part.name().unwrap().starts_with(prefix) {
            part.read_to_string(&mut text).unwrap();
        }
    }
    text
}

#[test]
fn the_sheet_to_fill_in_has_a_hidden_key_lists_and_dates_and_one_for_each_owner() {
    let office = Office::new();
    office.run("2025-07-31", "follow -o visits.xlsx");
    let path = office.path("visits.xlsx");
    let book = parts(&path, "xl/workbook.xml");
    for needed in
        ["mingxi_followup", "mingxi_reasons", "mingxi_channels", "mingxi_outcomes", "name=\"王芳\"", "name=\"李强\""]
    {
        assert!(book.contains(needed), "{needed} is not in {book}");
    }
    let sheets = parts(&path, "xl/worksheets/sheet");
    assert_eq!(sheets.matches("type=\"list\"").count(), 6, "three lists on each of two sheets");
    assert_eq!(sheets.matches("type=\"date\"").count(), 4);
    let hidden =
        sheets.split("<col ").filter(|col| col.starts_with("min=\"1\" max=\"1\"") && col.contains("hidden=\"1\""));
    assert_eq!(hidden.count(), 2);
    let tables = parts(&path, "xl/tables/");
    assert!(tables.contains("\"tbl_followup\"") && tables.contains("\"tbl_followup_2\""), "{tables}");
    // The user's own reasons are offered behind those of the list.
    office.run("2025-07-31", "follow --reasons 关税:否 -o own.xlsx");
    let (own, without) = (parts(&office.path("own.xlsx"), "xl/sharedStrings"), parts(&path, "xl/sharedStrings"));
    assert!(own.contains(">关税<") && own.contains(">竞争对手<") && !without.contains(">关税<"));
    // One owner alone: one sheet, with the words of the report's.
    office.run("2025-07-31", "follow --only 业务员=李强 -o li.xlsx");
    assert!(parts(&office.path("li.xlsx"), "xl/workbook.xml").contains("name=\"跟进\""));
    assert_eq!(places(&office.path("li.xlsx")).keys().map(|(customer, _)| customer).collect::<BTreeSet<_>>().len(), 1);
}

#[test]
fn a_log_may_be_a_workbook_and_a_second_run_adds_nothing() {
    let office = Office::new();
    office.run("2025-07-31", "follow -o visits.xlsx");
    fill(
        &office.path("visits.xlsx"),
        &[("宁波海川五金", "备注", Type::Text("第一次")), ("宁波海川五金", "下次联系", Type::Day(AUGUST + 30))],
    );
    for added in ["的 1 条记录", "的 0 条记录"] {
        let (code, _, err) = office.run("2025-08-10", "follow --log visits.xlsx --follow-ups log.xlsx");
        assert_eq!(code, 0, "{err}");
        assert!(err.contains(added), "{err}");
    }
    let mut book: Xlsx<_> = calamine::open_workbook(office.path("log.xlsx")).unwrap();
    let name = book.sheet_names().remove(0);
    let range = book.worksheet_range(&name).unwrap();
    assert_eq!(range.height(), 2);
    assert!(matches!(range.get((1, 8)), Some(Data::DateTime(_))), "{:?}", range.rows().nth(1));
    let list = office.json("2025-08-10", "follow --follow-ups log.xlsx");
    assert_eq!(list["later"][0]["day"], "2025-08-31");
}
