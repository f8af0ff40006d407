"""The models that come along, each read once per process."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from trustcore import forks

if TYPE_CHECKING:
    from trustcore_providers.embedded.language_model import LanguageModel

MODELS = ("primer",)
FILES = ("config.json", "model.safetensors", "tokenizer.json")


class _Reading:
    """The lock of who reads a model; a new one in a forked process, where nobody reads yet."""

    def __init__(self) -> None:
        self.lock = Lock()
        forks.register(self)

    def after_fork(self) -> None:
        self.lock = Lock()


_READING = _Reading()


def folder_of(name: str) -> Path:
    """Where the files of a model that comes along are."""
    return Path(__file__).with_name(name)


def language_model(folder: Path) -> LanguageModel:
    """The model of a folder; whoever asks first reads it, the others wait."""
    with _READING.lock:
        return _read(folder)


@cache
def identity_of(folder: Path) -> str:
    """A hash of the files of a model."""
    found = sha256()
    for name in FILES:
        found.update(sha256((folder / name).read_bytes()).digest())
    return found.hexdigest()


@cache
def _read(folder: Path) -> LanguageModel:
    from trustcore_providers.embedded.language_model import LanguageModel  # noqa: PLC0415  (numpy)

    return LanguageModel.read(folder)
