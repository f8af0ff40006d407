"""Short answers that leave open which of several values is meant."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from trustcore_strategies.answers.brackets import alias, bracketed, describes_kind
from trustcore_strategies.answers.corrections import has_number
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.name import describes
from trustcore_strategies.answers.places import REGIONS
from trustcore_strategies.answers.words import stem, words

_LONGEST = 200
"""Characters; a longer text does not name a few values and nothing else."""

_MOST = 6
"""Words of one value."""

OFFERING = frozenset(
    "might could may some others other many sources source historians scholars experts people disputed debated uncertain and und et y e и or oder ou o u или либо peut vez lo maybe perhaps possibly alternatively conceivably potentially otherwise else unless versus vs vielleicht eventuell"
    " moglicherweise quiza quizas talvez forse возможно или 或 또 または 许 許 能 か".split()
)
"""Words of one of which an answer that offers several values has one, if no sign parts them."""

PARTING = re.compile(r"[,;/|&\n]|^!=")
"""Signs that can part the values that an answer offers, or deny one."""

_HEDGE = r"(?:maybe|perhaps|possibly|alternatively|conceivably|potentially|could be|might be|may be|vielleicht|eventuell|möglicherweise|peut-être|quizás?|tal vez|a lo mejor|forse|talvez|возможно|может быть|也许|也許|可能是?)"
_SOURCES = r"(?:some|others?|other|many|several|most|a few|various)(?: (?:of them|people|sources?|historians|scholars|experts|accounts|records|researchers|authors|critics|studies|estimates|texts|references))?"
_CLAIM = (
    r"(?:(?:would |also |still |rather )?(?:say|says|said|claims?|argues?|gives?|believes?|suggests?|states?|thinks?|lists?|cites?|prefers?|hold|holds|puts? (?:it|this) (?:at|in)|dates? (?:it|this) to|report|reports|estimate)(?: (?:that|a|the))?(?: (?:it|this|that)(?:'s| is| was| were))?"
    r"|(?:it|this|that)(?: also| well)? (?:could|might|may)(?: also| well| even| just as well)? (?:be|have been)|(?:could|might|may)(?: also| well| even| just as well)? (?:be|have been))"
)
_OTHERWISE = rf"(?:{_SOURCES} {_CLAIM}|(?:(?:it|this|that|the answer) )?(?:could|might|may)(?: also| well| even| just as well| possibly| conceivably)? (?:be|have been)|(?:also )?(?:sometimes |often )?(?:said|claimed|reported|estimated|given) (?:to be|as))"
_OR = re.compile(
    rf"\s*[,;(/-]*\s*(?<![\w/])(?:or|oder|ou|u|o|или|либо|vs\.?|versus)(?![\w/-])(?:\s+(?:else|even|also|{_HEDGE}))?\s+|\s*[,;(]*\s*(?:或者?|または|또는)\s*|[,;:(?.-]+\s*(?:and |but )?{_HEDGE}(?:\s+(?:even|also))?[, ]\s*"
    rf"|(?:\s*[,;:(?.-]+\s*|\s+(?=but|though|although|while|whereas))(?:(?:but|and|though|although|while|whereas|however|yet|albeit)[, ]+)?(?:(?:disputed|debated|contested|uncertain|unclear|not certain)[,;:. ]+)?(?:(?:but|and|though|although|while|whereas|however)[, ]+)?{_OTHERWISE}\s+(?:in |on |about |around |at )?",
    re.IGNORECASE,
)
_NO_RIVAL = re.compile(
    r"(?:so|more|less|fewer|higher|above|greater|over|lower|under|below|older|younger|longer|shorter|better|later|earlier|after|before|not|similar|thereabouts|simply|just|rather|in other words|equivalently"
    r"|about|approximately|roughly|in short|whatever|any|mehr|weniger|so ähnlich|plus|moins|más|menos|più|meno|so-called|called|known|the like|anything|something|someone|nothing|none)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(
    rf"(?:(?:it(?:'s| is| was)|that(?:'s| is)|the answer is|(?:i|we)(?: would)? (?:think|believe|guess|say|suppose|reckon)(?: that)?(?: it(?:'s| is| was))?|my (?:best )?guess is|most (?:say|believe|sources say)|either|entweder|soit|либо|{_HEDGE}|probably|likely|bien|the year|in|on)[ :]+)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:\)|,|\?|\s(?:with|if|depending|when|counting|including|unless|by|according|but|je nachdem|wenn|selon|si|según)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_OFFERS = frozenset(
    "or oder ou u o vs versus maybe perhaps possibly alternatively conceivably potentially could might may vielleicht eventuell quiza quizas tal mejor forse talvez some other others many several most few various said claimed reported estimated given".split()
)
_CONDITIONS = frozenset("unless except if es sauf salvo menos meno".split())
"""Words without any of which no text of ASCII has what the two patterns look for, which are dear."""

_ASCII_WORD = re.compile(r"[a-z]+")
_UNLESS = re.compile(
    r"[,;(]?\s+\(?(?:unless|except (?:if|when)|es sei denn|außer wenn|sauf si|à moins|a menos que|salvo que|a meno che|если не|если только не|除非)\s"
    r"|[,;(]?\s+\(?if\b[^\n]{1,80}[,;] *(?:otherwise|else|and|but|or)\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"[^\W\d_]{3,24}(?:[ -][^\W\d_]{2,24}){0,2}(?: ?[/|] ?[^\W\d_]{3,24}(?:[ -][^\W\d_]{2,24}){0,2}){1,5}"
)
_NAMED = re.compile(r"(?:[A-Z]\.){1,3}|[^\W\d_]+(?:['-][^\W\d_]{2,})*")
_SMALL = frozenset("of the de da di du del la le van von der den bin al".split())
_LISTED = re.compile(
    r"\s*(?:[,;\n|]\s*(?:(?:and|und|et|y|e|и) )?|&|\b(?:and|und|et|y|e|и)(?= [^\W\d_a-zа-я]))\s*"
)
_FILLER = re.compile(
    r"(?:but |though |although |and )?(?:i(?:'m| am)? (?:not (?:\w+ )?(?:sure|certain|positive)|unsure|uncertain|might be (?:wrong|mistaken)|may be (?:wrong|mistaken)|could be (?:wrong|mistaken)|can't tell|don't know|cannot (?:say|tell))|not (?:entirely |totally |quite )?(?:sure|certain)|it is unclear|it's unclear|who knows)",
    re.IGNORECASE,
)
"""Says that the author is unsure, and names no value."""

_DISCOURSE = frozenset(
    "actually well so sure yes yeah ok okay honestly certainly clearly obviously probably definitely indeed hmm right hi hello".split()
)
_LABELS = frozenset("answer answers and".split())
_PEOPLE = re.compile(
    r"\w{2,}(?:(?<!Tit)ian|ish|ese|ican|ean|eek|andic)|Iraqi|Israeli|Pakistani|Arabic|Gaelic|Slavic|German|French|Dutch|Swiss|Welsh|Czech|Norse|Latin"
)
"""What a people, its language or its style is called, which says more of a name."""

_TITLE = re.compile(r"[;,] or,? (?:the|a|an|what)\b", re.IGNORECASE)


def rivals(
    text: str, known: Collection[str], *, person: bool, place: bool, plural: bool
) -> tuple[str, ...]:
    """The values between which a short answer does not decide; empty where it names one.

    "Titan or Rhea", "Titan (maybe Rhea)", "Titan/Rhea" and "Titan, Rhea" give both moons.
    "Paris, France", "Jane Austen, novelist", "5 or more" and "AC/DC" give none.

    Args:
        text: A final answer that has a word of `OFFERING` or a sign of `PARTING`.
        known: Words of the question, and their stems.
        person: Whether a person is asked for, whose name may be turned round: "Austen, Jane".
        place: Whether the question asks where something is, which more than one place may say.
        plural: Whether it may ask for several things, which a list then names.
    """
    if len(text) > _LONGEST:
        return ()
    bare = text.strip(" .!\"'")
    condition = _UNLESS.search(bare) if _may_say(bare, _CONDITIONS) else None
    if condition is not None and condition.start():
        return (bare[: condition.start()], bare[condition.end() :])
    found = offered(bare)
    if found or plural:
        return found
    return _slashed(bare) or _listed(bare, known, person=person, place=place)


def offers(text: str) -> bool:
    """Whether a word of a text says that it offers several values: or, maybe."""
    return len(text) <= _LONGEST and may_offer(text) and _OR.search(text) is not None


def _may_say(text: str, some: frozenset[str]) -> bool:
    """Whether a text has one of some words; one in another script may have others."""
    return not text.isascii() or not some.isdisjoint(_ascii_words(text))


@lru_cache(maxsize=100)
def _ascii_words(text: str) -> frozenset[str]:
    """The words of a text, in which more than one is looked for."""
    return frozenset(_ASCII_WORD.findall(text.lower()))


def may_offer(text: str) -> bool:
    """Whether a text or a part of it can have a word that offers another value."""
    return _may_say(text, _OFFERS)


def offered(bare: str) -> tuple[str, ...]:
    """The values between words that offer another: or, maybe."""
    if len(bare) > _LONGEST or not may_offer(bare):
        return ()
    front = _FRONT.match(bare)
    pieces = _OR.split(bare if front is None else bare[front.end() :])
    if len(pieces) < 2 or _TITLE.search(bare) is not None:
        return ()
    if any(_NO_RIVAL.match(piece) for piece in pieces[1:]):
        return ()
    first = _LISTED.split(pieces[0])
    rest = [_BEHIND.sub("", piece) for piece in pieces[1:]]
    named = (*first, *rest)
    values = [one for piece in named if (one := _value(piece)) and not _FILLER.fullmatch(one)]
    if any(one.rpartition(" ")[2].lower() in _COPULAS for one in values):
        return ()  # "o" behind a verb is an article: foi o primeiro
    short = all(len(words(value)) <= _MOST for value in values)
    return tuple(values) if len(values) > 1 and short and _alike(values) else ()


_COPULAS = frozenset("\u00e9 \u00e8 foi era s\u00e3o fue es is was are were".split())


def _value(piece: str) -> str:
    front = _FRONT.match(piece)
    return (piece if front is None else piece[front.end() :]).strip(" .?!\"'()-")


def _slashed(bare: str) -> tuple[str, ...]:
    """The names or words between slashes: Titan/Rhea, but neither AC/DC nor km/h nor and/or."""
    if ("/" not in bare and "|" not in bare) or _SLASHED.fullmatch(bare) is None:
        return ()
    values = tuple(re.split(r" ?[/|] ?", bare))
    if any(map(str.isupper, values)) or values[0].lower() in _LABELS:
        return ()
    return values if _alike(values) else ()


def _listed(bare: str, known: Collection[str], *, person: bool, place: bool) -> tuple[str, ...]:
    """The names between commas or on lines of their own."""
    if not _may_end_in_name(bare):
        return ()
    pieces = _LISTED.split(bare)
    if len(pieces) > 1 and pieces[0].strip(" .!").lower() in _DISCOURSE:
        pieces = pieces[1:]
    values = tuple(value for piece in pieces if (value := _value(piece)))
    if not 2 <= len(values) <= 8 or not all(map(_is_name, values)):
        return ()
    if any(_adds(value, known, place=place) for value in values[1:]):
        return ()
    turned = person and len(values) == 2 and all(" " not in value for value in values)
    return () if turned else values


def _may_end_in_name(bare: str) -> bool:
    """Whether the last word of a text may have a capital."""
    word = bare.rstrip(_AROUND).rsplit(None, 1)[-1:]
    last = word[0] if word else ""
    for mark in ",;|&":
        last = last.rpartition(mark)[2]
    bare_word = last.lstrip(_AROUND)
    return not bare_word or bare_word[0].isupper()


_AROUND = " .?!\"'()-,;|&\n\t"
"""What may stand around a name of a list."""


def named_twice(text: str, known: Collection[str], *, place: bool) -> tuple[str, str] | None:
    """A name and another in brackets behind it, which is neither it in form nor says more of it."""
    found = bracketed(text)
    if found is None or not all(map(_is_name, found)):
        return None
    head, inner = found
    if (
        _adds(inner, known, place=place)
        or alias(head, inner)
        or describes_kind(inner)
        or _PEOPLE.fullmatch(inner)
    ):
        return None
    return found if {*words(inner.replace("-", " "))}.isdisjoint(known) else None


def _is_name(value: str) -> bool:
    """Whether a text is one name: few words, each with a capital, and no number."""
    parts = value.split()
    if not 0 < len(parts) <= 4 or not parts[0][0].isupper() or not parts[-1][0].isupper():
        return False
    return all(_NAMED.fullmatch(one) and (one[0].isupper() or one in _SMALL) for one in parts)


def _adds(value: str, known: Collection[str], *, place: bool) -> bool:
    """Whether a name behind another says more of it: where it lies, what it is."""
    said = words(value)
    if any(part.isupper() and 1 < len(part) < 5 for part in value.split()):
        return True
    if place or describes(value) or fold(value) in REGIONS:
        return True
    return bool(said) and all(word in known or stem(word) in known for word in said)


def _alike(values: Sequence[str]) -> bool:
    """Whether values can stand for one another: all of them numbers, or names, or common words."""
    said = [words(value) for value in values]
    if not all(said):
        return False
    numbers = [has_number(each) for each in said]
    if any(numbers):
        return all(numbers)
    return (
        values[0][0].isupper() >= values[1][0].isupper()
        and len({value[0].isupper() for value in values[1:]}) == 1
    )
