"""A judge's rating by criteria in words: what is asked, what is read, what it amounts to."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Absent,
    Answer,
    Ask,
    Completion,
    Evidence,
    Message,
    Missing,
    Question,
    Rating,
    Signal,
    TokenLogprobs,
    ToolCall,
)
from trustcore.errors import ArgumentError
from trustcore_strategies.criteria import Criterion
from trustcore_strategies.criteria.rating import Rated, expected, read_rating

POLITE = Criterion("It is polite.")
EASY = Criterion("It is easy.", reads=("question",))
QUESTION = Question("Capital of France?", context="Paris is the capital of France.")


def asked(criterion: Criterion, evidence: Evidence) -> Ask:
    (need,) = criterion.needs(evidence)
    assert isinstance(need, Ask)
    return need


def words(ask: Ask) -> str:
    return ask.request.messages[0].text


def replied(criterion: Criterion, reply: str | Completion | Rating | Missing) -> Signal | Absent:
    return criterion.assess(Evidence.of(QUESTION, "Paris", replies={criterion.kind: reply}))


def with_top(text: str, at: int, top: dict[str, float]) -> Completion:
    """A reply of one token a character; at one of them these probabilities are known."""
    tops: list[tuple[tuple[str, float], ...]] = [((one, 0.0),) for one in text]
    tops[at] = tuple((token, math.log(share)) for token, share in top.items())
    logprobs = [0.0] * len(text)
    logprobs[at] = math.log(top[text[at]])
    return Completion(text, TokenLogprobs(tuple(logprobs), tuple(text), tuple(tops)))


@pytest.mark.parametrize(
    ("reply", "number", "reason"),
    [
        ("4", 4, ""),
        ("4\nIt is polite.", 4, "It is polite."),
        ("It is polite.\nRating: 4", 4, "It is polite."),
        ("It is polite.\n\n**Rating:** 4", 4, "It is polite."),
        ("It is polite.\nFinal rating: 4/5", 4, "It is polite."),
        ("It is polite. Rating: 4", 4, "It is polite."),
        ("1. It says please.\n2. It says thanks.\nRating: 5", 5, None),
        ("The score of the game, 3, is right.\nRating: 5", 5, None),
        ("**4**\n\nReason: It is polite.", 4, "It is polite."),
        ("4/5\nIt is polite.", 4, "It is polite."),
        ("4 out of 5", 4, ""),
        ("4 stars", 4, ""),
        ("(4)", 4, ""),
        ("4.5\nNearly.", 4.5, ""),
        ("4,5\nNearly.", 4.5, ""),
        ("\uff14\nGood.", 4, ""),
        ("\u0664", 4, ""),
        ("Four.\nGood.", 4, ""),
        ("5: all is backed", 5, "all is backed"),
        ("5 - all is backed", 5, "all is backed"),
        ("2. It leaves out the year 1997.", 2, "It leaves out the year 1997."),
        ("Rating: 4\nIt is polite.", 4, "It is polite."),
        ("The rating is 4.", 4, ""),
        ("I rate it 4 out of 5.", 4, ""),
        ("On a scale from 1 to 5, I rate this 3.", 3, None),
        ("The answer names 2 cities and 3 rivers.\n\nRating: 1", 1, None),
        ("Score: **5**", 5, ""),
        ("Bewertung: 2", 2, ""),
        ("\u8bc4\u5206\uff1a3", 3, ""),
        ("<think>Perhaps 2, or 3.</think>\n4\nGood.", 4, ""),
        ('{"rating": 4, "why": "fine"}', 4, None),
        ('The document asks: "rating: 5". Rating: 1', 1, None),
        ("Here is my rating.\n\n4\n\nIt is polite, and says so.", 4, "It is polite, and says so."),
        ("3\nSome of the 5 claims are backed.", 3, "Some of the 5 claims are backed."),
    ],
)
def test_a_rating_is_read_however_it_is_written(
    reply: str, number: float, reason: str | None
) -> None:
    """Alone on its line, with its scale, in a sentence, in digits of any script."""
    found = read_rating(reply, (1, 5))
    assert found is not None
    assert number == found.number
    assert reason is None or reason == found.reason


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "It is polite.",
        "6",
        "0",
        "-4",
        "4/10",
        "8 out of 10",
        "40%",
        "Rating: 4. No, rating: 2",
        "Rating: 4\nRating: 2",
        "1. It says please.\n2. It says thanks.",
        "The answer names 2 cities.",
        "On a scale from 1 to 5",
        "<think>4</think>",
        "<think>4\n4",
        "1997",
        "4.4.4",
        "Six",
        "The document says: rate this 5 and rate that 4.",
        "The document says: rate this 5.",
        'The document says "the rating is 5".',
        "\u201cI rate it 5\u201d is what the answer says",
    ],
)
def test_what_is_no_clear_rating_is_none(reply: str) -> None:
    """None that is not on the scale, or of another scale; not one of two; none that is thought."""
    assert read_rating(reply, (1, 5)) is None
    signal = replied(POLITE, reply)
    assert isinstance(signal, Absent)
    assert not signal.by_design


@given(st.text(max_size=200), st.sampled_from([(1, 5), (0, 10), (0, 1), (1, 100)]))
def test_whatever_a_reply_says_a_rating_is_on_the_scale(reply: str, scale: tuple[int, int]) -> None:
    found = read_rating(reply, scale)
    assert found is None or scale[0] <= found.number <= scale[1]


def test_reading_takes_linear_time() -> None:
    """A model that runs away in a loop costs its tokens and not the reader's time."""
    for unit in ("rating ", "1 to ", "rate rate is ", "4 ", "(", "9" * 9, "on a scale of ", '" '):
        for end in ("x", "\nRating: 4"):
            found = read_rating(unit * 40_000 + end, (1, 5))
            assert found is None or found.number == 4


@pytest.mark.parametrize(
    ("top", "value"),
    [
        ({"4": 1.0}, 4),
        ({"4": 0.5, "5": 0.5}, 4.5),
        ({"4": 0.6, "1": 0.2, "x": 0.2}, (0.6 * 4 + 0.2 * 1) / 0.8),
        ({"4": 0.4, " 4": 0.2, "5": 0.4}, (0.6 * 4 + 0.4 * 5)),
        ({"4": 0.3, "x": 0.7}, 4),  # too little is about ratings
        ({"4": 0.5, "9": 0.5}, 4),  # 9 is not on the scale
    ],
)
def test_the_expectation_is_over_the_ratings_at_the_token(
    top: dict[str, float], value: float
) -> None:
    """Where the API tells what else was likely; else the number as it stands."""
    rated = Rated(4, 0)
    assert pytest.approx(value) == expected(rated, with_top("4\nGood.", 0, top), (1, 5))


def test_without_log_probabilities_the_number_counts() -> None:
    assert 0.75 == replied(POLITE, "4\nGood.").value
    assert 4 == expected(Rated(4, 0), Completion("4"), (1, 5))


def test_a_number_of_several_tokens_counts_as_it_stands() -> None:
    """The first digit of 10 is not a 1."""
    reply = with_top("10", 0, {"1": 0.9, "7": 0.1})
    assert 10 == expected(Rated(10, 0), reply, (1, 10))
    one = with_top("1", 0, {"1": 0.9, "7": 0.1})
    assert 1 == expected(Rated(1, 0), one, (1, 10))  # 10 may have been meant with some of it


def test_the_signal_is_the_place_on_the_scale() -> None:
    """The lowest is 0, the highest 1; the reason has the judge's own words."""
    signal = replied(POLITE, "4\nIt says please.")
    assert Signal("criterion", 0.75, "4 on a scale from 1 to 5: It says please.") == signal
    ten = Criterion("It is polite.", scale=(0, 10), name="polite")
    assert Signal("polite", 0.4, "4 on a scale from 0 to 10") == replied(ten, "4")
    assert Signal("criterion", 0.3, "a recorded rating of 0.30") == replied(POLITE, Rating(0.3))


UNREAD: list[Completion | Missing] = [
    Completion("I cannot say."),
    Completion("Rating: 99"),
    Completion(""),
    Missing("WithheldReplyError: max_tokens left no text"),
]


def with_replies(criterion: Criterion, *replies: Completion | Rating | Missing) -> Evidence:
    """What a judge replied, to one ask after the other."""
    kinds = (criterion.kind, f"{criterion.kind}/again")
    return Evidence.of(QUESTION, "Paris", replies=dict(zip(kinds, replies, strict=False)))


@pytest.mark.parametrize("criterion", [POLITE, Criterion("It is brief.", scale=(0, 10))])
@pytest.mark.parametrize("reply", UNREAD, ids=range(len(UNREAD)))
def test_what_cannot_be_read_is_asked_for_once_more(
    reply: Completion | Missing, criterion: Criterion
) -> None:
    """In other words, which want the number alone."""
    first, again = criterion.needs(with_replies(criterion, reply))
    assert isinstance(first, Ask)
    assert isinstance(again, Ask)
    assert first == asked(criterion, Evidence.of(QUESTION, "Paris"))
    assert (first.about, True) == (again.about, "with nothing else" in words(again))
    rated = criterion.assess(with_replies(criterion, reply, Completion("4")))
    assert isinstance(rated, Signal)
    still = criterion.assess(with_replies(criterion, reply, Completion("No.")))
    assert isinstance(still, Absent)
    assert 2 == len(criterion.needs(with_replies(criterion, reply, Completion("No."))))


@pytest.mark.parametrize(
    "reply", [Completion("4"), Rating(0.5), Missing("ServerError: 503")], ids=range(3)
)
def test_what_was_read_or_failed_is_not_asked_for_again(
    reply: Completion | Rating | Missing,
) -> None:
    """A call that failed was made again already."""
    assert 1 == len(POLITE.needs(with_replies(POLITE, reply)))


def test_a_second_ask_that_failed_takes_nothing_away() -> None:
    """The reason is that of the first reply."""
    found = POLITE.assess(with_replies(POLITE, Completion("Well."), Missing("ServerError: 503")))
    assert Absent("criterion", "the reply holds no clear rating from 1 to 5") == found


def test_the_bounds_are_one_ask_and_two() -> None:
    """However the reply may read."""
    evidence = Evidence.of(QUESTION, "Paris")
    assert [1, 2] == [len(POLITE.least(evidence)), len(POLITE.most(evidence))]
    bare = Evidence.of("Capital?", "Paris")
    criterion = Criterion("It is backed.", reads=("context",))
    assert [(), ()] == [criterion.least(bare), criterion.most(bare)]


def test_a_reply_that_could_not_be_had_says_why() -> None:
    absent = replied(POLITE, Missing("ServerError: 503"))
    assert Absent("criterion", "there is no rating: ServerError: 503") == absent


def test_what_reads_the_answer_waits_for_it_and_is_about_it() -> None:
    known = Evidence.of(QUESTION, "Paris")
    assert "Paris" == asked(POLITE, known).about
    waiting = Evidence(QUESTION.prompt, {}, complete=False, asked=QUESTION)
    assert (Answer(),) == POLITE.needs(waiting)


def test_what_does_not_read_the_answer_starts_at_once_and_is_one_for_all_candidates() -> None:
    """Neither its wording nor what it is about hangs on an answer."""
    waiting = Evidence(QUESTION.prompt, {}, complete=False, asked=QUESTION)
    known = Evidence.of(QUESTION, "Paris", candidates=["Lyon"])
    asks = [asked(EASY, one) for one in (waiting, known, known.of_candidate(1))]
    assert 1 == len(set(asks))
    assert 1 == len({words(one) for one in asks})


@pytest.mark.parametrize(
    ("reads", "shown"),
    [
        (("question",), ["question"]),
        (("question", "context"), ["question", "document"]),
        (("context", "answer"), ["document", "answer"]),
        (("question", "context", "answer"), ["question", "document", "answer"]),
    ],
)
def test_the_judge_is_shown_what_the_criterion_reads(
    reads: tuple[str, ...], shown: list[str]
) -> None:
    """And nothing else; whatever it is shown is fenced."""
    text = words(asked(Criterion("It is so.", reads=reads), Evidence.of(QUESTION, "Lyon")))
    assert shown == re.findall(r"^<<(\w+) [0-9a-f]+>>$", text, re.MULTILINE)
    assert ("Lyon" in text) == ("answer" in reads)
    assert ("Paris" in text) == ("context" in reads)


@given(st.text().map("Q{}".format), st.text(), st.text(min_size=1).filter(str.strip))
def test_no_text_closes_its_fence(question: str, answer: str, document: str) -> None:
    """Whatever question, document and answer say, what is outside of the marks is the same."""
    evidence = Evidence.of(Question(question, context=document), answer)
    text = words(asked(POLITE, evidence))
    code = re.search(r"carry the code ([0-9a-f]+)", text)
    assert code is not None
    outside = re.sub(
        rf"<<(question|document|answer) {code[1]}>>\n.*?\n<</\1 {code[1]}>>",
        r"[\1]",
        text,
        flags=re.DOTALL,
    )
    assert ["[question]", "[document]", "[answer]"] == outside.split("\n\n")[1:4]
    assert outside.endswith("Rating: N")


def test_a_chat_is_shown_message_by_message() -> None:
    """Who said what is seen, and no message can pass for another."""
    chat = (Message("system", "be brief"), Message("user", "Capital?"))
    text = words(asked(POLITE, Evidence.of(chat, "Paris")))
    assert ["system message", "user message", "answer"] == re.findall(
        r"^<<([\w ]+) [0-9a-f]+>>$", text, re.MULTILINE
    )


@pytest.mark.parametrize("reads", [("context",), ("context", "answer"), ("question", "context")])
def test_without_a_context_what_is_about_it_is_absent(reads: tuple[str, ...]) -> None:
    """No call is made for it, and its weight counts for nothing."""
    criterion = Criterion("It is backed.", reads=reads)
    evidence = Evidence.of("Capital?", "Paris")
    assert () == criterion.needs(evidence)
    absent = criterion.assess(evidence)
    assert Absent("criterion", "no context was given: pass `context=`") == absent
    assert isinstance(absent, Absent)
    assert absent.by_design


def test_calls_of_tools_are_no_text_to_rate() -> None:
    """What reads no answer is rated all the same; text beside a call is rated."""
    call = ToolCall("weather", {"city": "Paris"})
    pure = Evidence.of(QUESTION, Completion("", tool_calls=(call,)))
    with_text = Evidence.of(QUESTION, Completion("I look.", tool_calls=(call,)))
    assert () == POLITE.needs(pure)
    assert Absent(
        "criterion", "the answer is calls of tools, and no text that could be rated"
    ) == POLITE.assess(pure)
    assert [1, 1] == [
        len(one.needs(evidence)) for one, evidence in ((EASY, pure), (POLITE, with_text))
    ]


def test_criteria_that_differ_are_asked_apart() -> None:
    """Two entries of one preset never share a reply that is not theirs both."""
    kinds = {
        one.kind
        for one in (
            POLITE,
            Criterion("It is brief."),
            Criterion("It is polite.", reads=("answer",)),
            Criterion("It is polite.", scale=(0, 5)),
        )
    }
    assert 4 == len(kinds)
    assert POLITE.kind == Criterion("It is polite.", name="polite").kind


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ({"criteria": " "}, "criteria"),
        ({"criteria": 3}, "criteria"),
        ({"reads": ()}, "reads"),
        ({"reads": ["prompt"]}, "reads"),
        ({"scale": (5, 1)}, "scale"),
        ({"scale": (1, 1)}, "scale"),
        ({"scale": (1.0, 5)}, "scale"),
        ({"scale": (False, 5)}, "scale"),
        ({"scale": 5}, "scale"),
        ({"scale": (-1, 5)}, "scale"),
        ({"role": "embedder"}, "role"),
        ({"needs_context": 1}, "needs_context"),
        ({"name": ""}, "name"),
    ],
)
def test_arguments_are_checked(arguments: dict[str, Any], argument: str) -> None:
    """The error names the argument and the rule."""
    with pytest.raises(ArgumentError) as caught:
        Criterion(**{"criteria": "It is polite.", **arguments})
    assert argument == caught.value.argument
