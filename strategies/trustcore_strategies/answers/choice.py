"""Multiple-choice questions: the options that a question offers and those an answer picks."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trustcore_strategies.answers.elements import element
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.known_names import groups_of
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
from trustcore_strategies.answers.words import words

_NAMING = 5
"""Words; a name has no more."""


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
_LISTED = re.compile(r"\s*[,;\n&]\s*(?:and )?|\s+(?:and|und|et|y|e|и)\s+", re.IGNORECASE)
_NONE = re.compile(
    r"\bnone of (?:the |these|them|those)|\bneither of|\bno (?:correct )?option|keine der|aucune des|ninguna de|以上都不|没有一个|none are\b"
)
_ALL = re.compile(
    r"\ball of (?:the above|these|them)|\ball (?:four|three|options)|以上都是|すべて正しい"
)


_TAKEN = re.compile(
    r"(?<!not )(?<!than )\b(?:choose|pick|select|go with|going with|say|answer is|option|choice) [(\"']?(?P<label>[a-z])[)\"']?[.!]?$"
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
    lone = forms.lone.fullmatch(text)
    if lone is not None:
        return picked_of([lone["label"]], offered)
    if forms.several.fullmatch(text):
        return picked_of([label_in(found) for found in forms.mention.finditer(text)], offered)
    if forms.several_denied.fullmatch(text):
        return frozenset(offered) - {label_in(found) for found in forms.mention.finditer(text)}
    whole = _judged(text, offered) or _all_but(text, forms, offered)
    whole = whole or _whole(text, said, offered) or _called_right(text, forms, offered)
    whole = whole or _counted(said, offered) or _known(text, said, offered)
    if whole is not None:
        return whole
    lead = forms.leading.match(text)
    if lead is not None and not DENIED_AFTER.match(text, lead.end()) and not _article(text, lead):
        return picked_of([lead["bracketed"] or lead["marked"] or lead["bare"]], offered)
    return mentioned(text, forms, offered) or _quoted(said, offered) or _misspelt(said, offered)


_SOUNDS = str.maketrans("ykz", "ics")
"""Letters that are taken for one another; any other letter makes another word: abduction, adduction."""

_SHORTEST, _LONGEST_NAME = 6, 60
"""Letters; in shorter names each one tells, and longer texts are no names."""


def _misspelt(said: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option that a short text names but for a slip."""
    text = " ".join(said)
    if len(said) > _NAMING or not _SHORTEST <= len(text) <= _LONGEST_NAME:
        return None
    if not text.replace(" ", "").isalpha():
        return None
    near = [label for label, option in offered.items() if _is_slip(text, " ".join(option))]
    return frozenset(near) if len(near) == 1 else None


def _is_slip(one: str, other: str) -> bool:
    """Whether two spellings differ in one letter too many or in two letters that are swapped."""
    one, other = one.translate(_SOUNDS), other.translate(_SOUNDS)
    unlike = (
        place
        for place, (mine, theirs) in enumerate(zip(one, other, strict=False))
        if mine != theirs
    )
    alike = next(unlike, min(len(one), len(other)))
    mine, theirs = one[alike:], other[alike:]
    swapped = mine[1:2] + mine[:1] + mine[2:]
    return mine == theirs or mine[1:] == theirs or mine == theirs[1:] or swapped == theirs


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


def _called_right(text: str, forms: Patterns, offered: Options) -> Picked | None:
    """The one option that a sentence calls right, or the one at a place that it names."""
    taken = _TAKEN.search(text)
    if taken is not None:
        return picked_of([taken["label"]], offered)
    only = _ONLY.search(text)
    if only is not None and only["label"] in offered:
        return frozenset({only["label"]})
    placed = _PLACED.fullmatch(text)
    if placed is not None:
        place = placed["place"].lower()
        last = place in {"last", "final"} or (place == "latter" and len(offered) == FEWEST)
        return _at_place(len(offered) if last else _PLACES.get(place, 0), offered)
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


def _judged(text: str, offered: Options) -> Picked | None:
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


def _all_but(text: str, forms: Patterns, offered: Options) -> Picked | None:
    """What is left when all options but some are picked, or those where all others are called wrong."""
    found = _ALL_BUT.search(text)
    if found is None:
        return None
    named = picked_of([label_in(one) for one in forms.mention.finditer(found["named"])], offered)
    if named is None:
        return None
    left = found["none"] is not None or _WRONG.search(fold(found[0])) is not None
    return named if left else frozenset(offered) - named


def _at_place(place: int, offered: Options) -> Picked | None:
    """The option at a place in their order, from one on: the second option."""
    labels = list(offered)
    return frozenset({labels[place - 1]}) if 0 < place <= len(labels) else None


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
        return frozenset({"none"})
    return frozenset(offered) if _ALL.search(folded) else None


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
    return _at_place(int(number), offered)


def _known(text: str, said: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option of which a text is another name: CO2 for carbon dioxide."""
    groups = groups_of(text) if len(said) <= _NAMING else frozenset()
    number = element(text) if len(said) == 1 else None
    if number is not None:
        groups |= {f"element {number}"}
    if not groups:
        return None
    named = [
        one for one, option in offered.items() if not groups.isdisjoint(_names_of(" ".join(option)))
    ]
    return frozenset(named) if len(named) == 1 else None


def _names_of(option: str) -> frozenset[int | str]:
    """The things of which an option is a known name, a chemical element among them."""
    number = element(option)
    return groups_of(option) | (set() if number is None else {f"element {number}"})


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


def _quoted(said: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option whose words stand in the answer and are not denied there."""
    held = [label for label, option in offered.items() if option and _contains(said, option)]
    held = [
        one
        for one in held
        if not any(one != other and _contains(offered[other], offered[one]) for other in held)
    ]
    if len(said) > _FEW or len(held) < FEWEST:
        return _only(said, held, offered)
    spans = sorted((next(_places(said, offered[one])), len(offered[one])) for one in held)
    told = [one for one in held if not _is_denied(said, offered[one], spans)]
    if len(told) > 1:
        return _joined(said, told, offered) or _quoted(_concluded(said), offered)
    return frozenset(told) or None


_FEW = 40
"""Words; in a longer text several options are explained, whatever it says of each."""


def _only(said: tuple[str, ...], held: list[str], offered: Options) -> Picked | None:
    """The one option that a text names, ruled out where it denies it."""
    if len(held) != 1:
        return None
    at = next(_places(said, offered[held[0]]))
    denied = _is_denied(said, offered[held[0]], [(at, len(offered[held[0]]))])
    return frozenset({("-" if denied else "") + held[0]})


_TURNING = frozenset(("but", "rather", "sondern", "mais", "sino", "ma"))
_DENYING = frozenset(
    ("not", "isnt", "never", "except", "cannot", "unlike", "than", "nicht", "non", "pas")
)
_NOT_IT = frozenset(("not", "wrong", "incorrect", "false"))
_JOINS_DENIED = frozenset(("and", "or", "nor", "und", "oder", "noch", "ni", "et", "ou", "y", "o"))
_BEING = frozenset(("is", "are", "was", "were"))
_JOINING = frozenset(("and", "und", "et", "y", "e"))
_CONCLUDING = frozenset(("so", "therefore", "thus", "hence"))


def _is_denied(
    said: tuple[str, ...], option: tuple[str, ...], spans: Sequence[tuple[int, int]]
) -> bool:
    """Whether a text says in front of an option that it is not, or that it is wrong behind it.

    Args:
        said: The words of the text.
        option: Those of the option.
        spans: Where each option begins that is named, and how many words it has: what denies one
            denies another only where a word joins them.
    """
    at = next(_places(said, option))
    front = max((end for start, size in spans if (end := start + size) <= at), default=0)
    apart = front and _JOINS_DENIED.isdisjoint(said[front:at])
    before: list[str] = []
    for word in reversed(said[max(front if apart else 0, at - 4) : at]):
        if word in _TURNING:
            break
        before.append(word)
    behind = said[at + len(option) :][:2]
    wrong = behind[:1] == ("isnt",) or (
        not _BEING.isdisjoint(behind[:1]) and not _NOT_IT.isdisjoint(behind[1:])
    )
    return wrong or not _DENYING.isdisjoint(before)


def _joined(said: tuple[str, ...], held: list[str], offered: Options) -> Picked | None:
    """Several options that a sentence names one after another."""
    places = sorted((next(_places(said, offered[one])), len(offered[one])) for one in held)
    between = (said[at + size : then] for (at, size), (then, _) in pairwise(places))
    return frozenset(held) if all(map(_JOINING.issuperset, between)) else None


def _concluded(said: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind the last one that says that something follows."""
    places = [place for place, word in enumerate(said) if word in _CONCLUDING]
    return said[places[-1] + 1 :] if places else ()


def _places(said: tuple[str, ...], option: tuple[str, ...]) -> Iterator[int]:
    size = len(option)
    for start in range(len(said) - size + 1):
        if said[start] == option[0] and said[start : start + size] == option:
            yield start


def _contains(said: tuple[str, ...], option: tuple[str, ...]) -> bool:
    return next(_places(said, option), None) is not None


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
