//! The customers that moved most, as small charts of one scale: whether they came, left or drifted.

use super::telling::{Telling, table};
use super::words::labels::Label;
use super::words::speech::rounded;
use super::{Chart, Kind, Multiple, Piece, Row, Size, Spec, TableRole, Value, own_scales, tell};
use crate::analyse::{Bridge, Mover};
use crate::model::Money;

/// How many small multiples each side has.
const EACH: usize = 6;

pub(super) fn multiples(t: &Telling<'_>, bridge: &Bridge) -> Option<Chart> {
    let ups: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.change.is_positive()).take(EACH).collect();
    let downs: Vec<&Mover> = bridge.movers.iter().filter(|mover| mover.change.is_negative()).take(EACH).collect();
    if ups.is_empty() && downs.is_empty() {
        return None;
    }
    let mut periods: Vec<_> = t.recent().into_iter().map(|at| t.subject.cube.periods[at]).collect();
    periods.extend(t.partial().map(|partial| partial.period));
    let last = periods.len() - 1;
    let starred = |at: usize| {
        let label = periods[at].label();
        if t.partial().is_some() && at == last { format!("{label}*") } else { label }
    };
    let categories: Vec<String> = (0..periods.len()).map(starred).collect();
    let heads = [(ups.len(), true), (downs.len(), false)];
    let cell = |side: usize, at: usize, mover: &Mover| Multiple {
        name: t.name(mover.customer).to_owned(),
        line: tell![
            t.speech.delta(mover.change),
            Piece::from(" "),
            t.trend(mover.customer).map(|trend| t.words.trend_marks(trend)).unwrap_or_default()
        ],
        series: t.series(mover.customer),
        categories: categories.clone(),
        change: mover.change,
        group: (at == 0).then(|| t.words.multiples_head(heads[side].0, heads[side].1)),
    };
    let mut cells: Vec<Multiple> = ups.iter().enumerate().map(|(at, mover)| cell(0, at, mover)).collect();
    cells.extend(downs.iter().enumerate().map(|(at, mover)| cell(1, at, mover)));
    let shown: Vec<&Mover> = ups.iter().chain(&downs).copied().collect();
    let mut data = table("multiples", TableRole::ChartData);
    data.columns = vec![t.column("customer", Label::Customer, Kind::Name)];
    for (at, period) in periods.iter().enumerate() {
        data.columns.push(super::telling::period_column("amount", *period, starred(at), Kind::Money));
    }
    for mover in &shown {
        let nets = periods
            .iter()
            .map(|period| t.subject.cube.place_of(*period).map_or(Money::ZERO, |at| t.net(mover.customer, at)));
        let mut cells = vec![t.name_cell(mover.customer)];
        cells.extend(nets.map(Value::Money));
        data.rows.push(Row::body(cells));
    }
    let came_or_left = shown.iter().filter(|mover| mover.r0.is_zero() || mover.r1.is_zero()).count();
    let highest =
        cells.iter().flat_map(|cell| cell.series.points.iter().flatten()).fold(0.0_f64, |most, value| most.max(*value));
    Some(Chart {
        id: "multiples",
        finding: t.words.multiples_finding(shown.len(), came_or_left),
        subtitle: t.words.multiples_subtitle(
            (!own_scales(&cells)).then(|| rounded(highest)),
            t.period(),
            t.partial(),
            t.subject.orders.currency.as_deref(),
        ),
        size: Size::Full,
        spec: Spec::SmallMultiples(cells),
        table: Some(data),
        description: t.words.multiples_finding(shown.len(), came_or_left),
        notes: Vec::new(),
    })
}
