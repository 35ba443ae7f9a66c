"""Runs programs in turns on one file and prints medians, ratios to the first and peak memory.

    python3 measure.py ROUNDS NAME=COMMAND ...      (commands are split at blanks; the first is the one compared)

Turns, not blocks: what else the machine does falls on all alike. Quote the ratios, not the seconds.
"""
import os
import shlex
import statistics
import sys
import time


def once(command: list[str]) -> tuple[float, float]:
    """Gives wall time in seconds and peak memory in MiB of one run."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"failed: {shlex.join(command)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


rounds = int(sys.argv[1])
programs = [(name, shlex.split(command)) for name, command in (part.split("=", 1) for part in sys.argv[2:])]
seen: dict[str, list[tuple[float, float]]] = {name: [] for name, _ in programs}
for turn in range(rounds + 1):
    for name, command in programs:
        run = once(command)
        if turn > 0:  # the first turn warms the file cache
            seen[name].append(run)
medians = {name: statistics.median(wall for wall, _ in runs) for name, runs in seen.items()}
first = programs[0][0]
print("| program | median, s | fastest, s | of the first's | peak memory, MiB |\n|---|---|---|---|---|")
for name, runs in seen.items():
    walls = [wall for wall, _ in runs]
    peak = max(memory for _, memory in runs)
    ratio = medians[name] / medians[first]
    print(f"| {name} | {medians[name]:.2f} | {min(walls):.2f} | {ratio:.2f} | {peak:.0f} |")
