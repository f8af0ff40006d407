"""One file of HTML that shows an evaluation, with its plots and its style inside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from trustcore.errors import ConfigurationError
from trustcore.evaluation.plots import draw_plots
from trustcore.evaluation.report import Evaluation
from trustcore.evaluation.tables import (
    COLUMNS,
    DIFFERENCE_COLUMNS,
    FINALS_COLUMNS,
    SELECTION_COLUMNS,
    difference_rows,
    finals_rows,
    selection_rows,
    table_rows,
)
from trustcore.replacing import replacing

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2430; background: #f5f6f8; margin: 0; }
main { max-width: 1240px; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { font-size: 1.7rem; margin: 0 0 .2rem; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
p { margin: .2rem 0 .8rem; color: #4a5362; max-width: 75ch; }
.card { background: #fff; border: 1px solid #e1e4ea; border-radius: 10px; padding: 1rem;
  overflow-x: auto; }
.warning { border-left: 4px solid #d98a1f; padding: .5rem .9rem; background: #fff7e8;
  margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .8rem;
  font-variant-numeric: tabular-nums; }
th { text-align: left; color: #4a5362; border-bottom: 2px solid #e1e4ea; font-weight: 600; }
th, td { padding: .3rem .45rem; white-space: nowrap; }
tr + tr td { border-top: 1px solid #eef0f3; }
tbody tr:hover { background: #f0f6f2; }
img { display: block; width: 100%; height: auto; }
"""

_CAPTIONS = {
    "risk-coverage": "Risk and coverage: The error rate among the most trusted answers. "
    "The dotted line is the error rate of all.",
    "roc": "ROC: Right answers above a score, beside wrong ones. The dotted line is chance.",
    "reliability": "Reliability: Accuracy at each score. On the dotted line scores are "
    "probabilities.",
    "histograms": "Histograms: Scores of right answers and of wrong ones.",
}


def write_html(evaluation: Evaluation, path: Path) -> None:
    """Write the page.

    Raises:
        ConfigurationError: When matplotlib is not installed or the file cannot be written.
    """
    text = html_page(evaluation)
    try:
        with replacing(path) as part:
            part.write_text(text, "utf-8", "xmlcharrefreplace")
    except OSError as error:
        problem = f"--html {path}: the page could not be written: {error.strerror}"
        raise ConfigurationError(f"{problem}; name a file in a folder that exists") from error


def html_page(evaluation: Evaluation) -> str:
    """The page as text; it loads nothing from anywhere, and names in it are never markup."""
    answers = sum(one.n for one in evaluation.results)
    summary = f"{answers} labelled answers in {len(evaluation.results)} groups of set and model."
    warnings = "".join(f'<p class="warning">{escape(one)}</p>' for one in evaluation.warnings)
    tables = (
        ("Ours minus the other: difference of AUROC", DIFFERENCE_COLUMNS, difference_rows),
        ("Each group", COLUMNS, table_rows),
        ("Our reading of texts and recorded finals", FINALS_COLUMNS, finals_rows),
        ("The answer that best returns, and the first", SELECTION_COLUMNS, selection_rows),
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation of trust scores</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Evaluation of trust scores</h1><p>{summary}</p>{warnings}"
        + "".join(_table(title, heads, rows(evaluation)) for title, heads, rows in tables)
        + "".join(_plot(name, data) for name, data in draw_plots(evaluation, "svg").items())
        + "</main></body></html>\n"
    )


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    if not body:
        return ""
    table = f"<table><thead><tr>{_cells('th', heads)}</tr></thead><tbody>{body}</tbody></table>"
    return f'<h2>{escape(title)}</h2><div class="card">{table}</div>'


def _cells(tag: str, row: Sequence[str]) -> str:
    return "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)


def _plot(name: str, svg: bytes) -> str:
    title, _, caption = _CAPTIONS[name].partition(": ")
    source = f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
    image = f'<img alt="{escape(title)}" src="{source}">'
    return f'<h2>{title}</h2><p>{caption}</p><div class="card">{image}</div>'
