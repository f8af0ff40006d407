"""What of an engine hangs on its preset: how items are made, and how results are."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from trustcore.decisions.calibration import check_calibration
from trustcore.decisions.deciding import decider_of
from trustcore.engine.conclude import Scoring, conclude, rescore
from trustcore.engine.explaining import Explainer
from trustcore.engine.forecast import Forecast
from trustcore.engine.gathered import Gathered
from trustcore.engine.long_texts import length, worked
from trustcore.engine.questions import (
    Asked,
    check_evals,
    check_images,
    check_label,
    check_tools,
    with_common,
    with_settings,
)
from trustcore.engine.setup import Setup
from trustcore.graph import ComingAnswer, Graph, Item
from trustcore.ledger import Ledger
from trustcore.ledger.terms import Terms
from trustcore.plugins.protocols import Provider
from trustcore.presets import Preset
from trustcore.presets.fingerprint import fingerprint_of
from trustcore.records.chat import Completion
from trustcore.records.evidence import Evidence
from trustcore.records.question import Question
from trustcore.records.result import Result


class Composition:
    """What of an engine hangs on its preset: how items are made, and how results are.

    Args:
        setup: The engine's settings.
        terms: On which terms each model is called.
        ledger: What calls took.

    Attributes:
        setup: The engine's settings.
        fingerprint: Of preset and models.
        forecast: What its items may take.
        explainer: Explains its results.

    Raises:
        ConfigurationError: When the budget could not be kept, or the calibration is another's.
    """

    def __init__(self, setup: Setup, terms: Mapping[Provider, Terms], ledger: Ledger) -> None:
        self.setup = setup
        self.fingerprint = setup.fingerprint(setup.preset)
        self._terms = terms
        self._ledger = ledger
        self._common = setup.common
        self._scoring = Scoring(
            preset=setup.preset,
            fingerprint=self.fingerprint,
            log=setup.log,
            threshold=setup.threshold,
            calibration=setup.calibration,
        )
        check_calibration(setup.calibration, self.fingerprint, fingerprint_of(setup.preset))
        self._decider = decider_of(setup.preset, setup.threshold)
        self.forecast = Forecast(setup, self._common, terms)
        if setup.budget is not None:
            self.forecast.check_budget(setup.budget)
        self.explainer = Explainer(self._common, setup.times, ledger, setup.explain_below)

    def with_preset(self, preset: Preset) -> Composition:
        """The same of another preset, without a threshold and a calibration.

        Raises:
            ConfigurationError: When the budget could not be kept.
        """
        item = evolve(self.setup.item, candidates=preset.candidates)
        setup = evolve(self.setup, preset=preset, item=item, threshold=None, calibration=None)
        return Composition(setup, self._terms, self._ledger)

    def item(self, asked: Asked, given: Completion | ComingAnswer | None = None) -> Item:
        """What is to be answered, or scored where the answer is given; see `Engine.item`."""
        asked = with_common(asked, self.setup.settings, self.setup.evals)
        chat = asked.prompt if isinstance(asked, Question) else asked
        for one in chat:
            if type(one.content) is not str:
                check_images(chat, self.setup.chains, given=given is not None)
                break
        if not isinstance(asked, Question):
            return evolve(self._common, question=chat, given=given)
        check_tools(asked, self.setup.chains, given=given is not None)
        check_evals(asked, self.setup.preset)
        if isinstance(given, Completion):
            check_label(asked, given)
        return with_settings(self._common, asked, given)

    def graph(self, item: Item) -> Graph:
        """The task graph of an item, by the strategies for its kind of question."""
        chosen = self.setup.preset.for_question(item.question, item.asked)
        return Graph(item, chosen.strategies if item.scored else (), self._decider)

    def conclude(self, gathered: Gathered) -> Result:
        """The result of what was gathered.

        Raises:
            ProviderError: When there is no answer.
        """
        return conclude(gathered, self._scoring)

    async def concluded(self, gathered: Gathered) -> Result:
        """The result of what was gathered, made in a thread where its texts are long."""
        return await worked(length(gathered.evidence), conclude, gathered, self._scoring)

    def rescore(self, evidence: Evidence, preset: Preset | None) -> Result | None:
        """Score evidence without a call; None when it holds no answer."""
        scoring = self._scoring
        if preset is not None:  # the threshold is for scores of the client's own preset
            fingerprint = self.setup.fingerprint(preset)
            scoring = Scoring(preset=preset, fingerprint=fingerprint, log=scoring.log)
        return rescore(evidence, scoring)
