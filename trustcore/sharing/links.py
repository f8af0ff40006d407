"""The links of a client to what processes share: one in each event loop."""

from __future__ import annotations

from asyncio import get_running_loop
from uuid import uuid4
from weakref import WeakKeyDictionary

from trustcore import forks
from trustcore.plugins.shared import Shared
from trustcore.sharing.link import SharedLink
from trustcore.sharing.state import LinkState


class SharedLinks:
    """The links of a client, by event loop; a fork is another process, and begins anew.

    Args:
        shared: What processes share.
        patience: Seconds for which it is waited for where it cannot be reached.

    Attributes:
        shared: What processes share.
        state: What the links have in common.
    """

    def __init__(self, shared: Shared, patience: float) -> None:
        self.shared = shared
        self.state = LinkState()
        self._patience = patience
        self._process = uuid4().hex
        self._loops: WeakKeyDictionary[object, SharedLink] = WeakKeyDictionary()
        forks.register(self)

    def after_fork(self) -> None:
        """Leave the connections to the parent, and be somebody else."""
        forks.keep(self._loops)
        self._loops = WeakKeyDictionary()
        self._process = uuid4().hex

    def current(self) -> SharedLink:
        """The link of the running event loop."""
        loop = get_running_loop()
        link = self._loops.get(loop)
        if link is None:
            link = SharedLink(self.shared, self._process, self._patience, self.state)
            self._loops[loop] = link
        return link
