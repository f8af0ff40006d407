"""The page about the architecture speaks of the code as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "design" / "architecture.md").read_text("utf-8")
SOURCES = [ROOT / "trustcore", ROOT / "strategies", ROOT / "providers"]
MOST_NAMES_ON_THE_WAY = 35
OUTSIDE = {"tests", "docs", "benchmarks", "tools", "strategies", "providers"}


def section(title: str) -> str:
    """The text below a heading, up to the next of its level."""
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def cells(text: str, column: int) -> list[str]:
    """The code in a column of a table."""
    rows = re.findall(r"^\| (.+) \|$", text, re.MULTILINE)
    return [one for row in rows for one in re.findall(r"`([^`]+)`", row.split(" | ")[column])]


def folders() -> set[str]:
    """The folders that hold code, as the page writes them."""
    core = (ROOT / "trustcore").glob("**/__init__.py")
    rooms = {f"{one.parent.relative_to(ROOT).as_posix()}/" for one in core} - {"trustcore/"}
    return rooms | {f"{one}/" for one in OUTSIDE}


def defined() -> str:
    """All code of the product."""
    return "\n".join(
        path.read_text("utf-8") for source in SOURCES for path in source.glob("**/*.py")
    )


def is_defined(name: str, code: str) -> bool:
    """Whether a class, a function or a type of that name is defined."""
    return re.search(rf"^(class|def) {name}\b|^{name}(:.+?)? = ", code, re.MULTILINE) is not None


def names_on_the_way() -> list[str]:
    listed = PAGE.split("<!-- names -->", 1)[1].split("<!-- end -->", 1)[0]
    return re.findall(r"`(\w+)`", listed)


def test_every_folder_has_one_line() -> None:
    """A folder that is new is on the page, and one that went is not."""
    assert sorted(folders()) == sorted(cells(section("The folders"), 0))


@pytest.mark.parametrize(
    "words", [names_on_the_way(), cells(section("Glossary"), 2)], ids=["way", "glossary"]
)
def test_every_name_is_defined_once_listed_once(words: list[str]) -> None:
    """What the page calls a name is one, and stands in its list once."""
    code = defined()
    assert [] == [one for one in words if not is_defined(one, code)]
    assert sorted(set(words)) == sorted(words)


def test_the_way_of_a_call_has_few_names() -> None:
    """Nobody has to learn more names to follow a call; each of them is told of in the steps."""
    names = names_on_the_way()
    steps = section("The way of a call").split("### ")[0]
    assert MOST_NAMES_ON_THE_WAY >= len(names)
    assert [] == [one for one in names if not re.search(rf"`{one}\b", steps)]


def test_files_to_open_exist() -> None:
    """Each file that one is sent to is there."""
    files = cells(section("To change X, open Y"), 1)
    assert 20 <= len(files)
    assert [] == [one for one in files if not (ROOT / one).is_file()]
