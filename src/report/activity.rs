//! Who still buys: the probability per customer, the orders and the revenue to be expected, what hangs on those who may be gone,
//! and how well the model did the last time.

use super::data;
use super::part::{Part, Told};
use super::telling::{Telling, count, date, number, plain_column, ratio, table, text};
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{Block, Chart, Columns, Kind, Row, Size, Spec, Table, TableRole, Text, Value};
use crate::analyse::{Activity, Alive};
use crate::model::{Failure, Money, Wants};

/// The part; `trend` tells it on a terminal.
pub const PART: Part =
    Part::new("activity", Wants { orders: true, rows: true, ..Wants::NONE }, |t| Ok::<Told, Failure>(tell(t)))
        .after("trend");

/// From which regularity on the reader is told of it.
const REGULAR: f64 = 1.5;
/// How many customers a terminal and a page list at first.
const SHOWN: [usize; 2] = [10, 20];
/// The bands of the chart, by the probability where each ends.
const BANDS: [(f64, &str); 5] = [(0.2, "<20%"), (0.4, "<40%"), (0.6, "<60%"), (0.8, "<80%"), (1.1, "≥80%")];

/// What hangs on customers who are more likely gone than not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gone {
    pub customers: usize,
    /// Their revenue of the window, and that of all.
    pub amount: Money,
    pub of: Money,
}

/// Gives what the model says with what hangs on it.
pub(crate) fn tell(t: &Telling<'_>) -> Told {
    let Some(activity) = &t.subject.analysis.activity else {
        return Told::begin(PART.id, t.words.activity_nav(), t.words.activity_nav());
    };
    let gone = gone(t, activity);
    let mut told = Told::begin(PART.id, t.words.activity_nav(), t.words.activity_finding(activity, &gone));
    told.data = json(t, activity);
    if let Some(refused) = &activity.refused {
        let why = t.words.activity_refused(refused);
        told.verdict = why.clone();
        if !t.speech.full {
            told.section.lead.push(why);
        }
        return told;
    }
    let verdict = t.words.activity_verdict(activity, &gone);
    told.verdict = verdict.clone();
    let mut notes: Vec<Text> = Vec::new();
    notes.extend(activity.backtest.as_ref().map(|back| t.words.activity_backtest(back, activity)));
    notes.extend(activity.regularity.filter(|k| *k > REGULAR).map(|k| t.words.activity_regularity(k)));
    notes.extend(activity.value_refused.as_ref().map(|refused| t.words.value_refused(refused)));
    notes.push(Text::plain(t.words.activity_model(activity)));
    told.primary = tidy(t, activity);
    let section = &mut told.section;
    let list = list(t, activity);
    if t.speech.full {
        section.blocks.push(Block::Table(list));
        section.blocks.extend(notes.into_iter().map(Block::Note));
        return told;
    }
    section.lead.push(verdict);
    section.lead.extend(notes);
    section.blocks.push(Block::Chart(bands(t, activity)));
    section.blocks.push(Block::Table(list));
    told
}

/// Gives the customer's 12 months' revenue times the probability that it is gone.
fn stake(t: &Telling<'_>, one: &Alive) -> Money {
    let window = t.window_amount(one.customer).unwrap_or(Money::ZERO).positive_part();
    rounded(window.units() * (1.0 - one.p_alive))
}

fn gone(t: &Telling<'_>, activity: &Activity) -> Gone {
    let amount = |one: &Alive| t.window_amount(one.customer).unwrap_or(Money::ZERO).positive_part();
    let of = activity.list.iter().map(amount).sum();
    let away: Vec<&Alive> = activity.list.iter().filter(|one| one.p_alive < 0.5).collect();
    Gone { customers: away.len(), amount: away.iter().map(|one| amount(one)).sum(), of }
}

/// Gives the customers by what hangs on their being gone, the largest first.
fn list(t: &Telling<'_>, activity: &Activity) -> Table {
    let mut table = table("activity_customers", if t.speech.full { TableRole::Secondary } else { TableRole::Register });
    let shown = t.top(SHOWN[usize::from(!t.speech.full)]);
    let mut all: Vec<(Money, &Alive)> = activity.list.iter().map(|one| (stake(t, one), one)).collect();
    all.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| t.key(one.customer).cmp(t.key(other.customer))));
    let heading = t.words.activity_list(shown.min(all.len()), all.len());
    let values = activity.value_fit.is_some();
    if t.speech.full {
        all.truncate(shown);
    } else {
        table.finding = heading.clone();
        table.subtitle = t.words.activity_subtitle(activity, t.subject.orders.currency.as_deref());
        table.show = Some(shown);
    }
    let name = if t.speech.full { heading } else { t.label(Label::Customer) };
    table.columns = vec![plain_column("customer", name, Kind::Name)];
    if !t.speech.full {
        table.columns.push(t.column("class", Label::Class, Kind::Mark));
        table.columns.push(plain_column("order_days", t.words.order_days(), Kind::Count));
    }
    table.columns.push(t.column("last_order", Label::LastOrder, Kind::Date));
    table.columns.push(plain_column("p_alive", t.words.p_alive(), Kind::Share));
    table.columns.push(plain_column("expected_orders", t.words.expected_orders(), Kind::Number(1)));
    if values && !t.speech.full {
        table.columns.push(plain_column("expected_value", t.words.expected_value(), Kind::Money));
    }
    table.columns.push(plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money));
    if !t.speech.full {
        table.columns.push(plain_column("stake", t.words.at_stake(), Kind::Money));
    }
    for (stake, one) in all {
        let last = t.as_of().plus_days(one.recency - one.age);
        let mut cells = vec![t.name_cell(one.customer)];
        if !t.speech.full {
            cells.push(t.class(one.customer).map_or(Value::Empty, |class| text(class.to_string())));
            cells.push(count(one.repeats as usize + 1));
        }
        cells.extend([date(Some(last)), ratio(Some(one.p_alive)), number(one.expected_orders)]);
        if values && !t.speech.full {
            cells.push(money(one.expected_value));
        }
        cells.push(t.window_amount(one.customer).map_or(Value::Empty, Value::Money));
        if !t.speech.full {
            cells.push(Value::Money(stake));
        }
        table.rows.push(Row::body(cells));
    }
    table
}

fn money(units: Option<f64>) -> Value {
    units.filter(|units| units.is_finite()).map_or(Value::Empty, |units| Value::Money(rounded(units)))
}

/// Gives the window's revenue by how likely its customers still buy.
fn bands(t: &Telling<'_>, activity: &Activity) -> Chart {
    let mut sums = [(0_usize, Money::ZERO); BANDS.len()];
    for one in &activity.list {
        let at = BANDS.iter().position(|(end, _)| one.p_alive < *end).unwrap_or(BANDS.len() - 1);
        sums[at].0 += 1;
        sums[at].1 += t.window_amount(one.customer).unwrap_or(Money::ZERO).positive_part();
    }
    let mut data = table("activity_bands", TableRole::ChartData);
    data.columns = vec![
        plain_column("p_alive", t.words.p_alive(), Kind::Name),
        t.column("customers", Label::Customers, Kind::Count),
        plain_column("window", t.words.window_column(t.rules().limits.window_months), Kind::Money),
    ];
    for ((_, label), (customers, amount)) in BANDS.iter().zip(sums) {
        data.rows.push(Row::body(vec![text(*label), count(customers), Value::Money(amount)]));
    }
    let finding = t.words.activity_bands(&gone(t, activity));
    Chart {
        id: "activity",
        subtitle: t.words.activity_bands_subtitle(t.subject.orders.currency.as_deref()),
        description: finding.clone(),
        finding,
        size: Size::Third,
        spec: Spec::Columns(Columns {
            categories: BANDS.iter().map(|(_, label)| (*label).to_owned()).collect(),
            values: sums.iter().map(|(_, amount)| *amount).collect(),
            ..Columns::default()
        }),
        table: Some(data),
        notes: Vec::new(),
    }
}

/// Gives every customer as a tidy table, by key.
fn tidy(t: &Telling<'_>, activity: &Activity) -> Table {
    let mut table = table("activity", TableRole::Primary);
    let id = |(id, kind): (&'static str, Kind)| plain_column(id, id, kind);
    table.columns = [
        ("key", Kind::Text),
        ("customer", Kind::Name),
        ("repeats", Kind::Count),
        ("recency", Kind::Count),
        ("age", Kind::Count),
        ("p_alive", Kind::Number(6)),
        ("expected_to", Kind::Date),
        ("expected_orders", Kind::Number(6)),
        ("expected_order_value", Kind::Number(4)),
        ("expected_value", Kind::Number(4)),
        ("window", Kind::Money),
    ]
    .map(id)
    .into();
    for one in &activity.list {
        table.rows.push(Row::body(vec![
            t.key_cell(one.customer),
            t.name_cell(one.customer),
            count(one.repeats as usize),
            Value::Count(i64::from(one.recency)),
            Value::Count(i64::from(one.age)),
            number(Some(one.p_alive)),
            date(Some(activity.horizon)),
            number(one.expected_orders),
            number(one.expected_order_value),
            number(one.expected_value),
            t.window_amount(one.customer).map_or(Value::Empty, Value::Money),
        ]));
    }
    table
}

/// Gives what the models found as JSON.
pub(crate) fn json(t: &Telling<'_>, activity: &Activity) -> serde_json::Value {
    let mut found = data::found(activity);
    let customers: Vec<serde_json::Value> =
        activity.list.iter().map(|one| data::of_customer(t, one.customer, one)).collect();
    if let Some(fields) = found.as_object_mut() {
        fields.insert("customer_list".to_owned(), customers.into());
    }
    found
}
