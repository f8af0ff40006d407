"""A server that speaks OpenAI's API and adds a trust score to each answer.

It uses the client alone, and needs the extra `serve`.
"""

from trustcore.public import publish
from trustcore.serving.app import app
from trustcore.serving.settings import ServeSettings

__all__ = ["ServeSettings", "app"]

publish(__name__, __all__)
