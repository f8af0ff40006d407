"""Labels of prompts, and words as a measure of what they give to be read."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

from trustcore_strategies.answers.words import LETTERS

FEWEST = 5
"""Words of a passage; what has fewer is a value, a title or a term."""

GIVEN = (
    r"context|passage|text|documents?|doc|article|paragraph|excerpt|extract|background|information|sources?|story|transcript|e-?mail|message|review|comment|tweet|post|ticket|complaint|conversation|dialogue|abstract|report"
    r"|letter|notes?|content|snippet|search results?|evidence|facts|news|headline|description|scenario|case|premise|poem|quote|input|table|data|csv|log|logs|schema|inventory|menu|schedule|record|records|policy|faq|chunks?|excerpts|schema and rows|knowledge base|knowledge|evidences?|wissensbasis|vertrag|auszug"
    r"|kontext|dokument|artikel|absatz|auszug|nachricht|bewertung|contexte|texte|extrait|message|avis|contexto|texto|documento|pasaje|art[ií]culo|rese[ñn]a|contesto|testo|brano|recensione|trecho|avaliação"
    r"|контекст|текст|документ|отрывок|статья|отзыв|上下文|文章|文本|资料|資料|内容|背景|短文|评论|コンテキスト|文脈|本文|文書|レビュー|문맥|지문|본문|리뷰|السياق|النص|संदर्भ|गद्यांश|पाठ"
)
ASKING = (
    r"questions?|q|query|task|instructions?|problem|answers?|options|choices|labels|categories|sentiment|class|summary|translation|output|response|hypothesis|claim|statement"
    r"|frage|aufgabe|antwort|optionen|réponse|reponse|pregunta|respuesta|opciones|domanda|risposta|opzioni|pergunta|resposta|opções|вопрос|ответ|варианты|问题|問題|问|答案|回答|答|选项|質問|答え|질문|답변|답|보기|السؤال|الجواب|سؤال|प्रश्न|उत्तर"
)
_MARKS = r"[ \t>*#_\[(-]{0,6}"
GIVES = re.compile(
    rf"(?:^{_MARKS}|(?<=[.!?:][ \n])[*_]{{0,3}}|(?<=[。！？]))(?:the |given |following |provided )?(?:[^\W\d_]{{2,14}} ){{0,2}}?(?:{GIVEN})(?: ?[\[#(]?\d{{1,2}}[\])]?)?(?: (?:below|above|information))?(?: ?\([^()\n]{{1,60}}\))?[*_\])]{{0,3}}(?: ?[:：][*_]{{0,3}}|(?<=\))(?=\n))",
    re.IGNORECASE | re.MULTILINE,
)
ASKS = re.compile(
    rf"(?:^{_MARKS}|(?<=[.!?\"'”][ \n])[*_]{{0,3}}|(?<=[。！？]))(?:{ASKING})(?: ?\d{{1,2}})?[*_\])]{{0,3}} ?[:：]",
    re.IGNORECASE | re.MULTILINE,
)
QUOTES = re.compile(
    r"\"{3}[^\"]{20,}\"{3}|(?<![\w\"])\"[^\"\n]{12,}\"(?![\w\"])|(?<![\w'])'(?=[^\s'])(?:[^'\n]|(?<=\w)'(?=\w)){12,}'(?!\w)|[“„][^“”„\n]{12,}[”“]|«[^«»\n]{12,}»|「[^「」\n]{8,}」|『[^『』\n]{8,}』"
)
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def is_passage(text: str) -> bool:
    """Whether something is long enough to be read, and no value, title or term."""
    return len(LETTERS.findall(text)) >= FEWEST or len(_EAST.findall(text)) >= 2 * FEWEST
