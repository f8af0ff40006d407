"""Calibrated scores: the chance that an answer is right, learned from labels of your own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from attrs import asdict, field, frozen

from trustcore import checks
from trustcore.decisions.logistic import fit_logistic, sigmoid
from trustcore.errors import ConfigurationError, InputError
from trustcore.replacing import replacing

FEWEST = 50
"""Labels from which on a calibration can be learned."""

MANY = 500
"""Labels from which on the two ends of the scale bend apart (beta calibration)."""

SCHEMA = 1
"""Version of the written form; others are refused."""

_EDGE = 1e-3
"""Scores count as being at least this far from 0 and 1: their log-odds must be finite."""

_FOLDS = 5
"""Parts of the labels of which each is predicted by what the others taught."""

Labelled = tuple[float, bool]
"""A trustworthiness score in [0, 1], and whether the answer is right."""

_number = checks.number().validator("calibration: ")


@frozen(kw_only=True)
class Calibration:
    """A map from scores to chances of being right: `sigmoid(a ln s - b ln(1-s) + c)`.

    It never lowers the chance of a higher score. With `a` equal to `b` it is Platt scaling (Platt
    1999) of the score's log-odds, else beta calibration (Kull et al. 2017).

    Attributes:
        fingerprint: Of the scores that it was learned from; for others it says nothing.
        a: How the log of a score counts; not negative.
        b: How the log of its distance from 1 counts; not negative.
        c: The log-odds of being right at a score of .5, up to those two.
        labels: How many labels it was learned from.
        log_loss: Of labels that each were predicted without themselves, in nats.
        log_loss_constant: Of the share of right answers in the place of all predictions.

    Raises:
        ConfigurationError: When a number is none.
    """

    fingerprint: str
    a: float = field(validator=checks.number(0).validator("calibration: "))
    b: float = field(validator=checks.number(0).validator("calibration: "))
    c: float = field(validator=_number)
    labels: int
    log_loss: float = field(validator=_number)
    log_loss_constant: float = field(validator=_number)

    def __call__(self, score: float) -> float:
        """The chance, in [0, 1], that an answer with this trustworthiness score is right."""
        up, down = _logs(score)
        return sigmoid(self.a * up + self.b * down + self.c)

    @classmethod
    def fit(cls, labelled: Sequence[Labelled], fingerprint: str) -> Calibration:
        """Learn it from labels: two numbers from `FEWEST` labels, three from `MANY`.

        The slope is pulled to 1, by as much as some labels would: what few labels say of it is
        mostly chance.

        Args:
            labelled: Scores and whether their answers are right.
            fingerprint: Of those scores.

        Raises:
            InputError: When there are too few labels, or all are alike.
        """
        right = sum(correct for _, correct in labelled)
        if len(labelled) < FEWEST:
            raise InputError(f"a calibration needs {FEWEST} labels; there are {len(labelled)}")
        if right in (0, len(labelled)):
            which = "right" if right else "wrong"
            raise InputError(f"all {len(labelled)} labels say {which}; there must be some of both")
        a, b, c = _fitted(labelled)
        return cls(
            fingerprint=fingerprint,
            a=a,
            b=b,
            c=c,
            labels=len(labelled),
            log_loss=_cross_fitted_loss(labelled),
            log_loss_constant=_entropy(right / len(labelled)),
        )

    @property
    def helps(self) -> bool:
        """Whether it predicted labels that it had not seen better than their mean does."""
        return self.log_loss < self.log_loss_constant

    def to_dict(self) -> dict[str, Any]:
        """The calibration as plain data."""
        return {"schema": SCHEMA, **asdict(self)}

    def save(self, path: str | Path) -> None:
        """Write it to a file, as JSON.

        Raises:
            ConfigurationError: When the file cannot be written.
        """
        try:
            with replacing(Path(path)) as part:
                part.write_bytes(orjson.dumps(self.to_dict(), option=orjson.OPT_INDENT_2) + b"\n")
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise ConfigurationError(f"calibration {path}: cannot be written: {why}") from error

    @classmethod
    def load(cls, path: str | Path) -> Calibration:
        """Read what `save` wrote.

        Raises:
            ConfigurationError: When the file cannot be read, or is none.
        """
        try:
            data = orjson.loads(Path(path).read_bytes())
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise ConfigurationError(f"calibration {path}: cannot be read: {why}") from error
        except ValueError as error:
            raise ConfigurationError(f"calibration {path}: not JSON") from error
        return cls.from_dict(data)

    @classmethod
    def from_dict(cls, data: object) -> Calibration:
        """Read the written form.

        Raises:
            ConfigurationError: When it is none, or of another version.
        """
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise ConfigurationError(
                f"a calibration is an object with schema {SCHEMA}, as `trustcore calibrate` "
                "writes it; make it anew"
            )
        try:
            return cls(**{key: value for key, value in data.items() if key != "schema"})
        except TypeError as error:
            raise ConfigurationError("a calibration lacks a key, or has one too many") from error


def check_calibration(calibration: Calibration | None, *fingerprints: str) -> None:
    """Refuse a calibration that was learned from scores of another fingerprint.

    Raises:
        ConfigurationError: Naming both.
    """
    if calibration is not None and calibration.fingerprint not in fingerprints:
        raise ConfigurationError(
            f"the calibration was learned from scores of fingerprint {calibration.fingerprint}, "
            f"those of this client have {fingerprints[0]}: another preset, other models or another "
            "version of them; learn it anew with `trustcore calibrate`"
        )


def _fitted(labelled: Sequence[Labelled]) -> tuple[float, float, float]:
    rows = [_logs(score) for score, _ in labelled]
    labels = [correct for _, correct in labelled]
    if len(labelled) < MANY:
        slope, c = fit_logistic([(up + down,) for up, down in rows], labels, (1.0,))
        return max(slope, 0.0), max(slope, 0.0), c if slope > 0 else _base(labels)
    a, b, c = fit_logistic(rows, labels, (1.0, 1.0))
    if a < 0:  # as the authors do: without the term that would lower higher scores
        a, (b, c) = 0.0, fit_logistic([(down,) for _, down in rows], labels, (1.0,))
    elif b < 0:
        b, (a, c) = 0.0, fit_logistic([(up,) for up, _ in rows], labels, (1.0,))
    return (a, b, c) if min(a, b) >= 0 else (0.0, 0.0, _base(labels))


def _logs(score: float) -> tuple[float, float]:
    inside = min(1 - _EDGE, max(_EDGE, score))
    return math.log(inside), -math.log(1 - inside)


def _base(labels: Sequence[bool]) -> float:
    right = sum(labels)
    return math.log(right / (len(labels) - right))


def _cross_fitted_loss(labelled: Sequence[Labelled]) -> float:
    """The log loss of predictions by folds that did not have the label."""
    losses = []
    ordered = sorted(labelled)  # so that folds are alike, and the order of a file says nothing
    for fold in range(_FOLDS):
        rest = [one for place, one in enumerate(ordered) if place % _FOLDS != fold]
        a, b, c = _fitted(rest)
        for score, correct in ordered[fold::_FOLDS]:
            up, down = _logs(score)
            chance = sigmoid(a * up + b * down + c)
            losses.append(-math.log(max(chance if correct else 1 - chance, 1e-12)))
    return math.fsum(losses) / len(losses)


def _entropy(share: float) -> float:
    return -math.fsum(one * math.log(one) for one in (share, 1 - share))
