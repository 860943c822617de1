"""Turns characters of Word's symbol fonts into the characters that everybody else reads.

A symbol font keeps its own signs at U+F020 to U+F0FF: without the font they mean nothing.
"""

from __future__ import annotations

import re
from typing import Final

from resograph.read.ledger import Ledger

_PRIVATE: Final = range(0xF020, 0xF100)
_SMALL: Final = range(0x20, 0x100)
PRIVATE: Final = re.compile(r"[\uf020-\uf0ff]")
_CHARACTERS: Final = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_MIDDLE_DOT: Final = "·"

# The signs of each font by the last two hex digits of their code.
_SYMBOL: Final = {
    **{code: chr(code) for code in b" !#%&()+,./0123456789:;<=>?[]_{|}"},
    **dict(zip(b"\"$'*-@\\^`~", "∀∃∋∗−≅∴⊥‾∼", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xA0, 0xC0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂·÷≠≡≈…⏐⎯↵", strict=True)),
    **dict(zip(range(0xC0, 0xE0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    **dict(zip(range(0xE0, 0xF0), "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪", strict=True)),
    **dict(zip(range(0xF1, 0xFF), "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", strict=True)),
}
_WINGDINGS: Final = {
    0x20: " ",
    **dict(zip(b'"#)6>?', "✂✁✆⏳✇✍", strict=True)),
    **dict(zip(range(0x41, 0x51), "✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱", strict=True)),
    **dict(zip(range(0x51, 0x6A), "✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓", strict=True)),
    **dict(zip(b"lnoqrstuvwxz", "●■□❑❒⬧⧫◆❖⬥⌧⌘", strict=True)),
    **dict(zip(range(0x80, 0x96), "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    0x9E: _MIDDLE_DOT,
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xB5: "✪",
    0xB6: "✰",
    **dict(zip(range(0xB7, 0xC3), "🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛", strict=True)),
    **dict(zip(range(0xD5, 0xDC), "⌫⌦⮘➢⮙⮛⮈", strict=True)),
    **dict(zip(range(0xDF, 0xE7), "←→↑↓↖↗↙↘", strict=True)),
    **dict(zip(range(0xE7, 0xEF), "🡸➔🡹🡻🡼🡽🡿🡾", strict=True)),
    **dict(zip(range(0xEF, 0xF9), "⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂", strict=True)),
    **dict(zip(range(0xFB, 0xFF), "✗✓☒☑", strict=True)),
}
# Each of these has signs of its own where other fonts have letters; of the last ones they are not known.
_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    **{font: {} for font in ("webdings", "wingdings 2", "wingdings 3", "zapf dingbats", "zapfdingbats", "mt extra")},
}


def symbol(code: str, font: str) -> str | None:
    """Return the sign of a ``w:sym``, or None when the font's sign is not known.

    >>> symbol("F061", "Symbol"), symbol("F0E0", "Wingdings"), symbol("00E9", "Arial")
    ('α', '→', 'é')
    >>> symbol("F0E0", "Webdings"), symbol("E0", "Webdings"), symbol("D800", "Arial"), symbol("not hex", "Symbol")
    (None, None, None, None)
    """
    try:
        number = int(code, 16)
    except ValueError:
        return None
    table = _FONTS.get(font.casefold())
    if number in _PRIVATE or (table is not None and number in _SMALL):
        return (table or {}).get(number & 0xFF)
    return chr(number) if _is_character(number) else None


def shown(text: str, font: str, ledger: Ledger) -> str:
    """Return a text with the signs of a symbol font in it as everybody reads them; those not known are remarked.

    >>> from resograph.model.limits import Limits
    >>> ledger = Ledger("a.docx", Limits())
    >>> shown("a \\uf0e0 b", "Wingdings", ledger), shown("\\uf0e0", "Arial", ledger)
    ('a → b', '\\uf0e0')
    >>> [remark.text for remark in ledger.remarks]
    ['\\uf0e0']
    """
    characters = {c: symbol(f"{ord(c):X}", font) for c in text if ord(c) in _PRIVATE}
    for character, known in characters.items():
        if known is None:
            message = f"the sign {ord(character):X} of the font {font or 'of the text'} is not known"
            ledger.remark("symbol", message, character)
    return "".join(characters.get(c) or c for c in text)


def sign(code: str, font: str, ledger: Ledger) -> str:
    """Return the sign of a ``w:sym``, or U+FFFD and a remark where it is not known.

    >>> from resograph.model.limits import Limits
    >>> ledger = Ledger("a.docx", Limits())
    >>> sign("F061", "Symbol", ledger), sign("F0E0", "Webdings", ledger)
    ('α', '\ufffd')
    >>> [remark.code for remark in ledger.remarks]
    ['symbol']
    """
    found = symbol(code, font)
    if found is None:
        ledger.remark("symbol", f"the sign {code} of the font {font} is not known", "\ufffd")
    return found or "\ufffd"


def bullet(text: str, font: str) -> str:
    """Return a list's bullet as everybody reads it; the bullet of the Symbol font, U+F0B7, is "·".

    >>> bullet("\\uf0b7", "Symbol"), bullet("-", "Times New Roman"), bullet("\\uf0a7", "Wingdings")
    ('·', '-', '▪')
    >>> bullet("\\uf099", "No such font")
    '·'
    """
    table = _FONTS.get(font.casefold(), {})
    return "".join(table.get(ord(c) & 0xFF, _MIDDLE_DOT) if ord(c) in _PRIVATE else c for c in text)


def _is_character(number: int) -> bool:
    """Tell what XML allows in a text: no control character, no half of a surrogate pair."""
    return any(number in part for part in _CHARACTERS)
