"""How a request says how the trust in its answer is to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from attrs import frozen
from starlette.datastructures import Headers

from trustcore.serving.failures import Refusal
from trustcore.serving.settings import ServeSettings

Mode = Literal["inline", "later", "off", "gate"]

_MODES = get_args(Mode)
_KEYS = ("mode", "threshold", "deadline_ms", "preset")
_HEADER = b"x-trust-"
_LONGEST_DEADLINE = 3_600_000


@frozen(kw_only=True)
class TrustSettings:
    """How the trust in an answer is to be told.

    Attributes:
        mode: "inline": with the answer; "later": at `/v1/trust/ID`; "off": not at all; "gate": with
            the answer, which is replaced where it is not trusted.
        threshold: The score from which on an answer is accepted; None for no decision.
        deadline: Seconds that the score may take once the answer is there.
        preset: The name of the preset that makes the score.
    """

    preset: str
    mode: Mode = "inline"
    threshold: float | None = None
    deadline: float = 10.0


def trust_settings(
    body: Mapping[str, Any], headers: Headers, settings: ServeSettings, presets: Sequence[str]
) -> TrustSettings:
    """How trust is to be told: by the headers `x-trust-...`, else by the body's `trust`.

    Args:
        body: Of the request.
        headers: Of the request.
        settings: Of the server.
        presets: The names of those that may be chosen, the usual one first.

    Raises:
        Refusal: When one of them is not what it must be, naming it.
    """
    given = {**_own(body), **_of_headers(headers)}
    mode = given.get("mode", "inline")
    if mode not in _MODES:
        modes = ", ".join(_MODES)
        raise Refusal(f"the trust mode must be one of {modes}", param="trust.mode")
    threshold = _number("threshold", given, 0, 1)
    deadline = _number("deadline_ms", given, 0, _LONGEST_DEADLINE)
    found = TrustSettings(
        preset=_preset(given.get("preset", presets[0]), presets),
        mode=mode,
        threshold=settings.threshold if threshold is None else threshold,
        deadline=settings.deadline if deadline is None else deadline / 1000,
    )
    if mode == "gate" and found.threshold is None:
        raise Refusal('the mode "gate" needs a threshold', param="trust.threshold")
    if mode == "gate" and body.get("stream") is True:
        msg = 'the mode "gate" holds an answer back until it is scored; it cannot be streamed'
        raise Refusal(msg, param="stream")
    return found


def _own(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the body's `trust` holds."""
    own = body.get("trust")
    if own is None:
        return {}
    if not isinstance(own, Mapping):
        raise Refusal("trust must be an object", param="trust")
    for key in own:
        _check_key(key)
    return {key: one for key, one in own.items() if one is not None}


def _of_headers(headers: Headers) -> Mapping[str, str]:
    """What the headers `x-trust-...` say, under the names that a body has for it."""
    given: dict[str, str] = {}
    for name, value in headers.raw:
        if name.startswith(_HEADER):
            key = name.removeprefix(_HEADER).decode("latin-1").replace("-", "_")
            _check_key(key)
            given.setdefault(key, value.decode("latin-1"))
    return given


def _check_key(key: str) -> None:
    """Refuse what is not known: a threshold that is misspelled would guard nothing."""
    if key not in _KEYS:
        known = ", ".join(_KEYS)
        raise Refusal(f"trust has one of {known}, not {key[:40]!r}", param=f"trust.{key[:40]}")


def _preset(given: object, presets: Sequence[str]) -> str:
    for one in presets:
        if one == given:
            return one
    allowed = ", ".join(presets)
    raise Refusal(f"the trust preset must be one of {allowed}", param="trust.preset")


def _number(key: str, given: Mapping[str, Any], low: float, high: float) -> float | None:
    if key not in given:
        return None
    try:
        found = float(given[key])
    except (TypeError, ValueError, OverflowError):
        found = -1.0
    if isinstance(given[key], bool) or not low < found < high:
        msg = f"the trust {key} must be a number above {low} and below {high}"
        raise Refusal(msg, param=f"trust.{key}")
    return found
