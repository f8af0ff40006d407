"""What the links of a client have in common, in whatever event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trustcore.sharing.link import SharedLink

LEASE_SECONDS = 60.0
"""For how long others believe that a process lives which says nothing."""

RENEW_SECONDS = LEASE_SECONDS / 2


class Holder(Protocol):
    """An owner of something that others may have back."""

    async def renew(self, link: SharedLink, /) -> None:
        """Say that it is still there, and give back what it does not need."""

    async def give_back(self, link: SharedLink, /) -> None:
        """Give back what was not used."""


class LinkState:
    """What the links of a client have in common, in whatever event loop.

    Attributes:
        seen: Whether what is shared was reached before: until then it may be a wrong setting.
        warned: Whether it was said that it is lost.
        holder: Who holds something that others may have back.
    """

    def __init__(self) -> None:
        self.seen = False
        self.warned = False
        self.holder: Holder | None = None
