#!/usr/bin/env python3
"""What statistics.rs expects of the example book: `python3 expected.py > expected.json`.

An independent program: it reads examples/orders.gbk.csv by itself and follows the published definitions, not the code of mingxi.
Mann-Kendall with ties and Theil-Sen are pymannkendall's, without ties scipy's exact Kendall; false discoveries are scipy's. Made with
Python 3.11, pandas 3.1, scipy 1.17 and pymannkendall 1.4.3.
"""
import json
import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pymannkendall
from scipy import stats

HERE = Path(__file__).resolve()
rows = pd.read_csv(HERE.parents[3] / "examples/orders.gbk.csv", encoding="gbk", dtype=str)
rows.columns = ["name", "day", "order", "product", "quantity", "price", "amount", "owner", "country", "shipped", "status", "currency"]


def key(name):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().lower().rstrip(".,;:!?。、")


rows["day"] = pd.to_datetime(rows.day, errors="coerce", format="mixed")
rows["shipped"] = pd.to_datetime(rows.shipped, errors="coerce", format="mixed")
rows["amount"] = rows.amount.where(rows.amount.str.fullmatch(r"-?[\d.]+", na=False)).map(Decimal, na_action="ignore")
rows = rows[rows.name.fillna("").str.strip().ne("") & rows.day.notna() & rows.amount.notna()].copy()
rows["customer"] = rows.name.map(key)
rows["units"] = rows.amount.astype(float)
rows["period"] = rows.day.dt.to_period("Q")
AS_OF = pd.Timestamp("2025-09-30")
NOW = pd.Period("2025Q3")
PERIODS = pd.period_range("2023Q1", NOW)
goods = rows[rows.units > 0]


def series_of(part, first):
    """Net amounts of the quarters from that of the first order day on."""
    net = part.groupby("period").amount.sum()
    return [net.get(period, Decimal(0)) for period in pd.period_range(first.to_period("Q"), NOW)]


def mann_kendall(series):
    values = [float(value) for value in series]
    slope = stats.theilslopes(values).slope
    s = int(sum(np.sign(b - a) for i, a in enumerate(values) for b in values[i + 1:]))
    if len(values) <= 10 and len(set(values)) == len(values):
        p = stats.kendalltau(range(len(values)), values, method="exact").pvalue
    elif len(set(values)) == 1:
        p = 1.0
    else:
        p = pymannkendall.original_test(values).p
        z = pymannkendall.original_test(values).z
        p = 2 * stats.norm.sf(abs(z))  # its own p is 1 - cdf, which loses digits
    return {"n": len(values), "s": s, "p": float(p), "slope": float(slope)}


def survive(tests):
    """Which survive Benjamini and Hochberg at 10 %."""
    return (stats.false_discovery_control([one["p"] for one in tests]) <= 0.1 + 1e-12).tolist() if tests else []


out = {"rows": len(rows), "amount": str(rows.amount.sum())}

# Directions of customers.
tests = {}
for customer, part in rows.groupby("customer"):
    first = part[part.units > 0].day.min()
    series = series_of(part, first)
    if len(series) >= 5:
        tests[customer] = mann_kendall(series)
moves = [keep and one["p"] <= 0.05 for one, keep in zip(tests.values(), survive(list(tests.values())))]
out["trends"] = {"tested": len(tests), "certain": sum(moves), "customers": tests}

# Directions of products inside customers, bought on five days or more.
tests = []
for (customer, product), part in rows.groupby(["customer", "product"]):
    days = part[part.units > 0].day.nunique()
    if days < 5:
        continue
    series = series_of(part, part[part.units > 0].day.min())
    if len(series) >= 5:
        tests.append({"customer": customer, "product": product, "order_days": days, **mann_kendall(series)})
for one, keep in zip(tests, survive(tests)):
    one["certain"] = keep and one["p"] <= 0.05
moving = sorted((one for one in tests if one["p"] <= 0.05), key=lambda one: (one["customer"], one["product"]))
out["products"] = {
    "tested": len(tests),
    "customers": len({one["customer"] for one in tests}),
    "rising": sum(one["s"] > 0 for one in moving),
    "falling": sum(one["s"] < 0 for one in moving),
    "certain": sum(one["certain"] for one in moving),
    "moving": moving,
}

# The usual swing: how far the changes before the last lie apart, and whether the last is within 3.268 times that.
totals = [float(rows[rows.period == period].amount.sum()) for period in PERIODS]
changes = np.abs(np.diff(totals))
out["swing"] = {"changes": len(changes) - 1, "mean": float(changes[:-1].mean()), "usual": bool(changes[-1] <= 3.268 * changes[:-1].mean())}

# Days to shipment of orders: from the first row of a number to the latest shipment of its rows above zero.
orders = []
for (customer, number), part in rows.groupby(["customer", "order"]):
    sold = part[part.units > 0]
    if len(sold):
        whole = sold.shipped.notna().all() and sold.shipped.max() <= AS_OF
        orders.append((part.day.min().to_period("Q"), (sold.shipped.max() - part.day.min()).days if whole else None))
orders = pd.DataFrame(orders, columns=["period", "days"])
out["lead_times"] = [
    {
        "period": str(period),
        "orders": len(part),
        "shipped": int(part.days.notna().sum()),
        "median": float(part.days.median()),
        "mean": float(part.days.mean()),
        "longest": int(part.days.max()),
    }
    for period, part in orders.groupby("period")
]

# How the lost of the last quarter left.
before = NOW - 1
active = goods.groupby("customer").period.agg(set)
losses = {}
for customer in sorted(customer for customer, periods in active.items() if before in periods and NOW not in periods):
    part = rows[(rows.customer == customer) & (rows.period <= before)]
    series = [float(value) for value in series_of(part, part[part.units > 0].day.min())][:-1]
    falls = 0
    while falls + 1 < len(series) and series[-1 - falls] < series[-2 - falls]:
        falls += 1
    usual = float(np.median(series[-5:-1])) if len(series) > 1 else None
    if len(series) < 3:
        kind = "too_short"
    elif falls >= 2 or (usual > 0 and series[-1] <= usual / 2):
        kind = "gradual"
    else:
        kind = "sudden" if usual > 0 else "occasional"
    losses[customer] = {"kind": kind, "usual": usual, "streak": falls}
out["losses"] = losses

# Retention of each quarter over the customers active in the one before, and five points more of it in the last four.
net = rows.pivot_table(index="customer", columns="period", values="amount", aggfunc="sum", fill_value=Decimal(0))
cent4 = Decimal("0.0001")
retained, kept_all, carried_all, carried = [], Decimal(0), Decimal(0), Decimal(0)
for then, now in zip(PERIODS, PERIODS[1:]):
    who = [c for c, periods in active.items() if then in periods and net.at[c, then] > 0]
    base = sum(net.at[c, then] for c in who)
    stay = sum(net.at[c, now] for c in who)
    keep = sum(min(max(net.at[c, now], Decimal(0)), net.at[c, then]) for c in who)
    retained.append({"period": str(now), "nrr": float(stay / base), "grr": float(keep / base)})
    if now > NOW - 4:
        more = min((base * Decimal("0.05")).quantize(cent4, ROUND_HALF_EVEN), base - keep)
        carried = more + (carried * stay / base).quantize(cent4, ROUND_HALF_EVEN)
        kept_all, carried_all = kept_all + more, carried_all + carried
out["retention"] = {"periods": retained, "kept": str(kept_all), "carried": str(carried_all)}

# Shares of the last 12 months.
window = rows[rows.period > NOW - 4].groupby("customer").units.sum()
shares = (window[window > 0] / window[window > 0].sum()).sort_values(ascending=False).to_numpy()
n = len(shares)
differences = np.abs(shares[:, None] - shares[None, :]).sum()
out["shares"] = {
    "hhi": float(10_000 * (shares**2).sum()),
    "effective": float(1 / (shares**2).sum()),
    "gini": float(differences / (2 * n * n * shares.mean())),
    "cr5": float(shares[:5].sum()),
    "make_80": int((shares.cumsum() < 0.8 - 1e-12).sum() + 1),
}

# Cadence and RFM over the whole history.
days = goods.groupby("customer").day.agg(lambda of: np.sort(of.dt.normalize().unique()))
gaps = {c: float(np.median(np.diff(of).astype("timedelta64[D]").astype(int))) for c, of in days.items() if len(of) >= 3}
silence = {c: (AS_OF - pd.Timestamp(of[-1])).days for c, of in days.items()}
classes = {"on_time": 0, "late": 0, "overdue": 0, "too_few": len(days) - len(gaps)}
for customer, gap in gaps.items():
    ratio = silence[customer] / gap
    classes["on_time" if ratio <= 1 else "late" if ratio <= 2 else "overdue"] += 1
out["cadence"] = {"classes": classes, "gaps": gaps}
measures = pd.DataFrame({
    "r": -pd.Series(silence),
    "f": goods.groupby("customer").order.nunique(),
    "m": rows.groupby("customer").units.sum().round(4),
})
ranks = measures.rank(ascending=False, method="min")
scores = (5 - np.floor(5 * (ranks - 1) / len(measures))).astype(int)
out["rfm"] = {customer: "".join(map(str, row)) for customer, row in zip(scores.index, scores.to_numpy())}

print(json.dumps(out, ensure_ascii=False, indent=1, sort_keys=True))
