"""The words in which judges of other languages than English say of an answer that it is right or wrong."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

from attrs import field, frozen


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _endings(text: str) -> tuple[str, ...]:
    return tuple(ending.strip("-") for ending in text.split())


@frozen
class Language:
    """A language whose sentences put the verdict behind the answer.

    Attributes:
        answers: What the answer is called.
        pronouns: What stands for it.
        verbs: What joins the answer and the verdict.
        denials: What turns the verdict round.
        right: Words that call the answer right, without endings.
        wrong: Words that call it wrong, without endings.
        endings: What may stand behind these words, and the names of the answer; a dash is nothing.
        between: What may stand in a sentence without a noun, besides adverbs.
        limits: What makes a verdict hang on something, or speak of a part.
        reasons: What begins the reason of a verdict.
        bare: Whether a noun and the verdict are a sentence without a verb.
        inverts: Whether the verb may stand in front of the answer, and begins a question.
    """

    answers: tuple[str, ...] = field(converter=_words)
    pronouns: tuple[str, ...] = field(converter=_words)
    verbs: tuple[str, ...] = field(converter=_words)
    denials: tuple[str, ...] = field(converter=_words)
    right: tuple[str, ...] = field(converter=_words)
    wrong: tuple[str, ...] = field(converter=_words)
    endings: tuple[str, ...] = field(converter=_endings)
    between: tuple[str, ...] = field(converter=_words)
    limits: tuple[str, ...] = field(converter=_words)
    reasons: tuple[str, ...] = field(converter=_words)
    bare: bool = False
    inverts: bool = False


LANGUAGES = (
    Language(  # German
        "antwort aussage lösung behauptung", "das dies diese sie es", "ist war sei scheint erscheint gilt bleibt stimmt", "nicht keine kein keineswegs",
        "richtig korrekt wahr zutreffend stimmt", "falsch inkorrekt unrichtig unwahr fehlerhaft unzutreffend", "- e er es en",
        "und damit somit also daher deshalb folglich demnach dass sodass so die der ja nein eindeutig klar leider tatsächlich sicher völlig ganz vollkommen offensichtlich als eine dem",
        "teil teilweise hälfte fast wenn falls ob könnte wäre würde vielleicht möglicherweise wahrscheinlich nur weder oder aber halb schritt bedingt bezweifle bezweifeln",
        "weil da denn", inverts=True,
    ),
    Language(  # French
        "réponse affirmation assertion proposition énoncé", "ce c cela ça elle il ceci", "est était semble paraît reste demeure", "pas non",
        "correct juste vrai exact", "incorrect fausse faux inexact erroné", "- e s es",
        "et donc ainsi par conséquent n ne la le oui bien clairement malheureusement alors",
        "partie partiellement presque si serait pourrait peut être moitié étape ou mais ni quand doute", "car parce puisque",
    ),
    Language(  # Spanish
        "respuesta afirmación solución enunciado proposición", "esto eso ella", "es era está parece resulta", "no tampoco",
        "correct ciert verdader acertad", "incorrect fals equivocad errone erróne inexact", "o a",
        "y por lo tanto entonces así la sí claramente también totalmente completamente que",
        "parte parcialmente casi si podría puede quizás mitad paso o pero ni cuando sería dudo", "porque ya pues dado debido",
    ),
    Language(  # Italian
        "risposta affermazione soluzione", "ciò questo questa essa", "è era sembra risulta", "non",
        "corrett giust ver esatt", "sbagliat errat fals scorrett incorrett inesatt", "o a",
        "e quindi dunque perciò pertanto la sì chiaramente", "parte parzialmente quasi se sarebbe potrebbe può forse metà passo o ma né quando dubito", "perché poiché dato",
    ),
    Language(  # Portuguese
        "resposta afirmação solução", "isso isto ela", "é era está parece", "não",
        "corret cert verdadeir", "incorret errad fals equivocad", "o a",
        "e portanto logo assim a sim claramente então", "parte parcialmente quase se seria poderia pode talvez metade passo ou mas nem quando duvido", "porque pois já visto",
    ),
    Language(  # Dutch
        "antwoord stelling bewering", "dit dat", "is was lijkt klopt", "niet geen", "juist correct waar klopt", "onjuist incorrect fout onwaar", "- e",
        "en dus daarom het ja nee", "deels gedeeltelijk bijna als of zou kan misschien maar noch helft stap", "omdat want", inverts=True,
    ),
    Language(  # Swedish, Danish and Norwegian
        "svaret påståendet påstanden", "det dette detta", "är er var stämmer stemmer", "inte ikke", "rätt korrekt riktig sant rigtig stämmer stemmer", "felaktig fel feil forkert falsk galt usant", "-",
        "och og därför derfor alltså altså ja nej nei", "delvis delvist nästan nesten om kan kanske kanskje eller men", "eftersom fordi för", inverts=True,
    ),
    Language(  # Polish
        "odpowied stwierdzeni", "to ona", "jest była", "nie", "poprawn prawidłow prawdziw słuszn prawd", "błędn niepoprawn nieprawidłow fałszyw fałsz", "- a e y o ź",
        "i więc zatem dlatego tak", "częściowo prawie jeśli czy może lub albo ale ani", "ponieważ bo gdyż",
    ),
    Language(  # Russian and Ukrainian
        "ответ утверждени решени відповід твердженн", "это он оно це", "является был есть є", "не ні",
        "верн верен правильн прав истин истинн правд корректн вірн", "неверн неверен неправильн неправд ошибочн ложн лож некорректн невірн хибн", "- ы а о е я ь ый ая ое ым ой",
        "и поэтому значит следовательно таким образом да нет итак что", "частично почти если ли может возможно или но половина часть ни сомневаюсь", "потому так поскольку бо тому", bare=True,
    ),
    Language(  # Turkish
        "cevap cevabı yanıt", "bu", "olarak", "değil değildir", "doğru", "yanlış hatalı", "- dur tur dır tır",
        "ve nedenle yani evet hayır", "kısmen eğer ise veya ama belki", "çünkü", bare=True,
    ),
    Language(  # Indonesian and Malay
        "jawaban pernyataan jawapan", "ini itu", "adalah", "tidak bukan", "benar betul tepat", "salah keliru", "-",
        "jadi maka oleh karena dan", "sebagian jika apakah mungkin atau tetapi", "karena sebab", bare=True,
    ),
    Language(  # Arabic
        "الإجابة الجواب إجابة العبارة الاجابة", "هذا هذه هي هو", "تعتبر تعد", "غير ليست ليس لا", "صحيح دقيق صائب صواب", "خاطئ خطأ مغلوط", "- ة ا اً",
        "و لذلك إذن وبالتالي فإن لذا نعم", "جزئيا ربما قد إذا هل أو لكن", "لأن لأنها حيث", bare=True,
    ),
)  # fmt: skip
"""One for each group of languages that write words apart."""

ADVERBS = ("mente", "ment", "вно", "ично", "weise")
"""Ends an adverb in languages that build them from adjectives."""

ANSWER_SIGNS = r"答案|回答|答复|答復|说法|說法|陈述|陳述|结论|結論|命题|答え|解答|主張|記述|답변|대답|응답|답|주장|진술"
WRONG_SIGNS = (
    r"错误|錯誤|错|錯|有误|有誤|假|不正确|不正確|不对|不對|不准确|不準確|不成立|不是正确|不是正確|并非正确|不是对"
    r"|間違い|間違って(?=い)|間違え|誤り|誤って(?=い)|不正解|正しくな(?=い)|正しくありません|正しいとは言え(?=ま|な)|正解では(?=な|あ)|正確では(?=な|あ)|偽"
    r"|틀렸|틀린|틀립|틀림|잘못|올바르지 ?않|정확하지 ?않|맞지 ?않|옳지 ?않|오답|거짓|정답이 ?아(?=니|닙)"
)
RIGHT_SIGNS = r"正确|正確|对|對|准确|準確|属实|真|成立|没有错误|没错|不是错误|正しい|正解|合って(?=い)|맞습|맞다|맞음|맞는|맞아|정답|정확합|정확하다|올바릅|올바른|올바르다|옳습|옳다|옳은|참"
LIMIT_SIGNS = r"部分|可能|如果|是否|基本|一半|大致|不一定|一部|かも|もし|か否か|부분|만약|아마|여부|일부|问题|問題|正确的?答|正確な?答|正しい答"
"""Words of Chinese, Japanese and Korean, which stand at the end of a clause."""
