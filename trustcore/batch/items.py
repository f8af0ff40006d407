"""Makes of each row what is to be asked, and what it is known by."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

import orjson
from attrs import field, frozen

from trustcore.batch.formats import SEPARATORS
from trustcore.batch.row_settings import SettingColumns
from trustcore.batch.rows import Row
from trustcore.errors import InputError
from trustcore.records.question import Question
from trustcore.suggest import unknown

PROMPT_COLUMNS = ("prompt", "question", "messages")
"""The columns that are looked for when none is named."""

_ENDS = ("?", ".", "!", ":", "\uff1f", "\u3002", "\uff01", "\uff1a")
"""What sentences end with, and names of columns do not."""

_EXACT = 2**53
"""From here on floats stand for more than one whole number."""

_LONGEST_NAME = 40
"""Characters that the name of a lone column may have to be taken for one."""


@frozen
class RowItem:
    """What one row asks for.

    Attributes:
        index: Of the row, from 0.
        key: What it is known by: the cell of the id column, else the number of the row from 1.
        prompt: A text or a chat.
        response: The answer to score; None where there is to be one.
        problem: What is wrong with the row, if anything.
        settings: What its question has besides, by the names that `Question` has for it.
    """

    index: int
    key: str
    prompt: Any = None
    response: Any = None
    problem: str | None = None
    settings: Mapping[str, Any] = field(factory=dict)

    @property
    def asked(self) -> Any:  # noqa: ANN401  (a prompt; the client checks it)
        """What the client is asked: the prompt, with its settings where it has any.

        Raises:
            InputError: When prompt and settings are no question.
        """
        return Question(self.prompt, **self.settings) if self.settings else self.prompt

    @property
    def content(self) -> bytes:
        """Sixteen bytes that stand for all that is asked, and for the response."""
        said = [self.prompt, self.response, *([self.settings] if self.settings else [])]
        return hashlib.blake2b(_written(said), digest_size=16).digest()

    def seed(self, run_seed: int) -> int:
        """The seed of its first draw: the same in whatever run it is asked, and after whatever."""
        digest = hashlib.sha256(f"{run_seed}:{self.key}".encode()).digest()
        return int.from_bytes(digest[:4], "big") >> 2  # draws are added to it, in 31 bits


@frozen(kw_only=True)
class Columns:
    """Which cells of a row are what.

    Attributes:
        prompt: The column of the prompt; None where there is a template.
        response: The column of answers that exist already, None for no such.
        id: The column that tells rows apart, None for their numbers.
        template: A text with names of columns in braces, None for the prompt column alone.
        settings: The columns of what questions have besides.
    """

    prompt: str | None
    response: str | None
    id: str | None
    template: str | None
    settings: SettingColumns = field(factory=SettingColumns)

    @classmethod
    def of(
        cls,
        known: Sequence[str],
        *,
        prompt: str | None,
        response: str | None,
        id_: str | None,
        template: str | None,
        settings: SettingColumns | None = None,
    ) -> Columns:
        """Choose what is not given, and check what is.

        Raises:
            InputError: When a column is not there, or nobody knows which one has the prompts.
        """
        besides = settings or SettingColumns()
        for name in (prompt, response, id_, *besides.names, *_fields(template)):
            if name is not None and name not in known:
                _check_separated(known)
                raise InputError(unknown("column", name, known))
        if template is not None and prompt is not None:
            msg = "give a template or a prompt column, not both"
            raise InputError(msg)
        if template is not None and not _fields(template):
            example = next((one for one in known if one.lower() in PROMPT_COLUMNS), known[0])
            msg = (
                "the template names no column, so that every row would be asked the same; write "
                f"the name of one in braces: {{{example}}}"
            )
            raise InputError(msg)
        if template is None and prompt is None:
            prompt = _guess(known)
        return cls(prompt=prompt, response=response, id=id_, template=template, settings=besides)

    def item(self, row: Row) -> RowItem:
        """What a row asks for; what is wrong with it is said there, and costs that row alone.

        Raises:
            InputError: When the row has no id: nothing could be known of it.
        """
        key = self.key(row)
        try:
            return RowItem(row.index, key, **self.read(row.cells))
        except InputError as error:
            return RowItem(row.index, key, problem=f"row {row.index + 1}: {error}")

    def read(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Prompt, response and settings of a row, by the names that `RowItem` has for them.

        Raises:
            InputError: When a cell is empty, or holds not what it should.
        """
        return {
            "prompt": self._prompt(cells),
            "response": None if self.response is None else _words(cells, self.response),
            "settings": self.settings.of(cells),
        }

    def key(self, row: Row) -> str:
        """What a row is known by.

        Raises:
            InputError: When the id is neither a text nor a whole number.
        """
        try:
            found = self.id_in(row.cells)
        except InputError as error:
            msg = f"{row.place}, {error}"
            raise InputError(msg) from None
        return str(row.index + 1) if found is None else found

    def id_in(self, cells: Mapping[str, Any]) -> str | None:
        """The cell of the id column, None where there is no such column.

        Raises:
            InputError: When it is neither a text nor a whole number.
        """
        if self.id is None:
            return None
        found = cells.get(self.id)
        if isinstance(found, float) and found.is_integer() and abs(found) < _EXACT:
            found = int(found)  # a column of numbers in which one is missing is one of floats
        if not isinstance(found, str | int) or found == "":
            msg = f"column {self.id!r}: an id must be a text or a whole number, and not empty"
            raise InputError(msg)
        return str(found)

    def _prompt(self, cells: Mapping[str, Any]) -> object:
        if self.template is None:
            return _chat(cells, self.prompt or "")
        values = {name: _filled(cells, name) for name in _fields(self.template)}
        parts = Formatter().parse(self.template)
        return "".join(
            text + ("" if name is None else str(values[name])) for text, name, _, _ in parts
        )


def _filled(cells: Mapping[str, Any], name: str) -> object:
    found = cells.get(name)
    missing = found is None or found == "" or (isinstance(found, float) and math.isnan(found))
    if missing:
        msg = f"column {name!r} is empty; fill it in"
        raise InputError(msg)
    return found


def _words(cells: Mapping[str, Any], name: str) -> object:
    found = _filled(cells, name)
    if not isinstance(found, str):
        msg = f"column {name!r} holds {type(found).__name__}, and no text; write it in quotes"
        raise InputError(msg)
    return found


def _chat(cells: Mapping[str, Any], name: str) -> object:
    """A text, or messages; what is wrong with one of these is the client's to say."""
    found = _filled(cells, name)
    if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
        return found
    if isinstance(found, list):
        msg = f"column {name!r} holds a list; a chat is a list of objects with role and content"
        raise InputError(msg)
    return _words(cells, name)


def _guess(known: Sequence[str]) -> str:
    by_name = {name.lower(): name for name in reversed(known)}
    found = next((by_name[name] for name in PROMPT_COLUMNS if name in by_name), None)
    if found is None and len(known) == 1:
        _check_lone(known[0])
        return known[0]
    if found is None:
        msg = (
            f"none of the columns is called {', '.join(PROMPT_COLUMNS)}; name the one with the "
            f"prompts (--prompt-column): {', '.join(map(repr, known))}"
        )
        raise InputError(msg)
    return found


def _check_lone(name: str) -> None:
    """Refuse what is the only column since the file is written some other way.

    Raises:
        InputError: When its name looks like several columns, or like the first of the prompts.
    """
    _check_separated([name])
    if len(name.split()) > 1 or name.strip().endswith(_ENDS) or len(name) > _LONGEST_NAME:
        msg = (
            "the first line looks like a prompt, and must name the columns; put a line `prompt` "
            "before it, or name the whole line as the prompt column (--prompt-column)"
        )
        raise InputError(msg)


def _check_separated(known: Sequence[str]) -> None:
    """Refuse a lone column whose name looks like those of several.

    Raises:
        InputError: Naming what separates them.
    """
    separator = next((one for one in SEPARATORS if one in known[0]), None)
    if len(known) == 1 and separator is not None:
        msg = (
            f"the first line holds {SEPARATORS[separator]}, which do not separate columns here; "
            "save the file with commas as .csv or with tabs as .tsv, or name the whole line as the "
            "prompt column (--prompt-column)"
        )
        raise InputError(msg)


def _fields(template: str | None) -> tuple[str, ...]:
    """The columns that a template names.

    Raises:
        InputError: When it is none.
    """
    if template is None:
        return ()
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        msg = f"template: {error}; write a brace that is no column twice: {{{{ or }}}}"
        raise InputError(msg) from error
    for _, name, form, conversion in parts:
        if name == "" or form or conversion:
            msg = "template: each pair of braces holds the name of a column, and nothing else"
            raise InputError(msg)
    return tuple(name for _, name, _, _ in parts if name is not None)


def _written(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # a whole number above 64 bits
        return json.dumps(value).encode()
