//! What every section needs at hand while it is told: results, names, words, and the periods that are shown.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::shared::shared;
use super::words::figures::Minus;
use super::words::labels::Label;
use super::words::{Speech, Words, words};
use super::{Block, Column, Kind, Report, Row, RowRole, Series, Subject, Table, TableRole, Text, Value, View};
use crate::analyse::{Bridge, ByProduct, Concentration, PeriodFigures, Trend};
use crate::cube::Customer;
use crate::model::companion::TableKind;
use crate::model::{Day, Grain, Money, Period, Rules};

/// One report in the making.
pub(crate) struct Telling<'a> {
    pub subject: Subject<'a>,
    pub view: &'a View,
    pub words: Box<dyn Words>,
    pub speech: Speech,
    /// By customer, its net amount in the window.
    window_nets: Vec<Option<Money>>,
    /// Names and keys by customer, shared by all cells that hold them, once somebody has asked for one.
    parties: OnceLock<Vec<[Value; 2]>>,
    /// The rows by customer and product, once somebody has asked for them.
    by_product: OnceLock<Option<ByProduct>>,
}

impl<'a> Telling<'a> {
    /// Begins a report that is read on a page: short amounts, true minus.
    pub fn page(subject: &Subject<'a>, view: &'a View) -> Telling<'a> {
        Telling::new(subject, view, Minus::True, false)
    }

    /// Begins a report for the terminal: amounts in full, ASCII minus, so that a figure can be pasted.
    pub fn terminal(subject: &Subject<'a>, view: &'a View) -> Telling<'a> {
        Telling::new(subject, view, Minus::Ascii, true)
    }

    fn new(subject: &Subject<'a>, view: &'a View, minus: Minus, full: bool) -> Telling<'a> {
        let speech = Speech {
            lang: subject.lang,
            minus,
            decimals: subject.orders.decimals.clamp(2, 4),
            grain: subject.analysis.period.calendar.grain,
            full,
        };
        let analysis = subject.analysis;
        Telling {
            subject: *subject,
            view,
            words: words(speech),
            speech,
            window_nets: analysis.concentration.nets(subject.cube.customers.len()),
            parties: OnceLock::new(),
            by_product: OnceLock::new(),
        }
    }

    /// Gives a cell with the customer's name.
    pub fn name_cell(&self, customer: usize) -> Value {
        self.parties().get(customer).map_or_else(|| text(""), |[name, _]| name.clone())
    }

    /// Gives a cell with the customer's key.
    pub fn key_cell(&self, customer: usize) -> Value {
        self.parties().get(customer).map_or_else(|| text(""), |[_, key]| key.clone())
    }

    fn parties(&self) -> &[[Value; 2]] {
        let party = |customer: &Customer| {
            let name = text(customer.name.as_str());
            let key = if customer.key == customer.name { name.clone() } else { text(customer.key.as_str()) };
            [name, key]
        };
        self.parties.get_or_init(|| self.subject.cube.customers.iter().map(party).collect())
    }

    /// Gives the rows by customer and product, laid together when first asked for; nothing without products.
    pub fn by_product(&self) -> Option<&ByProduct> {
        let Subject { orders, cube, .. } = self.subject;
        self.by_product.get_or_init(|| ByProduct::of(orders, cube.customers.len())).as_ref()
    }

    /// Says whether amounts of other currencies were converted.
    pub fn converted(&self) -> bool {
        !self.subject.cube.currencies.is_empty()
    }

    /// Gives the customer's name.
    pub fn name(&self, customer: usize) -> &'a str {
        self.subject.cube.customers.get(customer).map_or("", |customer| customer.name.as_str())
    }

    /// Gives the customer's name as a sentence holds it: a very long one is cut in the middle, a space typed twice is one.
    pub fn told(&self, customer: usize) -> Cow<'a, str> {
        let name = self.name(customer);
        match name.contains("  ") {
            true => super::text::told(&name.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned().into(),
            false => super::text::told(name),
        }
    }

    /// Gives the customer's key, the last tie-break of every order.
    pub fn key(&self, customer: usize) -> &'a str {
        self.subject.cube.customers.get(customer).map_or("", |customer| customer.key.as_str())
    }

    /// Gives the period that the report is about.
    pub fn period(&self) -> Period {
        self.subject.analysis.period
    }

    /// Gives the place of the report's period in the cube.
    pub fn place(&self) -> usize {
        self.subject.cube.place_of(self.period()).unwrap_or(0)
    }

    /// Gives the day that the report speaks from.
    pub fn as_of(&self) -> Day {
        self.subject.cube.span.as_of
    }

    /// Gives the thresholds of verdicts and flags.
    pub fn rules(&self) -> &'a Rules {
        self.subject.rules
    }

    /// Says whether `--since` lets the period be shown: the report's own always, others where they begin on that day or later.
    pub fn shown(&self, period: Period) -> bool {
        period == self.period() || self.subject.rules.since.is_none_or(|since| period.first_day() >= since)
    }

    /// Gives the places of the periods that small charts and matrices show, ending with the report's.
    pub fn recent(&self) -> Vec<usize> {
        let many = match self.speech.grain {
            Grain::Week | Grain::Month => 13,
            Grain::Quarter if self.speech.full => 12,
            Grain::Quarter => 8,
            Grain::Half | Grain::Year => 6,
        };
        let place = self.place();
        (place.saturating_sub(many - 1)..=place).filter(|&at| self.shown(self.subject.cube.periods[at])).collect()
    }

    /// Gives the first and last label of those periods.
    pub fn recent_labels(&self) -> (String, String) {
        let label = |at: Option<&usize>| at.map(|&at| self.subject.cube.periods[at].label()).unwrap_or_default();
        let places = self.recent();
        (label(places.first()), label(places.last()))
    }

    /// Gives the period that has not ended, where it comes right after the report's.
    pub fn partial(&self) -> Option<&'a crate::analyse::Partial> {
        let next = self.period().plus(1);
        self.subject.analysis.partial.as_ref().filter(|partial| partial.period == next)
    }

    /// Gives the figures of a complete period; those so far of the report's, where none is complete.
    pub fn figures(&self, period: Period) -> Option<&'a PeriodFigures> {
        let analysis = self.subject.analysis;
        analysis.periods.iter().chain(&analysis.so_far).find(|figures| figures.period == period)
    }

    /// Gives the bridge that ends in a period, period on period.
    pub fn bridge_to(&self, period: Period) -> Option<&'a Bridge> {
        let analysis = self.subject.analysis;
        let one = analysis.bridge.as_ref().filter(|bridge| bridge.period1 == period);
        one.or_else(|| analysis.history.iter().find(|bridge| bridge.period1 == period))
    }

    /// Gives the bridges that are shown one beside the other, oldest first.
    pub fn history(&self) -> Vec<&'a Bridge> {
        let mut all: Vec<&Bridge> =
            self.subject.analysis.history.iter().filter(|bridge| self.shown(bridge.period1)).collect();
        all.sort_by_key(|bridge| bridge.period1);
        all
    }

    /// Gives the bridge against the same period of the year before, where that is not the period before anyway.
    pub fn year_bridge(&self) -> Option<&'a Bridge> {
        let year = self.subject.analysis.year_on_year.as_ref()?;
        (self.speech.grain != Grain::Year).then_some(year)
    }

    /// Gives the concentration at a period's end.
    pub fn window_at(&self, period: Period) -> Option<&'a Concentration> {
        self.subject.analysis.over_time.iter().find(|point| point.period == period).map(|point| &point.window)
    }

    /// Gives the customer's trend.
    pub fn trend(&self, customer: usize) -> Option<&'a Trend> {
        // One each, by place; none where nobody asked for them.
        self.subject.analysis.trends.customers.get(customer)
    }

    /// Gives the customer's class in the window.
    pub fn class(&self, customer: usize) -> Option<char> {
        self.subject.analysis.classes.of(customer)
    }

    /// Gives the customer's net amount in the window, nothing without rows in it.
    pub fn window_amount(&self, customer: usize) -> Option<Money> {
        self.window_nets.get(customer).copied().flatten()
    }

    /// Gives the customer's net amount in the period at a place.
    pub fn net(&self, customer: usize, place: usize) -> Money {
        self.subject.cube.customers[customer].cell(place).net
    }

    /// Gives the net amount of all customers in the period at a place.
    pub fn total(&self, place: usize) -> Money {
        self.subject.cube.customers.iter().map(|customer| customer.cell(place).net).sum()
    }

    /// Gives the customer's recent periods as a small chart.
    pub fn series(&self, customer: usize) -> Series {
        let places = self.recent();
        let partial = self.partial().filter(|_| !self.speech.full);
        let partial = partial.and_then(|partial| self.subject.cube.place_of(partial.period));
        let mut points: Vec<Option<f64>> = places.iter().map(|&at| Some(self.net(customer, at).units())).collect();
        let strong = points.len().checked_sub(1);
        points.extend(partial.map(|at| Some(self.net(customer, at).units())));
        Series { points, line: false, last_partial: partial.is_some(), strong }
    }

    /// Gives a word of a heading.
    pub fn label(&self, label: Label) -> String {
        self.words.label(label).to_owned()
    }

    /// Makes a column.
    pub fn column(&self, id: &'static str, label: Label, kind: Kind) -> Column {
        Column { id, period: None, label: self.label(label), kind }
    }

    /// Gives how many customers a list shows.
    pub fn top(&self, otherwise: usize) -> usize {
        self.view.top.unwrap_or(otherwise)
    }

    /// Gives those of some tables beside the orders that are not given.
    pub fn absent(&self, tables: &[TableKind]) -> Vec<TableKind> {
        let given = self.subject.companions.audits();
        tables.iter().copied().filter(|table| given.iter().all(|audit| audit.table != *table)).collect()
    }

    /// Says of a command which tables would tell more, and how to get them; the report says it of all in its account.
    pub fn wanting(&self, tables: &[TableKind]) -> Option<Block> {
        let absent = self.absent(tables);
        (self.speech.full && !absent.is_empty()).then(|| Block::Note(self.words.companions_absent(&absent)))
    }

    /// Says whether orders and their days are known, and not only sums of periods.
    pub fn has_orders(&self) -> bool {
        self.subject.cube.span.has_orders()
    }

    /// Gives a number of orders, where it is known.
    pub fn orders(&self, number: u64) -> Value {
        if self.has_orders() { count(number as usize) } else { Value::Empty }
    }

    /// Gives the period that a day stands for, where the rows are sums of periods.
    pub fn sum_of(&self, day: Day) -> String {
        let calendar = self.subject.cube.span.sums.iter().max_by_key(|sums| sums.grain).copied();
        calendar.unwrap_or(self.rules().calendar).period_of(day).label()
    }

    /// Says that only sums are known, where that is so.
    pub fn only_sums(&self) -> Option<Text> {
        let sums = self.subject.cube.span.sums.iter().max_by_key(|sums| sums.grain)?;
        Some(Text::plain(self.words.only_sums(sums.grain)))
    }

    pub fn begin(&self, command: &'static str, title: String) -> Report {
        Report {
            lang: self.speech.lang,
            command,
            title,
            company: self.subject.company.map(str::to_owned),
            facts: super::overview::facts(self),
            period: self.period().label(),
            as_of: self.as_of(),
            currency: self.subject.orders.currency.clone(),
            decimals: self.speech.decimals,
            alert: super::overview::large_share(self).filter(|_| self.speech.full),
            verdict: Text::default(),
            findings: Vec::new(),
            drawn_from: Vec::new(),
            numbered: false,
            tiles: Vec::new(),
            tiles_note: None,
            notices: self.only_sums().into_iter().collect(),
            sections: Vec::new(),
            primary: table("empty", TableRole::Primary),
            account: super::account::account(self),
            data: serde_json::Value::Null,
            written: None,
        }
    }
}

/// Makes an empty table.
pub(crate) fn table(id: &'static str, role: TableRole) -> Table {
    Table {
        id,
        finding: String::new(),
        subtitle: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        role,
        show: None,
        choices: Vec::new(),
    }
}

/// Makes a column of a period: one id stands for several, the label tells them apart.
pub(crate) fn period_column(id: &'static str, period: Period, label: String, kind: Kind) -> Column {
    Column { id, period: Some(period.label()), label, kind }
}

/// Makes a column with a fixed label, such as a period's or an id's.
pub(crate) fn plain_column(id: &'static str, label: impl Into<String>, kind: Kind) -> Column {
    Column { id, period: None, label: label.into(), kind }
}

/// Makes a text cell.
pub(crate) fn text(words: impl AsRef<str>) -> Value {
    Value::Text(shared(words.as_ref()))
}

/// Makes a cell of a ratio that may have no value.
pub(crate) fn ratio(value: Option<f64>) -> Value {
    value.filter(|value| value.is_finite()).map_or(Value::Empty, Value::Ratio)
}

/// Makes a cell of a number that may have no value.
pub(crate) fn number(value: Option<f64>) -> Value {
    value.filter(|value| value.is_finite()).map_or(Value::Empty, Value::Number)
}

/// Makes a cell of a count.
pub(crate) fn count(number: usize) -> Value {
    Value::Count(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Makes a cell of a day that may be absent.
pub(crate) fn date(day: Option<Day>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}

/// Makes a total row.
pub(crate) fn total_row(cells: Vec<Value>) -> Row {
    Row::of(RowRole::Total, cells)
}

/// Gives the relative change; no value where the base is not above zero.
pub(crate) fn relative(now: Money, base: Money) -> Option<f64> {
    (now - base).share_of(base)
}
