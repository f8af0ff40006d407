"""The chat as a judge sees it: with the tools that could be called and the form that was asked."""

from __future__ import annotations

from collections.abc import Iterable

from trustcore import Evidence, Message, Tool

_TOOLS = (
    "These tools can be called. An answer that is JSON of names and arguments calls them; it is "
    "right if those are the calls to make next."
)
_FORM = "The answer is to be JSON of this schema:"


def chat_shown(evidence: Evidence) -> tuple[Message, ...]:
    """The messages of a question, after one for its tools and one for its form, if it has any."""
    settings = evidence.settings
    if settings is None or not (settings.tools or settings.response_format):
        return evidence.chat
    shown = [Message("tools", _tools(settings.tools))] if settings.tools else []
    if settings.response_format is not None:
        shown.append(Message("form", f"{_FORM}\n{settings.response_format}"))
    return (*shown, *evidence.chat)


def _tools(tools: Iterable[Tool]) -> str:
    lines = (f"{one.name}: {one.description}\n{one.parameters}" for one in tools)
    return "\n".join((_TOOLS, *lines))
