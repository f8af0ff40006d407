"""The command of a run over a file, kept in its journal: with that alone the run goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import orjson
import typer

from trustcore.batch.journal import Journal
from trustcore.errors import ConfigurationError

_ONCE = ("collect", "retry_failed", "accept_changes", "adopt", "send_anew", "quiet", "json_")
"""Parameters that are about one start, and not about the run."""


def command_of(context: typer.Context) -> str:
    """What was typed, and in which folder, to be kept in a journal."""
    words = [word for word, once in _words(context) if not once]
    return orjson.dumps({"folder": str(Path.cwd()), "words": words}).decode()


def go_on(context: typer.Context, journal: Path) -> None:
    """Run the command that a journal has kept, with the options that are given now besides.

    Raises:
        ConfigurationError: When the journal has kept none.
    """
    with Journal.read_from(journal) as opened:
        kept = opened.settings().get("command")
    if not kept:
        msg = f"{journal.name} was not made by `trustcore batch`; give its input and output"
        raise ConfigurationError(msg)
    command = orjson.loads(kept)
    given = context.params["input_"]
    words = [*command["words"], *(word for word, _ in _words(context) if word != str(given))]
    os.chdir(command["folder"])  # names of files are told from there
    code = context.command.main(words, context.info_name, standalone_mode=False)
    raise typer.Exit(code or 0)


def _words(context: typer.Context) -> Iterator[tuple[str, bool]]:
    """Each word that was typed, and whether it is about this start alone."""
    for one in context.command.params:
        name = one.name or ""
        source = context.get_parameter_source(name)
        if source is None or source.name != "COMMANDLINE":
            continue
        value, once = context.params[name], name in _ONCE
        if one.param_type_name == "argument":
            yield str(value), once
        elif getattr(one, "is_flag", False):
            yield one.opts[0], once
        else:
            for part in value if getattr(one, "multiple", False) else [value]:
                yield one.opts[0], once
                yield str(getattr(part, "value", part)), once
