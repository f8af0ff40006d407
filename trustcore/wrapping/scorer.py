"""Scores of responses, whatever comes of them: a failed score never fails a call."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

from attrs import frozen

from trustcore.client.adapt import adapt
from trustcore.client.tlm import TLM
from trustcore.errors import InputError, ScoreUnavailable
from trustcore.log import log
from trustcore.records.chat import Completion
from trustcore.records.question import Question
from trustcore.records.result import Score
from trustcore.vendors.formats import VendorFormat
from trustcore.vendors.plain import plain_of
from trustcore.vendors.reading import Recognised, asked_with

Metadata = dict[str, Any]
"""`{"trustworthiness_score": ..., "log": ...}`."""


@frozen
class ScoredCall:
    """One call of a method, and what its keywords asked.

    Attributes:
        format: How its responses are written.
        model: The model that it names.
        question: What it asked as it was when the call began, or why that cannot be read.
    """

    format: VendorFormat
    model: object
    question: Question | Exception

    @staticmethod
    def of(written: VendorFormat, keywords: Mapping[str, Any]) -> ScoredCall:
        """The call with these keywords; they are neither kept nor changed."""
        model = keywords.get("model")
        try:
            return ScoredCall(written, model, asked_with(written, keywords))
        except Exception as error:  # noqa: BLE001  (whatever a user's objects raise, the call is made)
            return ScoredCall(written, model, error)

    def read(self, data: object) -> tuple[Question, Completion]:
        """What was asked, and what a response of it says.

        Raises:
            Exception: Why one of the two cannot be read.
        """
        if isinstance(self.question, Exception):
            raise self.question
        plain = plain_of(data)
        if not isinstance(plain, Mapping) or not self.format.fits(plain):
            raise InputError(f"the response is none of {self.format.what}")
        return self.question, Recognised(self.format, plain).completion()


class Scorer:
    """What scores the responses of one client.

    Args:
        client: The client, whose models score where there is no `tlm`.
        tlm: What scores; None for a `TLM` for each model, on the client's own connections.
        on_error: Whether a score that fails is told by its metadata ("attach") or raised ("raise").
    """

    def __init__(self, client: object, tlm: TLM | None, on_error: str) -> None:
        self.client = client
        self._tlm = tlm
        self._raises = on_error == "raise"
        self._own: dict[str, TLM] = {}
        self._lock = Lock()

    def of_client(self, client: object) -> Scorer:
        """What scores alike for a copy of the client."""
        return Scorer(client, self._tlm, "raise" if self._raises else "attach")

    def close(self) -> None:
        """Close what was opened to score. Idempotent; a `tlm` of the user's stays open."""
        with self._lock:
            own, self._own = self._own, {}
        for one in own.values():
            one.close()

    def score(self, call: ScoredCall, data: object, response: object = None) -> Metadata:
        """Score what a call gave.

        Args:
            call: The call.
            data: Its response, or the events of its stream joined.
            response: What is paid for, for the error where one is raised.

        Raises:
            ScoreUnavailable: When it fails and is to be raised.
        """
        try:
            question, said = call.read(data)
            tlm = self._tlm_of(call.model)
            return _metadata(tlm.get_trustworthiness_score(question, said))
        except Exception as error:  # noqa: BLE001  (a failed score never fails the call)
            return self.failed(error, response)

    async def ascore(self, call: ScoredCall, data: object, response: object = None) -> Metadata:
        """As `score`, for async code."""
        try:
            question, said = call.read(data)
            tlm = self._tlm_of(call.model)
            return _metadata(await tlm.aget_trustworthiness_score(question, said))
        except Exception as error:  # noqa: BLE001  (a failed score never fails the call)
            return self.failed(error, response)

    def failed(self, error: Exception, response: object = None) -> Metadata:
        """What is said of a score that failed.

        Raises:
            ScoreUnavailable: When it is to be raised.
        """
        if self._raises:
            raise ScoreUnavailable(
                f"the call went well, but its response got no score: {error}",
                result=getattr(error, "result", None),
                missing=getattr(error, "missing", ()),
                retryable=getattr(error, "retryable", False) is True,
                response=response,
            ) from error
        told = f"{type(error).__name__}: {error}"
        return {"trustworthiness_score": None, "log": {"error": told}}

    def _tlm_of(self, model: object) -> TLM:
        if self._tlm is not None:
            return self._tlm
        if not isinstance(model, str):
            raise InputError("the call names no model to score with; say what scores: wrap(c, tlm)")
        with self._lock:
            if model not in self._own:
                self._own[model] = TLM(model=adapt(self.client, model))
            return self._own[model]


def _metadata(score: Score) -> Metadata:
    return {"trustworthiness_score": float(score), "log": dict(score.result.log or {})}


def attach(response: object, metadata: Metadata) -> None:
    """Put the metadata beside the fields of a response, where no dump of them has it."""
    try:
        object.__setattr__(response, "tlm_metadata", metadata)
    except (AttributeError, TypeError):
        log.warning("a response takes no attribute", kind=type(response).__name__)
