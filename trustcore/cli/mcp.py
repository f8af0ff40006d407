"""`trustcore mcp`: trust scores as tools of the Model Context Protocol."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from trustcore.cli import arguments as given
from trustcore.cli.exits import errors_to_exits
from trustcore.errors import ConfigurationError

MaxCalls = Annotated[int, typer.Option(min=1, help="Calls that a session may make.")]


def mcp(  # noqa: PLR0917  (one parameter per flag)
    model: given.Model = None,
    judge: given.Judge = None,
    witness: given.Witness = None,
    preset: given.PresetName = "low",
    option: given.OptionList = None,
    cache: given.CachePath = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    max_usd: given.MaxUsd = None,
    max_calls: MaxCalls = 500,
    shared: given.SharedUrl = None,
) -> None:
    """Serve trust scores to an assistant, as tools over standard input and output."""
    with errors_to_exits():
        try:
            tools = import_module("trustcore.serving.tools")
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in {"mcp", "starlette"}:
                raise
            msg = 'trustcore mcp needs the package mcp: pip install "trustcore[mcp]"'
            raise ConfigurationError(msg) from error
        budget = given.budget_of(max_usd, max_calls)
        tlm = given.client(
            preset, model, judge, witness, option, cache, base_url, timeout, budget, shared=shared
        )
        tools.mcp_server(tlm).run("stdio")
