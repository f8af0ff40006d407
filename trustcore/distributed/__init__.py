"""Several processes as one: what they share through a server, and rows that many of them score."""
