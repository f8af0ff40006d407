"""A small language model in the package: no key, no network."""
