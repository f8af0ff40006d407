"""The command line, `trustcore --help`."""

from __future__ import annotations

import sys

from trustcore.cli import interrupt


def main() -> None:
    """Run the command line."""
    interrupt.leave_at_once()
    from trustcore.cli.app import app  # noqa: PLC0415  (typer is needed here only)

    interrupt.raise_once()
    try:
        app()
    except KeyboardInterrupt:  # between two lines of typer's
        sys.exit(interrupt.CODE)
    finally:
        interrupt.leave_at_once()
