//! The head of the report: facts, the verdict, six figures with their history, and what must be known of the data.

use super::telling::Telling;
use super::words::labels::Label;
use super::words::speech::{rounded, sign_tone};
use super::words::{Words, message};
use super::{Fact, Kind, Piece, Report, Series, Text, Tile, TileChange, Value, tell};
use crate::model::problem::{CleanProblem, Kind as ProblemKind, SaysNoSale};
use crate::model::{Audit, Grain, Money, Period, Problem, Reason, Severity};

/// Fills the head of the report.
pub(crate) fn fill(t: &Telling<'_>, report: &mut Report) {
    report.verdict = verdict(t);
    report.numbered = true;
    report.tiles = tiles(t);
    let shown = if t.subject.analysis.complete {
        Text::plain(t.words.tiles_note(&tile_periods(t), t.partial()))
    } else {
        Text::plain(t.words.tiles_so_far(t.period(), t.as_of()))
    };
    let notes = std::iter::once(shown).chain(credits_apart(t));
    report.tiles_note = Some(Text::join(notes.collect::<Vec<_>>(), t.words.sentence_gap()));
    report.notices = notices(t);
}

/// Says what orders times average order leave out of revenue, where that is not nothing (rule 8).
pub(crate) fn credits_apart(t: &Telling<'_>) -> Option<Text> {
    let place = t.place();
    let ordered: Money = t.subject.cube.customers.iter().map(|customer| customer.cell(place).ordered).sum();
    let apart = t.figures(t.period()).filter(|_| t.has_orders())?.amount - ordered;
    (!apart.is_zero()).then(|| t.words.credits_apart(apart))
}

/// Gives label and value of what the head of a page says: the period, what it is compared with, as-of, currency, files, rows.
pub(crate) fn facts(t: &Telling<'_>) -> Vec<Fact> {
    let period = t.period();
    let audit = t.subject.audit;
    let mut files: Vec<&str> = t.subject.orders.sources.iter().map(|source| source.file.as_str()).collect();
    files.dedup();
    let end = if t.subject.analysis.complete { period.last_day() } else { t.as_of() };
    let mut facts = vec![Fact::new(t.label(Label::Period), t.words.range(period.first_day(), end))];
    let before = t.subject.analysis.bridge.as_ref().map(|bridge| bridge.period0);
    let compared = t.words.compared_with(before, t.year_bridge().map(|bridge| bridge.period0));
    facts.push(Fact::new(t.label(Label::ComparedWith), compared));
    facts.push(Fact::new(t.label(Label::AsOf), t.as_of().to_string()));
    if let Some(currency) = t.subject.orders.currency.as_deref() {
        facts.push(Fact::new(t.label(Label::Currency), t.words.currency_fact(currency)));
    }
    facts.push(Fact::files(t.label(Label::Files), t.words.files(&files)));
    let (read, used, aside) = (audit.read().n, audit.used().n, audit.set_aside().n);
    let rows = t.words.rows_fact(read as usize, used as usize, aside as usize);
    facts.push(Fact::new(t.label(Label::DataRows), rows));
    facts
}

/// Says what an experienced analyst would say first.
pub(crate) fn verdict(t: &Telling<'_>) -> Text {
    let period = t.period();
    let now = t.figures(period).map_or(Money::ZERO, |figures| figures.amount);
    let Some(bridge) = &t.subject.analysis.bridge else {
        let customers = t.figures(period).map_or(0, |figures| figures.customers);
        return if t.subject.analysis.complete {
            t.words.verdict_first(period, now, customers)
        } else {
            t.words.verdict_so_far(now, customers, t.as_of())
        };
    };
    let swing = super::findings::usual(t);
    let level = t.words.verdict_level(bridge, t.year_bridge(), swing.as_ref());
    Text::join(std::iter::once(level).chain(t.words.verdict_why(bridge)), t.words.sentence_gap())
}

/// Gives the periods that the tiles' small charts show.
fn tile_periods(t: &Telling<'_>) -> Vec<Period> {
    t.recent().into_iter().map(|at| t.subject.cube.periods[at]).collect()
}

/// One of the six key figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    Revenue,
    Customers,
    Orders,
    AverageOrder,
    Nrr,
    Cr5,
}

impl Figure {
    /// All six, in the order of the tiles.
    pub const ALL: [Figure; 6] =
        [Figure::Revenue, Figure::Customers, Figure::Orders, Figure::AverageOrder, Figure::Nrr, Figure::Cr5];

    fn id(self) -> &'static str {
        match self {
            Figure::Revenue => "revenue",
            Figure::Customers => "customers",
            Figure::Orders => "orders",
            Figure::AverageOrder => "average_order",
            Figure::Nrr => "nrr",
            Figure::Cr5 => "top5_share",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Figure::Revenue | Figure::AverageOrder => Kind::Money,
            Figure::Customers | Figure::Orders => Kind::Count,
            Figure::Nrr | Figure::Cr5 => Kind::Share,
        }
    }

    fn label(self, t: &Telling<'_>) -> String {
        match self {
            Figure::Revenue => t.label(Label::Revenue),
            Figure::Customers => t.label(Label::OrderingCustomers),
            Figure::Orders => t.label(Label::Orders),
            Figure::AverageOrder => t.label(Label::AverageOrder),
            Figure::Nrr => t.label(Label::NrrTile),
            Figure::Cr5 => t.words.cr5_tile(t.rules().limits.window_months),
        }
    }

    /// Gives the label in a table, where all must fit into the width of a terminal.
    pub fn row_label(self, t: &Telling<'_>) -> String {
        match self {
            Figure::Customers => t.words.customers_row(),
            Figure::Nrr => t.words.nrr_row(),
            Figure::Cr5 => t.words.cr5_row(t.rules().limits.window_months),
            other => other.label(t),
        }
    }

    /// Gives the figure of a period, in currency units, as a count or as a ratio.
    fn at(self, t: &Telling<'_>, period: Period) -> Option<f64> {
        let figures = t.figures(period);
        match self {
            Figure::Revenue => figures.map(|figures| figures.amount.units()),
            Figure::Customers => figures.map(|figures| figures.customers as f64),
            Figure::Orders => figures.and_then(|figures| figures.orders).map(|orders| orders as f64),
            Figure::AverageOrder => figures.and_then(|figures| figures.average_order),
            Figure::Nrr => t.bridge_to(period).and_then(|bridge| bridge.retention.nrr),
            Figure::Cr5 => {
                let now = (period == t.period()).then_some(&t.subject.analysis.concentration);
                now.or_else(|| t.window_at(period)).and_then(|window| window.cr5)
            }
        }
    }

    /// Gives the figure of the period that has not ended, where it makes sense.
    fn unfinished(self, t: &Telling<'_>) -> Option<f64> {
        let partial = t.partial()?;
        match self {
            Figure::Revenue => Some(partial.amount.units()),
            Figure::Customers => Some(partial.customers as f64),
            Figure::Orders if !t.has_orders() => None,
            Figure::Orders => {
                let at = t.subject.cube.place_of(partial.period)?;
                Some(t.subject.cube.customers.iter().map(|customer| f64::from(customer.cell(at).orders)).sum())
            }
            _ => None,
        }
    }

    fn value(self, t: &Telling<'_>, value: Option<f64>) -> Value {
        match (value, self.kind()) {
            (None, _) => Value::Word(t.words.no_value().into()),
            (Some(value), Kind::Money) => Value::Money(rounded(value)),
            (Some(value), Kind::Count) => Value::Count(value as i64),
            (Some(value), _) => Value::Ratio(value),
        }
    }

    /// Gives the figure at an earlier period and the change since then, for a table.
    pub fn against(self, t: &Telling<'_>, earlier: Period) -> [Value; 2] {
        let (now, then) = (self.at(t, t.period()), self.at(t, earlier));
        let change = match (now, then, self.kind()) {
            (Some(now), Some(then), Kind::Share) => Value::Word(t.words.points_short(now - then).into()),
            (Some(now), Some(then), _) if then > 0.0 => Value::Ratio((now - then) / then),
            (Some(_), Some(_), _) => Value::Word(t.words.no_base().into()),
            _ => Value::Empty,
        };
        [self.value(t, then), change]
    }
}

fn tiles(t: &Telling<'_>) -> Vec<Tile> {
    Figure::ALL.into_iter().map(|figure| tile(t, figure)).collect()
}

fn tile(t: &Telling<'_>, figure: Figure) -> Tile {
    let period = t.period();
    let now = figure.at(t, period);
    let mut changes = Vec::new();
    let mut compare = |label: &str, with: Period| {
        if let Some((difference, by, relative)) = compared(t, figure.kind(), now, figure.at(t, with)) {
            changes.push(TileChange { label: label.to_owned(), difference, by, relative });
        }
    };
    compare(t.words.on_period_short(), period.before());
    if t.speech.grain != Grain::Year {
        compare(t.words.on_year_short(), period.year_before());
    }
    changes.extend((figure == Figure::Revenue).then(|| super::targets::change(t)).flatten());
    let mut points: Vec<Option<f64>> = tile_periods(t).iter().map(|&period| figure.at(t, period)).collect();
    let complete = t.subject.analysis.complete;
    let strong = points.len().checked_sub(1).filter(|_| complete);
    let unfinished = figure.unfinished(t);
    let last_partial = unfinished.is_some() || (!complete && !points.is_empty());
    points.extend(unfinished.map(Some));
    Tile {
        id: figure.id(),
        label: if complete { figure.label(t) } else { t.words.so_far(&figure.label(t)) },
        value: figure.value(t, now),
        kind: figure.kind(),
        unit: match figure {
            Figure::Customers => t.words.customer_unit(),
            Figure::Orders => t.words.order_unit(),
            _ => String::new(),
        },
        changes,
        history: Series { points, line: figure.kind() == Kind::Share, last_partial, strong },
    }
}

/// Gives the difference in words and as a figure, and the relative change in words; nothing where one side has no value.
fn compared(t: &Telling<'_>, kind: Kind, now: Option<f64>, before: Option<f64>) -> Option<(Text, Value, Option<Text>)> {
    let (now, before) = (now?, before?);
    let rate = (before > 0.0).then(|| (now - before) / before);
    let relative = rate.filter(|rate| *rate != 0.0).map(|rate| Text::from(t.speech.rate(rate)));
    match kind {
        Kind::Money => {
            let change = rounded(now) - rounded(before);
            Some((Text::from(t.speech.delta(change)), Value::Change(change), relative))
        }
        Kind::Count => {
            let change = now as i64 - before as i64;
            Some((
                Text::from(Piece(sign_tone(change), t.speech.count_change(change))),
                Value::CountChange(change),
                relative,
            ))
        }
        _ => Some((tell![t.words.points(now - before)], Value::Ratio(now - before), None)),
    }
}

/// Says that a large share of the rows or money is set aside, where it is.
pub(crate) fn large_share(t: &Telling<'_>) -> Option<Text> {
    large_share_of(t.subject.audit, t.subject.cube.span.as_of_given, t.words.as_ref())
}

/// Says the same of an account; `given` where the user gave as-of.
pub(crate) fn large_share_of(audit: &Audit, given: bool, words: &dyn Words) -> Option<Text> {
    let reasons = audit.by_reason().into_iter();
    let problems: Vec<_> = reasons.filter(|(reason, tally)| tally.n > 0 && !silent(*reason, given)).collect();
    (audit.wrong.is_some() && !problems.is_empty()).then(|| words.set_aside_notice(&problems, audit.read()))
}

/// Says what must be known of the data before the figures are used.
pub(crate) fn notices(t: &Telling<'_>) -> Vec<Text> {
    let audit = t.subject.audit;
    let mut notices = Vec::new();
    let (read, aside) = (audit.read(), audit.by_reason());
    // A terminal says it above all else.
    notices.extend(large_share(t).filter(|_| !t.speech.full));
    if !t.subject.analysis.complete {
        notices.push(Text::plain(t.words.not_complete(t.period(), t.as_of())));
    }
    let later = aside.get(&Reason::FutureDate).copied().filter(|tally| tally.n > 0);
    if let Some(later) = later.filter(|_| t.subject.cube.span.as_of_given) {
        notices.push(t.words.future_notice(later, read, t.as_of()));
    }
    // A terminal has the warning beside it.
    let warned = t.subject.problems.iter().any(|problem| is_status_warning(&problem.kind));
    notices.extend(cancelled_counted(t).filter(|_| !(t.speech.full && warned)));
    notices.extend(super::names::suspects(t.words.as_ref(), t.subject.names));
    notices.extend(standing_facts(t));
    if !t.speech.full {
        notices.extend(warnings(t));
    }
    notices
}

fn is_status_warning(kind: &ProblemKind) -> bool {
    matches!(kind, ProblemKind::Clean(CleanProblem::NoSale { says: SaysNoSale::Status, .. }))
}

/// Says that rows count although their status says that they are cancelled, and no rule for that status was given.
fn cancelled_counted(t: &Telling<'_>) -> Option<Text> {
    let statuses = t.subject.orders.texts.get(crate::model::Field::Status.name())?;
    // What `--cancelled` names is set aside and does not count; the statuses that are left still do.
    let said: Vec<bool> = statuses.values.iter().map(crate::clean::is_no_sale).collect();
    let mut rows = crate::model::Tally::default();
    let mut names: Vec<&str> = Vec::new();
    for (at, &code) in statuses.codes.iter().enumerate() {
        if said.get(code as usize) == Some(&true) {
            rows.add(Money::from_raw(t.subject.orders.amount[at]));
            let name = statuses.values.get(code);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (rows.n > 0).then(|| t.words.cancelled_counted(&names.join(", "), rows))
}

/// How many warnings of reading and cleaning the page repeats.
const WARNINGS: usize = 5;

/// Repeats the warnings of reading and cleaning that no notice says in its own words.
fn warnings(t: &Telling<'_>) -> Vec<Text> {
    let said = |problem: &&&Problem| {
        problem.severity == Severity::Warning
            && !matches!(
                problem.kind,
                ProblemKind::Clean(CleanProblem::EndsEarly { .. } | CleanProblem::SetAside { .. })
            )
            && !is_status_warning(&problem.kind)
    };
    let all: Vec<&Problem> = t.subject.problems.iter().filter(|problem| said(&problem)).collect();
    let mut texts: Vec<Text> = all
        .iter()
        .take(WARNINGS)
        .map(|problem| {
            let place = t.words.place(&problem.place);
            Text::plain(format!("{place}{}", super::words::message(problem, t.speech.lang).text))
                .ended(t.words.full_stop())
        })
        .collect();
    if all.len() > WARNINGS {
        texts.push(Text::plain(t.words.more_warnings(all.len() - WARNINGS)));
    }
    texts
}

/// Says whether rows set aside for the reason pass silently into the audit (rule 2).
pub(crate) fn silent(reason: Reason, as_of_given: bool) -> bool {
    match reason {
        Reason::TotalRow
        | Reason::Blank
        | Reason::RepeatedHeader
        | Reason::Filtered
        | Reason::Cancelled
        | Reason::Duplicate => true,
        Reason::FutureDate => as_of_given,
        _ => false,
    }
}

/// Gives the standing facts: they cannot be mended, and every report says them.
fn standing_facts(t: &Telling<'_>) -> Vec<Text> {
    let cube = t.subject.cube;
    let mut facts: Vec<Text> = t.only_sums().into_iter().collect();
    let computed = |problem: &&Problem| matches!(&problem.kind, ProblemKind::Clean(CleanProblem::Computed { .. }));
    facts.extend(t.subject.problems.iter().find(computed).map(|problem| {
        let said = message(problem, t.subject.lang).text;
        Text::plain(format!("{}{}", super::text::capital(&said), t.words.full_stop()))
    }));
    if cube.span.ends_early
        && let Some(partial) = &t.subject.analysis.partial
    {
        facts.push(Text::plain(t.words.ends_early(cube.span.last_day, partial.period, cube.span.longest_gap)));
    }
    if cube.short_first
        && let Some(first) = cube.periods.first()
    {
        facts.push(Text::plain(t.words.short_first(*first, cube.span.first_day)));
    }
    if let Some(bridge) = t.subject.analysis.bridge.as_ref().filter(|bridge| bridge.new_unverified.n > 0) {
        facts.push(t.words.unverified(bridge, cube.span.first_day));
    }
    if t.subject.analysis.concentration.partial_window {
        facts.push(Text::plain(t.words.window_partial(&t.subject.analysis.concentration, cube.span.first_day)));
    }
    facts
}
