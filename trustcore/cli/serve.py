"""`trustcore serve`: a server that speaks OpenAI's API and adds trust scores."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from trustcore.cli import arguments as given
from trustcore.cli.exits import errors_to_exits
from trustcore.errors import ConfigurationError, InputError


def serve(  # noqa: PLR0917  (one parameter per flag)
    model: given.Model = None,
    judge: given.Judge = None,
    witness: given.Witness = None,
    preset: given.PresetName = "low",
    option: given.OptionList = None,
    cache: given.CachePath = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    max_usd: given.MaxUsd = None,
    max_calls: given.MaxCalls = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8400,
    host_name: Annotated[
        list[str] | None, typer.Option(help="A name under which it is asked; repeatable.")
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="A file with the token that clients must give.")
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(help="The score below which an answer is escalated.")
    ] = None,
    max_inflight: Annotated[int, typer.Option(help="Answers under way at once.")] = 256,
) -> None:
    """Serve OpenAI's API with a trust score on each answer, and a page to ask on."""
    with errors_to_exits():
        serving, settings_module, uvicorn = map(_library, _NEEDED)
        settings = serving.ServeSettings(
            token=None if token_file is None else _token(token_file),
            hosts=(*settings_module.LOOPBACK, *(host_name or ())),
            threshold=threshold,
            max_inflight=max_inflight,
        )
        settings_module.check_host(host, settings)
        budget = given.budget_of(max_usd, max_calls)
        tlm = given.client(preset, model, judge, witness, option, cache, base_url, timeout, budget)
        where = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        typer.echo(f"{tlm.models['answer']} with trust scores of the preset {preset!r}")
        typer.echo(f"the page is at {where}, the API at {where}/v1; Ctrl-C ends it")
        uvicorn.run(
            serving.app(tlm, settings), host=host, port=port, log_level="warning", access_log=False
        )


_NEEDED = ("trustcore.serving", "trustcore.serving.settings", "uvicorn")


def _library(name: str) -> Any:  # noqa: ANN401  (a module)
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in {"starlette", "uvicorn"}:
            raise
        msg = 'trustcore serve needs starlette and uvicorn: pip install "trustcore[serve]"'
        raise ConfigurationError(msg) from error


def _token(path: Path) -> str:
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--token-file {path.name} cannot be read: {error}") from error
    return token
