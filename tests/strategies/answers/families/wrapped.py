"""Pairs of which one answer is wrapped: in headings, roles, comments, items and citations; and names in sentences."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "What is 9 times 13?": (("Answer\n======\n117", "117"), ("Result\n---\n\n117", "117"), ("Here's the answer:\n\n117", "117"), ("Sure! This is the result: 117", "117"),
        ("assistant: 117", "117"), ("Assistant\n117", "117"), ("**Assistant:** 117", "117"), ("117[/INST]", "117"), ("[/INST] 117", "117"), ("<!-- 116? no -->117", "117"),
        ("117<!-- checked -->", "117"), ("117 [2]", "117"), ("117!", "117"), ("- 117", "117"), ("1. 117", "117"), ("=> 117", "117"), ("117 rather than 116", "117"),
        ("117 instead of 116", "117"), ("final: 117", "117"), ("{117}", "117"), ("working: 9 * 13\nfinal: 117", "117"), ("Result => 117", "117"), ("1. 9 * 13\n2. Result: 117", "117")),
    "Who was the first president of the republic?": (("Ana Ruiz", "The first president was Ana Ruiz."), ("Ana Ruiz", "Ana Ruiz was the first to hold the office."),
        ("Ruiz", "The first president of the republic was Ana Ruiz, a lawyer."), ("Ana Ruiz Jr.", "Ana Ruiz, Jr."), ("Ruiz A.", "Ana Ruiz"), ("Teddy Ruiz", "Theodore Ruiz"),
        ("Nikolaus Ruiz", "Nicolaus Ruiz"), ("Marek Kowal", "Marec Kowal"), ("Anne-Lise Kowal", "Anne Kowal"), ("Ana Ruiz FRSE", "Ana Ruiz"), ("Kowal", "AMK"), ("Ana Kowal", "AMK"), ("Ana Maria Kowal Jr.", "AMK"), ("Gen. Ana Kowal", "Ana M. Kowal"),
        ("Ana Ruiz", "The first president of the republic of the southern isles was Ana Ruiz")),
    "What is the chemical symbol for tin?": (("Sn", "The symbol is Sn, from Latin stannum."),),
    "Which country is it?": (("Bosnia", "Bosnia and Herzegovina"), ("KSA", "Saudi Arabia"), ("Russian Federation", "Russia"), ("Korea, North", "North Korea")),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What is 9 times 13?": (("Answer\n======\n116", "117"), ("116 rather than 117", "117"), ("assistant: 116", "117"), ("<!-- 117 -->116", "117"), ("116 [117]", "117"),
        ("1. 116", "117"), ("-117", "117"), ("1.117", "117"), ("{116}", "117"), ("working: 117\nfinal: 116", "117"), ("Confidence: 117", "117"), ("Certainty: 11%", "11")),
    "What is the factorial of 30?": (("30!", "30"),),
    "What is the result?": (("6!", "6"),),
    "Who was the first president of the republic?": (("Ana Ruiz", "The first president was Ana Diaz."), ("Ana Ruiz Jr.", "Ana Ruiz Sr."), ("Ana Ruiz and Eva Diaz", "Ana Ruiz"), ("Ruiz B.", "Ana Ruiz"), ("Ruiz", "AMK"), ("Eva Kowal", "AMK"), ("Peters", "Peter"), ("Anna Kees", "Anna Kes")),
    "Which country is it?": (("Samoa", "American Samoa"), ("Korea, South", "North Korea"), ("Virgin Islands", "British Virgin Islands"), ("Serbia", "Bosnia and Herzegovina")),
    "What is the chemical symbol for tin?": (("Sb, from Latin stibium.", "Sn"),),
}  # fmt: skip
