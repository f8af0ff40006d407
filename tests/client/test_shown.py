"""What clients and results show of themselves, and results in a table."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from trustcore import TLM, Outcome, to_frame
from trustcore.errors import InputError, ServerError
from trustcore.testing import ScriptedProvider

MODEL = ScriptedProvider("true", name="scripted/one")
JUDGE = ScriptedProvider("true", name="scripted/judge")


def test_a_client_names_its_models() -> None:
    """By role; its repr has those that are not the answer's, and no key."""
    tlm = TLM("low", model=[MODEL, JUDGE], judge=JUDGE)
    assert tlm.models == {
        "answer": "scripted/one, scripted/judge",
        "sampler": "scripted/one, scripted/judge",
        "judge": "scripted/judge",
        "embedder": "scripted/one, scripted/judge",
    }
    shown = "TLM('low', model='scripted/one, scripted/judge', judge='scripted/judge', outside)"
    assert shown == repr(tlm)
    tlm.close()


def test_a_client_says_where_requests_go() -> None:
    """By role, each address once, without what it is asked with; nothing of a model without one."""
    here = "http://127.0.0.1:9/v1"
    asked = ["openai/gpt-4.1-mini", "openai/gpt-4.1"]
    tlm = TLM("low", model=asked, judge=JUDGE, api_key="sk-secret", base_url=f"{here}?key=1")
    assert tlm.endpoints == {
        "answer": (here,),
        "sampler": (here,),
        "judge": (),
        "embedder": (here,),
    }
    tlm.close()


def test_a_result_shows_score_and_signals_and_no_text() -> None:
    with TLM("low", model=MODEL) as tlm:
        result = tlm.prompt("Capital of France?")
    assert "response=<4 characters>" in repr(result)
    assert all(f"{one.name}=" in repr(result) for one in result.signals)
    assert "preset='low'" in repr(result)
    assert "France" not in repr(result)


def test_results_make_a_table_with_their_reasons() -> None:
    """A row each, in order, whatever became of them."""
    with TLM("low", model=MODEL) as tlm:
        result, score = tlm.prompt("?"), tlm.get_trustworthiness_score("?", "true")
    failed = ServerError("it broke")
    frame = to_frame([result, score, None, Outcome(3, result), Outcome(4, error=failed), failed])

    assert list(frame["response"].iloc[[0, 1, 3]]) == ["true", "true", "true"]
    assert frame["trustworthiness_score"].iloc[0] == result.trustworthiness_score
    assert frame["reason"].iloc[1] == score.reason
    assert all(name in frame.columns for name in (one.name for one in result.signals))
    assert math.isnan(frame["trustworthiness_score"].iloc[2])
    assert list(frame["error"].iloc[[2, 4, 5]]) == ["it failed", *["ServerError: it broke"] * 2]
    assert len(to_frame(result)) == 1  # a result alone is taken as well
    assert len(to_frame([])) == 0


def test_what_is_no_result_is_named_by_its_index() -> None:
    with pytest.raises(
        InputError, match="result 0 must be a Result, a Score or an Outcome, not str"
    ):
        to_frame(["planted"])  # type: ignore[list-item]


def test_pandas_is_imported_when_it_is_used() -> None:
    program = "import sys, trustcore; print('pandas' in sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"
