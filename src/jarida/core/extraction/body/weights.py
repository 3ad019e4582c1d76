"""The weights of `features`, read from the table beside this module that `benchmarks/body.py train` writes.

A line is a feature's name and its log-odds.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds by feature of the sum over a block alone, and its constant."""

    alone: dict[str, float]
    constant: float


@cache
def weights() -> Weights:
    """The weights that ship with this version."""
    lines = files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8").splitlines()
    table = {name: float(weight) for name, weight in (line.split("\t") for line in lines)}
    return Weights(table, table.pop("constant"))
