//! Every row read as one table, ready for people's own pivots; rows set aside say why.
//!
//! A book of millions of rows is never held as words: a column knows where its values lie ([`Cells`]), and a line is told when it
//! is asked for. The workbook takes a [`Table`] of them, csv the lines themselves.

mod cells;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use cells::{Calendar, Cells, Told};
pub use cells::{Cell, Keys};

use super::telling::{plain_column, table, text};
use super::words::figures::Minus;
use super::words::labels::Label;
use super::words::{Speech, Words, words};
use super::{Column, Kind, Row, RowRole, Subject, Table, TableRole, Value};
use crate::analyse::Mover;
use crate::model::{Audit, Field, Grain, Orders, Texts};

/// How many rows a stretch holds: their text stays in the cache of a core until it is in the file.
const STRETCH: usize = 2_000;

/// Every row read: those used by column, those set aside one by one.
pub struct Detail<'a> {
    orders: &'a Orders,
    audit: &'a Audit,
    words: Box<dyn Words>,
    /// The columns, without rows.
    head: Table,
    /// By column, what the rows used hold, and what those set aside do.
    cells: Vec<(Cells<'a>, Aside)>,
    calendar: Calendar,
    /// The places of the rows by source and row number, where they do not lie so.
    used: Option<Vec<u32>>,
    aside: Option<Vec<u32>>,
}

/// What a column says of a row that is set aside.
#[derive(Clone, Copy)]
enum Aside {
    File,
    Sheet,
    Row,
    Customer,
    Raw(Field),
    Amount,
    Status,
    Reason,
    Nothing,
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row used, by its place in the orders.
    Used(usize),
    /// A row set aside, by its place in the audit.
    Aside(usize),
}

/// Lines that stand together, so that several can be told side by side.
#[derive(Clone, Debug)]
pub struct Stretch {
    used: Range<usize>,
    aside: Range<usize>,
}

/// Gives every row by source and row number.
pub fn detail(subject: &Subject<'_>) -> Table {
    let detail = Detail::of(subject);
    let mut rows = Vec::with_capacity(detail.len());
    for stretch in detail.stretches() {
        detail.lines(&stretch, |line| rows.push(detail.row(line)));
    }
    Table { rows, ..detail.head.clone() }
}

impl<'a> Detail<'a> {
    /// Finds where the values of each column lie.
    pub fn of(subject: &Subject<'a>) -> Detail<'a> {
        let (orders, audit) = (subject.orders, subject.audit);
        let grain = subject.analysis.period.calendar.grain;
        let decimals = orders.decimals.clamp(2, 4);
        let words = words(Speech { lang: subject.lang, minus: Minus::Ascii, decimals, grain, full: true });
        let mut head = table("detail", TableRole::Register);
        head.finding = words.detail_finding(audit.read().n as usize);
        head.subtitle = words.detail_subtitle();
        let mut cells = Vec::new();
        for (column, values, aside) in columns(subject, &*words) {
            head.columns.push(column);
            cells.push((values, aside));
        }
        let calendar = Calendar::of(orders, subject.analysis.period.calendar);
        let places = (0..orders.len()).map(|at| place(orders, at));
        let used = (!places.is_sorted()).then(|| {
            let mut places: Vec<u32> = (0..orders.len() as u32).collect();
            places.sort_by_key(|&at| place(orders, at as usize));
            places
        });
        let key = |at: &u32| (audit.rows[*at as usize].source, audit.rows[*at as usize].row);
        let aside = (!audit.rows.is_sorted_by_key(|row| (row.source, row.row))).then(|| {
            let mut places: Vec<u32> = (0..audit.rows.len() as u32).collect();
            places.sort_by_key(key);
            places
        });
        Detail { orders, audit, words, head, cells, calendar, used, aside }
    }

    /// Gives the columns.
    pub fn columns(&self) -> &[Column] {
        &self.head.columns
    }

    /// Gives the number of lines.
    pub fn len(&self) -> usize {
        self.orders.len() + self.audit.rows.len()
    }

    /// Says whether no row was read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the stretches that all lines lie in, in their order.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut from = 0;
        for start in (0..self.orders.len().max(1)).step_by(STRETCH) {
            let end = (start + STRETCH).min(self.orders.len());
            let to = match end < self.orders.len() {
                true => {
                    let next = place(self.orders, self.used_at(end));
                    self.asides_before(next)
                }
                false => self.audit.rows.len(),
            };
            stretches.push(Stretch { used: start..end, aside: from..to });
            from = to;
        }
        stretches
    }

    /// Goes over the lines of a stretch.
    pub fn lines(&self, stretch: &Stretch, mut each: impl FnMut(Line)) {
        let mut asides = stretch.aside.clone().map(|at| self.aside_at(at)).peekable();
        for at in stretch.used.clone().map(|at| self.used_at(at)) {
            let here = place(self.orders, at);
            while let Some(aside) = asides.next_if(|&aside| self.aside_place(aside) < here) {
                each(Line::Aside(aside));
            }
            each(Line::Used(at));
        }
        asides.for_each(|aside| each(Line::Aside(aside)));
    }

    /// Gives what a column says in a line that is used.
    pub fn cell(&self, column: usize, row: usize) -> Cell<'_> {
        self.cells[column].0.at(row, &self.calendar)
    }

    /// Gives what a column goes by, and how many keys there are; nothing where each row is told by itself.
    pub fn keys(&self, column: usize) -> Option<(Keys<'_>, usize)> {
        self.cells[column].0.keys(self.orders.len(), &self.calendar)
    }

    /// Gives what a column says in all lines with a key; nothing for a key beyond those there are.
    pub fn of_key(&self, column: usize, key: usize) -> Cell<'_> {
        self.cells[column].0.of_key(key, &self.calendar)
    }

    /// Gives a line as a row of a table.
    pub fn row(&self, line: Line) -> Row {
        match line {
            Line::Used(at) => Row::body((0..self.cells.len()).map(|column| self.cell(column, at).value()).collect()),
            Line::Aside(at) => {
                let cells = self.cells.iter().map(|(_, aside)| self.set_aside(*aside, at)).collect();
                Row { group: Some(self.audit.rows[at].reason.name()), ..Row::of(RowRole::Muted, cells) }
            }
        }
    }

    fn set_aside(&self, column: Aside, at: usize) -> Value {
        let row = &self.audit.rows[at];
        let raw = |field: Field| {
            row.fields.iter().find(|(found, _)| *found == field).map_or(Value::Empty, |(_, raw)| text(raw.as_str()))
        };
        let source = self.audit.sources.get(usize::from(row.source)).map(|source| &source.source);
        match column {
            Aside::File => source.map_or(Value::Empty, |source| text(source.file.as_str())),
            Aside::Sheet => source.and_then(|source| source.sheet.as_deref()).map_or(Value::Empty, text),
            Aside::Row => Value::Count(i64::from(row.row)),
            Aside::Customer => match raw(Field::Customer) {
                Value::Empty => raw(Field::CustomerId),
                name => name,
            },
            Aside::Raw(field) => raw(field),
            Aside::Amount => Value::Money(row.amount),
            Aside::Status => text(self.words.label(Label::SetAside)),
            Aside::Reason => text(self.words.reason_name(row.reason)),
            Aside::Nothing => Value::Empty,
        }
    }

    fn used_at(&self, at: usize) -> usize {
        self.used.as_ref().map_or(at, |places| places[at] as usize)
    }

    fn aside_at(&self, at: usize) -> usize {
        self.aside.as_ref().map_or(at, |places| places[at] as usize)
    }

    fn aside_place(&self, at: usize) -> (u16, u32) {
        (self.audit.rows[at].source, self.audit.rows[at].row)
    }

    /// Counts the rows set aside that stand before a place.
    fn asides_before(&self, next: (u16, u32)) -> usize {
        let before = |at: usize| self.aside_place(self.aside_at(at)).cmp(&next) == Ordering::Less;
        let (mut low, mut high) = (0, self.audit.rows.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Gives the source and the row number of a row used.
fn place(orders: &Orders, at: usize) -> (u16, u32) {
    (orders.source.get(at).copied().unwrap_or(0), orders.row.get(at).copied().unwrap_or(0))
}

/// Lists the columns, with where their values lie.
fn columns<'a>(subject: &Subject<'a>, words: &dyn Words) -> Vec<(Column, Cells<'a>, Aside)> {
    let orders = subject.orders;
    let grain = subject.analysis.period.calendar.grain;
    let label = |label| words.label(label).to_owned();
    let day = |told| Cells::Day(&orders.day, told);
    let mut columns = vec![
        (
            plain_column("file", label(Label::File), Kind::Text),
            Cells::of_sources(orders, |source| Some(source.file.as_str())),
            Aside::File,
        ),
        (
            plain_column("sheet", label(Label::Sheet), Kind::Text),
            Cells::of_sources(orders, |source| source.sheet.as_deref()),
            Aside::Sheet,
        ),
        (plain_column("row", label(Label::Row), Kind::Count), Cells::Count(&orders.row), Aside::Row),
        (plain_column("date", words.field(Field::Date), Kind::Date), day(Told::Date), Aside::Nothing),
        (plain_column("period", words.grain_heading(Some(grain)), Kind::Text), day(Told::Period), Aside::Nothing),
    ];
    if grain != Grain::Month {
        columns.push((plain_column("month", label(Label::Month), Kind::Text), day(Told::Month), Aside::Nothing));
    }
    if grain != Grain::Year {
        columns.push((plain_column("year", label(Label::Year), Kind::Count), day(Told::Year), Aside::Nothing));
    }
    columns.extend(of_customers(subject, words));
    let texts: Vec<(&'static str, String, &Texts, Option<Field>)> = [
        ("order", Field::Order, &orders.order),
        ("product", Field::Product, &orders.product),
        ("category", Field::Category, &orders.category),
    ]
    .into_iter()
    .map(|(id, field, texts)| (id, words.field(field), texts, Some(field)))
    .chain(orders.texts.iter().map(|(name, texts)| {
        let field = Field::named(name);
        ("text", field.map_or_else(|| name.clone(), |field| words.field(field)), texts, field)
    }))
    .filter(|(_, _, texts, _)| !texts.codes.is_empty())
    .collect();
    // Where a column says the currency, it is among the texts already.
    let names_currency = !texts.iter().any(|(_, _, _, field)| *field == Some(Field::Currency));
    columns.extend(texts.into_iter().map(|(id, name, texts, field)| {
        let period = (id == "text").then(|| field.map_or_else(|| name.clone(), |field| field.name().to_owned()));
        (
            Column { id, period, label: name, kind: Kind::Text },
            Cells::Texts(texts),
            field.map_or(Aside::Nothing, Aside::Raw),
        )
    }));
    columns.extend(orders.dates.iter().filter(|(_, days)| !days.is_empty()).map(|(name, days)| {
        let label = match name.as_str() {
            Orders::OWN_DATE => label(Label::OwnDate),
            name => Field::named(name).map_or_else(|| name.to_owned(), |field| words.field(field)),
        };
        let column = Column { id: "further_date", period: Some(name.clone()), label, kind: Kind::Date };
        (column, Cells::Day(days, Told::Date), Aside::Nothing)
    }));
    if !orders.quantity.is_empty() {
        let column = plain_column("quantity", label(Label::Quantity), Kind::Number(4));
        columns.push((column, Cells::Quantity(&orders.quantity), Aside::Nothing));
    }
    columns.push((
        plain_column("amount", label(Label::Amount), Kind::Money),
        Cells::Money(&orders.amount),
        Aside::Amount,
    ));
    if let Some(local) = orders.local.as_ref().filter(|local| !local.amount.is_empty()) {
        if names_currency {
            let column = plain_column("written_currency", label(Label::Currency), Kind::Text);
            let names = local.currencies.iter().map(|name| Some(name.as_str())).collect();
            columns.push((column, Cells::Few(names, &local.currency), Aside::Nothing));
        }
        let column = plain_column("written", label(Label::Written), Kind::Money);
        columns.push((column, Cells::Money(&local.amount), Aside::Amount));
    }
    columns.extend(orders.moneys.iter().filter(|(_, raws)| !raws.is_empty()).map(|(name, raws)| {
        let label = Field::named(name).map_or_else(|| name.clone(), |field| words.field(field));
        let column = Column { id: "further_money", period: Some(name.clone()), label, kind: Kind::Money };
        (column, Cells::Money(raws), Aside::Nothing)
    }));
    columns.push((
        plain_column("status", label(Label::Status), Kind::Mark),
        Cells::Same(label(Label::UsedRow)),
        Aside::Status,
    ));
    columns.push((plain_column("reason", label(Label::Reason), Kind::Text), Cells::Same(String::new()), Aside::Reason));
    columns
}

/// Lists what all rows of a customer share.
fn of_customers<'a>(subject: &Subject<'a>, words: &dyn Words) -> [(Column, Cells<'a>, Aside); 4] {
    let (orders, analysis) = (subject.orders, subject.analysis);
    let places: BTreeMap<&str, usize> =
        subject.cube.customers.iter().enumerate().map(|(at, customer)| (customer.key.as_str(), at)).collect();
    let movers: BTreeMap<usize, &Mover> =
        analysis.bridge.iter().flat_map(|bridge| &bridge.movers).map(|mover| (mover.customer, mover)).collect();
    let mut shared = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for client in &orders.clients {
        let at = places.get(client.key.as_str());
        let mover = at.and_then(|at| movers.get(at));
        let class = at.and_then(|at| analysis.classes.of(*at));
        shared[0].push(Some(client.name.as_str().into()));
        shared[1].push(Some(client.key.as_str().into()));
        shared[2].push(mover.map(|mover| words.movement(mover.movement).to_owned().into()));
        shared[3].push(class.map(|class| class.to_string().into()));
    }
    let [names, keys, movements, classes] = shared.map(|values| Cells::Listed(values, &orders.client));
    let label = |label| words.label(label).to_owned();
    [
        (plain_column("customer", label(Label::Customer), Kind::Name), names, Aside::Customer),
        (plain_column("key", label(Label::Key), Kind::Text), keys, Aside::Raw(Field::CustomerId)),
        (plain_column("movement", label(Label::Movement), Kind::Mark), movements, Aside::Nothing),
        (plain_column("class", label(Label::Class), Kind::Mark), classes, Aside::Nothing),
    ]
}
