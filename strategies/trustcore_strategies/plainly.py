"""What strategies found, in words for people who know nothing of how answers are checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.texts import AGREES, EXCERPT, excerpt

_TIMES = ("no time", "once", "twice")


def tries(answer: str, compared: Sequence[tuple[str, float]], comparison: Comparison) -> str:
    """How many other tries gave the same answer, and what the others gave most often.

    Args:
        answer: The answer.
        compared: Each other try with how far it agrees, in [0, 1].
        comparison: Finds the final answer in a text.
    """
    agreeing = sum(value >= AGREES for _, value in compared)
    others = [text for text, value in compared if value < AGREES]
    own = _named(comparison.reading(answer).final)
    count = len(compared)
    noun = "other try" if count == 1 else "other tries"
    said = f"{agreeing or 'none'} of {count} {noun} gave {own or 'the same answer'}"
    if not others:
        return said
    rivals = Counter(comparison.reading(text).words for text in others)
    words, times = rivals.most_common(1)[0]
    final = next(one.final for one in map(comparison.reading, others) if one.words == words)
    return f"{said}, {times} gave {_named(final) or 'another answer, the same each time'}"


def sureness(mean: str, least: str, token: str) -> str:
    """How sure a model was of what it wrote.

    Args:
        mean: On average, as a percentage.
        least: Where it was least sure, as a percentage.
        token: What it wrote there; empty where that is not known.
    """
    where = f' of "{token}"' if token else ""
    return (
        f"the model was {mean} sure of each piece of it on average, and least sure{where}, {least}"
    )


def verdicts(values: Sequence[float], objected: str) -> str:
    """What a model said that was asked whether the answer is right.

    Args:
        values: What each of its replies amounts to, in [0, 1].
        objected: What it held against the answer; empty for nothing.
    """
    yes, no = sum(one > 2 / 3 for one in values), sum(one < 1 / 3 for one in values)
    unsure = len(values) - yes - no
    counts = {"yes": yes, "no": no, "not sure": unsure}
    said = [(word, count) for word, count in counts.items() if count]
    asked = (
        "asked whether it is right"
        if len(values) == 1
        else (f"asked {len(values)} times in different ways whether it is right")
    )
    if len(said) == 1:
        told = said[0][0] + (" each time" if len(values) > 1 else "")
    else:
        told = ", ".join(f"{word} {_times(count)}" for word, count in said)
    return f"{asked}, a model said {told}" + (f"; {objected}" if objected else "")


def other_model(value: float, final: str) -> str:
    """What another model answered.

    Args:
        value: How far it agrees, in [0, 1].
        final: Its answer.
    """
    if value >= AGREES:
        return "another model gave the same answer"
    return f"another model gave {_named(final) or excerpt(final)}"


def _named(final: str) -> str:
    """A short answer as it stands, one of several words in quotes; empty for a long one."""
    line = " ".join(final.split()).rstrip(".")
    if not line or len(line) > EXCERPT:
        return ""
    return line if " " not in line else f'"{line}"'


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"
