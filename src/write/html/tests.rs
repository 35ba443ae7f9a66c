//! The page, looked over.

use super::html;
use crate::model::Lang;
use crate::report::{Block, Kind, Spec, TableRole, Text, Tone, Value};
use crate::write::sample::{self, column, words};

/// With `MINGXI_LOOK=folder` the page is kept, to be looked at.
fn page(lang: Lang) -> String {
    let page = html(&sample::report(lang)).unwrap();
    if let Ok(folder) = std::env::var("MINGXI_LOOK") {
        std::fs::write(format!("{folder}/page.{lang:?}.html"), &page).unwrap();
    }
    page
}

#[test]
fn the_page_stands_alone_and_says_its_language() {
    for (lang, tag) in [(Lang::Zh, "<html lang=\"zh-CN\">"), (Lang::En, "<html lang=\"en\">")] {
        let page = page(lang);
        assert!(page.contains(tag));
        for outside in ["http://", "https://", "src=", "@import", "url(\"", "\"NaN"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("prefers-color-scheme:dark") && page.contains("A4 landscape"));
    }
}

#[test]
fn ids_are_unique_and_every_label_leads_somewhere() {
    let page = page(Lang::En);
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(unique.contains(link), "{link}");
    }
    for label in page.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(label.split(' ').all(|id| unique.contains(id)), "{label}");
    }
}

#[test]
fn names_from_the_data_cannot_become_markup() {
    let mut report = sample::report(Lang::En);
    let evil = "<script>alert(\"1\")</script>";
    report.company = Some(evil.to_owned());
    report.title = evil.to_owned();
    report.verdict = Text::plain(evil).with(Tone::Strong, evil);
    for block in report.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        match block {
            Block::Table(table) => {
                table.finding = evil.to_owned();
                table.subtitle = evil.to_owned();
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    if let Value::Text(text) = cell {
                        *text = evil.into();
                    }
                }
            }
            Block::Chart(chart) => {
                chart.finding = evil.to_owned();
                chart.subtitle = evil.to_owned();
                chart.description = evil.to_owned();
                match &mut chart.spec {
                    Spec::Ranked(of) => of.rows.iter_mut().for_each(|row| row.name = evil.to_owned()),
                    Spec::SmallMultiples(of) => of.iter_mut().for_each(|cell| cell.name = evil.to_owned()),
                    Spec::Doughnut(of) => of.iter_mut().for_each(|slice| slice.name = evil.to_owned()),
                    _ => {}
                }
            }
            Block::Note(note) => *note = Text::plain(evil),
        }
    }
    let page = html(&report).unwrap();
    assert_eq!(page.matches("<script>").count(), 2, "only the page's own two scripts");
    assert!(!page.contains("alert(\""));
}

#[test]
fn totals_stand_in_the_foot_and_cells_carry_what_they_are_sorted_by() {
    let page = page(Lang::En);
    let pivot = &page[page.find("id=\"t-matrix\"").unwrap()..];
    let foot = &pivot[pivot.find("<tfoot>").unwrap()..pivot.find("</tfoot>").unwrap()];
    assert!(foot.contains("2,014,774.92") && !foot.contains("data-v"));
    assert!(pivot.contains("data-v=\"1684608800\""));
}

#[test]
fn long_lists_show_their_first_rows_and_fold_the_rest() {
    let page = page(Lang::En);
    let lost = &page[page.find("id=\"t-lost-all\"").unwrap()..];
    let lost = &lost[..lost.find("</label>").unwrap()];
    assert_eq!(lost.matches("class=\"rest\"").count(), 7);
    assert!(lost.ends_with("7 more<span class=\"po\">, in the workbook and the csv file</span>"));
}

#[test]
fn only_the_mark_that_asks_for_attention_is_set_stronger() {
    let mut report = sample::report(Lang::En);
    let top = report.sections.iter_mut().flat_map(|section| &mut section.blocks).find_map(|block| match block {
        Block::Table(table) if table.id == "top" => Some(table),
        _ => None,
    });
    let top = top.unwrap();
    for row in &mut top.rows {
        row.hot.clear();
        row.cells.push(words("Overdue"));
    }
    top.columns.push(column("cadence", "Cadence", Kind::Mark));
    top.rows[0].hot = vec!["cadence"];
    let page = html(&report).unwrap();
    let table = &page[page.find("id=\"t-top\"").unwrap()..];
    let table = &table[..table.find("</table>").unwrap()];
    assert_eq!(table.matches("class=\"tag hot\"").count(), 1);
    assert!(table.contains("<span class=\"tag hot\">Overdue</span>"));
}

#[test]
fn a_list_leaves_series_of_periods_to_the_matrix() {
    let mut report = sample::report(Lang::En);
    let list = report.sections.iter_mut().flat_map(|section| &mut section.blocks).find_map(|block| match block {
        Block::Table(table) if table.id == "matrix" => Some(table),
        _ => None,
    });
    list.unwrap().role = TableRole::Register;
    let page = html(&report).unwrap();
    let table = &page[page.find("id=\"t-matrix\"").unwrap()..];
    let table = &table[..table.find("</table>").unwrap()];
    assert!(!table.contains("2003Q1") && table.contains("12 months") && table.contains("375,268.36"));
}
