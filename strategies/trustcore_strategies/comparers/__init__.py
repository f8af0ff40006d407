"""How far two answers of one kind agree: values, calls of tools, labels, code. Pure functions."""
