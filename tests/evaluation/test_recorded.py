from __future__ import annotations

import gzip
import json
import math
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.errors import InputError
from trustcore.evaluation import read_recorded
from trustcore.evaluation.lines import MAX_LINE
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
        (b'{"prompt": "\xff"}', "not UTF-8; save the file in UTF-8"),
        (b"{} {}", "not JSON: more than one value on the line"),
        (
            b"{" + orjson.dumps("x").decode().encode("utf-16-le"),
            "not UTF-8 as the lines before, but UTF-16 or UTF-32; save the file in one of them",
        ),
        (b"[" * 100_000, "nested too deep"),
        (
            b'{"answers": ' + b"9" * 5000 + b"}",
            "the line lacks the key 'prompt'; it must be a text",
        ),
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


@pytest.mark.parametrize("data", [b"plain", gzip.compress(b"cut off" * 1000, mtime=0)[:-9]])
def test_not_gzip(tmp_path: Path, data: bytes) -> None:
    """A name in .gz promises a whole gzip file."""
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(data)

    assert f"{path}: not a whole gzip file, though it has a name that ends in .gz" == problem(path)


@pytest.mark.parametrize("name", ["none.jsonl", "none.jsonl.gz"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    """A file that is not there is named."""
    path = tmp_path / name

    assert f"{path}: the file could not be read: No such file or directory" == problem(path)


# However it was written

MARK = b"\xef\xbb\xbf"
TWO = [orjson.dumps(line(dataset=name)) for name in ("one", "two")]
BOTH = b"\n".join(TWO) + b"\n"


def in_encoding(encoding: str, mark: str = "") -> bytes:
    return (mark + BOTH.decode()).encode(encoding)


FORMS = {
    "mark": MARK + BOTH,
    "mark, CRLF": MARK + b"\r\n".join([*TWO, b""]),
    "mark, empty line": MARK + b"\n" + BOTH,
    "mark, empty line, CRLF": MARK + b"\r\n\r\n" + BOTH.replace(b"\n", b"\r\n"),
    "mark at each part": MARK + TWO[0] + b"\n" + MARK + TWO[1],
    "mark at the end": BOTH + MARK,
    "marks and spaces": MARK + b" " + MARK + b"\t" + BOTH,
    "end of file of DOS": TWO[0] + b"\r\n\x1a\r\n" + TWO[1] + b"\r\n\x1a",
    "no end of line": b"\n".join(TWO),
    "zipped without the name": gzip.compress(BOTH),
    "zipped in two parts": gzip.compress(TWO[0] + b"\n") + gzip.compress(MARK + TWO[1]),
    "zipped UTF-16": gzip.compress(in_encoding("utf-16")),
    "UTF-16": in_encoding("utf-16"),
    "UTF-16, CRLF": BOTH.decode().replace("\n", "\r\n").encode("utf-16"),
    "UTF-16, mark at each part": ("\ufeff" + TWO[0].decode() + "\n\ufeff" + TWO[1].decode()).encode(
        "utf-16-le"
    ),
    "UTF-16 LE": in_encoding("utf-16-le"),
    "UTF-16 BE": in_encoding("utf-16-be"),
    "UTF-16 BE, mark": in_encoding("utf-16-be", "\ufeff"),
    "UTF-16 LE, empty line": b"\n\0" + in_encoding("utf-16-le"),
    "UTF-32": in_encoding("utf-32"),
    "UTF-32 LE": in_encoding("utf-32-le"),
    "UTF-32 BE": in_encoding("utf-32-be"),
    "UTF-32 BE, mark": in_encoding("utf-32-be", "\ufeff"),
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_how_a_file_was_written_does_not_matter(tmp_path: Path, data: bytes) -> None:
    """Marks, ends of lines, encodings, zipped or not: PowerShell, Notepad and `cat` differ."""
    path = tmp_path / "set.jsonl"
    path.write_bytes(data)

    assert ["one", "two"] == [recorded.dataset for recorded in read_recorded(path)]


@given(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be"]),
    st.text(min_size=1),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_texts_come_through_every_encoding(encoding: str, prompt: str, end: str) -> None:
    """Characters of all planes, written as they are or escaped."""
    for ascii_only in (False, True):
        written_line = json.dumps(line(prompt=prompt), ensure_ascii=ascii_only)
        with NamedTemporaryFile(suffix=".jsonl") as file:
            Path(file.name).write_bytes((written_line + end).encode(encoding))
            assert [prompt] == [recorded.question for recorded in read_recorded(file.name)]


HALF = "\ud83d"
NOTES = [math.nan, math.inf, -math.inf, HALF, 10**400, {"deep": [HALF, math.nan]}]


@pytest.mark.parametrize("note", NOTES, ids=lambda one: ascii(one)[:20])
def test_what_stands_in_ignored_keys_does_not_matter(tmp_path: Path, note: object) -> None:
    """As Python's own json writes it."""
    record = json.dumps(line(note=note, answers=[{"text": "4", "correct": True, "note": note}]))
    (recorded,) = read_recorded(written(tmp_path, record.encode()))

    assert Completion("4") == recorded.evidence.answer


@pytest.mark.parametrize("ascii_only", [True, False])
def test_half_an_emoji_is_replaced(tmp_path: Path, ascii_only: bool) -> None:
    """Wherever a text stands that is read."""
    tokens = ["a", " " + HALF]
    first = {"text": "a " + HALF, "correct": True, "tokens": tokens, "logprobs": [-0.5, -0.1]}
    record = line(
        prompt="p" + HALF,
        question="q" + HALF,
        dataset="d" + HALF,
        answers=[first, {"text": "s" + HALF}, {"text": None, "final": HALF + "\ude00"}],
    )
    text = json.dumps(record, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    (recorded,) = read_recorded(written(tmp_path, text))

    assert ("q\ufffd", "d\ufffd") == (recorded.question, recorded.dataset)
    evidence = recorded.evidence
    assert (Message("user", "p\ufffd"),) == evidence.question
    logprobs = TokenLogprobs((-0.5, -0.1), ("a", " \ufffd"))
    assert Completion("a \ufffd", logprobs) == evidence.answer
    assert ("s\ufffd", "\U0001f600") == tuple(one.text for one in evidence.alternatives)


def test_minus_infinity_is_the_log_probability_of_0(tmp_path: Path) -> None:
    record = json.dumps(answering(logprobs=[-math.inf, -0.5]))
    (recorded,) = read_recorded(written(tmp_path, record.encode()))

    assert recorded.evidence.answer is not None
    assert TokenLogprobs((-math.inf, -0.5)) == recorded.evidence.answer.logprobs


@pytest.mark.parametrize("number", [math.nan, math.inf, 10**400])
def test_what_is_no_log_probability_is_refused(tmp_path: Path, number: float) -> None:
    path = written(tmp_path, json.dumps(answering(logprobs=[-0.5, number])).encode())

    assert f"{path}, line 1: answers[0]: logprobs must be below infinity" == problem(path)


@pytest.mark.parametrize("rating", [math.nan, math.inf, -math.inf, 10**400])
def test_what_is_no_rating_is_refused(tmp_path: Path, rating: float) -> None:
    path = written(tmp_path, json.dumps(line(reflection={"parsed": rating})).encode())

    assert problem(path).endswith("parsed must be a number in [0, 1]")


def test_of_equal_keys_the_last_one_counts(tmp_path: Path) -> None:
    """Whatever else the line holds, so that two readers do not differ."""
    body = orjson.dumps(line())[1:]
    for note in (b"1", b"NaN"):
        data = b'{"note": ' + note + b', "prompt": "first", ' + body
        (recorded,) = read_recorded(written(tmp_path, data))
        assert PRIVATE == recorded.question


@pytest.mark.parametrize(("encoding", "zipped"), [("utf-8", True), ("utf-16", False)])
def test_a_line_has_a_limit(tmp_path: Path, encoding: str, zipped: bool) -> None:
    """A file without ends of lines, a gzip bomb above all, does not fill the memory."""
    data = BOTH.decode().encode(encoding) + ("x" * MAX_LINE + "y").encode(encoding)
    path = tmp_path / "set.jsonl"
    path.write_bytes(gzip.compress(data, 1) if zipped else data)

    assert f"{path}, line 3: longer than 64 MiB, which no question is" == problem(path)


@pytest.mark.parametrize("size", [10, 20, -1, -9])
def test_a_cut_gzip_file(tmp_path: Path, size: int) -> None:
    """With its name or without it."""
    for name, sign in (("a.jsonl.gz", "has a name that ends in .gz"), ("a", "begins as one")):
        path = tmp_path / name
        path.write_bytes(gzip.compress(BOTH * 100)[:size])
        assert f"{path}: not a whole gzip file, though it {sign}" == problem(path)


def test_a_cut_file_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(BOTH.decode().encode("utf-16")[:-1])

    assert f"{path}: it begins as utf-16-le, but is not" == problem(path)


@pytest.mark.parametrize("name", ["nowhere.jsonl", "a\0b", "."])
def test_a_name_that_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="the file could not be read: "):
        list(read_recorded(f"{tmp_path}/{name}"))


@given(
    st.binary(max_size=80)
    | st.text('{}[]",:0e-NaInfinity \\ud8\n', max_size=80).map(str.encode)
    | st.builds(lambda at, byte: BOTH[:at] + byte + BOTH[at + 1 :], st.integers(0, 90), st.binary())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No foreign exception comes out."""
    with NamedTemporaryFile() as file, suppress(InputError):
        Path(file.name).write_bytes(data)
        list(read_recorded(file.name))


@pytest.mark.parametrize("end", [b"\r", b"\r\r", b"\r\n", b" \r "])
def test_every_end_of_a_line_is_one(tmp_path: Path, end: bytes) -> None:
    """Old programs of the Mac write a carriage return alone."""
    path = tmp_path / "set.jsonl"
    path.write_bytes(end.join([orjson.dumps(line())] * 3))
    assert 3 == len(list(read_recorded(path)))


def test_a_carriage_return_inside_of_a_line_is_white_space(tmp_path: Path) -> None:
    """JSON says so."""
    path = tmp_path / "set.jsonl"
    path.write_bytes(orjson.dumps(line()).replace(b",", b",\r").replace(b":[", b":\r["))
    assert 1 == len(list(read_recorded(path)))
