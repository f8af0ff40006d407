"""Spans and metrics, as an exporter of OpenTelemetry gets them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from attrs import define, field
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanContext, SpanKind, StatusCode, get_current_span

from trustcore import TLM, Completion, Provider, ProviderError, Reply, Request, Usage
from trustcore.errors import (
    AuthenticationError,
    BudgetExceeded,
    ConnectError,
    DeadlineExceeded,
    ServerError,
)
from trustcore.ledger import Budget
from trustcore.otel import OpenTelemetry
from trustcore.plugins.protocols import Feature, Response
from trustcore.testing import After, Script, ScriptedProvider, run_virtual
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.azure import Azure
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI

SAMPLED = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
ONE_CALL: dict[str, Any] = {"strategies": {"logprobs": {}}}
SECRETS = ("the-prompt", "the-answer", "the-key", "the-detail", "the-user")


@define
class Telemetry:
    """An observer, and what it exported."""

    exporter: InMemorySpanExporter = field(factory=InMemorySpanExporter)
    reader: InMemoryMetricReader = field(factory=InMemoryMetricReader)
    traces: TracerProvider = field(factory=TracerProvider)

    def observer(self) -> OpenTelemetry:
        self.traces.add_span_processor(SimpleSpanProcessor(self.exporter))
        return OpenTelemetry(self.traces, MeterProvider([self.reader]))

    def spans(self, kind: SpanKind) -> Sequence[ReadableSpan]:
        return [span for span in self.exporter.get_finished_spans() if span.kind is kind]

    def item(self) -> ReadableSpan:
        (span,) = self.spans(SpanKind.INTERNAL)
        return span

    def attempts(self) -> Sequence[ReadableSpan]:
        return self.spans(SpanKind.CLIENT)

    def points(self) -> dict[str, list[HistogramDataPoint]]:
        data = self.reader.get_metrics_data()
        assert data is not None
        metrics = [
            one for all_ in data.resource_metrics for some in all_.scope_metrics
            for one in some.metrics
        ]  # fmt: skip
        return {one.name: list(one.data.data_points) for one in metrics}  # type: ignore[arg-type]


def model(script: Script = "Paris") -> ScriptedProvider:
    features: tuple[Feature, ...] = ("temperature",)
    return ScriptedProvider(script, features=features)


def identity(context: SpanContext | None) -> int | None:
    return None if context is None else context.span_id


def attributes(span: ReadableSpan) -> Mapping[str, Any]:
    assert span.attributes is not None
    return span.attributes


def test_a_span_for_the_item_and_one_below_it_for_each_attempt() -> None:
    """The item's has preset, fingerprint, score and the number of attempts."""
    told = Telemetry()
    tlm = TLM(SAMPLED, model=model(), observer=told.observer())
    result = run_virtual(tlm.aprompt, "Capital?")
    item = told.item()
    assert f"invoke_workflow {result.preset}" == item.name
    assert {
        "gen_ai.operation.name": "invoke_workflow",
        "gen_ai.workflow.name": result.preset,
        "trustcore.fingerprint": tlm.fingerprint,
        "trustcore.attempts": len(result.attempts),
        "trustcore.trustworthiness_score": result.trustworthiness_score,
    } == attributes(item)
    assert StatusCode.UNSET is item.status.status_code
    assert len(result.attempts) == len(told.attempts())
    assert {identity(item.context)} == {identity(span.parent) for span in told.attempts()}
    assert {"chat model"} == {span.name for span in told.attempts()}


def test_the_score_and_each_signal_are_events_of_an_evaluation() -> None:
    """By the name and the attributes that the conventions have for it."""
    told = Telemetry()
    tlm = TLM(SAMPLED, model=model(), observer=told.observer())
    result = run_virtual(tlm.aprompt, "Capital?")
    events = told.item().events
    assert {"gen_ai.evaluation.result"} == {event.name for event in events}
    scores = [dict(event.attributes or {}) for event in events]
    assert {
        "gen_ai.evaluation.name": "trustworthiness_score",
        "gen_ai.evaluation.score.value": result.trustworthiness_score,
    } == scores[0]
    assert {one.name for one in result.signals if hasattr(one, "value")} == {
        one["gen_ai.evaluation.name"] for one in scores[1:]
    }


def test_an_attempt() -> None:
    """What was asked for and what it took, in the conventions' words."""
    told = Telemetry()
    reply = Reply((Completion("Paris"),), Usage(1, 12, 3))
    tlm = TLM(
        ONE_CALL,
        model=ScriptedProvider(reply, name="xai/grok-4", features=("temperature", "seed")),
        options={"temperature": 0.0, "max_tokens": 7},
        seed=5,
        observer=told.observer(),
    )
    run_virtual(tlm.aprompt, "Capital?")
    (span,) = told.attempts()
    assert "chat grok-4" == span.name
    assert {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "x_ai",
        "gen_ai.request.model": "grok-4",
        "gen_ai.request.temperature": 0.0,
        "gen_ai.request.max_tokens": 7,
        "gen_ai.request.seed": 5,
        "gen_ai.usage.input_tokens": 12,
        "gen_ai.usage.output_tokens": 3,
        "trustcore.role": "answer",
    } == attributes(span)


def test_metrics() -> None:
    """Duration and tokens of each attempt, with the buckets of the conventions."""
    told = Telemetry()
    reply = Reply((Completion("Paris"),), Usage(1, 12, 3))
    script: list[Script] = [ServerError("down", status=500), After(2, reply)]
    run_virtual(TLM(ONE_CALL, model=model(script), observer=told.observer()).aprompt, "Capital?")
    points = told.points()
    durations = points["gen_ai.client.operation.duration"]
    assert {None: 2, "ServerError": 0} == {
        (one.attributes or {}).get("error.type"): round(one.sum) for one in durations
    }
    assert (0.01, 81.92) == (durations[0].explicit_bounds[0], durations[0].explicit_bounds[-1])
    tokens = points["gen_ai.client.token.usage"]
    assert {"input": 12, "output": 3} == {
        (one.attributes or {})["gen_ai.token.type"]: one.sum for one in tokens
    }
    assert (1, 67108864) == (tokens[0].explicit_bounds[0], tokens[0].explicit_bounds[-1])


def test_several_completions_of_one_request() -> None:
    """Their number is told where it is not one."""
    told = Telemetry()
    run_virtual(
        TLM(SAMPLED, model=ScriptedProvider("Paris"), observer=told.observer()).aprompt, "Capital?"
    )
    counts = [attributes(one).get("gen_ai.request.choice.count") for one in told.attempts()]
    assert {2, None} == {*counts}


class Unplugged:
    """A transport without a network."""

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        raise ConnectError("nobody is there")


@asynccontextmanager
async def unplugged() -> AsyncIterator[Unplugged]:
    yield Unplugged()


@pytest.mark.parametrize(
    ("kind", "settings", "operation", "vendor", "address"),
    [
        (OpenAI, {}, "chat", "openai", ("api.openai.com", 443)),
        (
            OpenAI,
            {"base_url": "http://the-user:the-key@localhost:8000/v1?the-key"},
            "chat",
            "openai",
            ("localhost", 8000),
        ),
        (Azure, {"base_url": "http://host"}, "chat", "azure.ai.openai", ("host", 80)),
        (Anthropic, {}, "chat", "anthropic", ("api.anthropic.com", 443)),
        (
            Gemini,
            {},
            "generate_content",
            "gcp.gemini",
            ("generativelanguage.googleapis.com", 443),
        ),
        (
            Bedrock,
            {"region": "eu-west-1"},
            "chat",
            "aws.bedrock",
            ("bedrock-runtime.eu-west-1.amazonaws.com", 443),
        ),
    ],
)
async def test_names_of_providers(
    kind: Callable[..., Provider],
    settings: dict[str, Any],
    operation: str,
    vendor: str,
    address: tuple[str, int],
) -> None:
    """Provider, operation and address are what the conventions call them, without credentials."""
    told = Telemetry()
    provider = kind("m", api_key="the-key", transport=unplugged, **settings)
    options = {"max_attempts": 1}
    tlm = TLM(ONE_CALL, model=provider, observer=told.observer(), options=options)
    with pytest.raises(ConnectError):
        await tlm.aprompt("Capital?")
    (span,) = told.attempts()
    found = attributes(span)
    assert (operation, vendor) == (found["gen_ai.operation.name"], found["gen_ai.provider.name"])
    assert address == (found["server.address"], found["server.port"])
    assert "ConnectError" == found["error.type"]
    assert "the-" not in span.to_json()


@pytest.mark.parametrize(
    ("settings", "script", "kind"),
    [
        ({}, AuthenticationError("the-detail", status=401), AuthenticationError),
        ({"budget": Budget(calls=1)}, "Paris", BudgetExceeded),
        ({"timeout": 1}, After(9, "Paris"), DeadlineExceeded),
    ],
)
def test_an_error_is_told_by_its_class(
    settings: dict[str, Any], script: Script, kind: type[ProviderError]
) -> None:
    """The item's status is that of an error, whatever the attempts came to."""
    told = Telemetry()
    tlm = TLM(SAMPLED, model=model(script), observer=told.observer(), verbose=False, **settings)
    with pytest.raises(kind):
        run_virtual(tlm.aprompt, "Capital?")
    item = told.item()
    assert StatusCode.ERROR is item.status.status_code
    assert kind.__name__ == attributes(item)["error.type"]


def test_what_is_not_sent_has_no_span() -> None:
    """A call that the budget has no room for is no attempt."""
    told = Telemetry()
    tlm = TLM(SAMPLED, model=model(), observer=told.observer(), budget=Budget(calls=2))
    with pytest.raises(BudgetExceeded):
        run_virtual(tlm.aprompt, "Capital?")
    assert 2 == len(told.attempts())


def test_no_text_is_exported() -> None:
    """Neither prompts, answers and keys, nor what an endpoint said about an error."""
    told = Telemetry()
    failing = ServerError("the-detail", status=500, detail="the-detail")
    tlm = TLM(
        "low",
        model=ScriptedProvider(["the-answer", failing, *["the-answer"] * 20]),
        observer=told.observer(),
    )
    run_virtual(tlm.aprompt, "the-prompt")
    exported = "".join(span.to_json() for span in told.exporter.get_finished_spans())
    data = told.reader.get_metrics_data()
    assert data is not None
    exported += data.to_json()
    assert [] == [secret for secret in SECRETS if secret in exported]
    assert "ServerError" in exported


def test_a_cancelled_item() -> None:
    """Its span and those of its attempts end as cancelled, and whoever goes on is in no span."""
    told = Telemetry()
    tlm = TLM(SAMPLED, model=model(After(9, "Paris")), observer=told.observer())

    async def main() -> None:
        async with tlm:
            with anyio.move_on_after(1):
                await tlm.aprompt("Capital?")
            assert not get_current_span().get_span_context().is_valid

    run_virtual(main)
    spans = told.exporter.get_finished_spans()
    assert 4 == len(spans)
    assert {"cancelled"} == {attributes(span)["error.type"] for span in spans}


def test_the_current_span_is_the_parent() -> None:
    """Of single items, batches, streams and sync calls; what a call does is below its attempt."""
    told = Telemetry()
    below: list[int | None] = []

    def answer(_: Request) -> str:
        below.append(identity(get_current_span().get_span_context()))
        return "Paris"

    async def main() -> None:
        async with TLM(ONE_CALL, model=model(answer), observer=observer) as tlm:
            await tlm.aprompt("1?")
            await tlm.aprompt(["2?", "3?"])
            async for _ in tlm.amap(["4?"]):
                pass

    observer = told.observer()
    with told.traces.get_tracer("test").start_as_current_span("request") as request:
        run_virtual(main)
        with TLM(ONE_CALL, model=model(answer), observer=observer) as tlm:
            tlm.prompt("5?")
    items = [span for span in told.spans(SpanKind.INTERNAL) if span.name != "request"]
    parent = identity(request.get_span_context())
    assert [parent] * 5 == [identity(span.parent) for span in items]
    assert {identity(span.context) for span in told.attempts()} == {*below}


def test_items_side_by_side_have_their_own_attempts() -> None:
    """A shared actor makes each call in the context of the item that asked for it."""
    told = Telemetry()
    tlm = TLM(
        SAMPLED, model=model(After(1, "Paris")), observer=told.observer(), verbose=False,
        options={"max_concurrency": 2},
    )  # fmt: skip
    run_virtual(tlm.aprompt, [f"{number}?" for number in range(10)])
    parents = [identity(span.parent) for span in told.attempts()]
    items = told.spans(SpanKind.INTERNAL)
    assert {identity(span.context) for span in items} == {*parents}
    assert {3} == {parents.count(parent) for parent in parents}


def test_the_core_imports_nothing_of_it() -> None:
    """Who does not ask for telemetry does not pay for it, not even with an import."""
    program = (
        "import sys, trustcore; trustcore.TLM(model=lambda prompt: 'x').prompt('?'); "
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b"[]" == done.stdout.strip()


def test_without_the_extra() -> None:
    """The error says what to install."""
    program = (
        "import sys; sys.modules['opentelemetry'] = None\n"
        "try: import trustcore.otel\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b'pip install "trustcore[otel]"' in done.stdout
