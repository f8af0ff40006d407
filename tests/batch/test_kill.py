"""A run that is killed at random times gives what an undisturbed one gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "files.py"


def test_killed_at_random_times() -> None:
    """Byte for byte, and no more calls are made again than were in flight."""
    command = [sys.executable, str(PROGRAM), "kill", "--rows", "60", "--kills", "2"]
    done = subprocess.run(
        [*command, "--rows-at-once", "4"], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert found["equal"]
    assert found["kills"] >= 1
    assert 0 <= found["extra_calls"] <= found["most_extra_calls"]
