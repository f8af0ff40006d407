"""Which of a question's labels a text names, and how probable each of them was; no I/O."""

from trustcore.labels.of_answers import label_of, reading_of

__all__ = ("label_of", "reading_of")
