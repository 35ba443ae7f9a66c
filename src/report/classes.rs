//! ABC classes of the window, and who moved between them since the window a year before.

use super::telling::{Telling, count, plain_column, ratio, table, text, total_row};
use super::words::labels::Label;
use super::{Block, Chart, Kind, Matrix, Row, Section, Size, Spec, Table, TableRole, Text, Value};
use crate::analyse::Classes;
use crate::model::{Money, Tally};

/// Gives the section.
pub(crate) fn section(t: &Telling<'_>) -> Section {
    let classes = &t.subject.analysis.classes;
    let window = &t.subject.analysis.concentration;
    let mut section = Section {
        id: "classes",
        nav: t.label(Label::NavClasses),
        finding: t.words.classes_finding(&moves(classes), classes.before.is_some()),
        lead: vec![Text::plain(t.words.window_line(window, t.rules().limits.window_months))],
        blocks: vec![Block::Table(abc(t, classes))],
    };
    if classes.before.is_some() {
        section.blocks.push(Block::Chart(migration(t, classes, false)));
        section.blocks.push(Block::Chart(migration(t, classes, true)));
    } else {
        section.blocks.push(Block::Note(Text::plain(t.words.no_migration())));
    }
    section
}

/// How many customers were in class A a year before, are still, left, came, and came from nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClassMoves {
    pub was_a: u64,
    pub stayed_a: u64,
    pub left_a: u64,
    pub joined_a: u64,
    pub from_nothing: u64,
    pub to_nothing: u64,
}

pub(crate) fn moves(classes: &Classes) -> ClassMoves {
    let grid = &classes.migration;
    let was_a: u64 = grid[0].iter().map(|tally| tally.n).sum();
    // Without a window a year before nobody moved, and all that are in it are there.
    let is_a: u64 = if classes.before.is_some() { grid.iter().map(|row| row[0].n).sum() } else { classes.a.n };
    ClassMoves {
        was_a,
        stayed_a: grid[0][0].n,
        left_a: was_a - grid[0][0].n,
        joined_a: is_a - grid[0][0].n,
        from_nothing: grid[3][0].n,
        to_nothing: grid[0][3].n,
    }
}

pub(crate) fn abc(t: &Telling<'_>, classes: &Classes) -> Table {
    let mut table = table("classes", TableRole::Secondary);
    let all = [('A', classes.a), ('B', classes.b), ('C', classes.c)];
    let mut whole = Tally::default();
    all.iter().for_each(|(_, tally)| whole += *tally);
    table.finding = t.words.abc_finding(classes.a, whole);
    table.subtitle = t.words.abc_subtitle(&t.rules().limits, t.subject.orders.currency.as_deref());
    table.columns = vec![
        t.column("class", Label::Class, Kind::Mark),
        t.column("customers", Label::Customers, Kind::Count),
        plain_column("of_customers", t.words.of_customers(), Kind::Share),
        plain_column("amount", t.words.window_column(t.rules().limits.window_months), Kind::Money),
        t.column("share", Label::Share, Kind::Share),
    ];
    let compared = classes.before.is_some();
    if compared {
        table.columns.push(t.column("customers_before", Label::YearAgo, Kind::Count));
        table.columns.push(t.column("stayed", Label::Stayed, Kind::Count));
        table.columns.push(t.column("joined", Label::Joined, Kind::CountChange));
        table.columns.push(t.column("left", Label::Left, Kind::CountChange));
    }
    let grid = &classes.migration;
    for (at, (class, tally)) in all.iter().enumerate() {
        let mut cells = vec![
            text(class.to_string()),
            count(tally.n as usize),
            ratio((whole.n > 0).then(|| tally.n as f64 / whole.n as f64)),
            Value::Money(tally.amount),
            ratio(tally.amount.share_of(whole.amount)),
        ];
        if compared {
            let before: u64 = grid[at].iter().map(|tally| tally.n).sum();
            let now: u64 = grid.iter().map(|row| row[at].n).sum();
            let stayed = grid[at][at].n;
            cells.push(count(before as usize));
            cells.push(count(stayed as usize));
            cells.push(Value::CountChange((now - stayed) as i64));
            cells.push(Value::CountChange(stayed as i64 - before as i64));
        }
        table.rows.push(Row::body(cells));
    }
    let mut cells = vec![
        text(t.label(Label::Total)),
        count(whole.n as usize),
        ratio((whole.n > 0).then_some(1.0)),
        Value::Money(whole.amount),
        ratio(whole.amount.share_of(whole.amount)),
    ];
    if compared {
        let before: u64 = grid[..3].iter().flatten().map(|tally| tally.n).sum();
        cells.push(count(before as usize));
        cells.extend([Value::Empty, Value::Empty, Value::Empty]);
    }
    table.rows.push(total_row(cells));
    table
}

/// Gives the moves between classes as tables, in customers and in money.
pub(crate) fn migration_tables(t: &Telling<'_>, classes: &Classes) -> impl Iterator<Item = Table> {
    let charts = [migration(t, classes, false), migration(t, classes, true)];
    let tables = charts.into_iter().filter_map(|chart| chart.table).zip([None, Some(t.words.moves_in_money())]);
    tables.map(|(mut table, what)| {
        if let Some((what, column)) = what.zip(table.columns.first_mut()) {
            column.label = what;
        }
        table
    })
}

fn migration(t: &Telling<'_>, classes: &Classes, money: bool) -> Chart {
    let grid = &classes.migration;
    let names = ["A".to_owned(), "B".to_owned(), "C".to_owned(), t.label(Label::NoClass)];
    let with_total = |names: &[String; 4]| names.iter().cloned().chain([t.label(Label::Total)]).collect::<Vec<_>>();
    let sum = |tallies: &[Tally]| {
        tallies.iter().fold(Tally::default(), |mut sum, tally| {
            sum += *tally;
            sum
        })
    };
    let said = |tally: Tally, empty: bool| {
        let words = match (empty, money) {
            (true, _) => String::new(),
            (_, true) => t.speech.brief(tally.amount),
            (_, false) => t.speech.count(tally.n as usize),
        };
        let weight = if money { tally.amount.units() } else { tally.n as f64 };
        (words, weight)
    };
    let mut cells = Vec::new();
    let mut sense = Vec::new();
    for (from, row) in grid.iter().enumerate() {
        let mut line: Vec<(String, f64)> = row.iter().map(|tally| said(*tally, tally.n == 0 && from == 3)).collect();
        line.push(said(sum(row), false));
        cells.push(line);
        let mut signs: Vec<i8> = (0..4).map(|to| (from as i8 - to).signum()).collect();
        signs.push(0);
        sense.push(signs);
    }
    let columns: Vec<Tally> = (0..4).map(|to| sum(&grid.iter().map(|row| row[to]).collect::<Vec<_>>())).collect();
    let mut totals: Vec<(String, f64)> = columns.iter().map(|tally| said(*tally, false)).collect();
    totals.push(said(sum(&columns), false));
    cells.push(totals);
    sense.push(vec![0; 5]);
    let id = if money { "migration_money" } else { "migration" };
    let mut data = table(id, TableRole::ChartData);
    let kind = if money { Kind::Change } else { Kind::Count };
    data.columns = vec![plain_column("from", t.words.from_to(), Kind::Name)];
    for (at, name) in with_total(&names).into_iter().enumerate() {
        data.columns.push(plain_column(["a", "b", "c", "none", "total"][at], name, kind));
    }
    let value = |tally: Tally| if money { Value::Change(tally.amount) } else { count(tally.n as usize) };
    for (from, row) in grid.iter().enumerate() {
        let mut line = vec![text(names[from].clone())];
        line.extend(row.iter().map(|tally| value(*tally)));
        line.push(value(sum(row)));
        data.rows.push(Row::body(line));
    }
    let mut line = vec![text(t.label(Label::Total))];
    line.extend(columns.iter().map(|tally| value(*tally)));
    line.push(value(sum(&columns)));
    data.rows.push(total_row(line));
    let moves = moves(classes);
    let finding = if money {
        let gone: Money = grid[0][3].amount;
        t.words.migration_money_finding(&moves, grid[3][0].amount, gone)
    } else {
        t.words.migration_finding(&moves)
    };
    Chart {
        id,
        description: finding.clone(),
        finding,
        subtitle: t.words.migration_subtitle(money, classes, t.subject.orders.currency.as_deref()),
        size: Size::Third,
        spec: Spec::Matrix(Matrix {
            rows: with_total(&names),
            columns: with_total(&names),
            cells,
            sense,
            totals: true,
        }),
        table: Some(data),
        notes: Vec::new(),
    }
}
