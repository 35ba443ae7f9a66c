//! Concentration at the end of each period, and who moved it.

use super::telling::{Telling, count, number, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::{Chart, Kind, Lines, Row, RowRole, Size, Spec, TableRole, Text, Value};
use crate::analyse::Concentration;

pub(super) fn over_time(t: &Telling<'_>) -> Option<Chart> {
    let all: Vec<_> = t.subject.analysis.over_time.iter().filter(|point| t.shown(point.period)).collect();
    let points = &all[all.len().saturating_sub(13)..];
    let last = points.last().filter(|_| points.len() > 1)?;
    let mut data = table("concentration_over_time", TableRole::ChartData);
    data.columns = vec![
        t.column("period", Label::Period, Kind::Text),
        plain_column("cr1", "CR1", Kind::Share),
        plain_column("cr5", "CR5", Kind::Share),
        plain_column("cr10", "CR10", Kind::Share),
        t.column("hhi", Label::Hhi, Kind::Number(0)),
        t.column("customers", Label::Customers, Kind::Count),
        plain_column("change", t.words.cr5_change_heading(), Kind::Points),
        plain_column("cause", t.words.cause_heading(), Kind::Name),
        t.column("note", Label::Note, Kind::Text),
    ];
    for point in &all {
        let window = &point.window;
        let fewer = if window.partial_window { text(t.words.fewer_months()) } else { Value::Empty };
        let cells = vec![
            text(point.period.label()),
            ratio(window.cr1),
            ratio(window.cr5),
            ratio(window.cr10),
            number(window.hhi),
            count(window.customers),
            ratio(point.change),
            point.cause.map_or(Value::Empty, |cause| t.name_cell(cause.customer)),
            fewer,
        ];
        data.rows.push(Row::of(if window.partial_window { RowRole::Muted } else { RowRole::Body }, cells));
    }
    let line = |name: &str, pick: fn(&Concentration) -> Option<f64>| {
        (name.to_owned(), points.iter().map(|point| pick(&point.window)).collect::<Vec<_>>())
    };
    let mut notes: Vec<Text> = last
        .cause
        .map(|cause| t.words.cr5_cause(&t.told(cause.customer), cause.share_before, cause.share))
        .into_iter()
        .collect();
    if points.iter().any(|point| point.window.partial_window) {
        notes.push(Text::plain(t.words.fewer_months_note()));
    }
    Some(Chart {
        id: "concentration_over_time",
        finding: t.words.over_time_finding(last.change, last.window.cr5),
        subtitle: t.words.over_time_subtitle(t.rules().limits.window_months),
        size: Size::Third,
        spec: Spec::Lines(Lines {
            categories: points.iter().map(|point| point.period.label()).collect(),
            lines: vec![
                line("CR10", |window| window.cr10),
                line("CR5", |window| window.cr5),
                line("CR1", |window| window.cr1),
            ],
            limit: None,
        }),
        table: Some(data),
        description: t.words.over_time_finding(last.change, last.window.cr5),
        notes,
    })
}
