"""From what the user calls a model to a provider."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trustcore.calls.route import ModelChain
from trustcore.client.adapt import package_of
from trustcore.errors import ArgumentError, ConfigurationError, RegistryError
from trustcore.plugins.contracts import check_provider
from trustcore.plugins.protocols import Provider
from trustcore.plugins.registry import model_names, providers
from trustcore.records.role import ROLES, Role, is_witness
from trustcore.redact import looks_like_a_key
from trustcore.secret import Secret

MODEL_VARIABLE = "TRUSTCORE_MODEL"

OneModel = str | Provider | Callable[..., Any]
Model = OneModel | Sequence[OneModel]
"""A name "provider/model", a provider, or any sync or async function from text to text; it may take
`messages`, and return a `Completion` or a vendor's response.

A list of these is tried in its order: when one fails, the next takes its calls.
"""


def given_or_usual(given: Mapping[Role, Any], usual: Mapping[Role, Any]) -> dict[Role, Any]:
    """The models of roles: those that the user gave, and where there is none the preset's own."""
    return {role: usual.get(role) if one is None else one for role, one in given.items()}


def resolve_roles(
    models: Mapping[Role, Any], *, base_url: str | None, api_key: str | Secret | None
) -> dict[Role, ModelChain]:
    """The route of each role; a role without a model uses the answer's, but a witness has its own.

    `base_url` and `api_key` go to the answer's model, and to the other roles' where they are named
    with the same provider.

    Raises:
        ConfigurationError: When there is no model, or one cannot be made.
    """
    answer = models.get("answer")
    if answer is None:
        answer = os.environ.get(MODEL_VARIABLE) or None
    if answer is None:
        msg = (
            'no model is named. Three ways: TLM(model="openai/gpt-4.1-mini"), '
            f'options={{"model": ...}}, or the environment variable {MODEL_VARIABLE}; '
            '"embedded/primer" needs neither key nor network'
        )
        raise ConfigurationError(msg)
    connection = {"base_url": base_url, "api_key": _secret(api_key)}
    given = {key: value for key, value in connection.items() if value is not None}
    chain = _chain("model", answer)
    home = _prefix(chain[0])
    routes: dict[Role, ModelChain] = dict.fromkeys(ROLES, _route("model", chain, given, home))
    for role in (*ROLES[1:], *filter(is_witness, models)):
        model = models.get(role)
        if model is not None:
            routes[role] = _route(role, _chain(role, model), given, home)
    return routes


def _chain(setting: str, model: Any) -> list[Any]:  # noqa: ANN401  (whatever the user gave)
    if not isinstance(model, list | tuple):
        return [model]
    if not model:
        raise ConfigurationError(f"{setting} is an empty list; name at least one model")
    return list(model)


def _route(
    setting: str, chain: Sequence[Any], connection: Mapping[str, Any], home: str | None
) -> ModelChain:
    first, *others = chain
    own = connection if setting == "model" or _prefix(first) == home else {}
    return ModelChain(
        (
            _provider(setting, first, own),
            # Of other names the connection is unknown; equal names are models of one endpoint.
            *(
                _provider(setting, one, connection if _prefix(one) == home else {})
                for one in others
            ),
        )
    )


def _provider(setting: str, model: Any, connection: Mapping[str, Any]) -> Provider:  # noqa: ANN401
    if isinstance(model, str):
        return _named(setting, model, connection)
    if connection:
        msg = f"base_url and api_key go with a model's name; give them to the {setting} itself"
        raise ConfigurationError(msg)
    if isinstance(model, Provider) and not isinstance(model, type):
        check_provider(model)
        return model
    if callable(model):
        return _function(setting, model)
    if package_of(model) is not None:
        msg = f'{setting}: a client object has no model\'s name; write adapt(client, "NAME")'
        raise ConfigurationError(msg)
    msg = (
        f'{setting} must be a name "provider/model", a provider or a function from text to text, '
        f"not {type(model).__name__}"
    )
    if inspect.isawaitable(model) or inspect.isgenerator(model):
        msg += "; give the function itself, without calling it"
    raise ConfigurationError(msg)


def _named(setting: str, model: str, connection: Mapping[str, Any]) -> Provider:
    name, slash, rest = model.partition("/")
    if not slash or not rest:
        way_out = _hint(model) or f"providers: {', '.join(providers.names())}"
        msg = f'{setting} must be written "provider/model", not {_quoted(model)}; {way_out}'
        raise ConfigurationError(msg)
    if name == "callable":
        msg = f"{setting}: a function is given itself, {setting}=my_function, not by its name"
        raise ConfigurationError(msg)
    try:
        return providers.create(name, {"model": rest, **connection})
    except ArgumentError as error:
        if error.argument not in connection:
            raise
        msg = f"{setting}: models of {name} take no {error.argument}; leave it out"
        raise ArgumentError(msg, error.argument) from None
    except RegistryError as error:
        key = "give a key as api_key=" if _may_be_secret(name) else None
        hint = key or _hint(model)
        if hint is None or name in providers.names():  # it is there, but could not be loaded
            raise
        msg = f"{setting}: unknown provider {_quoted(name)}; {hint}"
        raise RegistryError(msg) from (None if key else error)


def _function(setting: str, function: Callable[[str], Any]) -> Provider:
    try:
        return providers.create("callable", {"function": function})
    except ConfigurationError as error:
        problem = str(error).removeprefix("the model ")
        raise ConfigurationError(f"{setting} {problem}") from None


def _hint(model: str) -> str | None:
    """What a plug-in knows that was meant by a name, unless a key was given in its place."""
    if _may_be_secret(model):
        return None
    found = (model_names.factory(name)(model) for name in model_names.names())
    return next((one for one in found if one), None)


def _quoted(name: str) -> str:
    return "what looks like a key" if _may_be_secret(name) else repr(name)


def _may_be_secret(name: str) -> bool:
    return "://" in name or any(map(looks_like_a_key, name.split("/")))


def _prefix(model: Any) -> str | None:  # noqa: ANN401  (whatever the user gave)
    return model.partition("/")[0] if isinstance(model, str) else None


def _secret(key: str | Secret | None) -> Secret | None:
    return Secret(key) if isinstance(key, str) else key
