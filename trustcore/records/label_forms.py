"""The labels that an answer is to be one of, as users give them."""

from __future__ import annotations

from trustcore.errors import InputError
from trustcore.records.kinds_of_values import TEXTS, entries_of, kind_of, plain

_RULE = "constrain_outputs must be a list of two or more different texts, of which the last is the"


def labels_of(labels: object) -> tuple[str, ...]:
    """The labels of a question.

    Raises:
        InputError: Where they are no list of texts, fewer than two, blank, or not all different.
    """
    entries = () if isinstance(labels, TEXTS) else entries_of(labels)
    if labels is None or (not entries and labels in ((), [])):
        return ()
    if not entries:
        raise InputError(f"{_RULE} fallback, not {kind_of(labels)}")
    found: list[str] = []
    for index, one in enumerate(entries):
        if not isinstance(one, TEXTS):
            raise InputError(f"{_RULE} fallback; label {index} is {kind_of(one)}")
        if not one.strip():
            raise InputError(f"{_RULE} fallback; label {index} is blank")
        found.append(plain(one))
    bare = [one.strip() for one in found]
    for index, text in enumerate(bare):
        if text in bare[:index]:
            same = bare.index(text)
            raise InputError(f"{_RULE} fallback; label {index} is the same as label {same}")
    if len(found) == 1:
        raise InputError(f"{_RULE} fallback, not one alone")
    return tuple(found)
