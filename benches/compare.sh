#!/usr/bin/env bash
# Times `mingxi bridge`, `report` and `pivot` beside what a user would write instead, on the same files, in turns.
#
#   MINGXI_PEERS=folder  the peers' programs: csv_duckdb.py, csv_polars.py, csv_pandas.py, xlsx_polars.py, make_orders.py …
#   MINGXI_PEERS_DATA=folder  with orders.csv (5 M lines), orders.xlsx (500,000 rows) and venv/; made there where missing
#   MINGXI=program       default: target/release/mingxi
#   ROUNDS=5
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${MINGXI_PEERS:?names the folder of the programs to compare with}"
data=${MINGXI_PEERS_DATA:-$(mktemp -d)}
mingxi=${MINGXI:-$here/../target/release/mingxi}
rounds=${ROUNDS:-5}
python=$data/venv/bin/python
if [ ! -x "$python" ]; then
    python3 -m venv "$data/venv"
    "$data/venv/bin/pip" install -q -r "$MINGXI_PEERS/requirements.txt"
fi
[ -s "$data/orders.csv" ] || "$python" "$MINGXI_PEERS/make_orders.py" 5000000 "$data/orders.csv"
[ -s "$data/orders.xlsx" ] || "$python" "$MINGXI_PEERS/make_workbook.py" "$data/orders.csv" 10 "$data/orders.xlsx"

# Every turn reads the file; what an earlier run kept of it is measured apart.
bridge="--no-config --no-cache --by quarter --last 15 --format csv"
echo "csv, $(wc -l <"$data/orders.csv") lines"
"$python" "$here/measure.py" "$rounds" "mingxi=$mingxi bridge $data/orders.csv $bridge" \
    "DuckDB=$python $MINGXI_PEERS/csv_duckdb.py $data/orders.csv" \
    "polars=$python $MINGXI_PEERS/csv_polars.py $data/orders.csv" \
    "pandas=$python $MINGXI_PEERS/csv_pandas.py $data/orders.csv" 2>/dev/null
echo
echo "csv, the whole report beside the bridge alone"
packs=$(mktemp -d)
"$python" "$here/measure.py" "$rounds" "report=$mingxi report $data/orders.csv --no-config --no-cache -o $packs" \
    "DuckDB, the bridge=$python $MINGXI_PEERS/csv_duckdb.py $data/orders.csv" 2>/dev/null
rm -rf "$packs"
echo
echo "csv, customer by quarter: amount and orders"
"$python" "$here/measure.py" "$rounds" \
    "pivot=$mingxi pivot $data/orders.csv --no-config --no-cache --rows customer --cols quarter --values amount,orders --format csv" \
    "DuckDB=$python $here/pivot_duckdb.py $data/orders.csv" 2>/dev/null
echo
echo "workbook"
"$python" "$here/measure.py" "$rounds" "mingxi=$mingxi bridge $data/orders.xlsx $bridge" \
    "polars + fastexcel=$python $MINGXI_PEERS/xlsx_polars.py $data/orders.xlsx" 2>/dev/null
echo
echo "workbook, the facts of an earlier run kept"
XDG_CACHE_HOME=$(mktemp -d) && export XDG_CACHE_HOME && trap 'rm -rf "$XDG_CACHE_HOME"' EXIT
for command in bridge top share trend; do
    "$mingxi" "$command" "$data/orders.xlsx" --no-config >/dev/null 2>&1
    "$python" "$here/measure.py" "$rounds" "$command read=$mingxi $command $data/orders.xlsx --no-config --no-cache" \
        "$command kept=$mingxi $command $data/orders.xlsx --no-config" 2>/dev/null
done
