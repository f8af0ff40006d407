"""The client."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable, Mapping
from contextlib import asynccontextmanager, contextmanager, nullcontext
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, overload
from weakref import WeakKeyDictionary

from anyio import AsyncContextManagerMixin, ContextManagerMixin
from anyio.lowlevel import current_token
from attrs import define, field

from trustcore.actors import Limits, RetryPolicy
from trustcore.client import inputs
from trustcore.client.conclude import conclude, fingerprint_of, rescore
from trustcore.client.gather import gather
from trustcore.client.inputs import Prompt, Response
from trustcore.client.models import Model, resolve_roles
from trustcore.client.options import Options
from trustcore.client.portal import SyncBridge
from trustcore.client.runtime import Gates, Runtime, open_runtime, run_all
from trustcore.errors import (
    BatchError,
    ClientStateError,
    ConfigurationError,
    InputError,
    OptionError,
    ScoreUnavailable,
)
from trustcore.graph import Graph, Item
from trustcore.graph.plan import Plan, make_plan
from trustcore.presets import Preset, resolve_preset
from trustcore.records.chat import Completion, Message
from trustcore.records.evidence import Evidence
from trustcore.records.result import Outcome, Result, Score
from trustcore.records.role import ROLES, Role
from trustcore.secret import Secret

T = TypeVar("T")
"""What one item of a sequence gives."""

QualityPreset = str | Path | Mapping[str, Any] | Preset


class ClientState(Enum):
    """Where a client is."""

    OUTSIDE = auto()
    """Not entered: each call opens what it needs and leaves nothing behind."""
    INSIDE = auto()
    """Entered: calls share actors and connections."""
    CLOSED = auto()
    """Left: nothing can be called any more."""


@define(eq=False)
class _LoopState:
    """What a client keeps for one event loop."""

    gates: Gates = field(factory=dict)
    runtime: Runtime | None = None


class TLM(AsyncContextManagerMixin, ContextManagerMixin):
    """A language model whose answers come with a trustworthiness score.

    `async with TLM(...) as tlm` owns the connections; services should use it. Without it every
    call works too: calls of one event loop share slots and limits, and nothing is left behind.
    Sync methods share one thread and work inside a running loop too.

    Args:
        quality_preset: "base", "low", "medium", "high" or "best"; a TOML file (`file.toml#name`);
            a table, usually with `extends`; or a `Preset`.
        model: The answering model: "provider/model", a provider, or any sync or async function
            from text to text. By default `options["model"]`, else `TRUSTCORE_MODEL`.
        judge: The model that rates answers; by default the answering one.
        sampler: The model that draws samples; by default the answering one.
        embedder: The model that embeds texts; by default the answering one.
        options: Override the preset key by key; see `Options`.
        task: "default"; no other task is known yet.
        base_url: Of the answering model's API; by default its usual variable.
        api_key: Of the answering model's API; by default its usual variable.
        timeout: Seconds for one item, from its first call's slot on; None for no limit.
        seed: Makes sampling repeatable where the API can.

    Raises:
        ConfigurationError: When a setting is wrong; no call has been made then.
    """

    def __init__(
        self,
        quality_preset: QualityPreset = "medium",
        *,
        model: Model | None = None,
        judge: Model | None = None,
        sampler: Model | None = None,
        embedder: Model | None = None,
        options: Mapping[str, Any] | None = None,
        task: Literal["default"] = "default",
        base_url: str | None = None,
        api_key: str | Secret | None = None,
        timeout: float | None = None,
        seed: int | None = None,
    ) -> None:
        if task != "default":
            msg = f"task must be 'default', not {task!r}"  # type: ignore[unreachable]
            raise ConfigurationError(msg)
        self._options = Options.from_dict(options)
        self._preset = self._configured(quality_preset)
        answer = _one_model(model, self._options.model)
        given = {"answer": answer, "judge": judge, "sampler": sampler, "embedder": embedder}
        models: dict[Role, Any] = {
            role: self._preset.roles.get(role) if given[role] is None else given[role]
            for role in ROLES
        }
        self._routes = resolve_roles(models, base_url=base_url, api_key=api_key)
        self._timeout = _positive("timeout", timeout)
        self._seed = _whole("seed", seed)
        self._limits = _limits(self._options)
        self._policy = RetryPolicy()
        names: dict[str, str] = {role: one.model for role, one in self._routes.items()}
        self._fingerprint = fingerprint_of(self._preset, names)
        self._numbers = itertools.count()
        self._state = ClientState.OUTSIDE
        self._loops: WeakKeyDictionary[object, _LoopState] = WeakKeyDictionary()
        self._bridge = SyncBridge(self._open_in_loop)

    @property
    def preset(self) -> Preset:
        """The preset with the options applied."""
        return self._preset

    @property
    def fingerprint(self) -> str:
        """Of preset, strategies, weights and models; scores compare within one fingerprint."""
        return self._fingerprint

    def plan(self, preset: QualityPreset | None = None) -> Plan:
        """What answering and scoring one prompt takes: nodes, least and most calls.

        Args:
            preset: Another preset than the client's own, with its options applied.
        """
        chosen = self._preset if preset is None else self._configured(preset)
        strategies = [component.strategy for component in chosen.components]
        return make_plan(chosen.name, strategies, chosen.candidates, given=False)

    @overload
    async def aprompt(self, prompt: Prompt) -> Result: ...  # type: ignore[overload-overlap]
    @overload
    async def aprompt(self, prompt: Iterable[Prompt]) -> list[Result]: ...
    async def aprompt(self, prompt: Prompt | Iterable[Prompt]) -> Result | list[Result]:
        """Answer and score.

        Args:
            prompt: A question, a chat, or a sequence of them.

        Returns:
            A result, or results in order.

        Raises:
            InputError: When a prompt has the wrong shape; no call has been made then.
            ProviderError: When a single prompt got no answer.
            FatalError: At once, when every further call would fail alike.
            BatchError: When items of a sequence failed, with every outcome.
        """
        if inputs.is_one(prompt):
            return await self._one(self._asked(inputs.chat(prompt)))
        items = [self._asked(one) for one in inputs.chats(prompt)]
        return _unpack(await self._many(items, self._answer))

    @overload
    async def atry_prompt(self, prompt: Prompt) -> Result | None: ...  # type: ignore[overload-overlap]
    @overload
    async def atry_prompt(self, prompt: Iterable[Prompt]) -> list[Result | None]: ...
    async def atry_prompt(
        self, prompt: Prompt | Iterable[Prompt]
    ) -> Result | list[Result | None] | None:
        """As `aprompt`, but None where an item failed.

        Raises:
            InputError: When a prompt has the wrong shape; no call has been made then.
            FatalError: At once, when every further call would fail alike.
        """
        single = inputs.is_one(prompt)
        prompts = [inputs.chat(prompt)] if single else inputs.chats(prompt)
        items = [self._asked(one) for one in prompts]
        values = [one.value for one in await self._many(items, self._answer)]
        return values[0] if single else values

    @overload
    async def aget_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response
    ) -> Score: ...
    @overload
    async def aget_trustworthiness_score(
        self, prompt: Iterable[Prompt], response: Iterable[Response]
    ) -> list[Score]: ...
    async def aget_trustworthiness_score(
        self, prompt: Prompt | Iterable[Prompt], response: Response | Iterable[Response]
    ) -> Score | list[Score]:
        """Score an answer that exists already, from any model or person.

        Args:
            prompt: The question or chat, or a sequence of them.
            response: The answer, or as many answers. A `Completion` may bring its token
                log-probabilities along.

        Returns:
            A score, or scores in order.

        Raises:
            InputError: When an input has the wrong shape; no call has been made then.
            ScoreUnavailable: When no signal could be computed for a single item.
            FatalError: At once, when every further call would fail alike.
            BatchError: When items of a sequence failed, with every outcome.
        """
        items = self._given(prompt, response)
        if isinstance(items, Item):
            return _score(await self._one(items))
        return _unpack(await self._many(items, self._rate))

    @overload
    async def atry_get_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response
    ) -> Score | None: ...
    @overload
    async def atry_get_trustworthiness_score(
        self, prompt: Iterable[Prompt], response: Iterable[Response]
    ) -> list[Score | None]: ...
    async def atry_get_trustworthiness_score(
        self, prompt: Prompt | Iterable[Prompt], response: Response | Iterable[Response]
    ) -> Score | list[Score | None] | None:
        """As `aget_trustworthiness_score`, but None where an item failed.

        Raises:
            InputError: When an input has the wrong shape; no call has been made then.
            FatalError: At once, when every further call would fail alike.
        """
        items = self._given(prompt, response)
        several = [items] if isinstance(items, Item) else items
        values = [one.value for one in await self._many(several, self._rate)]
        return values[0] if isinstance(items, Item) else values

    @overload
    def prompt(self, prompt: Prompt) -> Result: ...  # type: ignore[overload-overlap]
    @overload
    def prompt(self, prompt: Iterable[Prompt]) -> list[Result]: ...
    def prompt(self, prompt: Prompt | Iterable[Prompt]) -> Result | list[Result]:
        """`aprompt` for sync code."""
        return self._run(partial(self.aprompt, prompt))

    @overload
    def try_prompt(self, prompt: Prompt) -> Result | None: ...  # type: ignore[overload-overlap]
    @overload
    def try_prompt(self, prompt: Iterable[Prompt]) -> list[Result | None]: ...
    def try_prompt(self, prompt: Prompt | Iterable[Prompt]) -> Result | list[Result | None] | None:
        """`atry_prompt` for sync code."""
        return self._run(partial(self.atry_prompt, prompt))

    @overload
    def get_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response
    ) -> Score: ...
    @overload
    def get_trustworthiness_score(
        self, prompt: Iterable[Prompt], response: Iterable[Response]
    ) -> list[Score]: ...
    def get_trustworthiness_score(
        self, prompt: Prompt | Iterable[Prompt], response: Response | Iterable[Response]
    ) -> Score | list[Score]:
        """`aget_trustworthiness_score` for sync code."""
        return self._run(partial(self.aget_trustworthiness_score, prompt, response))

    @overload
    def try_get_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response
    ) -> Score | None: ...
    @overload
    def try_get_trustworthiness_score(
        self, prompt: Iterable[Prompt], response: Iterable[Response]
    ) -> list[Score | None]: ...
    def try_get_trustworthiness_score(
        self, prompt: Prompt | Iterable[Prompt], response: Response | Iterable[Response]
    ) -> Score | list[Score | None] | None:
        """`atry_get_trustworthiness_score` for sync code."""
        return self._run(partial(self.atry_get_trustworthiness_score, prompt, response))

    def rescore(self, evidence: Evidence, preset: QualityPreset | None = None) -> Result:
        """Score recorded evidence again, without a call.

        Args:
            evidence: What an earlier result or a recording holds.
            preset: Another preset than the client's own, to be taken as it is.

        Raises:
            ScoreUnavailable: When the evidence holds no answer.
        """
        chosen = self._preset if preset is None else resolve_preset(preset)
        names: dict[str, str] = {role: one.model for role, one in self._routes.items()}
        mark = fingerprint_of(chosen, names)
        result = rescore(evidence, chosen, mark, self._options.log)
        if result is None:
            msg = "the evidence holds no answer that could be scored"
            raise ScoreUnavailable(msg)
        return result

    def close(self) -> None:
        """End what sync methods started. Idempotent; `with` calls it."""
        self._bridge.close()

    @asynccontextmanager
    async def __asynccontextmanager__(self) -> AsyncGenerator[TLM, None]:
        self._check_open()
        self._state = ClientState.INSIDE
        try:
            async with self._open_in_loop():
                yield self
        finally:
            self._state = ClientState.CLOSED
            self.close()

    @contextmanager
    def __contextmanager__(self) -> Generator[TLM, None, None]:
        self._check_open()
        self._state = ClientState.INSIDE
        try:
            yield self
        finally:
            self._state = ClientState.CLOSED
            self.close()

    def _check_open(self) -> None:
        if self._state is ClientState.CLOSED:
            msg = "this client has been closed; make a new one, or call it inside its `with`"
            raise ClientStateError(msg)

    def _loop(self) -> _LoopState:
        return self._loops.setdefault(current_token().native_token, _LoopState())

    @asynccontextmanager
    async def _open_in_loop(self) -> AsyncGenerator[Runtime, None]:
        """Open the runtime that all calls in this event loop share."""
        loop = self._loop()
        async with open_runtime(loop.gates, self._limits, self._policy) as runtime:
            loop.runtime = runtime
            try:
                yield runtime
            finally:
                loop.runtime = None

    def _runtime(self) -> Any:  # noqa: ANN401  (a context manager of either kind)
        """The shared runtime, or one for this call alone that shares slots and limits."""
        self._check_open()
        loop = self._loop()
        if loop.runtime is not None:
            return nullcontext(loop.runtime)
        return open_runtime(loop.gates, self._limits, self._policy)

    def _configured(self, preset: QualityPreset) -> Preset:
        """A preset with the options applied."""
        plain = resolve_preset(preset)
        present = [component.name for component in plain.components]
        return resolve_preset(plain, self._options.preset_overrides(present))

    def _run(self, function: Callable[[], Awaitable[T]]) -> T:
        self._check_open()
        return self._bridge.run(function)

    def _asked(self, question: tuple[Message, ...]) -> Item:
        return self._item(question, None)

    def _given(self, prompt: Any, response: Any) -> Item | list[Item]:  # noqa: ANN401  (checked here)
        if isinstance(response, str | Completion) or response is None:
            given = inputs.completion(response)
            return self._item(inputs.chat(prompt), given)
        prompts, responses = inputs.chats(prompt), inputs.completions(response)
        if len(prompts) != len(responses):
            msg = f"{len(prompts)} prompts and {len(responses)} responses; one each is needed"
            raise InputError(msg)
        return [self._item(*pair) for pair in zip(prompts, responses, strict=True)]

    def _item(self, question: tuple[Message, ...], given: Completion | None) -> Item:
        return Item(
            question,
            candidates=self._preset.candidates,
            given=given,
            temperature=self._options.temperature,
            max_tokens=self._options.max_tokens,
            seed=self._seed,
            sampler_varies=any(map(self._routes["sampler"].supports, ("sampling", "temperature"))),
            takes_n=frozenset(role for role in ROLES if self._routes[role].supports("n")),
        )

    async def _one(self, item: Item) -> Result:
        async with self._runtime() as runtime:
            await self._room(runtime)
            return await self._answer(runtime, item)

    async def _many(
        self, items: list[Item], work: Callable[[Runtime, Item], Awaitable[T]]
    ) -> list[Outcome[T]]:
        async with self._runtime() as runtime:
            works = [partial(work, runtime, item) for item in items]
            return await run_all(works, partial(self._room, runtime))

    async def _room(self, runtime: Runtime) -> None:
        await runtime.actor(self._routes["answer"]).room()

    async def _rate(self, runtime: Runtime, item: Item) -> Score:
        return _score(await self._answer(runtime, item))

    async def _answer(self, runtime: Runtime, item: Item) -> Result:
        strategies = [component.strategy for component in self._preset.components]
        gathered = await gather(
            Graph(item, strategies),
            runtime.actor,
            self._routes,
            number=next(self._numbers),
            timeout=self._timeout,
        )
        return conclude(gathered, self._preset, self._fingerprint, self._options.log)


def _score(result: Result) -> Score:
    if result.trustworthiness_score is None:
        msg = f"no signal could be computed: {result.reason}"
        raise ScoreUnavailable(msg)
    return Score(result.trustworthiness_score, result)


def _unpack(outcomes: list[Outcome[T]]) -> list[T]:
    values = [one.value for one in outcomes if one.value is not None]
    if len(values) < len(outcomes):
        raise BatchError(outcomes)
    return values


def _one_model(model: Model | None, option: Model | None) -> Model | None:
    if model is not None and option is not None and model != option:
        msg = "model and options['model'] contradict each other; give one of them"
        raise OptionError(msg)
    return option if model is None else model


def _positive(name: str, value: float | None) -> float | None:
    if value is not None and not (type(value) in (int, float) and 0 < value < float("inf")):
        msg = f"{name} must be a number of seconds above 0, or None for no limit, not {value!r}"
        raise ConfigurationError(msg)
    return value


def _whole(name: str, value: int | None) -> int | None:
    if value is not None and type(value) is not int:
        msg = f"{name} must be a whole number, or None for no {name}, not {type(value).__name__}"
        raise ConfigurationError(msg)
    return value


def _limits(options: Options) -> Limits:
    limits = Limits()
    return Limits(
        options.max_concurrency or limits.max_concurrency,
        options.requests_per_minute,
        options.burst,
    )
