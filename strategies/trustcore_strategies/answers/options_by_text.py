"""The option whose text an answer holds: its words, another name of it, or nearly its letters."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from trustcore_strategies.answers.conclusions import THEREFORE
from trustcore_strategies.answers.elements import element
from trustcore_strategies.answers.known_names import groups_of
from trustcore_strategies.answers.mentions import Picked
from trustcore_strategies.answers.options import FEWEST, Options
from trustcore_strategies.answers.words import stem

_NAMING = 5
"""Words; a name has no more."""

_SOUNDS = str.maketrans("ykz", "ics")
"""Letters that are taken for one another; any other letter makes another word: abduction, adduction."""

_SHORTEST, _LONGEST_NAME = 6, 60
"""Letters; in shorter names each one tells, and longer texts are no names."""


def misspelt(said: tuple[str, ...], offered: Options) -> Picked | None:
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


def by_known_name(text: str, said: tuple[str, ...], offered: Options) -> Picked | None:
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


def named_first(first: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option whose words the first sentence of several has, if it does not deny it."""
    first, offered = _rooted(first, offered)
    found = _only(first, _held(first, offered), offered)
    return None if found is None or not found <= offered.keys() else found


def quoted(said: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option whose words stand in the answer and are not denied there."""
    said, offered = _rooted(said, offered)
    held = _held(said, offered)
    held = [
        one
        for one in held
        if not any(one != other and _contains(offered[other], offered[one]) for other in held)
    ]
    if len(said) > _FEW or len(held) < FEWEST:
        return _only(said, held, offered)
    spans = sorted((next(_places(said, offered[one])), len(offered[one])) for one in held)
    told = [one for one in held if not _is_denied(said, offered[one], spans)]
    right = [one for one in told if _is_called_right(said, offered[one])]
    if len(right) == 1:
        return frozenset(right)
    if len(told) > 1:
        return _joined(said, told, offered) or quoted(_concluded(said), offered)
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


_RIGHT = frozenset(("right", "correct"))
_CALLS = _RIGHT | {"is", "the", "answer", "one", "option", "choice"}
_CALLED_IN = 4
"""Words behind an option that call it right at the end: Canberra is the right one."""


def _is_called_right(said: tuple[str, ...], option: tuple[str, ...]) -> bool:
    """Whether a text says right behind an option that it is the right one."""
    behind = said[next(_places(said, option)) + len(option) :]
    if not behind or len(behind) > _CALLED_IN or behind[0] != "is":
        return False
    return not _RIGHT.isdisjoint(behind) and _CALLS.issuperset(behind)


def _joined(said: tuple[str, ...], held: list[str], offered: Options) -> Picked | None:
    """Several options that a sentence names one after another."""
    places = sorted((next(_places(said, offered[one])), len(offered[one])) for one in held)
    between = (said[at + size : then] for (at, size), (then, _) in pairwise(places))
    return frozenset(held) if all(map(_JOINING.issuperset, between)) else None


def _concluded(said: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind the last one that says that something follows."""
    places = [place for place, word in enumerate(said) if word in THEREFORE]
    return said[places[-1] + 1 :] if places else ()


def _places(said: tuple[str, ...], option: tuple[str, ...]) -> Iterator[int]:
    size = len(option)
    for start in range(len(said) - size + 1):
        if said[start] == option[0] and said[start : start + size] == option:
            yield start


def _held(said: tuple[str, ...], offered: Options) -> list[str]:
    """The options whose words a text has."""
    return [label for label, option in offered.items() if option and _contains(said, option)]


def _rooted(said: tuple[str, ...], offered: Options) -> tuple[tuple[str, ...], Options]:
    """A text and options without endings, where the text has the words of none as they are."""
    roots = {label: tuple(map(_root, option)) for label, option in offered.items()}
    if _held(said, offered) or len({*roots.values()}) < len(roots):
        return said, offered
    return tuple(map(_root, said)), roots


@lru_cache(maxsize=4_096)
def _root(word: str) -> str:
    """A word without its ending, be it English or Latin: mitochondria, mitochondrion."""
    bare = stem(word)
    return bare if len(bare) < _LONG else _LATIN.sub("", bare)


_LONG = 6
_LATIN = re.compile(r"(?:on|um|us|a|i)$")


def _contains(said: tuple[str, ...], option: tuple[str, ...]) -> bool:
    return next(_places(said, option), None) is not None
