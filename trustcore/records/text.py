"""Text that can be written down and sent: every character whole."""

from __future__ import annotations


def whole_text(text: str) -> str:
    """A text without lone surrogates, which UTF-8 and JSON do not have.

    Text that was cut in UTF-16, as JavaScript and Java do, ends in half of an emoji. One half
    becomes U+FFFD, two halves beside each other become the character that they are. Subclasses of
    `str` become plain ones. What is no text comes back as it is.
    """
    if type(text) is str and text.isascii():
        return text
    if not isinstance(text, str):
        return text  # type: ignore[unreachable]
    try:
        str.encode(text, "utf-32-le")  # of all encodings the quickest to tell, also of long texts
    except UnicodeEncodeError:
        return str.encode(text, "utf-16", "surrogatepass").decode("utf-16", "replace")
    return str.__str__(text)
