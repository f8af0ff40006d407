"""`trustcore serve`: a server that speaks OpenAI's API and adds trust scores."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from errno import EACCES, EADDRINUSE
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from trustcore.cli import arguments as given
from trustcore.cli.exits import errors_to_exits
from trustcore.cli.serve_config import ServeConfig, read_config
from trustcore.client import TLM
from trustcore.errors import ArgumentError, ConfigurationError, InputError
from trustcore.secret import Secret

_DEFAULTS = ServeConfig(host="127.0.0.1", port=8400, preset="low")

_NO_KEY = Secret("each-client-has-a-key-of-its-own")
"""Of a client that only says which model there is; it answers nothing."""


_PATIENCE = 10.0
"""Seconds that an API may be unwell before its calls fail: somebody waits for the answer."""

PresetName = Annotated[
    str | None, typer.Option(help="A built-in preset, or FILE.toml#NAME; by default low.")
]
Host = Annotated[str | None, typer.Option(help="The address to listen on; by default 127.0.0.1.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="The port; by default 8400.")]
HostNames = Annotated[
    list[str] | None, typer.Option(help="A name under which it is asked; repeatable.")
]
TokenFile = Annotated[
    Path | None, typer.Option(help="A file with the token that clients must give.")
]
Presets = Annotated[
    list[str] | None,
    typer.Option(help="Another preset that a request may choose; repeatable."),
]
PassKey = Annotated[
    bool | None,
    typer.Option("--pass-key", help="Send each client's own key on; it pays for its requests."),
]
Threshold = Annotated[
    float | None, typer.Option(help="The score below which an answer is escalated.")
]
MaxInflight = Annotated[
    int | None, typer.Option(min=1, help="Answers under way at once; by default 256.")
]
StorePath = Annotated[Path | None, typer.Option(help="A file of SQLite in which scores are kept.")]
StoreText = Annotated[
    bool | None, typer.Option("--store-text", help="Keep questions and answers there as well.")
]
ConfigPath = Annotated[
    Path | None, typer.Option(help="A TOML file of these settings; flags come before it.")
]


def serve(  # noqa: PLR0917  (one parameter per flag)
    model: given.Model = None,
    judge: given.Judge = None,
    witness: given.Witness = None,
    preset: PresetName = None,
    option: given.OptionList = None,
    cache: given.CachePath = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    max_usd: given.MaxUsd = None,
    max_calls: given.MaxCalls = None,
    shared: given.SharedUrl = None,
    host: Host = None,
    port: Port = None,
    allow_preset: Presets = None,
    pass_key: PassKey = None,
    host_name: HostNames = None,
    token_file: TokenFile = None,
    threshold: Threshold = None,
    max_inflight: MaxInflight = None,
    store: StorePath = None,
    store_text: StoreText = None,
    config: ConfigPath = None,
) -> None:
    """Serve OpenAI's API with a trust score on each answer, and a page to ask on."""
    with errors_to_exits():
        flags = ServeConfig(
            host=host,
            port=port,
            model=model,
            preset=preset,
            presets=allow_preset or None,
            pass_key=pass_key,
            host_names=host_name or None,
            token_file=token_file,
            threshold=threshold,
            max_inflight=max_inflight,
            store=store,
            store_texts=store_text,
            shared=shared,
        )
        chosen = flags.or_else(ServeConfig() if config is None else read_config(config))
        chosen = chosen.or_else(_DEFAULTS)
        budget = given.budget_of(max_usd, max_calls)
        make_client = partial(
            given.client,
            *(chosen.preset or "", chosen.model, judge, witness, option),
            *(cache, base_url, timeout, budget, None),
            shared=chosen.shared,
            patience=_PATIENCE if chosen.patience is None else chosen.patience,
        )
        _run(make_client, chosen)


def _run(make_client: Callable[[Secret | None], TLM], chosen: ServeConfig) -> None:
    """Serve until Ctrl-C."""
    tlm = _for_keys(make_client) if chosen.pass_key else make_client(None)
    serving, settings_module, listening = map(_library, _NEEDED)
    settings = serving.ServeSettings(
        token=None if chosen.token_file is None else _token(chosen.token_file),
        hosts=(*settings_module.LOOPBACK, *(chosen.host_names or ())),
        **chosen.settings,
    )
    address = chosen.host or ""
    settings_module.check_host(address, settings)
    served = serving.app(tlm, settings, for_key=make_client if chosen.pass_key else None)
    where = f"http://{f'[{address}]' if ':' in address else address}:{chosen.port}"
    logging.getLogger("trustcore").addHandler(logging.StreamHandler())  # on standard error

    def announce() -> None:
        typer.echo(f"{tlm.models['answer']} with trust scores of the preset {tlm.preset.name!r}")
        typer.echo(f"the page is at {where}, the API at {where}/v1; Ctrl-C ends it")

    with _listener(address, chosen.port or 0) as listener:
        listening.listen(served, listener, announce)


def _for_keys(make_client: Callable[[Secret | None], TLM]) -> TLM:
    """The client that says which model there is, where each key has one of its own.

    Raises:
        ConfigurationError: When its API takes no key.
    """
    try:
        return make_client(_NO_KEY)
    except ArgumentError as error:
        msg = f"--pass-key is for models whose API takes a key: {error}"
        raise ConfigurationError(msg) from error


def _listener(address: str, port: int) -> socket.socket:
    """The socket that is listened on; it is there before anything is announced.

    Raises:
        ConfigurationError: When it cannot be had.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        # Only a port that is taken, or that not everybody may have, is the port's fault.
        wrong = "--port" if error.errno in {EADDRINUSE, EACCES} else "--host"
        msg = f"--host {address} --port {port}: {error.strerror or error}; give another {wrong}"
        raise ConfigurationError(msg) from error


_NEEDED = ("trustcore.serving", "trustcore.serving.settings", "trustcore.cli.listening")


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
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise InputError(f"--token-file {path.name} cannot be read: {why}") from error
    return token
