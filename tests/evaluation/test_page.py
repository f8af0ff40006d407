from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.errors import ConfigurationError, InputError
from trustcore.evaluation import Evaluation, evaluate_files
from trustcore.evaluation.fit import fit_files
from trustcore.evaluation.formulas import FORMULAS, bsdetector, cocoa, semantic_entropy
from trustcore.evaluation.page import (
    evaluation_section,
    fit_section,
    markdown_table,
    write_section,
)
from trustcore.evaluation.preset_file import preset_toml, write_preset
from trustcore.evaluation.views import View, plain_view
from trustcore.presets import resolve_preset
from trustcore.records.evidence import Evidence
from trustcore.scoring import Logistic

MARKS = "Before.\n<!-- begin toy -->\nold\n<!-- end toy -->\nAfter.\n"


def recordings(
    folder: Path, datasets: int = 2, *, questions: int = 40, flip: float = 0.1, finals: bool = False
) -> list[Path]:
    """Questions whose right answers mostly agree with their alternatives."""
    chance = random.Random(0)  # noqa: S311  (no secret)
    paths = []
    for dataset in range(datasets):
        lines = []
        for number in range(questions):
            right = number % 2 == 0
            agree = right if chance.random() > flip else not right
            texts = ["Paris" if agree else "Rome", *(["Paris"] * 3), "Oslo"]
            answers = [
                {
                    "text": "no words" if finals else text,
                    "correct": right if index == 0 else text == "Paris",
                    "final": "x" if right or index == 0 else f"y{index}",
                }
                for index, text in enumerate(texts)
            ]
            record = {"dataset": f"set {dataset}", "model": "m | <b>", "prompt": f"q{number}?"}
            lines.append(orjson.dumps({**record, "answers": answers}))
        paths.append(folder / f"{dataset}.jsonl")
        paths[-1].write_bytes(b"\n".join(lines))
    return paths


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return evaluate_files(recordings(tmp_path_factory.mktemp("recordings")))


def test_every_formula_is_compared(evaluation: Evaluation) -> None:
    """Formulas stand under both readings, signals by themselves, pooled over both groups."""
    found = {(one.reading, one.name): one for one in evaluation.pooled}

    assert {"BSDetector", "semantic entropy"} <= {
        name for reading, name in found if reading == "ours"
    }
    assert ("plain", "BSDetector") in found
    assert found["signal", "consistency"].value == pytest.approx(0, abs=1e-12)
    assert {2} == {one.groups for one in evaluation.pooled}


def test_a_pooled_difference_is_the_mean_of_the_groups(evaluation: Evaluation) -> None:
    """Each group counts once, and the value lies in its interval."""
    for one in evaluation.pooled:
        own = [
            difference.value
            for group in evaluation.results
            for difference in group.differences
            if (difference.name, difference.reading) == (one.name, one.reading)
        ]
        assert one.low is not None
        assert one.high is not None
        assert pytest.approx(sum(own) / len(own)) == one.value
        assert one.low - 1e-9 <= one.value <= one.high + 1e-9


def test_best_has_fewer_errors_than_the_first(evaluation: Evaluation) -> None:
    """Where right answers agree, the most trusted one of several is right more often."""
    assert evaluation.selection is not None
    assert evaluation.selection.reduction is not None
    assert evaluation.selection.chosen < evaluation.selection.first


def test_finals_that_beat_the_reading(tmp_path: Path) -> None:
    """Where texts tell nothing and finals everything, a warning names the set."""
    found = evaluate_files(recordings(tmp_path, 1, finals=True))

    assert ["set 0 of m | <b>: the recorded finals"] == [warning[:37] for warning in found.warnings]


def test_the_section_of_a_page_is_replaced(evaluation: Evaluation, tmp_path: Path) -> None:
    """Tables go between the marks, again and again; all else stays."""
    page = tmp_path / "page.md"
    page.write_text(MARKS, "utf-8")
    body = evaluation_section(evaluation)
    for _ in range(2):
        write_section(f"{page}#toy", body)
    text = page.read_text("utf-8")

    assert text.startswith("Before.\n")
    assert text.endswith("<!-- end toy -->\nAfter.\n")
    assert "old" not in text
    assert 1 == text.count(body)
    assert "m \\| \\<b\\>" in body


def test_a_page_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    """Half of a character has no UTF-8; nothing half-written lies beside it."""
    page = tmp_path / "page.md"
    page.write_text(MARKS, "utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_section(f"{page}#toy", "\ud800")
    assert (MARKS, [page]) == (page.read_text("utf-8"), list(tmp_path.iterdir()))


@pytest.mark.parametrize("text", ["", MARKS.replace("end toy", "end"), MARKS + MARKS])
def test_a_page_without_marks_is_refused(tmp_path: Path, text: str) -> None:
    """The error names the marks, and the page stays as it is."""
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match="<!-- begin toy -->"):
        write_section(f"{page}#toy", "body")
    assert text == page.read_text("utf-8")


@given(st.text())
def test_a_cell_is_one_line(text: str) -> None:
    """Whatever a data set is called, a row of Markdown is one line with as many cells."""
    *_, row = markdown_table(["name"], [[text]]).split("\n")

    assert 2 == row.replace("\\\\", "").replace("\\|", "").count("|")


def test_formulas_by_hand() -> None:
    """Each formula gives what its paper says, over what is there."""
    view = View(0.5, 0.25, 1.0, 0.8, 2.0, (2, 2))
    nothing = View(None, None, None, None, None, ())

    assert pytest.approx(0.7 * (0.8 * 0.5 + 0.2 * 0.25) + 0.3) == bsdetector(view)
    assert -1.0 == cocoa(view)
    assert semantic_entropy(view) == pytest.approx(-0.6931, abs=1e-4)
    assert {None} == {formula(nothing) for formula in FORMULAS.values()}


def test_a_plain_view() -> None:
    """Exact match forgives case and punctuation; the answer's cluster comes first."""
    view = plain_view(Evidence.of("?", "Paris.", ["paris", "in Paris", "Rome"]), None)

    assert (2, 1, 1) == view.clusters
    assert pytest.approx(1 / 3) == view.same
    assert pytest.approx((1 + 2 / 3 + 0) / 3) == view.agreement


def test_a_fit_can_be_written_and_read(tmp_path: Path) -> None:
    """The file is the fitted preset, and weights add up to 1."""
    fit = fit_files(recordings(tmp_path))
    write_preset(fit.preset, tmp_path / "fitted.toml", "fitted")
    again = resolve_preset(tmp_path / "fitted.toml")

    assert [(one.link, one.weight) for one in fit.preset.components] == [
        (one.link, one.weight) for one in again.components
    ]
    assert sum(one.weight for one in again.components) == pytest.approx(1, abs=0.01)
    assert fit.left_out is not None
    assert "set 0" in fit_section(fit)


def test_few_labels_move_little(tmp_path: Path) -> None:
    """Two labels leave links where they are, many do not."""
    slopes = []
    for questions in (2, 200):
        folder = tmp_path / str(questions)
        folder.mkdir()
        link = fit_files(recordings(folder, questions=questions)).preset.components[0].link
        assert isinstance(link, Logistic)
        slopes.append(abs(link.slope - 6.0) + abs(link.intercept + 3.0))

    assert slopes[0] < 0.7 < slopes[1]


def test_a_signal_that_points_the_wrong_way_gets_a_flat_link(tmp_path: Path) -> None:
    """A link never falls: such a signal says nothing instead of the reverse."""
    link = fit_files(recordings(tmp_path, questions=300, flip=0.9)).preset.components[0].link

    assert isinstance(link, Logistic)
    assert 0.0 == link.slope


@pytest.mark.parametrize(("labels", "words"), [([True, True], "all 2"), ([None], "no judged")])
def test_labels_that_teach_nothing(tmp_path: Path, labels: list[bool | None], words: str) -> None:
    """Without right and wrong answers nothing can be fitted, and the error says so."""
    lines = [
        {"dataset": "d", "model": "m", "prompt": "?", "answers": [{"text": "a", "correct": one}]}
        for one in labels
    ]
    path = tmp_path / "file.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, lines)))
    with pytest.raises(InputError, match=words):
        fit_files([path])


def test_an_own_preset_is_written_whole(tmp_path: Path) -> None:
    """A preset of a file does not extend what another file would not have."""
    own = resolve_preset({"name": "own", "extends": "low", "candidates": 2})
    (tmp_path / "own.toml").write_text(preset_toml(own, "copy"), "utf-8")

    assert own.to_dict() == resolve_preset(tmp_path / "own.toml").to_dict()


def test_html_and_plots(evaluation: Evaluation, tmp_path: Path) -> None:
    """The page holds everything itself, and names in it are no markup."""
    pytest.importorskip("matplotlib")
    from trustcore.evaluation.plots import write_plots
    from trustcore.evaluation.web_page import html_page

    text = html_page(evaluation)
    write_plots(evaluation, tmp_path / "plots")

    assert 4 == text.count("data:image/svg+xml;base64,")
    assert "http" not in text
    assert "m | &lt;b&gt;" in text
    assert 8 == len(list((tmp_path / "plots").iterdir()))


def test_without_matplotlib(tmp_path: Path) -> None:
    """A missing library is said before any file is read, with the way to get it."""
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from trustcore.evaluation.plots import needing_matplotlib\n"
        "needing_matplotlib()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (
        'ConfigurationError: plots need matplotlib: pip install "trustcore[plots]"' in done.stderr
    )
