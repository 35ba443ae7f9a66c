//! A pivot told: one table of lines and columns, what it adds up to, and what must be known of its figures.

use serde_json::{Value as Json, json};

use super::telling::{plain_column, table, text};
use super::words::figures::Minus;
use super::words::labels::Label as Heading;
use super::words::pivot::{PivotWords, pivot as words_of};
use super::words::{Speech, Words, words};
use super::{
    Block, Column, Fact, Kind, Report, Row, RowRole, Section, Shape, Table, TableRole, Text, Value, account, data,
};
use crate::analyse::{Figure, Head, Label, Line, LineKind, Pivoted};
use crate::model::{Audit, Axis, Grain, Lang, Measure, Money, Orders, Pivot, Sorting};

/// What a pivot is told from.
#[derive(Clone, Copy)]
pub struct PivotSubject<'a> {
    pub pivoted: &'a Pivoted,
    pub asked: &'a Pivot,
    pub orders: &'a Orders,
    pub audit: &'a Audit,
    pub company: Option<&'a str>,
    /// The settings file that was used.
    pub settings: Option<&'a str>,
    pub lang: Lang,
}

/// The ids of the columns that name a line, from the outermost group in.
const LEVELS: [&str; Pivot::MOST_AXES] =
    ["level1", "level2", "level3", "level4", "level5", "level6", "level7", "level8"];

struct Telling<'a> {
    subject: PivotSubject<'a>,
    words: &'static PivotWords,
    terms: Box<dyn Words>,
    speech: Speech,
}

/// Tells a pivot.
pub fn pivot(subject: &PivotSubject<'_>) -> Report {
    Telling::new(subject, Minus::Ascii).report()
}

/// Tells a pivot inside a report: its table with what it adds up to as the subtitle, and its JSON.
pub(crate) fn shown(subject: &PivotSubject<'_>, minus: Minus) -> (Table, Json) {
    let telling = Telling::new(subject, minus);
    let mut shown = telling.table();
    shown.notes = telling.notes();
    shown.finding = subject.asked.name.clone().unwrap_or_else(|| telling.title());
    shown.subtitle = telling.verdict();
    (shown, telling.told())
}

impl<'a> Telling<'a> {
    fn new(subject: &PivotSubject<'a>, minus: Minus) -> Telling<'a> {
        let decimals = subject.orders.decimals.clamp(2, 4);
        let speech = Speech { lang: subject.lang, minus, decimals, grain: Grain::Month, full: true };
        Telling { subject: *subject, words: words_of(subject.lang), terms: words(speech), speech }
    }

    /// Says what is shown and what it adds up to, and which line is the largest.
    fn verdict(&self) -> String {
        let pivoted = self.subject.pivoted;
        let rows = self.terms.rows(pivoted.rows as usize);
        let amount = self.speech.exact(pivoted.amount);
        let verdict = (self.words.verdict)(&self.title(), pivoted.periods.as_ref(), &amount, &rows);
        match self.largest() {
            Some(largest) => format!("{verdict}{}{largest}", self.terms.sentence_gap()),
            None => verdict,
        }
    }

    fn report(&self) -> Report {
        let PivotSubject { pivoted, asked, orders, audit, .. } = self.subject;
        let title = self.title();
        let mut shown = self.table();
        shown.notes = self.notes();
        Report {
            lang: self.subject.lang,
            command: "pivot",
            title: asked.name.clone().map_or_else(|| title.clone(), |name| format!("{name}: {title}")),
            company: self.subject.company.map(str::to_owned),
            facts: self.facts(),
            period: pivoted.periods.as_ref().map(|(_, last)| last.clone()).unwrap_or_default(),
            as_of: orders.span.as_of,
            currency: orders.currency.clone(),
            decimals: self.speech.decimals,
            alert: super::overview::large_share_of(audit, orders.span.as_of_given, self.terms.as_ref()),
            verdict: Text::plain(self.verdict()),
            findings: Vec::new(),
            drawn_from: Vec::new(),
            numbered: false,
            tiles: Vec::new(),
            tiles_note: None,
            notices: Vec::new(),
            sections: vec![Section {
                id: "pivot",
                nav: self.words.nav.to_owned(),
                finding: String::new(),
                lead: Vec::new(),
                blocks: vec![Block::Table(shown)],
            }],
            primary: if asked.tidy { self.tidy() } else { self.wide() },
            account: account::lines(self.terms.as_ref(), audit, orders.span.as_of, self.subject.settings),
            written: None,
            data: self.data(),
        }
    }

    fn title(&self) -> String {
        let asked = self.subject.asked;
        let values: Vec<String> = asked.values.iter().map(self.words.measure).collect();
        let named = |axes: &[Axis]| axes.iter().map(self.words.axis).collect::<Vec<_>>();
        (self.words.title)(&values, &named(&asked.rows), &named(&asked.cols))
    }

    /// Says which line of the outermost group is the largest, where they are sorted by amount.
    fn largest(&self) -> Option<String> {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        let Sorting::Value { at, ascending: false } = asked.sort else { return None };
        let axis = asked
            .rows
            .first()
            .filter(|axis| !matches!(axis.by, crate::model::By::Every(..) | crate::model::By::Part(..)))?;
        let outer = |line: &&Line| line.path.len() == 1 && line.kind != LineKind::Others;
        (asked.values[at] == Measure::Amount && pivoted.lines.iter().filter(outer).count() > 1).then_some(())?;
        let first = pivoted.lines.iter().position(|line| line.path.len() == 1 && line.kind != LineKind::Others)?;
        let Figure::Money(amount) = self.figure(first, pivoted.heads.len() - 1, at) else { return None };
        let share = amount.share_of(pivoted.amount).filter(|share| (0.0..=1.0).contains(share))?;
        let name = (self.words.label)(&pivoted.lines[first].path[0]);
        Some((self.words.largest)(&(self.words.axis)(axis), &super::told(&name), &self.speech.share(share)))
    }

    fn facts(&self) -> Vec<Fact> {
        let PivotSubject { pivoted, orders, audit, .. } = self.subject;
        let label = |label| self.terms.label(label).to_owned();
        let mut files: Vec<&str> = orders.sources.iter().map(|source| source.file.as_str()).collect();
        files.dedup();
        let mut facts: Vec<Fact> = pivoted
            .days
            .iter()
            .map(|(first, last)| Fact::new(label(Heading::Period), self.terms.range(*first, *last)))
            .collect();
        facts.push(Fact::new(label(Heading::AsOf), orders.span.as_of.to_string()));
        facts.extend(
            orders.currency.as_deref().map(|code| Fact::new(label(Heading::Currency), self.terms.currency_fact(code))),
        );
        facts.push(Fact::files(label(Heading::Files), self.terms.files(&files)));
        let (read, used, aside) = (audit.read().n, audit.used().n, audit.set_aside().n);
        let rows = self.terms.rows_fact(read as usize, used as usize, aside as usize);
        facts.push(Fact::new(label(Heading::DataRows), rows));
        facts
    }

    fn notes(&self) -> Vec<Text> {
        let PivotSubject { pivoted, asked, orders, .. } = self.subject;
        let compared = asked.values.iter().any(|value| value.base().is_some());
        let partial = pivoted.partial.map(|period| (self.words.partial)(period, compared, pivoted.plans));
        let short = pivoted.short.map(|period| (self.words.short)(period, orders.span.first_day));
        let overlap = pivoted.counts_overlap.then(|| self.words.overlap.to_owned());
        let units = (!pivoted.units.is_empty()).then(|| (self.words.units)(&pivoted.units));
        let without = pivoted.without_profit.as_ref();
        let without = without.and_then(|(source, rows)| self.terms.rows_without_profit(*source, rows));
        [partial, short, overlap, units, without].into_iter().flatten().map(Text::plain).collect()
    }

    fn figure(&self, line: usize, head: usize, value: usize) -> Figure {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        pivoted.figures[(line * pivoted.heads.len() + head) * asked.values.len() + value]
    }

    /// Gives how a value is printed.
    fn kind(&self, value: usize) -> Kind {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        match &asked.values[value] {
            Measure::Amount | Measure::Average | Measure::Profit | Measure::Sum(_) => Kind::Money,
            Measure::Quantity => Kind::Number(pivoted.decimals),
            Measure::Lines | Measure::Orders | Measure::Customers | Measure::Products => Kind::Count,
            // Prices below one need more than cents.
            Measure::Price => {
                let prices = pivoted.figures.iter().skip(value).step_by(asked.values.len());
                let small = prices.clone().any(|figure| matches!(figure, Figure::Price(price) if price.abs() < 1.0));
                Kind::Number(if small { 4 } else { 2 })
            }
            Measure::Margin | Measure::Share(_) => Kind::Share,
            Measure::Change(_) => Kind::Change,
            Measure::Rate(_) => Kind::Percent,
        }
    }

    fn value(figure: Figure) -> Value {
        match figure {
            Figure::None => Value::Empty,
            Figure::Money(amount) => Value::Money(amount),
            Figure::Quantity(quantity) => Value::Number(quantity as f64 / Money::PER_UNIT as f64),
            Figure::Count(count) => Value::Count(i64::try_from(count).unwrap_or(i64::MAX)),
            Figure::Ratio(ratio) => Value::Ratio(ratio),
            Figure::Price(price) => Value::Number(price),
        }
    }

    fn cells(&self, line: usize) -> impl Iterator<Item = Value> + '_ {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        let many = pivoted.heads.len() * asked.values.len();
        pivoted.figures[line * many..(line + 1) * many].iter().map(|figure| Telling::value(*figure))
    }

    /// Gives what stands above a column.
    fn head(&self, head: &Head) -> String {
        if head.path.is_empty() {
            return self.words.total.to_owned();
        }
        let path: Vec<String> = head.path.iter().map(self.words.label).collect();
        format!("{}{}", path.join(" · "), if head.partial { "*" } else { "" })
    }

    /// Gives the table that people read.
    fn table(&self) -> Table {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        let axes = asked.rows.len().max(1);
        let across = !asked.cols.is_empty();
        let latest = asked.cols.first().is_some_and(|axis| matches!(axis.by, crate::model::By::Every(..)));
        let shape =
            Shape { axes: axes as u8, values: asked.values.len() as u8, total: across, latest, heat: asked.heat };
        let mut shown = table("pivot", TableRole::Pivot(shape));
        shown.columns = match asked.rows.as_slice() {
            [] => vec![plain_column(LEVELS[0], "", Kind::Name)],
            rows => rows
                .iter()
                .zip(LEVELS)
                .map(|(axis, id)| plain_column(id, (self.words.axis)(axis), Kind::Name))
                .collect(),
        };
        for head in &pivoted.heads {
            for (at, value) in asked.values.iter().enumerate() {
                let above = self.head(head);
                let (period, label) = match (across, asked.values.len()) {
                    (false, _) => (None, (self.words.measure)(value)),
                    (true, 1) => (Some(above.clone()), above),
                    (true, _) => (Some(above), (self.words.measure)(value)),
                };
                shown.columns.push(Column { id: value.kind(), period, label, kind: self.kind(at) });
            }
        }
        for (at, line) in pivoted.lines.iter().enumerate() {
            let mut cells: Vec<Value> = line.path.iter().map(|label| text((self.words.label)(label))).collect();
            if line.kind == LineKind::Total {
                cells.push(text(self.words.total));
            }
            cells.resize(axes, Value::Empty);
            cells.extend(self.cells(at));
            let role = match line.kind {
                LineKind::Line => RowRole::Body,
                LineKind::Subtotal => RowRole::Subtotal,
                LineKind::Others => RowRole::Rest,
                LineKind::Total => RowRole::Total,
            };
            shown.rows.push(Row { depth: line.path.len() as u8, ..Row::of(role, cells) });
        }
        shown
    }

    /// Gives the names of the axes as a csv has them.
    fn names(axes: &[Axis]) -> Vec<String> {
        axes.iter().map(|axis| axis.name.clone()).collect()
    }

    /// Gives the csv as the pivot stands: lines with their kind, one column a figure.
    fn wide(&self) -> Table {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        let mut wide = table("pivot", TableRole::Data);
        let named = |name: String, kind| Column { id: "pivot", period: Some(name), label: String::new(), kind };
        wide.columns.push(named("line".into(), Kind::Text));
        wide.columns.extend(Telling::names(&asked.rows).into_iter().map(|name| named(name, Kind::Text)));
        for head in &pivoted.heads {
            for (at, value) in asked.values.iter().enumerate() {
                let path: Vec<String> = head.path.iter().map(self.words.label).collect();
                let name = match (head.path.is_empty(), asked.cols.is_empty(), asked.values.len()) {
                    (_, true, _) => value.name(),
                    (true, _, 1) => "total".to_owned(),
                    (true, ..) => format!("total {}", value.name()),
                    (_, _, 1) => path.join(" "),
                    _ => format!("{} {}", path.join(" "), value.name()),
                };
                wide.columns.push(named(name, self.kind(at)));
            }
        }
        for (at, line) in pivoted.lines.iter().enumerate() {
            let mut cells = vec![text(line.kind.name())];
            cells.extend(line.path.iter().map(|label| text((self.words.label)(label))));
            cells.resize(1 + asked.rows.len(), Value::Empty);
            cells.extend(self.cells(at));
            wide.rows.push(Row::body(cells));
        }
        wide
    }

    /// Gives the csv with one line a cell, no totals: ready for another pivot.
    fn tidy(&self) -> Table {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        let mut tidy = table("pivot", TableRole::Data);
        let named = |name: String, kind| Column { id: "pivot", period: Some(name), label: String::new(), kind };
        let axes = Telling::names(&asked.rows).into_iter().chain(Telling::names(&asked.cols));
        tidy.columns.extend(axes.map(|name| named(name, Kind::Text)));
        tidy.columns.extend(asked.values.iter().enumerate().map(|(at, value)| named(value.name(), self.kind(at))));
        let across = !asked.cols.is_empty();
        for (at, line) in pivoted.lines.iter().enumerate() {
            // Without groups down, the total is the only line.
            if matches!(line.kind, LineKind::Subtotal) || (line.kind == LineKind::Total && !asked.rows.is_empty()) {
                continue;
            }
            for (column, head) in pivoted.heads.iter().enumerate() {
                let figures = (0..asked.values.len()).map(|value| self.figure(at, column, value));
                let figures: Vec<Value> = figures.map(Telling::value).collect();
                if (across && head.path.is_empty()) || figures.iter().all(|value| *value == Value::Empty) {
                    continue;
                }
                let mut cells: Vec<Value> = line.path.iter().map(|label| text((self.words.label)(label))).collect();
                cells.resize(asked.rows.len(), Value::Empty);
                cells.extend(head.path.iter().map(|label| text((self.words.label)(label))));
                cells.extend(figures);
                tidy.rows.push(Row::body(cells));
            }
        }
        tidy
    }

    fn data(&self) -> Json {
        let PivotSubject { orders, audit, settings, .. } = self.subject;
        let (as_of, currency) = (orders.span.as_of, orders.currency.as_deref());
        data::pivot(&data::PivotHead { audit, as_of, currency, settings }, self.told())
    }

    /// Gives the pivot as data: its lines and columns.
    fn told(&self) -> Json {
        let PivotSubject { pivoted, asked, .. } = self.subject;
        let labels = |path: &[Label]| -> Vec<Json> {
            path.iter()
                .map(|label| if *label == Label::Blank { Json::Null } else { (self.words.label)(label).into() })
                .collect()
        };
        let columns: Vec<Json> = pivoted
            .heads
            .iter()
            .map(|head| json!({ "path": labels(&head.path), "total": head.path.is_empty(), "partial": head.partial }))
            .collect();
        let lines: Vec<Json> = pivoted
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                let cells: Vec<Json> = (0..pivoted.heads.len())
                    .map(|head| {
                        let each = asked.values.iter().enumerate();
                        let each = each.filter_map(|(value, measure)| {
                            Some((measure.name(), number(self.figure(at, head, value))?))
                        });
                        Json::Object(each.collect())
                    })
                    .collect();
                json!({ "kind": line.kind.name(), "path": labels(&line.path), "cells": cells })
            })
            .collect();
        json!({
            "name": asked.name,
            "rows_by": Telling::names(&asked.rows),
            "cols_by": Telling::names(&asked.cols),
            "values": asked.values.iter().map(Measure::name).collect::<Vec<_>>(),
            "periods": pivoted.periods.as_ref().map(|(first, last)| [first, last]),
            "shown": { "rows": pivoted.rows, "amount": pivoted.amount },
            "columns": columns,
            "lines": lines,
        })
    }
}

/// Gives a figure as JSON has it: money and quantities as decimal texts; nothing where there is none.
fn number(figure: Figure) -> Option<Json> {
    Some(match figure {
        Figure::None => return None,
        Figure::Money(amount) => json!(amount),
        Figure::Quantity(quantity) => match i64::try_from(quantity) {
            Ok(raw) => json!(Money::from_raw(raw)),
            Err(_) => json!(quantity as f64 / Money::PER_UNIT as f64),
        },
        Figure::Count(count) => json!(count),
        Figure::Ratio(number) | Figure::Price(number) => json!(number),
    })
}
