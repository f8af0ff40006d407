"""What a question asks for, as far as it says how its answer is to be read."""

from __future__ import annotations

from trustcore_strategies.answers.asked.code import AskedCode
from trustcore_strategies.answers.asked.name import AskedName
from trustcore_strategies.answers.asked.number import AskedNumber
from trustcore_strategies.answers.asked.number_form import AskedNumberForm
from trustcore_strategies.answers.asked.outcome import AskedOutcome
from trustcore_strategies.answers.asked.several import AskedSeveral
from trustcore_strategies.answers.asked.text import LONGEST
from trustcore_strategies.answers.asked.time import AskedTime
from trustcore_strategies.answers.kinds import (
    CHOICE,
    CODE,
    DATE,
    LIST,
    QUANTITY,
    STANCE,
    SYMBOL,
    VERDICT,
)
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.passage import without_passages
from trustcore_strategies.answers.text import clean


class Question(
    AskedOutcome, AskedNumber, AskedNumberForm, AskedTime, AskedSeveral, AskedCode, AskedName
):
    """A question, as far as it says how answers to it are to be read; found out when asked for.

    Attributes:
        text: Its text, cleaned.
        instructions: What was said of all questions, such as the labels that answers may have.
        given: All of its prompt, cleaned, where that gives something to be read as well.
    """

    @lazily
    def kinds(self) -> int:
        """The bits of what it asks for: any answer to it can be that."""
        found = (
            (CHOICE, self.options),
            (SYMBOL, self.notations or self.identified or self.chemical or self.version),
            (STANCE, self.outcomes),
            (VERDICT, self.verdict),
            (CODE, self.code),
            (DATE, self.date),
            (LIST, self.ratio or self.interval),
            (QUANTITY, self.number),
        )
        return sum([kind for kind, asked in found if asked])

    @property
    def valued(self) -> bool:
        """Whether it asks for a value, which a text gives in one place."""
        chosen = bool(self.options or self.alternatives or self.verdict)
        return chosen or self.number or self.date or "solve" in self.words


def question(text: str, instructions: str = "") -> Question:
    """Read a question, and what was said of all questions."""
    given = text[-LONGEST:]
    left = without_passages(given)
    return Question(clean(left), instructions, "" if left is given else clean(given))
