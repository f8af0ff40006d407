from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest

from trustcore.errors import InputError
from trustcore.evaluation import read_recorded
from trustcore.evaluation.recorded import RECORDED_RATING
from trustcore.records.chat import Completion, Message, Missing, Rating, TokenLogprobs

PRIVATE = "the-private-text"


def line(**changes: object) -> dict[str, object]:
    answer = {"text": PRIVATE, "correct": True}
    return {"dataset": "sums", "model": "m", "prompt": PRIVATE, "answers": [answer], **changes}


def answering(**keys: object) -> dict[str, object]:
    return line(answers=[{"text": PRIVATE, "correct": True, **keys}])


def written(folder: Path, *records: object, name: str = "set.jsonl") -> Path:
    path = folder / name
    lines = [one if isinstance(one, bytes) else orjson.dumps(one) for one in records]
    data = b"".join(one + b"\n" for one in lines)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def answer_of(folder: Path, **keys: object) -> Completion | None:
    (recorded,) = read_recorded(written(folder, answering(**keys)))
    return recorded.evidence.answer


def token_texts(folder: Path, text: str, tokens: list[str]) -> tuple[str, ...]:
    answer = answer_of(folder, text=text, tokens=tokens, logprobs=[-0.5] * len(tokens))
    assert answer is not None
    assert answer.logprobs is not None
    return answer.logprobs.tokens


def problem(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read_recorded(path))
    assert PRIVATE not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_plain_and_zipped(tmp_path: Path, name: str) -> None:
    """A zipped file reads like a plain one."""
    path = written(tmp_path, line(dataset="one"), line(dataset="two"), name=name)

    assert ["one", "two"] == [recorded.dataset for recorded in read_recorded(path)]


def test_what_a_line_becomes(tmp_path: Path) -> None:
    """The first answer is judged, the others are its samples, the rating is a judge's reply."""
    answers = [{"text": "4", "correct": False}, {"text": "5", "correct": True}, {"text": "6"}]
    record = line(prompt="2+2?", answers=answers, reflection={"kind": "P", "parsed": 0.25})

    (recorded,) = read_recorded(written(tmp_path, record))

    assert ("sums", "m", "2+2?", False) == (
        recorded.dataset,
        recorded.model,
        recorded.question,
        recorded.correct,
    )
    evidence = recorded.evidence
    assert (Message("user", "2+2?"),) == evidence.question
    assert Completion("4") == evidence.answer
    assert (Completion("5"), Completion("6")) == evidence.alternatives
    assert {RECORDED_RATING: Rating(0.25)} == evidence.replies("recorded/")


def test_the_bare_question_is_the_cluster(tmp_path: Path) -> None:
    """Where a question stands beside the prompt, it tells questions apart; the prompt was asked."""
    (recorded,) = read_recorded(written(tmp_path, line(prompt="Be brief. 2+2?", question="2+2?")))

    assert "2+2?" == recorded.question
    assert (Message("user", "Be brief. 2+2?"),) == recorded.evidence.question


def test_an_unknown_label_is_none(tmp_path: Path) -> None:
    """A null label stays null."""
    (recorded,) = read_recorded(written(tmp_path, answering(correct=None)))

    assert recorded.correct is None


@pytest.mark.parametrize("reflection", [None, {"parsed": None}, {"kind": "P"}])
def test_no_rating(tmp_path: Path, reflection: object) -> None:
    """Without a rating there is no judge's reply."""
    (recorded,) = read_recorded(written(tmp_path, line(reflection=reflection)))

    assert {} == recorded.evidence.replies("recorded/")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"text": "long", "final": "4"}, "long"),
        ({"text": "", "final": "4"}, "4"),
        ({"text": None, "final": "4"}, "4"),
        ({"text": "placeholder", "text_recorded": False, "final": "4"}, "4"),
        ({"text": "", "final": None}, ""),
        ({"text": ""}, ""),
    ],
)
def test_the_final_answer_stands_in(tmp_path: Path, keys: dict[str, object], text: str) -> None:
    """A final answer takes the place of a text that was not recorded, and of no other."""
    assert Completion(text) == answer_of(tmp_path, **keys)


@pytest.mark.parametrize(
    "sample", [{"text": None}, {"text": "", "final": None, "text_recorded": False}]
)
def test_a_sample_that_was_not_recorded(tmp_path: Path, sample: dict[str, object]) -> None:
    """A sample with neither text nor final answer is missing, not an empty text."""
    answers = [{"text": "4", "correct": True}, sample, {"text": "5"}]
    (recorded,) = read_recorded(written(tmp_path, line(answers=answers)))

    found = recorded.evidence.samples(2)
    assert found is not None
    assert isinstance(found[0], Missing)
    assert "not recorded" == found[0].cause
    assert (Completion("5"),) == recorded.evidence.alternatives


def test_token_logprobs(tmp_path: Path) -> None:
    """Log-probabilities and tokens become those of the completion."""
    answer = answer_of(tmp_path, text="a b", logprobs=[-0.5, 0], tokens=["a", " b"])

    assert Completion("a b", TokenLogprobs((-0.5, 0.0), ("a", " b"))) == answer


def test_logprobs_without_tokens(tmp_path: Path) -> None:
    """The numbers alone are enough."""
    assert Completion("a b", TokenLogprobs((-0.5,))) == answer_of(
        tmp_path, text="a b", logprobs=[-0.5], tokens=None
    )


@pytest.mark.parametrize("logprobs", [None, []])
def test_no_logprobs(tmp_path: Path, logprobs: object) -> None:
    """Null and an empty list both say that nothing was recorded."""
    assert Completion("a") == answer_of(tmp_path, text="a", logprobs=logprobs)


@pytest.mark.parametrize(
    ("text", "recorded", "aligned"),
    [
        ("New York", ["New", "York"], ("New", " York")),
        ("New York ", ["<s>", "New", "\n", "York"], ("", "New", "", " York ")),
        ("New York", [" New", " York", " "], ("New", " York", "")),
        ("Rome", ["New", "York"], ()),
        ("New York", ["New"], ()),
        ("Rome", ["New", "Rome", "York"], ("", "Rome", "")),
    ],
)
def test_lost_white_space(
    tmp_path: Path, text: str, recorded: list[str], aligned: tuple[str, ...]
) -> None:
    """Tokens get the white space of the text back; those of another text are dropped."""
    assert aligned == token_texts(tmp_path, text, recorded)


def test_blank_lines_are_skipped(tmp_path: Path) -> None:
    """Blank lines are no questions, but count as lines."""
    path = written(tmp_path, line(), b"", b"{")

    assert f"{path}, line 3: not JSON" == problem(path)


def test_streaming(tmp_path: Path) -> None:
    """A question is there before the next line is read."""
    reader = read_recorded(written(tmp_path, line(), b"{"))

    assert "sums" == next(reader).dataset
    with pytest.raises(InputError):
        next(reader)


NUMBER_RULE = "reflection: parsed must be a number in [0, 1]"


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (b"{", "not JSON"),
        (b'{"prompt": "\xff"}', "not JSON"),
        ([PRIVATE], "must be a JSON object"),
        ({"prompt": PRIVATE}, "the line lacks the key 'answers'; it must be a list"),
        (line(dataset=None), "the line lacks the key 'dataset'; it must be a text"),
        (line(model=None), "the line lacks the key 'model'; it must be a text"),
        (line(prompt=None), "the line lacks the key 'prompt'; it must be a text"),
        (line(prompt=[PRIVATE]), "the line: prompt must be a text"),
        (line(question=4), "the line: question must be a text"),
        (line(answers=[]), "answers must not be empty; the first is the one that is judged"),
        (line(answers={"text": PRIVATE}), "the line: answers must be a list"),
        (line(answers=[PRIVATE]), "answers[0] must be an object"),
        (line(answers=[{"correct": True}]), "answers[0] lacks the key 'text'"),
        (line(answers=[{"text": PRIVATE}]), "answers[0] lacks the key 'correct'"),
        (answering(correct=PRIVATE), "answers[0]: correct must be true or false"),
        (answering(correct=1), "answers[0]: correct must be true or false"),
        (answering(text=4), "answers[0]: text must be a text"),
        (answering(text="", final=4), "answers[0]: final must be a text"),
        (answering(text_recorded="no"), "answers[0]: text_recorded must be true or false"),
        (
            answering(text=None),
            "answers[0] cannot be judged: neither its text nor its final answer was recorded",
        ),
        (answering(logprobs=PRIVATE), "answers[0]: logprobs must be a list"),
        (answering(logprobs=[PRIVATE]), "answers[0]: logprobs must be numbers"),
        (answering(logprobs=[True]), "answers[0]: logprobs must be numbers"),
        (answering(logprobs=[-1], tokens=[1]), "answers[0]: tokens must be texts"),
        (
            answering(logprobs=[-1], tokens=[PRIVATE, "b"]),
            "answers[0]: there are 2 tokens for 1 logprobs",
        ),
        (line(reflection=0.5), "the line: reflection must be an object"),
        (line(reflection={"parsed": PRIVATE}), "reflection: parsed must be a number"),
        (line(reflection={"parsed": 1.5}), NUMBER_RULE),
        (line(reflection={"parsed": True}), NUMBER_RULE),
    ],
)
def test_rules(tmp_path: Path, record: object, rule: str) -> None:
    """What breaks a rule is named by file, line and rule; no text is quoted."""
    path = written(tmp_path, line(), record)

    assert f"{path}, line 2: {rule}" == problem(path)


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    """A file without questions is an error."""
    path = written(tmp_path, name=name)

    assert f"{path}: the file is empty; it must have one question per line" == problem(path)


@pytest.mark.parametrize("data", [b"plain", gzip.compress(b"cut off" * 1000)[:-9]])
def test_not_gzip(tmp_path: Path, data: bytes) -> None:
    """A name in .gz promises a whole gzip file."""
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(data)

    assert f"{path}: not a whole gzip file, though its name ends in .gz" == problem(path)


@pytest.mark.parametrize("name", ["none.jsonl", "none.jsonl.gz"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    """A file that is not there is named."""
    path = tmp_path / name

    assert f"{path}: the file could not be read: No such file or directory" == problem(path)
