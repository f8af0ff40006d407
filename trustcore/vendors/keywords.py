"""Keywords of vendors' methods: which are read for a score, which are ignored, which refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from attrs import field, frozen

from trustcore.errors import OptionError
from trustcore.records.kinds_of_values import dumped, entries_of
from trustcore.records.question import SETTINGS
from trustcore.suggest import unknown

_ABSENT = frozenset(("NotGiven", "Omit"))
"""Classes of what the SDKs have in place of a keyword that is not given."""

_UNREAD = frozenset(("extra", "max_tokens", "reasoning_effort", "seed", "temperature", "top_p"))
"""Settings of a question that vendors have in their own words, all of which are ignored."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


@frozen
class Keywords:
    """The keywords of one vendor's methods.

    Attributes:
        what: Whose they are, for messages: "OpenAI's chat completions".
        chat: Those that hold what was asked, of which one is needed.
        read: Those that say what was asked, and in which form the answer was to be.
        ignored: Those that a score does not hang on: how tokens are drawn, limits, transport.
        refused: Those that leave what was asked unknown, with the way out.
    """

    what: str
    chat: tuple[str, ...]
    read: frozenset[str] = field(converter=_names)
    ignored: frozenset[str] = field(converter=_names)
    refused: Mapping[str, str] = field(factory=dict)

    def checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The keywords that are given and matter, with our own settings of a question.

        Raises:
            OptionError: When one is refused or unknown, naming it and the way out.
        """
        present = {name: one for name, one in given.items() if _is_given(one)}
        for name in present:
            self._check(name)
        return {name: one for name, one in present.items() if name not in self.ignored}

    def missing(self, present: Mapping[str, Any]) -> str:
        """What is needed and not given, in words; empty where nothing is."""
        if any(name in present for name in self.chat):
            return ""
        return " or ".join(f"{name}=" for name in self.chat)

    def _check(self, name: str) -> None:
        if name in self.refused:
            raise OptionError(f"{name} of {self.what} cannot be scored: {self.refused[name]}")
        if name in self.read or name in self.ignored or name in OWN:
            return
        known = {*self.read, *OWN}
        # A slip of the pen may be meant for one that is ignored; those are too many to name.
        near = get_close_matches(name, {*known, *self.ignored}, n=2, cutoff=0.8)
        way = "what a score does not read, and the API does, may stand too; leave out the rest"
        raise OptionError(unknown(f"keyword of {self.what}", name, near or known, way))


OWN = frozenset(SETTINGS) - _UNREAD
"""Settings of a question, taken beside a vendor's own keywords."""


def _is_given(value: object) -> bool:
    return value is not None and type(value).__name__ not in _ABSENT


def asking(
    prompt: object,
    *,
    tools: object = None,
    tool_choice: object = None,
    response_format: object = None,
    stop: object = None,
) -> dict[str, Any]:
    """The settings of a `Question`, of what was given as a vendor's SDK takes it.

    Tools that an API runs itself are left out, since a question is asked without them; so is the
    choice of one where no others are left.
    """
    own = list(_own_tools(tools)) if _is_listed(tools) else tools
    settings = {
        "prompt": prompt,
        "tools": own,
        "tool_choice": tool_choice if own else None,
        "response_format": response_format,
        "stop": stop,
    }
    return {name: one for name, one in settings.items() if one is not None}


def _is_listed(tools: object) -> bool:
    return isinstance(tools, Sequence) and not isinstance(tools, str | bytes)


def _own_tools(tools: Any) -> Iterator[object]:  # noqa: ANN401  (a sequence of anything)
    return (one for one in entries_of(tools) if not _is_run_by_api(dumped(one)))


def _is_run_by_api(tool: object) -> bool:
    """Whether an API runs a tool itself: it has a type or a key of its own, and no schema."""
    match tool:
        case {"type": "function" | "custom"} | {"function": _} | {"toolSpec": _}:
            return False
        case {"functionDeclarations": _} | {"function_declarations": _}:
            return False
        case {"type": str()}:
            return True
        case Mapping():
            return "name" not in tool
        case _:
            return False
