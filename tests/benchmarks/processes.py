"""Programs that are measured in processes of their own, which hold and do nothing else."""

from __future__ import annotations

import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]

# For programs that say how much memory they take. By `getrusage` a process begins with the peak of the one that
# started it.
PEAK = """
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
"""


def run(python: str | Path, program: str, *arguments: object) -> list[float]:
    """The numbers that a program prints."""
    said = subprocess.run(
        [python, "-W", "ignore", "-c", program, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(word) for word in said.stdout.split()]


def medians(python: str | Path, program: str, *arguments: object, rounds: int = 3) -> list[float]:
    """Each number's median over some processes."""
    found = [run(python, program, *arguments) for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*found, strict=True)]
