"""The labels that an answer is to be one of, as users give them."""

from __future__ import annotations

from trustcore.errors import InputError
from trustcore.records.kinds_of_values import TEXTS, entries_of, kind_of, nothing, plain


def labels_of(
    labels: object, name: str = "constrain_outputs", way_out: str = ""
) -> tuple[str, ...]:
    """The labels of a question.

    Args:
        labels: As they were given.
        name: The setting that they are, for messages.
        way_out: What messages end with.

    Raises:
        InputError: Where they are no list of texts, fewer than two, blank, or not all different.
    """
    rule = f"{name} must be a list of two or more different texts, of which the last is the"
    if nothing(labels):
        return ()
    entries = () if isinstance(labels, TEXTS) else entries_of(labels)
    if not entries:
        raise InputError(f"{rule} fallback, not {kind_of(labels)}{way_out}")
    found: list[str] = []
    for index, one in enumerate(entries):
        if not isinstance(one, TEXTS):
            raise InputError(f"{rule} fallback; label {index} is {kind_of(one)}{way_out}")
        if not one.strip():
            raise InputError(f"{rule} fallback; label {index} is blank{way_out}")
        found.append(plain(one))
    bare = [one.strip() for one in found]
    for index, text in enumerate(bare):
        if text in bare[:index]:
            same = bare.index(text)
            raise InputError(f"{rule} fallback; label {index} is the same as label {same}{way_out}")
    if len(found) == 1:
        raise InputError(f"{rule} fallback, not one alone{way_out}")
    return tuple(found)
