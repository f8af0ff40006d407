"""The replies to one item's requests, as the graph of the item asks for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

import orjson

from trustcore.batch.items import RowItem
from trustcore.batch.vendor.store import Sent
from trustcore.calls import Settlement
from trustcore.client.offline import OfflineCalls, SpentCall
from trustcore.errors import CallTimeout, FatalError, ProviderError
from trustcore.graph import Call
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import HttpSession
from trustcore.records.attempt import OK, consumed
from trustcore.records.chat import Reply, Usage
from trustcore.records.role import Role

TRIES = 3
"""How often a request goes out at most."""


def item_id(item: RowItem, fingerprint: str, seed: int) -> bytes:
    """What stands for a row, its content and who is asked about it."""
    parts = (fingerprint, str(seed), item.key)
    digest = blake2b(item.content, digest_size=16)
    for part in parts:
        digest.update(b"\0" + part.encode())
    return digest.digest()


def node_of(call: Call) -> bytes:
    """What stands for the nodes that a call settles."""
    return blake2b(
        repr((call.role, call.atoms)).encode("utf-8", "replace"), digest_size=16
    ).digest()


class KnownReplies:
    """What came of an item's calls, by its requests in the journal.

    Args:
        offline: Tells requests as models take them, and what they cost.
        sessions: The open model of each role.
        sent: The item's requests.
        fresh: The files whose replies came in this process. What was fatal before, as a wrong key
            is, may be so no longer: such requests go out again.
        finish_online: Whether a call of which nothing came is left to be made at once.

    Attributes:
        spent: All that was answered, each with the number of its file.
        given_up: The calls that are left to be made at once.
    """

    def __init__(
        self,
        offline: OfflineCalls,
        sessions: Mapping[Role, HttpSession],
        sent: Sequence[Sent],
        *,
        fresh: Collection[int] = (),
        finish_online: bool = False,
    ) -> None:
        self.spent: list[tuple[int, SpentCall]] = []
        self.given_up: list[Call] = []
        self._offline, self._sessions = offline, sessions
        self._fresh, self._finish_online = fresh, finish_online
        self._sent: dict[bytes, list[Sent]] = {}
        for one in sent:
            self._sent.setdefault(one.node, []).append(one)

    def __call__(self, call: Call) -> Settlement | None:
        """What came of a call; None where it is to be sent, or sent again.

        Raises:
            FatalError: When every further call would fail alike.
        """
        errors: list[ProviderError] = []
        for one in self._sent.get(node_of(call), ()):
            try:
                reply = self._read(call, one)
            except ProviderError as error:
                self._book(call, one, consumed(error), type(error).__name__)
                if not isinstance(error, FatalError):
                    errors.append(error)
                elif one.batch in self._fresh:
                    raise
            else:
                self._book(call, one, reply.usage)
                return Settlement(call, reply.items, reply.usage)
        return self._after(errors, call)

    def _after(self, errors: Sequence[ProviderError], call: Call) -> Settlement | None:
        """What is to be done after failures, of which the last one counts."""
        if not errors or _again(errors):
            return None
        if errors[-1].retryable and self._finish_online:
            self.given_up.append(call)
            return None
        return Settlement.failed(call, errors[-1])

    def _read(self, call: Call, sent: Sent) -> Reply:
        """Read a reply.

        Raises:
            ProviderError: When it is none, or says what went wrong.
        """
        status, body = sent.reply or (0, None)
        if status == 0:
            raise CallTimeout("the vendor's batch ended without a reply to this request")
        response = Response(status, {}, orjson.dumps(body))
        return self._sessions[call.role].read(response, self._offline.request(call))

    def _book(self, call: Call, sent: Sent, usage: Usage | None, outcome: str = OK) -> None:
        """Note an attempt; a request that the vendor did not come to is none."""
        if sent.reply is not None and sent.reply[0]:
            self.spent.append((sent.batch, self._offline.spent(call, usage, outcome)))


def _again(errors: Sequence[ProviderError]) -> bool:
    """Whether a request goes out once more: without what was refused of it, or as it was."""
    last = errors[-1]
    if last.at_once:
        return sum(bool(one.at_once) for one in errors) <= last.at_once
    return last.retryable and sum(not one.at_once for one in errors) < TRIES
