"""A chat in the roles that a model has, as the wire formats need it."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore import Message
from trustcore.provider_kit import Capabilities, identified

INSTRUCTIONS = ("system", "developer")


def apart(chat: Sequence[Message], known: Capabilities) -> tuple[list[str], list[Message]]:
    """The instructions of a chat, and the rest of it, for APIs that have a place for them.

    Where the model takes none they stay where they are.
    """
    if known.system_role == "none":
        return [], list(identified(chat))
    instructions = [one.text for one in chat if one.role in INSTRUCTIONS]
    return instructions, [one for one in identified(chat) if one.role not in INSTRUCTIONS]


def role_in(message: Message, assistant: str) -> str:
    """The role of a message where there are two: the user's and the assistant's."""
    return assistant if message.role == "assistant" else "user"
