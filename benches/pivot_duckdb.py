"""The pivot of customer by month with amount, orders and average order, as a user of DuckDB would write it."""

import sys

import duckdb

SQL = """
select customer, date_trunc('month', order_date) as month, sum(amount) as amount, count(distinct order_no) as orders,
    sum(amount) / count(distinct order_no) as average
from read_csv('{file}', types={{'amount': 'DECIMAL(18,2)', 'order_date': 'DATE'}}) group by 1, 2 order by 1, 2
"""
for row in duckdb.connect().execute(SQL.format(file=sys.argv[1])).fetchall():
    print(*row, sep=",")
