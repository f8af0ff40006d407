"""The form that an answer is to have, as the vendors' SDKs take it, as a JSON schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustcore.errors import InputError
from trustcore.records.form import Form
from trustcore.records.json_text import json_text, object_in
from trustcore.records.kinds_of_values import kind_of

ANY_OBJECT = '{"type":"object"}'
"""The schema of an answer that is to be any JSON object."""

_KEYWORDS = frozenset(
    ("type", "properties", "$ref", "anyOf", "oneOf", "allOf", "enum", "const", "items")
)
_TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")


def schema_of(response_format: Any) -> str | None:  # noqa: ANN401  (whatever the user gave)
    """The JSON schema of an answer, as JSON in its own order; None where any text will do.

    Args:
        response_format: A pydantic model, a JSON schema or its JSON, or what a vendor's SDK takes.

    Raises:
        InputError: When it is none of these.
    """
    if response_format is None or isinstance(response_format, Form):
        return response_format
    made = getattr(response_format, "model_json_schema", None)
    found = made() if callable(made) else response_format
    if isinstance(found, str):
        found = object_in(found)
    if not isinstance(found, Mapping):
        raise InputError(_must_be(response_format))
    try:
        schema = _schema(found)
    except (TypeError, ValueError) as error:
        raise InputError(f"response_format: {error}") from error
    return Form(schema, response_format) if callable(made) and schema is not None else schema


def _schema(found: Mapping[str, Any]) -> str | None:
    match found:
        case {"type": "text"}:
            schema = None
        case {"type": "json_object"}:
            schema = ANY_OBJECT
        case {"type": "json_schema", "json_schema": dict(inner)}:
            schema = _named(inner)
        case {"type": "json_schema", "schema": _}:
            schema = _named(found)
        case {"format": dict(inner)} if "type" not in found:
            schema = _schema(inner)
        case {"textFormat": {"structure": {"jsonSchema": {"schema": str(text)}}}}:
            schema = json_text(object_in(text) or {})
        case _ if found.keys() & _GEMINI:
            inner = next((found[name] for name in _GEMINI_SCHEMAS if found.get(name)), {})
            schema = schema_of(inner or ANY_OBJECT)
        case _ if found.keys() & _KEYWORDS and _is_type(found.get("type", "object")):
            schema = json_text(in_small_letters(found))
        case _:
            raise TypeError("it is no JSON schema, and nothing that a vendor's SDK takes")
    return schema


_GEMINI_SCHEMAS = (
    "responseJsonSchema",
    "response_json_schema",
    "responseSchema",
    "response_schema",
)
_GEMINI = frozenset((*_GEMINI_SCHEMAS, "responseMimeType", "response_mime_type"))


def _named(inner: Mapping[str, Any]) -> str:
    """A schema with the name and the description that it was given, where it has none itself."""
    schema = dict(inner.get("schema") or {"type": "object"})
    for key, name in (("title", "name"), ("description", "description")):
        if isinstance(inner.get(name), str):
            schema.setdefault(key, inner[name])
    return json_text(schema)


def in_small_letters(schema: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A schema with its types in small letters; Gemini's SDK writes them in capitals."""
    match schema:
        case Mapping():
            return {
                key: value.lower()
                if key == "type" and isinstance(value, str)
                else in_small_letters(value)
                for key, value in schema.items()
            }
        case list():
            return [in_small_letters(one) for one in schema]
        case _:
            return schema


def _is_type(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return all(isinstance(one, str) and one.lower() in _TYPES for one in kinds)


def _must_be(value: object) -> str:
    return (
        "response_format must be a pydantic model, a JSON schema, or what a vendor's SDK takes, "
        f"not {kind_of(value)}"
    )
