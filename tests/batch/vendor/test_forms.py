"""The vendors' forms of batches: what is sent, what is found again, what results say."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from attrs import evolve

from tests.batch.vendor.fake import KINDS, Killed, Vendor
from trustcore.batch import FileSettings, FileSummary, arun_file
from trustcore.batch.vendor import INTERFACES
from trustcore.batch.vendor.anthropic_form import _made
from trustcore.errors import ConfigurationError
from trustcore.testing import VirtualTimeLoop

Questions = Callable[..., Path]
OTHERS = ("anthropic", "gemini")


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """An hour of waiting takes no time."""
    return "asyncio", {"loop_factory": VirtualTimeLoop}


def settings_of(vendor: Vendor, **changes: Any) -> FileSettings:  # noqa: ANN401  (those of the class)
    return FileSettings(vendor_batch=vendor.name, explain=True, **changes)


async def run(vendor: Vendor, path: Path, output: Path, **changes: Any) -> FileSummary:  # noqa: ANN401  (as above)
    async with vendor.client("low") as tlm:
        return await arun_file(tlm, path, output, settings_of(vendor, **changes))


@pytest.mark.parametrize("name", OTHERS)
async def test_the_output_is_that_of_calls_at_once(
    name: str, questions: Questions, tmp_path: Path
) -> None:
    """Byte for byte, in two rounds, and no request reaches the model itself."""
    vendor = Vendor(name)
    async with vendor.client("medium") as tlm:
        settings = settings_of(vendor)
        done = await arun_file(tlm, questions(12), tmp_path / "out.csv", settings)
        assert 0 == vendor.online
        online = evolve(settings, vendor_batch=None)
        await arun_file(tlm, questions(12), tmp_path / "online.csv", online)
    assert (12, 0, "") == (done.done, done.failed, done.stopped)
    assert (tmp_path / "online.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert 2 == len(vendor.batches.batches)
    assert vendor.online == done.calls == vendor.batches.asked.total()


@pytest.mark.parametrize("name", OTHERS)
async def test_what_a_batch_did_not_come_to_goes_out_again(
    name: str, questions: Questions, tmp_path: Path
) -> None:
    """Requests that expired or failed are in the next round, and nothing else."""
    vendor, calm = Vendor(name), Vendor(name)
    vendor.batches.change({"expire": "0.2", "fail": "0.2"})
    done = await run(vendor, questions(30), tmp_path / "out.csv")
    await run(calm, questions(30), tmp_path / "calm.csv")
    assert (30, 0) == (done.done, done.failed)
    assert (tmp_path / "calm.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    more = vendor.batches.asked.total() - calm.batches.asked.total()
    assert 0 < more < 0.6 * calm.batches.asked.total()
    assert 2 < len(vendor.batches.batches)


@pytest.mark.parametrize(("lines", "size"), [(7, 10**6), (1000, 4000)])
@pytest.mark.parametrize("name", OTHERS)
async def test_files_are_as_large_as_the_vendor_takes(
    name: str,
    lines: int,
    size: int,
    questions: Questions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lines and bytes both bound what is sent at once."""
    monkeypatch.setitem(
        INTERFACES, name, evolve(INTERFACES[name], most_lines=lines, most_bytes=size)
    )
    vendor = Vendor(name)
    sizes: list[int] = []
    handle = vendor.batches.handle

    def weighed(method: str, path: str, query: Any, body: bytes) -> tuple[int, bytes]:  # noqa: ANN401  (a mapping)
        sizes.append(len(body))
        return handle(method, path, query, body)

    vendor.batches.handle = weighed  # type: ignore[method-assign]
    done = await run(vendor, questions(12), tmp_path / "out.csv")
    assert (12, 0) == (done.done, done.failed)
    assert 5 <= len(vendor.batches.batches)
    assert size >= max(sizes)


async def killed_at_create(path: Path, output: Path) -> Vendor:
    """Anthropic, with a batch of which the journal knows no name."""
    vendor = Vendor("anthropic")
    vendor.kill = lambda place: place == "after POST /v1/messages/batches"
    with pytest.raises(BaseException) as caught:  # noqa: PT011  (a group, or the end itself)
        await run(vendor, path, output)
    assert (
        caught.group_contains(Killed)
        if isinstance(caught.value, BaseExceptionGroup)
        else isinstance(caught.value, Killed)
    )
    vendor.kill = lambda _: False
    return vendor


def add_stranger(vendor: Vendor, name: str, status: str = "ended") -> None:
    """A batch of somebody else's, of the size of the first, made at the same time."""
    first = dict(vendor.batches.batches["msgbatch_0"])
    total = sum(first["request_counts"].values())
    counts = {"processing": total, "succeeded": 0}
    results = b'{"custom_id": "theirs", "result": {"type": "expired"}}\n'
    vendor.batches.files[name] = results
    vendor.batches.batches[name] = first | {
        "id": name,
        "processing_status": status,
        "request_counts": counts,
        "results_url": "there" if status == "ended" else None,
    }


async def test_a_batch_without_metadata_is_known_by_its_results(
    questions: Questions, tmp_path: Path
) -> None:
    """Others' batches of the same size are left alone, and ours is not sent again."""
    path, out = questions(4), tmp_path / "out.csv"
    vendor = await killed_at_create(path, out)
    add_stranger(vendor, "msgbatch_theirs")
    done = await run(vendor, path, out)
    assert (4, 0) == (done.done, done.failed)
    assert done.calls == vendor.batches.asked.total()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no time zone of a process")
@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT+12", "Etc/GMT-14"])
def test_when_a_batch_was_made_hangs_on_no_time_zone(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one of ours would be too old to be looked at, and be sent, and paid for, twice."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        for text in ("2026-01-01T00:00:00", "2026-01-01T00:00:00Z", "2026-01-01T02:00:00+02:00"):
            assert 1767225600 == _made({"created_at": text})
    time.tzset()


async def test_a_batch_that_was_never_made_is_sent(questions: Questions, tmp_path: Path) -> None:
    """Though somebody else has one of its size: that one's results are not ours."""
    path, out = questions(4), tmp_path / "out.csv"
    vendor = await killed_at_create(path, out)
    add_stranger(vendor, "msgbatch_theirs")
    del vendor.batches.batches["msgbatch_0"]
    done = await run(vendor, path, out)
    assert (4, 0) == (done.done, done.failed)
    assert done.calls == vendor.batches.asked.total()


async def ambiguous(path: Path, output: Path) -> Vendor:
    """Anthropic, with our batch and a stranger's of its size, neither of which has ended."""
    vendor = await killed_at_create(path, output)
    add_stranger(vendor, "msgbatch_theirs", "in_progress")
    vendor.batches.change({"looks": "4"})
    vendor.batches.requests["msgbatch_theirs"] = [  # type: ignore[attr-defined]
        {"custom_id": "theirs", "params": {"messages": [{"content": "question 1"}]}}
    ]
    return vendor


async def test_what_stays_ambiguous_stops_and_asks(questions: Questions, tmp_path: Path) -> None:
    """Batches that may be ours are named; when they have ended, the same command finds out."""
    path, out = questions(4), tmp_path / "out.csv"
    vendor = await ambiguous(path, out)
    before = len(vendor.batches.batches)
    for wait in (True, False):
        with pytest.raises(ConfigurationError, match="--send-anew") as caught:
            await run(vendor, path, out, wait=wait)
        assert "msgbatch_0 (made 20" in str(caught.value)
        assert "msgbatch_theirs (made 20" in str(caught.value)
    assert before == len(vendor.batches.batches)
    vendor.batches.change({"looks": "1"})
    done = await run(vendor, path, out)
    assert (4, 0) == (done.done, done.failed)
    assert done.calls + 1 == vendor.batches.asked.total()


async def test_the_user_says_which_batch_is_ours(questions: Questions, tmp_path: Path) -> None:
    """One that is not listed is none of them; a wrong one costs a round, and no wrong row."""
    path, out = questions(4), tmp_path / "out.csv"
    vendor = await ambiguous(path, out)
    with pytest.raises(ConfigurationError, match="--adopt msgbatch_"):
        await run(vendor, path, out, adopt="msgbatch_elsewhere")
    done = await run(vendor, path, out, adopt="msgbatch_0")
    assert (4, 0) == (done.done, done.failed)
    assert done.calls == vendor.batches.asked.total()
    wrong = await ambiguous(path, tmp_path / "wrong.csv")
    done = await run(wrong, path, tmp_path / "wrong.csv", adopt="msgbatch_theirs")
    assert (4, 0) == (done.done, done.failed)
    assert out.read_bytes() == (tmp_path / "wrong.csv").read_bytes()


async def test_the_user_has_a_file_sent_anew(questions: Questions, tmp_path: Path) -> None:
    path, out = questions(4), tmp_path / "out.csv"
    vendor = await ambiguous(path, out)
    before = len(vendor.batches.batches)
    done = await run(vendor, path, out, send_anew=True)
    assert (4, 0) == (done.done, done.failed)
    assert before + 2 == len(vendor.batches.batches)


async def test_results_that_are_gone_decide_nothing(questions: Questions, tmp_path: Path) -> None:
    """Anthropic archives results: such a batch may have been ours."""
    path, out = questions(4), tmp_path / "out.csv"
    vendor = await killed_at_create(path, out)
    batch = vendor.batches.batches["msgbatch_0"]
    batch |= {"processing_status": "ended", "results_url": None}
    with pytest.raises(ConfigurationError, match=r"msgbatch_0 .*without results"):
        await run(vendor, path, out)
    assert 1 == len(vendor.batches.batches)


@pytest.mark.parametrize(
    "settings",
    [{"adopt": "b"}, {"send_anew": True}, {"vendor_batch": "x", "adopt": "b", "send_anew": True}],
)
def test_choices_of_batches_are_about_batches(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"vendor_batch|adopt or send_anew"):
        FileSettings(**settings)


async def test_a_batch_that_is_known_is_not_another(
    questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full files are all of one size: the second, never made, is not taken for the first."""
    monkeypatch.setitem(INTERFACES, "anthropic", evolve(INTERFACES["anthropic"], most_lines=5))
    path, out, vendor = questions(4), tmp_path / "out.csv", Vendor("anthropic")
    vendor.batches.change({"looks": "5"})
    vendor.kill = lambda place: (
        place == "before POST /v1/messages/batches" and bool(vendor.batches.batches)
    )
    with pytest.raises(BaseException):  # noqa: B017, PT011  (see `killed_at_create`)
        await run(vendor, path, out)
    vendor.kill = lambda _: False
    done = await run(vendor, path, out)
    assert (4, 0) == (done.done, done.failed)
    assert done.calls == vendor.batches.asked.total()


async def test_each_version_of_the_api_has_its_batch(questions: Questions, tmp_path: Path) -> None:
    """Draws with a temperature go out in the version that takes one, as at once."""
    vendor = Vendor("anthropic")
    options = {"temperature": 0.7}
    async with vendor.client("low", options=options) as tlm:
        done = await arun_file(tlm, questions(3), tmp_path / "out.csv", settings_of(vendor))
    assert (3, 0) == (done.done, done.failed)
    for version, body in vendor.sent:
        warm = {"temperature" in one["params"] for one in orjson.loads(body)["requests"]}
        assert {version == "2023-06-01"} == warm
    assert 2 == len({version for version, _ in vendor.sent})


async def test_gemini_is_told_that_a_file_comes_in_one_request(
    questions: Questions, tmp_path: Path
) -> None:
    """By the header that Google's own clients send."""
    vendor = Vendor("gemini")
    await run(vendor, questions(2), tmp_path / "out.csv")
    assert {"multipart"} == {one.get("X-Goog-Upload-Protocol") for one in vendor.headers}
    assert all(one["Content-Type"].startswith("multipart/related; ") for one in vendor.headers)


async def test_texts_of_embeddings_count_as_requests(
    questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenAI takes so many texts in a file, however many a request has."""
    monkeypatch.setitem(INTERFACES, "openai", evolve(INTERFACES["openai"], most_lines=8))
    vendor = Vendor("openai")
    settings: dict[str, Any] = {"options": {"similarity_measure": "embedding"}}
    embedder = vendor.model("text-embedding-3-small")
    async with vendor.client("low", embedder=embedder, **settings) as tlm:
        done = await arun_file(tlm, questions(5), tmp_path / "out.csv", settings_of(vendor))
    assert (5, 0) == (done.done, done.failed)
    texts = [
        sum(len(orjson.loads(line)["body"]["input"]) for line in file.splitlines())
        for file in vendor.batches.files.values()
        if b'"/v1/embeddings"' in file
    ]
    assert len(texts) > 1
    assert max(texts) <= 8 < sum(texts)


FILES: Any = None  # no exchange is made
ERRORS = {"invalid_request_error": 400, "overloaded_error": 529, "new": 500}
NO_RESULTS = [b"", b"{", b"[]", b"7", b"null", b"{}", b'{"key": 1, "error": 7}']
RESULTS: dict[str, list[tuple[Any, Any]]] = {
    "openai": [
        (
            {"custom_id": "a", "response": {"status_code": 200, "body": {"x": 1}}},
            ("a", 200, {"x": 1}),
        ),
        ({"custom_id": "a", "response": None, "error": {"code": "batch_expired"}}, ("a", 0, None)),
        ({"custom_id": "a", "response": {"status_code": True}}, ("a", 0, None)),
    ],
    "anthropic": [
        (
            {"custom_id": "a", "result": {"type": "succeeded", "message": {"x": 1}}},
            ("a", 200, {"x": 1}),
        ),
        ({"custom_id": "a", "result": {"type": "expired"}}, ("a", 0, None)),
        ({"custom_id": "a", "result": {"type": "canceled"}}, ("a", 0, None)),
        *(
            (
                {
                    "custom_id": "a",
                    "result": {"type": "errored", "error": {"type": "error", "error": {"type": k}}},
                },
                ("a", status, {"type": "error", "error": {"type": k}}),
            )
            for k, status in {
                "invalid_request_error": 400,
                "overloaded_error": 529,
                "new": 500,
            }.items()
        ),
    ],
    "gemini": [
        ({"key": "a", "response": {"candidates": []}}, ("a", 200, {"candidates": []})),
        ({"key": "a"}, ("a", 0, None)),
        *(
            ({"key": "a", "error": {"code": code}}, ("a", status, {"error": {"code": code}}))
            for code, status in {1: 503, 3: 400, 8: 429, 13: 500, 99: 500, 404: 404}.items()
        ),
    ],
}


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [(name, line, expected) for name, rows in RESULTS.items() for line, expected in rows],
)
def test_results_are_read(name: str, line: object, expected: tuple[str, int, object]) -> None:
    """Each with the status that the model itself would have answered with."""
    found = INTERFACES[name].form(FILES).result(orjson.dumps(line))
    assert found is not None
    assert expected == (found.id, found.status, found.body)


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[]", b"7", b"null", b"{}", b'{"key": 1, "error": 7}']
)
@pytest.mark.parametrize("name", KINDS)
def test_lines_that_are_no_results_are_left_out(name: str, line: bytes) -> None:
    """Or say that nothing came of their request."""
    found = INTERFACES[name].form(FILES).result(line)
    assert found is None or 0 == found.status


@pytest.mark.parametrize("name", OTHERS)
async def test_embeddings_are_refused_before(
    name: str, questions: Questions, tmp_path: Path
) -> None:
    """These vendors' batches take none."""
    vendor = Vendor(name)
    settings: dict[str, Any] = {"options": {"similarity_measure": "embedding"}}
    async with vendor.client("low", embedder=vendor.model("some-embedder"), **settings) as tlm:
        with pytest.raises(ConfigurationError, match="embedd"):
            await arun_file(tlm, questions(3), tmp_path / "out.csv", settings_of(vendor))
    assert [] == vendor.seen
