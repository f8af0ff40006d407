from __future__ import annotations

from collections.abc import Iterator

import pytest

from trustcore import register_provider
from trustcore.plugins.registry import providers
from trustcore.testing import ScriptedProvider


class Named:
    """The provider "scripted": keeps the arguments it was made with, by model."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, object]] = {}

    def __call__(self, model: str, **connection: object) -> ScriptedProvider:
        self.made[model] = connection
        return ScriptedProvider("true", name=f"scripted/{model}")


@pytest.fixture
def named() -> Iterator[Named]:
    factory = Named()
    register_provider("scripted")(factory)
    yield factory
    del providers._registered["scripted"]
