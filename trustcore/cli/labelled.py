"""The commands that learn from labels: `calibrate` and `threshold`."""

# ruff: noqa: FBT002  (typer makes a flag of a parameter and its default)

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trustcore.cli import arguments as given
from trustcore.cli.exits import Exit, errors_to_exits
from trustcore.cli.show import print_json
from trustcore.decisions.calibration import Calibration
from trustcore.decisions.promise import Promise, promised
from trustcore.evaluation.labelled import LabelledScores, read_labelled
from trustcore.presets import resolve_preset
from trustcore.presets.fingerprint import fingerprint_of

File = Annotated[
    Path,
    typer.Argument(
        metavar="LABELLED",
        help="Recorded answers with labels, or with --label-column a table, .csv, .tsv, .jsonl or "
        ".parquet, that has the column trustworthiness_score.",
    ),
]
LabelColumn = Annotated[
    str | None, typer.Option(help="The column of a table that says whether an answer is right.")
]


def calibrate(
    labelled: File,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the calibration goes.")],
    label_column: LabelColumn = None,
    preset: given.PresetName = "medium",
    json_: given.Json = False,
) -> None:
    """Learn from labels how likely answers are right, for `TLM(calibration=FILE)`."""
    with errors_to_exits():
        chosen = resolve_preset(preset)
        scores = read_labelled(labelled, label_column, chosen)
        fingerprint = scores.fingerprint or fingerprint_of(chosen)
        made = Calibration.fit(scores.pairs, fingerprint)
        made.save(output)
        if json_:
            print_json(made)
        else:
            typer.echo(_calibrated(made, scores, output))


def threshold(  # noqa: PLR0917  (one parameter per flag)
    labelled: File,
    max_error: Annotated[
        float, typer.Option(help="The share of wrong answers among accepted ones, at most.")
    ] = 0.05,
    confidence: Annotated[
        float, typer.Option(help="How often that is to hold, over draws of the labels.")
    ] = 0.95,
    label_column: LabelColumn = None,
    preset: given.PresetName = "medium",
    json_: given.Json = False,
) -> None:
    """Find the threshold above which answers are wrong at most so often, for `TLM(threshold=)`.

    Leaves with code 5 where these labels cannot promise it.
    """
    with errors_to_exits():
        scores = read_labelled(labelled, label_column, resolve_preset(preset))
        found = promised(scores.pairs, max_error=max_error, confidence=confidence)
        if json_:
            print_json(found)
        else:
            typer.echo(_promised(found))
        if found.threshold is None:
            raise typer.Exit(Exit.LOW)


def _calibrated(made: Calibration, scores: LabelledScores, output: Path) -> str:
    told = (
        f"{output}: learned from {made.labels} labels for scores of fingerprint "
        f"{made.fingerprint}; log loss {made.log_loss:.3f} on labels that it had not seen, "
        f"{made.log_loss_constant:.3f} for their mean alone"
    )
    left = f"; {scores.left_out} rows without a score or a label left out" * bool(scores.left_out)
    warning = "" if made.helps else "\nThe scores tell no more than the mean: more labels may help."
    return f"{told}{left}{warning}"


def _promised(found: Promise) -> str:
    asked = (
        f"at most {found.max_error:.3g} of accepted answers wrong, "
        f"confidence {found.confidence:.3g}"
    )
    if found.threshold is not None:
        return (
            f"threshold {found.threshold:g}: {asked}; it accepts {found.coverage:.0%} of "
            f"{found.labels} labelled answers, of which {found.error:.1%} are wrong"
        )
    if found.needed is None:
        way_out = "no part of the most trusted ones is right so often; allow more errors"
    else:
        way_out = f"about {max(found.needed, found.labels + 1)} labels would"
    return f"these {found.labels} labels cannot promise {asked}: {way_out}"
