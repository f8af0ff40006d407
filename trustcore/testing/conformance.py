"""One suite that every provider passes, whoever wrote it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, get_args

import anyio
from attrs import evolve, field, frozen

from trustcore.calls.streamed_text import said_in
from trustcore.errors import ParameterRefusedError, TrustcoreError
from trustcore.ledger.terms import Limited
from trustcore.plugins.contracts import check_session
from trustcore.plugins.protocols import (
    EmbeddingSession,
    Feature,
    Provider,
    Receive,
    Session,
    StreamingSession,
)
from trustcore.plugins.provider_attributes import credential_of
from trustcore.records.chat import Completion, Embedding, Message, Missing, Reply, Request
from trustcore.testing.sound import Violations, completion_faults, usage_faults

_QUESTION = "What is the capital of France? One word."
_MAX_TOKENS = 64
_DRAWS = 3
_TOP = 2


class ConformanceError(AssertionError):
    """A plug-in breaks the contract.

    Attributes:
        violations: One sentence for each thing that is wrong.
    """

    def __init__(self, model: str, violations: Sequence[str], kind: str = "provider") -> None:
        super().__init__(model, violations, kind)
        self.model = model
        self.kind = kind
        self.violations = tuple(violations)

    def __str__(self) -> str:
        lines = "".join(f"\n  - {one}" for one in self.violations)
        contract = f"{self.model} breaks the contract of a {self.kind}"
        return f"{contract} in {len(self.violations)} ways:{lines}"


async def check_provider(
    provider: Provider,
    *,
    twin: Provider | None = None,
    failing: Provider | None = None,
    secrets: Sequence[str] = (),
    question: str = _QUESTION,
) -> None:
    """Try a provider as the engine uses it: about ten calls, best against an endpoint of your own.

    Checked are: name, equality and hash; what it says besides (`endpoint`, `max_n`, `account`,
    `credential`, `token_limit`), if it does; that it can be opened twice, also at the same time;
    single and several draws; the shape of log-probabilities and of embeddings; that the pieces of a
    stream make the text of its reply; token counts; that requests stay as they are; that errors are
    ours and show no secret; that a cancelled call leaves nothing behind.

    Args:
        provider: The provider.
        twin: Another one made with the same arguments, which must be equal.
        failing: One whose calls all fail, for example against an endpoint that answers 500.
        secrets: Texts that no repr and no message may hold, for example the key.
        question: What is asked.

    Raises:
        ConformanceError: With everything that is wrong.
    """
    request = Request((Message("user", question),), max_tokens=_MAX_TOKENS)
    found: Violations = [
        *_identity(provider, twin),
        *_shown(provider, secrets),
        *_extras(provider, secrets),
    ]
    trials: list[Callable[[], Awaitable[Violations]]] = [
        _Trial(provider, request).once,
        _Trial(provider, request).at_the_same_time,
        _Trial(provider, request).draws,
        _Trial(provider, request).logprobs,
        _Trial(provider, request).embeddings,
        _Trial(provider, request).streams,
        _Trial(provider, request).cancelled,
    ]
    if failing is not None:
        trials.append(_Trial(failing, request, tuple(secrets)).fails)
    for trial in trials:
        found += await _isolated(trial, secrets)
    if found:
        raise ConformanceError(
            str(getattr(provider, "model", provider)), list(dict.fromkeys(found))
        )


async def call(session: Session, request: Request) -> Reply:
    """Make a call of an open provider as the engine does, but for retries that wait.

    Args:
        session: From `provider.open()`.
        request: What is asked.

    Returns:
        The reply, after requests that taught the session to leave a parameter out.

    Raises:
        ProviderError: When the call failed.
    """
    for _ in range(ParameterRefusedError.at_once):
        try:
            return await session.complete(request)
        except ParameterRefusedError:
            pass
    return await session.complete(request)


async def _isolated(
    trial: Callable[[], Awaitable[Violations]], secrets: Sequence[str]
) -> Violations:
    try:
        return await trial()
    except Exception as error:  # noqa: BLE001  (whatever a stranger's provider raises is a finding)
        name = getattr(trial, "__name__", "trial").replace("_", " ")
        said = f"{name}: it raised {type(error).__name__}: {error}"
        for secret in secrets:
            said = said.replace(secret, "***")
        return [said]


def _identity(provider: Provider, twin: Provider | None) -> Violations:
    found: Violations = []
    if not isinstance(provider, Provider):
        found.append("it lacks one of `model`, `supports` and `open`")  # type: ignore[unreachable]
    if "/" not in str(provider.model):
        found.append('`model` must be a string like "provider/model"')
    for feature in get_args(Feature):
        if not isinstance(provider.supports(feature), bool):
            found.append(f"`supports({feature!r})` must be True or False")
    try:
        hash(provider)
    except TypeError:
        return [*found, "it cannot be hashed, so it cannot have an actor"]
    if twin is not None and (twin != provider or hash(twin) != hash(provider)):
        found.append("two of the same arguments are not equal, so they would not share limits")
    return found


def _extras(provider: Provider, secrets: Sequence[str]) -> Violations:
    """What a provider may say besides, if it says it."""
    found: Violations = []
    endpoint, most = (getattr(provider, name, None) for name in ("endpoint", "max_n"))
    if not isinstance(endpoint, str | None):
        found.append("`endpoint` must be a URL or None")
    elif any(secret in (endpoint or "") for secret in secrets):
        found.append("`endpoint` shows a secret")
    if most is not None and (type(most) is not int or most < 1):
        found.append("`max_n` must be a whole number from 1, or None")
    try:
        hash(getattr(provider, "account", None))
    except TypeError:
        found.append("`account` must be something that can be hashed")
    if getattr(provider, "credential", None) is not None and credential_of(provider) is None:
        found.append("`credential` must be a Secret, a text, bytes, or a tuple of these and None")
    if isinstance(provider, Limited):
        limits = [provider.token_limit(one) for one in (None, _MAX_TOKENS)]
        if not all(one is None or type(one) is int for one in limits):
            found.append("`token_limit` must give a whole number or None")
        elif limits[1] is None or limits[1] < _MAX_TOKENS:
            found.append("`token_limit` must leave the answer what was asked for")
    return found


def _shown(thing: object, secrets: Sequence[str]) -> Violations:
    """Secrets are named by number: a report must not show them either."""
    texts = [repr(thing)]
    if isinstance(thing, BaseException):
        texts += [str(thing), *map(repr, thing.args)]
    return [
        f"the repr or message of {type(thing).__name__} shows secret {number}"
        for number, secret in enumerate(secrets)
        if any(secret in text for text in texts)
    ]


@frozen
class _Trial:
    provider: Provider
    request: Request
    secrets: tuple[str, ...] = field(default=(), repr=False)

    async def once(self) -> Violations:
        """Opened twice, one after the other."""
        found: Violations = []
        for _ in range(2):
            async with self.provider.open() as session:
                found += _reply_faults(await call(session, self.request), 1)
        return found

    async def at_the_same_time(self) -> Violations:
        """Two sessions, used crosswise and closed one before the other."""
        async with self.provider.open() as one:
            async with self.provider.open() as other:
                found = _reply_faults(await call(other, self.request), 1)
            found += _reply_faults(await call(one, self.request), 1)
        return found

    async def draws(self) -> Violations:
        """Several completions in one request, if it says that it can."""
        if not self.provider.supports("n"):
            return []
        return await self._complete(_DRAWS, n=_DRAWS)

    async def logprobs(self) -> Violations:
        """Log-probabilities, if it says that it has them."""
        if not self.provider.supports("logprobs"):
            return []
        return await self._complete(1, logprobs=_TOP)

    async def embeddings(self) -> Violations:
        """Embeddings, if it says that it has them."""
        if not self.provider.supports("embeddings"):
            return []
        async with self.provider.open() as session:
            if not isinstance(session, EmbeddingSession):
                return ['it supports "embeddings", but its session has no `embed`']
            reply = await session.embed(["one text", "another"])
        vectors = [one.vector for one in reply.items if isinstance(one, Embedding)]
        found = usage_faults(reply.usage)
        if len(vectors) != 2 or len(set(map(len, vectors))) != 1:
            found.append("two texts must get two embeddings of the same length")
        return found

    async def streams(self) -> Violations:
        """The pieces of a stream are the text of its reply, or how that begins."""
        async with self.provider.open() as session:
            check_session(session)
            if not isinstance(session, StreamingSession):
                return []
            told: list[str] = []
            reply = await call(_Streaming(session, told.append), self.request)
        found = _reply_faults(reply, 1)
        if not all(isinstance(piece, str) for piece in told):
            return [*found, "what `stream` tells of must be strings"]
        texts = [said_in(item) for item in reply.items if isinstance(item, Completion)]
        if not all(text.startswith("".join(told)) for text in texts):
            found.append("the pieces of a stream are not how the text of its reply begins")
        return found

    async def cancelled(self) -> Violations:
        """A call that is given up ends, and the session is of use afterwards."""
        before = len(anyio.get_running_tasks())
        async with self.provider.open() as session:
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as group:
                    group.start_soon(call, session, self.request)
                    await anyio.lowlevel.checkpoint()
                    scope.cancel()
            found = _reply_faults(await call(session, self.request), 1)
        await anyio.lowlevel.checkpoint()
        if len(anyio.get_running_tasks()) > before:
            found.append("tasks are left behind after a cancelled call")
        return found

    async def fails(self) -> Violations:
        """An endpoint's failure is an error of ours that shows no secret."""
        try:
            async with self.provider.open() as session:
                await call(session, self.request)
        except TrustcoreError as error:
            return _shown(error, self.secrets)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is not ours)
            return [f"a failure must be a ProviderError, not {type(error).__name__}"]
        return ["`failing` was to fail, but answered"]

    async def _complete(self, draws: int, **changes: Any) -> Violations:  # noqa: ANN401  (of a request)
        request = evolve(self.request, **changes)
        async with self.provider.open() as session:
            return _reply_faults(await call(session, request), draws)


@frozen
class _Streaming:
    """A session that is asked for streams where others are asked for replies."""

    session: StreamingSession
    receive: Receive

    async def complete(self, request: Request, /) -> Reply:
        return await self.session.stream(request, self.receive)


def _reply_faults(reply: object, draws: int) -> Violations:
    if not isinstance(reply, Reply):
        return [f"`complete` must return a Reply, not {type(reply).__name__}"]
    found = usage_faults(reply.usage)
    if not 1 <= len(reply.items) <= draws:
        found.append(f"a reply to {draws} draws has {len(reply.items)} items")
    for item in reply.items:
        if isinstance(item, Completion):
            found += completion_faults(item, _TOP)
        elif not isinstance(item, Missing):
            found.append(f"an item of a reply is a {type(item).__name__}")
    if not any(isinstance(item, Completion) for item in reply.items):
        found.append("a reply has no completion; raise EmptyReplyError then")
    return found
