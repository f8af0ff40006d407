"""The doors for code from outside: protocols, the registry, and what is checked at each."""
