"""Check completions that a user made by hand, which may hold anything."""

from __future__ import annotations

from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.chat import Completion, TokenLogprobs

_ROUNDING = 0.01
"""How far above 0 a log-probability may be: some APIs round. A probability is further above."""


def checked(given: Completion, where: str) -> Completion:
    """A completion as the user made it.

    Args:
        given: What its fields are is not known.
        where: Which it is, for messages.

    Raises:
        InputError: Naming the field, the rule and the way out, never the text.
    """
    rules = (
        ("text", str, "a string"),
        ("finish_reason", str, 'a string, "stop" or "length" for example'),
        ("logprobs", TokenLogprobs | None, "TokenLogprobs([-0.1, ...], tokens=[...]), or None"),
    )
    for name, kind, words in rules:
        value = getattr(given, name)
        if not isinstance(value, kind):
            raise InputError(f"{where}: {name} must be {words}, not {shown(value)}")
    if given.logprobs is not None and max(given.logprobs.logprobs, default=0.0) > _ROUNDING:
        raise InputError(
            f"{where}: log-probabilities are at most 0; of probabilities give math.log(p)"
        )
    return given
