"""What a question asks for, one kind of thing a file; `question.py` puts them together."""
