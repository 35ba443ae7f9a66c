#!/usr/bin/env python3
"""Tells what becomes of each odd spreadsheet, as the table of docs/odd-spreadsheets.md.

    benches/odd_spreadsheets.py FOLDER [PROGRAM] > table.md

FOLDER holds INDEX.tsv (a file a line: its name, "ok" or an error, and the extents of its sheets, as python-calamine reads them) and the
files. Each is checked in at most 10 seconds and 1 GiB, which GNU time measures; what panics, hangs or takes more ends the
script with status 1.
"""

import os
import re
import subprocess
import sys
import tempfile

folder = sys.argv[1]
program = sys.argv[2] if len(sys.argv) > 2 else "target/release/mingxi"
environment = {name: value for name, value in os.environ.items() if not name.startswith("MINGXI_")}
environment.update(LANG="en_US.UTF-8", MINGXI_TODAY="2026-01-05")
NO_ORDERS = ("no column is known", "no row names the columns", "none of the", "could be the")


def told(path):
    """Gives the exit code, the error's words, the seconds and the KiB."""
    with tempfile.NamedTemporaryFile("r") as peak:
        line = ["/usr/bin/time", "-q", "-f", "%e %M", "-o", peak.name, program, "check", path]
        try:
            run = subprocess.run(line, env=environment, capture_output=True, timeout=10)
        except subprocess.TimeoutExpired:
            return None, "hangs", 10.0, 0
        seconds, kib = peak.read().split()
    return run.returncode, run.stderr.decode(), float(seconds), int(kib)


def short(words, path):
    """Gives the message of an error without the file's name and what any such message says."""
    line = words.splitlines()[0] if words else ""
    line = line.replace(path, "").removeprefix("error: ").lstrip(",: ")
    line = re.sub(r"; mingxi reads xlsx.*", "", line)
    line = re.sub(r"; .* looks likely, .*", "", line)
    return line.replace("|", "\\|").replace("`", "'")


def others(state, sheets):
    """Gives in short what the other reader made of it."""
    if state != "ok":
        return "an error"
    found = re.findall(r"\('(.*?)', (\d+), (\d+)\)", sheets)
    filled = [f"{rows} × {columns}" for _, rows, columns in found if rows != "0"]
    more = f" and {len(filled) - 3} more" if len(filled) > 3 else ""
    return ", ".join(filled[:3]) + more if filled else "no filled cell"


bad, counts = 0, {}
print("| file | what becomes of it | python-calamine: rows × columns |")
print("|---|---|---|")
with open(os.path.join(folder, "INDEX.tsv"), encoding="utf-8") as index:
    for line in index:
        name, state, sheets = line.rstrip("\n").split("\t")
        path = os.path.join(folder, name)
        code, words, seconds, kib = told(path)
        if code not in (0, 1, 2) or "panicked" in words or kib > 1 << 20:
            bad += 1
        if code == 0:
            kind, what = "read", "read"
        elif any(sign in words for sign in NO_ORDERS):
            kind, what = "opened, no orders in it", "opened: " + short(words, path)
        else:
            kind, what = "refused", "refused: " + short(words, path)
        counts[kind] = counts.get(kind, 0) + 1
        print(f"| {os.path.basename(name)} | {what} | {others(state, sheets)} |")
print(f"{counts}, {bad} beyond the limits", file=sys.stderr)
sys.exit(1 if bad else 0)
