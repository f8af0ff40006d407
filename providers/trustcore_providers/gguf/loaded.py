"""The models that are loaded in this process: one for all who have the same settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Lock

from anyio import CancelScope, CapacityLimiter, to_thread
from attrs import define, field

from trustcore import forks
from trustcore.errors import ClientStateError
from trustcore_providers.gguf.llamacpp import (
    LlamaServer,
    Load,
    Settings,
    end_without_library,
    leave_to_parent,
    return_memory,
)

_FORKED = (
    "this process was forked while a GGUF model was loaded, whose threads stayed behind: llama.cpp "
    "cannot be used here. Start processes another way, multiprocessing.get_context('spawn') for "
    "one, or fork before the first model is used, or after the last client was closed"
)


@define(eq=False)
class LoadedModel:
    """A model that some sessions of this process have open.

    Attributes:
        settings: What it is loaded with.
        load: What loads it.
        users: How many have it open.
    """

    settings: Settings
    load: Load
    users: int = 0
    _lock: Lock = field(factory=Lock)
    _server: LlamaServer | None = None
    _closed: str = ""

    def ensure(self, loading: Lock) -> None:
        """Load it unless it is. Blocks.

        Args:
            loading: Is held while a model is loaded.
        """
        with self._lock:
            if self._server is None:
                with loading:
                    self._server = self.load(self.settings)

    @property
    def server(self) -> LlamaServer:
        """What answers. Whoever calls it keeps it until the call has ended.

        Raises:
            ClientStateError: When it has been closed, or belongs to the parent process.
        """
        if self._server is None:
            raise ClientStateError(self._closed or "the model has been closed")
        return self._server

    def close(self) -> None:
        """Let the model go. Blocks until its threads have ended, if it is in no call."""
        self._server = None
        return_memory()

    def after_fork(self) -> None:
        """Leave the model to the process that this one was forked from."""
        if self._server is not None:
            leave_to_parent(self._server)
        self._server = None
        self._closed = _FORKED


class LoadedModels:
    """The table of the models that are loaded, for all event loops."""

    def __init__(self) -> None:
        self._models: dict[tuple[Settings, Load], LoadedModel] = {}
        self._lock = forks.brief_lock()
        self._loading = Lock()
        self._forked = False
        forks.register(self)

    def __len__(self) -> int:
        return len(self._models)

    def after_fork(self) -> None:
        """Leave what is loaded to the parent, in a child.

        With it the library has threads for all models, which a child waits for at the end of its
        own: there are none for this process then.
        """
        self._forked = self._forked or bool(self._models)
        for model in self._models.values():
            model.after_fork()
        self._models = {}
        self._loading = Lock()
        end_without_library()

    @asynccontextmanager
    async def held(self, settings: Settings, load: Load) -> AsyncIterator[LoadedModel]:
        """Keep a model loaded; the last who leaves closes it.

        Raises:
            ConfigurationError: When it cannot be loaded.
            ClientStateError: In a process that was forked while one was loaded.
        """
        if self._forked:
            raise ClientStateError(_FORKED)
        with self._lock:
            model = self._models.setdefault((settings, load), LoadedModel(settings, load))
            model.users += 1
        try:
            await _in_thread(lambda: model.ensure(self._loading))
            yield model
        finally:
            if self._left(model):
                with CancelScope(shield=True):
                    await _in_thread(model.close)

    def _left(self, model: LoadedModel) -> bool:
        """Note that somebody has left a model; whether it was the last."""
        with self._lock:
            model.users -= 1
            if model.users:
                return False
            self._models.pop((model.settings, model.load), None)
            return True


async def _in_thread(work: Callable[[], None]) -> None:
    """Work in a thread that no web framework can use up."""
    await to_thread.run_sync(work, limiter=CapacityLimiter(1))


LOADED = LoadedModels()
"""Those of this process."""
