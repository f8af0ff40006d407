"""Rows of files: each is read as it was written, or the file is refused with the way out."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.batch.formats import LONGEST
from trustcore.batch.output import write_rows
from trustcore.batch.rows import RowFile
from trustcore.errors import InputError

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


def read(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, Any]]:
    return [dict(row.cells) for row in RowFile(path, encoding).rows()]


def refusal(path: Path, encoding: str = "utf-8-sig") -> str:
    with pytest.raises(InputError) as caught:
        read(path, encoding)
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["a.csv", "a.csv.gz", "a.tsv", "a.jsonl", "a.jsonl.gz", "a.ndjson"]
)
@given(cells=st.lists(st.tuples(CELL, CELL), max_size=5))
def test_rows_are_read_as_they_were_written(
    name: str, cells: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Quotes, separators and line ends inside of cells, in each format."""
    path = tmp_path_factory.mktemp("rows") / name
    rows = [{"a": one, "b": other} for one, other in cells]
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        if ".json" in name or ".ndjson" in name:
            file.writelines(json.dumps(row) + "\n" for row in rows)
        else:
            delimiter = "\t" if "tsv" in name else ","
            writer = csv.DictWriter(file, ["a", "b"], delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
    assert rows == read(path)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    """As spreadsheets write it."""
    path = tmp_path / "a.csv"
    path.write_bytes("q\nä\n".encode("utf-8-sig"))
    assert [{"q": "ä"}] == read(path)


def test_files_that_were_joined_have_a_mark_at_each_part(tmp_path: Path) -> None:
    """And perhaps one at the end."""
    path = tmp_path / "joined.jsonl"
    path.write_bytes(
        b"".join(b'\xef\xbb\xbf{"q": %d}\n' % number for number in (1, 2)) + b"\xef\xbb\xbf"
    )
    assert [{"q": 1}, {"q": 2}] == read(path)


def test_another_encoding_is_read_where_it_is_named(tmp_path: Path) -> None:
    """UTF-16 and the code pages of Windows."""
    for encoding in ("utf-16", "utf-16-le", "utf-32", "cp1252"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes("q\r\nä\r\n".encode(encoding))
        assert [{"q": "ä"}] == read(path, encoding)


BROKEN: list[tuple[str, bytes, list[str]]] = [
    ("a.csv", b"q,r\n1,2\n3\n", ["a.csv, row 2 (line 3)", "1 cells", "column 'r'", "add it"]),
    ("a.csv", b"q,r\n1,2,3\n", ["row 1 (line 2)", "after column 'r'", "quotes"]),
    ("a.csv", b'q\n"a\nb"\n"c', ["line 4 on", "close each quote"]),
    ("a.csv", b'q\n"a"b\n', ["line 2 on", "no valid CSV"]),
    ("a.csv", b'q\n"a"b; c\n', ["line 2 on", "no valid CSV"]),
    ("a.csv", b'q\n"a\nb"x,c\n', ["line 2 on", "no valid CSV"]),
    ("a.csv", b'"question";"id"\n"a";"1"\n', ["line 1 on", "have semicolons", "as .csv"]),
    ("a.csv", b'"a, b";"c"\n', ["semicolons"]),
    ("a.csv", b'"a"\t"b"\n', ["tabs between its columns, and its name promises commas"]),
    ("a.csv", b'"a"|b\n', ["bars"]),
    ("a.tsv", b'"a","b"\n', ["commas between its columns, and its name promises tabs"]),
    ("a.csv", "q\nä\n".encode("utf-16"), ["UTF-16", "give the encoding utf-16"]),
    ("a.csv", "q\na\n".encode("utf-16-le"), ["in UTF-16", "give the encoding utf-16-le"]),
    ("a.csv", "qu,r\nä,1\n".encode("utf-16-be"), ["in UTF-16", "give the encoding utf-16-be"]),
    ("a.csv", "q\nä\n".encode("utf-32"), ["in UTF-32", "give the encoding utf-32"]),
    ("a.jsonl", '{"q": "ä"}\n'.encode("utf-32-be"), ["in UTF-32", "give the encoding utf-32-be"]),
    ("a.jsonl", '{"q": "ä"}\n'.encode("utf-16-le"), ["in UTF-16", "give the encoding utf-16-le"]),
    ("a.csv", b"q\nab\0c\n", ["line 2, character 3", "NUL", "remove it"]),
    ("a.csv", b"q\n\xe4\n", ["not valid utf-8", "cp1252"]),
    ("a.csv", b"", ["is empty", "name the columns"]),
    ("a.csv", b"q,q\n1,2\n", ["two columns", "'q'", "rename"]),
    ("a.csv", b"q,\n1,2\n", ["column 2 has no name"]),
    ("a.csv", b"q\n" + b"x" * (LONGEST + 1), ["line 2", "longer than", "shorten"]),
    ("a.csv", b'q\n"' + b"x\n" * LONGEST, ["line 2 on", "never closed"]),
    ("a.jsonl", b'{"q": 1}\n\n[1]\n', ["row 2 (line 3)", "JSON object", "list"]),
    ("a.jsonl", b'{"q": 1}\n{"q": \n', ["row 2 (line 2)", "no JSON", "one whole object"]),
    ("a.jsonl", b'{"q": "\\ud800"}\n', ["row 1 (line 1)", "half a character"]),
    ("a.xlsx", b"PK", ["must end in one of", "sheet as .csv"]),
    ("a.json", b"[]", ["must end in one of", "line of its own", ".jsonl"]),
    ("a.txt", b"a", ["must end in one of", "first line `prompt`"]),
    ("a.zip", b"PK", ["must end in one of", "unpack it"]),
    ("a.csv.gz", gzip.compress(b"q\n1\n" * 999)[:40], ["middle of its compressed data"]),
    ("a.csv.gz", b"q\n1\n", ["cannot be read"]),
]


@pytest.mark.parametrize(("name", "data", "words"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_refused_with_the_way_out(
    name: str, data: bytes, words: list[str], tmp_path: Path
) -> None:
    """Naming file, place and remedy; never a wrong row."""
    (tmp_path / name).write_bytes(data)
    said = refusal(tmp_path / name)
    assert [] == [one for one in words if one not in said]
    assert len(said) < 300


def test_a_cell_of_nearly_ten_megabytes_is_read(tmp_path: Path) -> None:
    """The limit is ours, not the csv module's."""
    (tmp_path / "a.csv").write_bytes(b"q\n" + b"x" * (LONGEST - 1))
    assert [LONGEST - 1] == [len(row["q"]) for row in read(tmp_path / "a.csv")]


def test_nan_as_python_writes_it_is_read(tmp_path: Path) -> None:
    """Such a line is JSON for those who wrote it."""
    (tmp_path / "a.jsonl").write_text('{"q": NaN}\n{"q": "x"}\n')
    assert ["nan", "x"] == [str(row["q"]) for row in read(tmp_path / "a.jsonl")]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"PK\x03\x04\x14\x00", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet"),
        (b"\x1f\x8b\x08", ".gz at the end"),
        (b"PAR1\x15", ".parquet"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_no_text_is_called_what_it_is(start: bytes, words: str, tmp_path: Path) -> None:
    """Whatever its name says."""
    for name in ("a.csv", "a.jsonl"):
        path = tmp_path / name
        path.write_bytes(start + b"\n\0rest")
        assert words in refusal(path)


@pytest.mark.parametrize("name", ["a.xlsx", "b.XLS", "c.ods", "."])
def test_a_name_of_another_kind_is_refused_with_what_to_do(name: str) -> None:
    """A spreadsheet is to be saved as a table."""
    with pytest.raises(InputError, match="must end in") as caught:
        list(RowFile(Path(name)).rows())
    assert str(caught.value).startswith(name)
    assert ("save a spreadsheet" in str(caught.value)) == (name != ".")


CELLS = st.text('ab,"\r\n\t é', max_size=5)


@given(st.lists(CELLS, min_size=1, max_size=8), st.data())
def test_what_was_read_before_is_left_out(cells: list[str], data: st.DataObject) -> None:
    """The rows from one on are those that reading all of them gives, with places and all."""
    first = data.draw(st.integers(0, len(cells)))
    with TemporaryDirectory() as name:
        for kind in ("a.csv", "a.tsv.gz", "a.jsonl"):
            path = Path(name, kind)
            rows = ({"x": cell, "y": "1"} for cell in cells)
            write_rows(path, rows, lambda: ("x", "y"))
            whole = list(RowFile(path).rows())
            assert whole[first:] == list(RowFile(path).rows(first))


def test_a_fault_behind_what_was_read_before_is_named_by_its_line(tmp_path: Path) -> None:
    """As when all is read."""
    path = tmp_path / "a.csv"
    path.write_text('x,y\n"a\nb",1\n\nc,2\nd\n')
    told = []
    for first in (0, 1, 2):
        with pytest.raises(InputError) as caught:
            list(RowFile(path).rows(first))
        told.append(str(caught.value))
    assert 1 == len(set(told))
    assert "row 3 (line 6)" in told[0]


def test_nobody_reads_ahead(tmp_path: Path) -> None:
    """The first rows of a file with a broken end can be had."""
    (tmp_path / "a.csv").write_bytes(b"q,r\n" + b"1,2\n" * 3 + b"3\n")
    rows = RowFile(tmp_path / "a.csv").rows()
    assert [0, 1, 2] == [next(rows).index for _ in range(3)]
