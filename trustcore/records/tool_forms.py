"""Tools, and which of them to call, as the vendors' SDKs take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.json_text import json_text
from trustcore.records.kinds_of_values import dumped, entries_of, kind_of, nothing
from trustcore.records.schema_forms import TOO_DEEP, in_small_letters
from trustcore.records.tools import Tool

CHOICES = ("auto", "none", "required")


def tools_of(tools: object) -> tuple[Tool, ...]:
    """The tools of a request: OpenAI's, Anthropic's, Gemini's or Bedrock's, or `Tool`s.

    Raises:
        InputError: Naming the first that is none, or has the name of another.
    """
    if nothing(tools):
        return ()
    entries = entries_of(tools)
    if not entries or isinstance(tools, str):
        raise InputError(f"tools must be a list of tools, not {kind_of(tools)}")
    found = tuple(one for index, entry in enumerate(entries) for one in _tools(entry, index))
    _check_names([one.name for one in found])
    return found


def _check_names(names: Sequence[str]) -> None:
    for index, name in enumerate(names):
        if name in CHOICES:
            raise InputError(f"tool {index}: {name!r} is a value of tool_choice; rename it")
        if name in names[:index]:
            first = names.index(name)
            raise InputError(
                f"two tools are called {name!r}: {first} and {index}; rename it in one"
            )


def _tools(entry: object, index: int) -> Iterator[Tool]:
    entry = dumped(entry)
    if isinstance(entry, Tool):
        yield entry
        return
    try:
        for name, description, parameters in _described(entry):
            yield Tool(name, description or "", _json(parameters))
    except (InputError, TypeError, ValueError) as error:
        raise InputError(f"tool {index}: {error}") from error
    except RecursionError as error:
        raise InputError(f"tool {index}: its parameters: {TOO_DEEP}") from error


def _json(parameters: object) -> str:
    nothing = parameters is None or parameters == {}
    return json_text(in_small_letters(_NOTHING if nothing else parameters))


_NOTHING: Mapping[str, Any] = {"type": "object", "properties": {}}


def _described(entry: object) -> Iterator[tuple[str, Any, Any]]:
    match entry:
        case {"function": {"name": str(name), **rest}}:  # OpenAI's chat
            yield name, rest.get("description"), rest.get("parameters")
        case {
            "toolSpec": {"name": str(name), "inputSchema": {"json": schema}, **rest}
        }:  # Bedrock's
            yield name, rest.get("description"), schema
        case {"functionDeclarations": [_, *_] as rows} | {"function_declarations": [_, *_] as rows}:
            for row in rows:  # Gemini's
                yield from _described(row)
        case {"name": str(name), **rest} if rest.get("type", "function") in _OWN:
            yield name, rest.get("description"), _schema_in(rest)
        case {"type": str(kind)} if kind not in _OWN:
            raise TypeError(f"tools that an API runs itself ({kind[:40]}) are not taken")
        case _:
            raise TypeError(_no_tool(entry))


def _no_tool(entry: object) -> str:
    needed = 'it needs a name and a JSON schema, {"name": "weather", "parameters": {...}}'
    return f"{needed}, or what a vendor's SDK takes" + (
        "; it has no name" if isinstance(entry, Mapping) else f", and is {kind_of(entry)}"
    )


_OWN = ("function", "custom")
_SCHEMAS = ("parameters", "input_schema", "parametersJsonSchema", "parameters_json_schema")


def _schema_in(rest: Mapping[Any, Any]) -> Any:  # noqa: ANN401  (any JSON)
    return next((rest[name] for name in _SCHEMAS if rest.get(name) is not None), None)


def tool_choice_of(choice: object, tools: Iterable[Tool]) -> str | None:
    """Which tool is to be called: "auto", "none", "required", or a name.

    Raises:
        InputError: When it is something else, or names a tool that is not there.
    """
    if choice is None:
        return None
    name = _choice(dumped(choice))
    names = [one.name for one in tools]
    if name is None or name not in (*CHOICES, *names):
        known = ", ".join((*CHOICES, *names))
        named = "" if name is None else f", not {shown(name)}"
        named += "" if names else "; to name a tool give tools= too"
        raise InputError(
            f"tool_choice must be one of {known}, or as a vendor's SDK takes it{named}"
        )
    if not names and name != "none":
        raise InputError("tool_choice needs tools; give tools= too")
    return name


def _choice(choice: object) -> str | None:
    found: object = choice
    match choice:
        case "any" | {"type": "any"} | {"any": _}:
            found = "required"
        case {"function": {"name": name}} | {"tool": {"name": name}}:
            found = name
        case {"type": "function" | "tool", "name": name}:
            found = name
        case {"type": "auto" | "none" | "required" as word}:
            found = word
        case {"auto": _}:
            found = "auto"
        case {"functionCallingConfig": dict(config)} | {"function_calling_config": dict(config)}:
            found = _gemini_choice(config)
    return found if isinstance(found, str) else None


def _gemini_choice(config: Mapping[str, Any]) -> str | None:
    allowed = config.get("allowedFunctionNames") or config.get("allowed_function_names") or []
    mode = str(config.get("mode") or "AUTO").upper()
    if mode == "ANY" and len(allowed) == 1:
        return str(allowed[0])
    return {"ANY": "required", "AUTO": "auto", "NONE": "none"}.get(mode)
