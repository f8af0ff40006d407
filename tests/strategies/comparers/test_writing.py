"""Questions that ask for a text: words never decide whether two of those say the same."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

from collections.abc import Sequence

import pytest

from trustcore import TLM, Absent, Completion, Evidence, Question, Signal, Tool, ToolCall
from trustcore.testing import ScriptedProvider, anything, is_sample, says
from trustcore_strategies.answers.question import question
from trustcore_strategies.comparers.writing import Writing, writing_of
from trustcore_strategies.consistency import Consistency

VALUES = [
    "Capital of France?",
    "Question 17: what is the capital of the country with this number, and why?",
    "Who wrote the poem The Raven?",
    "Give me the title of Orwell's last book.",
    "Name the author of the story.",
    "What is 2 + 2? Explain.",
    "Who wrote Emma? Explain your reasoning.",
    "Name the capital of France. Explain your reasoning.",
    "Which city is this? Why do you think so?",
    "Where is Oslo? How do you know?",
    "Answer the question and justify your answer: who was first?",
    "Solve for x: 2x = 4. Show how you did it.",
    "Why are there 7 days in a week, and how many hours are that?",
    "How many legs has a spider?",
    "List the primary colours.",
    "Compute 3 * 4.",
    "Simplify $\\sqrt{242}$.",
    "Expand (x + 1)(x - 2).",
    "Please simplify the fraction 12/18.",
    "Simplify log(8).",
    "Vereinfache den Bruch 12/18.",
    "How do these cells divide? Give only the answer, as short as possible.",
    "In one word: why did the ship sink?",
    "Write a function that adds two numbers.",
    "Which is a mammal? Suggest one.\nA) dog\nB) ant",
    "Wie heißt die Hauptstadt von Norwegen?",
    "谁写了《红楼梦》？",
    "",
]
SAID = [
    "Simplify this paragraph for a child:\nThe cat, which was asleep, woke.",
    "Expand this note into a sentence: late, train, sorry",
    "Translate to German: Where is the station?",
    "Translate 'cat' into French",
    "Could you please summarise this in one sentence?\nBees are vanishing.",
    "Bees are vanishing.\n\nParaphrase the above.",
    "Write a summary of the story.",
    "Write me a short email that declines the meeting.",
    "Rewrite politely: Give me the report.",
    "Why is the sky blue?",
    "How does a heat pump work?",
    "Prove that the sum of two even numbers is even.",
    "List three benefits of exercise.",
    "What are the main causes of inflation?",
    "Describe the image.",
    "Übersetze ins Englische: Guten Morgen",
    "Résume ce texte: ...",
    "Traduce al inglés: hola",
    "Объясни, почему небо синее",
    "请把这句话翻译成英文：你好",
    "为什么天空是蓝色的？",
    "次の文を要約してください。",
    "다음 문장을 영어로 번역해 주세요.",
]
COMPOSED = [
    "Write a poem about the sea.",
    "Please write me a short, funny haiku about cats.",
    "Tell me a joke",
    "Suggest a title for an article on bees.",
    "Come up with three names for a bakery.",
    "Give me an example of a mammal.",
    "Generate a random number.",
    "Schreibe ein Gedicht über Berlin.",
    "Écris un poème sur la mer.",
    "Escribe un cuento corto.",
    "Raccontami una barzelletta.",
    "Напиши короткое стихотворение о море",
    "请写一首关于春天的诗",
    "俳句を作ってください",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, Writing.NONE) for text in VALUES),
        *((text, Writing.SAID) for text in SAID),
        *((text, Writing.COMPOSED) for text in COMPOSED),
    ],
)
def test_what_a_question_asks_for(text: str, expected: Writing) -> None:
    assert expected is writing_of(question(text))


def test_a_long_material_is_not_looked_through() -> None:
    """What is to be done stands at one of the ends."""
    material = "The clerk said: Write a poem about the sea. " * 50
    assert Writing.NONE is writing_of(
        question(f"Who is it about? It is long. {'x ' * 300}{material}"[:900] + "z" * 400)
    )
    assert Writing.SAID is writing_of(
        question(f"{'The sea is deep. ' * 100}\n\nTranslate this into Dutch.")
    )


PAIRS = [
    ("Translate to German: Where is the station?", "Wo ist der Bahnhof?", "Wo befindet sich der Bahnhof?"),
    ("Translate to German: The cat is black.", "Die Katze ist schwarz.", "Die Katze ist weiß."),
    ("Summarise the report.", "Sales rose and costs fell.", "Sales fell and costs rose."),
    ("Why is the sky blue?", "Air scatters blue light more than red.", "It is Rayleigh scattering."),
    ("List two benefits of exercise.", "- a better heart\n- less stress", "1. It calms.\n2. It strengthens the heart."),
    ("Rewrite politely: Give me the report.", "Could you send me the report?", "Would you mind sharing it?"),
    ("为什么天空是蓝色的？", "因为空气分子散射蓝光比红光强得多。", "这是瑞利散射造成的。"),
    ("Give the settings as YAML.", "```yaml\na:\n  port: 80\n```", "```yaml\na:\n  port: 81\n```"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "answer", "other"), PAIRS)
@pytest.mark.parametrize(("letter", "value"), [("A", 1.0), ("B", 0.5), ("C", 0.0)])
def test_a_judge_says_whether_two_texts_say_the_same(
    asked: str, answer: str, other: str, letter: str, value: float
) -> None:
    """However short they are and whatever words they share."""
    with TLM("low", model=_model(answer, other, letter)) as tlm:
        assert value == _consistency(tlm.prompt(asked).signals).value


@pytest.mark.parametrize(("asked", "answer", "other"), PAIRS)
def test_without_a_judge_nothing_is_told(asked: str, answer: str, other: str) -> None:
    """Never do the words that they share count."""
    found = Consistency(2).assess(Evidence.of(asked, answer, [other, other]))
    assert isinstance(found, Absent)
    assert "no judge said whether that matters" in found.reason
    same = Consistency(2).assess(Evidence.of(asked, answer, [f" {answer}\n", answer]))
    assert 1.0 == same.value


@pytest.mark.parametrize("asked", COMPOSED)
def test_texts_of_which_many_are_right_are_not_compared(asked: str) -> None:
    """No samples are paid for, and the reason says why."""
    model = _model("The sea is wide.", "Grey waves roll.", "A")
    with TLM("low", model=model) as tlm:
        result = tlm.prompt(asked)
    found = _consistency(result.signals)
    assert isinstance(found, Absent)
    assert "other answers say nothing of this one" in found.reason
    assert "other answers say nothing of this one" in result.reason
    assert not any(is_sample(one) for one in model.requests)


def test_a_measure_that_was_chosen_compares_them_nevertheless() -> None:
    model = _model("The sea is wide.", "The sea is wide.", "A")
    with TLM("low", model=model, options={"similarity_measure": "answer"}) as tlm:
        assert 1.0 == _consistency(tlm.prompt("Write a poem about the sea.").signals).value


def test_texts_among_answers_that_may_call_tools_are_compared_as_texts() -> None:
    """By a judge where words differ; a call beside a text agrees in nothing."""
    tool = Tool("weather", "Of a city.", {"type": "object", "properties": {"city": {}}})
    texts = Question("Why does it rain?", tools=[tool])
    long = "Warm air rises, cools and can hold less water, which falls as drops from clouds that are full of it, as every child learns at school sooner or later."
    other = "Rain falls once water that has condensed in rising and cooling air is too heavy to stay aloft, says the textbook that all of the children have to read in the end."
    call = Completion("", tool_calls=(ToolCall("weather", {"city": "Rome"}),))
    for sample, value in ((other, 1.0), (call, 0.0)):
        with TLM("low", model=_model(long, sample, "A")) as tlm:
            assert value == _consistency(tlm.prompt(texts).signals).value


def _model(answer: str, sample: str | Completion, letter: str) -> ScriptedProvider:
    return ScriptedProvider(
        {
            says("<<second answer"): letter,
            says("<<answer"): "true",
            is_sample: sample,
            anything: answer,
        },
        features=["temperature", "tools"],
    )


def _consistency(signals: Sequence[Signal | Absent]) -> Signal | Absent:
    return next(one for one in signals if one.name == "consistency")


@pytest.mark.parametrize(
    "marked",
    [
        *("<b>42</b>", "<p><strong>42</strong></p>", "<em>42</em><br/>", "<H2>42</H2>"),
        *("<div>42</div>", '<span style="color: red">42</span>', "<ul><li>42</li></ul>"),
    ],
)
def test_how_an_answer_looks_makes_no_page_of_it(marked: str) -> None:
    """It is compared by its value, as without the marks."""
    for other, value in (("42", 1.0), ("41", 0.0)):
        known = Evidence.of("What is 6 times 7?", marked, [other])
        found = Consistency(1).assess(known)
        assert isinstance(found, Signal)
        assert value == found.value
