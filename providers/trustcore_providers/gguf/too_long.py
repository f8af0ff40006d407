"""What has more tokens than a model reads: how much that is, and the setting that gives room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from trustcore.errors import ContextLengthError
from trustcore_providers.gguf.llamacpp import Settings

_REFUSED = 400
_MORE = "give GGUF(path, context=...) more, up to what the model was made to read"
_TOKENS = re.compile(r"\((\d+) tokens\)")


def prompt_too_long(settings: Settings, said: Mapping[str, Any]) -> ContextLengthError:
    """The error for a prompt that is longer than the context.

    Args:
        settings: What the model is loaded with.
        said: What llama.cpp says is wrong.
    """
    message = (
        f"{settings.path.name}: the prompt has {_count(said, settings)} tokens, the context "
        f"{settings.context:,}: shorten the prompt, or {_MORE}"
    )
    return _error(message, said)


def text_too_long(settings: Settings, said: Mapping[str, Any]) -> ContextLengthError:
    """The error for a text that is longer than what is embedded at once.

    That is the context of a model that only embeds; one that writes as well takes less.

    Args:
        settings: What the model is loaded with.
        said: What llama.cpp says is wrong.
    """
    if settings.writes:
        way_out = "shorten it, or name a model that only embeds as embedder="
        message = f"a text is longer than what is embedded at once: {way_out}"
    else:
        message = (
            f"a text has {_count(said, settings)} tokens, the context {settings.context:,}: "
            f"shorten it, or {_MORE}"
        )
    return _error(f"{settings.path.name}: {message}", said)


def _error(message: str, said: Mapping[str, Any]) -> ContextLengthError:
    return ContextLengthError(message, status=_REFUSED, detail=str(said.get("message", "")))


def _count(said: Mapping[str, Any], settings: Settings) -> str:
    """How many tokens there are; in words where llama.cpp does not say."""
    told = said.get("n_prompt_tokens")
    found = _TOKENS.search(str(said.get("message", "")))
    if type(told) is not int and found is not None:
        told = int(found[1])
    more = type(told) is int and told > settings.context
    return f"{told:,}" if more else "too many"
