"""Makes and measures the embedded model `primer`."""
