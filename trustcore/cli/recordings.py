"""The bodies of the commands that read recorded answers: `evaluate` and `fit`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from trustcore.cli.show import print_json, print_table, safe
from trustcore.cli.witnesses import gain_rows, print_witness_gains, recorded_gains
from trustcore.evaluation import evaluate_files
from trustcore.evaluation.fit import Fit, changes, fit_files
from trustcore.evaluation.page import evaluation_section, fit_section, write_section
from trustcore.evaluation.plots import needing_matplotlib, write_plots
from trustcore.evaluation.preset_file import preset_toml, write_preset
from trustcore.evaluation.report import Evaluation
from trustcore.evaluation.tables import (
    COLUMNS,
    DIFFERENCE_COLUMNS,
    FINALS_COLUMNS,
    FIT_COLUMNS,
    LEFT_OUT_COLUMNS,
    SELECTION_COLUMNS,
    difference_rows,
    finals_rows,
    left_out_rows,
    selection_rows,
    table_rows,
)
from trustcore.evaluation.web_page import write_html
from trustcore.presets import resolve_preset


def run_evaluate(
    files: Sequence[Path],
    preset: str,
    page: str | None,
    html: Path | None,
    plots: Path | None,
    *,
    by_model: bool,
    as_json: bool,
) -> None:
    """Evaluate recordings, show the figures and write what was asked for.

    Raises:
        ConfigurationError: When a setting is wrong or an optional package is not there; that is
            said before any file is read.
        InputError: When a recording breaks a rule.
    """
    if html is not None or plots is not None:
        needing_matplotlib()
    found = evaluate_files(files, resolve_preset(preset), by_model=by_model)
    gains = () if as_json and page is None else recorded_gains(files, preset)
    for warning in found.warnings:
        typer.echo(f"warning: {safe(warning)}", err=True)
    if page is not None:
        write_section(page, evaluation_section(found, gain_rows(one for one in gains if one.tells)))
    if html is not None:
        write_html(found, html)
    if plots is not None:
        write_plots(found, plots)
    if as_json:
        print_json(found)
    else:
        _print_tables(found)
        print_witness_gains(gains)


def _print_tables(found: Evaluation) -> None:
    print_table(COLUMNS, table_rows(found))
    more = (
        (DIFFERENCE_COLUMNS, difference_rows(found)),
        (FINALS_COLUMNS, finals_rows(found)),
        (SELECTION_COLUMNS, selection_rows(found)),
    )
    for heads, rows in more:
        listed = list(rows)
        if listed:
            typer.echo()
            print_table(heads, listed)


def run_fit(
    files: Sequence[Path],
    preset: str,
    output: Path | None,
    name: str,
    page: str | None,
    *,
    as_json: bool,
) -> None:
    """Fit a preset to recordings, show what came of it and write it down.

    Raises:
        ConfigurationError: When a setting is wrong or numpy is not installed.
        InputError: When a recording breaks a rule, or there is nothing to learn from.
    """
    found = fit_files(files, resolve_preset(preset))
    if found.left_out is None and found.labels:
        problem = "all recordings are of one data set, so nothing could be left out"
        typer.echo(f"warning: {problem}; the fit is not tested on other sources", err=True)
    if page is not None:
        write_section(page, fit_section(found))
    if output is not None:
        write_preset(found.preset, output, name)
    if as_json:
        print_json(_fit_dict(found))
        return
    print_table(FIT_COLUMNS, changes(found))
    if found.left_out is not None:
        typer.echo()
        print_table(LEFT_OUT_COLUMNS, left_out_rows(found.left_out))
    if output is None:
        typer.echo()
        typer.echo(preset_toml(found.preset, name), nl=False)


def _fit_dict(found: Fit) -> dict[str, Any]:
    return {
        "labels": found.labels,
        "preset": found.preset.to_dict(),
        "left_out": None if found.left_out is None else found.left_out.to_dict(),
    }
