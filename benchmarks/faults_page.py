"""The measured figures of docs/reliability.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from figures import filled

FAILOVER = """Measured: the first of two endpoints was killed a quarter of the way through
{questions:,} questions, and started again half-way. {answered:,} were answered. The first one
served {before:,} requests before and {after:,} after, the second {second:,}; {moved:,} results have
a failover.
"""

OUTAGE = """Measured: one endpoint answered 503 to everything for {seconds:g} s amid
{questions:,} questions. {answered:,} were answered, with {attempts:,} requests.
"""

KINDS = {
    "timeout": "no response",
    "slowbody": "half a response, then nothing",
    "reset": "connection reset",
    "truncate": "half a response, then hung up",
    "malformed": "malformed JSON",
    "empty": "empty body",
    "nullcontent": "no text",
    "wrongschema": "JSON that the API does not promise",
}
FIGURES = (
    "questions",
    "answered",
    "attempts",
    "requests",
    "failed for good",
    "failed 8 times",
    "lost",
    "twice",
)


def fill_page(servers: Sequence[dict[str, Any]], path: Path) -> None:
    """Put the figures where the page has marks for them.

    Args:
        servers: The figures of each server, the repository's own first.
        path: The page.
    """
    text = path.read_text("utf-8")
    text = filled(text, "failover", FAILOVER.format(**servers[0]["failover"]))
    text = filled(text, "outage", OUTAGE.format(**servers[0]["outage"]))
    text = filled(text, "faults", "\n".join(map(_table, servers)))
    path.write_text(text, "utf-8")


def _table(server: dict[str, Any]) -> str:
    """The rows of one server."""
    lines = [
        f"Server: {server['server']}; Python {server['python']}.\n",
        f"| one request in twenty | {' | '.join(FIGURES)} |",
        "|---" * (1 + len(FIGURES)) + "|",
    ]
    for row in server["rows"]:
        cells = " | ".join(f"{row[figure]:,}" for figure in FIGURES)
        lines.append(f"| {KINDS.get(row['row'], row['row'])} | {cells} |")
    return "\n".join(lines) + "\n"
