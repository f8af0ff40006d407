"""From a client of a vendor's SDK to the same client with scores."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, cast, get_args

from trustcore.client.adapt import package_of
from trustcore.client.tlm import TLM
from trustcore.errors import ConfigurationError
from trustcore.suggest import unknown
from trustcore.vendors.formats import formats_by_method
from trustcore.wrapping.proxy import WrappedClient
from trustcore.wrapping.scorer import Scorer

C = TypeVar("C")

OnError = Literal["attach", "raise"]


def wrap(client: C, tlm: TLM | None = None, *, on_error: OnError = "attach") -> C:
    """Make a client whose responses bring a trustworthiness score along.

    ::

        client = trustcore.wrap(OpenAI())
        response = client.chat.completions.create(model="gpt-4.1-mini", messages=[...])
        response.tlm_metadata["trustworthiness_score"]

    Each call is made exactly as it stands, and scored when its response is there; all else of the
    client is as it was. The response is the vendor's own object, with `tlm_metadata` beside its
    fields: `{"trustworthiness_score": 0.93, "log": {...}}`, where "log" holds what the option `log`
    asked for. The chunks of a stream pass as they come; `stream.tlm_metadata` is there after the
    last one, and None before. Scored are `create` and `parse` of `chat.completions`, `responses`
    and `messages`, and `generate_content` of Gemini; raw responses and helpers like
    `messages.stream` are not.

    Args:
        client: A client of a vendor's SDK, sync or async, or of one with the same methods. It is
            not changed, and closed with the wrapped one alone.
        tlm: What scores. By default a `TLM` for each model that is called, which asks that model
            through this client; the wrapped client closes it with itself.
        on_error: What becomes of a score that fails. With "attach" the score is None and
            `log["error"]` says why; with "raise" `ScoreUnavailable` is raised, whose `response` is
            what the call gave.

    Raises:
        ConfigurationError: When an argument is none of these.
    """
    if on_error not in get_args(OnError):
        raise ConfigurationError(unknown("on_error", str(on_error), get_args(OnError)))
    if tlm is not None and not isinstance(tlm, TLM):
        raise ConfigurationError(f"tlm must be a TLM, not {type(tlm).__name__}")
    _check_client(client, alone=tlm is None)
    return cast("C", WrappedClient(client, Scorer(client, tlm, on_error)))


def _check_client(client: Any, *, alone: bool) -> None:  # noqa: ANN401  (any object)
    name = type(client).__name__
    if isinstance(client, WrappedClient):
        raise ConfigurationError("this client is wrapped already; wrap it once")
    heads = {path.partition(".")[0] for path in formats_by_method()} - {"beta", "aio"}
    if isinstance(client, type) or not any(hasattr(client, head) for head in heads):
        methods = ", ".join(sorted(formats_by_method()))
        raise ConfigurationError(f"{name} has no method that could be scored; known: {methods}")
    if alone and package_of(client) is None:
        msg = (
            f"{name} is no client whose model trustcore can ask; say what scores: wrap(client, tlm)"
        )
        raise ConfigurationError(msg)
