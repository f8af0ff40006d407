"""What a run waits for is told before anybody has to ask."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.batch.helpers import client
from tests.batch.vendor.fake import Vendor
from trustcore.batch import FileSettings, StopRequest, arun_file
from trustcore.batch.notices import Notices
from trustcore.batch.progress import Progress
from trustcore.errors import ConnectError, RateLimitError, ServerError
from trustcore.testing import After, VirtualTimeLoop

Questions = Callable[..., Path]


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """An hour of waiting takes no time."""
    return "asyncio", {"loop_factory": VirtualTimeLoop}


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (After(300, "A"), "waiting for 4 replies"),
        (
            [RateLimitError("slow down", retry_after=90), RateLimitError("again"), "A"],
            "waiting for the next attempt after RateLimitError",
        ),
        (["A", *[ServerError("down")] * 60, "A"], "to be well again"),
    ],
)
async def test_calls_at_once(
    script: Any,  # noqa: ANN401  (a script)
    words: str,
    questions: Questions,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Replies, retries and endpoints that are unwell are named while nothing else happens."""
    tlm, _ = client(script)
    async with tlm:
        await arun_file(tlm, questions(2), tmp_path / "out.csv", quiet=False)
    assert words in capsys.readouterr().err


async def test_the_rate_that_the_user_set_is_named(
    questions: Questions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tlm, _ = client(options={"requests_per_minute": 1, "num_self_reflections": 0})
    async with tlm:
        await arun_file(tlm, questions(2), tmp_path / "out.csv", quiet=False)
    assert "waiting for the rate limit" in capsys.readouterr().err


def failing(vendor: Vendor, times: int) -> None:
    """Let so many exchanges with a vendor fail."""
    handle, left = vendor.handle, times

    def fail(method: str, url: str, body: bytes) -> Any:  # noqa: ANN401  (a response)
        nonlocal left
        if left:
            left -= 1
            raise ConnectError("nobody answers")
        return handle(method, url, body)

    vendor.handle = fail  # type: ignore[method-assign]


async def test_a_vendor_that_cannot_be_reached(
    questions: Questions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first failed try tells the error, how often it is tried, and when next."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    failing(vendor, 5)
    with pytest.raises(ConnectError):
        async with vendor.client() as tlm:
            await arun_file(
                tlm, questions(2), out, FileSettings(vendor_batch="openai"), quiet=False
            )
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("sending ")
    assert "ConnectError: nobody answers; 4 more tries, the next in 3 s" == told[1]
    assert "one more try, the next in 24 s" in told[4]
    assert "the same command goes on" in told[5]


async def test_batches_at_a_vendor(
    questions: Questions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each look names what is there and when the next look is; the status file has it too."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    vendor.batches.change({"looks": "3"})
    seen: list[str] = []
    handle = vendor.handle

    def look(method: str, url: str, body: bytes) -> Any:  # noqa: ANN401  (a response)
        seen.append(orjson.loads(Path(f"{out}.status.json").read_bytes())["waits_for"] or "")
        return handle(method, url, body)

    vendor.handle = look  # type: ignore[method-assign]
    async with vendor.client() as tlm:
        await arun_file(tlm, questions(2), out, FileSettings(vendor_batch="openai"), quiet=False)
    told = capsys.readouterr().err
    assert "in a file; looking again in 30 s; Ctrl-C leaves them there" in told
    assert "looking again in 60 s" in told
    assert "fetching the replies to" in told
    assert any("waiting for the vendor" in one for one in seen)


async def test_calls_that_finish_what_batches_did_not(
    questions: Questions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They wait as others do."""
    vendor = Vendor()
    vendor.batches.outcome = lambda request: (0, {})  # type: ignore[method-assign]
    settings = FileSettings(vendor_batch="openai", finish_online=True)
    options = {"requests_per_minute": 2}
    async with vendor.client(options=options) as tlm:
        await arun_file(tlm, questions(2), tmp_path / "out.csv", settings, quiet=False)
    assert "waiting for the rate limit" in capsys.readouterr().err


async def test_a_stop_is_no_failure_of_the_vendor(questions: Questions, tmp_path: Path) -> None:
    """Whoever leaves while a vendor cannot be reached is told how to go on, and of no error."""
    vendor, out, stop = Vendor(), tmp_path / "out.csv", StopRequest()
    failing(vendor, 9)
    exchange = vendor.handle

    def leave(method: str, url: str, body: bytes) -> Any:  # noqa: ANN401  (a response)
        stop.set()
        return exchange(method, url, body)

    vendor.handle = leave  # type: ignore[method-assign]
    settings = FileSettings(vendor_batch="openai")
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(2), out, settings, stop=stop)
    assert ("interrupt", 2) == (done.stopped, done.open)


def test_the_status_file_is_whole_whoever_writes_it(tmp_path: Path) -> None:
    """A round's rows are counted in a thread, while the event loop tells what is waited for."""
    file = tmp_path / "status.json"
    progress = Progress(file, 9, 0, lambda: None, notices=Notices(quiet=True), clock=float)
    progress.write("running")

    def write(_: int) -> dict[str, Any]:
        progress.write("running")
        found: dict[str, Any] = orjson.loads(file.read_bytes())
        return found

    with ThreadPoolExecutor(8) as threads:
        assert {"running"} == {one["state"] for one in threads.map(write, range(1000))}
    assert [file] == list(tmp_path.iterdir())


def test_a_wait_is_told_once_it_lasts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not amid rows that come, and at once when it is another one."""
    now = 0.0
    progress = Progress(
        tmp_path / "status.json", 9, 0, lambda: None, notices=Notices(), clock=lambda: now
    )
    for now, what in (  # noqa: B007  (the clock tells it)
        (1.0, "a"),
        (4.0, "a"),
        (5.0, "a"),
        (6.0, "b"),
        (8.0, "b"),
        (17.0, "b"),
    ):
        progress.wait(what)
    told = capsys.readouterr().err.splitlines()
    assert ["a", "b", "b"] == [line.partition("waiting for ")[2][:1] for line in told]


def test_work_that_lasts_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Short work is not."""
    with Notices().about("reading"):
        pass
    with Notices(soon=0.0).about("writing"):
        while "writing ..." not in capsys.readouterr().err:
            pass


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("columns", "left"), [(80, "1 row, 2 failed, x"), (17, "1 row, 2 failed"), (4, "1 r")]
)
def test_a_narrow_terminal_has_what_fits(
    columns: int, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whole parts, so that the line can be written over; the last one stays."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    notices = Notices()
    notices.update("1 row, 2 failed, x")
    notices.end()
    start = "\r\x1b[K"
    assert f"{start}{left}{start}{left}\n" == terminal.getvalue()


@pytest.mark.parametrize("quiet", [True, False])
def test_nobody_to_tell_is_no_error(*, quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error may be closed, or end half-way."""
    monkeypatch.setattr("sys.stderr", None)
    notices = Notices(quiet=quiet)
    notices.say("a")
    notices.update("b")
    notices.end()
