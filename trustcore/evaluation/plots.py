"""Plots of an evaluation, by matplotlib, which is the extra `plots`."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from trustcore.errors import ConfigurationError
from trustcore.evaluation.curves import Points
from trustcore.evaluation.report import Evaluation, GroupResult
from trustcore.replacing import replacing

_COLUMNS = 3
_GREEN, _RED, _GREY = "#2a9d5c", "#c8504a", "#8a8f98"


def needing_matplotlib() -> Any:  # noqa: ANN401  (a class of an optional package)
    """Matplotlib's `Figure`, which draws without a display and keeps no global state.

    Raises:
        ConfigurationError: When matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  (an optional extra)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise ConfigurationError(
            'plots need matplotlib: pip install "trustcore[plots]", or leave --html and --plots out'
        ) from error
    return Figure


def draw_plots(evaluation: Evaluation, format_: str) -> Mapping[str, bytes]:
    """Draw every kind of plot.

    Args:
        evaluation: At least one group with a combined score; others are left out.
        format_: "svg" or "png".

    Returns:
        The files' bytes by the plot's name: "risk-coverage", "roc", "reliability", "histograms".

    Raises:
        ConfigurationError: When matplotlib is not installed.
    """
    figure = needing_matplotlib()
    groups = [one for one in evaluation.results if one.curves is not None]
    return {name: _drawn(figure, groups, draw, format_) for name, draw in _PLOTS.items()}


def write_plots(evaluation: Evaluation, folder: Path) -> None:
    """Write every plot as SVG and as PNG.

    Raises:
        ConfigurationError: When matplotlib is not installed or the folder cannot be written.
    """
    files = {
        f"{name}.{format_}": data
        for format_ in ("svg", "png")
        for name, data in draw_plots(evaluation, format_).items()
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            with replacing(folder / name) as part:
                part.write_bytes(data)
    except OSError as error:
        problem = f"--plots {folder}: the plots could not be written: {error.strerror}"
        raise ConfigurationError(f"{problem}; name a folder that can be written") from error


def _drawn(
    figure: Any,  # noqa: ANN401  (a class of an optional package)
    groups: Sequence[GroupResult],
    draw: Callable[[Any, GroupResult], None],
    format_: str,
) -> bytes:
    rows = max(1, -(-len(groups) // _COLUMNS))
    drawing = figure(figsize=(3.6 * _COLUMNS, 2.9 * rows), layout="constrained")
    cells = drawing.subplots(rows, _COLUMNS, squeeze=False).ravel()
    for axes, group in zip(cells, groups, strict=False):
        axes.set_title(f"{group.dataset}\n{group.model}", fontsize=9, parse_math=False)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=7)
        axes.xaxis.label.set_size(8)
        axes.yaxis.label.set_size(8)
        draw(axes, group)
    for axes in cells[len(groups) :]:
        axes.set_axis_off()
    buffer = io.BytesIO()
    # Without a date equal evaluations give equal files.
    metadata = {"Date": None} if format_ == "svg" else None
    drawing.savefig(buffer, format=format_, metadata=metadata, dpi=110)
    return buffer.getvalue()


def _line(axes: Any, points: Points, **style: object) -> None:  # noqa: ANN401  (matplotlib's)
    axes.plot([x for x, _ in points], [y for _, y in points], **style)


def _risk_coverage(axes: Any, group: GroupResult) -> None:  # noqa: ANN401  (matplotlib's)
    assert group.curves is not None  # noqa: S101  (others are left out)
    _line(axes, group.curves.risk_coverage, color=_GREEN)
    axes.axhline(1 - group.accuracy, color=_GREY, linestyle=":", linewidth=1)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="answers kept", ylabel="error rate")


def _roc(axes: Any, group: GroupResult) -> None:  # noqa: ANN401  (matplotlib's)
    assert group.curves is not None  # noqa: S101  (others are left out)
    _line(axes, group.curves.roc, color=_GREEN)
    axes.plot([0, 1], [0, 1], color=_GREY, linestyle=":", linewidth=1)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="wrong answers above", ylabel="right answers above")


def _reliability(axes: Any, group: GroupResult) -> None:  # noqa: ANN401  (matplotlib's)
    assert group.curves is not None  # noqa: S101  (others are left out)
    _line(axes, group.curves.reliability, color=_GREEN, marker="o", markersize=3)
    axes.plot([0, 1], [0, 1], color=_GREY, linestyle=":", linewidth=1)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="mean score", ylabel="accuracy")


def _histograms(axes: Any, group: GroupResult) -> None:  # noqa: ANN401  (matplotlib's)
    assert group.curves is not None  # noqa: S101  (others are left out)
    right, wrong = group.curves.right, group.curves.wrong
    width = 1 / len(right)
    middles = [(index + 0.5) * width for index in range(len(right))]
    axes.bar(middles, right, width, color=_GREEN, alpha=0.65, label="right")
    axes.bar(middles, wrong, width, color=_RED, alpha=0.55, label="wrong")
    axes.legend(fontsize=7, frameon=False)
    axes.set(xlim=(0, 1), xlabel="score", ylabel="answers")


_PLOTS: Mapping[str, Callable[[Any, GroupResult], None]] = {
    "risk-coverage": _risk_coverage,
    "roc": _roc,
    "reliability": _reliability,
    "histograms": _histograms,
}
