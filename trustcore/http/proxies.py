"""The proxies that the environment, or the system, names for requests."""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass

from yarl import URL

from trustcore.errors import RequestError


def proxy_for(target: URL) -> URL | None:
    """The proxy that the environment, or the system, names for a URL.

    Raises:
        RequestError: When it is none that can be spoken to.
    """
    if target.host is None or proxy_bypass(target.host):
        return None
    named = getproxies().get(target.scheme)
    if named is None:
        return None
    try:
        proxy = URL(named)
    except ValueError:
        proxy = URL()
    if proxy.scheme not in {"http", "https"} or proxy.host is None:
        # Not quoted: it may hold a password.
        raise RequestError(
            f"the proxy that {variable_of(target)} names must be like http://host:port, not SOCKS; "
            "mend it, or name in NO_PROXY the hosts that are reached without it"
        )
    return proxy


def variable_of(target: URL) -> str:
    """The environment variable of the proxy for a URL."""
    return f"{target.scheme.upper()}_PROXY"
