"""Pairs of replies as models write them: values with their year, lists with their verb, inequalities."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "What was the company's revenue?": (("The company's revenue was $3.4 billion in 2022.", "$3.4B"),),
    "What is the population of the town?": (("The population was 5,200 in 2020.", "5200"),),
    "What was the median income?": (("The median income was $54,000 as of 2019.", "$54,000"),),
    "What is the height of the tower?": (("The tower has a height of 324 metres.", "324 m"),),
    "How many people visited?": (("About 1.2 million people visited in 2018.", "1.2 million"),),
    "In which year was it founded?": (("It was founded in 1906.", "1906"),),
    "Who directed it?": (("Kurosawa Akira", "Akira Kurosawa"),),
    "Who wrote it?": (("Mo Yan", "Yan Mo"),),
    "Which planets have rings?": (("Jupiter, Saturn, Uranus and Neptune all have rings.", "Jupiter, Saturn, Uranus, Neptune"),),
    "Which numbers are prime?": (("2, 3 and 5 are prime.", "2, 3, 5"),),
    "Which animals lay eggs?": (("hens and ducks", "Hens and ducks both lay eggs."),),
    "List the factors of 6.": (("The factors of 6 are 1, 2, 3, and 6.", "{1, 2, 3, 6}"),),
    "Find the divisors of 10 and list them.": (("1, 2, 5 and 10", "10, 5, 2, 1"),),
    "Choose the adjectives: 1. quick 2. run 3. blue 4. house": (("1, 3", "quick and blue"),),
    "Which word is a verb? 1) quick 2) run 3) blue": (("2", "run"),),
    "Solve the inequality.": (("x < -1 \\text{ or } x > 4", "(-\\infty, -1) \\cup (4, \\infty)"), ("x ≤ 0 or x ≥ 2", "(-∞, 0] ∪ [2, ∞)")),
    "Solve.": (("$$x = \\sqrt{7}$$", "\\sqrt{7}"), ("$$\\frac{3}{4}$$", "0.75")),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What was the company's revenue?": (("The company's revenue was $3.4 billion in 2022.", "$2.2 billion"),),
    "What is the population of the town?": (("The population was 5,200 in 2020.", "2020"),),
    "Who wrote it?": (("Murakami Haruki", "Murakami Ryu"), ("The author is unknown.", "Homer")),
    "Who won?": (("Kim Yuna", "Yuna Park"),),
    "Which animals lay eggs?": (("hens and geese", "Hens and ducks both lay eggs."),),
    "List the factors of 6.": (("The factors of 6 are 1, 2, 3, and 6.", "{1, 2, 3}"),),
    "Choose the adjectives: 1. quick 2. run 3. blue 4. house": (("1, 3", "quick and run"),),
    "Which word is a verb? 1) quick 2) run 3) blue": (("3", "run"),),
    "Solve the inequality.": (("x < -1 \\text{ or } x > 4", "(-\\infty, -1] \\cup [4, \\infty)"), ("x < 1 or x > 4", "1 < x < 4")),
    "What did the study find?": (("Participants who slept less made more errors.", "Participants who slept more made more errors."),
        ("The old model beat the old baseline.", "The new model beat the old baseline.")),
    "What will the weather be on 3 May 2050?": (("I can't predict the future.", "sunny"),),
}  # fmt: skip
