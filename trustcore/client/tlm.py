"""The client."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Never, Self, TypeVar, Unpack, overload

from attrs import evolve

from trustcore import checks
from trustcore.cache.settings import Cache, cache_of
from trustcore.calls import BreakerSettings
from trustcore.client import inputs
from trustcore.client.inputs import Prompt, Response
from trustcore.client.keywords import check_keywords
from trustcore.client.lifetime import Lifetime
from trustcore.client.models import Model, given_or_usual, resolve_roles
from trustcore.client.offline import OfflineCalls
from trustcore.client.options import Options
from trustcore.client.per_call import Settings, per_call, settings_of, sync_of
from trustcore.client.portal import SyncBridge
from trustcore.client.settings import (
    budget_of,
    calibration_of,
    common_item,
    known_task,
    limits_of,
    observer_of,
    one_model,
    patience_of,
    policy_of,
    threshold_of,
    times_of,
    verbose_of,
)
from trustcore.client.streaming import AnswerStream, SyncAnswerStream, check_one_candidate
from trustcore.client.witnesses import check_witnesses, witness_models
from trustcore.decisions.calibration import Calibration
from trustcore.engine.answer_reader import RunItem
from trustcore.engine.conclude import score_of
from trustcore.engine.engine import Engine, unchanged
from trustcore.engine.setup import Setup
from trustcore.engine.stream import OutcomeStream
from trustcore.errors import BatchError, ConfigurationError, InputError, ScoreUnavailable
from trustcore.graph import Item
from trustcore.ledger import Budget, Estimate, Ledger, Price, Prices
from trustcore.outcome import Outcome
from trustcore.plugins.observer import Observer
from trustcore.plugins.provider_attributes import endpoints_of
from trustcore.plugins.shared import Shared, shared_of
from trustcore.presets import Preset, resolve_preset, with_witnesses
from trustcore.records.evidence import Evidence
from trustcore.records.plan import Plan
from trustcore.records.question import Question
from trustcore.records.result import Result, Score
from trustcore.records.role import Role
from trustcore.secret import Secret
from trustcore.vendors import VendorResponse
from trustcore.vendors.reading import item_of

T = TypeVar("T")
"""What one item of a sequence gives."""

QualityPreset = str | Path | Mapping[str, Any] | Preset


class TLM:
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
        witness: Another model that answers the same questions: how far its answer agrees is one
            signal more. A list is failover as everywhere, a mapping from names to models is several
            witnesses. By default there is none, and no signal.
        options: Override the preset key by key; see `Options`.
        task: "default"; no other task is known yet.
        base_url: Of the answering model's API; by default its usual variable.
        api_key: Of the answering model's API; by default its usual variable.
        timeout: Seconds for one item, from its first call's slot on; None for no limit.
        wait_timeout: Seconds that a call may wait for its turn: in the queue, for limits, for the
            budget, for an endpoint that is unwell; then it fails with `WaitExceeded`. With None it
            waits as long as calls ahead of it are made, or a limit says when it ends.
        patience: Seconds that an endpoint may be unwell before its calls fail, from 0. It is waited
            for when it has answered before, or says that it is loading; where several models are
            named, when all of them are unwell.
        threshold: The score, above 0 and below 1, from which on an answer is accepted: results
            have a `decision`, and no more is asked than that takes. By default there is none.
        calibration: What `trustcore calibrate` learned from labels of yours, a file or a
            `Calibration`: results have a `calibrated_score` beside the score. It must have been
            learned from scores of this preset.
        seed: Makes sampling repeatable where the API can.
        verbose: Whether sequences show a progress bar on standard error; by default they do on a
            terminal.
        budget: The most that all calls of this client together may take: `Budget(usd=5)`, in
            `tokens` or in `calls` (from `trustcore.ledger`). What is under way never takes more;
            when the next call has no room, calls raise `BudgetExceeded`.
        prices: What models charge, where the table that comes along is not right or lacks them: a
            mapping from a pattern of the model's name, `{"ollama/*": {"input": 0, "output": 0}}`
            in USD per million tokens, or a TOML file of such rows.
        observer: Who is told of items and attempts, for telemetry: an `Observer`, for example
            `trustcore.otel.OpenTelemetry()`. By default nobody.
        cache: A file that keeps what models answer, so that nothing is asked and paid for twice:
            its path, the URL of a Redis server, or a `Cache` (from `trustcore.cache`). By default
            nothing is kept.
        shared: What this client shares limits and budget through with clients of other processes:
            the URL of a Redis server, "redis://localhost:6379/0", or an object of
            `trustcore.distributed.redis.Redis`. By default they are this client's own.

    Raises:
        ConfigurationError: When a setting is wrong, or a budget could not be kept; no call has
            been made then.
    """

    @check_keywords
    def __init__(
        self,
        quality_preset: QualityPreset = "medium",
        *,
        model: Model | None = None,
        judge: Model | None = None,
        sampler: Model | None = None,
        embedder: Model | None = None,
        witness: Model | Mapping[str, Model] | None = None,
        options: Mapping[str, Any] | None = None,
        task: Literal["default"] = "default",
        base_url: str | None = None,
        api_key: str | Secret | None = None,
        timeout: float | None = None,
        wait_timeout: float | None = None,
        patience: float = 300.0,
        threshold: float | None = None,
        calibration: Calibration | str | Path | None = None,
        seed: int | None = None,
        verbose: bool | None = None,
        budget: Budget | None = None,
        prices: Mapping[str, Price | Mapping[str, Any]] | str | Path | None = None,
        observer: Observer | None = None,
        cache: Cache | str | Path | None = None,
        shared: Shared | str | None = None,
    ) -> None:
        known_task(task)
        self._options = Options.from_dict(options)
        chosen = resolve_preset(quality_preset)
        witnesses = witness_models(witness, chosen.roles)
        self._witnesses = tuple(witnesses)
        self._preset = self._configured(chosen)
        answer = one_model(model, self._options.model)
        given = {"answer": answer, "judge": judge, "sampler": sampler, "embedder": embedder}
        models = given_or_usual(given, self._preset.roles)
        chains = resolve_roles(models | witnesses, base_url=base_url, api_key=api_key)
        check_witnesses(chains)
        self._engine = Engine(
            Setup(
                preset=self._preset,
                chains=chains,
                limits=limits_of(self._options),
                item=common_item(self._options, self._preset, seed),
                log=self._options.log,
                threshold=threshold_of(threshold),
                calibration=calibration_of(calibration),
                times=times_of(timeout, wait_timeout),
                verbose=verbose_of(verbose),
                policy=policy_of(self._options),
                breaker=BreakerSettings(patience=patience_of(patience)),
                budget=budget_of(budget),
                prices=Prices.of(prices),
                observer=observer_of(observer),
                cache=cache_of(cache),
                shared=shared_of(shared),
                evals=self._options.all_evals,
                explain_below=self._options.explain_below,
                settings=self._options.settings,
            )
        )
        self._lifetime = Lifetime()
        self._entered = AsyncExitStack()
        self._bridge = SyncBridge(self._engine.runtimes.open)

    @property
    def preset(self) -> Preset:
        """The preset with the options applied."""
        return self._preset

    @property
    def fingerprint(self) -> str:
        """Of preset, strategies, weights and models; scores compare within one fingerprint."""
        return self._engine.fingerprint

    @property
    def models(self) -> dict[Role, str]:
        """The names of the models of each role; several, in their order, are one text."""
        return {role: chain.model for role, chain in self._engine.setup.chains.items()}

    @property
    def endpoints(self) -> dict[Role, tuple[str, ...]]:
        """Where requests of each role go: URLs without credentials; what runs here names itself."""
        chains = self._engine.setup.chains
        return {role: endpoints_of(chain.providers) for role, chain in chains.items()}

    def __repr__(self) -> str:
        """Show preset, models and state: neither keys nor prompts."""
        models = self.models
        answer = models["answer"]
        others = (f", {role}={name!r}" for role, name in models.items() if name != answer)
        state = self._lifetime.state.name.lower()
        return f"TLM({self._preset.name!r}, model={answer!r}{''.join(others)}, {state})"

    @property
    def ledger(self) -> Ledger:
        """What all attempts so far amount to, by role and by model; a budget counts the same."""
        return self._engine.meter.ledger

    @property
    def budget(self) -> Budget | None:
        """The most that all calls of this client may take; None where nothing bounds them."""
        return self._engine.setup.budget

    def estimate(self, prompts: Prompt | Iterable[Prompt]) -> Estimate:
        """Least, expected and most calls, tokens and USD of answering and scoring, before any call.

        Retries are not in it, nor are models that take over when a role's first one fails. The most
        is None where it cannot be told.

        Args:
            prompts: A question, a chat, or a sequence of them.

        Raises:
            InputError: When a prompt has the wrong shape.
        """
        one = inputs.is_one(prompts)
        return self._engine.forecast.estimate(
            [inputs.asked(prompts)] if one else inputs.all_asked(prompts)
        )

    def plan(self, preset: QualityPreset | None = None) -> Plan:
        """What answering and scoring one prompt takes: nodes; least, expected and most calls.

        Args:
            preset: Another preset than the client's own, with its options applied.
        """
        chosen = self._preset if preset is None else self._configured(preset)
        return self._engine.forecast.plan(chosen)

    def with_preset(self, quality_preset: QualityPreset) -> TLM:
        """A client of another preset that shares the rest with this one, and ends with it.

        Connections, limits, budget, ledger, cache and options are this one's: what both ask of an
        endpoint counts together. A threshold and a calibration are for scores of this one's preset,
        and stay with it. Enter this one, and not those that are made of it.

        Args:
            quality_preset: As for a client.

        Raises:
            ConfigurationError: When the preset is wrong or names models of its own, or a budget
                could not be kept.
        """
        self._lifetime.check_open()
        preset = self._configured(quality_preset)
        if preset.roles != self._preset.roles:
            raise ConfigurationError(
                f"the preset {preset.name!r} names models of its own, so it needs a client of its "
                f"own: TLM({preset.name!r}, ...)"
            )
        made = TLM.__new__(type(self))
        vars(made).update(vars(self))
        made._preset = preset  # noqa: SLF001  (of its own class)
        made._engine = self._engine.with_preset(preset)  # noqa: SLF001  (as above)
        return made

    @overload
    async def aprompt(self, prompt: Prompt, **settings: Unpack[Settings]) -> Result: ...  # type: ignore[overload-overlap]
    @overload
    async def aprompt(
        self, prompt: Iterable[Prompt], **settings: Unpack[Settings]
    ) -> list[Result]: ...
    @per_call
    async def aprompt(
        self, prompt: Prompt | Iterable[Prompt], **settings: Unpack[Settings]
    ) -> Result | list[Result]:
        """Answer and score.

        Args:
            prompt: A question, a chat, or a sequence of them.

        Returns:
            A result, or results in order.

        Raises:
            InputError: When a prompt has the wrong shape; no call has been made then.
            ProviderError: When a single prompt got no answer.
            FatalError: At once, when every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call, after what was under way has
                ended; `outcomes` has all results so far.
            BatchError: When items of a sequence failed, with every outcome.
        """
        given = settings_of(settings)
        if inputs.is_one(prompt):
            return await self._one(self._engine.item(inputs.asked(prompt, settings=given)))
        items = inputs.all_right(self._items(prompt, given))
        return _unpack(await self._many(items, unchanged))

    @overload
    async def atry_prompt(self, prompt: Prompt, **settings: Unpack[Settings]) -> Result | None: ...  # type: ignore[overload-overlap]
    @overload
    async def atry_prompt(
        self, prompt: Iterable[Prompt], **settings: Unpack[Settings]
    ) -> list[Result | None]: ...
    @per_call
    async def atry_prompt(
        self, prompt: Prompt | Iterable[Prompt], **settings: Unpack[Settings]
    ) -> Result | list[Result | None] | None:
        """As `aprompt`, but None where an item failed, or is no prompt.

        Raises:
            InputError: When a single prompt has the wrong shape, or this is no sequence of prompts;
                no call has been made then.
            FatalError: At once, when every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call, after what was under way has
                ended; `outcomes` has all results so far.
        """
        given, single = settings_of(settings), inputs.is_one(prompt)
        if single:
            items: Sequence[Item | InputError] = [
                self._engine.item(inputs.asked(prompt, settings=given))
            ]
        else:
            items = self._items(prompt, given)
        values = [one.value for one in await self._many(items, unchanged)]
        return values[0] if single else values

    @overload
    async def aget_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response | Awaitable[Response], **settings: Unpack[Settings]
    ) -> Score: ...
    @overload
    async def aget_trustworthiness_score(
        self,
        prompt: Iterable[Prompt],
        response: Iterable[Response],
        **settings: Unpack[Settings],
    ) -> list[Score]: ...
    @per_call
    async def aget_trustworthiness_score(
        self,
        prompt: Prompt | Iterable[Prompt],
        response: Response | Awaitable[Response] | Iterable[Response],
        **settings: Unpack[Settings],
    ) -> Score | list[Score]:
        """Score an answer that exists already, from any model or person.

        Args:
            prompt: The question or chat, or a sequence of them.
            response: The answer, or as many answers: texts, objects of a vendor's SDK, or
                of `Completion`, which may bring token log-probabilities along. A single one that is
                still being written may be a future: samples are drawn meanwhile.

        Returns:
            A score, or scores in order.

        Raises:
            InputError: When an input has the wrong shape; no call has been made then.
            ScoreUnavailable: When no signal could be computed for a single item.
            FatalError: At once, when every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call, after what was under way has
                ended; `outcomes` has all results so far.
            BatchError: When items of a sequence failed, with every outcome.
        """
        items = self._given(prompt, response, settings_of(settings))
        if isinstance(items, Item):
            return self._score(await self._one(items))
        return _unpack(await self._many(inputs.all_right(items), self._score))

    @overload
    async def atry_get_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response, **settings: Unpack[Settings]
    ) -> Score | None: ...
    @overload
    async def atry_get_trustworthiness_score(
        self,
        prompt: Iterable[Prompt],
        response: Iterable[Response],
        **settings: Unpack[Settings],
    ) -> list[Score | None]: ...
    @per_call
    async def atry_get_trustworthiness_score(
        self,
        prompt: Prompt | Iterable[Prompt],
        response: Response | Iterable[Response],
        **settings: Unpack[Settings],
    ) -> Score | list[Score | None] | None:
        """As `aget_trustworthiness_score`, but None where an item failed, or is none.

        Raises:
            InputError: When a single input has the wrong shape, or there are no sequences of equal
                length; no call has been made then.
            FatalError: At once, when every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call, after what was under way has
                ended; `outcomes` has all results so far.
        """
        items = self._given(prompt, response, settings_of(settings))
        several: Sequence[Item | InputError] = [items] if isinstance(items, Item) else items
        values = [one.value for one in await self._many(several, self._score)]
        return values[0] if isinstance(items, Item) else values

    async def ascore(self, response: VendorResponse, /, **create_kwargs: Any) -> Score:  # noqa: ANN401  (the vendor's)
        """Score the response of a vendor's SDK, by the keywords that it was asked with.

        ::

            asked = {"model": "gpt-4.1-mini", "messages": [...]}
            score = await tlm.ascore(await client.chat.completions.create(**asked), **asked)

        Its text, calls of tools, refusal, the reason why it ended and its token log-probabilities
        are read; of several choices the first.

        Args:
            response: An object of the SDKs of OpenAI, Anthropic or Google, of litellm, LangChain,
                LlamaIndex or pydantic-ai, or its `model_dump()`.
            create_kwargs: The vendor's own keywords, as the call had them. What was asked is read;
                how tokens are drawn, and transport, is ignored. Settings of a `Question` that no
                vendor has are taken too.

        Raises:
            InputError: When the response is none that is known, tells of an error, or nothing says
                what was asked; no call has been made then.
            OptionError: When a keyword is unknown, or leaves open what was asked.
            ScoreUnavailable: When no signal could be computed.
            FatalError: When every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call.
        """
        return self._score(await self._one(self._engine.item(*item_of(response, create_kwargs))))

    @per_call
    def amap(
        self,
        prompts: Iterable[Prompt] | AsyncIterable[Prompt],
        *,
        ordered: bool = True,
        **settings: Unpack[Settings],
    ) -> OutcomeStream[Result]:
        """Answer and score prompts as they come, however many.

        They are pulled one by one when there is room, so a generator of a million is fine; at most
        four times `max_concurrency` items are under way or waiting to be taken. ::

            async with TLM(...) as tlm:
                async for outcome in tlm.amap(read_prompts()):
                    ...  # outcome.index, outcome.value or outcome.error

        Args:
            prompts: Any iterable or async iterable. What it raises is raised in the loop, after
                the outcomes of the prompts before; what it gives that is no prompt has an
                `InputError` as its outcome.
            ordered: Whether outcomes come in the order of the prompts; else as completed.

        Returns:
            A stream of outcomes. Its loop raises `ClientStateError` when the client is not entered,
            and `FatalError` when every further call would fail alike. `BudgetExceeded` is raised
            after the outcomes of all items that were under way.

        Raises:
            InputError: When this is one prompt, or nothing that gives prompts.
        """
        self._lifetime.check_open()
        inputs.check_source(prompts)
        item = partial(self._item, settings=settings_of(settings))
        return self._engine.stream(prompts, item, ordered=ordered)

    @per_call
    def astream(
        self, prompt: Prompt, *, scored: bool = True, **settings: Unpack[Settings]
    ) -> AnswerStream:
        """Answer and score one prompt, and tell of the answer while it is written.

        Its text comes first, its score when the loop has ended::

            async with tlm.astream("Who wrote Faust?") as stream:
                async for text in stream:
                    print(text, end="", flush=True)
            print(stream.result.trustworthiness_score)

        A model that cannot stream gives its answer in one piece, as the cache does. After the first
        piece nothing is tried again: an error ends the loop.

        Args:
            prompt: A question or a chat.
            scored: False for the answer alone: no call is made for a score, and there is none.

        Raises:
            InputError: When the prompt has the wrong shape, or the preset chooses among several
                answers; no call has been made then.
        """
        return AnswerStream(self._streaming(prompt, settings_of(settings), scored=scored))

    @sync_of(astream)
    def stream(
        self, prompt: Prompt, *, scored: bool = True, **settings: Unpack[Settings]
    ) -> SyncAnswerStream:
        """Run `astream` for sync code: `with` and `for` instead of `async with` and `async for`."""
        run = self._streaming(prompt, settings_of(settings), scored=scored)
        return SyncAnswerStream(run, self._bridge, self._engine.runtimes.group)

    @overload
    def prompt(self, prompt: Prompt, **settings: Unpack[Settings]) -> Result: ...  # type: ignore[overload-overlap]
    @overload
    def prompt(self, prompt: Iterable[Prompt], **settings: Unpack[Settings]) -> list[Result]: ...
    @sync_of(aprompt)
    def prompt(
        self, prompt: Prompt | Iterable[Prompt], **settings: Unpack[Settings]
    ) -> Result | list[Result]:
        """Run `aprompt` for sync code."""
        return self._run(partial(self.aprompt, prompt, **settings))

    @overload
    def try_prompt(self, prompt: Prompt, **settings: Unpack[Settings]) -> Result | None: ...  # type: ignore[overload-overlap]
    @overload
    def try_prompt(
        self, prompt: Iterable[Prompt], **settings: Unpack[Settings]
    ) -> list[Result | None]: ...
    @sync_of(atry_prompt)
    def try_prompt(
        self, prompt: Prompt | Iterable[Prompt], **settings: Unpack[Settings]
    ) -> Result | list[Result | None] | None:
        """Run `atry_prompt` for sync code."""
        return self._run(partial(self.atry_prompt, prompt, **settings))

    @overload
    def get_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response, **settings: Unpack[Settings]
    ) -> Score: ...
    @overload
    def get_trustworthiness_score(
        self,
        prompt: Iterable[Prompt],
        response: Iterable[Response],
        **settings: Unpack[Settings],
    ) -> list[Score]: ...
    @sync_of(aget_trustworthiness_score)
    def get_trustworthiness_score(
        self,
        prompt: Prompt | Iterable[Prompt],
        response: Response | Iterable[Response],
        **settings: Unpack[Settings],
    ) -> Score | list[Score]:
        """Run `aget_trustworthiness_score` for sync code."""
        return self._run(partial(self.aget_trustworthiness_score, prompt, response, **settings))

    @overload
    def try_get_trustworthiness_score(  # type: ignore[overload-overlap]
        self, prompt: Prompt, response: Response, **settings: Unpack[Settings]
    ) -> Score | None: ...
    @overload
    def try_get_trustworthiness_score(
        self,
        prompt: Iterable[Prompt],
        response: Iterable[Response],
        **settings: Unpack[Settings],
    ) -> list[Score | None]: ...
    @sync_of(atry_get_trustworthiness_score)
    def try_get_trustworthiness_score(
        self,
        prompt: Prompt | Iterable[Prompt],
        response: Response | Iterable[Response],
        **settings: Unpack[Settings],
    ) -> Score | list[Score | None] | None:
        """Run `atry_get_trustworthiness_score` for sync code."""
        return self._run(partial(self.atry_get_trustworthiness_score, prompt, response, **settings))

    @sync_of(ascore)
    def score(self, response: VendorResponse, /, **create_kwargs: Any) -> Score:  # noqa: ANN401  (the vendor's)
        """Run `ascore` for sync code."""
        return self._run(partial(self.ascore, response, **create_kwargs))

    @overload
    async def aexplain(self, result: Result | Score) -> str: ...
    @overload
    async def aexplain(self, result: Iterable[Result | Score]) -> list[str]: ...
    async def aexplain(self, result: Result | Score | Iterable[Result | Score]) -> str | list[str]:
        """Say why answers are trusted as far as they are, in words for people.

        A result with evidence, `TLM(options={"log": ["evidence"]})`, takes one call of the judge's
        model at most, and none where reasons were recorded; one without evidence takes none.

        Args:
            result: A result or a score, or a sequence of them.

        Returns:
            A text, or texts in order.

        Raises:
            InputError: When one of them is something else.
            FatalError: When every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call; `outcomes` has the others.
        """
        self._lifetime.check_open()
        single = isinstance(result, Result | Score)
        results = inputs.each_result([result] if single else result)
        texts = _unpack(await self._engine.explain(results))
        return texts[0] if single else texts

    @overload
    def explain(self, result: Result | Score) -> str: ...
    @overload
    def explain(self, result: Iterable[Result | Score]) -> list[str]: ...
    @sync_of(aexplain)
    def explain(self, result: Result | Score | Iterable[Result | Score]) -> str | list[str]:
        """Run `aexplain` for sync code."""
        return self._run(partial(self.aexplain, result))

    def rescore(self, evidence: Evidence, preset: QualityPreset | None = None) -> Result:
        """Score recorded evidence again, without a call.

        Args:
            evidence: What an earlier result or a recording holds.
            preset: Another preset than the client's own, to be taken as it is.

        Raises:
            InputError: When it is no evidence.
            ScoreUnavailable: When the evidence holds no answer.
        """
        inputs.check_evidence(evidence)
        chosen = None if preset is None else resolve_preset(preset)
        result = self._engine.rescore(evidence, chosen)
        if result is None:
            msg = "the evidence holds no answer that could be scored"
            raise ScoreUnavailable(msg)
        return result

    def offline(self, share: float = 1.0) -> OfflineCalls:
        """What runs items of this client whose calls travel in files, and not one by one.

        Args:
            share: Of the usual prices, in (0, 1], what such calls cost.

        Raises:
            ConfigurationError: When a setting of this client needs calls to be made at once, or the
                share is out of its range.
        """
        self._lifetime.check_open()
        return OfflineCalls(self._engine, share)

    def run(self, function: Callable[[], Awaitable[T]]) -> T:
        """Await an async function of yours where the sync methods run, and share their connections.

        Args:
            function: Without arguments; `functools.partial` binds them. It may await the methods of
                this client.

        Raises:
            InputError: When it is no function, or what it gives cannot be awaited.
            ClientStateError: When the client has been closed, or this is called from code that
                runs there itself.
        """
        return self._run(inputs.awaited(function))

    def waits_for(self) -> str:
        """What the calls in this event loop wait for, in words that follow "waiting for".

        It is empty where there are none, and where the client is not entered.
        """
        return self._engine.runtimes.waits_for()

    def __reduce__(self) -> Never:
        """Refuse to be pickled or copied: connections, a budget and a thread are of one process."""
        raise TypeError(
            "a client can be neither pickled nor copied; make one in each process, where it is "
            "used, and another preset by `with_preset`"
        )

    def close(self) -> None:
        """End what sync methods started. Idempotent; `with` calls it."""
        self._bridge.close()

    async def __aenter__(self) -> Self:
        self._lifetime.enter()
        try:
            await self._entered.enter_async_context(self._engine.runtimes.open())
        except BaseException:  # raised again
            self._leave()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        try:
            return await self._entered.__aexit__(kind, error, traceback)
        finally:
            self._leave()

    def __enter__(self) -> Self:
        self._lifetime.enter()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        self._lifetime.leave()
        self.close()

    def _configured(self, preset: QualityPreset) -> Preset:
        """A preset with the client's witnesses, and with the options applied."""
        return self._options.applied(with_witnesses(resolve_preset(preset), self._witnesses))

    def _run(self, function: Callable[[], Awaitable[T]]) -> T:
        self._lifetime.check_open()
        return self._bridge.run(function)

    def _given(
        self, prompt: object, response: object, settings: Question | None
    ) -> Item | list[Item | InputError]:
        if inputs.is_one(prompt):
            asked = inputs.asked(prompt, settings=settings)
            return self._engine.item(asked, inputs.coming(response))
        pairs = inputs.each_pair(prompt, response, settings)
        return inputs.each_made(pairs, lambda pair: self._engine.item(*pair))

    def _items(self, prompts: object, settings: Question | None) -> list[Item | InputError]:
        """The item of each of several prompts, or what is wrong with it."""
        return inputs.each_made(inputs.each_asked(prompts, settings), self._engine.item)

    def _item(self, prompt: object, settings: Question | None) -> Item:
        return self._engine.item(inputs.asked(prompt, settings=settings))

    def _streaming(self, prompt: object, settings: Question | None, *, scored: bool) -> RunItem:
        """What runs the item of a prompt whose answer is streamed."""
        self._lifetime.check_open()
        checks.flag.check("scored", scored, InputError)
        check_one_candidate(self._preset)
        item = self._item(prompt, settings)
        return partial(self._engine.one, item if scored else evolve(item, scored=False))

    def _score(self, result: Result) -> Score:
        return score_of(result, self._preset)

    async def _one(self, item: Item) -> Result:
        self._lifetime.check_open()
        return await self._engine.one(item)

    async def _many(
        self, items: Sequence[Item | InputError], conclude_each: Callable[[Result], T]
    ) -> list[Outcome[T]]:
        self._lifetime.check_open()
        return await self._engine.many(items, _right, conclude_each)


def _right(item: Item | InputError) -> Item:
    """The item, unless something is wrong with it: then that is its outcome."""
    if isinstance(item, InputError):
        raise item
    return item


def _unpack(outcomes: list[Outcome[T]]) -> list[T]:
    values = [one.value for one in outcomes if one.value is not None]
    if len(values) < len(outcomes):
        raise BatchError(outcomes)
    return values
