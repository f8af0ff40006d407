"""Units that a word makes another unit of, dates that are two days, and bounds."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from tests.strategies.answers.pairs import agreement, rows

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "How long does it take?": [
        ("30 days", "30 business days"), ("30 days", "30 working days"), ("30 calendar days", "30 business days"), ("3 miles", "3 nautical miles"),
        ("3 ounces", "3 troy ounces"), ("3 tons", "3 long tons"), ("3 short tons", "3 long tons"), ("3 metric tons", "3 short tons"),
        ("3 US gallons", "3 imperial gallons"), ("3 years", "3 light years"), ("3 years", "3 leap years"), ("3 feet", "3 square feet"), ("3 hours", "3 credit hours"),
        ("3 pounds", "3 foot-pounds"), ("3 months", "3 lunar months"), ("3 miles", "3 Roman miles"), ("3 pounds", "3 troy pounds"), ("3 days", "3 sidereal days"),
        ("3 hours", "3 man-hours"), ("3 years", "3 fiscal years"), ("3 years", "3 academic years"), ("3 years", "3 dog years"), ("3 tonnes", "3 long tons"),
        ("3 gallons", "3 imperial gallons"), ("3 pints", "3 imperial pints"), ("3 miles", "3 square miles"), ("3 dollars", "3 Canadian dollars"),
        ("3 kg", "3 kg per day"), ("10 weeks", "10 working weeks"), ("3 km", "3 light-years"), ("30 days", "30 Arbeitstage"), ("30 Tage", "30 Werktage"),
        ("30 jours", "30 jours ouvrables"), ("30 días", "30 días hábiles"), ("30 days", "30 week days"), ("30 days", "30 weekdays"), ("30 days", "30 trading days"),
    ],
    "When was it signed?": [
        ("3/5/2024", "5/3/2024"), ("03/05/2024", "05/03/2024"), ("2024-03-05", "not 2024-03-05"), ("March 5, 2024", "March 5 or 6, 2024"),
        ("March 5, 2024", "March 5, 2024 or March 6, 2024"), ("1848", "1848 or 1849"), ("1848", "1848/49"), ("1848", "1848 (or 1849)"), ("1848", "not 1848"),
        ("1848", "before 1848"), ("1848", "after 1848"), ("1848", "1848. No, 1849."), ("1848", "no later than 1848"), ("1848", "any year but 1848"),
    ],
    "When did the war end?": [
        ("1918", "1918 or 1919"), ("1918", "1918 (maybe 1919)"), ("1918", "not in 1918"), ("1918", "before 1918"), ("1918", "after 1918"), ("1918", "1918, no, 1919"),
        ("1918", "in 1918 or in 1919"), ("1918", "any time but 1918"), ("11 November 1918", "11 November 1918 or 12 November 1918"),
        ("11 November 1918", "11 or 12 November 1918"), ("11 November 1918", "not 11 November 1918"), ("11 November 1918", "before 11 November 1918"),
        ("4/6/2020", "6/4/2020"), ("1918", "until 1918?"), ("1918", "1918 is wrong"), ("1918", "1918/1919"), ("1918", "1918-1919"), ("1918", "nicht 1918"),
        ("1918", "vor 1918"), ("1918", "avant 1918"),
    ],
    "How long is the notice period?": [
        ("14 days", "14 business days"), ("14 days", "14 working days"), ("14 days", "14 school days"), ("2 weeks", "2 working weeks"), ("two days", "two business days"),
        ("14 Tage", "14 Werktage"), ("14 days", "14 jours ouvrés"), ("14 días", "14 días laborables"), ("14 giorni", "14 giorni lavorativi"), ("1 year", "1 light-year"),
        ("1 year", "1 light year"), ("1 year", "1 fiscal year"), ("1 month", "1 lunar month"), ("14 days or 15 days", "14 days"), ("14 days", "14 or 15 days"),
        ("14 days", "14 days or 3 weeks"),
    ],
    "How far is the reef?": [
        ("5 miles", "5 nautical miles"), ("5 miles", "5 sea miles"), ("5 mi", "5 nmi"),
    ],
    "How heavy is the bar?": [
        ("5 tons", "5 long tons"), ("5 tonnes", "5 short tons"), ("1 ounce", "1 troy ounce"), ("1 oz", "1 ozt"), ("1 pound", "1 troy pound"),
    ],
    "What does it hold?": [
        ("2 pints", "2 imperial pints"), ("2 US gallons", "2 UK gallons"),
    ],
    "What does it cost?": [
        ("5 dollars", "5 Australian dollars"), ("5 pounds", "5 Egyptian pounds"), ("5 dollars", "5 Jamaican dollars"),
    ],
}  # fmt: skip
SAME: dict[str, list[tuple[str, str]]] = {
    "How long is it?": [
        ("12 km", "12 km (7.5 miles)"),
    ],
    "When will it end?": [
        ("no later than 2024", "no later than 2024"),
    ],
    "How long does it take?": [
        ("30 days", "30 days."), ("30 business days", "30 working days"), ("30 days", "30 calendar days"), ("3 nautical miles", "3 nmi"), ("3 long tons", "3 long tons"),
        ("3 metric tons", "3 tonnes"), ("3 short tons", "6000 lb"), ("1 long ton", "2240 lb"), ("3 US gallons", "3 gallons"), ("3 imperial gallons", "3 UK gallons"),
        ("3 statute miles", "3 miles"), ("1 troy ounce", "31.1 g"),
    ],
    "How far is it?": [
        ("30 days", "30 full days"),
    ],
    "How long?": [
        ("30 days", "30 whole days"), ("30 days", "30 long days"), ("3 years", "3 long years"),
    ],
    "When was it signed?": [
        ("2024-03-05", "March 5, 2024"), ("3/5/2024", "3/5/2024"), ("03/05/2024", "3/5/2024"), ("20/07/1969", "07/20/1969"), ("1848", "1848, not 1849"),
        ("1848", "In 1848, not in 1849"), ("1848", "1849. No, 1848."), ("5/5/2024", "2024-05-05"),
    ],
    "When did the war end?": [
        ("1918", "1918, not 1919"), ("1918", "not in 1919 but in 1918"), ("1918", "1919. No, 1918"), ("1918", "1918 (MCMXVIII)"),
        ("no later than 2024", "not later than 2024"), ("11/11/1918", "November 11, 1918"), ("before 1918", "before 1918"), ("not before 2025", "not before 2025"),
    ],
    "How long is the notice period?": [
        ("14 days", "14 calendar days"), ("14 business days", "14 working days"), ("14 days", "two weeks"), ("14 days", "14 days (2 weeks)"),
        ("14 days", "14 days or two weeks"), ("14 days", "14 days, i.e. two weeks"), ("14 days", "fourteen (14) days"),
    ],
    "How far is the reef?": [
        ("5 miles", "5 miles (8 km)"), ("5 nautical miles", "5 NM"), ("5 miles", "5 statute miles"), ("5 miles", "5 long miles"),
    ],
    "How heavy is the bar?": [
        ("5 metric tons", "5 tonnes"), ("5 tons", "5 metric tons"),
    ],
    "What does it cost?": [
        ("$5", "5 US dollars"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), rows(DIFFERENT))
def test_another_value(question: str, one: str, other: str) -> None:
    """A qualified unit, the other of two days and a bound are no equal values."""
    assert agreement(question, one, other) < 0.5


@pytest.mark.parametrize(("question", "one", "other"), rows(SAME))
def test_harmless(question: str, one: str, other: str) -> None:
    """Other names and forms of one quantity or date agree."""
    assert agreement(question, one, other) >= 0.5


@pytest.mark.parametrize("written", ["3/5/2024", "5/3/2024", "05.03.2024", "3-5-2024"])
def test_a_date_that_is_two_days(written: str) -> None:
    """A date that can be two days agrees with each of them in part, and with itself fully."""
    assert 0.5 <= agreement("When?", written, "2024-03-05") < 0.9
    assert 0.5 <= agreement("When?", written, "May 3, 2024") < 0.9
    assert agreement("When?", written, written) == 1.0


@pytest.mark.parametrize(
    ("question", "most"),
    [("How many apples are there?", 0.0), ("How many km is it to Rome?", 1.0), ("How far is it?", 1.0), ("How many are there?", 1.0)],
)  # fmt: skip
def test_a_unit_that_is_not_asked_for(question: str, most: float) -> None:
    """A count of things is no length; where the question speaks of the unit it may be left out."""
    assert agreement(question, "400", "400 km") == most


@pytest.mark.parametrize(
    ("question", "most"),
    [("What is 20 times 20?", 0.0), ("How many apples are there?", 0.0), ("What percent is it?", 1.0), ("What is the tax rate?", 1.0)],
)  # fmt: skip
def test_percent_beside_a_number(question: str, most: float) -> None:
    """A percentage is no number, unless a share is asked for."""
    assert agreement(question, "400", "400%") == most
