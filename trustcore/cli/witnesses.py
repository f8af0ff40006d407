"""What witnesses would gain on recordings of several models, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from trustcore.cli.show import print_table
from trustcore.evaluation.tables import WITNESS_COLUMNS, WITNESS_TITLE
from trustcore.presets import resolve_preset

if TYPE_CHECKING:
    from trustcore.evaluation.witness import WitnessGain


def recorded_gains(files: Sequence[Path], preset: str) -> Sequence[WitnessGain]:
    """The gain of each pair of models that answered the same questions.

    Raises:
        InputError: When a file breaks a rule.
    """
    from trustcore.evaluation import read_recorded  # noqa: PLC0415  (beside what needs numpy)
    from trustcore.evaluation.witness import witness_gains  # noqa: PLC0415  (needs numpy)

    recorded = chain.from_iterable(map(read_recorded, files))
    return list(witness_gains(recorded, resolve_preset(preset)))


def gain_rows(gains: Iterable[WitnessGain]) -> Sequence[Sequence[str]]:
    """The gains as rows of a table."""
    from trustcore.evaluation.witness import witness_rows  # noqa: PLC0415  (needs numpy)

    return list(witness_rows(gains))


def print_witness_gains(gains: Sequence[WitnessGain]) -> None:
    """Print the gains as a table; nothing where there are none."""
    if gains:
        typer.echo(f"\n{WITNESS_TITLE}")
        print_table(WITNESS_COLUMNS, gain_rows(gains))
