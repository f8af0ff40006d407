"""The door for what processes share: the limits of accounts, and a budget."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol, get_args, runtime_checkable

from attrs import frozen

from trustcore.errors import ConfigurationError
from trustcore.plugins.registry import Registry
from trustcore.records.budget import Amount, Budget
from trustcore.redact import shown
from trustcore.suggest import unknown

OnLost = Literal["own", "stop"]
"""What calls do while what is shared cannot be reached: keep to their process's own part of the
limits, or wait."""

AHEAD = 1.0
"""Seconds by which a turn may be taken ahead."""


@frozen
class Rates:
    """What an account may take; None for no limit.

    Attributes:
        requests: Requests a second.
        tokens: Tokens a second.
        burst: Requests at once after a quiet time; None for a fifth of a second's worth.
    """

    requests: float | None = None
    tokens: float | None = None
    burst: float | None = None


@frozen
class Pace:
    """What is said to one who wants to send a call.

    Attributes:
        taken: Whether the call was counted, and may be sent after the wait.
        wait: Seconds to wait, from 0: before sending, or before asking again.
        rates: What all processes together may take, as far as anybody knows; with the burst, where
            requests are limited.
        processes: How many processes asked lately, this one included; from 1.
    """

    taken: bool
    wait: float
    rates: Rates
    processes: int = 1


@frozen
class Claim:
    """What a process wants of a budget.

    Attributes:
        held: All that it was granted so far and did not give back, be it spent or not. What it says
            counts: of a grant whose reply was lost it knows nothing, so that is undone.
        needed: What it needs more at least.
        most: What it would take more at most.
        budget: What all processes together may spend.
    """

    held: Amount
    needed: Amount
    most: Amount
    budget: Budget


@frozen
class Lease:
    """What a process is granted of a budget.

    Attributes:
        granted: How much; None where there is no room for what is needed.
        total: What all processes were granted until then and did not give back.
        others: How many other processes hold something that they may still give back.
    """

    granted: Amount | None
    total: Amount
    others: int = 0


class SharedSession(Protocol):
    """A connection to what processes share, in one event loop.

    Every method raises `SharedLostError` when it cannot be reached, after seconds at most.
    """

    async def check(self) -> None:
        """Try whether it can be used.

        Raises:
            ConfigurationError: When it cannot, and waiting would not help.
        """

    async def pace(
        self, account: str, requests: float, tokens: float, given: Rates, told: Rates, /
    ) -> Pace:
        """Take a call's requests and tokens of an account's limits: both of them, or nothing.

        A turn that comes within `AHEAD` seconds is taken ahead, unless there is a pause: so nothing
        of a limit is lost while processes are slow to come back.

        The smallest limit counts: of those that are given, and of those that anybody was told in
        the last two minutes. A call that is larger than a limit's burst takes what there is after a
        quiet time, and the rest is a debt.

        Args:
            account: Of which nothing secret can be read.
            requests: How many.
            tokens: How many.
            given: What this process was given as limits.
            told: What the endpoint told this process of its limits.
        """

    async def correct(self, account: str, tokens: float, /) -> None:
        """Take tokens that nobody waits for, since they are spent; a negative number gives back."""

    async def pause(self, account: str, seconds: float, /) -> None:
        """Let no call be sent for some seconds; a pause is never shortened."""

    async def lease(self, budget: str, claim: Claim, /) -> Lease:
        """Grant a part of a budget. Together processes never get more than it has.

        A process that dies takes along what it held: that counts as spent.
        """

    async def release(self, budget: str, held: Amount, /, *, active: bool) -> None:
        """Say what a process holds now, less than before where it gives something back.

        Args:
            budget: Its name.
            held: As in a `Claim`.
            active: Whether it may give back more. That is believed for a minute.
        """


@runtime_checkable
class Shared(Protocol):
    """What processes share: the limits of accounts, and a budget. Optional; see `TLM(shared=)`."""

    @property
    def place(self) -> str:
        """Where it is, for messages: without credentials."""

    @property
    def on_lost(self) -> OnLost:
        """What calls do while it cannot be reached."""

    @property
    def budget(self) -> str:
        """The name of the budget that processes share: under another one a new budget begins."""

    def open(self, process: str, /) -> AbstractAsyncContextManager[SharedSession]:
        """Make a session for the running event loop. It connects when it is first used.

        Args:
            process: What tells the process, or the client in it, from all others.
        """


_URL = 'a URL does as well, "redis://localhost:6379/0" for example'


def check_shared_object(shared: object) -> None:
    """Check that an object can be what processes share.

    Raises:
        ConfigurationError: Naming what it lacks.
    """
    who = f"shared: the {type(shared).__name__}"
    for name in ("place", "budget"):
        if not isinstance(getattr(shared, name, None), str):
            raise ConfigurationError(f"{who} must have an attribute `{name}`, a string; {_URL}")
    if getattr(shared, "on_lost", None) not in get_args(OnLost):
        raise ConfigurationError(f'{who} must have an attribute `on_lost`, "own" or "stop"')
    if not callable(getattr(shared, "open", None)):
        raise ConfigurationError(f"{who} must have a method `open`")


shared_stores: Registry[Shared] = Registry("shared store", "trustcore.shared", check_shared_object)
"""By the scheme of a URL: what makes an object of that URL."""


def shared_of(shared: Shared | str | None) -> Shared | None:
    """What processes share, made where a URL is given; or none.

    Raises:
        ConfigurationError: When it is something else, or nothing is known for the URL's scheme.
    """
    if shared is None:
        return None
    if not isinstance(shared, str):
        check_shared_object(shared)
        return shared
    scheme = scheme_of("shared", shared, shared_stores.names())
    return shared_stores.create(scheme, {"url": shared})


def scheme_of(setting: str, url: str, known: Sequence[str]) -> str:
    """The scheme of a URL that something is known for.

    Args:
        setting: Whose URL it is.
        url: The URL.
        known: The schemes that something is known for.

    Raises:
        ConfigurationError: When there is none, or nothing is known for it. The URL is not quoted,
            since it may hold a password.
    """
    scheme, separator, _ = url.partition("://")
    if not separator:
        raise ConfigurationError(
            f"{setting} must be a URL, redis://localhost:6379/0 for example, not a text without "
            "`://`"
        )
    if scheme not in known:
        raise ConfigurationError(unknown(f"scheme of {setting}:", shown(scheme), known))
    return scheme
