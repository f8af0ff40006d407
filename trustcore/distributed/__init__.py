"""Several processes as one: what they share through a server."""
