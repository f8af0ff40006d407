"""An observer is told of every item and attempt, to the end, and can harm neither."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
import pytest
from attrs import define, field

from trustcore import TLM
from trustcore.errors import (
    AuthenticationError,
    BudgetExceeded,
    ConfigurationError,
    DeadlineExceeded,
    ServerError,
)
from trustcore.ledger import Attempt, Budget
from trustcore.observer import AttemptBegun, ItemBegun, ItemEnded
from trustcore.plugins.protocols import Feature
from trustcore.testing import After, Script, ScriptedProvider, run_virtual

SAMPLED = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
EMBEDDED = {"strategies": {"consistency": {"arguments": {"samples": 1, "similarity": "embedding"}}}}


@define
class Notebook:
    """Writes down what it is told, with what each end belongs to."""

    items: list[tuple[ItemBegun, ItemEnded]] = field(factory=list)
    attempts: list[tuple[AttemptBegun, Attempt]] = field(factory=list)
    begun: list[object] = field(factory=list)

    def __len__(self) -> int:
        return 0  # one that looks empty is an observer all the same

    def item(self, begun: ItemBegun, /) -> Callable[[ItemEnded], None]:
        self.begun.append(begun)
        return lambda ended: self.items.append((begun, ended))

    def attempt(self, begun: AttemptBegun, /) -> Callable[[Attempt], None]:
        self.begun.append(begun)
        return lambda ended: self.attempts.append((begun, ended))

    def outcomes(self) -> tuple[list[str], list[str]]:
        """Of items and of attempts; whatever has begun has ended once."""
        assert len(self.begun) == len(self.items) + len(self.attempts)
        items = [ended.outcome for _, ended in self.items]
        return items, sorted(ended.outcome for _, ended in self.attempts)


def model(script: Script = "Paris", **settings: Any) -> ScriptedProvider:  # noqa: ANN401
    return ScriptedProvider(script, features=("temperature", "seed", "embeddings"), **settings)


def client(
    observer: Notebook | None,
    script: Script = "Paris",
    preset: dict[str, Any] = SAMPLED,
    **settings: Any,  # noqa: ANN401  (the client's)
) -> TLM:
    return TLM(preset, model=model(script), verbose=False, observer=observer, **settings)


def test_an_item_and_its_attempts() -> None:
    """What is told is what the result says, without any text."""
    told = Notebook()
    tlm = client(told, options={"max_tokens": 9, "temperature": 0.0}, seed=5)
    result = run_virtual(tlm.aprompt, "Capital of France?")
    ((begun, ended),) = told.items
    assert ItemBegun(0, result.preset, tlm.fingerprint) == begun
    assert ("ok", result.trustworthiness_score) == (ended.outcome, ended.score)
    assert {one.name: one.value for one in result.signals} == ended.signals
    assert list(result.attempts) == list(ended.attempts) == [end for _, end in told.attempts]
    answer = AttemptBegun(0, "answer", "scripted/model", None, "chat", 1, 0.0, 9, 5)
    assert answer == told.attempts[0][0]
    assert "France" not in repr(told)
    assert "Paris" not in repr(told)


def test_what_is_not_sent_is_not_told() -> None:
    """A temperature and a seed that the model does not take are None."""
    told = Notebook()
    features: tuple[Feature, ...] = ("sampling",)
    plain = ScriptedProvider("Paris", features=features)
    run_virtual(TLM(SAMPLED, model=plain, seed=1, observer=told).aprompt, "Capital?")
    assert {(None, None)} == {(begun.temperature, begun.seed) for begun, _ in told.attempts}


def test_embeddings_are_an_operation_of_their_own() -> None:
    """The number of texts is told, and no text."""
    told = Notebook()
    run_virtual(client(told, ["Paris", "Lyon"], EMBEDDED).aprompt, "Capital?")
    (begun,) = [one for one, _ in told.attempts if one.operation == "embeddings"]
    assert ("embedder", 2, None) == (begun.role, begun.n, begun.max_tokens)


def test_every_retry_is_an_attempt() -> None:
    """Failures are told by the name of their class."""
    told = Notebook()
    script: list[Script] = [ServerError("secret words", status=500), "Paris"]
    run_virtual(client(told, script, {"strategies": {"logprobs": {}}}).aprompt, "Capital?")
    assert (["ok"], ["ServerError", "ok"]) == told.outcomes()
    assert "secret words" not in repr(told)


def test_a_failure() -> None:
    """An item that fails ends with the name of the error's class, and so do its attempts."""
    told = Notebook()
    with pytest.raises(AuthenticationError):
        run_virtual(client(told, AuthenticationError("no", status=401)).aprompt, "Capital?")
    (items, attempts) = told.outcomes()
    assert ["AuthenticationError"] == items
    assert {"AuthenticationError"} <= {*attempts} <= {"AuthenticationError", "cancelled"}
    assert 1 <= len(told.items[0][1].attempts)


def test_a_deadline() -> None:
    """The item ends by its time, its attempts were cancelled."""
    told = Notebook()
    with pytest.raises(DeadlineExceeded):
        run_virtual(client(told, After(10, "Paris"), timeout=1).aprompt, "Capital?")
    assert (["DeadlineExceeded"], ["cancelled"] * 3) == told.outcomes()


def test_a_budget_that_is_spent() -> None:
    """What was not sent is no attempt; the item says why, and has the score that there is."""
    told = Notebook()
    with pytest.raises(BudgetExceeded):
        run_virtual(client(told, budget=Budget(calls=2)).aprompt, "Capital?")
    assert (["BudgetExceeded"], ["ok", "ok"]) == told.outcomes()
    assert told.items[0][1].score is not None


@pytest.mark.parametrize("entered", [True, False])
def test_whoever_cancels(entered: bool) -> None:
    """Item and attempts end at once, in an entered client and in another."""
    told = Notebook()
    tlm = client(told, After(10, "Paris"))

    async def ask() -> None:
        with anyio.move_on_after(1):
            await tlm.aprompt("Capital?")
        assert (["cancelled"], ["cancelled"] * 3) == told.outcomes()

    async def inside() -> None:
        async with tlm:
            await ask()

    run_virtual(inside if entered else ask)


def test_failover() -> None:
    """The attempt of the next model is told with its own name."""
    told = Notebook()
    first = model(AuthenticationError("no", status=401), name="scripted/first")
    second = model(name="scripted/second")
    run_virtual(TLM(SAMPLED, model=[first, second], observer=told).aprompt, "Capital?")
    assert {"scripted/first", "scripted/second"} == {one.model for one, _ in told.attempts}
    assert ["ok"] == told.outcomes()[0]


def test_a_batch_and_a_stream() -> None:
    """Each item has its own number; a stream that is left has ended all of its own."""
    told = Notebook()
    prompts = ["1 + 1?", "2 + 2?", "3 + 3?"]

    async def endless() -> AsyncIterator[str]:
        while True:
            yield "4 + 4?"

    async def main() -> None:
        async with client(told, After(1, "4")) as tlm:
            await tlm.aprompt(prompts)
            async for _ in tlm.amap(endless()):
                break

    run_virtual(main)
    items, attempts = told.outcomes()
    assert 4 <= items.count("ok")
    assert "cancelled" in attempts
    assert list(range(len(items))) == sorted(begun.number for begun, _ in told.items)


class Broken:
    """An observer with a bug at each begin, or at each end."""

    def __init__(self, *, late: bool) -> None:
        self.late = late

    def item(self, _: object, /) -> Callable[[object], None]:
        if self.late:
            return self._fail
        raise ValueError

    attempt = item

    def _fail(self, _: object) -> None:
        raise ValueError


@pytest.mark.parametrize("late", [True, False])
def test_a_broken_observer_does_no_harm(late: bool, caplog: pytest.LogCaptureFixture) -> None:
    """Its errors are in the log, by the name of their class, and nowhere else."""
    tlm = TLM(SAMPLED, model=model(), observer=Broken(late=late))
    assert "Paris" == run_virtual(tlm.aprompt, "Capital?").response
    messages = [record.getMessage() for record in caplog.records]
    assert all("event='observer failed' error='ValueError'" in one for one in messages)
    assert 4 == len(messages)


@pytest.mark.parametrize(
    "observer", [object(), Notebook, "otel", 1], ids=lambda one: type(one).__name__
)
def test_something_else_is_refused(observer: Any) -> None:  # noqa: ANN401
    """The error says what an observer is, before any call."""
    with pytest.raises(ConfigurationError, match="methods `item` and `attempt`"):
        client(observer)


def test_a_class_is_no_observer() -> None:
    """The error says that it was given the class."""
    with pytest.raises(ConfigurationError, match="not the class Notebook"):
        client(Notebook)  # type: ignore[arg-type]
