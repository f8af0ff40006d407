"""Scores and correctness in one picture, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from trustcore.cli.questions import Answered
from trustcore.cli.show import safe

_WIDTH, _ROW, _TOP, _BOTTOM = 960, 26, 92, 56
_LEFT, _RIGHT = 330, 700
"""Where on the way from left to right a score of 0 and one of 1 are."""

_LONGEST_QUESTION, _LONGEST_ANSWER = 42, 32
"""Characters that are shown."""

_RIGHT_COLOUR, _WRONG_COLOUR = "#0a7d5a", "#c8371f"
_STYLE = f"""
text {{ font: 14px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1c2430; }}
.title {{ font-size: 19px; font-weight: 600; }}
.quiet {{ fill: #66707d; font-size: 13px; }}
.rule {{ stroke: #e3e7ec; }}
.axis {{ stroke: #aab2bd; }}
.right {{ stroke: {_RIGHT_COLOUR}; fill: {_RIGHT_COLOUR}; }}
.wrong {{ stroke: {_WRONG_COLOUR}; fill: none; stroke-width: 2.4; }}
.bar {{ stroke-width: 2; opacity: 0.35; }}
.said {{ stroke: none; fill: #1c2430; }}
.said.wrong {{ fill: {_WRONG_COLOUR}; }}
"""


def picture(answered: Sequence[Answered], title: str) -> str:
    """A row for each answer in the order given: the question, the score as a dot, the answer.

    Right answers have a full green dot, wrong ones a red cross, so that colours are not needed.

    Args:
        answered: The answers.
        title: What stands at the top.
    """
    height = _TOP + _ROW * len(answered) + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" role="img">',
        f"<title>{_text(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text class="title" x="24" y="36">{_text(title)}</text>',
        *_legend(),
        *_scale(height),
        *(part for at, one in enumerate(answered) for part in _row(one, _TOP + _ROW * at)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _legend() -> Iterator[str]:
    yield _dot(30, 58, right=True)
    yield '<text class="quiet" x="42" y="63">right</text>'
    yield _dot(96, 58, right=False)
    yield '<text class="quiet" x="108" y="63">wrong</text>'


def _scale(height: int) -> Iterator[str]:
    bottom = height - _BOTTOM + 8
    for tenths in range(0, 11, 2):
        x = _x(tenths / 10)
        yield f'<line class="rule" x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{bottom}"/>'
        yield (
            f'<text class="quiet" x="{x}" y="{bottom + 18}" text-anchor="middle">'
            f"{tenths / 10:.1f}</text>"
        )
    yield f'<line class="axis" x1="{_LEFT}" y1="{bottom}" x2="{_RIGHT}" y2="{bottom}"/>'
    middle = (_LEFT + _RIGHT) // 2
    yield (
        f'<text class="quiet" x="{middle}" y="{bottom + 38}" text-anchor="middle">'
        "trustworthiness score</text>"
    )


def _row(one: Answered, top: int) -> Iterator[str]:
    y, x, kind = top + _ROW // 2, _x(one.score), "right" if one.right else "wrong"
    asked = _text(shorten(one.question.text, _LONGEST_QUESTION))
    said = _text(shorten(one.result.response, _LONGEST_ANSWER))
    yield f'<text x="{_LEFT - 18}" y="{y + 5}" text-anchor="end">{asked}</text>'
    yield f'<line class="{kind} bar" x1="{_LEFT}" y1="{y}" x2="{x}" y2="{y}"/>'
    yield _dot(x, y, right=one.right)
    yield f'<text class="said {kind}" x="{_RIGHT + 18}" y="{y + 5}">{said}</text>'


def _dot(x: float, y: float, *, right: bool) -> str:
    if right:
        return f'<circle class="right" cx="{x}" cy="{y}" r="5.5"/>'
    return f'<path class="wrong" d="M{x - 5} {y - 5}l10 10m0 -10l-10 10"/>'


def _x(score: float) -> float:
    return round(_LEFT + score * (_RIGHT - _LEFT), 1)


def shorten(text: str, longest: int) -> str:
    """A text in one line of so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 3].rstrip() + "..."


def _text(text: str) -> str:
    return escape(safe(text).plain)
