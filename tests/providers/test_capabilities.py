from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import attrs
import pytest

from trustcore.plugins.protocols import Feature
from trustcore_providers.capabilities import Capabilities, capabilities_of

PERMISSIVE = Capabilities()
TABLE = tomllib.loads(
    files("trustcore_providers").joinpath("capabilities.toml").read_text(encoding="utf-8")
)
ROWS = [
    (provider, kind, row)
    for provider, table in TABLE.items()
    for kind, row in [
        ("all", table.get("all", {})),
        ("over", table.get("over", {})),
        *table.get("models", {}).items(),
    ]
]


def test_an_unknown_model_is_taken_to_take_everything() -> None:
    """What it refuses is learned from its refusal; only `n`, which many ignore, is not assumed."""
    assert PERMISSIVE == capabilities_of("nobody", "nothing")
    assert PERMISSIVE.logprobs
    assert PERMISSIVE.temperature
    assert not PERMISSIVE.n


@pytest.mark.parametrize(
    ("model", "logprobs", "temperature", "api"),
    [
        ("gpt-4o-mini", True, True, "chat"),
        ("gpt-4.1-mini-2025-04-14", True, True, "chat"),
        ("gpt-5", False, False, "chat"),
        ("gpt-5-mini-2025-08-07", False, False, "chat"),
        ("gpt-5-chat-latest", False, True, "chat"),
        ("gpt-5.1", True, True, "chat"),
        ("gpt-5.2-2025-12-11", True, True, "chat"),
        ("gpt-5.4-mini", True, True, "chat"),
        ("gpt-5.2-chat-latest", False, False, "chat"),
        ("gpt-5.2-pro-2025-12-11", False, False, "responses"),
        ("gpt-5.1-codex-max", False, False, "responses"),
        ("gpt-5.5", False, False, "chat"),
        ("gpt-5.6-sol", False, False, "chat"),
        ("gpt-6.2-astra", False, False, "chat"),
        ("chat-latest", False, False, "chat"),
        ("o3", False, False, "chat"),
        ("o3-pro", False, False, "responses"),
        ("o4-mini-deep-research", False, False, "responses"),
        ("ft:gpt-4o-mini:me", True, True, "chat"),
    ],
)
def test_what_openais_models_take(model: str, logprobs: bool, temperature: bool, api: str) -> None:
    """A model that reasons unasked takes neither, and yet its answers vary."""
    known = capabilities_of("openai", model)

    assert (logprobs, temperature, api) == (known.logprobs, known.temperature, known.api)
    assert known.sampling
    assert known.token_limit == "max_completion_tokens"
    assert known.supports("n") is (api == "chat")


@pytest.mark.parametrize(
    ("model", "thinks"),
    [("deepseek-v4-pro", True), ("deepseek-flash", True), ("deepseek-chat", False)],
)
def test_what_deepseeks_models_take(model: str, thinks: bool) -> None:
    """One that thinks ignores a temperature, so none is sent, and has room to think."""
    known = capabilities_of("deepseek", model)

    assert (thinks, not thinks) == (known.reasoning, known.temperature)
    assert 100 + 16000 * thinks == known.limit(100)
    assert known.sampling


def test_a_deployment_that_is_called_like_its_model_is_known_by_it() -> None:
    """Azure serves OpenAI's models; older versions of its API know no "developer"."""
    known = capabilities_of("openai", "gpt-5.6-sol")

    assert known.system_role == "developer"
    assert attrs.evolve(known, system_role="system") == capabilities_of("azure", "gpt-5.6-sol")


@pytest.mark.parametrize("feature", ["n", "logprobs", "seed", "temperature", "sampling"])
def test_features_are_fields(feature: Feature) -> None:
    """So a provider's `supports` is one line."""
    for value in (True, False):
        changes: dict[str, Any] = {feature: value}
        assert value is attrs.evolve(PERMISSIVE, **changes).supports(feature)


@pytest.mark.parametrize(
    ("known", "wanted", "expected"),
    [
        (Capabilities(), None, None),
        (Capabilities(), 0, 0),
        (Capabilities(reasoning_room=100), None, None),
        (Capabilities(reasoning_room=100), 9, 109),
        (Capabilities(reasoning_room=100, max_output=50), None, None),
        (Capabilities(reasoning_room=100, max_output=50), 9, 50),
        (Capabilities(reasoning_room=100, max_output=50), 60, 60),
    ],
)
def test_the_users_limit_is_about_the_answer(
    known: Capabilities, wanted: int | None, expected: int | None
) -> None:
    """Thinking gets room of its own, and none is forced on anybody."""
    assert expected == known.limit(wanted)


@pytest.mark.parametrize(("provider", "pattern", "row"), ROWS)
def test_every_row_has_known_names_and_types(
    provider: str, pattern: str, row: dict[str, object]
) -> None:
    """A misspelt capability would be silently permissive."""
    types = {one.name: one.type for one in attrs.fields(attrs.resolve_types(Capabilities))}

    assert set() == row.keys() - types.keys()
    for name, value in row.items():
        default = getattr(PERMISSIVE, name)
        assert type(value) is (int if default is None else type(default)), name
