"""A run over a file whose calls go through a vendor's batch interface, round after round.

All state is in the journal: a process may end at any moment, and the next one goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, closing

import anyio
import anyio.to_thread
from attrs import define

from trustcore.batch.entry import Entry
from trustcore.batch.journal import Journal
from trustcore.batch.prepare import Prepared
from trustcore.batch.stop import ROWS_GRACE, StopRequest
from trustcore.batch.vendor.courier import Courier
from trustcore.batch.vendor.files import RequestFile, RoundFiles
from trustcore.batch.vendor.form import BatchForm, BatchInterface
from trustcore.batch.vendor.interfaces import INTERFACES
from trustcore.batch.vendor.online import finish_online
from trustcore.batch.vendor.passing import Pass, Passing
from trustcore.batch.vendor.store import RoundStore
from trustcore.client import TLM
from trustcore.client.offline import OfflineCalls
from trustcore.errors import ConfigurationError
from trustcore.provider_kit import HttpProvider, HttpSession
from trustcore.records.role import Role
from trustcore.suggest import unknown


@define(kw_only=True)
class VendorWork:
    """Settles what is left to settle, in rounds.

    Attributes:
        tlm: The client, entered.
        prepared: What is to be settled.
        journal: Open for writing.
        tell: Is told of each row that is settled.
        say: Is told in words what is done, and what is waited for.
        stop: Tells whether a stop was asked for.
    """

    tlm: TLM
    prepared: Prepared
    journal: Journal
    tell: Callable[[Entry], None]
    say: Callable[[str], None]
    stop: StopRequest

    async def run(self) -> bool:
        """Settle rows; whether none is left, since nobody asked for a stop or would not wait.

        Raises:
            ConfigurationError: When the vendor's interface is not known, a role's model is another
                vendor's, or nobody but the user can tell whether a file was sent.
            ProviderError: When the vendor cannot be reached, or refuses what is sent.
            BudgetExceeded: When the budget has no room for a file, which is not sent then.
        """
        settings = self.prepared.settings
        interface = interface_of(settings.vendor_batch or "")
        offline = self.tlm.offline(interface.share)
        providers = providers_of(offline, interface)
        _check_embeddings(self.tlm, interface)
        store = RoundStore(self.journal, texts=settings.texts)
        async with AsyncExitStack() as stack:
            sessions, forms = await _opened(stack, providers, interface)
            courier = Courier(
                store=store,
                forms=forms,
                seconds=settings.poll_seconds,
                stopped=self._stopped,
                say=self.say,
                adopt=settings.adopt,
                send_anew=settings.send_anew,
                release=offline.release,
            )
            passing = Passing(
                offline=offline,
                prepared=self.prepared,
                store=store,
                sessions=sessions,
                fingerprint=self.tlm.fingerprint,
                fresh=courier.arrived,
                tell=self.tell,
            )
            if not await courier.recover():
                return False
            collected = store.batches("collected")
            courier.arrived |= {
                one.number: one.key for one in collected if offline.is_unbooked(one.key)
            }
            return await self._rounds(courier, passing, interface)

    async def _rounds(self, courier: Courier, passing: Passing, interface: BatchInterface) -> bool:
        while await courier.collect(wait=self.prepared.settings.wait):
            with closing(RoundFiles(passing.store, interface, courier.forms)) as files:
                looked = Pass(passing, files)
                try:
                    await anyio.to_thread.run_sync(looked.run, self._stopped)
                finally:  # what is fatal ends this run, and not the next one of this client
                    self._release(passing.offline, courier.arrived)
                written = files.end()
                if not written and looked.held:
                    await self._finish_online(passing)
                if self._stopped() or not written:
                    return not self._stopped()
                for file in written:
                    if not self._stopped():
                        await self._submit(file, courier, passing.offline)
        return False

    def _stopped(self) -> bool:
        return self.stop.requested

    async def _finish_online(self, passing: Passing) -> None:
        """Make calls at once, which are paid for when they are interrupted: they have more time."""
        with anyio.CancelScope(shield=True), self.stop.grace(ROWS_GRACE):
            await finish_online(passing, self._stopped)

    async def _submit(self, file: RequestFile, courier: Courier, offline: OfflineCalls) -> None:
        offline.reserve(file.batch.key, file.most)
        await courier.submit(file)

    def _release(self, offline: OfflineCalls, arrived: dict[int, str]) -> None:
        """Give back what was held for files whose replies have been booked."""
        for key in arrived.values():
            offline.release(key)
        arrived.clear()


def interface_of(vendor: str) -> BatchInterface:
    """The batch interface of a vendor.

    Raises:
        ConfigurationError: When none is known.
    """
    if vendor not in INTERFACES:
        raise ConfigurationError(unknown("vendor's batch interface:", vendor, INTERFACES))
    return INTERFACES[vendor]


def providers_of(offline: OfflineCalls, interface: BatchInterface) -> Mapping[Role, HttpProvider]:
    """The model of each role, which must be the vendor's.

    Raises:
        ConfigurationError: Naming the role whose model is not.
    """
    found: dict[Role, HttpProvider] = {}
    for role, provider in offline.providers.items():
        if not isinstance(provider, HttpProvider) or provider.vendor.name != interface.vendor:
            msg = (
                f"the role {role} has the model {provider.model}, which the batch interface of "
                f"{interface.vendor} does not reach; name one of {interface.vendor}, or leave "
                "the vendor's batches out"
            )
            raise ConfigurationError(msg)
        found[role] = provider
    return found


def _check_embeddings(tlm: TLM, interface: BatchInterface) -> None:
    """Refuse, before anything is paid for, what would want embeddings in the end.

    Raises:
        ConfigurationError: When the interface takes none.
    """
    wanted = any(role == "embedder" for role, _ in tlm.plan().nodes)
    if wanted and not interface.embeddings:
        msg = (
            f"the batch interface of {interface.vendor} takes no embeddings; choose another "
            "similarity measure, or leave the vendor's batches out"
        )
        raise ConfigurationError(msg)


async def _opened(
    stack: AsyncExitStack, providers: Mapping[Role, HttpProvider], interface: BatchInterface
) -> tuple[Mapping[Role, HttpSession], Mapping[str, BatchForm]]:
    """Of each role the session, and by the model's name where its files go."""
    sessions: dict[HttpProvider, HttpSession] = {}
    forms: dict[str, BatchForm] = {}
    for provider in dict.fromkeys(providers.values()):
        sessions[provider] = await stack.enter_async_context(provider.open())
        files = await stack.enter_async_context(provider.open_files())
        forms[provider.model] = interface.form(files)
    return {role: sessions[one] for role, one in providers.items()}, forms
