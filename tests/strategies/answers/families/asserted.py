"""Pairs of verdicts in letters, digits and marks, and in sentences that assert what was asked."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Is glass a liquid?": (("F", "False"), ("f", "No"), ("Evidently not.", "No"), ("Of course it isn't.", "No"), ("It's not.", "No"), ("Far from it!", "No"), ("On the contrary.", "No"), ("0", "No"), ("0 (false)", "No"), ("No [false]", "No"), ("\u274c", "No"), ("\U0001f44e", "no"), ("Hardly.", "No"),
        ("It is not true that glass is a liquid.", "No"), ("Glass is a solid, not a liquid.", "No"), ("Glass is a solid rather than a liquid.", "False"),
        ("There is no evidence that glass is a liquid.", "No"), ("I doubt that glass is a liquid.", "No"), ("Research has shown that glass is not a liquid.", "No")),
    "Is the coin round?": (("The coin is flat.", "No"), ("It's spherical", "It's spherical.")),
    "Does coffee dull the senses?": (("T", "Yes"), ("1", "Yes"), ("\u2713", "Yes"), ("\u2705", "True"), ("Exactly.", "Yes"), ("Undoubtedly.", "Yes"), ("Obviously", "Yes"), ("By relaxing the nerves, coffee dulls the senses.", "Yes"), ("Of course it does.", "Yes"), ("Coffee has a dulling effect on the senses.", "Yes"),
        ("Coffee makes the senses duller.", "Yes"), ("The senses are dulled by coffee.", "Yes"), ("Studies show that coffee dulls the senses.", "Yes"),
        ("It has been proven to dull the senses.", "Yes"), ("Experts agree that coffee dulls the senses.", "Yes"), ("Coffee has no dulling effect on the senses.", "No"),
        ("It is false that coffee dulls the senses.", "No"), ("I don't think that coffee dulls the senses.", "No"), ("Scientists have found that it does dull the senses.", "Yes")),
    "Is a whale bigger than a shark?": (("The whale is bigger than the shark.", "Yes"), ("A shark is bigger than a whale.", "No"), ("No, a whale is not bigger than a shark.", "No")),
    "Did they scrap the plan?": (("The plan was scrapped.", "Yes"), ("They scrapped it.", "Yes"), ("The plan was never scrapped.", "No")),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Is glass a liquid?": (("F", "True"), ("T", "No"), ("0", "Yes"), ("0", "1"), ("Evidently not.", "Yes"), ("Evidently not.", "Evidently"), ("Of course it isn't.", "Yes"), ("\u2713", "\u2717"), ("It is not true that glass is a liquid.", "Yes"),
        ("Glass is a solid, not a liquid.", "Yes"), ("Some people claim that glass is a liquid.", "Yes"), ("There is no doubt that glass is a liquid.", "No"),
        ("It is not false that glass is a liquid.", "No")),
    "Does coffee dull the senses?": (("Coffee has no dulling effect on the senses.", "Yes"), ("Tea dulls the senses.", "Yes"), ("Studies show that coffee dulls the senses.", "No"),
        ("It has not been shown to dull the senses.", "Yes"), ("Coffee sharpens the senses.", "Yes")),
    "Is a whale bigger than a shark?": (("The shark is bigger than the whale.", "Yes"),),
    "Did they scrap the plan?": (("The plan was not scrapped.", "Yes"),),
}  # fmt: skip
