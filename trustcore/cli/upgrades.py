"""HTTP/1.1 of a server that changes to no other protocol. Importing it needs the extra `serve`."""

from __future__ import annotations

import httptools
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

_ASKS = b"upgrade"
_ONE_BY_ONE = "a change of protocol is asked for once the responses before it are there"


class _Passing(H11Protocol):
    """A protocol that says nothing of changes that it passes over: they are nobody's fault."""

    def _unsupported_upgrade_warning(self) -> None:
        pass


class UpgradesIgnored(HttpToolsProtocol):
    """A protocol that answers whoever would change to another one as it answers all others.

    RFC 9110 (7.8) lets a server do so, and Java's client asks for HTTP/2 on each of its first
    requests. httptools takes the body of such a request for the other protocol's and drops it; h11
    reads it, and has the connection from there on.
    """

    def data_received(self, data: bytes) -> None:
        """Take in the next bytes."""
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._continue(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")

    def _should_upgrade(self) -> bool:
        """Let nothing begin before the request was handed on: whatever it would change to."""
        return True

    def _continue(self, rest: bytes) -> None:
        """Hand the connection on, with the request that asked for a change and what follows it."""
        before: RequestResponseCycle | None = self.cycle
        if before is not None and not before.response_complete:
            self.send_400_response(_ONE_BY_ONE)
            return
        self.connections.discard(self)
        other = _Passing(self.config, self.server_state, self.app_state)
        other.connection_made(self.transport)
        self.transport.set_protocol(other)
        other.data_received(self._head() + rest)

    def _head(self) -> bytes:
        """The request up to its body, without what would be changed to."""
        rows = [b"%b: %b" % pair for pair in self.headers if pair[0] != _ASKS]
        version = self.parser.get_http_version().encode()
        line = b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)
        return b"\r\n".join([line, *rows, b"", b""])
