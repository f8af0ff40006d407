"""Pairs of answers that pick options by what they deny, list, quote, misspell or leave open."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

_MOON = "Which is the largest moon?\nA) Titan\nB) Europa\nC) Ganymede\nD) Callisto"
_ODD = "Which of these are odd? Select all that apply.\n1. 14\n2. 9\n3. 22\n4. 35"
_TRUE = "Which statements are true?\nA. Gold is a metal.\nB. Glass is a metal.\nC. Tin is a metal.\nD. Wood is a metal."
_OPEN = "Does the treaty still hold?\nA. Yes\nB. No\nC. It cannot be determined"

_CELLS = "How do germ cells divide?\nA) Meiosis\nB) Osmosis"
_PLACE = "Where was he born?\nA) Austria\nB) Japan\nC) Lithuania"
_MOVE = "Which movement is it?\nA) Adduction\nB) Flexion"

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    _MOON: (
        ("Step by step: A has an atmosphere, B has ice, D has craters. Therefore C.", "C"),
        ("A, B and D are incorrect.", "C"),
        ("A, B, and D are all wrong.", "C"),
        ("I rule out A, B and D. C.", "C"),
        ("Not Titan; Ganymede.", "C"),
        ("It is not A, C is right.", "C"),
        ("The answer isn't A. It's C.", "C"),
        ("At first A; on reflection C.", "C"),
        ("I first thought B, but it's C", "C"),
        ("ans: c", "C"),
        ("The largest moon is Ganymede, not Titan.", "C"),
        ("Not Titan but Ganymede", "C"),
        ("Titan has lakes, Europa has ice, so Ganymede.", "C"),
        ("A. Titan\nB. Europa\nC. Ganymede \u2713\nD. Callisto", "C"),
        ("A: wrong. B: wrong. C: right. D: wrong.", "C"),
        ("Ganimede", "C"),
        ("Calisto", "Callisto"),
    ),
    _CELLS: (("Meoisis", "A"), ("meiossis", "A")),
    _PLACE: (("Lithuana", "C"),),
    _ODD: (
        ("Options 2 and 4", "(2), (4)"),
        ("2. 9\n4. 35", "2 and 4"),
        ("2) 9, 4) 35", "2, 4"),
        ("2 and 4 are odd", "2, 4"),
        ("2, 4 (9 and 35)", "2 and 4"),
        ("The odd numbers are 9 and 35.", "2, 4"),
    ),
    _TRUE: (
        ("Statements A and C are true", "A, C"),
        ("A: true, B: false, C: true, D: false", "A and C"),
        ("A, as well as C", "A, C"),
        ("{A, C}", "A and C"),
        ("A. Gold is a metal.\nC. Tin is a metal.", "A, C"),
        ("B and D are false", "A, C"),
    ),
    _OPEN: (
        ("It can't be determined", "C"),
        ("There is not enough information.", "C"),
        ("Cannot be determined", "It cannot be determined"),
    ),
}

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    _MOON: (
        ("Step by step: A has an atmosphere, B has ice. Therefore C.", "B"),
        ("A and B are incorrect.", "C"),
        ("The answer isn't A. It's C.", "A"),
        ("Titan is not the largest", "A"),
        ("Not Titan but Ganymede", "A"),
        ("A. Titan\nB. Europa\nC. Ganymede\nD. Callisto", "C"),
        ("Titan or Ganymede", "C"),
        ("Titan and Ganymede", "A"),
        ("Ganimede", "D"),
    ),
    _CELLS: (("Mitosis", "A"),),
    _PLACE: (("Australia", "A"),),
    _MOVE: (("Abduction", "A"),),
    _ODD: (
        ("2. 9\n3. 22", "2, 4"),
        ("Options 2 and 3", "2 and 4"),
        ("2. 9", "2, 4"),
        ("2 and 4 are not odd", "2, 4"),
    ),
    _TRUE: (
        ("A: true, B: true, C: true, D: false", "A and C"),
        ("A and D are false", "A, C"),
        ("A. Gold is a metal.\nB. Glass is a metal.", "A, C"),
    ),
    _OPEN: (("It can't be determined", "A"), ("I do not know.", "B")),
}
