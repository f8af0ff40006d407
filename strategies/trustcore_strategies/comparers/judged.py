"""A comparer that asks a judge where forms differ and nobody else can tell whether that matters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from attrs import define, field

from trustcore import Ask, Evidence
from trustcore_strategies.comparers.forms import Decides
from trustcore_strategies.comparers.pair_questions import BEHAVIOUR, PairQuestion, pair_of

Replies = Mapping[str, float | str | None]
"""How far each text agrees with the first by a judge, why that is not known, None for unasked."""

AGREES = 0.75
"""From this on what a judge says of two texts holds for what agrees with either of them."""


@define(eq=False)
class KnownPairs:
    """A comparer of forms that compares every pair of texts once."""

    _decides: Decides
    _known: dict[tuple[str, str], float | None] = field(init=False, factory=dict)

    def __call__(self, one: str, other: str, /) -> float | None:
        if one == other:
            return 1.0
        pair = (one, other) if one <= other else (other, one)
        if pair not in self._known:
            self._known[pair] = self._decides(*pair)
        return self._known[pair]


@define(eq=False)
class JudgedComparer:
    """A comparer of answers by their form, and by what a judge says of forms that differ.

    All asks are about one text, the first candidate's answer, and the first few alternatives that
    differ from it and from each other: the same ones whichever candidate is under judgement, and
    however many samples follow.

    Attributes:
        question: What the judge is asked about two answers.
        decides: Compares two forms.
        first: The first candidate's answer.
        drawn: The samples, in the order of their draws.
        most: How many asks there are at most.
        evidence: What was said to them.
    """

    question: PairQuestion
    decides: Decides
    first: str
    drawn: tuple[str, ...]
    most: int
    evidence: Evidence

    def asks(self) -> Sequence[Ask]:
        """What the judge is asked: one ask for each of the first forms that differ."""
        chat, ask = self.evidence.question, self.question.ask
        return [self.evidence.once(ask, chat, self.first, other) for other in self._differing]

    def agreements(self, one: str, others: Sequence[str]) -> Sequence[float | None] | str:
        """How far a text agrees with each of others, in [0, 1], or why that can be told of none.

        One of which nobody has said anything counts as those do on average that the judge was
        asked about. Where the judge said nothing of any, None stands for it; but nothing is told of
        programs then, since forms tell of those that are the same and of hardly any that differ.
        """
        forms = [self.decides(one, other) for other in others]
        replies = self._replies() if None in forms else {}
        found = [
            self._by_replies(one, other, replies) if form is None else form
            for other, form in zip(others, forms, strict=True)
        ]
        judged = [
            value
            for value, form in zip(found, forms, strict=True)
            if value is not None and form is None
        ]
        unknown = found.count(None)
        if unknown and not judged and (self.question is BEHAVIOUR or unknown == len(found)):
            count = f"{unknown} of {len(others)} alternatives"
            return f"{count} {self.question.differ}, and {_gap(replies)}"
        if not judged:
            return found
        mean = math.fsum(judged) / len(judged)
        return [mean if value is None else value for value in found]

    def _by_replies(self, one: str, other: str, replies: Replies) -> float | None:
        """How far two texts agree of which forms do not tell: by what was said of the first."""
        mine, theirs = self._beside_first(one, replies), self._beside_first(other, replies)
        if mine is None or theirs is None:
            return None
        if max(mine, theirs) < AGREES:
            return None  # both differ from the first, and may differ from each other or not
        return min(mine, theirs)

    def _beside_first(self, text: str, replies: Replies) -> float | None:
        decided = self.decides(self.first, text)
        if decided is not None:
            return decided
        same = (reply for one, reply in replies.items() if self.decides(one, text) == 1)
        reply = next(same, None)
        return reply if isinstance(reply, float) else None

    def _replies(self) -> Replies:
        """What was said of each text that the judge is asked about; empty where nothing was."""
        said = {other: self._reply(other) for other in self.drawn}
        if not any(reply is not None for reply in said.values()):
            return {}
        return {other: said[other] for other in self._differing}

    @property
    def _differing(self) -> Sequence[str]:
        """What the judge is asked about; found once for an item."""
        return self.evidence.once(_differing, self.decides, self.first, self.drawn, self.most)

    def _reply(self, other: str) -> float | str | None:
        reply = self.evidence.reply(self.question.kind, pair_of(self.first, other))
        return None if reply is None else self.question.value(reply)


def _gap(replies: Replies) -> str:
    """Why no judge has said whether another form matters."""
    gaps = [one for one in replies.values() if isinstance(one, str)]
    return f"no judge said whether that matters: {min(gaps) if gaps else 'none was asked'}"


def _differing(decides: Decides, first: str, drawn: tuple[str, ...], most: int) -> Sequence[str]:
    """The first few samples whose form differs from the first answer's and each other's."""
    found: list[str] = []
    for text in dict.fromkeys(drawn):
        if len(found) == most:
            break
        if decides(first, text) is None and not any(decides(one, text) == 1 for one in found):
            found.append(text)
    return found
