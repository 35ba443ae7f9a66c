//! The reports of small books, in both languages.

use super::fixture::{Book, Line, VIEW, trade};
use super::*;
use crate::model::{Basis, Grain, Lang};

/// Gives every text of a report.
fn said(report: &Report) -> Vec<String> {
    let mut all = vec![report.title.clone(), report.verdict.to_string()];
    let mut texts = |list: &[Text]| all.extend(list.iter().map(ToString::to_string));
    texts(&report.findings);
    texts(&report.notices);
    texts(&report.tiles_note.clone().into_iter().collect::<Vec<_>>());
    for tile in &report.tiles {
        for change in &tile.changes {
            texts(std::slice::from_ref(&change.difference));
            texts(&change.relative.clone().into_iter().collect::<Vec<_>>());
        }
    }
    all.extend(report.facts.iter().flat_map(|fact| [fact.label.clone(), fact.value.clone()]));
    for section in &report.sections {
        all.extend([section.nav.clone(), section.finding.clone()]);
        all.extend(section.lead.iter().map(ToString::to_string));
        for block in &section.blocks {
            match block {
                Block::Note(note) => all.push(note.to_string()),
                Block::Table(table) => all.extend(words_of(table)),
                Block::Chart(chart) => {
                    all.extend([chart.finding.clone(), chart.subtitle.clone(), chart.description.clone()]);
                    all.extend(chart.notes.iter().map(ToString::to_string));
                    all.extend(chart.table.iter().flat_map(words_of));
                }
            }
        }
    }
    all
}

fn words_of(table: &Table) -> Vec<String> {
    let mut all = vec![table.finding.clone(), table.subtitle.clone()];
    all.extend(table.notes.iter().map(ToString::to_string));
    all.extend(table.columns.iter().map(|column| column.label.clone()));
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    all.extend(cells.filter_map(|cell| match cell {
        Value::Text(text) | Value::Word(text) => Some(text.to_string()),
        _ => None,
    }));
    all
}

fn tables(report: &Report) -> Vec<&Table> {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Chart(chart) => chart.table.as_ref(),
        Block::Note(_) => None,
    });
    tables.chain([&report.primary, &report.account]).collect()
}

/// Gives every report of a book.
fn reports(book: &Book, lang: Lang) -> Vec<Report> {
    let subject = book.subject(lang);
    let many = View { last: 4, ..VIEW };
    let one = View { customer: Some(0), ..VIEW };
    vec![
        full(&subject, &VIEW).unwrap(),
        summary_of(&subject, &VIEW),
        bridge(&subject, &VIEW),
        bridge(&subject, &many),
        top(&subject, &View { top: Some(2), ..VIEW }),
        trend(&subject, &VIEW),
        trend(&subject, &one),
        share(&subject, &View { top: Some(2), ..VIEW }),
    ]
}

/// Books that leave something out: one period, one customer, all negative, no year before, every grain.
fn books() -> Vec<Book> {
    let lone: [Line<'_>; 1] = [("Alpha", "2024-01-15", 100, "")];
    let negative: [Line<'_>; 4] = [
        ("Alpha", "2024-01-15", -100, ""),
        ("Beta", "2024-02-15", -30, ""),
        ("Alpha", "2024-04-15", -70, ""),
        ("Beta", "2024-05-15", -300, ""),
    ];
    let two: [Line<'_>; 3] =
        [("Alpha", "2024-01-15", 100, ""), ("Alpha", "2024-04-15", 60, ""), ("Beta", "2024-05-15", 40, "")];
    let mut books = vec![
        Book::of(&lone, Grain::Quarter, "2024-03-31"),
        Book::of(&lone, Grain::Quarter, "2024-02-20"),
        Book::of(&negative, Grain::Quarter, "2024-06-30"),
        Book::of(&two, Grain::Quarter, "2024-06-30"),
        Book::of(&two, Grain::Month, "2024-06-10"),
    ];
    for grain in [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year] {
        books.push(Book::of(&trade(), grain, "2024-07-20"));
    }
    books
}

fn summary_of(subject: &Subject<'_>, view: &View) -> Report {
    whole(subject, view).unwrap().1
}

#[test]
fn both_languages_have_the_same_sections_tables_columns_and_rows() {
    for book in books() {
        for (en, zh) in reports(&book, Lang::En).iter().zip(reports(&book, Lang::Zh)) {
            let shape = |report: &Report| {
                let sections: Vec<_> = report.sections.iter().map(|s| (s.id, s.blocks.len(), s.lead.len())).collect();
                let tables: Vec<_> =
                    tables(report).iter().map(|t| (t.id, t.columns.len(), t.rows.len(), t.notes.len())).collect();
                (sections, tables, report.findings.len(), report.notices.len(), report.facts.len())
            };
            assert_eq!(shape(en), shape(&zh), "{}", en.command);
            assert_eq!(without_sentences(&en.data), without_sentences(&zh.data));
            assert!(en.written == zh.written, "{}", en.command);
        }
    }
}

/// Leaves out the one thing in the data that is said in the language of the run.
fn without_sentences(data: &serde_json::Value) -> serde_json::Value {
    let mut data = data.clone();
    for finding in data.get_mut("findings").and_then(|found| found.as_array_mut()).into_iter().flatten() {
        finding["text"] = "".into();
    }
    data
}

#[test]
fn no_sentence_holds_a_gap_or_a_number_that_is_none() {
    for book in books() {
        for lang in [Lang::En, Lang::Zh] {
            for report in reports(&book, lang) {
                for text in said(&report) {
                    // A line below another may be set in.
                    let text = text.replace("\n  ", "\n");
                    for bad in ["{}", "NaN", "None", "Some(", "inf%", "Infinity", "  "] {
                        assert!(!text.contains(bad), "{bad:?} in {:?} of {}", text, report.command);
                    }
                    // A Chinese sentence has no Latin stop, an English one no full-width stop.
                    match lang {
                        Lang::En => assert!(!text.contains(['，', '。', '（']), "{text}"),
                        Lang::Zh | Lang::ZhHant => assert!(!text.contains(", "), "{text}"),
                    }
                }
            }
        }
    }
}

#[test]
fn every_row_has_as_many_cells_as_the_table_has_columns() {
    for book in books() {
        for report in reports(&book, Lang::En) {
            for table in tables(&report) {
                for row in &table.rows {
                    assert_eq!(row.cells.len(), table.columns.len(), "{}", table.id);
                }
            }
        }
        let detail = detail(&book.subject(Lang::Zh));
        assert_eq!(detail.rows.len(), book.orders.len());
        assert!(detail.rows.iter().all(|row| row.cells.len() == detail.columns.len()));
    }
}

#[test]
fn tables_of_a_document_have_ids_of_their_own() {
    for book in books() {
        let report = full(&book.subject(Lang::En), &VIEW).unwrap();
        let blocks = report.sections.iter().flat_map(|section| &section.blocks);
        let mut ids: Vec<&str> = blocks
            .filter_map(|block| match block {
                Block::Table(table) => Some(table.id),
                Block::Chart(chart) => chart.table.as_ref().map(|table| table.id),
                Block::Note(_) => None,
            })
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}

/// 2024Q2 against 2024Q1, by hand: Alpha 1,800 to 1,900; Beta 300 to 250; Gamma back with 200; Delta gone with 150; Epsilon
/// new with 480; Zeta only credits, −20.
#[test]
fn the_printed_lines_of_a_bridge_add_up() {
    let book = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    let report = bridge(&book.subject(Lang::En), &VIEW);
    let Some(Block::Table(table)) = report.sections[0].blocks.first() else { panic!("no table") };
    let amounts: Vec<i64> = table
        .rows
        .iter()
        .map(|row| match row.cells[1] {
            Value::Money(amount) | Value::Change(amount) => amount.raw() / 10_000,
            _ => panic!("no amount"),
        })
        .collect();
    assert_eq!(amounts, [2250, 480, 200, 100, -50, -150, -20, 2810]);
    assert_eq!(amounts[..7].iter().sum::<i64>(), amounts[7]);
    let text = report.verdict.to_string();
    assert_eq!(text, "Revenue rose by 560.00 (+24.9%) from 2024Q1 to 2024Q2.");
    let zh = bridge(&book.subject(Lang::Zh), &VIEW);
    assert_eq!(zh.verdict.to_string(), "2024Q2 收入比上季 +560.00（+24.9%）。");
}

#[test]
fn the_others_and_those_shown_make_the_whole() {
    let book = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    let report = top(&book.subject(Lang::En), &View { top: Some(2), ..VIEW });
    let Some(Block::Table(table)) = report.sections[0].blocks.first() else { panic!("no table") };
    let change = |role: RowRole| {
        let rows = table.rows.iter().filter(move |row| row.role == role);
        rows.map(|row| match row.cells[2] {
            Value::Money(amount) => amount,
            _ => panic!("no amount"),
        })
        .sum::<crate::model::Money>()
    };
    assert_eq!(change(RowRole::Body), change(RowRole::Subtotal));
    assert_eq!(change(RowRole::Subtotal) + change(RowRole::Rest), change(RowRole::Total));
    assert_eq!(change(RowRole::Total), book.analysis.bridge.as_ref().unwrap().change());
    assert_eq!(report.primary.rows.len(), 2);
}

#[test]
fn a_first_period_says_that_there_is_nothing_to_compare_with() {
    let book = Book::of(&[("Alpha", "2024-01-15", 100, "")], Grain::Quarter, "2024-03-31");
    let report = full(&book.subject(Lang::En), &VIEW).unwrap();
    assert!(report.verdict.to_string().contains("nothing to compare it with"), "{}", report.verdict);
    let bridge = report.sections.iter().find(|section| section.id == "bridge").unwrap();
    assert_eq!(bridge.finding, "No bridge: 2024Q1 is the first quarter of the data");
}

#[test]
fn the_payment_basis_is_shown_where_the_rules_ask_for_it() {
    let mut book = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    book.rules.basis = Basis::Payment;
    let report = bridge(&book.subject(Lang::En), &VIEW);
    let steps: Vec<&Value> = report.primary.rows.iter().map(|row| &row.cells[3]).collect();
    assert_eq!(steps[0], &Value::Text("payment_new".into()));
    assert_eq!(steps.len(), 6);
}

#[test]
fn json_has_money_as_decimal_strings_and_customers_by_key() {
    let book = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    let report = full(&book.subject(Lang::En), &VIEW).unwrap();
    let written = report.written.unwrap();
    let data: serde_json::Map<String, serde_json::Value> = written
        .names()
        .map(|name| (name.to_owned(), serde_json::from_str(written.get(name).unwrap()).unwrap()))
        .collect();
    assert_eq!(data["schema"], "report");
    assert_eq!(data["schema_version"], 1);
    assert_eq!(data["bridge"]["opening"], "2250.0000");
    assert_eq!(data["bridge"]["three_part"]["existing"], "30.0000");
    assert_eq!(data["bridge"]["customers"][0]["key"], "epsilon");
    assert_eq!(data["concentration"]["holders"][0]["name"], "Alpha");
    assert_eq!(data["rows"]["read"], 40);
}

#[test]
fn the_figures_so_far_are_told_while_no_period_has_ended() {
    let lone: [Line<'_>; 1] = [("Alpha", "2025-01-05", 100, "")];
    let book = Book::of(&lone, Grain::Quarter, "2025-01-05");
    let report = summary_of(&book.subject(Lang::En), &VIEW);
    assert_eq!(report.verdict.to_string(), "No quarter has ended yet: 100.00 from 1 customer up to 2025-01-05.");
    let values: Vec<Value> = report.tiles.iter().map(|tile| tile.value.clone()).collect();
    let hundred = Value::Money(crate::model::Money::from_raw(1_000_000));
    assert_eq!(values[..4], [hundred.clone(), Value::Count(1), Value::Count(1), hundred]);
    assert!(report.tiles.iter().all(|tile| tile.label.ends_with(", so far") && tile.history.last_partial));
    let zh = summary_of(&book.subject(Lang::Zh), &VIEW);
    assert_eq!(zh.verdict.to_string(), "还没有结束的季度：到 2025-01-05 为止 100.00，来自 1 家客户。");
}

#[test]
fn a_change_that_no_order_made_has_its_own_words() {
    let credits: [Line<'_>; 2] = [("Alpha", "2025-01-05", -100, ""), ("Alpha", "2025-04-05", -300, "")];
    let book = Book::of(&credits, Grain::Quarter, "2025-06-30");
    let subject = book.subject(Lang::En);
    let told = "The fall comes from credits of customers that bought nothing: -200.00.";
    assert!(summary_of(&subject, &VIEW).verdict.to_string().ends_with(told));
    assert!(top(&subject, &VIEW).verdict.to_string().ends_with(told));
    for report in [Lang::En, Lang::Zh].into_iter().flat_map(|lang| reports(&book, lang)) {
        for text in said(&report) {
            assert!(!text.contains("0 of 0") && !text.contains("; .") && !text.contains(": ."), "{text}");
            assert!(!text.contains("0 家客户中") && !text.contains("：。"), "{text}");
        }
    }
}

#[test]
fn amounts_without_an_order_are_told_beside_the_average_order() {
    // 2024Q2: Beta buys 300 and gets 50 back without an order; Zeta gets 20 back.
    let book = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    let report = summary_of(&book.subject(Lang::En), &VIEW);
    let told = "The average order leaves out amounts without an order, such as credits: -70.00.";
    assert_eq!(report.primary.notes.iter().map(ToString::to_string).collect::<Vec<_>>(), [told]);
    let none = Book::of(&[("Alpha", "2024-01-15", 100, "")], Grain::Quarter, "2024-03-31");
    assert!(summary_of(&none.subject(Lang::En), &VIEW).primary.notes.is_empty());
}

#[test]
fn the_csv_of_the_key_figures_has_stable_names_and_columns() {
    let lone = Book::of(&[("Alpha", "2024-01-15", 100, "")], Grain::Quarter, "2024-03-31");
    let trade = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    for (book, lang) in [(&lone, Lang::En), (&lone, Lang::Zh), (&trade, Lang::En), (&trade, Lang::Zh)] {
        let bytes = crate::write::csv(&summary_of(&book.subject(lang), &VIEW)).unwrap();
        let csv = String::from_utf8(bytes).unwrap();
        let heads = "schema,id,figure,value,value_before,change,value_year_before,change_year";
        assert_eq!(csv.lines().next(), Some(heads));
        let ids: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(ids, ["revenue", "customers", "orders", "average_order", "nrr", "top5_share"]);
    }
}

#[test]
fn rows_of_measures_have_the_same_names_in_both_languages() {
    let book = Book::of(&trade(), Grain::Quarter, "2024-07-20");
    let names = |lang| -> Vec<(String, Vec<Option<&'static str>>)> {
        let report = full(&book.subject(lang), &VIEW).unwrap();
        tables(&report).iter().map(|t| (t.id.to_owned(), t.rows.iter().map(|row| row.id).collect())).collect()
    };
    let en = names(Lang::En);
    assert_eq!(en, names(Lang::Zh));
    for id in
        ["bridge_lines", "bridge_steps", "retention", "payment", "evidence", "measures", "without_largest", "rules"]
    {
        let rows = &en.iter().find(|(name, _)| name == id).unwrap().1;
        assert!(rows.iter().all(Option::is_some), "{id}");
    }
}

#[test]
fn few_customers_are_not_called_the_five_largest() {
    for (lines, told, zh) in [
        (&[("Alpha", "2024-01-15", 100, "")][..], "The one customer: 100.0%", "唯一的客户：100.0%"),
        (
            &[("Alpha", "2024-01-15", 100, ""), ("Beta", "2024-01-16", 100, ""), ("Gamma", "2024-01-16", 100, "")][..],
            "All 3 customers: 100.0%",
            "全部 3 家：100.0%",
        ),
    ] {
        let book = Book::of(lines, Grain::Quarter, "2024-03-31");
        let said_in = |lang| said(&share(&book.subject(lang), &VIEW)).join("\n");
        assert!(said_in(Lang::En).contains(told) && said_in(Lang::Zh).contains(zh));
        assert!(!said_in(Lang::En).contains("five") && !said_in(Lang::Zh).contains("前五大"));
        let finding = concentration::finding(&super::telling::Telling::page(&book.subject(Lang::En), &VIEW));
        assert!(!finding.contains("five"), "{finding}");
    }
}

#[test]
fn what_one_or_two_customers_did_is_not_said_of_the_three_largest() {
    let one = [("Alpha", "2024-01-15", 100, ""), ("Alpha", "2024-04-15", 150, "")];
    let two = [&one[..], &[("Beta", "2024-01-16", 100, ""), ("Beta", "2024-04-16", 100, "")]].concat();
    let three = [&two[..], &[("Gamma", "2024-04-17", 50, "")]].concat();
    for (lines, en, zh) in [
        (&one[..], "The rise is concentrated: the one customer rose.", "增加属于集中型：唯一的客户增加。"),
        (
            &two,
            "The rise is concentrated: 1 of 2 customers rose, with 60.0% of closing revenue; all rises are that one customer's.",
            "增加属于集中型：2 家客户中 1 家增加，占期末收入的 60.0%；全部增加额来自这一家。",
        ),
        (
            &three,
            "The rise is concentrated: 2 of 3 customers rose, with 66.7% of closing revenue; the largest rise is 50.0% of all rises.",
            "增加属于集中型：3 家客户中 2 家增加，占期末收入的 66.7%；最大一家占全部增加额的 50.0%。",
        ),
    ] {
        let book = Book::of(lines, Grain::Quarter, "2024-06-30");
        for (lang, told) in [(Lang::En, en), (Lang::Zh, zh)] {
            let verdict = full(&book.subject(lang), &VIEW).unwrap().verdict.to_string();
            assert!(verdict.contains(told), "{verdict}");
            let top = top(&book.subject(lang), &VIEW).verdict.to_string();
            assert!(!top.contains("three") && !top.contains("100.0% of all"), "{top}");
        }
    }
}

#[test]
fn trend_lists_ten_and_says_which_rule_fired() {
    const NAMES: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
    const DAYS: [&str; 4] = ["2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15"];
    let mut lines: Vec<Line<'_>> = Vec::new();
    for name in NAMES {
        lines.extend(DAYS.iter().enumerate().map(|(at, day)| (name, *day, if at < 3 { 1_000 } else { 2_500 }, "")));
    }
    let book = Book::of(&lines, Grain::Month, "2024-04-30");
    let report = trend(&book.subject(Lang::En), &VIEW);
    let all = tables(&report);
    let surged = all.iter().find(|table| table.id == "surged").unwrap();
    assert_eq!(surged.rows.len(), 10);
    // Four points are too few for limits: the usual is the median, and the rule is twice it.
    assert_eq!(surged.rows[0].cells[2], Value::Money(crate::model::Money::from_raw(10_000_000)));
    assert_eq!(surged.rows[0].cells[3], Value::Text("twice the usual".into()));
    let three = trend(&book.subject(Lang::En), &View { top: Some(3), ..VIEW });
    assert_eq!(tables(&three).iter().find(|table| table.id == "surged").unwrap().rows.len(), 3);
}
