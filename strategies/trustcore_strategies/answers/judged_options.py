"""What an answer says of options: which it calls right, wrong or false, and which are left."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.mentions import Patterns, Picked, label_in, picked_of
from trustcore_strategies.answers.options import FEWEST, Options
from trustcore_strategies.answers.words import words

_CALLED = re.compile(
    r"[)\].*_\"']{0,4} (?:is|was|must be) (?:therefore |thus |clearly |definitely )?(?:the )?(?:correct|right|only (?:one|option)|answer)\b"
)
_PLACES = {
    name: place
    for place, names in enumerate(
        ("first 1st former", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"),
        start=1,
    )
    for name in names.split()
}
_PLACED = re.compile(
    rf"(?:it(?:'s| is) |i(?:'d| would)? (?:pick|choose|say|select) )?(?:the )?(?P<place>{'|'.join(_PLACES)}|last|final|former|latter)(?: (?:option|choice|one|answer|statement|alternative))?[.!]?",
    re.IGNORECASE,
)

_TAKEN = re.compile(
    r"(?<!not )(?<!than )\b(?:choose|pick|select|go with|going with|say|answer is|option|choice) [(\"']?(?P<label>[a-z])[)\"']?[.!]?$"
)

_FALSE = re.compile(
    r"(?:\b(?:statement|option|answer|choice|number|sentence) )?[(\[\"'*]{0,3}(?P<label>[A-Za-z]|\d{1,2})[)\].\"'*]{0,3} (?:is|must be) (?:therefore |clearly |definitely )?(?:the )?(?:false|incorrect|wrong|untrue|not true|not correct|exception|odd one out)\b"
)
"""What names the option that is false, where that is asked for."""


def picks_false(final: str, offered: Options) -> Picked | None:
    """The one option that an answer calls false, to a question that asks which one is."""
    found = {one["label"] for one in _FALSE.finditer(final[:2000])}
    return picked_of(list(found), offered) if len(found) == 1 else None


_ONLY = re.compile(
    r"\b[Oo]nly (?:option |answer )?[(*]{0,3}(?P<label>[A-Z])[)*]{0,3} (?:is|fits|works|matches|can)\b(?! not)"
)


_LEFT = re.compile(
    rf"\b(?:only |leaves (?:only )?|(?=\S+ \S+ (?:is|must be) (?:the )?(?:right|correct)))(?:the )?(?P<place>{'|'.join(_PLACES)}) (?:option|choice|one|answer|statement|alternative)\b(?! (?:is|was) (?:wrong|false|incorrect|not))",
    re.IGNORECASE,
)
"""What names the option that is left by its place: only the second option remains."""


def called_right(text: str, forms: Patterns, offered: Options) -> Picked | None:
    """The one option that a sentence calls right, or the one at a place that it names."""
    taken = _TAKEN.search(text)
    if taken is not None:
        return picked_of([taken["label"]], offered)
    only = _ONLY.search(text)
    if only is not None and only["label"] in offered:
        return frozenset({only["label"]})
    left = _LEFT.search(text)
    if left is not None:
        return at_place(_PLACES[left["place"].lower()], offered)
    placed = _PLACED.fullmatch(text)
    if placed is not None:
        place = placed["place"].lower()
        last = place in {"last", "final"} or (place == "latter" and len(offered) == FEWEST)
        return at_place(len(offered) if last else _PLACES.get(place, 0), offered)
    called = {
        label_in(found)
        for found in forms.mention.finditer(text)
        if _CALLED.match(text, found.end())
    }
    return picked_of(list(called), offered) if len(called) == 1 else None


_JUDGED = re.compile(
    r"[ \t*_>-]{0,6}[(\[]?(?P<label>[^\W_]{1,4})[)\].:*]{0,4}[ \t:*_-]+(?P<said>\S.*)"
)
_WRONG = re.compile(
    r"\b(?:no|not|cannot|incorrect|wrong|false|untrue|ruled out|eliminated?d?|excluded|nein|falsch|faux|non|falso|incorrecto|неверно|нет)\b|n't\b|[\u2717\u2718\u274c\u2716]|不对|错"
)
_RIGHT = re.compile(
    r"\b(?:yes|correct|right|true|this is it|the answer|ja|richtig|oui|vrai|si|verdadero|верно|да)\b|[\u2713\u2714\u2705]|正确|对"
)


def right_in_list(text: str, offered: Options) -> Picked | None:
    """The options that a list names, or of all of them those that it calls right."""
    lines = text.strip().split("\n") if "\n" in text else _PARTS.split(text)
    judged = [_JUDGED.fullmatch(line.rstrip(" .;,")) for line in lines if line.strip()]
    found = {one["label"]: one["said"] for one in judged if one and one["label"] in offered}
    if len(found) < FEWEST or ("\n" not in text and len(found) < len(judged)):
        return None
    told = {label: fold(said) for label, said in found.items() if words(said) != offered[label]}
    if not told:
        return frozenset(found) if len(found) == len(judged) < len(offered) else None
    wrong = {label for label, said in told.items() if _WRONG.search(said)}
    right = {label for label, said in told.items() if label not in wrong and _RIGHT.search(said)}
    if not right or len(right) + len(wrong) < len(told):
        return None
    return frozenset(right) if len(found) >= len(offered) - (len(told) == len(found)) else None


_PARTS = re.compile(r"[,;.]\s+(?=[(\[*]{0,2}\w{1,2}(?:[)\].:*]| -))")

_ALL_BUT = re.compile(
    r"\b(?:(?P<none>none|nothing|no (?:other )?(?:option|choice|answer))|all|every(?:thing)?|each)\b[^.;\n]{0,60}?\b(?:except|but|apart from|other than|besides|save)(?: for)? (?P<named>[^.;\n]{1,40})",
    re.IGNORECASE,
)


def all_but(text: str, forms: Patterns, offered: Options) -> Picked | None:
    """What is left when all options but some are picked, or those where all others are called wrong."""
    found = _ALL_BUT.search(text)
    if found is None:
        return None
    named = picked_of([label_in(one) for one in forms.mention.finditer(found["named"])], offered)
    if named is None:
        return None
    left = found["none"] is not None or _WRONG.search(fold(found[0])) is not None
    return named if left else frozenset(offered) - named


def at_place(place: int, offered: Options) -> Picked | None:
    """The option at a place in their order, from one on: the second option."""
    labels = list(offered)
    return frozenset({labels[place - 1]}) if 0 < place <= len(labels) else None
