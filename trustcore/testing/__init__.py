"""Public tools for tests: a scripted model, virtual time, and a switch against network requests."""

from __future__ import annotations

from contextlib import AbstractContextManager

from trustcore.http.network import NETWORK
from trustcore.public import publish
from trustcore.testing.conformance import ConformanceError, call, check_provider
from trustcore.testing.scripted import (
    After,
    Script,
    ScriptedProvider,
    Streamed,
    anything,
    by_draw,
    is_sample,
    says,
    with_probability,
)
from trustcore.testing.shared import SharedMemory
from trustcore.testing.shared_conformance import check_shared
from trustcore.testing.throttled import ThrottledProvider
from trustcore.testing.virtual_time import DeadlockError, VirtualTimeLoop, run_virtual

__all__ = [
    "After",
    "ConformanceError",
    "DeadlockError",
    "Script",
    "ScriptedProvider",
    "SharedMemory",
    "Streamed",
    "ThrottledProvider",
    "VirtualTimeLoop",
    "anything",
    "by_draw",
    "call",
    "check_provider",
    "check_shared",
    "forbid_network",
    "is_sample",
    "run_virtual",
    "says",
    "with_probability",
]


def forbid_network() -> AbstractContextManager[None]:
    """Make every request of trustcore's HTTP transports raise, in all threads of the process.

    Blocks can be nested; requests are allowed again at the end of the outermost. ::

        with forbid_network():
            ...  # raises NetworkForbiddenError before a socket is touched
    """
    return NETWORK.forbidden()


publish(__name__, __all__)
