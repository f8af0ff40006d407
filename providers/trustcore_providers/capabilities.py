"""What each model of each provider takes, read from the table `capabilities.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from attrs import evolve, frozen

from trustcore.plugins.protocols import Feature

SystemRole = Literal["system", "developer", "none"]


@frozen
class Capabilities:
    """What a model takes. The defaults are those of a model that nothing is known about.

    Attributes:
        logprobs: Whether it tells the log-probabilities of its tokens.
        max_top_logprobs: How many alternatives to each token may be asked for.
        n: Whether one request may ask for several completions.
        max_n: How many of them at most; None where no limit is known.
        temperature: Whether the sampling temperature can be set.
        sampling: Whether it varies between equal requests, at its default temperature if need be.
        seed: Whether the sampling can be seeded.
        system_role: The role that instructions have; "none" where they must go into the first
            message of the user.
        structured_output: Whether a JSON schema for the answer is taken.
        token_limit: What the API calls the limit on the tokens of a reply.
        reasoning: Whether it thinks before it answers unless told not to.
        reasoning_room: Tokens to add to the user's limit, where the API counts those of thinking
            and of the answer together.
        max_output: The most tokens that a reply may have, those of thinking included. An API that
            requires a limit gets it where the user set none.
        embeddings: Whether the provider has embeddings; which model has them, it will say itself.
        api: Which of a vendor's APIs serves it: "chat", or "responses" at OpenAI.
        seed_name: What the API calls the seed.
        logprobs_style: "chat" as OpenAI's chat completions have log-probabilities, or "legacy" as
            its older completions had them.
    """

    logprobs: bool = True
    max_top_logprobs: int = 20
    n: bool = False
    max_n: int | None = None
    temperature: bool = True
    sampling: bool = True
    seed: bool = True
    system_role: SystemRole = "system"
    structured_output: bool = True
    token_limit: str = "max_tokens"  # noqa: S105  (tokens of text)
    reasoning: bool = False
    reasoning_room: int = 0
    max_output: int | None = None
    embeddings: bool = False
    api: Literal["chat", "responses"] = "chat"
    seed_name: str = "seed"
    logprobs_style: Literal["chat", "legacy"] = "chat"

    def supports(self, feature: Feature, /) -> bool:
        """For a provider's own `supports`."""
        return bool(getattr(self, feature))

    def limit(self, max_tokens: int | None) -> int | None:
        """The token limit to send for the user's own, which is about the answer alone."""
        if max_tokens is None:
            return None
        roomy = max_tokens + self.reasoning_room
        return roomy if self.max_output is None else max(max_tokens, min(roomy, self.max_output))


@cache
def capabilities_of(provider: str, model: str) -> Capabilities:
    """What a model takes; the defaults for one that is not in the table.

    Args:
        provider: Name of the provider, as in "provider/model".
        model: Name of the model, as the API has it.
    """
    table = _table().get(provider, {})
    if "like" in table:
        return evolve(capabilities_of(table["like"], model), **table.get("over", {}))
    known = evolve(Capabilities(), **table.get("all", {}))
    return evolve(known, **_longest_match(table.get("models", {}), model))


def _longest_match(rows: Mapping[str, dict[str, Any]], model: str) -> dict[str, Any]:
    matching = [pattern for pattern in rows if fnmatchcase(model, pattern)]
    return rows[max(matching, key=len)] if matching else {}


@cache
def _table() -> dict[str, Any]:
    text = files("trustcore_providers").joinpath("capabilities.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
