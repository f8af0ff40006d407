"""A question with what counts as a right answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import frozen


@frozen
class Question:
    """One question.

    Attributes:
        text: As the user asks it.
        answer: As the model is to answer it.
        kind: What it is about, for tables of figures.
        others: Further right answers.
        rivals: Wrong answers that somebody might give; empty where the answer is a number.
        working: How one comes to the answer, for a judge that may reason.
        fact: Which fact it is about, if it is about one.
    """

    text: str
    answer: str
    kind: str
    others: Sequence[str] = ()
    rivals: Sequence[str] = ()
    working: str = ""
    fact: str = ""

    def right(self, reply: str) -> bool:
        """Whether a reply is a right answer; case, blanks and a final stop make no difference."""
        return plain(reply) in {plain(one) for one in (self.answer, *self.others)}

    def wrong(self, rng: Random) -> str:
        """An answer that is wrong in a way that suits the question."""
        while True:
            found = rng.choice(self.rivals) if self.rivals else slip(rng, self.answer)
            if not self.right(found):
                return found


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(text.lower().strip().rstrip(".").split())


def slip(rng: Random, number: str) -> str:
    """A number as it comes out when a calculation goes wrong."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    way = rng.random()
    if way < 0.5 or len(digits) == 1:  # a carry too many or too few
        power = rng.randrange(len(digits))
        return str(int(number) + rng.choice((-1, 1)) * 10**power)
    if way < 0.8:  # some columns went wrong
        share = rng.choice((0.15, 0.4, 0.8))
        changed = "".join(rng.choice("0123456789") if rng.random() < share else d for d in digits)
        return sign + (changed.lstrip("0") or "0")
    if way < 0.88:  # a digit was lost or added
        place = rng.randrange(len(digits))
        kept = (
            digits[:place] + digits[place + 1 :]
            if way < 0.84
            else digits + rng.choice("0123456789")
        )
        return sign + (kept.lstrip("0") or "0")
    if way < 0.94:  # two digits changed places
        place = rng.randrange(len(digits) - 1)
        turned = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        return sign + (turned.lstrip("0") or "0")
    return str(rng.randrange(10 ** len(digits)))
