"""`trustcore demo`: a model asked what it knows and what it does not, with a picture."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from trustcore.cli.arguments import client
from trustcore.cli.picture import picture, shorten
from trustcore.cli.questions import Answered, questions, share_in_order
from trustcore.cli.show import print_json, safe
from trustcore.client import TLM
from trustcore.errors import BatchError, ConfigurationError
from trustcore.ledger import Budget
from trustcore.records.result import Result
from trustcore.replacing import replacing
from trustcore.scoring.explain import DOUBTFUL

EMBEDDED = "embedded/primer"
PRESET = "medium"
SEED = 1

_LONGEST = 60
"""Characters of an answer that are shown."""

_ABOUT = (
    "embedded/primer is a real language model, and a tiny one, made to try trustcore and to test "
    "with. It was taught sums, small products, comparisons and the solar system, with gaps left on "
    "purpose; beyond that it makes things up, or says that it does not know. Its scores show how "
    "trust scores behave, not how well those of your model will do."
)
_SLOWLY = "A model that runs on your own machine may take minutes for them; --max-calls is a bound."
_NO_PICTURE = "A picture of this, too: trustcore demo --picture demo.svg"
_NEXT = """
Your own model, with the same questions and the same picture, in 240 calls at most:
  trustcore demo --model openai/gpt-4.1-mini
In a program, with the key from OPENAI_API_KEY:
  from trustcore import TLM
  tlm = TLM(model="openai/gpt-4.1-mini")
  tlm.prompt("What is 100 + 300?").trustworthiness_score
Which providers there are: trustcore providers
"""


def run_demo(
    model: str,
    path: Path | None,
    base_url: str | None,
    timeout: float | None,
    budget: Budget | None,
    *,
    as_json: bool,
) -> None:
    """Ask all questions, print what came of it, write a picture if there is to be one.

    Args:
        model: Name of the model.
        path: Where the picture goes; None for no picture.
        base_url: Where the model's API is.
        timeout: Seconds for one question.
        budget: What may be spent.
        as_json: Whether to print JSON instead of a table.

    Raises:
        ConfigurationError: When the model cannot be made or the picture cannot be written.
        BatchError: When no question was answered.
    """
    if path is not None:
        _check(path)
    start = time.perf_counter()
    tlm = client(PRESET, model, base_url=base_url, timeout=timeout, budget=budget, seed=SEED)
    if model != EMBEDDED and not as_json:
        _announce(model, tlm)
    answered = _ask(tlm)
    seconds = time.perf_counter() - start
    right = sum(one.right for one in answered)
    title = f"{model}: {right} of {len(answered)} answers are right; how far each is trusted"
    if as_json:
        print_json(_data(model, path, answered))
    else:
        _print(model, answered, seconds)
    if path is not None:
        _write(path, picture(answered, title))
    if not as_json:
        where = _NO_PICTURE if path is None else f"The picture is in {path.resolve()}"
        console = Console()
        console.print(safe(where), soft_wrap=True)
        console.print(Text(_NEXT), soft_wrap=True)


def _announce(model: str, tlm: TLM) -> None:
    """Say what is going to be asked before it takes its time."""
    count, plan = len(questions()), tlm.plan()
    most = "" if plan.most is None else f", {count * plan.most} at most"
    text = f"Asking {model} {count} questions, in about {count * plan.expected} calls{most}."
    Console(stderr=True).print(safe(f"{text} {_SLOWLY}"), soft_wrap=True)


def _ask(made: TLM) -> list[Answered]:
    """The most trusted first; questions whose call failed are left out, unless all did."""
    asked = questions()
    results: Sequence[Result | None]
    with made as tlm:
        try:
            results = tlm.prompt([one.text for one in asked])
        except BatchError as error:
            results = [one.value for one in error.outcomes]
            if not any(results):
                raise
    pairs = zip(asked, results, strict=True)
    answered = [Answered(question, result) for question, result in pairs if result is not None]
    return sorted(answered, key=lambda one: -one.score)


def _print(model: str, answered: Sequence[Answered], seconds: float) -> None:
    console = Console(width=None if sys.stdout.isatty() else 110)
    calls = sum(one.result.usage.calls for one in answered)
    console.print(
        safe(f"{model} answered {len(answered)} questions with {calls} calls in {seconds:.1f} s.")
    )
    if model == EMBEDDED:
        console.print(Text(_ABOUT, style="dim"))
    console.print()
    for row in _rows(answered):
        console.print(row)
    console.print()
    for line in _summary(answered):
        console.print(safe(line))
    console.print()


def _rows(answered: Sequence[Answered]) -> Iterator[RenderableType]:
    """A line for each answer, and under a doubtful one the reason, which needs the whole width."""
    asked = max(len(one.question.text) for one in answered)
    yield Text(f"trust         {'question'.ljust(asked)}  answer", style="bold")
    for one in answered:
        yield Text.assemble(
            (f"{one.score:5.2f}  ", _colour(one.score)),
            ("right  ", "green") if one.right else ("wrong  ", "red"),
            safe(one.question.text.ljust(asked + 2)),
            safe(shorten(one.result.response, _LONGEST)),
        )
        if why := _why(one):
            yield Padding(safe(why), (0, 0, 0, 14), style="dim", expand=False)


def _why(one: Answered) -> str:
    wrong = "" if one.right else f"The right answer is {one.question.answer}. "
    return wrong + (one.result.reason if one.score < DOUBTFUL else "")


def _colour(score: float) -> str:
    return "green" if score >= DOUBTFUL else "yellow" if score >= DOUBTFUL / 2 else "red"


def _summary(answered: Sequence[Answered]) -> Iterator[str]:
    """What the scores were good for."""
    trusted = [one.right for one in answered if one.score >= DOUBTFUL]
    doubtful = [one.right for one in answered if one.score < DOUBTFUL]
    yield (
        f"{sum(trusted + doubtful)} of {len(answered)} answers are right: {sum(trusted)} of the "
        f"{len(trusted)} with a score of at least {DOUBTFUL}, {sum(doubtful)} of the "
        f"{len(doubtful)} below that."
    )
    share = share_in_order(answered)
    if share is not None:
        yield f"In {share:.0%} of all pairs of a right and a wrong one the right is trusted more."


def _data(model: str, path: Path | None, answered: Sequence[Answered]) -> dict[str, Any]:
    return {
        "model": model,
        "picture": None if path is None else str(path.resolve()),
        "right": sum(one.right for one in answered),
        "share_in_order": share_in_order(answered),
        "answers": [
            {
                "question": one.question.text,
                "expected": one.question.answer,
                "right": one.right,
                **one.result.to_dict(),
            }
            for one in answered
        ],
    }


def _check(path: Path) -> None:
    """Find out before the first call whether the picture has a place."""
    if path.suffix.lower() != ".svg" or path.is_dir() or not path.parent.is_dir():
        msg = f"--picture must be an .svg file in a folder that exists, not {path}"
        raise ConfigurationError(msg)


def _write(path: Path, text: str) -> None:
    try:
        with replacing(path) as part:
            part.write_text(text, "utf-8")
    except OSError as error:
        msg = f"--picture: {path} cannot be written: {error.strerror}"
        raise ConfigurationError(msg) from error
