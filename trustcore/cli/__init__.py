"""The command line, `trustcore --help`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from trustcore.cli.app import app  # noqa: PLC0415  (typer is needed here only)

    app()
