from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import attrs
import pytest

import trustcore
import trustcore.batch
import trustcore.cache
import trustcore.evaluation
import trustcore.ledger
import trustcore.observer
import trustcore.otel
import trustcore.provider_kit
import trustcore.testing
import trustcore.vendors
from trustcore import errors
from trustcore.client.options import Options

MOST_NAMES = 52
NAMES = [
    "TLM",
    "Absent",
    "Answer",
    "Ask",
    "BatchError",
    "Completion",
    "ConfigurationError",
    "Document",
    "Embedding",
    "Embeddings",
    "Eval",
    "Evidence",
    "EvidenceMissing",
    "FatalError",
    "File",
    "Image",
    "Message",
    "Missing",
    "Need",
    "Outcome",
    "Plan",
    "Preset",
    "Provider",
    "ProviderError",
    "Question",
    "Rating",
    "Reply",
    "Request",
    "Result",
    "Samples",
    "Score",
    "Secret",
    "Session",
    "Signal",
    "SignalPart",
    "Strategy",
    "Text",
    "TokenLogprobs",
    "Tool",
    "ToolCall",
    "Transport",
    "TrustcoreError",
    "Usage",
    "adapt",
    "dumps",
    "errors",
    "load_presets",
    "register_provider",
    "register_strategy",
    "to_frame",
    "wrap",
]
HOMELESS = {"Need", "errors", "register_provider", "register_strategy"}
"""A union, a module and two bound methods: these have no `__module__` to set."""

PACKAGES = [
    trustcore,
    trustcore.testing,
    trustcore.provider_kit,
    trustcore.vendors,
    trustcore.evaluation,
    trustcore.ledger,
    trustcore.observer,
    trustcore.otel,
    trustcore.cache,
    trustcore.batch,
]
PUBLIC = [(package, name) for package in PACKAGES for name in package.__all__]
ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
PLUG_INS = ["strategies", "providers"]
DRAWN = re.compile(r"^    ((?:[│├└ ][ ─]{3})*)(\w+)", re.MULTILINE)
ENTRY = re.compile(r"^ *\.\. (?:auto\w+|py:data):: (?:[a-z_]+\.)*(\w+)", re.MULTILINE)


def has_home(value: object) -> bool:
    return inspect.isclass(value) or inspect.isfunction(value)


def test_these_are_the_public_names() -> None:
    """A name comes or goes in this list too, so that it is meant."""
    assert NAMES == trustcore.__all__
    assert len(NAMES) <= MOST_NAMES


def test_the_public_names_are_sorted() -> None:
    """Constants, classes, functions, each by the alphabet: as ruff sorts them."""
    assert NAMES == sorted(NAMES, key=lambda name: (not name.isupper(), name[0].islower(), name))


def test_every_name_has_a_home_but_these() -> None:
    """Whatever is a class or a function says where it is imported from."""
    homeless = {name for name in NAMES if not has_home(getattr(trustcore, name))}
    assert homeless == HOMELESS


@pytest.mark.parametrize(("package", "name"), PUBLIC, ids=lambda it: getattr(it, "__name__", it))
def test_a_name_says_where_it_is_imported_from(package: ModuleType, name: str) -> None:
    """Tracebacks and pickles show the public path, and the name has a docstring of its own."""
    value = getattr(package, name)
    if has_home(value):
        assert (package.__name__, name) == (value.__module__, value.__qualname__)
        assert value.__doc__


@pytest.mark.parametrize("name", [name for name in NAMES if attrs.has(getattr(trustcore, name))])
def test_annotations_of_records_can_be_evaluated(name: str) -> None:
    """Whoever builds on the records' types (cattrs, a web framework) gets types, not names."""
    record = getattr(trustcore, name)
    attrs.resolve_types(record)
    assert get_type_hints(record) == {one.name: one.type for one in attrs.fields(record)}


@pytest.mark.parametrize(
    "value",
    [
        trustcore.Signal("consistency", 0.5, "4 of 8"),
        trustcore.Absent("logprobs", "none"),
        trustcore.Completion("4", trustcore.TokenLogprobs((-0.1,), ("4",))),
        trustcore.Request((trustcore.Message("user", "2 + 2?"),), temperature=0.0),
        trustcore.Samples(8),
        trustcore.Usage(calls=1),
        trustcore.testing.After(1, "4"),
        trustcore.evaluation.ScoreQuality(None, None, None, 0.5, 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_records_survive_pickling(value: object) -> None:
    """Worker processes may be given records and give them back."""
    assert value == pickle.loads(pickle.dumps(value))  # noqa: S301  (our own pickle)


def test_importing_trustcore_is_light() -> None:
    """`import trustcore` brings in no HTTP client, no numpy, no telemetry and no command line."""
    program = (
        "import sys, trustcore; "
        "print(sorted({'aiohttp', 'numpy', 'opentelemetry', 'typer'}.intersection(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def drawn_tree() -> Iterator[tuple[str, str | None]]:
    """Each error in the drawing of `trustcore.errors`, with the one that it hangs on."""
    above: list[str] = []
    for branches, name in DRAWN.findall(errors.__doc__ or ""):
        above = [*above[: len(branches) // 4], name]
        yield name, above[-2] if len(above) > 1 else None


def class_tree() -> Iterator[tuple[str, str | None]]:
    root: type = errors.TrustcoreError
    for name, value in vars(errors).items():
        if inspect.isclass(value) and issubclass(value, root):
            (base,) = value.__bases__
            yield name, None if value is root else base.__name__


def test_the_drawn_tree_of_errors_is_the_tree_of_classes() -> None:
    """The picture that users plan their `except` clauses by is right."""
    assert sorted(class_tree()) == sorted(drawn_tree())


def test_every_public_name_is_in_the_reference() -> None:
    """What can be imported, raised or called on the client can be looked up."""
    pages = "\n".join(page.read_text("utf-8") for page in sorted(REFERENCE.glob("*.md")))
    methods = [name for name in vars(trustcore.TLM) if not name.startswith("_")]
    names = (
        {name for _, name in PUBLIC} - {"errors"} | {*methods} | {name for name, _ in class_tree()}
    )
    assert set() == names - set(ENTRY.findall(pages))


def test_every_option_is_in_the_docstring_and_in_the_quickstart() -> None:
    page = (ROOT / "docs" / "quickstart.md").read_text("utf-8")
    names = [one.name for one in attrs.fields(Options)]
    assert [] == [name for name in names if f"`{name}" not in page]
    assert [] == [name for name in names if f"    {name}: " not in (Options.__doc__ or "")]


@pytest.mark.parametrize("kind", PLUG_INS)
def test_every_plug_in_that_comes_along_is_in_the_reference(kind: str) -> None:
    """What a preset or a model's name may begin with can be looked up."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (REFERENCE / f"{kind}.md").read_text("utf-8")
    names = project["entry-points"][f"trustcore.{kind}"]
    assert [] == [name for name in names if f"`{name}`" not in page]
