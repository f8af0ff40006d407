"""The provider of the embedded models, and its session. Light: numpy comes with the first call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from anyio import CapacityLimiter, from_thread, to_thread
from anyio.from_thread import check_cancelled
from anyio.lowlevel import RunVar
from attrs import evolve, field, frozen

from trustcore import ConfigurationError, Message, Reply, Request, TokenLogprobs
from trustcore.plugins.protocols import Feature, Receive
from trustcore.suggest import unknown
from trustcore_providers._extras import must_be_installed
from trustcore_providers.capabilities import Capabilities, capabilities_of
from trustcore_providers.embedded.bundled import (
    FILES,
    MODELS,
    folder_of,
    identity_of,
    language_model,
)

T = TypeVar("T")

_WORKER: RunVar[CapacityLimiter] = RunVar("the worker of trustcore's embedded models")


@frozen
class Embedded:
    """A small language model that comes along and runs in this process: no key, no network.

    It is there to try things and to test with. It knows sums, products of small numbers,
    comparisons and the solar system, and little else; what it does not know it often makes up.

    Args:
        model: Its name, "primer".
        folder: A folder of your own with `config.json`, `tokenizer.json` and `model.safetensors`;
            then the name may be any.

    Raises:
        ConfigurationError: When there is no such model, a file of it is missing, or what it is
            computed with is not installed.
    """

    needs: ClassVar[tuple[str, ...]] = ("numpy", "threadpoolctl")
    """The modules that it computes with."""

    name: str = field(default="primer", alias="model")
    folder: Path = field(kw_only=True, converter=Path)

    @folder.default
    def _folder(self) -> Path:
        if self.name not in MODELS:
            raise ConfigurationError(unknown("embedded model", str(self.name), MODELS))
        return folder_of(self.name)

    def __attrs_post_init__(self) -> None:
        for module in self.needs:
            must_be_installed(module, extra="embedded")
        missing = [name for name in FILES if not (self.folder / name).is_file()]
        if missing:
            raise ConfigurationError(
                f"the folder of {self.model} has no {' and no '.join(missing)}"
            )

    @property
    def model(self) -> str:
        return f"embedded/{self.name}"

    @property
    def endpoint(self) -> str:
        """What tells these weights from others."""
        return f"sha256:{identity_of(self.folder)}"

    def supports(self, feature: Feature, /) -> bool:
        return self._known.supports(feature)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[EmbeddedSession]:
        yield EmbeddedSession(self.folder, self._known)

    @property
    def _known(self) -> Capabilities:
        return capabilities_of("embedded", self.name)


class EmbeddedSession:
    """An open `Embedded`. All sessions of an event loop share one worker thread."""

    def __init__(self, folder: Path, known: Capabilities) -> None:
        self._folder = folder
        self._known = known

    async def complete(self, request: Request, /) -> Reply:
        """Write as many completions as are wanted.

        Raises:
            ContextLengthError: When the prompt leaves no room for a reply.
        """
        return await _in_worker(self._reply, request)

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        """Write one completion, and tell of its text while it is written: a word at a time.

        Raises:
            ContextLengthError: When the prompt leaves no room for a reply.
            EmptyReplyError: When the completion has no text.
        """

        def tell(piece: str) -> None:
            from_thread.run_sync(receive, piece)

        return await _in_worker(self._reply, request, tell)

    async def score(
        self, messages: Sequence[Message], text: str, /, *, top: int = 0
    ) -> TokenLogprobs:
        """The log-probabilities of a text as the reply to a chat, whoever wrote it.

        Args:
            messages: The chat.
            text: The reply.
            top: How many alternatives to each token are wanted, at most 20.

        Raises:
            ContextLengthError: When chat and text are longer than the model can read.
        """
        return await _in_worker(self._score, messages, text, top)

    def _reply(self, request: Request, receive: Receive | None = None) -> Reply:
        return language_model(self._folder).reply(self._fit(request), check_cancelled, receive)

    def _score(self, messages: Sequence[Message], text: str, top: int) -> TokenLogprobs:
        most = min(top, self._known.max_top_logprobs)
        return language_model(self._folder).score(messages, text, most, check_cancelled)

    def _fit(self, request: Request) -> Request:
        known, top = self._known, request.logprobs
        return evolve(
            request,
            max_tokens=known.limit(request.max_tokens) or known.max_output,
            logprobs=None if top is None else min(top, known.max_top_logprobs),
        )


async def _in_worker(work: Callable[..., T], *arguments: Any) -> T:  # noqa: ANN401  (the work's own)
    """Work in a thread, one piece at a time; a cancelled one stops at its next checkpoint."""
    try:
        limiter = _WORKER.get()
    except LookupError:
        limiter = CapacityLimiter(1)
        _WORKER.set(limiter)
    return await to_thread.run_sync(work, *arguments, limiter=limiter)
