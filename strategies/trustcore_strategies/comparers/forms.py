"""How far two answers agree by their form, where they are programs."""

from __future__ import annotations

from collections.abc import Callable

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.code import code_agreement
from trustcore_strategies.comparers.data import literal_agreement
from trustcore_strategies.comparers.program import is_program

Decides = Callable[[str, str], float | None]
"""How far two texts agree, in [0, 1]; None where their form does not tell."""


def by_form(comparison: Comparison) -> Decides:
    """Compare programs by their form; a program and what is none agree in nothing."""

    def decides(one: str, other: str) -> float | None:
        known = code_agreement(one, other)
        if known is None:
            known = literal_agreement(one, other)
        if known is not None:
            return known
        programs = [is_program(text, comparison) for text in (one, other)]
        return None if all(programs) else 0.0 if any(programs) else comparison.agreement(one, other)

    return decides
