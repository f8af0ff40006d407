"""Traces and metrics for OpenTelemetry, by its conventions for generative AI.

The conventions are those of their last release, 1.41.0: spans as in
https://github.com/open-telemetry/semantic-conventions/blob/v1.41.0/docs/gen-ai/gen-ai-spans.md, and
in the pages beside it metrics and the event of an evaluation. They are still "in development".
Needs the extra `otel`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from urllib.parse import urlsplit

from trustcore.errors import ConfigurationError
from trustcore.plugins.observer import AttemptBegun, ItemBegun, ItemEnded
from trustcore.records.attempt import OK, Attempt

try:
    from opentelemetry.context import attach, detach
    from opentelemetry.metrics import Histogram, MeterProvider, get_meter
    from opentelemetry.trace import (
        Span,
        SpanKind,
        Status,
        StatusCode,
        TracerProvider,
        get_current_span,
        get_tracer,
        set_span_in_context,
    )
except ImportError as error:
    raise ConfigurationError(
        'trustcore.telemetry.otel needs opentelemetry-api: pip install "trustcore[otel]"'
    ) from error

__all__ = ["OpenTelemetry"]

_SCHEMA = "https://opentelemetry.io/schemas/1.41.0"
_EVALUATION = "gen_ai.evaluation.result"
_SCORE = "trustworthiness_score"
_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
_TOKENS = tuple(4**power for power in range(14))
_PORTS = {"http": 80, "https": 443}
_VENDORS = {
    "azure": "azure.ai.openai",
    "bedrock": "aws.bedrock",
    "gemini": "gcp.gemini",
    "mistral": "mistral_ai",
    "xai": "x_ai",
}
"""What the conventions call a provider, where we have another name for it."""

Attributes = dict[str, str | int | float]


class OpenTelemetry:
    """A span for each item and, below it, one for each attempt; duration and tokens of attempts.

    An item's span is a child of whatever span is current where it was asked for, the incoming
    request of a web backend for example. No prompt, answer or key is in any of them, and of an
    error only the name of its class. One observer may serve several clients.

    Args:
        tracer_provider: Where spans go; by default the process's.
        meter_provider: Where metrics go; by default the process's.
    """

    def __init__(
        self,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        release = version("trustcore")
        self._tracer = get_tracer("trustcore", release, tracer_provider, _SCHEMA)
        meter = get_meter("trustcore", release, meter_provider, _SCHEMA)
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration",
            "s",
            "GenAI operation duration.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Number of input and output tokens used.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )

    def item(self, begun: ItemBegun, /) -> Callable[[ItemEnded], None]:
        """Open a span of an item."""
        span = self._tracer.start_span(
            f"invoke_workflow {begun.preset}",
            attributes={
                "gen_ai.operation.name": "invoke_workflow",
                "gen_ai.workflow.name": begun.preset,
                "trustcore.fingerprint": begun.fingerprint,
            },
        )
        leave = _enter(span)

        def end(ended: ItemEnded) -> None:
            span.set_attribute("trustcore.attempts", len(ended.attempts))
            if ended.score is not None:
                span.set_attribute(f"trustcore.{_SCORE}", ended.score)
                for name, value in {_SCORE: ended.score, **ended.signals}.items():
                    span.add_event(_EVALUATION, _evaluation(name, value))
            _close(span, ended.outcome)
            leave()

        return end

    def attempt(self, begun: AttemptBegun, /) -> Callable[[Attempt], None]:
        """Open a span of an attempt; its duration and tokens are measured as well."""
        common = _common(begun)
        span = self._tracer.start_span(
            f"{common['gen_ai.operation.name']} {common['gen_ai.request.model']}",
            kind=SpanKind.CLIENT,
            attributes={**common, **_settings(begun), "trustcore.role": begun.role},
        )
        leave = _enter(span)

        def end(attempt: Attempt) -> None:
            self._measure(attempt, common)
            if attempt.usage.calls > attempt.usage.unreported:
                span.set_attribute("gen_ai.usage.input_tokens", attempt.usage.input_tokens)
                span.set_attribute("gen_ai.usage.output_tokens", attempt.usage.output_tokens)
            _close(span, attempt.outcome)
            leave()

        return end

    def _measure(self, attempt: Attempt, common: Attributes) -> None:
        self._duration.record(attempt.seconds, {**common, **_error(attempt.outcome)})
        usage = attempt.usage
        if usage.calls > usage.unreported:
            _count(self._tokens, "input", usage.input_tokens, common)
            _count(self._tokens, "output", usage.output_tokens, common)


def _enter(span: Span) -> Callable[[], None]:
    """Make a span the current one, so that what is done for it hangs below it.

    Returns:
        What undoes it. A call that somebody else cancels ends where another span is current: then
        there is nothing to undo.
    """
    token = attach(set_span_in_context(span))

    def leave() -> None:
        if get_current_span() is span:
            detach(token)

    return leave


def _close(span: Span, outcome: str) -> None:
    if outcome != OK:
        span.set_status(Status(StatusCode.ERROR))
        span.set_attributes(_error(outcome))
    span.end()


def _error(outcome: str) -> Mapping[str, str]:
    return {} if outcome == OK else {"error.type": outcome}


def _evaluation(name: str, value: float) -> Attributes:
    return {"gen_ai.evaluation.name": name, "gen_ai.evaluation.score.value": value}


def _common(begun: AttemptBegun) -> Attributes:
    """What spans and metrics of an attempt both have."""
    vendor, _, model = begun.model.partition("/")
    operation = "generate_content" if vendor == "gemini" else "chat"
    found: Attributes = {
        "gen_ai.operation.name": begun.operation if begun.operation == "embeddings" else operation,
        "gen_ai.provider.name": _VENDORS.get(vendor, vendor),
        "gen_ai.request.model": model or vendor,  # who has no slash in its name has both in one
    }
    where = urlsplit(begun.endpoint or "")
    if where.hostname:
        found["server.address"] = where.hostname
        found["server.port"] = where.port or _PORTS.get(where.scheme, 443)
    return found


def _settings(begun: AttemptBegun) -> Attributes:
    several = begun.operation == "chat" and begun.n > 1
    settings = {
        "gen_ai.request.choice.count": begun.n if several else None,
        "gen_ai.request.temperature": begun.temperature,
        "gen_ai.request.max_tokens": begun.max_tokens,
        "gen_ai.request.seed": begun.seed,
    }
    return {name: value for name, value in settings.items() if value is not None}


def _count(tokens: Histogram, kind: str, number: int, common: Attributes) -> None:
    tokens.record(number, {**common, "gen_ai.token.type": kind})
