"""Prose: how much two texts say in common, and what makes one contradict the other."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.minimal_pairs import sole_difference
from trustcore_strategies.answers.numerals import CARDINALS
from trustcore_strategies.answers.overlap import Bag, mass, overlap
from trustcore_strategies.answers.words import loosened, stem

_KNOWN_WEIGHT = 0.2
"""What a word of the question counts in an overlap: repeating the question is no agreement."""

_COMPARABLE = 60
"""Words; in longer texts a word more or less is no contradiction."""

_SAME_FRAME = 0.5
"""Share of a text that must be equal for the rest to be what the two texts differ in."""

_DENIALS = frozenset(
    "not no never none neither nor without cannot cant isnt arent wasnt werent dont doesnt didnt"
    " wont wouldnt shouldnt couldnt hasnt havent hadnt nothing nobody nowhere hardly unable nicht"
    " kein keine keinen keiner nie ohne pas jamais aucun aucune sans ne nunca sin ni ningun ninguna"
    " non mai senza nao sem nem niet geen zonder не нет без ни никогда 不 没 沒 無 ない ません 않 안"
    " 못 없 ليس لا بدون غير नहीं बिना fail failed lack lacks refuse except".split()
)
_PAIRS = (
    "increase decrease|rise fall|grow fall|more less|more fewer|hot cold|all no|all none|always never|before after"
    "|left right|up down|on off|with without|skip take|stop continue|north south|east west|northern southern|eastern western"
    "|legal illegal|first last|high low|higher lower|lesser greater|large small|larger smaller|big small|bigger smaller|long short"
    "|longer shorter|old young|older younger|oldest youngest|early late|earlier later|win lose|buy sell|accept reject"
    "|allow forbid|allowed forbidden|allowed prohibited|permitted prohibited|open closed|open close|male female"
    "|man woman|boy girl|mother father|true false|yes no|maximum minimum|positive negative|gain loss|profit loss"
    "|above below|over under|inside outside|internal external|import export|push pull|add remove|add subtract"
    "|start stop|start end|start finish|begin end|begin finish|love hate|good bad|better worse|best worst|strong weak|fast slow|faster slower"
    "|wet dry|dark light|alive dead|absent present|success fail|prime composite|active passive|affirmative negative|winner loser|cause prevent|support oppose"
    "|safe dangerous|possible impossible|clockwise counterclockwise|clockwise anticlockwise|expand contract|ascending descending|day night"
    "|summer winter|morning evening|am pm|north east|north west|south east|south west|daily weekly|weekly monthly"
    "|odd even|vertical horizontal|acid base|acidic basic|arrive leave|enter exit|improve worsen|heavy light"
    "|heavier lighter|hard soft|rich poor|full empty|near far|public private|new old|taller shorter|include exclude"
    "|make lose|earn lose|gain lose|profit lose|earn loss|earn spend|borrow lend|deposit withdraw|surplus deficit|debit credit|ally enemy|attack defend|guilty innocent|approve reject|approve deny|confirm deny|agree disagree|ascend descend"
    "|next last|next this|last this|optional mandatory|optional required|decline grow|most least|many few|some none|every no|some no|each no"
    "|both neither|warm cold|raise lower|monoxide dioxide|flat round|flat spherical|flat curved|thin thick|thin thicken"
)
_OTHER_OFFICE = frozenset("vice deputy former ex anti non pseudo quasi assistant acting".split())
"""Words of which one more makes something else: the vice president is not the president."""

_RELATED = frozenset(
    map(
        stem,
        "wife husband widow widower son daughter brother sister father mother uncle aunt nephew niece cousin grandson granddaughter grandfather grandmother stepson stepfather"
        " student pupil teacher mentor rival successor predecessor colleague friend fan biographer agent outside near nearby beyond opposite behind beneath beside"
        " formerly previously once former ago before after suburb outskirts frau mann sohn tochter bruder femme fils fille frere mujer hijo hija esposa hermano moglie figlio figlia".split(),
    )
)
"""Words of which one more names something else that is told by the first: King's wife, outside Paris."""

_FEATURES = frozenset(
    map(
        stem,
        "lake river mount mountain mountains falls bay sea ocean gulf strait island islands canal city county province desert valley bridge tower street avenue"
        " road square park station airport castle palace cathedral university college museum".split(),
    )
)
"""Kinds of places; two places of one name and of two kinds are two."""

_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "non-", "mis")


def _opposites() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.split("|"):
        for one, other in (pair.split(), pair.split()[::-1]):
            for form in {one, stem(one)}:
                table.setdefault(form, set()).update({other, stem(other)})
    return {word: frozenset(others) for word, others in table.items()}


_OPPOSITES = _opposites()


@frozen
class Words:
    """The words of a text in the forms in which prose is compared.

    Attributes:
        all: Its words in order.
        distinct: Each of them once.
        stems: The stems of those that say something, in order.
        bag: How often each stem occurs.
        mass: What the stems count together.
        digits: The numbers among the words.
        denials: How many of them deny, of those that the question does not have.
    """

    all: tuple[str, ...]
    distinct: frozenset[str]
    stems: tuple[str, ...]
    bag: Bag
    mass: float
    digits: frozenset[str]
    denials: int


_TENS = {word: str(value) for word, value in CARDINALS.items() if 12 < value < 100}
"""Spelled numbers that stay words among others, each in digits: forty."""

_SPELLED = frozenset(_TENS)


def prose(
    said: tuple[str, ...],
    known: Collection[str] = frozenset(),
    asked: Collection[str] | None = None,
) -> Words:
    """The words of a text, ready to be compared.

    Args:
        said: The words.
        known: Words and stems that count little.
        asked: Words of the question, which deny nothing; those that are known where it is None.
    """
    distinct = frozenset(said)
    kept = tuple(map(stem, [word for word in said if word not in IDLE or len(word) == 1]))
    bag = _counted(kept)
    denials = distinct & _DENIALS
    if denials:
        denials = denials.difference(known if asked is None else asked)
    digits = frozenset([word for word in distinct if word[0].isdecimal()])
    if not _SPELLED.isdisjoint(distinct):
        digits |= {_TENS[word] for word in distinct & _SPELLED}
    return Words(
        said,
        distinct,
        kept,
        bag,
        mass(bag, len(kept), known, _KNOWN_WEIGHT),
        digits,
        sum([said.count(word) for word in denials]),
    )


def _counted(said: Sequence[str]) -> dict[str, int]:
    bag = dict.fromkeys(said, 1)
    if len(bag) == len(said):
        return bag
    bag = dict.fromkeys(bag, 0)
    for word in said:
        bag[word] += 1
    return bag


def agreement(one: Words, other: Words, known: Collection[str] = frozenset()) -> float:
    """How far two texts say the same, in [0, 1].

    The mean of F1 and containment, squared, because a partial overlap is weak evidence. Texts that
    contradict each other agree in nothing: one denies what the other says, has the opposite word,
    another word in the same place, or the same words in exchanged places.
    """
    if one.stems and other.stems and one.bag.keys().isdisjoint(other.bag):
        return 0.0
    clash = bool(one.digits - other.digits) and bool(other.digits - one.digits)
    if max(len(one.all), len(other.all)) > _COMPARABLE:
        shared = _by_stems(one, other, known)
        return shared / 2 if clash else shared
    if _contradict(one, other):
        return 0.0
    framed = _filled(one, other, known)
    if framed is not None:
        return framed
    best = _by_stems(one, other, known)
    if best > _REPLACED and _is_replaced(one, other):
        return _REPLACED
    return best / 4 if clash else best


_REPLACED = 0.4
"""What two sentences agree at most that are one but for a word that says something."""


def _is_replaced(one: Words, other: Words) -> bool:
    """Whether two sentences are equal but for one word, which is another one and not another form.

    A verb behind a pronoun may be another word for the same: it turns, it converts.
    """
    if len(one.all) != len(other.all) or len(one.stems) != len(other.stems):
        return False
    at = sole_difference(one.all, other.all)
    if at is None:
        return False
    mine, theirs = one.all[at], other.all[at]
    said = mine not in IDLE and theirs not in IDLE and min(len(mine), len(theirs)) > 1
    verb = at > 0 and one.all[at - 1] in _SUBJECTS
    return said and not verb and loosened(mine)[:4] != loosened(theirs)[:4]


_SUBJECTS = frozenset("it he she they this that which who we you i".split())


def _by_stems(one: Words, other: Words, known: Collection[str]) -> float:
    if not one.stems or not other.stems:
        return float(one.all == other.all)
    return _evidence(overlap((one.bag, other.bag), (one.mass, other.mass), known, _KNOWN_WEIGHT))


def _evidence(overlapping: tuple[float, float]) -> float:
    f1, contained = overlapping
    return ((f1 + contained) / 2) ** 2


def _contradict(one: Words, other: Words) -> bool:
    first, second = one.bag.keys(), other.bag.keys()
    common, most = len(first & second), max(len(first), len(second))
    if common == 0 < most - 1 or len(first) + len(second) - 2 * common > max(3, most // 2):
        return False
    if one.denials % 2 != other.denials % 2:
        return True
    mine, theirs = one.distinct - other.distinct, other.distinct - one.distinct
    if len(one.all) == len(other.all) and bool(mine) != bool(theirs):  # the other has a word twice
        mine, theirs = _more_often(one, other), _more_often(other, one)
    if _designated(one, other, mine, theirs) or _elsewhere(first - second, second - first, most):
        return True
    if mine and theirs and _opposed(mine, theirs.union(map(stem, theirs))):
        return True
    return _exchanged(one, other)


def _more_often(one: Words, other: Words) -> frozenset[str]:
    """The words that one text has more often than another."""
    return frozenset(word for word in one.distinct if one.all.count(word) > other.all.count(word))


def _opposed(mine: Collection[str], forms: frozenset[str]) -> bool:
    return not all(opposites(word).isdisjoint(forms) for word in mine)


def _designated(one: Words, other: Words, mine: Collection[str], theirs: Collection[str]) -> bool:
    """Whether one short name lacks the letter or number that tells the other from its like."""
    if (mine and theirs) or max(len(one.all), len(other.all)) > 4:
        return False
    extra = mine or theirs
    if extra and _OTHER_OFFICE.issuperset(extra):
        return True
    return bool(extra) and all(
        word.isalnum() and len(word) <= 1 + word.isdecimal() for word in extra
    )


def _elsewhere(mine: Collection[str], theirs: Collection[str], most: int) -> bool:
    """Whether one of two short names is told by the other, or that of another kind of place."""
    if mine and theirs:
        return _FEATURES.issuperset(mine) and _FEATURES.issuperset(theirs)
    extra = mine or theirs
    return most <= _NAMING and len(extra) < most and not _RELATED.isdisjoint(extra)


_NAMING = 5
"""Words that say something; a name has no more."""


def _exchanged(one: Words, other: Words) -> bool:
    """Whether two of the same words have exchanged their places."""
    if one.bag != other.bag or one.stems == other.stems:
        return False
    return sum(a != b for a, b in zip(one.stems, other.stems, strict=True)) == 2


@lru_cache(maxsize=50_000)
def opposites(word: str) -> frozenset[str]:
    """The words that say the opposite of a folded word."""
    known = _OPPOSITES.get(word, frozenset()) | _OPPOSITES.get(stem(word), frozenset())
    if len(word) < 4:
        return known
    shorter = {word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)}
    longer = {prefix + word for prefix in _PREFIXES}
    return known | longer | {one for one in shorter if len(one) > 3}


def _filled(one: Words, other: Words, known: Collection[str]) -> float | None:
    """How far two texts agree that are equal but for what fills one place; None for any others.

    What is equal must be no news: words of the question and idle ones.
    """
    mine, theirs = one.all, other.all
    least, most = sorted((len(mine), len(theirs)))
    front = 0
    while front < least and mine[front] == theirs[front]:
        front += 1
    back = 0
    while back < least - front and mine[-1 - back] == theirs[-1 - back]:
        back += 1
    if front + back in {len(mine), len(theirs)} or front + back < _SAME_FRAME * most:
        return None
    frame = (*mine[:front], *mine[len(mine) - back :])
    if mine[0] < "\u2fff" and not all(word in IDLE or word in known for word in frame):
        return None
    parts = (mine[front : len(mine) - back], theirs[front : len(theirs) - back])
    stems = [[stem(word) for word in part if word not in IDLE] for part in parts]
    if not stems[0] or not stems[1]:
        return None
    return _evidence(
        overlap((_counted(stems[0]), _counted(stems[1])), (len(stems[0]), len(stems[1])))
    )
