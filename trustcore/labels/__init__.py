"""Which of a question's labels a text names, and how probable each of them was; no I/O."""
