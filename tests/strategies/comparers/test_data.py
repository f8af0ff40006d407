"""Answers that are data: compared value by value, whatever the order of what they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore_strategies.comparers.data import data_agreement, data_in, literal_agreement

TABLE = "| planet | moons |\n|--------|------:|\n| Mars | 2 |\n| Earth | 1 |"
XML = "<config><host name='a'>one</host><port>80</port></config>"
SAME = [
    (TABLE, "Here it is:\n\n| moons | planet |\n|---|---|\n| 1.0 | **Earth** |\n| 2 | Mars |"),
    ("```csv\nname,age\nAnn,30\nBob,40\n```", "name,age\nBob,40\nAnn,30"),
    ("```tsv\nname\tage\nAnn\t30\n```", "```tsv\nage\tname\n30\tAnn\n```"),
    (XML, "```xml\n<config>\n  <port>80</port>\n  <host name='a'>one</host>\n</config>\n```"),
    ("```yaml\nport: 80\nhost: 'a'\n```", "```yaml\n# mine\nhost: a\nport: 80\n```"),
    ("```toml\n[a]\nx = 1\ny = [2]\n```", "```toml\n[a]\ny = [2]\nx = 1\n```"),
]
OTHER = [
    (TABLE, TABLE.replace("2", "3")),
    (TABLE, f"{TABLE}\n| Venus | 0 |"),
    ("```csv\nname,age\nAnn,30\n```", "```csv\nname,age\nAnn,31\n```"),
    (XML, XML.replace("80", "81")),
    (XML, XML.replace("'a'", "'b'")),
    ("```ini\nport=80\n```", "```ini\nport=81\n```"),
    ("```toml\n[a]\nx = 1\n```", "```toml\n[b]\nx = 1\n```"),
]
NONE = [
    "Paris",
    "",
    "The sea, the sea,\nit carries me,\nso wide, so free",
    "a | b",
    "<p>Hi</p>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "<a><b></a>",
    "```yaml\na:\n  b: 1\n```",
    "```python\nprint(1)\n```",
    "```csv\na,b\n1\n```",
    "```toml\n= 1\n```",
    f"{TABLE}\n\n{'It took a long time to count them all. ' * 9}",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_data_in_another_order(one: str, other: str) -> None:
    assert 1.0 == data_agreement(one, other) == data_agreement(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_one_value_makes_other_data(one: str, other: str) -> None:
    """However many are the same."""
    found = data_agreement(one, other)
    assert found is not None
    assert found < 0.5


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_data(text: str) -> None:
    """Prose, pages, programs, what is broken or nested, and what declares entities."""
    assert data_in(text) is None
    assert data_agreement(text, TABLE) is None


@given(st.text("a|-,\n<>/&;![]: =`", max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    data_in(text)


def test_dicts_and_lists_as_programs_have_them() -> None:
    assert 1.0 == literal_agreement("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1.0}")
    assert literal_agreement("{'a': 1}", "{'a': 2}") == 0.0
    assert literal_agreement("{'a': f()}", "{'a': 1}") is None
    assert literal_agreement("[" * 500, "]" * 500) is None
