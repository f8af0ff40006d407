"""What witnesses would gain on recordings of several models, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import typer

from trustcore.cli.show import print_table
from trustcore.evaluation.tables import WITNESS_COLUMNS, WITNESS_TITLE
from trustcore.presets import resolve_preset


def gain_rows(files: Sequence[Path], preset: str) -> Sequence[Sequence[str]]:
    """The gain of each pair of models that answered the same questions, as rows of a table.

    Raises:
        InputError: When a file breaks a rule.
    """
    from trustcore.evaluation import read_recorded  # noqa: PLC0415  (beside what needs numpy)
    from trustcore.evaluation.witness import (  # noqa: PLC0415  (needs numpy)
        witness_gains,
        witness_rows,
    )

    recorded = chain.from_iterable(map(read_recorded, files))
    return list(witness_rows(witness_gains(recorded, resolve_preset(preset))))


def print_witness_gains(rows: Sequence[Sequence[str]]) -> None:
    """Print the rows of `gain_rows` as a table; nothing where there are none."""
    if rows:
        typer.echo(f"\n{WITNESS_TITLE}")
        print_table(WITNESS_COLUMNS, rows)
