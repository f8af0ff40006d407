from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trustcore.testing import VirtualTimeLoop


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.db"


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}
