"""How probable each label was when an answer's was written, by the alternatives to its tokens."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile

from attrs import frozen

from trustcore.labels.align import token_indices
from trustcore.labels.reading import LabelReading
from trustcore.labels.visible import visible
from trustcore.records.chat import Completion, TokenLogprobs

_BLANKS = " \t\r\n\u2581\u0120\u010a"
"""Also what some tokenisers write for the blank in front of a word and for a new line."""

_AROUND = _BLANKS + "*_`\"'\u201c\u201d([{<>:="
"""What may stand in front of a label in its first token."""


def label_probabilities(
    answer: Completion, found: LabelReading, labels: Sequence[str]
) -> Mapping[str, float] | None:
    """The probability of each label, in [0, 1], together 1: renormalised over the labels.

    An alternative to the first token that only one label begins with counts for that label.
    Labels that begin alike are told apart at the tokens that follow. Where no label was read, the
    first tokens of the reply tell how near it was to each.

    Args:
        answer: The answer.
        found: The label that it was read as, or the fallback.
        labels: All labels.

    Returns:
        None where the tokens have no alternatives, cannot be found, or are no label's.
    """
    known = answer.logprobs
    if known is None or not known.tokens or not known.top:
        return None
    masses = _masses(answer.text, known, found, _Begun.none_of(labels))
    total = math.fsum(masses.values())
    if total <= 0:
        return None
    return {label: min(1.0, masses.get(label, 0.0) / total) for label in labels}


def _masses(
    text: str, known: TokenLogprobs, found: LabelReading, begun: _Begun
) -> Mapping[str, float]:
    """How probable each label was at the tokens of the one that was read, else at the first."""
    if found.matched == "fallback":
        begin, end = visible(text)
        places = _first_words(known.tokens, token_indices(text, known.tokens, begin, end))
        return _Tokens(known, places, is_label=False).masses(begun, 0) if places else {}
    if found.start < 0:
        return {}  # the opposite of a label that is denied: no token of it was written
    places = token_indices(text, known.tokens, found.start, found.end)
    if not places or found.label not in begun.after(known.tokens[places[0]]).labels:
        return {}
    return _Tokens(known, places, is_label=True).masses(begun, 0)


def _first_words(tokens: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """The tokens of a reply from its first word on, without marks in front of it."""
    return tuple(dropwhile(lambda index: not tokens[index].strip(_AROUND), places))


@frozen
class _Begun:
    """Labels that begin as what has been written so far.

    Attributes:
        rests: What is left to write of each label; all of it at first.
        first: Whether nothing has been written.
    """

    rests: Mapping[str, str]
    first: bool

    @classmethod
    def none_of(cls, labels: Sequence[str]) -> _Begun:
        bare = {label: label.strip() for label in labels}
        folded = {label: text.casefold() for label, text in bare.items()}
        return cls(folded if len(set(folded.values())) == len(bare) else bare, first=True)

    @property
    def labels(self) -> Sequence[str]:
        return tuple(self.rests)

    @property
    def whole(self) -> str | None:
        """The label that is written in full."""
        return next((label for label, rest in self.rests.items() if not rest), None)

    def after(self, token: str) -> _Begun:
        """The labels that one more token goes on with."""
        for text in self._forms(token):
            rests = {
                label: rest[len(text) :]
                for label, rest in self.rests.items()
                if text and rest and (rest.startswith(text) or _ends(rest, text))
            }
            if rests:
                return _Begun(rests, first=False)
        return _Begun({}, first=False)

    def _forms(self, token: str) -> Iterable[str]:
        """A token as it is, then without blanks, then without marks in front of it."""
        forms = [token.translate(_SPACES)]
        if self.first:
            forms += [token.lstrip(_BLANKS), token.lstrip(_AROUND)]
        return [*forms, *(one.casefold() for one in forms)]


_SPACES = {ord("\u2581"): " ", ord("\u0120"): " ", ord("\u010a"): "\n"}


def _ends(rest: str, text: str) -> bool:
    """Whether a token ends a label and goes on with something that is no word."""
    return text.startswith(rest) and not text[len(rest)].isalnum() and text[len(rest)] not in "+#"


@frozen
class _Tokens:
    """The tokens of a label as it was written, or of a reply that is none.

    Attributes:
        known: Those of the answer.
        places: Which of them they are.
        is_label: Whether they are a label. Else a word that begins as one does may go on otherwise.
    """

    known: TokenLogprobs
    places: Sequence[int]
    is_label: bool

    def masses(self, begun: _Begun, at: int) -> dict[str, float]:
        """The probability of each label from one of the tokens on."""
        index = self._index(at)
        if index is None and self.is_label:
            return {begun.whole or label: 1.0 / len(begun.labels) for label in begun.labels}
        if index is None:
            return {} if begun.whole is None else {begun.whole: 1.0}
        chosen, found = self.known.tokens[index], dict[str, float]()
        row = {**dict(self.known.top[index]), chosen: self.known.logprobs[index]}
        for token, logprob in row.items():
            mass, after = math.exp(min(0.0, logprob)), begun.after(token)
            if token == chosen and after.labels and not self.is_label:
                shares = self.masses(after, at + 1)
            elif token == chosen and len(after.labels) > 1:
                shares = _shares(self.masses(after, at + 1))
            elif after.labels:
                shares = {label: 1.0 / len(after.labels) for label in after.labels}
            else:
                shares = {} if begun.whole is None else {begun.whole: 1.0}
            for label, share in shares.items():
                found[label] = found.get(label, 0.0) + mass * share
        return found

    def _index(self, at: int) -> int | None:
        """The index of a token; the one behind the label is where it might have gone on."""
        if at < len(self.places):
            return self.places[at]
        behind = self.places[-1] + 1 + at - len(self.places)
        return behind if behind < len(self.known.tokens) else None


def _shares(masses: Mapping[str, float]) -> dict[str, float]:
    total = math.fsum(masses.values())
    return {label: mass / total for label, mass in masses.items()} if total > 0 else {}
