"""Pairs of sums, nothing, shares, bounds and derived units."""

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "How much did the bridge cost?": (
        ("4.5m pounds", "\u00a34.5 million"),
        ("6m euros", "\u20ac6 million"),
        ("$2b", "2 billion dollars"),
        ("40 kr", "40 kronor"),
        ("R$ 60", "60 reais"),
        ("7 млн рублей", "7 million rubles"),
    ),
    "How many pens did Ida buy?": (
        ("She bought no pens.", "0"),
        ("She didn't buy any.", "0"),
        ("There are none.", "0"),
        ("She has none left.", "0"),
        ("No pens at all", "0"),
        ("7000+", "more than 7000"),
    ),
    "What is the probability?": (
        ("50-50", "1/2"),
        ("fifty-fifty", "50%"),
        ("50/50", "0.5"),
        ("5\u2030", "0.5%"),
        ("12 basis points", "0.12%"),
    ),
    "What is 3 divided by 8?": (("37.5%", "3/8"), ("37.5%", "0.375")),
    "Find the quotient of 2 and 5.": (("40%", "2/5"),),
    "Which gas do plants release?": (("Oxygen", "O2"),),
    "How many calories does it have?": (("180 kcal", "180 Calories"), ("180", "180 kcal")),
    "How much memory does it need?": (("4 GB", "4096 MB"), ("4 GB", "4000 MB")),
    "How many goals were there?": (("none at all", "0"),),
    "How old is he?": (("41 y/o", "41 years old"),),
    "How long is it?": (("less than an hour", "under 1 hour"),),
    "What is it in other units?": (
        ("3 J", "3 N\u00b7m"),
        ("3 Pa", "3 N/m\u00b2"),
        ("3 J/s", "3 W"),
        ("2 N", "2 kg\u00b7m/s\u00b2"),
        ("4 kgs", "4 kg"),
        ("30 \u00b0C", "303 K"),
        ("3 lm", "3 lumens"),
        ("3 kWh", "10.8 MJ"),
        ("\u03c0/2 rad", "90\u00b0"),
    ),
}

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "How much did the bridge cost?": (
        ("4.5m pounds", "4.5 pounds"),
        ("6m euros", "6b euros"),
        ("$2b", "$2 million"),
    ),
    "How many cats are there?": (
        ("There are no cats with more tails", "0"),
        ("No cats of that age are given here", "0"),
    ),
    "How many pens did Ida buy?": (
        ("She bought no more than 3 pens.", "0"),
        ("She bought no pens.", "3"),
        ("No pencils", "0"),
        ("7000+", "fewer than 7000"),
        ("5+", "more than 5"),
    ),
    "What is the probability?": (("25%", "25"), ("0.2%", "0.2"), ("50/50", "1"), ("5\u2030", "5%")),
    "What is 3 divided by 8?": (("37.5%", "37.5"), ("37.5%", "0.0375")),
    "What is 40 divided by 2?": (("20%", "20"),),
    "Which gas do plants release?": (("Oxygen", "Ozone"), ("O2", "O3")),
    "How many calories does it have?": (("180 kcal", "180 kJ"), ("180 kcal", "180 cal")),
    "How much memory does it need?": (("4 GB", "4096 kB"), ("4 GB", "4 Gb"), ("4 GB", "4200 MB")),
    "How long is it?": (("less than an hour", "an hour"),),
    "What is it in other units?": (
        ("3 J", "3 W"),
        ("3 Pa", "3 N"),
        ("30 \u00b0C", "304 K"),
        ("3 kW", "3 kWh"),
    ),
}
