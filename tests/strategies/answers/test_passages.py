"""Prompts that give something to be read: what they ask apart from it."""

# ruff: noqa: E501  (prompts)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TLM, Evidence, Message
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.passage import without_passages

STORY = (
    "Rollo led the Norse raiders to the coast. He swore fealty to Charles III, and so they settled"
    " there for good."
)
ASKS = "Who led the raiders?"

GIVEN = (
    f"Context: {STORY}\n\nQuestion: {ASKS}\nAnswer:",
    f"Passage:\n{STORY}\n\nQ: {ASKS}\nA:",
    f"Question: {ASKS}\n\nContext: {STORY}",
    f"{ASKS}\n\nText: {STORY}",
    f'Read this: "{STORY}" {ASKS}',
    f"<context>\n{STORY}\n</context>\n\n{ASKS}",
    f"<document index='1'>{STORY}</document>{ASKS}",
    f"[1] {STORY}\n[2] He died in 930, long after that.\n\n{ASKS}",
    f"{STORY} They took wives there and spoke their language within a few years.\n\n{ASKS}",
    f"### Document 1: {STORY}\n\n### Question: {ASKS}",
    f"Text: {STORY} {ASKS}",
)
"""One story and one question, in the ways in which prompts put them together."""


@pytest.mark.parametrize("prompt", GIVEN)
def test_what_is_given_is_no_part_of_what_is_asked(prompt: str) -> None:
    left = without_passages(prompt)
    assert ASKS in left
    assert "Rollo" not in left


@pytest.mark.parametrize("prompt", GIVEN)
def test_an_answer_is_told_from_another_that_stands_in_the_passage(prompt: str) -> None:
    comparison = Comparison(prompt)
    assert comparison.agreement("Rollo", "The raiders were led by Rollo.") >= 0.8
    assert comparison.agreement("Rollo led the raiders.", "Charles III led the raiders.") < 0.5


SHOWN = (
    "Answer these questions:\nQ: What is a bothy in Scotland?\nA: House\nQ: Who led the raiders?\nA:",
    "Question: What is 2 + 2?\nAnswer: 4\n\nQuestion: What is 3 + 4?\nAnswer: 7\n\nQuestion: What is 9?\nAnswer:",
    ("Provide your best guess and how probable it is. Give only these two, no other words. For example:\n\n"
    "Guess: <most likely guess, as short as possible; no sentence, just the guess!>\nProbability: <the"
    " probability between 0 and 1 that your guess is right!>\n\nThe question is: Who led the raiders?"),
    ("Which of these is asked about a college here?\nA. How many states have more of them than others?\n"
    "B. What share of all the students are majoring in it?\nC. Which college has the highest number?"),
)  # fmt: skip
"""Prompts that show by examples and forms how an answer is to look."""


@pytest.mark.parametrize(
    "prompt",
    [
        "What is the capital of France?",
        "Who wrote 'One Hundred Years of Solitude' and in which country?",
        "Sally has 3 apples and Tom gives her 2 more of his. How many apples has she now?",
        "Is this statement true or false? 'The Earth is flat, the Moon made of cheese.'",
        "You are an expert. Answer in one word, never explain it. What is Peru's capital?",
        "Context: France. What is its capital?",
        "Which of these is a mammal? A) shark B) dolphin C) salmon D) octopus",
        "",
        *SHOWN,
    ],
)
def test_a_prompt_that_gives_nothing_to_be_read_is_all_question(prompt: str) -> None:
    assert without_passages(prompt) == prompt


PIECES = (STORY, ASKS, "Context:", "\n\n", '"', "<text>", "</text>", "[1] ", "[2] ", "Answer:", "'")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_words_are_taken_out_and_none_put_in(prompt: str) -> None:
    left = without_passages(prompt)
    assert set(left.split()) <= set(prompt.split())
    assert left.split() or not prompt.split()


def test_labels_of_the_system_message_are_labels() -> None:
    """A text that is to be sorted asks nothing itself."""
    told = "Classify each message as billing, shipping or other. Answer with the label."
    chat = [Message("system", told), Message("user", "Where is my parcel? It never came.")]
    tlm = TLM({"strategies": {"consistency": {"arguments": {"samples": 2}}}}, model=str)
    texts = ("This message belongs to the shipping category.", "It is about billing.")
    evidence = Evidence.of(chat, "shipping", samples=texts)
    assert "1 of 2" in tlm.rescore(evidence).signals[0].reason


def test_what_a_system_message_says_of_all_questions_is_no_label() -> None:
    told = "You help customers with billing, shipping or returns. Be polite."
    comparison = Comparison("How long does shipping take?", instructions=told)
    assert comparison.agreement("Shipping takes 5 days.", "Shipping takes 9 days.") == 0.0


@pytest.mark.parametrize("turn", ["", "\nAssistant:", "\nBot:"])
def test_the_last_line_of_a_conversation_is_what_is_asked(turn: str) -> None:
    """Whoever's turn it is behind it."""
    chat = f"User: Hello there, my friend\nAssistant: Hello! How can I help?\nUser: {ASKS}{turn}"
    left = without_passages(chat)
    assert ASKS in left
    assert "Hello" not in left or left == chat


@pytest.mark.parametrize("prompt", SHOWN[:3])
def test_an_answer_repeats_the_question_of_such_a_prompt(prompt: str) -> None:
    """Whose words are no news in it."""
    asked = prompt if ASKS in prompt else f"{prompt[: prompt.rindex('What')]}{ASKS}\nAnswer:"
    assert Comparison(asked).agreement("Rollo", "The one who led the raiders was Rollo.") >= 0.8
    assert Comparison(asked).agreement("Rollo", "The one who led the raiders was Harald.") < 0.5


def test_a_form_for_the_answer_asks_for_no_list() -> None:
    """It orders a guess and how probable it is."""
    assert not Comparison(SHOWN[2]).asked.several
    assert Comparison("List the rivers that the text names. Who drew them?").asked.several
