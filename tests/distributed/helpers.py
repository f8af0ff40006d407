from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from redis_server import PROGRAM, RedisServer, running


def started(folder: Path, *arguments: str) -> AbstractContextManager[RedisServer]:
    pytest.importorskip("redis", reason="the package redis is not installed")
    if PROGRAM is None:
        pytest.skip("neither redis-server nor valkey-server is installed")
    return running(folder, *arguments)
