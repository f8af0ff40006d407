"""The provider of models in GGUF files. Light: the library comes with the first call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from attrs import evolve, field, frozen

from trustcore import ConfigurationError
from trustcore.checks import whole
from trustcore.plugins.protocols import Feature
from trustcore.provider_kit import ErrorMaker, HttpSession
from trustcore_providers._extras import must_be_installed
from trustcore_providers._threads import WorkerThreads
from trustcore_providers.capabilities import Capabilities, capabilities_of
from trustcore_providers.gguf.header import Header, read_header
from trustcore_providers.gguf.llamacpp import MODULE, Load, Settings, load_with_llamacpp
from trustcore_providers.gguf.loaded import LOADED
from trustcore_providers.gguf.send import ModelSend
from trustcore_providers.gguf.wire import GgufWire

_CONTEXT = 4096
_LEAST_CONTEXT = 64
_MOST_SLOTS = 256
_MOST_THREADS = 512
_EMBEDS = Capabilities(
    logprobs=False, temperature=False, sampling=False, seed=False, schema=False, tools=False,
    images=False, embeddings=True,
)  # fmt: skip


def _path(value: object) -> Path:
    if not isinstance(value, str | Path) or not str(value).strip() or "\0" in str(value):
        raise ConfigurationError(
            'gguf: the model is the path of a .gguf file, as in "gguf//models/file.gguf" or '
            '"gguf/./file.gguf"'
        )
    try:
        path = Path(value).expanduser()
        return path.parent.resolve() / path.name  # the parts of a model are found by its name
    except (RuntimeError, OSError) as error:  # a user that there is not, links in a circle
        raise ConfigurationError(f"gguf: {value} is in a folder that is not there") from error


@frozen
class GGUF:
    """A language model in a GGUF file, run by llama.cpp in this process: no server, no key.

    The file is there already: nothing is downloaded. Who names the same file with the same options
    shares one model in memory, which is loaded with the first call and closed with the last client.

    Args:
        model: The path of the file, of the first where there are several.
        slots: How many completions the model writes at once, from 1 to 256; the others wait. Up to
            as many draws of a prompt are one request, which reads it once.
        context: Tokens of prompt and reply together, from 64 to what the model was made to read; by
            default 4,096, or that where it is less. Memory is taken for each slot.
        threads: Threads that compute, from 1 to 512; by default as many as there are cores.
        gpu_layers: Layers that a GPU computes, from 0, where xllamacpp was built for one; by
            default as many as fit.
        load: What loads the model, for tests.

    Raises:
        ConfigurationError: When there is no such file, it is no whole language model with a way to
            write chats, an option is out of range, or xllamacpp is not installed.
    """

    needs: ClassVar[tuple[str, ...]] = (MODULE,)
    """The module that runs llama.cpp."""

    path: Path = field(alias="model", converter=_path)
    slots: int = field(default=4, kw_only=True, validator=whole(1, _MOST_SLOTS).validator("gguf: "))
    context: int | None = field(
        default=None, kw_only=True, validator=whole(_LEAST_CONTEXT).or_none.validator("gguf: ")
    )
    threads: int | None = field(
        default=None, kw_only=True, validator=whole(1, _MOST_THREADS).or_none.validator("gguf: ")
    )
    gpu_layers: int | None = field(
        default=None, kw_only=True, validator=whole(0).or_none.validator("gguf: ")
    )
    load: Load = field(default=load_with_llamacpp, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        header = self._header
        if self.load is load_with_llamacpp:
            for module in self.needs:
                must_be_installed(module, extra="gguf")
        if header.writes and not header.has_template:
            raise ConfigurationError(
                f"{self.path} does not say how a chat is written (it has no chat template), as a "
                "model that was not taught to answer; take an instruct or chat model. llama.cpp's "
                'own server takes a template of yours (--chat-template), for "llamacpp/NAME"'
            )
        most = header.context
        if most is not None and self._context > most:
            raise ConfigurationError(
                f"gguf: context must be at most the {most:,} tokens that {self.path.name} was made "
                f"to read, not {self.context:,}"
            )

    @staticmethod
    def complete(begun: str) -> Iterator[str]:
        """The folders and .gguf files whose path begins like this."""
        folder, slash, name = begun.rpartition("/")
        for entry in sorted(Path(folder + slash or ".").expanduser().iterdir()):
            if entry.name.startswith(name) and (entry.is_dir() or entry.suffix == ".gguf"):
                yield f"{folder}{slash}{entry.name}{'/' if entry.is_dir() else ''}"

    @property
    def model(self) -> str:
        return f"gguf/{self.path.name}"

    @property
    def endpoint(self) -> str:
        """What tells this file from others, wherever it lies."""
        return f"sha256:{self._header.identity}"

    @property
    def max_n(self) -> int:
        """As many completions of one request as there are slots."""
        return self.slots

    def supports(self, feature: Feature, /) -> bool:
        return self._capabilities.supports(feature)

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        """The user's own limit: nothing is added to it."""
        return self._capabilities.limit(max_tokens)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[HttpSession]:
        wire = GgufWire(self.path.name, self._capabilities)
        async with LOADED.held(self._settings, self.load) as model:
            with WorkerThreads(self.model) as threads:
                send = ModelSend(model, threads, wire.join)
                yield HttpSession(wire, send, ErrorMaker(self.model))

    @cached_property
    def _header(self) -> Header:
        return read_header(self.path)

    @property
    def _capabilities(self) -> Capabilities:
        if not self._header.writes:
            return _EMBEDS
        known = capabilities_of("gguf", self.path.name)
        return evolve(known, n=self.slots > 1)

    @property
    def _context(self) -> int:
        most = self._header.context
        if self.context is not None:
            return self.context
        return _CONTEXT if most is None else min(_CONTEXT, most)

    @property
    def _settings(self) -> Settings:
        return Settings(
            self.path,
            self.slots,
            self._context,
            self.threads,
            self.gpu_layers,
            pools=self._header.pools,
            writes=self._header.writes,
        )
