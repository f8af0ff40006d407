"""`trustcore demo`, on a scripted model: what it shows does not hang on who answered."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner
from typer.testing import Result as Done

from trustcore import Request, Result, Usage, register_provider
from trustcore.cli.app import app
from trustcore.cli.picture import picture
from trustcore.cli.questions import Answered, Question, questions, share_in_order
from trustcore.errors import AuthenticationError, RequestError
from trustcore.plugins.registry import providers
from trustcore.records.result import Candidate
from trustcore.testing import Script, ScriptedProvider

SVG = "{http://www.w3.org/2000/svg}"
QUESTIONS = questions()
KNOWN = QUESTIONS[:12]
"""Those that the model knows; to the others it says something else each time."""


def answer(request: Request) -> str:
    asked = request.messages[-1].text
    for question in QUESTIONS:
        if asked == question.text:
            return question.answer if question in KNOWN else f"perhaps {request.draw}"
        if question.text in asked:
            return "true" if question.answer in asked else "false"
    raise AssertionError


def moody(request: Request) -> str | RequestError:
    asked = request.messages[-1].text
    return RequestError("refused") if asked == QUESTIONS[0].text else answer(request)


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    models: dict[str, Script] = {
        "half": answer,
        "locked": AuthenticationError("the endpoint refused the credentials"),
        "broken": RequestError("the endpoint refused the request"),
        "moody": moody,
    }

    @register_provider("scripted")
    def scripted(model: str) -> ScriptedProvider:
        return ScriptedProvider(models[model], name=f"scripted/{model}")

    yield
    del providers._registered["scripted"]


def demo(*arguments: str, model: str = "half") -> Done:
    return CliRunner().invoke(app, ["demo", "--model", f"scripted/{model}", *arguments])


def test_the_table() -> None:
    """An answer a line, the most trusted first, with what is wrong and why it is not trusted."""
    done = demo()
    rows = re.findall(r"^ ([01]\.\d\d)  (right|wrong)  ", done.stdout, re.MULTILINE)

    assert 0 == done.exit_code
    assert 20 == len(rows)
    assert sorted((score for score, _ in rows), reverse=True) == [score for score, _ in rows]
    assert ["right"] * 12 + ["wrong"] * 8 == [verdict for _, verdict in rows]
    said = " ".join(done.stdout.split())
    assert "The right answer is 96668596. Missing: logprobs: the answer has no log-prob" in said
    assert "0 of 8 alternatives agree" in said
    assert "12 of 20 answers are right: 12 of the 12 with a score of at least 0.7" in done.stdout
    assert "In 100% of all pairs" in done.stdout


def test_what_comes_next() -> None:
    """It says how to get a picture, and how to use a model of one's own; it leaves no file."""
    before = set(Path.cwd().iterdir())
    done = demo()

    assert before == set(Path.cwd().iterdir())
    assert "trustcore demo --picture demo.svg" in done.stdout
    assert "trustcore demo --model openai/" in done.stdout
    assert "embedded/primer" not in done.stdout


def test_json(tmp_path: Path) -> None:
    """One line with all that was found."""
    done = demo("--json", "--picture", str(tmp_path / "my.svg"))
    written = json.loads(done.stdout)

    assert 1 == done.stdout.count("\n")
    assert ("scripted/half", 12, 1.0) == tuple(
        written[key] for key in ("model", "right", "share_in_order")
    )
    assert str(tmp_path / "my.svg") == written["picture"]
    assert {"question", "expected", "right", "response", "trustworthiness_score", "reason"} <= (
        written["answers"][0].keys()
    )
    assert (tmp_path / "my.svg").exists()


def test_where_the_picture_is(tmp_path: Path) -> None:
    """Where there is one, it says so."""
    done = demo("--picture", str(tmp_path / "my.svg"))

    assert f"The picture is in {tmp_path / 'my.svg'}" in done.stdout.replace("\n", "")


def test_a_budget() -> None:
    """`--max-calls` bounds it, and what it is about to ask is said before it begins."""
    done = demo("--max-calls", "3")

    assert 6 == done.exit_code
    assert "the budget of 3 calls has no room" in done.stderr
    begin = f"Asking scripted/half {len(QUESTIONS)} questions, in about "
    assert begin in done.stderr.splitlines()[0]
    assert "--max-calls" in done.stderr.splitlines()[0]


@pytest.mark.parametrize("path", [".", "nowhere/demo.svg", "demo.png"])
def test_a_picture_without_a_place(path: str) -> None:
    """This is said before anything is asked."""
    done = demo("--picture", path)

    assert 2 == done.exit_code
    assert f"--picture must be an .svg file in a folder that exists, not {path}" in done.stderr
    assert "" == done.stdout


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("locked", "error: the endpoint refused the credentials"),
        ("broken", "error: 20 of 20 items failed"),
    ],
)
def test_a_model_that_fails(model: str, message: str) -> None:
    """As with the other commands."""
    done = demo(model=model)

    assert 3 == done.exit_code
    assert message in done.stderr


def test_a_call_that_fails() -> None:
    """It costs its question only."""
    done = demo(model="moody")

    assert 0 == done.exit_code
    assert "11 of 19 answers are right" in done.stdout


@pytest.mark.parametrize(
    ("answer", "reply", "right"),
    [
        ("400", "400", True),
        ("400", "The sum is 400.", True),
        ("400", "1400", False),
        ("400", "4000", False),
        ("96668596", "It is 96,668,596", True),
        ("Mars", "mars", True),
        ("Mars", "Marseille", False),
        ("Vostok 1", "He flew on Vostok 1.", True),
        ("Vostok 1", "Vostok 16", False),
    ],
)
def test_right_and_wrong(answer: str, reply: str, right: bool) -> None:
    """The right answer may stand in a sentence, and not in another word or number."""
    assert right == Question("?", answer).is_answered_by(reply)


def answered(response: str, score: float | None) -> Answered:
    candidate = Candidate(response, truncated=False, score=score, signals=())
    result = Result(
        candidates=(candidate,),
        chosen=0,
        usage=Usage(),
        failovers=(),
        preset="",
        fingerprint="",
        reason="",
    )
    return Answered(Question("<&>?", "yes"), result)


@pytest.mark.parametrize(
    ("right", "wrong", "share"),
    [
        ([0.9, 0.8], [0.1], 1.0),
        ([0.9, 0.1], [0.5], 0.5),
        ([0.5], [0.5], 0.5),
        ([None], [0.5], 0.0),
        ([0.9], [], None),
        ([], [0.9], None),
    ],
)
def test_share_in_order(
    right: list[float | None], wrong: list[float | None], share: float | None
) -> None:
    """Ties count half; without a pair there is no share."""
    both = [*(answered("yes", one) for one in right), *(answered("no", one) for one in wrong)]

    assert share == share_in_order(both)


def test_the_picture() -> None:
    """It is well-formed; each answer is a dot or a cross where its score is."""
    rows = [answered("yes", 1.0), answered("no", 0.5), answered("no", None)]
    image = ET.fromstring(picture(rows, "1 of 3"))  # noqa: S314  (our own)
    dots = [one.get("cx") for one in image.iter(f"{SVG}circle")]
    crosses = [one.get("d", "").split()[0] for one in image.iter(f"{SVG}path")]

    assert ["30", "700.0"] == dots
    assert ["M91", "M510.0", "M325.0"] == crosses


@pytest.mark.parametrize(
    "text", ["</text><script>alert(1)</script>", "\x00\x1b[31m\ud800", '"><&', "long " * 100]
)
def test_no_text_breaks_the_picture(text: str) -> None:
    """What a model wrote is text, and short."""
    image = ET.fromstring(picture([answered(text, 0.5)], text))  # noqa: S314  (our own)

    assert not list(image.iter(f"{SVG}script"))
    assert all(len(one.text or "") <= 42 for one in image.findall(f"{SVG}text")[1:])
