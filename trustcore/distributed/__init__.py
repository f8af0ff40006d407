"""Beyond one process: rows that are scored by many, wherever they run."""
