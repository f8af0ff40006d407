"""What commands take, and the client that comes of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from trustcore.batch.row_settings import WITH_COMMAS, labels_in
from trustcore.client import TLM
from trustcore.errors import ConfigurationError, InputError, OptionError, TrustcoreError
from trustcore.ledger import Budget
from trustcore.plugins.provider_attributes import completed
from trustcore.plugins.registry import providers
from trustcore.presets import builtin_presets, resolve_preset
from trustcore.records.documents import Document
from trustcore.records.evals import builtin_evals
from trustcore.records.label_forms import labels_of
from trustcore.secret import Secret

_LONGEST = 1000
"""Characters of an option's value: names, numbers and short lists."""

_MOST = 2**53
"""The largest whole number that every reader of JSON takes for what it is."""

_BUNDLED = ("embedded/primer",)
"""Models whose whole name can be completed."""


def complete_preset(begun: str) -> Iterator[str]:
    """The built-in presets that begin like this."""
    return (name for name in builtin_presets() if name.startswith(begun))


def complete_model(begun: str) -> Iterator[str]:
    """The providers, each as far as the slash, the models that come along, and files that are."""
    provider, slash, model = begun.partition("/")
    names = [*_BUNDLED, *(f"{name}/" for name in providers.names())]
    if slash and f"{provider}/" in names:
        with suppress(TrustcoreError):  # its package does not load, which using it tells
            found = completed(providers.factory(provider), model)
            names += [f"{provider}/{name}" for name in found]
    return (name for name in names if name.startswith(begun))


def complete_eval(begun: str) -> Iterator[str]:
    """The evaluations that come along and begin like this."""
    return (name for name in builtin_evals() if name.startswith(begun))


Model = Annotated[
    str | None,
    typer.Option(
        help='The answering model, "provider/model".',
        envvar="TRUSTCORE_MODEL",
        autocompletion=complete_model,
    ),
]
Judge = Annotated[
    str | None, typer.Option(help="The model that rates answers.", autocompletion=complete_model)
]
Witness = Annotated[
    str | None,
    typer.Option(
        help="Another model whose answer is compared, one call more.",
        autocompletion=complete_model,
    ),
]
PresetName = Annotated[
    str,
    typer.Option(
        "--preset",
        help="base, low, medium, high, best or FILE.toml#NAME.",
        autocompletion=complete_preset,
    ),
]
OptionList = Annotated[
    list[str] | None, typer.Option("--option", help="An option of TLM as KEY=VALUE; repeatable.")
]
CachePath = Annotated[
    str | None,
    typer.Option("--cache", help="What keeps what models answer: a file, or redis://HOST:PORT/0."),
]
BaseUrl = Annotated[str | None, typer.Option(help="Where the answering model's API is.")]
Timeout = Annotated[float | None, typer.Option(help="Seconds for one item.")]
SharedUrl = Annotated[
    str | None,
    typer.Option(
        "--shared",
        help="A Redis server through which processes share limits and budget, redis://HOST:PORT/0.",
        envvar="TRUSTCORE_SHARED",
        show_envvar=True,
    ),
]
MaxUsd = Annotated[float | None, typer.Option(help="US dollars that may be spent.")]
MaxCalls = Annotated[int | None, typer.Option(help="Calls that may be made.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Threshold = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Leave with code 5 when the score is below."),
]
ContextFiles = Annotated[
    list[Path] | None,
    typer.Option("--context", help="A file that the answer is to rest on; repeatable."),
]
EvalNames = Annotated[
    list[str] | None,
    typer.Option(
        "--eval",
        help="What is rated besides the score, query_ease for example; repeatable.",
        autocompletion=complete_eval,
    ),
]
LabelTexts = Annotated[
    list[str] | None,
    typer.Option(
        "--label",
        "--labels",
        help="Answers there are, commas between them; the last is the fallback; repeatable.",
    ),
]
Text = Annotated[str, typer.Argument(help='The text; "-" reads standard input.')]


def client(  # noqa: PLR0917  (one parameter per flag)
    preset: str,
    model: str | None,
    judge: str | None = None,
    witness: str | None = None,
    option: Sequence[str] | None = None,
    cache: str | None = None,
    base_url: str | None = None,
    timeout: float | None = None,
    budget: Budget | None = None,
    seed: int | None = None,
    api_key: Secret | None = None,
    shared: str | None = None,
    patience: float = 300.0,
) -> TLM:
    """The client of the flags.

    Raises:
        ConfigurationError: When a flag is wrong, or no model is named.
    """
    given = {
        "--model": model,
        "--judge": judge,
        "--witness": witness,
        "--preset": preset,
        "--base-url": base_url,
    }
    for name, value in given.items():
        check_unicode(name, value or "")
    chosen, options = resolve_preset(preset), options_of(option or [])
    if model is None and "model" not in options and "answer" not in chosen.roles:
        msg = (
            "no model is named; give --model provider/NAME, or set TRUSTCORE_MODEL; "
            "embedded/primer needs neither key nor network"
        )
        raise ConfigurationError(msg)
    return TLM(
        chosen,
        model=model,
        judge=judge,
        witness=witness,
        options=options,
        cache=cache,
        base_url=base_url,
        api_key=api_key,
        timeout=timeout,
        budget=budget,
        seed=seed,
        shared=shared,
        patience=patience,
    )


def budget_of(max_usd: float | None, max_calls: int | None) -> Budget | None:
    """The budget of the flags, None where there is none.

    Raises:
        ConfigurationError: When a limit is not above 0.
    """
    if max_usd is None and max_calls is None:
        return None
    return Budget(usd=max_usd, calls=max_calls)


def options_of(pairs: Sequence[str]) -> dict[str, Any]:
    """Options from KEY=VALUE; a value is JSON, and a word where it is none.

    Raises:
        OptionError: When a pair is none, or its value can be no option.
    """
    options: dict[str, Any] = {}
    for pair in pairs:
        check_unicode("--option", pair)
        key, equals, value = pair.partition("=")
        if not equals:
            msg = "--option takes KEY=VALUE, for example --option num_consistency_samples=4"
            raise OptionError(msg)
        options[key] = _value(key, value)
    return options


def texts(*given: str) -> tuple[str, ...]:
    """The texts themselves; standard input for one of them that is "-".

    Raises:
        InputError: When there is no standard input, it is to be two texts, or is no text.
    """
    if given.count("-") > 1:
        msg = 'standard input can be one text only; give the other one as it is, not as "-"'
        raise InputError(msg)
    found = tuple(_piped() if text == "-" else text for text in given)
    for written, text in zip(given, found, strict=True):
        check_unicode("standard input" if written == "-" else "the text", text)
    return found


def settings(
    context: Sequence[Path] | None, evals: Sequence[str] | None, labels: Sequence[str] | None
) -> dict[str, Any]:
    """The settings of a call: documents, evaluations and labels; none that is not given.

    Raises:
        InputError: When a file cannot be read.
    """
    given = {
        "context": [*map(_document, context or ())],
        "evals": list(evals or ()),
        "constrain_outputs": labels_of_flags(labels),
    }
    return {name: value for name, value in given.items() if value}


def labels_of_flags(flags: Sequence[str] | None) -> list[str]:
    """The labels of flags, each of which has one, several with commas, or a JSON list.

    Raises:
        InputError: When they are none.
    """
    found = [label for flag in flags or () for label in labels_in(flag)]
    return [*labels_of(found, "labels (--label, --labels)", WITH_COMMAS)]


def _document(path: Path) -> Document:
    try:
        return Document(path.read_text("utf-8-sig"), path.name)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise InputError(f"--context: {path.name} cannot be read: {why}") from error


def check_unicode(name: str, text: str) -> None:
    """Bytes of the command line that are no UTF-8 arrive as half characters.

    Raises:
        InputError: Naming the place.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        msg = f"{name} is not valid UTF-8, from character {error.start} on"
        raise InputError(msg) from error


def _value(key: str, value: str) -> Any:  # noqa: ANN401  (whatever the user gave)
    name = key[:_LONGEST]
    if len(value) > _LONGEST:
        msg = f"--option {name}: a value has {_LONGEST} characters at most, not {len(value)}"
        raise OptionError(msg)
    try:
        return json.loads(value, parse_int=lambda digits: _whole(name, digits))
    except RecursionError as error:
        msg = f"--option {name}: a value is a number, a word or a list, nothing nested so deep"
        raise OptionError(msg) from error
    except ValueError:
        return value


def _whole(name: str, digits: str) -> int:
    number = int(digits)
    if abs(number) > _MOST:
        msg = f"--option {name}: a whole number is {_MOST} at most, not one of {len(digits)} digits"
        raise OptionError(msg)
    return number


def _piped() -> str:
    if sys.stdin.isatty():
        msg = 'the text "-" means standard input, but nothing is piped in'
        raise InputError(msg)
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        msg = f"standard input is not valid {error.encoding}, from byte {error.start} on"
        raise InputError(msg) from error
