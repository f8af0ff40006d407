"""Pairs that differ in what a table tells: names of one thing, notations, conditions, modality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SAME: Mapping[str, Sequence[tuple[str, str]]] = {
    "Which country is it?": (
        ("Deutschland", "the Federal Republic of Germany"),
        ("The Russian Federation", "Russia"),
        ("the Hellenic Republic", "Greece"),
        ("Democratic People's Republic of Korea (DPRK)", "North Korea"),
        ("Lao PDR", "Laos"),
    ),
    "Which war was it?": (
        ("World War II", "the Second World War"),
        ("the American War of Independence", "the American Revolutionary War"),
        ("the Six-Day War", "Six Day War"),
    ),
    "Which acid is it?": (
        ("H2SO4", "sulphuric acid"),
        ("nitric acid", "HNO3"),
        ("ethanoic acid", "acetic acid"),
    ),
    "Which substance is it?": (
        ("caustic soda", "NaOH"),
        ("methyl alcohol", "CH3OH"),
        ("quicklime", "calcium oxide"),
        ("ethene", "ethylene"),
    ),
    "What did they rent?": (
        ("a lorry", "a truck"),
        ("They rented a flat", "They rented an apartment"),
        ("There's a car park", "a parking lot"),
    ),
    "Which way does it turn?": (
        ("anticlockwise", "counter-clockwise"),
        ("It turns anti-clockwise", "counterclockwise"),
        ("to the right", "right"),
    ),
    "How often does it leak?": (("It seldom leaks", "It rarely leaks"),),
    "In which part of Spain is it?": (
        ("southern Spain", "in the south"),
        ("north-western Spain", "in the north-west"),
    ),
    "How did the share move?": (
        ("It rose from 3% to 8%", "It went up to 8% from 3%"),
        ("It fell, since demand was weak", "It went down"),
    ),
    "Which class of characters is it?": (("[^0-9]", "Use [^0-9]"), ("You can use [a-f]", "[a-f]")),
    "Write a WHERE clause for red shoes under 50.": (
        ("WHERE colour = 'red' AND price < 50", "price < 50 AND colour = 'red'"),
    ),
    "Which card is it?": (("K♠", "the king of spades"), ("10♦", "ten of diamonds")),
    "Which castling did White do?": (("O-O-O", "queenside"), ("0-0", "White castled kingside")),
    "What is the time signature?": (("6/8", "six-eight time"), ("4/4", "four-four")),
    "Which section applies?": (("Section 12(b)", "§ 12(b)"),),
    "どこで降りますか。": (("京都で降ります", "京都"),),
    "何を買いましたか。": (("本を買いました", "本"),),
    "这本书多少钱?": (("这本书三十块钱", "30块"), ("这本书三十块钱", "30元")),
    "How do I open it?": (("You must turn the key", "You can turn the key"),),
    "When will it open?": (("It will open at 9", "It may open at 9"),),
    "Where is the inn?": (("by the river", "on the river"),),
    "Who brought the cake?": (("Nora brought it to him", "Nora brought it to her"),),
    "Translate to French: I am glad.": (("je suis content", "je suis content"),),
}
"""Pairs of which the two say the same, by the question that they answer."""

DIFFERENT: Mapping[str, Sequence[tuple[str, str]]] = {
    "Which country is it?": (
        ("Democratic People's Republic of Korea", "South Korea"),
        ("the Republic of the Congo", "the Democratic Republic of the Congo"),
        ("the French Republic", "the Italian Republic"),
    ),
    "Which war was it?": (
        ("the First World War", "World War II"),
        ("the Gulf War", "the Iraq War"),
    ),
    "Which acid is it?": (("HCl", "sulfuric acid"), ("HNO3", "H2SO4")),
    "What did they rent?": (("a lorry", "a bus"), ("a flat", "a house")),
    "Which way does it turn?": (
        ("anticlockwise", "clockwise"),
        ("right", "left"),
        ("straight ahead", "right"),
    ),
    "Faut-il tourner ?": (("à droite", "tout droit"), ("à droite", "à gauche")),
    "How often does it leak?": (("It rarely leaks", "It often leaks"),),
    "How did the share move?": (
        ("It rose from 3% to 8%", "It went up to 3% from 8%"),
        ("It rose from 3% to 8%", "It went down to 3% from 8%"),
    ),
    "Which class of characters is it?": (("[^0-9]", "Use [0-9]"),),
    "Write a WHERE clause for red shoes under 50.": (
        ("WHERE colour = 'red' AND price < 50", "colour = 'red' OR price < 50"),
        ("WHERE colour = 'red' AND price < 50", "price < 60 AND colour = 'red'"),
    ),
    "How do I write the letter in Python code?": (("'b'", "'B'"),),
    "Which card is it?": (("K♠", "the king of clubs"), ("Q♠", "king of spades")),
    "Which castling did White do?": (("O-O-O", "O-O"),),
    "What is the time signature?": (("6/8", "three-four time"),),
    "Which section applies?": (("Section 12(b)", "§ 12(c)"),),
    "どこで降りますか。": (("京都で降ります", "大阪"), ("京都で降ります", "東京で降ります")),
    "这本书多少钱?": (("这本书三十块钱", "13块"),),
    "What is the scientific name of the fox?": (("Vulpes", "Vulpes vulpes"),),
    "What may guests do?": (("Guests must pay", "Guests can pay"),),
    "What happens to late guests?": (("They will lose their seats", "They may lose their seats"),),
    "Translate to Spanish: The boy is tired.": (("el niño está cansado", "la niña está cansada"),),
}
"""Pairs of which the two say different things, by the question that they answer."""
