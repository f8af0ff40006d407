"""The command line, `trustcore --help`."""

from __future__ import annotations

import os
import sys

from trustcore.cli import interrupt


def main() -> None:
    """Run the command line."""
    interrupt.leave_at_once()
    _open_closed()
    from trustcore.cli.app import app  # noqa: PLC0415  (typer is needed here only)

    interrupt.raise_once()
    try:
        app()
    except KeyboardInterrupt:  # between two lines of typer's
        sys.exit(interrupt.CODE)
    finally:
        interrupt.leave_at_once()


def _open_closed() -> None:
    """Let a stream that was closed before (`>&-`) take what is written, and no file its place."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r+", encoding="utf-8"))
