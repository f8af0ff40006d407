"""Pairs of JSON and code that are set otherwise, or of which one sign is another."""

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Extract the order as JSON.": (
        ('{"id": 7, "paid": "12.50"}', '{"paid": 12.5, "id": "7"}'),
        ('{"on": "2021-05-06"}', '{"on": "May 6, 2021"}'),
        ('{"n": 2500}', '{"n": "2,500"}'),
        ("{'id': 7, 'paid': True}", '{"paid": true, "id": 7}'),
        ('{"id": 7, "paid": null,}', '{"paid": null, "id": 7}'),
        ('{"w": "2 kg"}', '{"w": "2000 g"}'),
        ('{"age": "forty"}', '{"age": 40}'),
    ),
    "Write the expression in Python.": (
        ("n ** 3", "n**3"),
        ("a ** 2 + b ** 2", "a**2 + b**2"),
        ("let y = 3;", "let y = 3"),
    ),
}

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Extract the order as JSON.": (
        ('{"id": "007"}', '{"id": "7"}'),
        ('{"id": 7, "paid": "12.50"}', '{"paid": 125, "id": "7"}'),
        ('{"on": "2021-05-06"}', '{"on": "2021-06-05"}'),
        ("{'id': 7, 'paid': True}", '{"paid": false, "id": 7}'),
        ('{"grade": "X"}', '{"grade": "10"}'),
        ('{"w": "2 kg"}', '{"w": "2 g"}'),
    ),
    "Write the expression in Python.": (("n * 3", "n ** 3"), ("a ** 2 + b ** 2", "a * 2 + b * 2")),
    "What does the program print?": (("4\n5\n6", "6\n5\n4"), ("4 5 6", "6 5 4")),
}
