"""The form of an answer: JSON schemas as APIs take them, and lists of replies through these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from trustcore.provider_kit.endings import Found
from trustcore.records.chat import Completion, TokenLogprobs
from trustcore.records.json_text import json_text, object_in

_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_STRICT = frozenset(
    (
        "default",
        "allOf",
        "oneOf",
        "not",
        "if",
        "patternProperties",
        "dependentRequired",
        "dependentSchemas",
    )
)
_CHOICE = "answer"


def closed(schema: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A schema whose objects have the properties that it names and no others, unless it says so."""
    match schema:
        case dict():
            found = {key: closed(value) for key, value in schema.items()}
            if isinstance(schema.get("properties"), dict) and "type" in schema:
                found.setdefault("additionalProperties", False)
            return found
        case list():
            return [closed(one) for one in schema]
        case _:
            return schema


def is_strict(schema: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether a closed schema is one that OpenAI can hold a model to: nothing may be left out."""
    match schema:
        case dict():
            properties = schema.get("properties")
            if schema.get("type") == "object" and (
                not isinstance(properties, dict)
                or schema.get("additionalProperties") is not False
                or set(schema.get("required", ())) != set(properties)
            ):
                return False
            inner = properties.values() if isinstance(properties, dict) else ()
            rest = (value for key, value in schema.items() if key not in _NO_SCHEMAS)
            return not schema.keys() & _NOT_STRICT and all(map(is_strict, (*inner, *rest)))
        case list():
            return all(map(is_strict, schema))
        case _:
            return True


_NO_SCHEMAS = ("properties", "required", "enum", "const", "additionalProperties")


def schema_name(schema: Mapping[str, Any]) -> str:
    """A name for a schema, by its title, of the characters that APIs take."""
    title = schema.get("title")
    return (_NAME.sub("_", title)[:64] if isinstance(title, str) else "") or _CHOICE


def choice_schema(choices: Sequence[str]) -> dict[str, Any]:
    """A schema of objects with one property, which is one of the choices; see `chosen`."""
    return {
        "type": "object",
        "properties": {_CHOICE: {"type": "string", "enum": list(choices)}},
        "required": [_CHOICE],
        "additionalProperties": False,
    }


def chosen(found: Found) -> Found:
    """What came of a draw under `choice_schema`, with the choice alone as its text.

    Its log-probabilities are those of the tokens of the choice.
    """
    if not isinstance(found, Completion):
        return found
    choice = (object_in(found.text) or {}).get(_CHOICE)
    if not isinstance(choice, str):
        return found
    inner = json_text([choice])[2:-2]
    start = found.text.find(inner, found.text.find(":") + 1)
    whole = found.logprobs is not None and inner == choice and start >= 0
    logprobs = _between(found.logprobs, start, start + len(inner)) if whole else None
    return evolve(found, text=choice, logprobs=logprobs)


def _between(found: TokenLogprobs | None, start: int, end: int) -> TokenLogprobs | None:
    """The log-probabilities of the tokens between two places of a text."""
    if found is None or not found.tokens:
        return None
    kept: list[int] = []
    tokens: list[str] = []
    place = 0
    for position, token in enumerate(found.tokens):
        inside = token[max(0, start - place) : max(0, end - place)]
        place += len(token)
        if inside:
            kept.append(position)
            tokens.append(inside)
    if not kept:
        return None
    logprobs = tuple(found.logprobs[one] for one in kept)
    top = (
        tuple(
            _without(found.tokens[one], text, found.top[one])
            for one, text in zip(kept, tokens, strict=True)
        )
        if found.top
        else ()
    )
    return TokenLogprobs(logprobs, tuple(tokens), top)


def _without(
    token: str, inside: str, row: Sequence[tuple[str, float]]
) -> tuple[tuple[str, float], ...]:
    """Alternatives to a token, without what stood before the part of it that was kept."""
    before = token[: token.find(inside)]
    return tuple((text.removeprefix(before), logprob) for text, logprob in row)
