//! The account as data.

use serde_json::{Value as Json, json};

use crate::analyse::{Entry, Ledger, LedgerPeriod};
use crate::model::{Day, Money, Orders};
use crate::report::telling::Telling;
use crate::report::{data, questions};

/// Gives the account as data.
pub fn json_of(t: &Telling<'_>, ledger: &Ledger) -> Json {
    let orders = t.subject.orders;
    let customer = ledger.customer;
    let line = |&at: &usize| {
        let source = orders.source.get(at).and_then(|&source| orders.sources.get(usize::from(source)));
        json!({
            "date": Day::from_number(orders.day[at]),
            "order": orders.order.get(at),
            "product": orders.product.get(at),
            "quantity": orders.quantity.get(at).filter(|&&raw| raw != Orders::NO_QUANTITY).map(|&raw| Money::from_raw(raw)),
            "amount": Money::from_raw(orders.amount[at]),
            "file": source.map(|source| source.file.as_str()),
            "sheet": source.and_then(|source| source.sheet.as_deref()),
            "row": orders.row.get(at),
        })
    };
    let period = |one: &LedgerPeriod| {
        let mut json = data::found(one);
        if let Some(fields) = json.as_object_mut() {
            fields.insert("quantity".into(), json!(one.quantity.map(Money::from_raw)));
        }
        json
    };
    let entry = |entry: &Entry| {
        let mut json = data::found(entry);
        if let Some(fields) = json.as_object_mut() {
            fields.insert("rows".into(), json!(entry.rows.len()));
        }
        json
    };
    let holder = ledger.rank.and_then(|rank| t.subject.analysis.concentration.holders.get(rank - 1));
    json!({
        "customer": { "key": t.key(customer), "name": t.name(customer) },
        "scope": ledger.scope,
        "amount": ledger.amount,
        "row_count": ledger.lines.len(),
        "class": t.class(customer),
        "questions": questions::json_of_customer(t, customer),
        "rank": ledger.rank,
        "share": holder.map(|holder| holder.share),
        "window": t.window_amount(customer),
        "first_order": t.subject.cube.customers[customer].order_days(t.as_of()).next().filter(|_| t.has_orders()),
        "cadence": t.trend(customer).map(|trend| &trend.cadence),
        "p_alive": t.subject.analysis.activity.as_ref().and_then(|activity| activity.of(customer)).map(|one| one.p_alive),
        "units": ledger.units,
        "trend": t.trend(customer).map(|trend| trend.direction),
        "owners": ledger.owners,
        "countries": ledger.countries,
        "set_aside": ledger.set_aside,
        "periods": ledger.periods.iter().map(period).collect::<Vec<Json>>(),
        "products": ledger.products,
        "orders": t.has_orders().then(|| ledger.entries.iter().map(entry).collect::<Vec<Json>>()),
        "lines": ledger.lines.iter().map(line).collect::<Vec<Json>>(),
    })
}
