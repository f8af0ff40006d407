"""Writes tables into a page in Markdown, between marks, so that no figure is typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from trustcore.errors import ConfigurationError
from trustcore.evaluation.fit import Fit, changes
from trustcore.evaluation.report import Evaluation
from trustcore.evaluation.tables import (
    COLUMNS,
    DIFFERENCE_COLUMNS,
    FINALS_COLUMNS,
    FIT_COLUMNS,
    LEFT_OUT_COLUMNS,
    SELECTION_COLUMNS,
    WITNESS_COLUMNS,
    WITNESS_TITLE,
    difference_rows,
    finals_rows,
    left_out_rows,
    selection_rows,
    table_rows,
)
from trustcore.replacing import replacing

DEFAULT_SECTION = "figures"


def write_section(target: str, body: str) -> None:
    """Replace what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` in a page.

    Args:
        target: The page and the section's name, `FILE.md#NAME`; by default the name is "figures".
        body: Markdown.

    Raises:
        ConfigurationError: When the page cannot be read or written, or lacks the marks.
    """
    file, _, name = target.partition("#")
    name = name or DEFAULT_SECTION
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    try:
        text = Path(file).read_text("utf-8")
        if text.count(begin) != 1 or end not in text.partition(begin)[2]:
            problem = f"{file}: the page needs one line {begin} and after it one {end}"
            raise ConfigurationError(f"{problem}; the tables go in between")
        before, _, rest = text.partition(begin)
        after = rest.partition(end)[2]
        with replacing(Path(file)) as part:
            part.write_text(f"{before}{begin}\n\n{body.strip()}\n\n{end}{after}", "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigurationError(f"{file}: the page could not be written: {why}") from error


def evaluation_section(evaluation: Evaluation, gains: Sequence[Sequence[str]] = ()) -> str:
    """All tables of an evaluation in Markdown.

    Args:
        evaluation: What was found.
        gains: What witnesses gain, rows under `WITNESS_COLUMNS`.
    """
    tables = {
        "Difference of AUROC, ours minus the other, in the mean over all groups:": (
            DIFFERENCE_COLUMNS,
            difference_rows(evaluation),
        ),
        "Each group:": (COLUMNS, table_rows(evaluation)),
        "Agreement by our reading of the texts, and of the finals that the source extracted:": (
            FINALS_COLUMNS,
            finals_rows(evaluation),
        ),
        "Errors of the answer that `best` returns, and of the first answer:": (
            SELECTION_COLUMNS,
            selection_rows(evaluation),
        ),
        WITNESS_TITLE: (WITNESS_COLUMNS, gains),
    }
    parts = [
        f"{title}\n\n{markdown_table(heads, listed)}"
        for title, (heads, rows) in tables.items()
        if (listed := list(rows))
    ]
    return "\n\n".join(parts)


def fit_section(fit: Fit) -> str:
    """Links and weights before and after, and the sources left out, in Markdown."""
    parts = [markdown_table(FIT_COLUMNS, changes(fit))]
    if fit.left_out is not None:
        parts.append(markdown_table(LEFT_OUT_COLUMNS, left_out_rows(fit.left_out)))
    return "\n\n".join(parts)


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; what would end a cell or make markup is escaped."""
    lines = [heads, ["---"] * len(heads), *([_cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\|<>*_`[" else char for char in flat)
