"""Small words that tell two answers apart which are equal but for them: from and to, must and may.

What tells two apart depends on what is asked: a pronoun where it is asked who, a preposition of
place where it is asked where.
"""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (words of many languages)

from __future__ import annotations

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.minimal_pairs import Pair, contrasts, excludes, means, words_of
from trustcore_strategies.answers.pronouns import PRONOUNS
from trustcore_strategies.answers.question import Question

GENERAL = contrasts("""
from,out of;to,into,towards,toward
with;without,with no
before,prior to;after
until,till,up to;since,from,after
above,over;below,under,beneath,underneath
inside,within;outside
um;auf
mit;ohne
vor;nach
bis,bis zu,bis zum;ab,seit
avec;sans
avant;apres
depuis;jusqua
con;sin
antes de,antes del;despues de,despues del
desde;hasta
con;senza
prima di,prima del,prima dei,prima della;dopo,dopo di,dopo il,dopo i,dopo la
com;sem
antes do,antes da;depois de,depois do,depois da
с;без
до;после
""")
"""Phrases that exclude one another whatever is asked."""

MODES = contrasts("""
must,has to,have to,needs to,need to,is required to,are required to;may,might,can,could,is allowed to,are allowed to
will,is going to,are going to,shall;may,might,can,could
muss,mussen,musst;darf,durfen,darfst,kann,konnen,kannst
doit,doivent,dois;peut,peuvent,peux
debe,deben,debes;puede,pueden,puedes
deve,devono,devi;puo,possono,puoi
можно;нельзя
""")
"""How sure or free something is, where neither a value nor a way to do it is asked for."""

FREQUENCIES = contrasts("""
always;often,frequently,usually;sometimes,occasionally,now and then;rarely,seldom,hardly ever;never
""")
"""How often something is, where that is asked for or whether it is so."""

QUANTIFIERS = contrasts("""
all,every,each,all of,everyone,everybody,all people;most,most of,most people;few,few of,hardly any,few people;no,none,none of,not one,no one,nobody
all,every,each,all of,everyone,everybody;some,some of,someone,somebody,some people;no,none,none of,not one,no one,nobody
alle,jeder,jede,jedes;die meisten,meisten;keine,keiner,kein,keines
alle,jeder,jede,jedes;einige,manche;keine,keiner,kein,keines
tous,toutes,tous les,toutes les;la plupart,la plupart des;aucun,aucune
todos,todas;la mayoria,la mayoria de;ningun,ninguno,ninguna
tutti,tutte;la maggior parte,la maggior parte dei;nessun,nessuno,nessuna
""")
"""How many of all: of a question whether all do, most and some say the same, which is no."""

PLACES = contrasts("""
in,inside,within;on,on top of;under,below,beneath,underneath;above,over;behind;in front of;beside,next to,near,by;outside
in,im;auf,auf dem,auf der;unter,unter dem,unter der;neben,neben dem,neben der;hinter,hinter dem,hinter der;vor,vor dem,vor der;uber,uber dem,uber der
nach;von,aus
dans;sur;sous;derriere;devant;cote de,cote du
en,dentro de;sobre,encima de;debajo de,bajo;detras de;delante de,frente;al lado de
nel,nella,dentro;sul,sulla,sopra;sotto;dietro;davanti;accanto,vicino
""")
"""Where something is, beside the same thing."""

_EITHER_WAY = frozenset(
    ("street", "road", "avenue", "lane", "island", "coast", "shore", "page", "campus", "farm", "bus", "train", "plane", "ship", "boat", "team", "floor", "corner", "outskirts", "beach", "river", "sea", "lake", "canal", "market", "list", "board", "committee", "field", "side", "north", "south", "east", "west", "left", "right", "middle", "centre", "center", "sky", "air", "course", "way")
)  # fmt: skip
"""Nouns of which one says in and another on, and means the same."""

_VARIANTS = frozenset(
    ("ti", "plus", "pro", "max", "ultra", "mini", "lite", "se", "xt", "xtx", "super", "air", "fe", "xl", "turbo", "slim", "neo", "note")
)  # fmt: skip
"""Words behind the number of a product that name another product."""

TELLING = words_of(GENERAL, MODES, FREQUENCIES, QUANTIFIERS, PLACES, PRONOUNS, _VARIANTS, ("by",))
"""Words of one of which the difference of a minimal pair has one, but for parties and titles."""

_NEITHER = frozenset(("different", "differ", "differs", "due", "compared", "relative"))
"""Words behind which one preposition says the same as another: different from, different to."""


def tells_apart(pair: Pair, asked: Question, written: str) -> bool:
    """Whether a minimal pair is of two answers to a question.

    Args:
        pair: The difference of two answers.
        asked: The question.
        written: One of the answers.
    """
    if not (pair.one and pair.other):
        return _names_variant(pair)
    if excludes(pair.one, pair.other, GENERAL):
        return not pair.front or pair.front[-1] not in _NEITHER
    if _by_amount(pair) or _says_other_mode(pair, asked):
        return True
    if asked.place and _other_place(pair, written):
        return True
    return asked.who and excludes(pair.one, pair.other, PRONOUNS) and _is_of_doer(pair, asked)


def says_same_place(pair: Pair, asked: Question) -> bool:
    """Whether a minimal pair tells of one place in two words: beside, next to."""
    return asked.place and means(pair.one, pair.other, PLACES)


def _says_other_mode(pair: Pair, asked: Question) -> bool:
    """Whether one says of all, or as sure or frequent, what the other says of some, or as less so."""
    one, other = pair.one, pair.other
    if excludes(one, other, MODES):
        return not (asked.number or asked.date or "how" in asked.words)
    if excludes(one, other, FREQUENCIES):
        return "often" in asked.words or asked.verdict
    if not excludes(one, other, QUANTIFIERS):
        return False
    return not asked.verdict or not _NONE.isdisjoint((one, other))


def _is_of_doer(pair: Pair, asked: Question) -> bool:
    """Whether a pronoun is that of the person who is asked for, as nothing is told before it."""
    return "whose" in asked.words or all(word in IDLE or word in asked.known for word in pair.front)


_NONE = frozenset(("no", "none", "nobody", "none of", "keine", "kein", "aucun", "ningun"))


def _names_variant(pair: Pair) -> bool:
    """Whether one text has no more than the variant of a product: RTX 4070, RTX 4070 Ti."""
    added = (pair.one or pair.other).split()
    if pair.behind or not pair.front or not added or not _VARIANTS.issuperset(added):
        return False
    named = next((word for word in reversed(pair.front) if word not in _VARIANTS), "")
    return any(map(str.isdecimal, named))


def _by_amount(pair: Pair) -> bool:
    """Whether one text says by how much and the other to what something changed."""
    numbered = any(word[:1].isdecimal() for word in pair.behind[:2])
    return numbered and {pair.one, pair.other} == {"by", "to"}


def _other_place(pair: Pair, written: str) -> bool:
    """Whether a minimal pair tells of two places beside one thing: in the box, on the box."""
    if not excludes(pair.one, pair.other, PLACES):
        return False
    if not {pair.one, pair.other} <= _EITHER:
        return True
    noun = next((word for word in pair.behind if word not in _OWNED), "")
    return noun in written and _EITHER_WAY.isdisjoint(pair.behind)


_EITHER = frozenset(("in", "on", "by"))
"""What one says of some places without a difference: on the river, by the river."""

_OWNED = frozenset(("my", "your", "his", "her", "its", "our", "their", "this", "that"))


def other_ending(one: str, other: str, *, titled: bool) -> bool:
    """Whether two words that begin alike name two parties, or two titles where one is asked for.

    Such are employer and employee, Alien and Aliens.
    """
    short, long = sorted((one, other), key=len)
    if titled and long == short + "s":
        return True
    if one[-2:] == other[-2:] or "ee" not in {one[-2:], other[-2:]}:
        return False
    return one[:-2] == other[:-2] and not {one[-2:], other[-2:]}.isdisjoint(("er", "or"))
