"""Answers that shout are trusted less."""

from attrs import frozen

from trustcore import Absent, Answer, Evidence, Need, Signal


@frozen
class Shout:
    """The share of letters that are small; `harshness` is what a capital letter costs."""

    harshness: float = 1.0
    name: str = "shout"

    def needs(self, evidence: Evidence) -> tuple[Need, ...]:
        return (Answer(),)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        letters = (
            [char for char in evidence.answer.text if char.isalpha()] if evidence.answer else []
        )
        if not letters:
            return Absent(self.name, "the answer has no letters")
        loud = sum(map(str.isupper, letters)) / len(letters)
        return Signal(self.name, max(0.0, 1 - self.harshness * loud), f"{loud:.0%} in capitals")
