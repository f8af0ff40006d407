from __future__ import annotations

import csv
from pathlib import Path

from trustcore import TLM
from trustcore.testing import Script, ScriptedProvider, anything, is_sample


def client(script: Script = "A", **settings: object) -> tuple[TLM, ScriptedProvider]:
    """A client whose model follows a script; two calls a row."""
    model = ScriptedProvider({is_sample: script, anything: script})
    settings = {"options": {"num_self_reflections": 0}} | settings
    return TLM("low", model=model, **settings), model  # type: ignore[arg-type]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
