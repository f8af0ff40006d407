"""Quantities: units and currencies in short and long, converted, and not mistaken for each other."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

SAME = [
    ("7 cm", "7 centimeters"), ("12 kg", "12 kilograms"), ("30 s", "30 seconds"), ("45 mins", "45 minutes"), ("3 hrs", "3 hours"),
    ("9 lb", "9 pounds"), ("500 mL", "500 milliliters"), ("60 W", "60 watts"), ("4 GB", "4 gigabytes"), ("20 mph", "20 miles per hour"),
    ("9.8 m/s^2", "9.8 m/s²"), ("9.8 m/s²", "9.8 meters per second squared"), ("80 km/h", "80 kilometers per hour"), ("100 kPa", "100 kilopascals"),
    ("3 km", "3000 m"), ("250 cm", "2.5 m"), ("2 kg", "2000 g"), ("1.5 L", "1500 ml"), ("120 minutes", "2 hours"), ("3 weeks", "21 days"),
    ("1 hour 15 minutes", "75 minutes"), ("5 ft 6 in", "66 inches"), ("2 years", "24 months"), ("1 mile", "1.609 km"), ("32 °F", "0 °C"),
    ("100 °C", "212 °F"), ("36 km/h", "10 m/s"), ("1 kWh", "3.6 MJ"), ("90 degrees", "90°"), ("-3 °C", "minus 3 degrees Celsius"),
    ("25 °C", "25 degrees celsius"), ("15 sq ft", "15 square feet"), ("6 cm^3", "6 cubic centimeters"), ("8 m2", "8 square metres"),
    ("$12", "12 dollars"), ("€30", "30 euros"), ("£9.99", "9.99 pounds"), ("75 cents", "$0.75"), ("¥1000", "1000 yen"), ("₹250", "250 rupees"),
    ("$1,250.00", "$1250"), ("USD 40", "$40"), ("12 €", "12 EUR"), ("$3 million", "3,000,000 dollars"), ("1.250,50 €", "1250.50 euros"),
    ("14 apples", "14"), ("5 days", "5"), ("200 people", "200 persons"), ("3 Stunden", "3 hours"), ("5 kilomètres", "5 km"), ("10 Kilometer", "10 km"),
    ("12 км", "12 km"), ("8小时", "8 hours"), ("5公里", "5 km"), ("3 años", "3 years"), ("20 Grad Celsius", "20 °C"), ("15 Prozent", "15%"),
    ("20 metres", "20 meters"), ("100 litres", "100 liters"), ("about 5 km", "5 kilometers"), ("It is 8 km away.", "8 km"), ("5 (five) miles", "5 miles"),
    ("roughly 70 kg", "70 kilograms"), ("10 milligrams", "10 mg"), ("3 µm", "3 micrometers"), ("60 Hz", "60 hertz"), ("2 tons", "2 tons"),
]  # fmt: skip
DIFFERENT = [
    ("7 cm", "7 mm"), ("8 °C", "8 °F"), ("3 square meters", "3 square feet"), ("3 cubic meters", "3 square meters"), ("4 m", "4 ft"),
    ("10 degrees east", "10 degrees west"), ("4 years old", "4 months old"), ("3 days ago", "3 weeks ago"), ("2 times per week", "2 times per month"),
    ("9 percent", "9 percentage points"), ("1 tablespoon of sugar", "1 teaspoon of sugar"), ("6 mg", "6 g"), ("3 kW", "3 kWh"), ("7 GB", "7 TB"),
    ("10 Mb", "10 MB"), ("$8", "€8"), ("£20", "$20"), ("₹50", "€50"), ("¥10", "£10"), ("$4", "4 cents"), ("20 euros", "20 dollars"),
    ("€2.5 million", "$2.5 million"), ("Answer: $15", "Answer: £15"), ("2 hours", "2 minutes"), ("1 hour 20 minutes", "1 hour 12 minutes"),
    ("5 km", "5000 km"), ("60 mph", "60 km/h"), ("10 m/s", "10 m/s^2"), ("5 kg", "5 lb"), ("5 L", "5 gallons"), ("100 N", "100 J"),
    ("5 miles north", "5 miles south"), ("3 hours before", "3 hours after"), ("10 dollars", "10 dollars per hour"), ("1 km", "1 mile"), ("12 days", "12 nights per week"),
    ("4 inches", "4 feet"), ("-10 °C", "10 °C"), ("2.998e8 m/s", "2.998e8 cm/s"), ("30 A", "30 V"), ("5 years", "5 decades"), ("10 cm²", "10 cm³"),
]  # fmt: skip


def agreement(one: str, other: str, question: str = "How much is it?") -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_quantity(one: str, other: str) -> None:
    """A quantity agrees with itself in another unit, and in short and long."""
    assert agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_quantities(one: str, other: str) -> None:
    """Equal numbers of different units, currencies and directions do not agree."""
    assert agreement(one, other) < 0.5
