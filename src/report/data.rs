//! Everything as data: typed structs that serde turns into JSON, one schema a command.
//!
//! Names are English snake_case, days are ISO, money is a decimal string, ratios are numbers, and fields are only ever added
//! within one version. `docs/schema.md` describes them.

mod shape;

use serde::Serialize;
use serde_json::Value as Json;

use self::shape::*;
use super::check::{Aside, ToldDecision};
use super::telling::Telling;
use super::written::Written;
use crate::analyse::{Alias, Bridge, Claim, Concentration, ManyNames, Names, Pair};
use crate::clean::{self, Cleaned};
use crate::model::companion::Companions;
use crate::model::{Audit, Day, Lang, Period, Problem, Severity};

fn head<'a>(
    schema: &'static str,
    audit: &'a Audit,
    as_of: Day,
    currency: Option<&'a str>,
    period: Option<Period>,
) -> Head<'a> {
    let (read, used, set_aside) = (audit.read(), audit.used(), audit.set_aside());
    Head {
        schema,
        schema_version: VERSION,
        as_of,
        period,
        currency,
        rows: Rows { read: read.n, used: used.n, set_aside: set_aside.n },
        amounts: Amounts { read: read.amount, used: used.amount, set_aside: set_aside.amount },
        wrong: audit.wrong,
        conversion: audit.conversion.as_ref(),
        credits: audit.credits.as_ref(),
        lookups: &audit.lookups,
        tables: Vec::new(),
        settings: None,
    }
}

fn document<T: Serialize>(t: &Telling<'_>, schema: &'static str, what: T) -> Json {
    value(&headed(t, schema, what))
}

fn headed<'a, T: Serialize>(t: &Telling<'a>, schema: &'static str, what: T) -> Document<'a, T> {
    let currency = t.subject.orders.currency.as_deref();
    let mut head = head(schema, t.subject.audit, t.as_of(), currency, Some(t.period()));
    head.settings = t.subject.settings;
    head.tables = t.subject.companions.audits();
    Document { head, what }
}

/// Turns a document into JSON; it has text keys only and finite numbers or null, so this does not fail.
fn value<T: Serialize>(document: &T) -> Json {
    serde_json::to_value(document).unwrap_or(Json::Null)
}

fn named<'a, T: Serialize>(t: &Telling<'a>, customer: usize, what: T) -> Named<'a, T> {
    Named { key: t.key(customer), name: t.name(customer), what }
}

fn bridge<'a>(t: &Telling<'a>, bridge: &'a Bridge) -> BridgeData<'a> {
    let [new, lost, existing] = bridge.three_part();
    BridgeData {
        period: bridge.period1,
        bridge,
        change: bridge.change(),
        three_part: ThreePart { new, lost, existing },
        customers: bridge.movers.iter().map(|mover| named(t, mover.customer, mover)).collect(),
    }
}

fn window<'a>(t: &Telling<'a>, window: &'a Concentration) -> WindowData<'a> {
    WindowData {
        window,
        holders: window.holders.iter().map(|holder| named(t, holder.customer, holder)).collect(),
        others: window
            .others
            .iter()
            .map(|(customer, amount)| named(t, *customer, AmountOf { amount: *amount }))
            .collect(),
    }
}

fn shares<'a>(t: &Telling<'a>) -> Shares<'a> {
    let analysis = t.subject.analysis;
    Shares {
        concentration: window(t, &analysis.concentration),
        concentration_year_before: analysis.concentration_year_before.as_ref().map(|before| window(t, before)),
        over_time: analysis
            .over_time
            .iter()
            .map(|point| PointData { point, cause: point.cause.map(|cause| named(t, cause.customer, cause)) })
            .collect(),
        without_largest: analysis.without_largest.as_ref().map(|without| named(t, without.customer, without)),
    }
}

fn trends<'a>(t: &Telling<'a>) -> TrendsData<'a> {
    let trends = &t.subject.analysis.trends;
    TrendsData { trends, customers: trends.customers.iter().map(|trend| named(t, trend.customer, trend)).collect() }
}

/// Gives the document of `bridge`.
pub(crate) fn bridges(t: &Telling<'_>, shown: &[&Bridge]) -> Json {
    let analysis = t.subject.analysis;
    // The report's own bridge knows its customers; those of the history do not.
    let own = |period: Period| analysis.bridge.as_ref().filter(|own| own.period1 == period);
    let bridges = analysis.history.iter().chain(&analysis.bridge);
    let mut all: Vec<&Bridge> = bridges.filter(|one| shown.iter().any(|s| s.period1 == one.period1)).collect();
    all.sort_by_key(|one| one.period1);
    all.dedup_by_key(|one| one.period1);
    let bridges = all.into_iter().map(|one| bridge(t, own(one.period1).unwrap_or(one))).collect();
    document(t, "bridge", Bridges { bridges, partial: analysis.partial.as_ref() })
}

/// Gives the document of `bridge --explain`.
pub(crate) fn explained(t: &Telling<'_>, one: &Bridge, split: &Json) -> Json {
    #[derive(Serialize)]
    struct Explained<'a> {
        bridges: Vec<BridgeData<'a>>,
        partial: Option<&'a crate::analyse::Partial>,
        price_volume: &'a Json,
    }
    let partial = t.subject.analysis.partial.as_ref();
    document(t, "bridge", Explained { bridges: vec![bridge(t, one)], partial, price_volume: split })
}

/// What the document of `pivot` begins with, beside what the pivot found.
pub(crate) struct PivotHead<'a> {
    pub audit: &'a Audit,
    pub as_of: Day,
    pub currency: Option<&'a str>,
    pub settings: Option<&'a str>,
}

/// Gives the document of `pivot`.
pub(crate) fn pivot(begin: &PivotHead<'_>, what: Json) -> Json {
    let mut head = head("pivot", begin.audit, begin.as_of, begin.currency, None);
    head.settings = begin.settings;
    value(&Document { head, what })
}

/// Gives the document of `top`.
pub(crate) fn top(t: &Telling<'_>) -> Json {
    document(
        t,
        "top",
        Tops {
            bridge: t.subject.analysis.bridge.as_ref().map(|own| bridge(t, own)),
            questions: super::questions::json(t),
        },
    )
}

/// Gives the document of `trend`.
pub(crate) fn trend(t: &Telling<'_>, activity: Json) -> Json {
    document(t, "trend", AllTrends { trends: trends(t), activity })
}

/// Gives the document of `trend --customer`.
pub(crate) fn customer(t: &Telling<'_>, customer: usize) -> Json {
    let cube = t.subject.cube;
    let periods = cube.periods.iter().enumerate().map(|(at, period)| {
        let cell = cube.customers[customer].cell(at);
        PeriodOf {
            period: *period,
            complete: at < cube.complete,
            amount: cell.net,
            orders: t.has_orders().then_some(cell.orders),
            ordered: t.has_orders().then_some(cell.ordered),
            rows: cell.rows,
        }
    });
    let activity = t.subject.analysis.activity.as_ref();
    let what = OneTrend {
        customer: named(t, customer, Periods { periods: periods.collect() }),
        trend: t.trend(customer),
        activity: activity.map(|model| OneAlive { one: model.of(customer), model }),
        questions: super::questions::json_of_customer(t, customer),
        stopped: super::stopped::json_of_customer(t, customer),
        product_trends: super::product_trends::json_of_customer(t, customer),
    };
    document(t, "trend_customer", what)
}

/// Gives the document of `share`.
pub(crate) fn share(t: &Telling<'_>) -> Json {
    document(t, "share", shares(t))
}

/// Gives the document of a part's command.
pub(crate) fn part(t: &Telling<'_>, id: &'static str, data: &Json) -> Json {
    document(t, id, data)
}

/// Gives what a part found as the JSON of its key; numbers that are none are null.
pub(crate) fn found<T: Serialize>(what: &T) -> Json {
    value(what)
}

/// Gives the document of a command told by slice: the part's fields beside what all documents have.
pub(crate) fn sliced(t: &Telling<'_>, command: &'static str, data: &Json) -> Json {
    document(t, command, data)
}

/// Gives a result about one customer as JSON, with the customer's key and name.
pub(crate) fn of_customer<T: Serialize>(t: &Telling<'_>, customer: usize, what: T) -> Json {
    value(&named(t, customer, what))
}

/// Gives the document of `names`.
pub(crate) fn names<'a>(t: &Telling<'a>, names: &'a Names) -> Json {
    let pair = |pair: &'a Pair| {
        let Pair { first, second, evidence, against, stake, claimed, effect } = pair;
        PairData {
            first: named(t, first.customer, first),
            second: named(t, second.customer, second),
            evidence,
            against,
            claimed: *claimed,
            stake: *stake,
            effect: effect.as_ref(),
        }
    };
    let alias = |alias: &'a Alias| AliasData {
        key: t.key(alias.customer),
        name: t.name(alias.customer),
        meant_key: t.key(alias.meant),
        meant: t.name(alias.meant),
        pair: alias.pair + 1,
    };
    let several = |one: &'a ManyNames| {
        let ManyNames { customer, names, amount } = one;
        named(t, *customer, ManyNamesData { amount: *amount, names })
    };
    let claim = |claim: &'a Claim| {
        let Claim { customer, owners, stake } = claim;
        named(t, *customer, ClaimData { stake: *stake, owners })
    };
    let claims = &names.claims;
    let what = NamesData {
        compared: names.customers,
        pairs: names.pairs.iter().map(pair).collect(),
        stake: names.stake,
        effect: names.effect.as_ref(),
        aliases: names.aliases.iter().map(alias).collect(),
        many_names: names.many_names.iter().map(several).collect(),
        claims: ClaimsData {
            since: claims.since,
            several: claims.several,
            of: claims.of,
            by_order: claims.by_order(),
            customers: claims.list.iter().map(claim).collect(),
        },
    };
    document(t, "names", what)
}

/// Gives how many suspects there are.
pub(crate) fn suspects(names: &Names) -> Json {
    let (pairs, many_names) = (names.pairs.len(), names.many_names.len());
    value(&SuspectsData { pairs, stake: names.stake, many_names, claims: names.claims.list.len() })
}

/// Gives the document of `report`, without its findings and its parts: as text, for a large book has a customer many times.
pub(crate) fn full(t: &Telling<'_>) -> Option<Written> {
    let analysis = t.subject.analysis;
    let cube = t.subject.cube;
    let customers = cube.customers.iter().enumerate().map(|(at, customer)| {
        let nets = customer.cells.iter().map(|(place, cell)| (cube.periods[*place as usize].label(), cell.net));
        let data = CustomerData {
            class: t.class(at),
            class_before: analysis.classes.class_before.get(at).copied().flatten(),
            window: t.window_amount(at),
            periods: nets.collect(),
        };
        named(t, at, data)
    });
    let full = Full {
        complete: analysis.complete,
        bridge: analysis.bridge.as_ref().map(|own| bridge(t, own)),
        year_on_year: analysis.year_on_year.as_ref().map(|year| bridge(t, year)),
        bridges: analysis.history.iter().map(|past| bridge(t, past)).collect(),
        years: analysis.years.iter().map(|year| bridge(t, year)).collect(),
        periods: &analysis.periods,
        partial: analysis.partial.as_ref(),
        trends: trends(t),
        shares: shares(t),
        classes: &analysis.classes,
        products: &analysis.products,
        customers: customers.collect(),
        sources: sources(t.subject.audit),
        columns: t.subject.understood,
        suspects: t.subject.names.map(suspects),
        questions: super::questions::json(t),
    };
    Written::of(&headed(t, "report", full))
}

fn sources(audit: &Audit) -> Vec<SourceData<'_>> {
    audit
        .sources
        .iter()
        .map(|one| SourceData {
            file: &one.source.file,
            sheet: one.source.sheet.as_deref(),
            sha256: &one.hash,
            encoding: one.encoding.as_deref(),
            header_row: one.header_row,
            read: one.read,
            used: one.used,
            set_aside: &one.set_aside,
            rounded: one.rounded.into(),
        })
        .collect()
}

fn problem_data(problem: &Problem, lang: Lang) -> ProblemData {
    let said = super::words::message(problem, lang);
    let place = problem.place.clone();
    ProblemData {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        file: place.file,
        sheet: place.sheet,
        column: place.column,
        cell: place.cell,
        row: place.row,
        text: said.text,
        detail: said.detail,
        hint: said.hint,
    }
}

/// Adds the tables beside the orders to the document of `check`, and what is wrong with them.
pub(crate) fn with_tables(mut document: Json, companions: &Companions, problems: &[Problem], lang: Lang) -> Json {
    if let Some(data) = document.as_object_mut() {
        data.insert("tables".into(), value(&companions.audits()));
        if let Some(said) = data.get_mut("problems").and_then(Json::as_array_mut) {
            said.extend(problems.iter().map(|problem| value(&problem_data(problem, lang))));
        }
    }
    document
}

/// Gives the document of `check`.
pub(crate) fn check(
    cleaned: &Cleaned,
    problems: &[Problem],
    decisions: &[ToldDecision],
    set_aside: &[Aside],
    lang: Lang,
) -> Json {
    let problem = |problem: &Problem| problem_data(problem, lang);
    let what = Checked {
        columns: &cleaned.understood,
        alike: clean::alike(&cleaned.understood),
        sources: sources(&cleaned.audit),
        decisions,
        set_aside,
        problems: problems.iter().map(problem).collect(),
        refused: cleaned.refused.as_ref().map(|failure| problem(&failure.0)),
    };
    let currency = cleaned.orders.currency.as_deref();
    value(&Document { head: head("check", &cleaned.audit, cleaned.orders.span.as_of, currency, None), what })
}
