"""What witnesses would gain on recordings of several models, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import typer

from trustcore.cli.show import print_table
from trustcore.presets import resolve_preset


def print_witness_gains(files: Sequence[Path], preset: str) -> None:
    """Print the gain of each pair of models that answered the same questions; else nothing.

    Raises:
        InputError: When a file breaks a rule.
    """
    from trustcore.evaluation import read_recorded  # noqa: PLC0415  (beside what needs numpy)
    from trustcore.evaluation.witness import (  # noqa: PLC0415  (needs numpy)
        WITNESS_COLUMNS,
        witness_gains,
        witness_rows,
    )

    recorded = chain.from_iterable(map(read_recorded, files))
    rows = list(witness_rows(witness_gains(recorded, resolve_preset(preset))))
    if rows:
        typer.echo("\nA witness in place of one sample (equal calls), and beside all samples:")
        print_table(WITNESS_COLUMNS, rows)
