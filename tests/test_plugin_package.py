"""A strategy from a distribution of its own, tests/packages/trustcore-shout."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

from importlib import metadata
from typing import Any

import pytest

from trustcore import TLM, Absent, Signal
from trustcore.errors import PresetError, RegistryError
from trustcore.plugins.registry import strategies
from trustcore.testing import ScriptedProvider

pytestmark = pytest.mark.skipif(
    not metadata.entry_points(group="trustcore.strategies", name="shout"),
    reason="pip install --no-deps ./tests/packages/trustcore-shout; `make test` does it",
)


def preset(**shout: Any) -> dict[str, Any]:
    return {"name": "quiet", "extends": "low", "strategies": {"shout": shout}}


async def scored(answer: str, **shout: Any) -> Any:
    judge = ScriptedProvider("true")
    return await TLM(preset(**shout), model=ScriptedProvider(answer), judge=judge).aprompt("?")


def test_found_by_name() -> None:
    """It is known by its name, beside the strategies of trustcore itself."""
    assert {"shout", "consistency"} <= set(strategies.names())


@pytest.mark.parametrize(
    ("answer", "value"), [("quiet", 1.0), ("LOUD", 0.0), ("half HALF", 0.5), ("Ümlaut", 5 / 6)]
)
async def test_scored(answer: str, value: float) -> None:
    """A preset that extends another uses it, and its signal is one of the result's."""
    found = await scored(answer)

    shout = found.signals[-1]
    assert isinstance(shout, Signal)
    assert ("shout", value) == (shout.name, shout.value)
    assert ["consistency", "logprobs", "reflection", "shout"] == [one.name for one in found.signals]


async def test_part_of_the_score() -> None:
    """It weighs what the preset says."""
    loud, quiet = await scored("LOUD", weight=9), await scored("quiet", weight=9)
    unheard = await scored("LOUD", weight=0)

    assert loud.trustworthiness_score < 0.2
    assert quiet.trustworthiness_score > 0.8
    assert unheard.trustworthiness_score > 0.5


async def test_arguments() -> None:
    """It takes its arguments from the preset; a wrong one is refused with its path."""
    found = await scored("half HALF", arguments={"harshness": 0.5})
    assert 0.75 == found.signals[-1].value

    with pytest.raises(PresetError, match="did you mean 'harshness'") as caught:
        await scored("?", arguments={"harshnes": 0.5})
    assert "quiet.strategies.shout.arguments.harshnes" == caught.value.path


async def test_absent() -> None:
    """Its absence leaves the score to the others."""
    found = await scored("42")

    assert isinstance(found.signals[-1], Absent)
    assert found.trustworthiness_score is not None


def test_its_name_is_taken() -> None:
    """Nobody can register another strategy under its name."""
    with pytest.raises(RegistryError, match="taken"):
        strategies.register("shout")(object)


def test_makes_no_call() -> None:
    """It adds no call to the preset that it is put in."""
    model = ScriptedProvider("true")

    assert TLM("low", model=model).plan().most == TLM(preset(), model=model).plan().most
