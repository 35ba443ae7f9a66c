//! The commands: which sections and tables each one tells, one line each.

use rayon::prelude::*;

use super::findings::Findings;
use super::telling::{Telling, plain_column, relative, table, text};
use super::words::labels::Label;
use super::{BarTone, Block, Kind, Report, Row, RowRole, Section, Subject, Table, TableRole, Text, Value, View};
use super::{PARTS, part};
use super::{
    activity, audit, classes, concentration, customer, data, drivers, history, matrix, movements, overview, questions,
    targets, trend_lists,
};
use super::{bridge as bridge_section, top as top_section, trend as trend_section};
use crate::analyse::Bridge;
use crate::model::{Basis, Failure, Money};

/// The sections that are no parts, in their order.
const OWN: [fn(&Telling<'_>) -> Section; 9] = [
    bridge_section::section,
    drivers::section,
    top_section::section,
    concentration::section,
    trend_section::section,
    movements::section,
    classes::section,
    matrix::section,
    audit::section,
];

/// Tells everything: the document of the report pack.
pub fn full(subject: &Subject<'_>, view: &View) -> Result<Report, Failure> {
    Ok(whole(subject, view)?.0)
}

/// Tells everything, and beside it the head alone with amounts in full: what `report` prints on a terminal. Both say the
/// same; their pieces are told side by side.
pub fn whole(subject: &Subject<'_>, view: &View) -> Result<(Report, Report), Failure> {
    let t = Telling::page(subject, view);
    let terminal = Telling::terminal(subject, view);
    let heads = || rayon::join(|| head(&t), || head(&terminal));
    let own = || rayon::join(heads, || OWN.par_iter().map(|tell| tell(&t)).collect::<Vec<Section>>());
    let (pages, (((mut report, mut summary), own), written)) =
        rayon::join(|| part::pages(&t, PARTS), || rayon::join(own, || data::full(&t)));
    let mut pages = pages?;
    let mut candidates = Vec::new();
    let mut data = serde_json::Map::new();
    for section in own {
        let id = section.id;
        report.sections.push(section);
        for mut page in pages.extract_if(.., |page| page.after == id) {
            candidates.append(&mut page.candidates);
            report.sections.push(page.section);
            data.insert(page.id.to_owned(), page.data);
        }
    }
    let findings = Findings::choose(&t, candidates);
    findings.tell(&t, &mut report);
    findings.tell(&terminal, &mut summary);
    data.insert("findings".to_owned(), findings.json(&terminal, &summary.verdict));
    report.data = serde_json::Value::Object(data);
    report.written = written;
    Ok((report, summary))
}

fn head(t: &Telling<'_>) -> Report {
    let mut report = t.begin("report", t.words.title(t.period()));
    overview::fill(t, &mut report);
    report.primary = key_figures(t, &report, true);
    report.sections.push(Section {
        id: "overview",
        nav: t.label(Label::NavOverview),
        finding: String::new(),
        lead: Vec::new(),
        blocks: vec![Block::Table(key_figures(t, &report, !t.speech.full))],
    });
    report
}

/// Gives the six tiles as a table: this period, the one before, the year before; for a csv with all columns, also where there
/// is nothing to compare with.
fn key_figures(t: &Telling<'_>, report: &Report, whole: bool) -> Table {
    let mut table = table("key_figures", TableRole::Primary);
    let period = t.period();
    let now = if t.subject.analysis.complete { period.label() } else { t.words.so_far(&period.label()) };
    let year = t.year_bridge().map(|year| year.period0);
    let before = t.subject.analysis.bridge.as_ref().map(|bridge| bridge.period0);
    table.columns = vec![plain_column("figure", "", Kind::Name), plain_column("value", now, Kind::Money)];
    for (with, value, change) in [(before, "value_before", "change"), (year, "value_year_before", "change_year")] {
        if with.is_none() && !whole {
            continue;
        }
        let label = if value == "value_before" { t.words.vs_period() } else { t.words.vs_year() };
        table.columns.push(plain_column(value, with.map(|with| with.label()).unwrap_or_default(), Kind::Money));
        table.columns.push(plain_column(change, label, Kind::Percent));
    }
    for (tile, figure) in report.tiles.iter().zip(overview::Figure::ALL) {
        let mut cells = vec![text(figure.row_label(t)), tile.value.clone()];
        for with in [before, year] {
            match with {
                Some(with) => cells.extend(figure.against(t, with)),
                None if whole => cells.extend([Value::Empty, Value::Empty]),
                None => {}
            }
        }
        table.rows.push(Row::body(cells).named(tile.id));
    }
    table.notes.extend(overview::credits_apart(t));
    if t.speech.full {
        table.notes.extend(targets::of_book(t));
    }
    table
}

/// Tells the bridge of one period, or of several, one a row.
pub fn bridge(subject: &Subject<'_>, view: &View) -> Report {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin("bridge", t.words.title(t.period()));
    let mut section = section("bridge", t.label(Label::NavBridge));
    let history = t.history();
    let shown: Vec<&Bridge> = if view.last > 1 {
        history[history.len().saturating_sub(view.last)..].to_vec()
    } else {
        subject.analysis.bridge.iter().collect()
    };
    report.primary = bridge_section::tidy(&t, &shown);
    let payment = subject.rules.basis == Basis::Payment;
    match shown.last() {
        None => {
            report.verdict = Text::plain(t.words.no_bridge(t.period()));
            section.blocks.push(Block::Note(Text::plain(t.words.no_bridge_why())));
        }
        Some(last) if view.last > 1 => {
            let year = t.year_bridge().filter(|year| year.period1 == last.period1);
            let year = year.and_then(|year| t.bridge_to(year.period0)).and_then(|b| relative(b.closing, b.opening));
            let without_new = history.iter().rev().take_while(|bridge| bridge.n_new == 0).count();
            report.verdict = t.words.history_verdict(last, year, without_new);
            let mut table = if payment { history::payment_history(&t, &shown) } else { history::compact(&t, &shown) };
            table.role = TableRole::Secondary;
            table.finding = String::new();
            table.subtitle = String::new();
            section.blocks.push(Block::Table(table));
            section.blocks.push(Block::Note(t.words.three_part(last)));
        }
        Some(last) => {
            report.verdict = if payment { t.words.payment_verdict(last) } else { t.words.bridge_verdict(last) };
            if !payment {
                report.findings.push(t.words.bridge_who(last));
            }
            let table = if payment { bridge_section::payment_steps(&t, last) } else { bars(&t, last) };
            section.blocks.push(Block::Table(table));
            section.blocks.push(Block::Note(t.words.three_part(last)));
            if payment {
                section.blocks.extend(t.words.payment_sign(last).map(Block::Note));
            } else {
                section.blocks.extend(t.words.verdict_why(last).map(Block::Note));
            }
            section.blocks.extend(bridge_section::marks(&t, last).into_iter().map(Block::Note));
            section.blocks.extend(bridge_section::season(&t, last).map(Block::Note));
        }
    }
    if shown.iter().any(|bridge| bridge.short) {
        section.blocks.push(Block::Note(Text::plain(t.words.short_opening(shown[0]))));
    }
    section.blocks.extend(t.partial().map(|partial| Block::Note(t.words.partial(partial))));
    section.blocks.extend(targets::of_book(&t).into_iter().map(Block::Note));
    report.sections.push(section);
    if view.data {
        report.data = data::bridges(&t, &shown);
        targets::into(&t, &mut report.data);
    }
    report
}

/// Tells the customers that moved revenue most.
pub fn top(subject: &Subject<'_>, view: &View) -> Report {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin("top", t.words.title(t.period()));
    let mut section = section("top", t.words.nav_top(t.top(10)));
    match &subject.analysis.bridge {
        None => {
            report.verdict = Text::plain(t.words.no_bridge(t.period()));
            section.blocks.push(Block::Note(Text::plain(t.words.no_bridge_why())));
        }
        Some(bridge) => {
            report.verdict = t.words.top_verdict(bridge);
            report.primary = top_section::tidy(&t, bridge, view.top);
            let mut table = top_section::by_change(&t, bridge, TableRole::Secondary);
            table.finding = String::new();
            table.subtitle = String::new();
            section.blocks.push(Block::Table(table));
            section.blocks.extend(questions::notes(&t, bridge));
        }
    }
    report.sections.push(section);
    if view.data {
        report.data = data::top(&t);
    }
    report
}

/// Tells which customers rise, fall, surge, plunge and are overdue; or all about one.
pub fn trend(subject: &Subject<'_>, view: &View) -> Report {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin("trend", t.words.title(t.period()));
    if let Some(customer) = view.customer {
        customer::fill(&t, &mut report, customer);
        report.data = data::customer(&t, customer);
        return report;
    }
    let counts = trend_section::TrendCounts::of(&t);
    report.verdict = t.words.trend_verdict(&counts);
    report.findings.push(Text::plain(t.words.direction_line(&counts)));
    if t.has_orders() {
        report.findings.push(Text::plain(t.words.cadence_line(&counts)));
    }
    report.primary = trend_section::tidy(&t, TableRole::Primary);
    let mut section = section("trend", t.label(Label::NavTrend));
    section.blocks.extend(trend_lists::tables(&t).into_iter().map(Block::Table));
    report.sections.push(section);
    let activity = activity::tell(&t);
    report.findings.push(activity.verdict);
    report.sections.push(Section { finding: String::new(), ..activity.section });
    if view.data {
        report.data = data::trend(&t, activity.data);
    }
    report
}

/// Tells how much of revenue hangs on few customers.
pub fn share(subject: &Subject<'_>, view: &View) -> Report {
    let t = Telling::terminal(subject, view);
    let mut report = t.begin("share", t.words.title(t.period()));
    let analysis = subject.analysis;
    let window = &analysis.concentration;
    let limits = &subject.rules.limits;
    let named: Vec<(String, f64)> = window
        .holders
        .iter()
        .filter(|holder| holder.share > limits.named)
        .map(|holder| (t.told(holder.customer).into_owned(), holder.share))
        .collect();
    let before = analysis.concentration_year_before.as_ref();
    let largest = window.holders.first();
    let share_before = largest.zip(before).map(|(largest, before)| {
        before.holders.iter().find(|holder| holder.customer == largest.customer).map_or(0.0, |holder| holder.share)
    });
    let name = largest.map(|holder| t.told(holder.customer));
    let told = name.as_deref().zip(largest.map(|holder| holder.share));
    report.verdict = t.words.share_verdict(window, share_before, &named, told, limits);
    report.primary = concentration::tidy(&t, TableRole::Primary);
    let mut section = section("concentration", t.label(Label::NavConcentration));
    section.blocks.push(Block::Table(concentration::largest(&t)));
    section.blocks.extend(t.words.share_five(window, before).map(Block::Note));
    let without = analysis.without_largest.as_ref();
    section.blocks.extend(without.and_then(|without| t.words.share_without(window, without)).map(Block::Note));
    section.blocks.extend(concentration::qualify(&t).into_iter().map(Block::Note));
    report.sections.push(section);
    if view.data {
        report.data = data::share(&t);
    }
    report
}

fn section(id: &'static str, nav: String) -> Section {
    Section { id, nav, finding: String::new(), lead: Vec::new(), blocks: Vec::new() }
}

/// Gives the steps of one bridge with a bar each, as long as its part of the longest.
fn bars(t: &Telling<'_>, bridge: &Bridge) -> Table {
    let mut table = bridge_section::steps_table(t, bridge, "bridge_steps");
    table.role = TableRole::Secondary;
    table.columns.push(plain_column("bar", "", Kind::Bar));
    let scale = bridge_section::Scale::of(&[bridge]);
    let whole = scale.high.units().max(-scale.low.units()).max(f64::MIN_POSITIVE);
    let mut level = Money::ZERO;
    let last = table.rows.len() - 1;
    for (at, row) in table.rows.iter_mut().enumerate() {
        let amount = match row.cells[1] {
            Value::Money(amount) | Value::Change(amount) => amount,
            _ => Money::ZERO,
        };
        let (start, end, tone) = if row.role == RowRole::Total {
            (Money::ZERO, amount, BarTone::Total)
        } else {
            (level, level + amount, if amount.is_negative() { BarTone::Loss } else { BarTone::Gain })
        };
        level = if at == last { amount } else { end };
        let (low, high) = if start <= end { (start, end) } else { (end, start) };
        row.cells.push(Value::Bar { start: low.units() / whole, end: high.units() / whole, tone });
    }
    table
}
