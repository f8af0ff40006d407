"""Numbers: ways to write one, and others that only look alike."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

SAME = [
    (".25", "0.25"), (".05", "1/20"), (".6 kg", "0.6 kg"), ("-.5", "-0.5"),
    ("7 × 10^4", "7e4"), ("2.5·10^3", "2500"), ("4×10⁻²", "0.04"), ("9.1 x 10^-31", "9.1e-31"), ("1e6", "1,000,000"),
    ("2^8", "256"), ("3^4", "81"), ("10^3", "1000"), ("10⁵", "100000"),
    ("⅔", "2/3"), ("¼", "0.25"), ("3 1/4", "3.25"), ("2½", "2.5"), ("1\\frac{3}{4}", "1.75"), ("one half", "0.5"), ("two thirds", "2/3"),
    ("seventy-three", "73"), ("three hundred", "300"), ("nine thousand five hundred", "9500"), ("two hundred and six", "206"),
    ("ninety-nine", "99"), ("one million", "1000000"), ("7th", "seventh"), ("22nd", "twenty-second"), ("XIV", "14"), ("IX", "9"),
    ("negative twelve", "-12"), ("minus seven", "-7"), ("3.2M", "3.2 million"), ("$4B", "$4 billion"), ("45k", "45,000"),
    ("2 crore", "20,000,000"), ("3 lakh", "300000"), ("2.345.678", "2345678"), ("12 345", "12345"), ("1'000'000", "1000000"),
    ("0,25", "0.25"), ("3,14", "3.14"), ("about 450", "450"), ("approximately 12", "12"), ("~7", "7"), ("roughly 1,200", "1200"),
    ("≈ 9.8", "9.8"), ("x = 12", "12"), ("n=9", "9"), ("= 15", "15"), ("7 * 8 = 56", "56"), ("81 / 9 = 9", "9"), ("15 + 27 = 42", "42"),
    ("perimeter = 2 × (3 + 4) = 14", "14"), ("There are 12 months.", "12"), ("She has seven cats.", "7"), ("17 (seventeen)", "17"),
    ("8.0", "8"), ("0.1666...", "1/6"), ("0.6667", "2/3"), ("33.33", "33.3333"), ("30%", "30 percent"), ("12.50%", "12.5 %"),
    ("30 per cent", "30%"), ("at least 12", "12 or more"), ("more than 40", "over 40"), ("≥ 7", "at least 7"), ("no more than 9", "at most 9"),
    ("fewer than 8", "less than 8"), ("10-20", "10 to 20"), ("between 3 and 7", "3-7"), ("from 2 to 9", "2–9"), ("[3, 8]", "3 to 8"),
    ("vierzig", "40"), ("fünfundsiebzig", "75"), ("quarante-deux", "42"), ("soixante-dix", "70"), ("quatre-vingts", "80"),
    ("treinta y dos", "32"), ("ventidue", "22"), ("quarenta e sete", "47"), ("двадцать один", "21"), ("пятьсот", "500"),
    ("二十五", "25"), ("三百", "300"), ("5万", "50000"), ("삼십", "30"), ("3억", "300000000"), ("४२", "42"), ("١٢", "12"), ("５６", "56"),
    ("4 Milliarden", "4,000,000,000"), ("2,5 millions", "2500000"), ("3 millones", "3,000,000"), ("1 миллион", "1000000"),
    ("ein Dutzend", "ein Dutzend"), ("a dozen", "12"), ("**12**", "12"), ("The total is 48.", "48"), ("42, I believe", "42"),
]  # fmt: skip
DIFFERENT = [
    (".3", "3"), (".07", "0.7"), (".4", "4"), ("1,500", "15,000"), ("320", "230"), ("0.06", "0.6"), ("6", "-6"), ("(7)", "(-7)"),
    ("3e5", "3e-5"), ("2 × 10^3", "2 × 10^4"), ("2/3", "3/2"), ("1 1/2", "11/2"), ("thirty", "13"), ("sixty-one", "16"), ("forty", "fourteen"),
    ("5th", "6th"), ("third", "thirteenth"), ("IV", "VI"), ("1.2 million", "1.2 billion"), ("5k", "5M"), ("at least 9", "9"), ("up to 6", "6"),
    ("less than 4", "4"), ("more than 3", "less than 3"), ("±4", "4"), ("3-8", "3-9"), ("2-4", "24"), ("7–9", "-9"),
    ("15%", "51%"), ("8%", "80%"), ("5%", "5 percentage points"), ("3 × 4 = 12", "4"), ("9 - 2 = 7", "9"), ("zwölf", "zwei"),
    ("vingt", "vingt et un"), ("cuatro", "cuarenta"), ("шесть", "семь"), ("二十", "十二"), ("３", "8"), ("٣٤", "٤٣"), ("1.235", "1.236"),
    ("12.5", "125"), ("100.0", "1000"), ("0.25", "0.2"), ("3.1", "3.14"), ("seven", "eleven"), ("99", "999"),
    ("There are 14 students.", "There are 41 students."), ("He has nine dogs.", "8"), ("half", "2"), ("a third", "3"), ("6!", "6"), ("twice", "2^2"),
]  # fmt: skip


def agreement(one: str, other: str, question: str = "How many are there?") -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_number(one: str, other: str) -> None:
    """Ways to write one number agree."""
    assert agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_numbers(one: str, other: str) -> None:
    """Numbers that differ in a digit, a sign, a power or a bound do not agree."""
    assert agreement(one, other) < 0.5
