"""What a client has of what processes share: a link to it in each event loop."""
