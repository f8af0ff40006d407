"""How bytes travel. Knows nothing about language models; importing it imports no HTTP client."""
