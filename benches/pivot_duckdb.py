"""The pivot of customer by quarter with amount and orders, as a user of DuckDB would write it."""

import sys

import duckdb

SQL = """
select customer, date_trunc('quarter', order_date) as quarter, sum(amount) as amount, count(distinct order_no) as orders
from read_csv('{file}', types={{'amount': 'DECIMAL(18,2)', 'order_date': 'DATE'}}) group by 1, 2 order by 1, 2
"""
for row in duckdb.connect().execute(SQL.format(file=sys.argv[1])).fetchall():
    print(*row, sep=",")
