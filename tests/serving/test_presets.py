"""The preset that a request chooses, of those that the server allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.serving.helpers import CHAT, Opened, Reply, Visitor, ask, client, post, visiting
from trustcore import TLM
from trustcore.errors import ConfigurationError
from trustcore.ledger import Budget
from trustcore.serving import ServeSettings, app


def served(**settings: Any) -> tuple[TLM, ServeSettings]:  # noqa: ANN401  (of a client)
    tlm = client(preset="base", **settings)
    return tlm, ServeSettings(presets=("low", "medium"))


def test_a_request_chooses_among_the_allowed_ones() -> None:
    """By a header or in its body: the calls are those of the preset, and so is the fingerprint."""
    tlm, settings = served()

    async def run(to: Visitor) -> list[Reply]:
        return [
            await to("POST", CHAT, ask()),
            await to("POST", CHAT, ask(), {"x-trust-preset": "base"}),
            await to("POST", CHAT, ask(trust={"preset": "low"})),
            await to("POST", CHAT, ask(), {"x-trust-preset": "medium"}),
        ]

    usual, base, low, medium = (one.json["trust"] for one in visiting(tlm, run, settings))

    assert usual["fingerprint"] == base["fingerprint"]
    assert 3 == len({one["fingerprint"] for one in (base, low, medium)})
    assert base["usage"]["calls"] < medium["usage"]["calls"]
    assert "reflection" in {one["name"] for one in low["signals"]}


@pytest.mark.parametrize("path", [CHAT, "/v1/responses", "/v1/score"])
@pytest.mark.parametrize("name", ["best", "mediun", "", 5])
def test_others_are_refused_with_the_list(path: str, name: object) -> None:
    """Before any call."""
    tlm, settings = served()
    body = {**ask(), "trust": {"preset": name}}
    if path == "/v1/responses":
        body["input"] = body.pop("messages")

    reply = post(body, tlm, settings, path=path)

    error = reply.json["error"]
    assert (400, "trust.preset") == (reply.status, error["param"])
    assert "base, low, medium" in error["message"]


def test_an_answer_that_exists_is_scored_with_the_chosen_one() -> None:
    """As an answer of the server's own is."""
    tlm, settings = served()
    expected = tlm.with_preset("medium").fingerprint
    body = {"prompt": "Capital?", "response": "Paris", "trust": {"preset": "medium"}}

    reply = post(body, tlm, settings, path="/v1/score")

    assert expected == reply.json["fingerprint"]


def test_presets_share_a_budget_and_a_ledger() -> None:
    """What one has spent the other has not."""
    tlm = client(preset="base", budget=Budget(calls=8))

    async def run(to: Visitor) -> list[int]:
        chosen = ("base", "low", "base", "low", "base")
        return [(await to("POST", CHAT, ask(trust={"preset": one}))).status for one in chosen]

    statuses = visiting(tlm, run, ServeSettings(presets=("low",)))

    assert (200, 429) == (statuses[0], statuses[-1])
    assert tlm.ledger.total.attempts <= 8


def test_a_preset_of_several_answers_is_refused_at_the_start() -> None:
    """As the server's own would be."""
    with pytest.raises(ConfigurationError, match="'high' chooses among 4 answers"):
        app(client(), ServeSettings(presets=("high",)))


def test_a_preset_of_ones_own_is_chosen_by_its_name(tmp_path: Path) -> None:
    """From a file."""
    path = tmp_path / "mine.toml"
    path.write_text('[strict]\nextends = "low"\n')

    reply = post(
        ask(trust={"preset": "strict"}), client(), ServeSettings(presets=(f"{path}#strict",))
    )

    assert 200 == reply.status, reply.body


def test_a_preset_that_names_models_of_its_own_needs_a_client_of_its_own() -> None:
    """A client has the models that it was made with."""
    tlm = client(preset="base")
    table = {"extends": "base", "roles": {"judge": "openai/other"}}

    with pytest.raises(ConfigurationError, match="names models of its own"):
        tlm.with_preset(table)


async def test_a_client_of_another_preset_ends_with_the_one_that_it_was_made_of() -> None:
    """And shares its connections."""
    model = Opened("Paris")
    tlm = client(preset="base", model=model, threshold=0.9)
    other = tlm.with_preset("low")
    async with tlm:
        results = [await one.aprompt("Capital?") for one in (tlm, other)]

    result = results[1]
    assert (None, 1) == (result.decision, model.opened)
    assert result.fingerprint == other.fingerprint != tlm.fingerprint
    with pytest.raises(Exception, match="has been closed"):
        await other.aprompt("Capital?")
