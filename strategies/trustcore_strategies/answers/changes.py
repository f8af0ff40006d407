"""Which way something went, and by how much or to what: rose by 12%, fell, doubled, unchanged."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Sequence

from attrs import frozen

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.quantity import Quantity, quantity

_UP = frozenset(
    "up rise rises rising rose risen increase increases increased increasing raise raises raised grow grows grew grown growing growth climb climbs climbed climbing higher gain gains gained jump jumps jumped"
    " surge surges surged soar soared double doubles doubled triple tripled quadruple quadrupled expand expanded upward upwards steigt stiegen stieg gestiegen erhoht zugenommen augmente augmentee monte subio subieron aumento aumentaron salito aumentato вырос выросла выросли увеличился увеличилась上升 上涨 増加 增加".split()
)
_DOWN = frozenset(
    "down fall falls falling fell fallen decrease decreases decreased decreasing decline declines declined declining drop drops dropped dropping lower lowers lowered reduce reduces reduced reducing reduction cut cuts shrink shrinks shrank shrunk"
    " plunge plunged slump slumped slid sank halve halves halved downward downwards sinkt sank fiel gefallen gesunken baisse baissee diminue bajo bajaron disminuyo cayo sceso diminuito упал упала упали снизился снизилась 下降 下跌 減少 减少".split()
)
_SAME = re.compile(
    r"unchanged|(?:did|does|do|has|have|had)(?: not|nt) chang\w*|no (?:change|effect|impact|influence)|none$|^(?:flat|stable|constant|steady)$|(?:did|does|do)(?: not|nt) affect|chang\w* nothing|(?:stay|stays|stayed|remain|remains|remained|is|are|was|were|keep|kept|held)(?: about| roughly| much)?(?: the)? (?:same|constant|stable|steady|flat)|the same|unverandert|inchangee?s?|sin cambios|invariat[oaie]|не изменил\w*"
)
_NOT = frozenset("not no never nt didnt doesnt hasnt havent wont isnt nicht pas ne non не".split())
_REASONS = frozenset(("because", "since", "due", "owing", "weil", "parce", "porque", "perche"))
"""Words behind which stands why it changed."""

_TIMES = (("double", "100%"), ("tripl", "200%"), ("quadrupl", "300%"), ("halve", "50%"))
_SIGN = re.compile(r"(?:by |about )?(?P<sign>[-+])(?=[\d$\u20ac\u00a3.])")
_AMOUNT = re.compile(
    r"(?P<to>\b(?:to|auf|hasta|до)(?: about| around)? )?(?P<before>\b(?:from|von|desde|от)(?: about| around)? )?(?P<sign>[-+])?(?P<amount>[$\u20ac\u00a3]?\d[\d.,]*(?: ?(?:%|percent(?:age points?)?|per cent|prozent|pp\b|points?|[kmb]\b|million|billion|thousand|dollars|euros))?)",
    re.IGNORECASE,
)
_FORMS = frozenset(
    "went go goes gone come came been by to about around roughly percent per cent became become got much have an a".split()
)


@frozen
class Change:
    """Which way something went.

    Attributes:
        direction: 1 up, -1 down, 0 where it stayed.
        amount: By how much, or to what; None where it is not said.
        to: Whether the amount is where it ended.
        rest: The other words that say something.
        before: The amount in front of that one: by 2 points of "by 2 points to 6%".
    """

    direction: int
    amount: Quantity | None
    to: bool
    rest: frozenset[str]
    before: Quantity | None = None


def change(folded: str, said: Sequence[str], known: Collection[str]) -> Change | None:
    """Read which way a short text says that something went; None where it says none or both.

    Args:
        folded: The text, folded.
        said: Its words.
        known: Words of the question.
    """
    if _SAME.search(folded) is not None:
        return Change(0, None, to=False, rest=frozenset())
    up, down = not _UP.isdisjoint(said), not _DOWN.isdisjoint(said)
    signed = _SIGN.match(folded)
    if signed is not None and not up and not down:
        up, down = signed["sign"] == "+", signed["sign"] == "-"
    if up == down or not _NOT.isdisjoint(said):
        return None
    amount, to, before = _amounts(folded)
    reason = next((at for at, word in enumerate(said) if word in _REASONS), len(said))
    skipped = _UP | _DOWN | _FORMS | IDLE
    rest = frozenset(
        word
        for word in said[:reason]
        if word[0] > "9" and word not in skipped and word not in known
    )
    return Change(1 if up else -1, amount, to, rest, before)


def _amounts(folded: str) -> tuple[Quantity | None, bool, Quantity | None]:
    """The last amount of a text, whether it is what something ended at, and the one before it."""
    found = deque(_AMOUNT.finditer(folded), maxlen=2)
    if found:
        first, last = found[0], found[-1]
        if last["before"] and first["to"]:
            first, last = last, first  # down to 4% from 6%
        before = quantity(first["amount"]) if first is not last else None
        return quantity(last["amount"]), last["to"] is not None, before
    many = next((share for word, share in _TIMES if word in folded), None)
    return (None if many is None else quantity(many)), False, None
