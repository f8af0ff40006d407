"""How many calls at once, and how fast: what the user says, and what an endpoint tells."""
