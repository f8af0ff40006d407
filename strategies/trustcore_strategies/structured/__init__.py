"""Answers with parts: their form, and which of their fields to trust."""
