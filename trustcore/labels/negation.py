"""What takes back a label that a text names: words in front of it and behind it."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Mapping

_REACH = 80
"""Characters in front of a label, and behind it, in which it may be taken back."""

_FILLER = (
    r"(?:the|a|an|really|at|all|very|quite|clearly|strictly|about|being|classified|labelled|labeled|as|be|to|of|any|in|class|label|category|option|text|word|words|sentiment|single"
    r"|look|looks|seem|seems|sound|sounds|appear|appears|read|reads|feel|feels|like|fit|fits|match|matches|express|expresses|contain|contains|mention|mentions|show|shows|call|say|it|this"
    r"|un|une|le|la|el|ein|eine|einen|der|die|das|pas|plus)"
)
_BEFORE = re.compile(
    r"(?:\b(?:not|no|never|neither|nor|without|hardly|cannot|isn['’]?t|aren['’]?t|wasn['’]?t|doesn['’]?t|don['’]?t|can['’]?t|won['’]?t|wouldn['’]?t"
    r"|rather than|instead of|other than|unlike|rules? out|ruled out|ruling out|excludes?|excluding|opposed to|far from|anything but|nothing|nicht|kein|keine|keinen|weder|noch"
    rf"|pas|ni|non|nunca|ninguno|nem|não|niet|geen|не|ни)\b(?:[^\w.;!?\n]+{_FILLER}\b){{0,5}}|[不非没])[^\w.;!?\n]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\"'”’»*_`)\]]{0,4} (?:(?:is|are|was|were|would be|will be|seems|looks|can be|must be)(?: [a-z]{2,10}ly| also| just)? (?:not\b|never\b|wrong\b|incorrect\b|false\b|ruled out|excluded|out of the question|too \w+)"
    r"|(?:isn|aren|wasn|doesn|don|won|wouldn|can)['’]?t\b|(?:does|do|did|would|can|could|will)(?: not|not)\b|cannot\b|ist (?:nicht|falsch)|n['’]est pas|no es\b)",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"\b(?:do not|don['’]?t|would not|wouldn['’]?t|did not|didn['’]?t) (?:really )?(?:think|believe|consider|see|find|call|say)\b[^.,;!?\n]*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:whether|(?:not|n['’]?t|un)[ ]?(?:possible|sure|certain|clear|tell|know)|(?:cannot|can['’]?t|can not) (?:say|tell|know|decide|determine)|impossible to|hard to|difficult to)\b[^.,;!?\n]*$",
    re.IGNORECASE,
)
_OPPOSITES = ("not ", "no ", "non ", "un", "in", "ir", "il", "im", "dis")


def is_taken_back(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place of a text is named only to be denied."""
    before = text[max(0, start - _REACH) : start]
    denied = _BEFORE.search(before) or _THOUGHT.search(before)
    return denied is not None or _AFTER.match(text, end, end + _REACH) is not None


def is_open(text: str, start: int) -> bool:
    """Whether what stands at a place is named as what cannot be told."""
    return _OPEN.search(text[max(0, start - _REACH) : start]) is not None


def opposites(labels: Mapping[str, str]) -> dict[str, str]:
    """For each label the one that says that it is not so: "not spam" for "spam".

    Args:
        labels: The labels by their words in lower case.
    """
    found = {}
    for words, label in labels.items():
        for before in _OPPOSITES:
            positive = labels.get(words.removeprefix(before)) if words.startswith(before) else None
            if positive is not None:
                found[positive] = label
    return found
