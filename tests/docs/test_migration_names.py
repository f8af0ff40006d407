"""The migration page: every public name of the reference's client has its saying."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "migration.md"
NAMES = (
    "TLM TLMLite TLMCalibrated TLMChatCompletion TLMResponses TrustworthyRAG Eval "
    "get_default_evals prompt get_trustworthiness_score prompt_async get_explanation "
    "get_trustworthiness_score_async "
    "get_explanation_async get_model_name get_model_names score score_async generate fit "
    "TLMResponse TLMScore TLMOptions TrustworthyRAGResponse TrustworthyRAGScore EvalMetric "
    "TLMResponseWithCalibration TLMScoreWithCalibration VPCTLMOptions ModelProvider "
    "save_tlm_calibrated_state load_tlm_calibrated_state form_prompt_string "
    "form_response_string_chat_completions form_response_string_chat_completions_api "
    "form_response_string_responses_api get_untrustworthy_fields display_details get_evals "
    "get_default_model get_default_quality_preset get_default_context_limit "
    "get_default_max_tokens quality_preset api_key timeout verbose task options model max_tokens "
    "num_candidate_responses num_consistency_samples num_self_reflections use_self_reflection "
    "similarity_measure reasoning_effort log custom_eval_criteria disable_trustworthiness "
    "disable_persistence constrain_outputs perplexity per_field_score explanation "
    "query_identifier context_identifier response_identifier form_prompt request_headers "
    "ValidationError APIError HTTPBadRequestError AuthError APITimeoutError HandledError "
    "InvalidProjectConfigurationError MissingApiKeyError RateLimitError TlmBadRequestError "
    "TlmServerError TlmPartialSuccessError TlmNotCalibratedError"
).split()


@pytest.mark.parametrize("name", NAMES)
def test_each_name_stands_on_the_left(name: str) -> None:
    """In a row of a table, in the column of what is called so there."""
    rows = (line.split(" | ")[0] for line in PAGE.read_text("utf-8").splitlines())
    left = " ".join(row for row in rows if row.startswith("| "))
    assert re.search(rf"\b{name}\b", left)
