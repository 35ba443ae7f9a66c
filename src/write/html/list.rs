//! Customers with an amount and a sentence each, as a narrow list: name and amount on one line, what happened below.

use super::table::Look;
use super::text::{kept, sign, value};
use crate::model::Money;
use crate::report::words::figures::{self, Minus};
use crate::report::words::page::page;
use crate::report::{Kind, Row, RowRole, Table, TableRole, Value};
use crate::write::svg::escaped;
use crate::write::svg::measure::cut;

/// Says whether a table is such a list: a name, an amount, a sentence; totals, if any, below.
pub fn fits(table: &Table) -> bool {
    let kinds: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
    let is_body = |row: &&Row| row.role == RowRole::Body;
    let below = table.rows.iter().skip_while(is_body).all(|row| !is_body(&row));
    below
        && table.role == TableRole::Secondary
        && matches!(kinds[..], [Kind::Name, Kind::Change | Kind::Money, Kind::Text])
}

/// Writes the list; what is beyond its first rows is folded into a line that says how many and how much.
pub fn list(table: &Table, look: Look) -> String {
    let (body, totals): (Vec<&Row>, Vec<&Row>) = table.rows.iter().partition(|row| row.role == RowRole::Body);
    let shown = table.show.unwrap_or(body.len()).min(body.len());
    let (first, rest) = if body.len() - shown <= 1 { (&body[..], &[][..]) } else { body.split_at(shown) };
    let items = |rows: &[&Row]| rows.iter().map(|row| item(table, row, look)).collect::<String>();
    let mut html = format!("<ol class=\"lst\">{}</ol>", items(first));
    if !rest.is_empty() {
        let sum: Money = rest.iter().filter_map(|row| amount(row)).sum();
        let more = (page(look.lang).others)(rest.len());
        let paper = page(look.lang).on_paper;
        let sum = figures::short_change(sum, look.lang, Minus::True);
        html += &format!(
            "<details class=\"more\"><summary>{more}  {sum}<span class=\"po\">{paper}</span></summary><ol class=\"lst\">{}</ol></details>",
            items(rest)
        );
    }
    if !totals.is_empty() {
        html += &format!("<ol class=\"lst\">{}</ol>", items(&totals));
    }
    html
}

fn amount(row: &Row) -> Option<Money> {
    match row.cells.get(1) {
        Some(Value::Money(amount) | Value::Change(amount)) => Some(*amount),
        _ => None,
    }
}

fn item(table: &Table, row: &Row, look: Look) -> String {
    let text = |at: usize| {
        row.cells.get(at).map(|cell| value(cell, table.columns[at].kind, look.decimals)).unwrap_or_default()
    };
    let name = text(0);
    let class = match row.cells.get(1).map_or(0, |cell| sign(cell, table.columns[1].kind)) {
        1 => " class=\"up\"",
        -1 => " class=\"dn\"",
        _ => "",
    };
    let (sum, class) = if row.role == RowRole::Body { ("", class) } else { (" class=\"sum\"", "") };
    let told = text(2);
    let told =
        if told.is_empty() { told } else { format!("<span class=\"l2\">{}</span>", escaped(&kept(&told, look.lang))) };
    let short = cut(&name, 240.0, 13.0, false);
    let title = if short == name { String::new() } else { format!(" title=\"{}\"", escaped(&name)) };
    format!(
        "<li{sum}><span class=\"l1\"><span{title}>{}</span><em{class}>{}</em></span>{told}</li>",
        escaped(&short),
        escaped(&text(1))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::report::Text;
    use crate::write::sample::{column, table, words};

    #[test]
    fn a_list_folds_what_is_beyond_its_first_rows_and_says_how_much() {
        let columns = vec![
            column("customer", "", Kind::Name),
            column("change", "", Kind::Change),
            column("happened", "", Kind::Text),
        ];
        let row = |n: i64| {
            Row::body(vec![words(&format!("<{n}>")), Value::Change(Money::from_raw(-n * 10_000)), words("left")])
        };
        let rows = (1..=5).map(row).collect();
        let mut lost = table("lost", String::new(), TableRole::Secondary, columns, rows);
        lost.show = Some(2);
        lost.notes.push(Text::plain("note"));
        assert!(fits(&lost));
        let html = list(&lost, Look { lang: Lang::En, decimals: 2, period: "2004Q4" });
        let (first, rest) = html.split_once("<details").unwrap();
        assert_eq!((first.matches("<li>").count(), rest.matches("<li>").count()), (2, 3));
        assert!(rest.contains("3 more  \u{2212}12") && first.contains("&#60;1&#62;"), "{html}");
    }
}
