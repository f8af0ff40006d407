"""The form that an answer is to have, as the vendors' SDKs take it, as a JSON schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.form import Form
from trustcore.records.json_text import json_text, object_in
from trustcore.records.kinds_of_values import kind_of
from trustcore.records.schema_check import schema_fault
from trustcore.records.schema_rules import BY_NAME, KEYWORDS, TYPES, way_out

ANY_OBJECT = '{"type":"object"}'
"""The schema of an answer that is to be any JSON object."""

TOO_DEEP = "it is nested too deep, or holds itself; make it flatter, or refer to $defs by $ref"
"""What is said of what JSON cannot be made of for its depth."""


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
    found = _made_by(made, response_format) if callable(made) else response_format
    if isinstance(found, str):
        found = object_in(found)
    if not isinstance(found, Mapping):
        raise InputError(_must_be(response_format))
    schema = _checked(found)
    return Form(schema, response_format) if callable(made) and schema is not None else schema


def _made_by(make: Callable[[], Any], model: object) -> Any:  # noqa: ANN401  (any JSON)
    try:
        return make()
    except Exception as error:  # whatever pydantic, or the user's own class, has against it
        name = getattr(model, "__name__", type(model).__name__)
        raise InputError(
            f"response_format: the model {name} makes no JSON schema ({type(error).__name__}); "
            "give a model of plain fields, or a JSON schema"
        ) from error


def _checked(found: Mapping[str, Any]) -> str | None:
    try:
        schema = _schema(found)
    except (TypeError, ValueError) as error:
        raise InputError(f"response_format: {error}") from error
    except RecursionError as error:
        raise InputError(f"response_format: {TOO_DEEP}") from error
    fault = None if schema is None else schema_fault(schema)
    if fault is not None:
        raise InputError(f"response_format is no JSON schema: {fault}")
    return schema


def _schema(found: Mapping[str, Any]) -> str | None:
    match found:
        case {"type": "text"}:
            schema = None
        case {"type": "json_object"}:
            schema = ANY_OBJECT
        case {"type": "json_schema", "json_schema": dict(inner)}:
            schema = _named(inner)
        case {"type": "json_schema"}:
            schema = _named(found)
        case {"format": dict(inner)} if "type" not in found:
            schema = _schema(inner)
        case {"textFormat": {"structure": {"jsonSchema": {"schema": str(text)}}}}:
            schema = json_text(object_in(text) or {})
        case _ if found.keys() & _GEMINI:
            inner = next((found[name] for name in _GEMINI_SCHEMAS if found.get(name)), {})
            schema = schema_of(inner or ANY_OBJECT)
        case _ if found.keys() & KEYWORDS and _is_type(found.get("type", "object")):
            schema = json_text(in_small_letters(found))
        case {"type": kind}:
            raise TypeError(_no_type(kind))
        case _:
            raise TypeError(f"it is no JSON schema: it has no keyword of one, as {_EXAMPLE} has")
    return schema


_EXAMPLE = '{"type": "object", "properties": {...}}'


def _no_type(kind: object) -> str:
    return (
        f"its type must be one of {', '.join(TYPES)} in a JSON schema, or text, json_object or "
        f"json_schema as a vendor's SDK has it, not {shown(kind)}{way_out('type', kind)}"
    )


_GEMINI_SCHEMAS = (
    "responseJsonSchema",
    "response_json_schema",
    "responseSchema",
    "response_schema",
)
_GEMINI = frozenset((*_GEMINI_SCHEMAS, "responseMimeType", "response_mime_type"))


def _named(inner: Mapping[str, Any]) -> str:
    """A schema with the name and the description that it was given, where it has none itself."""
    given = inner.get("schema")
    if not isinstance(given, Mapping):
        raise TypeError(f'its json_schema needs a "schema", {_EXAMPLE} for example')
    schema = dict(given or {"type": "object"})
    for key, name in (("title", "name"), ("description", "description")):
        if isinstance(inner.get(name), str):
            schema.setdefault(key, inner[name])
    return json_text(schema)


def in_small_letters(schema: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A schema with its types in small letters; Gemini's SDK writes them in capitals."""
    match schema:
        case Mapping():
            return {key: _in_small_letters(key, value) for key, value in schema.items()}
        case list():
            return [in_small_letters(one) for one in schema]
        case _:
            return schema


def _in_small_letters(key: object, value: Any) -> Any:  # noqa: ANN401  (any JSON)
    if key == "type":
        return _small_type(value)
    if key in BY_NAME and isinstance(value, Mapping):
        return {name: in_small_letters(one) for name, one in value.items()}
    return value if key in _DATA else in_small_letters(value)


def _small_type(kind: Any) -> Any:  # noqa: ANN401  (any JSON)
    if isinstance(kind, list):
        return [_small_type(one) for one in kind]
    known = isinstance(kind, str) and kind.lower() in TYPES
    return kind.lower() if known else in_small_letters(kind)


_DATA = frozenset(("const", "enum", "default", "example", "examples"))
"""Keywords with values under them, and no schemas."""


def _is_type(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return all(isinstance(one, str) and one.lower() in TYPES for one in kinds)


def _must_be(value: object) -> str:
    return (
        "response_format must be a pydantic model, a JSON schema, or what a vendor's SDK takes, "
        f"not {kind_of(value)}"
    )
