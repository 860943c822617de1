"""Turns characters of Word's symbol fonts into the characters that everybody else reads.

A symbol font keeps its own signs at U+F020 to U+F0FF: without the font they mean nothing.
"""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = range(0xF020, 0xF100)
_SMALL: Final = range(0x20, 0x100)
_CHARACTERS: Final = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_MIDDLE_DOT: Final = "·"

# The signs of each font by the last two hex digits of their code.
_SYMBOL: Final = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **{code: chr(code) for code in b" !#%&()+,./0123456789:;<=>?[]_{|}"},
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅",
    0x5C: "∴",
    0x5E: "⊥",
    0x7E: "∼",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB6: "∂",
    0xB7: _MIDDLE_DOT,
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xC5: "⊕",
    0xC6: "∅",
    0xC7: "∩",
    0xC8: "∪",
    0xCC: "⊂",
    0xCE: "∈",
    0xCF: "∉",
    0xD0: "∠",
    0xD1: "∇",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xD8: "¬",
    0xD9: "∧",
    0xDA: "∨",
    0xDB: "⇔",
    0xDC: "⇐",
    0xDE: "⇒",
    0xE5: "∑",
}
_WINGDINGS: Final = {
    0x20: " ",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(code: str, font: str) -> str | None:
    """Return the sign of a ``w:sym``, or None when the font's sign is not known.

    >>> symbol("F061", "Symbol"), symbol("F0E0", "Wingdings"), symbol("00E9", "Arial")
    ('α', '→', 'é')
    >>> symbol("F0E0", "Webdings"), symbol("D800", "Arial"), symbol("not hex", "Symbol")
    (None, None, None)
    """
    try:
        number = int(code, 16)
    except ValueError:
        return None
    table = _FONTS.get(font.casefold())
    if number in _PRIVATE or (table is not None and number in _SMALL):
        return (table or {}).get(number & 0xFF)
    return chr(number) if _is_character(number) else None


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
