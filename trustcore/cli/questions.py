"""The questions of `trustcore demo`, and whether a reply answers one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

from attrs import frozen

from trustcore.records.result import Result


@frozen
class Question:
    """A question with its right answer."""

    text: str
    answer: str

    def is_answered_by(self, reply: str) -> bool:
        """Whether a reply has the right answer, in whatever sentence; case makes no difference."""
        plain = reply.replace(",", "")  # 96,668,596
        return bool(re.search(rf"(?<!\w){re.escape(self.answer)}(?!\w)", plain, re.IGNORECASE))


@frozen
class Answered:
    """A question with what a model made of it."""

    question: Question
    result: Result

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.question.is_answered_by(self.result.response)

    @property
    def score(self) -> float:
        """The trustworthiness score; 0 where there is none."""
        return self.result.trustworthiness_score or 0.0


def questions() -> tuple[Question, ...]:
    """All questions, in their order."""
    table = tomllib.loads(files("trustcore.cli").joinpath("demo.toml").read_text("utf-8"))
    return tuple(Question(**row) for row in table["questions"])


def share_in_order(answered: Sequence[Answered]) -> float | None:
    """In which share of all pairs of a right and a wrong answer the right one is trusted more.

    The area under the ROC curve; equal scores count half. None where there is no such pair.
    """
    right = [one.score for one in answered if one.right]
    wrong = [one.score for one in answered if not one.right]
    if not right or not wrong:
        return None
    wins = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return wins / (len(right) * len(wrong))
