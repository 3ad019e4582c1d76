"""The weights of `features`, read from the table beside this module that `benchmarks/body.py train` writes.

A line is a stage (1 a block alone, 2 its neighbourhood, 0 the constants), a feature's name and its log-odds.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds by feature of both sums, with their constants."""

    alone: dict[str, float]
    context: dict[str, float]
    constant_alone: float
    constant_context: float


@cache
def weights() -> Weights:
    """The weights that ship with this version."""
    stages: tuple[dict[str, float], dict[str, float], dict[str, float]] = ({}, {}, {})
    for line in files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8").splitlines():
        stage, name, weight = line.split("\t")
        stages[int(stage)][name] = float(weight)
    constants, alone, context = stages
    return Weights(alone, context, constants["alone"], constants["context"])
