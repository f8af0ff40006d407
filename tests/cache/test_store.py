from __future__ import annotations

import json
import math
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Completion, ConfigurationError, Embedding, Missing, TokenLogprobs
from trustcore.cache import Cache
from trustcore.cache.entries import read, write
from trustcore.cache.format import ROW
from trustcore.cache.settings import cache_of
from trustcore.cache.store import Changes, Store
from trustcore.errors import SchemaError
from trustcore.records.evidence import Finding

KEY = b"k" * 32
ROME = Completion(
    "Rome \N{LATIN SMALL LETTER E WITH ACUTE}",
    TokenLogprobs((-0.1, -math.inf), ("Rome", " \N{LATIN SMALL LETTER E WITH ACUTE}")),
    "length",
)


class Clock:
    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


Opened = Callable[..., Store]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(file: Path, clock: Clock) -> Iterator[Opened]:
    stores: list[Store] = []

    def make(*, max_age: float | None = None, max_bytes: int | None = None) -> Store:
        cache = Cache(file, max_age=max_age, max_bytes=max_bytes)
        stores.append(Store(cache, clock))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def keep(store: Store, entries: Mapping[bytes, Finding]) -> None:
    store.change(Changes(entries))


def found(store: Store, *keys: bytes) -> set[bytes]:
    return set(store.get(keys)[0])


floats = st.floats(allow_nan=False)
logprobs = st.floats(max_value=0, allow_nan=False)
completions = st.builds(
    lambda rows, text, finish: Completion(
        text,
        TokenLogprobs(
            tuple(number for _, number in rows),
            tuple(token for token, _ in rows),
            tuple((row,) for row in rows),
        ),
        finish,
    ),
    st.lists(st.tuples(st.text(max_size=5), logprobs), max_size=5),
    st.text(),
    st.sampled_from(["stop", "length"]),
)
embeddings = st.lists(st.floats(-1e9, 1e9)).map(lambda vector: Embedding(tuple(vector)))


@given(completions | st.text().map(Completion) | embeddings)
def test_what_is_read_is_what_was_written(finding: Completion | Embedding) -> None:
    """Texts, finish reasons, log-probabilities and vectors come back bit for bit."""
    body = write(KEY, finding)
    assert body is not None
    assert finding == read(KEY, body)


def test_a_gap_is_not_kept(opened: Opened) -> None:
    """It is asked for again."""
    store = opened()
    keep(store, {KEY: Missing("failed")})
    assert ({}, []) == store.get([KEY])


def test_half_a_character_in_a_token_is_kept_as_what_replaces_it(opened: Opened) -> None:
    """JSON has no form for it, and what was paid for is kept."""
    store = opened()
    keep(store, {KEY: Completion("a", TokenLogprobs((-1.0,), ("\ud83d",)))})
    assert {KEY: Completion("a", TokenLogprobs((-1.0,), ("\ufffd",)))} == store.get([KEY])[0]


def test_many_are_found_with_few_statements(opened: Opened) -> None:
    """Each gives the interpreter away, which the event loop's thread then has for milliseconds."""
    store = opened(max_age=60)
    keys = [bytes([one % 256, one // 256] * 16) for one in range(1200)]
    keep(store, dict.fromkeys(keys, ROME))
    statements: list[str] = []
    store._open().set_trace_callback(statements.append)
    assert dict.fromkeys(keys, ROME) == store.get(keys)[0]
    assert 3 == len(statements)
    assert ({}, []) == store.get([])
    assert {keys[7]: ROME} == store.get([keys[7], KEY, keys[7]])[0]


@given(st.data())
def test_a_damaged_entry_is_not_read(data: st.DataObject) -> None:
    """One bit is enough, wherever it is; so is another entry's key."""
    body = bytearray(write(KEY, ROME) or b"")
    place = data.draw(st.integers(0, len(body) - 1))
    body[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SchemaError):
        read(KEY, bytes(body))
    with pytest.raises(SchemaError):
        read(b"o" * 32, write(KEY, ROME) or b"")


def signed(text: bytes) -> bytes:
    return blake2b(text, key=KEY, digest_size=8).digest() + text


JSON_TEXT = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
).map(lambda value: json.dumps(value).encode())


@given(
    st.binary()
    | (st.binary() | JSON_TEXT).map(signed)
    | st.sampled_from([None, 7, 0.5, "text", signed(b"[" * 10**5), signed(b"9" * 10**4)])
)
def test_whatever_a_file_holds_is_an_entry_or_refused(body: object) -> None:
    """Also behind a right checksum, which whoever can write the file can make."""
    with pytest.raises(SchemaError):
        read(KEY, body)


BODIES: list[object] = [
    None,
    7,
    "text",
    b"",
    signed(b"[]"),
    signed(b'{"kind": "missing"}'),
    b"x" * 99,
]


@pytest.mark.parametrize("body", BODIES, ids=repr)
def test_an_entry_that_is_something_else_is_spoiled(
    body: object, file: Path, opened: Opened
) -> None:
    """The others can be read on."""
    store = opened()
    keep(store, {KEY: ROME, b"good": ROME})
    with sqlite3.connect(file) as rows:
        rows.execute("DROP TRIGGER shrunk")
        rows.execute("ALTER TABLE entries RENAME TO old")
        rows.execute("CREATE TABLE entries (key, body, stored, used)")
        rows.execute("INSERT INTO entries SELECT * FROM old")
        rows.execute("UPDATE entries SET body = ? WHERE key = ?", (body, KEY))
    rows.close()
    assert ({b"good": ROME}, [KEY]) == store.get([KEY, b"good"])


def test_entries_stay(file: Path, opened: Opened) -> None:
    """Another store finds what the first one kept, a truncated answer as such."""
    keep(opened(), {KEY: ROME})
    assert ({KEY: ROME}, []) == opened().get([KEY, b"other"])
    assert ROME.truncated


def test_a_store_can_be_used_again_after_it_was_closed(opened: Opened) -> None:
    """It opens its file when it needs it."""
    store = opened()
    keep(store, {KEY: ROME})
    store.close()
    store.close()
    assert {KEY} == found(store, KEY)


def test_the_newest_answer_stands(opened: Opened) -> None:
    """An entry that is there already is replaced."""
    store = opened()
    keep(store, {KEY: Completion("old")})
    keep(store, {KEY: Completion("new")})
    assert {KEY: Completion("new")} == store.get([KEY])[0]


def test_only_the_owner_can_read_it(file: Path, opened: Opened) -> None:
    """File, log and shared memory have mode 0600, whatever the umask and an empty file had."""
    file.touch(mode=0o644)
    before = os.umask(0)
    try:
        keep(opened(), {KEY: ROME})
    finally:
        os.umask(before)
    names = {one.name: one.stat().st_mode & 0o777 for one in file.parent.iterdir()}
    assert {"answers.db": 0o600, "answers.db-wal": 0o600, "answers.db-shm": 0o600} == names


@pytest.mark.parametrize("beside", ["", "-wal", "-shm"])
def test_a_file_that_others_could_read_is_closed_to_them(
    beside: str, file: Path, opened: Opened
) -> None:
    """Its mode is set when it is opened, and that of what SQLite has beside it."""
    first = opened()
    keep(first, {KEY: ROME})
    other = file.with_name(file.name + beside)
    other.chmod(0o666)
    again = opened()
    assert {KEY} == found(again, KEY)
    assert 0o600 == other.stat().st_mode & 0o777


PROGRAM_THAT_LOCKS = """
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
rows.execute("PRAGMA locking_mode = EXCLUSIVE")
rows.execute("BEGIN EXCLUSIVE")
"""


def test_looking_at_a_file_leaves_its_locks(file: Path, opened: Opened) -> None:
    """Closing a descriptor would take away the locks that SQLite has on it in this process."""
    store = opened()
    keep(store, {KEY: ROME})
    for _ in range(2):
        cache_of(file)
        keep(opened(), {b"other": ROME})
    locking = [sys.executable, "-c", PROGRAM_THAT_LOCKS, str(file)]
    done = subprocess.run(locking, capture_output=True, text=True, check=False, timeout=60)
    assert "database is locked" in done.stderr


@pytest.mark.parametrize("beside", ["", "-wal", "-shm", "-journal"])
def test_a_link_is_refused(beside: str, file: Path, opened: Opened, tmp_path: Path) -> None:
    """Whoever can write into the directory could have another file written to."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"")
    victim.chmod(0o644)
    file.with_name(file.name + beside).symlink_to(victim)
    with pytest.raises(ConfigurationError, match=rf"answers\.db{beside} is a symbolic link"):
        keep(opened(), {KEY: ROME})
    assert (b"", 0o644) == (victim.read_bytes(), victim.stat().st_mode & 0o777)


def test_a_link_is_refused_when_the_client_is_made(file: Path, tmp_path: Path) -> None:
    """Also one that leads nowhere, which a cache would be made through."""
    file.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match="is a symbolic link; name the file that it leads"):
        cache_of(file)


def test_a_link_to_its_directory_is_fine(file: Path, tmp_path: Path) -> None:
    """Where a directory is, is its owner's business."""
    link = tmp_path / "link"
    link.symlink_to(file.parent)
    store = Store(Cache(link / "answers.db"))
    keep(store, {KEY: ROME})
    store.close()
    assert 0 < file.stat().st_size


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_refused(file: Path, opened: Opened) -> None:
    """They could read what is in it, and change it."""
    file.touch()
    os.chown(file, 12345, 12345)
    with pytest.raises(ConfigurationError, match="belongs to another user"):
        cache_of(file)
    with pytest.raises(ConfigurationError, match="belongs to another user"):
        keep(opened(), {KEY: ROME})


def test_a_pipe_is_refused(file: Path) -> None:
    """To open it would wait for ever."""
    os.mkfifo(file)
    with pytest.raises(ConfigurationError, match="is no regular file; name another one"):
        cache_of(file)


def test_old_entries_are_neither_used_nor_kept(clock: Clock, opened: Opened) -> None:
    """Beyond `max_age` seconds; who sets none, uses them all until then."""
    store, patient = opened(max_age=60), opened()
    keep(store, {KEY: ROME})
    clock.now += 59
    assert {KEY} == found(store, KEY)
    clock.now += 2
    assert set() == found(store, KEY)
    assert {KEY} == found(patient, KEY)
    keep(store, {b"new": ROME})
    assert {b"new"} == found(patient, KEY, b"new")


SIZE = ROW + len(write(KEY, ROME) or b"")


def test_the_least_recently_used_go(opened: Opened) -> None:
    """Beyond `max_bytes`; what was read since is spared."""
    store = opened(max_bytes=3 * SIZE)
    for name in (b"a", b"b", b"c"):
        keep(store, {name: ROME})
    store.change(Changes(used=[b"a"]))
    keep(store, {b"d": ROME})
    assert {b"a", b"c", b"d"} == found(store, b"a", b"b", b"c", b"d")
    keep(store, {b"e": ROME, b"f": ROME})
    assert {b"d", b"e", b"f"} == found(store, b"a", b"c", b"d", b"e", b"f")


def test_an_entry_that_does_not_fit_empties_nothing(opened: Opened) -> None:
    """What is larger than `max_bytes` is not kept, and takes the place of nothing."""
    store = opened(max_bytes=3 * SIZE)
    keep(store, {KEY: ROME})
    keep(store, {b"huge": Completion("x" * 3 * SIZE)})
    assert {KEY} == found(store, KEY, b"huge")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 300)), min_size=1, max_size=30))
def test_the_limit_holds(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[int, int]]
) -> None:
    """Whatever is written, replaced and removed, the total is what is there, and within bounds."""
    path = tmp_path_factory.mktemp("cache") / "a.db"
    store = Store(Cache(path, max_bytes=1000), Clock())
    for name, size in entries:
        keep(store, {bytes([name]): Completion("x" * size)})
    with sqlite3.connect(path) as rows:
        (total,) = rows.execute("SELECT bytes FROM total").fetchone()
        bodies = rows.execute("SELECT length(body) FROM entries").fetchall()
    rows.close()
    store.close()
    assert sum(size + ROW for (size,) in bodies) == total <= 1000


def test_a_spoiled_entry_is_dropped(file: Path, opened: Opened) -> None:
    """It is named, and gone after the next change; the others stay."""
    store = opened()
    keep(store, {KEY: ROME, b"good": ROME})
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE entries SET body = 'nonsense' WHERE key = ?", (KEY,))
    rows.close()
    assert ({b"good": ROME}, [KEY]) == store.get([KEY, b"good"])
    store.change(Changes(spoiled=[KEY]))
    assert ({b"good": ROME}, []) == store.get([KEY, b"good"])


def test_all_or_nothing(opened: Opened) -> None:
    """What fails amid a change leaves no half of it, and the store works on."""
    store = opened()
    keep(store, {KEY: ROME})
    with pytest.raises(sqlite3.Error):
        store.change(Changes({b"new": ROME}, used=[object()]))  # type: ignore[list-item]
    keep(store, {b"next": ROME})
    assert {KEY, b"next"} == found(store, KEY, b"new", b"next")


WRITER = """
import sys
from trustcore import Completion
from trustcore.cache import Cache
from trustcore.cache.store import Changes, Store
store = Store(Cache(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(200):
    store.change(Changes({f"{sys.argv[2]} {number}".encode(): Completion("x" * 500)}))
    assert len(store.get([f"{sys.argv[2]} {number}".encode()])[0]) == 1
store.close()
"""


def test_processes_share_a_file(file: Path, opened: Opened) -> None:
    """Four that make it, write and read at the same time lose nothing, and none is in the way."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for one in writers:
        assert one.stdout is not None
        assert "ready\n" == one.stdout.readline()
    for one in writers:
        one.communicate("go\n", timeout=60)
    assert [0, 0, 0, 0] == [one.returncode for one in writers]
    keys = [f"{writer} {number}".encode() for writer in range(4) for number in range(200)]
    assert set(keys) == found(opened(), *keys)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"path": ""}, "the path of its file must be a string or a Path, not ''"),
        ({"path": "a\0b"}, "the path of its file must be a string or a Path, not 'a.x00b'"),
        ({"per_credential": 1}, "per_credential must be True or False, not 1"),
        ({"path": 3}, "the path of its file must be a string or a Path, not 3"),
        ({"namespace": 3}, "namespace must be a string, not 3"),
        ({"max_age": 0}, "max_age must be a number of seconds above 0, or None, not 0"),
        ({"max_age": math.inf}, "max_age must be a number of seconds above 0, or None, not inf"),
        ({"max_age": "1d"}, "max_age must be a number of seconds above 0, or None, not '1d'"),
        ({"max_bytes": 0}, "max_bytes must be a whole number of bytes from 1 up, or None, not 0"),
        (
            {"max_bytes": 1e6},
            "max_bytes must be a whole number of bytes from 1 up, .* not 1000000.0",
        ),
        ({"max_bytes": True}, "max_bytes must be a whole number of bytes from 1 up, .* not True"),
    ],
)
def test_settings_are_checked(settings: dict[str, Any], message: str) -> None:
    """The error names the setting and the rule, before anything is opened."""
    with pytest.raises(ConfigurationError, match=message):
        Cache(**{"path": "answers.db"} | settings)


def header(path: Path, application: int, version: int) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute(f"PRAGMA application_id = {application}")
        rows.execute(f"PRAGMA user_version = {version}")
        rows.execute("CREATE TABLE t (a)")
    rows.close()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_text("a letter"), "answers.db is no cache of trustcore's"),
        (lambda path: header(path, 0, 1), "answers.db is no cache of trustcore's"),
        (lambda path: header(path, 0x74727573, 9), "has schema 9, this release reads 1; delete"),
        (lambda path: path.mkdir(), "cache must be a file, not the directory .*answers.db"),
    ],
    ids=["no database", "another database", "another version", "a directory"],
)
def test_a_file_that_is_something_else_is_refused(
    make: Callable[[Path], object], message: str, file: Path
) -> None:
    """It is left as it is."""
    make(file)
    with pytest.raises(ConfigurationError, match=message):
        cache_of(file)


def test_a_database_of_another_version_is_not_written(file: Path, opened: Opened) -> None:
    """Not even when it took the place of ours since it was looked at."""
    header(file, 0x74727573, 9)
    file.chmod(0o644)
    before = file.read_bytes()
    with pytest.raises(ConfigurationError, match="schema 9"):
        keep(opened(), {KEY: ROME})
    assert (before, 0o644) == (file.read_bytes(), file.stat().st_mode & 0o777)


def test_the_directory_must_exist(tmp_path: Path) -> None:
    """It is not made: a slip in a path would leave answers somewhere."""
    with pytest.raises(ConfigurationError, match=r"no directory .*nowhere; make it first"):
        cache_of(tmp_path / "nowhere" / "answers.db")


def test_a_cache_of_ours_is_taken_at_any_time(file: Path, opened: Opened) -> None:
    """New, open with its log unwritten, and closed."""
    assert Cache(file) == cache_of(str(file))
    store = opened()
    keep(store, {KEY: ROME})
    assert Cache(file) == cache_of(file)
    store.close()
    assert Cache(file, max_age=3) == cache_of(Cache(file, max_age=3))
    assert cache_of(None) is None
