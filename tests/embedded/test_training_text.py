"""What ties the weights to the rest of the package, and what keeps the figures honest."""

from __future__ import annotations

import re
from itertools import islice, product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.embedded import arithmetic, facts, judging, tasks, unknown, vocabulary
from tools.embedded.corpus import samples
from tools.embedded.held_out import MIX, questions
from tools.embedded.question import slip
from trustcore import Message
from trustcore_providers.embedded.bundled import folder_of
from trustcore_providers.embedded.tokenizer import Tokenizer
from trustcore_strategies.reflection.framings import FRAMINGS
from trustcore_strategies.reflection.prompt import answer_material, judge_request

FOLDER = folder_of("primer")
MATERIAL = re.compile(r"(?<![0-9a-f])(?=[0-9]*[a-f])[0-9a-f]{8}(?![0-9a-f])|\0.\0")
SEEDS = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.load(FOLDER / "tokenizer.json")


@pytest.mark.parametrize(("name", "reasoning"), list(product(FRAMINGS, (False, True))))
def test_the_judges_sentences_are_those_that_the_weights_were_trained_on(
    tokenizer: Tokenizer, name: str, *, reasoning: bool
) -> None:
    """A changed wording asks for new weights: `python -m tools.embedded.train`, see the card."""
    chat = (Message("user", "\0q\0"),)
    request = judge_request(FRAMINGS[name], answer_material(chat, "\0a\0"), reasoning=reasoning)
    fixed = [one for one in MATERIAL.split(request.messages[0].text) if one]
    assert [1] * len(fixed) == [len(tokenizer.encode(one)) for one in fixed]


def test_the_vocabulary_is_made_again_as_it_is(tokenizer: Tokenizer) -> None:
    """From the training text, which is the same on every machine."""
    made = vocabulary.build()
    assert (tokenizer.phrases, tokenizer.words) == (made.phrases, made.words)


def test_the_weights_take_little_room() -> None:
    assert 8_000_000 > sum(path.stat().st_size for path in FOLDER.iterdir())


def test_the_held_out_questions_are_the_same_in_every_run() -> None:
    asked = list(questions())
    assert asked == list(questions())
    assert 2000 == len(asked) == sum(count for count, *_ in MIX)


def test_no_training_text_has_a_held_out_question() -> None:
    asked = {question.text for _, question in questions()}
    rng = Random(5)  # noqa: S311  (repeatable)
    draws = (arithmetic.draw, facts.draw, tasks.draw, unknown.tail)
    assert not asked & {draw(rng).text for draw in draws for _ in range(20_000)}


def test_no_training_text_tells_a_withheld_fact() -> None:
    """All that speaks of facts draws them there."""
    rng = Random(5)  # noqa: S311  (repeatable)
    assert any(fact.tier == "withheld" for fact in facts.facts())
    assert {"known", "rare"} == {facts.draw_fact(rng).tier for _ in range(50_000)}


@given(seed=SEEDS)
def test_a_wrong_answer_is_wrong(seed: int) -> None:
    rng = Random(seed)  # noqa: S311  (repeatable)
    for draw in (arithmetic.draw, facts.draw, tasks.draw, unknown.tail):
        question = draw(rng)
        assert question.right(question.answer)
        assert not question.right(question.wrong(rng))


@given(number=st.integers(-(10**9), 10**9), seed=SEEDS)
def test_a_slip_is_a_number(number: int, seed: int) -> None:
    """Whatever goes wrong, it is written as one writes numbers."""
    slipped = slip(Random(seed), str(number))  # noqa: S311  (repeatable)
    assert slipped.removeprefix("-").isdigit()


@given(seed=SEEDS)
def test_a_judge_is_told_what_is_right(seed: int) -> None:
    """The letter says right where the proposed answer is, and its opposite the contrary."""
    rng = Random(seed)  # noqa: S311  (repeatable)
    judged = judging.draw(rng, arithmetic.draw(rng))
    assert judged.reply != judged.opposite
    assert judged.answer in judged.prompt


def test_what_is_predicted_of_a_sample_is_the_reply_and_its_end(tokenizer: Tokenizer) -> None:
    """And the proposed answer of a judge's prompt, where that is right."""
    for tokens, wanted in islice(samples(tokenizer, 1), 2000):
        predicted = [token for token, one in zip(tokens, wanted, strict=True) if one]
        assert tokenizer.end == predicted[-1] == tokens[-1]
        assert not wanted[0]
        assert "�" not in tokenizer.decode(predicted)


def test_the_tables_have_no_row_twice() -> None:
    keys = [(fact.table, fact.attribute, fact.name) for fact in facts.facts()]
    assert len(keys) == len(set(keys))


def test_weights_and_vocabulary_lie_side_by_side() -> None:
    assert {"config.json", "model.safetensors", "tokenizer.json"} == {
        path.name for path in Path(FOLDER).iterdir()
    }
