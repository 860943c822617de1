"""Every colour of the pages can be told from what is behind it, by light and in the dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# Text, and what may stand behind it.
PAIRS = [("text", "paper"), ("quiet", "paper"), ("old", "old-paper"), ("new", "new-paper"), ("link", "paper")]
ENOUGH = 4.5
# The same of the site's pages.
BEHIND = ("paper", "raised")
SITE_PAIRS = [
    *((text, behind) for text in ("text", "quiet", "link", "visited") for behind in BEHIND),
    *((look, f"{look}-paper") for look in ("good", "bad", "warn")),
    *(("text", f"{look}-paper") for look in ("good", "bad", "warn")),
    ("mark-text", "mark"),
    ("on-brand", "brand"),
]


@pytest.fixture(scope="module")
def palettes(repository: Path) -> list[dict[str, str]]:
    """Return the colours by name, one palette a scheme; the dark one changes some of the light one."""
    page = (repository / "src" / "resograph" / "pages" / "templates" / "changes.html").read_text(encoding="utf-8")
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block)) for block in re.findall(r":root \{([^}]*)\}", page)]
    return [found[0] | palette for palette in found]


@pytest.fixture(scope="module")
def site_palettes(repository: Path) -> list[dict[str, str]]:
    """Return the same of the site's stylesheet: by light, in the dark, and in print."""
    sheet = (repository / "src" / "resograph" / "pages" / "static" / "style.css").read_text(encoding="utf-8")
    found = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block)) for block in re.findall(r":root \{([^}]*)\}", sheet)
    ]
    return [found[0] | palette for palette in found]


@pytest.mark.parametrize(("text", "behind"), SITE_PAIRS)
def test_colours_of_the_site_have_enough_contrast(site_palettes: list[dict[str, str]], text: str, behind: str) -> None:
    assert len(site_palettes) == 3
    assert [palette for palette in site_palettes if contrast(palette[text], palette[behind]) < ENOUGH] == []


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "behind"), PAIRS)
def test_colours_have_enoughcontrast(palettes: list[dict[str, str]], text: str, behind: str) -> None:
    assert len(palettes) == 3
    assert [palette for palette in palettes if contrast(palette[text], palette[behind]) < ENOUGH] == []


def test_grey_on_white_is_seen() -> None:
    assert contrast("#999", "#fff") < ENOUGH < contrast("#555", "#fff")
