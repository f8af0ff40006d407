"""How far a run is, for whoever asks from outside of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from trustcore.batch.journal import Journal, journal_of

_HIDDEN = ("columns", "rows", "command")
_SHOWN = ("state", "waits_for", "rows", "open", "rows_per_second", "seconds_left", "last_low")


def journal_status(path: str | Path) -> dict[str, Any]:
    """Counts, spend and mean score of a journal, and what the run last said of itself.

    Args:
        path: A journal, or the output beside which it lies.

    Raises:
        ConfigurationError: When there is none.
    """
    given = Path(path)
    own = given if given.suffix == ".journal" else journal_of(given)
    with Journal.read_from(own) as journal:
        kept, totals = journal.settings(), journal.totals()
    facts: dict[str, Any] = {}
    with suppress(OSError, ValueError):  # it is for people's eyes, and may be gone
        facts = orjson.loads(own.with_suffix(".status.json").read_bytes())
    return {
        "journal": str(own),
        **{name: facts.get(name) for name in _SHOWN},
        **totals,
        **{name: value for name, value in kept.items() if value and name not in _HIDDEN},
    }
