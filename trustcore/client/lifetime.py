"""Where a client is: not entered yet, inside of its block, or closed."""

from __future__ import annotations

from enum import Enum, auto

from attrs import define

from trustcore.errors import ClientStateError


class ClientState(Enum):
    """Where a client is."""

    OUTSIDE = auto()
    """Not entered: each call opens what it needs and leaves nothing behind."""
    INSIDE = auto()
    """Entered: calls share actors and connections."""
    CLOSED = auto()
    """Left: nothing can be called any more."""


@define
class Lifetime:
    """Where a client is, and with it those of other presets that were made of it."""

    state: ClientState = ClientState.OUTSIDE

    def enter(self) -> None:
        """Begin the block of the client, once.

        Raises:
            ClientStateError: When it has been entered or closed already.
        """
        self.check_open()
        if self.state is ClientState.INSIDE:
            msg = (
                "this client has been entered already: enter it once, where the program starts, "
                "and call it from there on"
            )
            raise ClientStateError(msg)
        self.state = ClientState.INSIDE

    def leave(self) -> None:
        """End it; whatever is called from now on is refused."""
        self.state = ClientState.CLOSED

    def check_open(self) -> None:
        """Refuse a call of a client that has been closed.

        Raises:
            ClientStateError: When it has.
        """
        if self.state is ClientState.CLOSED:
            msg = "this client has been closed; make a new one, or call it inside its `with`"
            raise ClientStateError(msg)
