"""Evaluations: what is rated besides the score, each by criteria in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from attrs import Factory, field, fields, frozen

from trustcore import checks
from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.kinds_of_values import TEXTS, entries_of, kind_of, nothing, plain
from trustcore.suggest import unknown

KIND = "rating/"
"""What the kind of every ask for a rating begins with."""

Read = Literal["question", "context", "answer"]
"""What a criterion may look at."""

READS: tuple[Read, ...] = get_args(Read)


def _reads(given: object) -> tuple[str, ...]:
    several = (given,) if isinstance(given, str) else entries_of(given)
    if not several or any(one not in READS for one in several):
        raise InputError(f"reads of an Eval must be some of {', '.join(READS)}, and not none")
    return tuple(one for one in READS if one in several)


def _name(given: object) -> str:
    return _text("name", given)


def _criteria(given: object) -> str:
    return _text("criteria", given)


def _text(what: str, given: Any) -> str:  # noqa: ANN401  (whatever the user gave)
    if not isinstance(given, TEXTS) or not plain(given).strip():
        raise InputError(f"{what} of an Eval must be a text that is not empty")
    return plain(given)


@frozen
class Eval:
    """An evaluation: criteria by which a model rates, and what it reads for that.

    For example::

        Eval("polite", "The answer is polite, and takes no side.", reads=("question", "answer"))

    Attributes:
        name: The name of its score, another one than those of the preset's signals.
        criteria: What is rated, in words for the model that rates.
        reads: What is looked at, of "question", "context" and "answer"; what there is of these.
        needs_context: Whether there is no score without a context; by default where `reads` names
            the context, and not all three.

    Raises:
        InputError: When one of them is not what it must be.
    """

    name: str = field(converter=_name)
    criteria: str = field(repr=False, converter=_criteria)
    reads: tuple[str, ...] = field(default=READS, converter=_reads)
    needs_context: bool = field(
        default=Factory(
            lambda self: "context" in self.reads and self.reads != READS, takes_self=True
        ),
        validator=checks.flag.validator("an Eval's "),
    )

    @classmethod
    def from_dict(cls, table: Mapping[str, Any], where: str = "an Eval") -> Eval:
        """Make an evaluation of a table.

        Args:
            table: `name` and `criteria`, and perhaps `reads` and `needs_context`.
            where: Which it is, for messages.

        Raises:
            InputError: When one is missing, not known, or not what it must be.
        """
        known = [one.name for one in fields(cls)]
        for key in table:
            if key not in known:
                raise InputError(f"{where}: {unknown('key', str(key), known)}")
        missing = [key for key in ("name", "criteria") if key not in table]
        if missing:
            raise InputError(f"{where} needs {' and '.join(missing)}")
        return cls(**table)


@frozen
class EvalScore:
    """What came of an evaluation.

    Attributes:
        name: The evaluation's.
        score: In [0, 1]; None where there is none, `reason` says why.
        reason: Why, in words for people. It may quote answers, so no repr shows it.
    """

    name: str
    score: float | None
    reason: str = field(default="", repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The score and its reason as plain data."""
        return {"score": self.score, "reason": self.reason}


@cache
def builtin_evals() -> Mapping[str, Eval]:
    """The evaluations that come along, by name."""
    return {name: Eval(name, **table) for name, table in _tables()["evals"].items()}


def rating_strategy() -> str:
    """The registered name of the strategy that rates."""
    return str(_tables()["strategy"])


@cache
def _tables() -> Mapping[str, Any]:
    text = resources.files("trustcore.records").joinpath("evals.toml").read_text("utf-8")
    return tomllib.loads(text)


def evals_of(given: object, what: str = "evals") -> tuple[Eval, ...]:
    """The evaluations that somebody names or brings along.

    Args:
        given: One or a list: names, tables or objects of `Eval`.
        what: The setting, for messages.

    Raises:
        InputError: When one is none, by its index, or two have one name.
    """
    if nothing(given):
        return ()
    one = isinstance(given, (*TEXTS, Eval, Mapping))
    several = (given,) if one else entries_of(given)
    if not several:
        raise InputError(f"{what} must be a list of names, tables or Evals, not {kind_of(given)}")
    found = tuple(_eval(entry, f"{what}[{index}]") for index, entry in enumerate(several))
    names = [one.name for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"{what}: two have the name {shown(twice)}; each needs its own")
    return found


def joined(first: Iterable[Eval], second: Sequence[Eval]) -> tuple[Eval, ...]:
    """Both; of two with one name that of the second."""
    own = {one.name for one in second}
    return (*(one for one in first if one.name not in own), *second)


def _eval(given: Any, where: str) -> Eval:  # noqa: ANN401  (whatever the user gave)
    if isinstance(given, Eval):
        return given
    if isinstance(given, Mapping):
        return Eval.from_dict(given, where)
    if not isinstance(given, TEXTS):
        raise InputError(f"{where} must be a name, a table or an Eval, not {kind_of(given)}")
    name = plain(given)
    if name not in builtin_evals():
        own = "one of your own is an Eval(name, criteria)"
        raise InputError(f"{where}: {unknown('evaluation', name[:40], builtin_evals(), own)}")
    return builtin_evals()[name]
