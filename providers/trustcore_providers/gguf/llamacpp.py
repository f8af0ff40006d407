"""xllamacpp, which runs llama.cpp in this process: how a model is loaded with it."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from attrs import frozen

from trustcore import ConfigurationError
from trustcore_providers._extras import need

MODULE = "xllamacpp"
_SILENT, _ERRORS = -1, 1
"""How much llama.cpp writes to standard error: nothing, or why it failed."""

_PIECE = 2**20
_READ_AHEAD = 4 * 2**30
"""Bytes up to which a file is read ahead."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_LONGEST_ACTION = 256
"""Bytes that are enough for a `struct sigaction` of any system."""


@frozen
class Settings:
    """What a model is loaded with; equal settings share it.

    Attributes:
        path: Its file.
        slots: How many completions it writes at once.
        context: Tokens of each, those of the prompt included.
        threads: Threads that compute; None for what llama.cpp takes.
        gpu_layers: Layers on the GPU; None for what llama.cpp takes.
        pools: Whether the file says how an embedding is made of its tokens.
        writes: Whether it writes text; else it embeds texts alone.
    """

    path: Path
    slots: int
    context: int
    threads: int | None
    gpu_layers: int | None
    pools: bool
    writes: bool


class LlamaServer(Protocol):
    """A loaded model, as xllamacpp has it. Any number of threads may call it at once."""

    def handle_chat_completions(self, body: bytes, receive: Callable[[bytes], bool], /) -> object:
        """Take a request of OpenAI's chat completions; `receive` gets each event, True ends it."""

    def handle_embeddings(self, body: bytes, /) -> bytes:
        """Take a request of OpenAI's embeddings."""


Load = Callable[[Settings], LlamaServer]
"""Loads a model. It blocks."""


def load_with_llamacpp(settings: Settings) -> LlamaServer:
    """Load a model with xllamacpp. One thread at a time may.

    It holds Python's lock meanwhile, so the file is read ahead, where others can go on.

    Raises:
        ConfigurationError: When xllamacpp is not installed, or cannot load the model.
    """
    library: Any = need(MODULE, extra="gguf")
    _read_ahead(settings.path)
    try:
        return _server(library, settings, _SILENT)
    except (RuntimeError, ValueError):
        pass
    try:  # once more, for llama.cpp to say why on standard error; nothing is served by it
        return _server(library, settings, _ERRORS)
    except (RuntimeError, ValueError) as error:
        raise ConfigurationError(
            f"xllamacpp {library.__version__} cannot load {settings.path}; llama.cpp said why on "
            "standard error. A newer xllamacpp knows more kinds of models (pip install -U "
            f"xllamacpp); where memory is short, take fewer slots than {settings.slots}, or less "
            f"context than {settings.context} tokens"
        ) from error


def _read_ahead(path: Path) -> None:
    """Bring a file into the system's cache, without Python's lock."""
    buffer = bytearray(_PIECE)
    with path.open("rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size <= _READ_AHEAD:
            while file.readinto(buffer):
                pass


def _server(library: Any, settings: Settings, verbosity: int) -> LlamaServer:  # noqa: ANN401  (xllamacpp has no types)
    with ExitStack() as stack:
        parameters = _parameters(library, settings)
        parameters.verbosity = verbosity
        if os.name == "posix":
            parameters.hostnames = [stack.enter_context(_private_socket())]
            stack.enter_context(_kept_signals())
        server = library.Server(parameters)
    # One that is closed before its loop has begun waits for it for ever: this waits for the loop.
    server.handle_metrics()
    loaded: LlamaServer = server
    return loaded


def _parameters(library: Any, settings: Settings) -> Any:  # noqa: ANN401  (as above)
    found = library.CommonParams()
    found.model.path = str(settings.path)
    found.n_parallel = settings.slots
    found.n_ctx = settings.slots * settings.context
    found.embedding = True  # besides texts: completions are the same
    if not settings.pools:
        found.pooling_type = library.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    if not settings.writes:  # it sees a text as a whole
        found.n_batch = found.n_ubatch = settings.context
    if settings.threads is not None:
        found.cpuparams.n_threads = found.cpuparams_batch.n_threads = settings.threads
    if settings.gpu_layers is not None:
        found.n_gpu_layers = settings.gpu_layers
    found.fit_params = settings.gpu_layers is None and _has_gpu(library)
    found.warmup = False  # it would hold Python's lock
    found.cache_ram_mib = 0  # the slots keep what they read last; by default it takes 8 GiB more
    # The library always listens. Nobody gets in: see also the private socket.
    found.api_keys = [secrets.token_hex(32)]
    found.n_threads_http = 1
    found.ui = found.endpoint_slots = False
    found.endpoint_metrics = True  # see _server
    return found


def _has_gpu(library: Any) -> bool:  # noqa: ANN401  (as above)
    cpu = library.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU
    return any(one["type"] != cpu for one in library.get_device_info())


@contextmanager
def _private_socket() -> Iterator[str]:
    """A place for a Unix socket that nobody else can reach, and at the end nobody at all."""
    with TemporaryDirectory(prefix="trustcore-") as folder:
        yield str(Path(folder) / "llama.sock")


@contextmanager
def _kept_signals() -> Iterator[None]:
    """Keep this process's way with Ctrl-C and SIGTERM, which the library replaces by its own."""
    libc = ctypes.CDLL(None)
    before = [(one, ctypes.create_string_buffer(_LONGEST_ACTION)) for one in _SIGNALS]
    for number, action in before:
        libc.sigaction(int(number), None, action)
    try:
        yield
    finally:
        for number, action in before:
            libc.sigaction(int(number), action, None)


def return_memory() -> None:
    """Give the system back what was freed: of a model's vocabulary that is tens of megabytes."""
    if os.name == "posix":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc
        if trim is not None:
            trim(0)


def leave_to_parent(server: LlamaServer) -> None:
    """Keep a forked process from closing its parent's model, whose threads it does not have."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(server))


def end_without_library() -> None:
    """Let a forked process end without the library's own ending.

    That waits for a thread of the parent's, for ever. What Python does at its end is done before.
    """
    if MODULE not in sys.modules or os.name != "posix":
        return
    libc = ctypes.CDLL(None)
    if hasattr(libc, "on_exit"):  # glibc
        libc.on_exit(ctypes.cast(libc._exit, ctypes.c_void_p), None)  # noqa: SLF001  (its name in C)
