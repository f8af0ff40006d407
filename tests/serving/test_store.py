"""The store of scores in a file: what is in it, who can read it, and for how long."""

from __future__ import annotations

import sqlite3
import stat
import time
from pathlib import Path

import anyio
import pytest

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, visiting
from trustcore.errors import ConfigurationError
from trustcore.serving import ServeSettings


def rows(path: Path) -> list[tuple[str | None, ...]]:
    with sqlite3.connect(path) as file:
        found = file.execute("SELECT id, prompt, response FROM scores ORDER BY created").fetchall()
    file.close()
    return found


async def once(to: Visitor) -> Reply:
    return await to("POST", CHAT, ask("a prompt of mine"))


def test_a_score_is_found_after_a_restart(tmp_path: Path) -> None:
    """By its id, as it was told."""
    settings = ServeSettings(store=tmp_path / "scores.db")
    answer = visiting(client(), once, settings)
    place = f"/v1/trust/{answer.json['id']}"

    found = visiting(client(), lambda to: to("GET", place), settings)

    assert answer.json["trust"] == found.json


def test_a_score_is_found_that_memory_has_dropped(tmp_path: Path) -> None:
    """Though it may not be written yet when it is asked for."""
    settings = ServeSettings(store=tmp_path / "scores.db", kept=1)

    async def run(to: Visitor) -> list[int]:
        ids = [(await once(to)).json["id"] for _ in range(5)]
        return [(await to("GET", f"/v1/trust/{one}")).status for one in [*ids, "none"]]

    assert [200] * 5 + [404] == visiting(client(), run, settings)


def test_texts_are_written_down_only_where_that_is_asked_for(tmp_path: Path) -> None:
    """And the file, with what stands beside it, is its owner's alone."""
    path = tmp_path / "scores.db"
    visiting(client("an answer of theirs", "b"), once, ServeSettings(store=path))
    assert [(None, None)] == [one[1:] for one in rows(path)]
    assert b"an answer of theirs" not in path.read_bytes()
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)

    visiting(client("an answer of theirs", "b"), once, ServeSettings(store=path, store_texts=True))
    _, prompt, response = rows(path)[-1]
    assert '[{"role":"user","content":"a prompt of mine"}]' == prompt
    assert "an answer of theirs" == response


def test_old_scores_are_dropped(tmp_path: Path) -> None:
    """When new ones come."""
    path = tmp_path / "scores.db"
    settings = ServeSettings(store=path, store_days=2)
    visiting(client(), once, settings)
    with sqlite3.connect(path) as file:
        file.execute("UPDATE scores SET created = ?", (time.time() - 3 * 86_400,))
    file.close()

    answer = visiting(client(), once, settings)

    assert [answer.json["id"]] == [one[0] for one in rows(path)]


@pytest.mark.parametrize("what", ["link", "folder", "other", "nowhere"])
def test_a_file_that_is_no_store_is_refused_at_the_start(what: str, tmp_path: Path) -> None:
    """Before a request is taken."""
    path = tmp_path / "scores.db"
    if what == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif what == "folder":
        path.mkdir()
    elif what == "other":
        path.write_bytes(b"this is a text, and no file of SQLite at all" * 9)
    else:
        path = tmp_path / "nowhere" / "scores.db"

    with pytest.raises(ConfigurationError, match="store"):
        visiting(client(), once, ServeSettings(store=path))


def test_a_file_that_cannot_be_written_fails_no_answer(tmp_path: Path) -> None:
    """The score is in memory all the same."""
    path = tmp_path / "scores.db"

    async def run(to: Visitor) -> tuple[Reply, Reply]:
        with sqlite3.connect(path) as file:
            file.execute("DROP TABLE scores")
        file.close()
        answer = await once(to)
        await anyio.sleep(1)
        return answer, await to("GET", f"/v1/trust/{answer.json['id']}")

    answer, kept = visiting(client(), run, ServeSettings(store=path))

    assert (200, 200) == (answer.status, kept.status)


def test_texts_need_a_store() -> None:
    """A flag that would do nothing is refused."""
    with pytest.raises(ConfigurationError, match=r"--store FILE\.db"):
        ServeSettings(store_texts=True)
