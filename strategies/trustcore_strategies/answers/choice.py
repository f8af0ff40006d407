"""The options that an answer to a question of multiple choice picks."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.judged_options import (
    all_but,
    at_place,
    called_right,
    right_in_list,
)
from trustcore_strategies.answers.mentions import (
    DENIED_AFTER,
    Patterns,
    Picked,
    label_in,
    label_patterns,
    mentioned,
    picked_of,
)
from trustcore_strategies.answers.numerals import SMALL
from trustcore_strategies.answers.options import FEWEST, Options
from trustcore_strategies.answers.options_by_text import (
    by_known_name,
    misspelt,
    named_first,
    quoted,
)
from trustcore_strategies.answers.words import words

_LISTED = re.compile(r"\s*[,;\n&]\s*(?:and )?|\s+(?:and|und|et|y|e|и)\s+", re.IGNORECASE)
_NONE = re.compile(
    r"\bnone of (?:the |these|them|those)|\bneither of|\bno (?:correct )?option|keine der|aucune des|ninguna de|以上都不|没有一个|none are\b"
)
_ALL = re.compile(
    r"\ball of (?:the above|these|them)|\ball (?:four|three|options)|以上都是|すべて正しい"
)


def picks(final: str, said: tuple[str, ...], offered: Options) -> Picked | None:
    """The options that a final answer picks; None when it picks none that can be made out.

    Args:
        final: The final answer, cleaned.
        said: Its words.
        offered: What the question offers.
    """
    text = final[:2000].strip()
    forms = label_patterns(tuple(offered))
    whole = _labels_alone(text, said, forms, offered)
    if whole is not None:
        return whole
    whole = right_in_list(text, offered) or all_but(text, forms, offered)
    whole = whole or _whole(text, said, offered) or called_right(text, forms, offered)
    whole = whole or _counted(said, offered) or by_known_name(text, said, offered)
    whole = whole or _each_in_brackets(text, offered) or _left(text, offered)
    if whole is not None:
        return whole
    lead = forms.leading.match(text)
    if lead is not None and not DENIED_AFTER.match(text, lead.end()) and not _article(text, lead):
        return picked_of([lead["bracketed"] or lead["marked"] or lead["bare"]], offered)
    first, end, _ = text.partition(". ")
    by_text = named_first(words(first), offered) if end and not _labelled(first, forms) else None
    return (
        by_text
        or mentioned(text, forms, offered)
        or quoted(said, offered)
        or misspelt(said, offered)
    )


def _labels_alone(
    text: str, said: tuple[str, ...], forms: Patterns, offered: Options
) -> Picked | None:
    """The options of a text that is nothing but labels, unless an option is worded like that."""
    exact = [label for label, option in offered.items() if option == said and len(said) > 1]
    if exact:
        return frozenset(exact[:1])  # only A and C, where that is option E
    lone = forms.lone.fullmatch(text)
    if lone is not None:
        return picked_of([lone["label"]], offered)
    if forms.several.fullmatch(text):
        return picked_of([label_in(found) for found in forms.mention.finditer(text)], offered)
    if forms.several_denied.fullmatch(text):
        return frozenset(offered) - {label_in(found) for found in forms.mention.finditer(text)}
    return None


def _labelled(text: str, forms: Patterns) -> bool:
    """Whether a sentence names a label, be it to deny it."""
    return any(
        found["bare"] is None or found["bare"].isupper() for found in forms.mention.finditer(text)
    )


def _whole(text: str, said: tuple[str, ...], offered: Options) -> Picked | None:
    """The option whose text the answer is; or that it names none of them, or all."""
    same = [label for label, option in offered.items() if option == said]
    if same:
        return frozenset(same[:1])
    several = _every_one(text, offered) or _run_together(text, offered)
    if several is not None:
        return several
    folded = fold(text)
    if _NONE.search(folded):
        offers = (label for label, option in offered.items() if option[:2] == ("none", "of"))
        return frozenset({next(offers, "none")})
    return frozenset(offered) if _ALL.search(folded) else None


_LEAVES = re.compile(
    r"\b(?:leaves|leaving)(?: us)?(?: with)?(?: only)?(?: option| answer| choice)? \(?(?P<label>[A-Z])\)?[.! ]*$"
)


def _left(text: str, offered: Options) -> Picked | None:
    """The option that is left when a text has said what the others are."""
    found = _LEAVES.search(text)
    return picked_of([found["label"]], offered) if found and found["label"] in offered else None


_IN_BRACKETS = re.compile(r"\((?P<label>\w)\)")


def _each_in_brackets(text: str, offered: Options) -> Picked | None:
    """Several options, each named with its label in brackets behind it: zinc (D) and copper (B)."""
    named: list[str] = []
    begin = 0
    for found in _IN_BRACKETS.finditer(text):
        option = offered.get(found["label"])
        if option is None or words(text[begin : found.start()])[-len(option) :] != option:
            return None
        named.append(found["label"])
        begin = found.end()
    return picked_of(named, offered) if len(named) > 1 and not _denies(text) else None


def _denies(text: str) -> bool:
    return not _DENYING.isdisjoint(words(text))


_DENYING = frozenset(
    "not no nor neither but except without than wrong incorrect false unlike".split()
)

_TWO = 2
_NOUNS = frozenset(("option", "choice", "answer", "number", "statement"))
"""Words in front of the number of an option: option two."""


def _counted(said: tuple[str, ...], offered: Options) -> Picked | None:
    """The option whose number a text is, where no option is told by a number of its own."""
    if len(said) == _TWO and said[0] in _NOUNS:
        said = said[1:]
    if len(said) != 1 or not (number := SMALL.get(said[0], said[0])).isdecimal():
        return None
    if number in offered:
        return frozenset({number})
    if any(word[0].isdecimal() or word in SMALL for option in offered.values() for word in option):
        return None
    return at_place(int(number), offered)


def _every_one(text: str, offered: Options) -> Picked | None:
    """The options whose texts a list names, and nothing else."""
    parts = [words(part) for part in _LISTED.split(text.strip(" .")) if part.strip()]
    if not 1 < len(parts) <= len(offered):
        return None
    by_text = {option: label for label, option in offered.items()}
    named = [by_text.get(part) for part in parts]
    return frozenset(label for label in named if label) if all(named) else None


def _run_together(text: str, offered: Options) -> Picked | None:
    """The options whose letters stand in one word, in their order: AC."""
    letters = text.strip(" .")
    apart = FEWEST <= len(letters) <= len(offered) and list(letters) == sorted(set(letters))
    return (
        frozenset(letters) if apart and letters.isupper() and set(letters) <= set(offered) else None
    )


def _article(text: str, found: re.Match[str]) -> bool:
    """Whether a lone A or I is a word of the sentence."""
    return (
        found["bare"] in {"A", "I", "a", "i"}
        and re.match(r"\s+(?:am|was|would|for)\b", text[found.end() :]) is not None
    )


_LONE_LETTER = re.compile(
    r"[\s\"'*_>]{0,8}(?:[Oo]ption |[Cc]hoice )?[(\[*_]{0,4}([A-Ja-j])[)\].:*_]{0,4}\s*"
)
_LEADING_LETTER = re.compile(r"[(\[*_]{0,4}([A-J])[)\].:]{1,2}[*_]{0,3}\s+\S")


def letter(final: str) -> tuple[str, bool] | None:
    """The letter that an answer is or begins with where no options are known, and if it is all."""
    if len(final) > 1 and final[:2].isalpha() and final[0] not in "OoCc":
        return None  # neither a letter that stands alone nor the word for one
    lone = _LONE_LETTER.fullmatch(final)
    if lone is not None:
        return lone[1].upper(), True
    lead = _LEADING_LETTER.match(final)
    return None if lead is None else (lead[1], False)
