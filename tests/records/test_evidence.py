"""Evidence as data: written down, read again, looked at."""

from __future__ import annotations

import copy
import math
import pickle
from random import Random
from types import MappingProxyType
from typing import Any

import orjson
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Completion,
    Embedding,
    Evidence,
    EvidenceMissing,
    Message,
    Missing,
    Rating,
    TokenLogprobs,
    ToolCall,
    dumps,
)
from trustcore.errors import InputError, SchemaError
from trustcore.records.evidence import SCHEMA, Finding
from trustcore.records.parts import Image, Text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)  # JSON has no lone surrogates
LOGPROB = st.floats(max_value=0.0, allow_nan=False)


@st.composite
def token_logprobs(draw: st.DrawFn) -> TokenLogprobs:
    size = draw(st.integers(0, 3))
    numbers = tuple(draw(st.lists(LOGPROB, min_size=size, max_size=size)))
    tokens = tuple(draw(st.lists(TEXT, min_size=size, max_size=size)))
    rows = st.lists(st.tuples(TEXT, LOGPROB), max_size=2).map(tuple)
    top = tuple(draw(st.lists(rows, min_size=size, max_size=size)))
    return TokenLogprobs(
        numbers, draw(st.sampled_from([(), tokens])), draw(st.sampled_from([(), top]))
    )


COMPLETIONS = st.builds(
    Completion, TEXT, st.none() | token_logprobs(), st.sampled_from(["stop", "length"])
)
MISSING = st.builds(
    Missing, TEXT, st.sampled_from(["failed", "deadline", "not recorded", "unsupported"])
)
EMBEDDINGS = st.builds(
    Embedding,
    st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=3).map(tuple),
)
ROWS: st.SearchStrategy[tuple[tuple[Any, ...], Finding]] = st.one_of(
    st.tuples(st.tuples(st.just("candidate"), st.integers(0, 5)), COMPLETIONS | MISSING),
    st.tuples(
        st.tuples(st.just("sample"), st.none() | st.floats(0, 2), st.integers(0, 19)),
        COMPLETIONS | MISSING,
    ),
    st.tuples(
        st.tuples(st.just("ask"), TEXT, TEXT),
        COMPLETIONS | MISSING | st.builds(Rating, st.floats(0, 1)),
    ),
    st.tuples(st.tuples(st.just("embed"), TEXT), EMBEDDINGS | MISSING),
    st.tuples(st.tuples(st.just("strategy"), TEXT), MISSING),
)
EVIDENCE = st.builds(
    Evidence,
    st.lists(st.builds(Message, st.sampled_from(["system", "user"]), TEXT), max_size=3).map(tuple),
    st.lists(ROWS, max_size=6).map(dict),
    judged=st.integers(0, 5),
    sampler_varies=st.booleans(),
)


def same(one: Evidence, other: Evidence) -> bool:
    return (one.question, dict(one.findings), one.judged, one.sampler_varies) == (
        other.question,
        dict(other.findings),
        other.judged,
        other.sampler_varies,
    )


# Written down and read again


@given(EVIDENCE)
def test_evidence_comes_back_from_json(evidence: Evidence) -> None:
    """Every number bit for bit, a probability of 0 among them."""
    again = Evidence.from_dict(orjson.loads(dumps(evidence)))
    assert same(evidence, again)
    assert again.complete


@given(EVIDENCE)
def test_evidence_comes_back_from_plain_data(evidence: Evidence) -> None:
    assert same(evidence, Evidence.from_dict(evidence.to_dict()))


@given(EVIDENCE)
def test_evidence_can_be_copied_and_sent_to_another_process(evidence: Evidence) -> None:
    """Its findings, too, when they are a view of what is still being gathered."""
    view = evolve(evidence, findings=MappingProxyType(dict(evidence.findings)), complete=False)
    for one in (evidence, view):
        for twin in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301
            assert same(one, twin)
            assert one.complete is twin.complete


@given(EVIDENCE, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_show_in_what_is_written(
    evidence: Evidence, random: Random
) -> None:
    rows = list(evidence.findings.items())
    random.shuffle(rows)
    assert dumps(evidence) == dumps(evolve(evidence, findings=MappingProxyType(dict(rows))))


@pytest.mark.parametrize("version", [0, SCHEMA + 1, str(SCHEMA), None])
def test_an_unknown_schema_is_refused(version: object) -> None:
    data = {**Evidence.of("?", "Paris").to_dict(), "schema": version}
    with pytest.raises(SchemaError, match=f"evidence of schema {version!r} cannot be read"):
        Evidence.from_dict(data)


def test_data_without_a_schema_is_refused() -> None:
    with pytest.raises(SchemaError, match="evidence of schema None cannot be read"):
        Evidence.from_dict({"question": []})


BROKEN: list[dict[str, Any]] = [
    {"question": None},
    {"question": ["What?"]},
    {"question": [{"role": "user"}]},
    {"judged": "first"},
    {"judged": None},
    {"findings": None},
    {"findings": ["candidate"]},
    {"findings": [{"kind": "completion", "text": "Paris"}]},
    {"findings": [{"node": ["candidate", 0], "text": "Paris"}]},
    {"findings": [{"node": ["candidate", 0], "kind": "poem", "text": "Paris"}]},
    {"findings": [{"node": ["candidate", 0], "kind": "completion"}]},
    {"findings": [{"node": ["candidate", 0], "kind": "completion", "words": 1}]},
    {"findings": [{"node": ["candidate", [0]], "kind": "completion", "text": "Paris"}]},
    {"findings": [{"node": None, "kind": "completion", "text": "Paris"}]},
    {"findings": [{"node": ["ask", "a", "b"], "kind": "rating", "value": 1.5}]},
    {"findings": [{"node": ["ask", "a", "b"], "kind": "rating", "value": math.nan}]},
    {"findings": [{"node": ["ask", "a", "b"], "kind": "rating", "value": True}]},
    {"findings": [{"node": [], "kind": "missing", "reason": "Paris"}]},
    {"findings": [{"node": ["poem", 0], "kind": "missing", "reason": "Paris"}]},
    {"findings": [{"node": ["candidate", True], "kind": "missing", "reason": "Paris"}]},
    {"findings": [{"node": ["candidate", 10**30], "kind": "missing", "reason": "Paris"}]},
    {"findings": [{"node": ["sample", math.nan, 0], "kind": "missing", "reason": "Paris"}]},
    {"findings": [{"node": ["candidate", 0], "kind": "missing", "reason": "", "cause": "Paris"}]},
    {"findings": [{"node": ["candidate", 0], "kind": "embedding", "vector": []}]},
    {"findings": [{"node": ["candidate", 0], "kind": ["Paris"], "text": "Paris"}]},
    {"findings": [{"node": ["candidate", 0], "kind": "completion", "text": 7}]},
    {"findings": 2 * [{"node": ["candidate", 0], "kind": "completion", "text": "Paris"}]},
    {"findings": [{"node": ["embed", "a"], "kind": "embedding", "vector": [math.nan]}]},
    {"findings": [{"node": ["embed", "a"], "kind": "embedding", "vector": [10**400]}]},
    {"findings": [{"node": ["embed", "a"], "kind": "embedding", "vector": ["1"]}]},
    {"question": [{"role": "user", "content": "Paris", "colour": "Paris"}]},
    {"question": [{"role": "user", "content": ["Paris"]}]},
    {"judged": -1},
    {"judged": 10**5000},
    {"judged": 0.5},
    {"sampler_varies": "Paris"},
    {"schema": [[["Paris"]]]},
    {"schema": 10**5000},
    {"schema": True},
    {"findings": [{"node": ["ask", "a", "b"], "kind": "rating", "value": None}]},
    {"findings": [{"node": ["embed", "a"], "kind": "embedding", "vector": 1}]},
    {
        "findings": [
            {
                "node": ["candidate", 0],
                "kind": "completion",
                "text": "Paris",
                "logprobs": {"logprobs": [-1.0], "tokens": ["Pa", "ris"], "top": []},
            }
        ]
    },
]


@pytest.mark.parametrize("change", BROKEN)
def test_what_is_not_evidence_is_refused(change: dict[str, Any]) -> None:
    """And the message quotes none of it."""
    with pytest.raises(SchemaError) as caught:
        Evidence.from_dict({**Evidence.of("?", "Paris").to_dict(), **change})
    assert "Paris" not in str(caught.value)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.sampled_from([10**400, -(10**400)])
    | st.text(st.characters(), max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below),
    max_leaves=6,
)


@given(JSON_VALUES)
def test_any_json_is_evidence_or_refused(data: object) -> None:
    """No other error, whatever somebody put into a file."""
    with pytest.raises(SchemaError):
        Evidence.from_dict(data)  # type: ignore[arg-type]


def test_deep_and_long_values_are_refused_wherever_they_stand() -> None:
    """Which Python itself cannot show, compare or hash."""
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    for value in (deep, 10**5000):
        for index in range(len(places(Evidence.of("?", "Paris", ["Lyon"]).to_dict()))):
            data = Evidence.of("?", "Paris", ["Lyon"]).to_dict()
            holder, key = places(data)[index]
            holder[key] = value
            with pytest.raises(SchemaError):
                Evidence.from_dict(data)


def places(data: object) -> list[tuple[Any, Any]]:
    """Each part of a JSON value as (what holds it, where)."""
    keys: list[Any] = []
    if isinstance(data, dict | list):
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    below = [place for key in keys for place in places(data[key])]  # type: ignore[index]
    return [*((data, key) for key in keys), *below]


@given(EVIDENCE, st.data())
def test_evidence_with_any_part_exchanged_is_evidence_or_refused(
    evidence: Evidence, data: st.DataObject
) -> None:
    """What is taken can be looked at and written down again."""
    written = orjson.loads(dumps(evidence))
    holder, key = data.draw(st.sampled_from(places(written)))
    holder[key] = data.draw(JSON_VALUES)
    try:
        again = Evidence.from_dict(written)
    except SchemaError:
        return
    assert same(Evidence.from_dict(orjson.loads(dumps(again))), again)
    assert [] != [again.candidates, again.alternatives, again.missing()]


WRITTEN_BY_0_1 = b"""{"schema":1,"question":[{"role":"user","content":"?"}],"judged":0,
"sampler_varies":true,"findings":[
{"node":["ask","reflection/verdict","Paris"],"kind":"completion","text":"A","logprobs":null,
 "finish_reason":"stop"},
{"node":["candidate",0],"kind":"completion","text":"Paris","finish_reason":"stop",
 "logprobs":{"logprobs":[-0.5,null],"tokens":["Pa","ris"],"top":[[["Pa",-0.5]],[["ris",null]]]}},
{"node":["embed","Paris"],"kind":"embedding","vector":[1,0.5]},
{"node":["sample",1.0,0],"kind":"missing","reason":"it failed","cause":"failed"},
{"node":["sample",null,0],"kind":"completion","text":"Lyon","logprobs":null,"finish_reason":"stop"}
]}"""


def test_what_0_1_wrote_can_be_read() -> None:
    evidence = Evidence.from_dict(orjson.loads(WRITTEN_BY_0_1))
    assert evidence.answer is not None
    assert evidence.answer.logprobs is not None
    assert (-0.5, -math.inf) == evidence.answer.logprobs.logprobs
    assert ["Lyon"] == [one.text for one in evidence.alternatives]
    assert {"reflection/verdict": Completion("A")} == evidence.replies("reflection/")
    assert (1.0, 0.5) == evidence.embedding("Paris")


@pytest.mark.parametrize("key", ["question", "findings", "judged", "sampler_varies"])
def test_evidence_that_lacks_a_key_is_refused(key: str) -> None:
    data = Evidence.of("?", "Paris").to_dict()
    del data[key]
    with pytest.raises(SchemaError, match="KeyError"):
        Evidence.from_dict(data)


# Built by hand


def test_evidence_by_hand() -> None:
    evidence = Evidence.of(
        "What is the capital of France?",
        "Paris",
        ["Paris", Missing("it failed"), Completion("Lyon")],
        replies={"a/1": "A", "a/2": Rating(0.5), "b": Missing("it failed")},
    )
    assert (Message("user", "What is the capital of France?"),) == evidence.question
    assert Completion("Paris") == evidence.answer
    assert (Completion("Paris"), Completion("Lyon")) == evidence.alternatives
    assert {"a/1": Completion("A"), "a/2": Rating(0.5)} == evidence.replies("a/")
    assert {"b": Missing("it failed")} == evidence.replies("b")
    assert {} == evidence.replies("a")
    assert [("ask", "b", "Paris"), ("sample", 1.0, 1)] == [atom for atom, _ in evidence.missing()]
    assert evidence.complete


def test_there_is_a_place_for_what_comes_of_every_need() -> None:
    """Answers that could not be had, other candidates, rounds of samples, asks about anything."""
    samples: dict[float | None, list[str | Missing]] = {
        1.0: ["Paris", "Lyon"],
        0.2: [Missing("it failed")],
        None: ["Nice"],
    }
    evidence = Evidence.of(
        "Capital?",
        "Paris",
        samples,
        replies={
            "verdict": "A",
            "clarity/1": {"Capital?": "clear", "Paris": Rating(0.5)},
            "clarity/2": {"Capital?": Missing("it failed")},
        },
        candidates=["Rome", Missing("it failed")],
        embeddings={"Paris": [1, 0.5], "Lyon": Embedding((0.0, 1.0)), "Rome": Missing("no")},
    )
    assert (Completion("Paris"), Completion("Lyon")) == evidence.samples(2)
    assert (Missing("it failed"),) == evidence.samples(1, 0.2)
    assert (Completion("Nice"),) == evidence.samples(1, None)
    assert (Completion("Rome"),) == evidence.candidates
    assert {"verdict": Completion("A")} == evidence.replies("verdict")
    assert {"clarity/1": Rating(0.5)} == evidence.replies("clarity/")
    about_question = {"clarity/1": Completion("clear"), "clarity/2": Missing("it failed")}
    assert about_question == evidence.replies("clarity/", about="Capital?")
    assert {} == evidence.replies("verdict", about="Capital?")
    assert ((1.0, 0.5), (0.0, 1.0)) == (evidence.embedding("Paris"), evidence.embedding("Lyon"))
    assert ["Rome"] == [one.text for one in evidence.alternatives[:1]]
    assert same(evidence, Evidence.from_dict(orjson.loads(dumps(evidence))))


def test_an_answer_that_could_not_be_had_leaves_what_was_said_of_other_texts() -> None:
    evidence = Evidence.of("?", Missing("it failed"), replies={"clarity": {"?": "clear"}})
    with pytest.raises(EvidenceMissing, match="the answer is missing: it failed"):
        _ = evidence.answer
    assert {"clarity": Completion("clear")} == evidence.replies("clarity", about="?")


@given(TEXT, TEXT, TEXT)
def test_what_is_said_about_one_text_is_not_said_about_another(
    answer: str, about: str, reply: str
) -> None:
    evidence = Evidence.of("?", answer, replies={"a": {about: reply}})
    expected = {"a": Completion(reply)}
    assert expected == evidence.replies("a", about=about)
    assert (expected if about == answer else {}) == evidence.replies("a")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"samples": "secret"}, "samples must be a sequence of answers, not str"),
        ({"samples": {1.0: "secret"}}, "samples must be a sequence of answers, not str"),
        (
            {"samples": ["a", None]},
            r"samples\[1\] must be a string, a Comp.* Missing, not NoneType",
        ),
        ({"samples": [Rating(0.5)]}, r"samples\[0\] must be a string, .* not Rating"),
        ({"candidates": "secret"}, "candidates must be a sequence of answers, not str"),
        ({"candidates": [math.nan]}, r"candidates\[0\] must be .* not float"),
        ({"answer": None}, "answer must be a string, a Completion or a Missing, not NoneType"),
        ({"question": None}, "question must be a sequence of messages, not NoneType"),
        ({"question": ["secret"]}, r"question\[0\] must be a Message, not str"),
        ({"replies": {"a": 0.5}}, r"replies\['a'\] must be a string, .* a Rating .* not float"),
        ({"replies": {"a": {3: "secret"}}}, r"replies\['a'\] must be a string, not int"),
        ({"replies": ["secret"]}, "replies must be a mapping from kinds to replies, not list"),
        (
            {"embeddings": ["secret"]},
            "embeddings must be a mapping from texts to vectors, not list",
        ),
        (
            {"samples": {-1.0: ["a"]}},
            "the temperature of samples must be a number from 0 up, or No",
        ),
        ({"samples": {"secret " * 9: ["a"]}}, "the temperature of samples must be a number from 0"),
        ({"replies": {3: "secret"}}, "a key of replies must be a string, not int"),
        ({"answer": Missing("no"), "replies": {"a": "A"}}, r"replies\['a'\] is about the answer"),
        ({"embeddings": {"secret": [math.nan]}}, "each of embeddings must be finite numbers"),
        ({"embeddings": {"secret": ["x"]}}, "each of embeddings must be finite numbers"),
        ({"embeddings": {"secret": 1.0}}, "each of embeddings must be finite numbers"),
    ],
)
def test_evidence_by_hand_of_another_shape_is_refused(given: dict[str, Any], problem: str) -> None:
    """A text is not a sequence of answers; messages quote no text."""
    with pytest.raises(InputError, match=f"^{problem}") as caught:
        Evidence.of(**{"question": "secret", "answer": "secret"} | given)
    assert "secret" not in str(caught.value)


# Looked at


def test_an_answer_that_is_not_there_yet_is_none_while_gathering() -> None:
    assert Evidence((), {}, complete=False).answer is None


@pytest.mark.parametrize(
    ("findings", "complete", "message"),
    [
        ({("candidate", 0): Missing("it failed")}, False, "the answer is missing: it failed"),
        ({("candidate", 0): Missing("it failed")}, True, "the answer is missing: it failed"),
        ({}, True, "the answer is missing: it was not recorded"),
    ],
)
def test_an_answer_that_could_not_be_had(
    findings: dict[Any, Any], complete: bool, message: str
) -> None:
    with pytest.raises(EvidenceMissing) as caught:
        _ = Evidence((), findings, complete=complete).answer
    assert message == str(caught.value)


def test_embeddings() -> None:
    found: dict[Any, Any] = {("embed", "a"): Embedding((1.0,)), ("embed", "b"): Missing("no")}
    evidence = Evidence((), found, complete=False)
    assert (1.0,) == evidence.embedding("a")
    assert evidence.embedding("c") is None
    with pytest.raises(EvidenceMissing, match=r"^no embedding: no$"):
        evidence.embedding("b")
    with pytest.raises(EvidenceMissing, match=r"^no embedding: it was never asked for$"):
        evolve(evidence, complete=True).embedding("c")


@pytest.mark.parametrize("known", [True, False, None])
def test_whether_the_sampler_varies_may_be_unknown(*, known: bool | None) -> None:
    """And stays so when it is written down and read again."""
    evidence = Evidence.of("?", "Paris", ["Paris"], sampler_varies=known)

    assert Evidence.from_dict(evidence.to_dict()).sampler_varies is known


def test_samples_are_whole_rounds_or_nothing() -> None:
    evidence = Evidence.of("?", "Paris", ["one", Missing("it failed"), "three"])
    assert (Completion("one"), Missing("it failed")) == evidence.samples(2)
    assert evidence.samples(4) is None
    assert evidence.samples(1, 0.5) is None
    assert () == evidence.samples(0)


def test_a_candidates_view_has_the_others_among_its_alternatives_and_its_own_replies() -> None:
    found: dict[Any, Finding] = {
        ("sample", 1.0, 1): Completion("s1"),
        ("candidate", 1): Completion("two"),
        ("sample", None, 0): Completion("s0"),
        ("candidate", 0): Completion("one"),
        ("candidate", 2): Missing("it failed"),
        ("ask", "a", "one"): Completion("A"),
        ("ask", "a", "two"): Completion("B"),
    }
    evidence = Evidence((), found)
    assert ["two", "s0", "s1"] == [one.text for one in evidence.alternatives]
    second = evidence.of_candidate(1)
    assert ["one", "s0", "s1"] == [one.text for one in second.alternatives]
    assert {"a": Completion("B")} == second.replies("a")
    assert second.findings is evidence.findings


@pytest.mark.parametrize("text", ["Paris", "secret question"])
def test_a_repr_holds_no_text(text: str) -> None:
    evidence = Evidence.of("secret question", "Paris", ["Paris"], replies={"a": "Paris"})
    assert text not in repr(evidence)


def test_a_log_probability_of_minus_infinity_is_written_as_null() -> None:
    """The only number that JSON lacks and evidence may hold."""
    logprobs = TokenLogprobs((-math.inf,), ("Paris",), ((("Paris", -math.inf),),))
    evidence = Evidence.of("?", Completion("Paris", logprobs))
    data = orjson.loads(dumps(evidence))
    assert [None] == data["findings"][0]["logprobs"]["logprobs"]
    again = Evidence.from_dict(data).answer
    assert again is not None
    assert logprobs == again.logprobs


CHAT = (
    Message("user", (Text("Which?"), Image(data=b"\x89PNG", media_type="image/png"))),
    Message("assistant", "", tool_calls=(ToolCall("find", {"where": ["Rome"]}),)),
    Message("tool", "found", tool_call_id="1"),
)


def test_once_makes_a_thing_once_where_evidence_has_a_memo() -> None:
    """For all views of it; the arguments, by position and by name, tell things apart."""
    made: list[tuple[object, ...]] = []

    def make(chat: tuple[Message, ...], *, number: int) -> int:
        made.append((chat, number))
        return len(made)

    found = Evidence.of("?", "a", candidates=["b"]).with_memo({})
    views = [found, found.of_candidate(1), found.of_candidate(0)]
    assert [1, 1, 1] == [one.once(make, CHAT, number=1) for one in views]
    assert [2, 2] == [one.once(make, CHAT, number=2) for one in views[:2]]
    assert [(CHAT, 1), (CHAT, 2)] == made


def test_evidence_that_stands_alone_keeps_nothing() -> None:
    """Nor do copies of such that has a memo: what is made is no part of what was found."""
    made: list[str] = []
    alone = Evidence.of("?", "a")
    copied = copy.copy(alone.with_memo({}))
    for one in (alone, alone, copied, copied, alone.with_memo({}).with_memo(None)):
        one.once(made.append, "x")
    assert ["x"] * 5 == made


def test_the_reply_to_one_ask() -> None:
    """By kind and text; None where nobody was asked, or what was found is no reply."""
    found = Evidence.of("?", "a", replies={"k": {"b": "yes"}}, embeddings={"b": [1.0]})
    assert Completion("yes") == found.reply("k", "b")
    assert [None, None] == [found.reply("k", "a"), found.reply("other", "b")]
