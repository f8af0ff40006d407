"""Kinds of questions, and presets that weigh evidence by them."""

from __future__ import annotations

import pytest

from trustcore import TLM, Completion, Evidence, Message, TokenLogprobs
from trustcore.errors import PresetError
from trustcore.presets import resolve_preset
from trustcore.presets.fingerprint import fingerprint_of
from trustcore.scoring.kinds import kind_of

CHOICES = [
    "Which one?\nA. red\nB. blue\nC. green",
    "Which one?\n(A) red\n(B) blue",
    "Which one? (a) red (b) blue (c) green",
    "Which one?\na) red\nb) blue",
    "Pick:\nA: red\nB: blue\nReply with only the letter.",
    "- A - red\n- B - blue\nWhich?",
    "Что верно?\n\u0410. да\n\u0411. нет",
    "哪个?\nA\u3001红\nB\u3001蓝",
]
OTHERS = [
    "What is the capital of France?",
    "Is vitamin A. or vitamin D. better?",
    "1. Read this.\n2. What is it about?",
    "A. Einstein was born when?",
    "Plan B. was what?",
    "",
    "a" * 100_000,
]


def kind(text: str) -> str:
    return kind_of((Message("user", text),))


@pytest.mark.parametrize("text", CHOICES)
def test_options_under_letters_make_a_choice(text: str) -> None:
    assert kind(text) == "choice"


@pytest.mark.parametrize("text", OTHERS)
def test_other_questions_are_of_the_default_kind(text: str) -> None:
    assert kind(text) == "default"


def test_the_last_message_of_the_user_says_the_kind() -> None:
    chat = (Message("user", CHOICES[0]), Message("assistant", "A"), Message("user", "Why?"))
    assert kind_of(chat) == "default"
    assert kind_of(()) == "default"


def scores(preset: object) -> tuple[float, float]:
    """Of a sure letter that the samples contradict, in a choice and elsewhere."""
    sure = Completion("A", TokenLogprobs((0.0,), ("A",)))
    tlm = TLM(preset, model=str)  # type: ignore[arg-type]
    found = [tlm.rescore(Evidence.of(one, sure, ["B"] * 8)) for one in (CHOICES[0], OTHERS[0])]
    choice, other = (one.trustworthiness_score for one in found)
    assert choice is not None
    assert other is not None
    return choice, other


def test_log_probabilities_weigh_more_where_options_are_offered() -> None:
    choice, other = scores("medium")
    assert choice > other + 0.05


def test_a_kind_is_a_table_of_weights_and_links() -> None:
    table = {
        "extends": "medium",
        "kinds": {"choice": {"strategies": {"logprobs": {"weight": 9.0}}}},
    }
    assert scores(table)[0] > scores("medium")[0]
    assert scores(table)[1] == scores("medium")[1]
    assert resolve_preset({"name": "custom", **resolve_preset(table).to_dict()}) == resolve_preset(
        table
    )


def test_a_kind_is_part_of_the_fingerprint() -> None:
    table = {"extends": "low", "name": "own"}
    own = {**table, "kinds": {"choice": {"strategies": {"logprobs": {"weight": 9.0}}}}}
    assert fingerprint_of(resolve_preset(table)) != fingerprint_of(resolve_preset(own))


@pytest.mark.parametrize("own", [{"weight": 0}, {"link": {"kind": "identity"}}, False])
def test_an_own_weight_or_link_holds_for_all_kinds(own: object) -> None:
    preset = resolve_preset({"extends": "medium", "strategies": {"logprobs": own}})
    assert list(preset.kinds["choice"]) == ["consistency", "reflection"]


@pytest.mark.parametrize(
    ("kinds", "path", "message"),
    [
        ({"chioce": {}}, "custom.kinds.chioce", "did you mean 'choice'"),
        ({"choice": 1}, "custom.kinds.choice", "must be a table"),
        ({"choice": {"strategies": {"logprob": {}}}}, "logprob", "did you mean 'logprobs'"),
        ({"choice": {"strategies": {"logprobs": {"weight": -1}}}}, "weight", "from 0 to"),
        ({"choice": {"strategies": {"logprobs": {"argument": {}}}}}, "argument", "unknown key"),
        ({"choice": {"strategies": {"other": {"strategy": "x"}}}}, "other", "unknown strategy"),
        ({"choice": {"strategies": {"logprobs": {"link": {"kind": "x"}}}}}, "link", "a link is"),
    ],
)
def test_a_wrong_kind_is_refused_with_its_path(kinds: object, path: str, message: str) -> None:
    with pytest.raises(PresetError, match=message) as refused:
        resolve_preset({"extends": "medium", "kinds": kinds})
    assert refused.value.path.endswith(path)
