"""The names of a site's files: what would be one file somewhere, or none, is refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from resograph.errors import InputError
from resograph.publish.site.names import LONGEST, Names
from tests.publish.site.releases import BASE, release, site_of


def _taken(*paths: str) -> Names:
    names = Names(BASE)
    for path in paths:
        names.take(f"{path}.html", path)
    return names


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("doc/org/gsma", "doc/org/GSMA"),
        ("doc/Org/gsma", "doc/org/etsi"),
        ("doc/org/café", "doc/org/cafe\u0301"),
        ("doc/org/straße", "doc/org/STRASSE"),
        ("doc/org/gsma", "doc/org/gsma.html/x"),
        ("doc/org/gsma.html/x", "doc/org/gsma"),
        ("doc/org/gsma", "doc/org/Gsma.HTML/x"),
    ],
)
def test_what_would_be_one_file_somewhere_is_refused_with_both_identifiers(first: str, second: str) -> None:
    with pytest.raises(InputError) as refused:
        _taken(first, second)

    assert refused.value.code == "site-collision"
    assert f"{BASE}id/{first.removeprefix('doc/')}" in refused.value.where
    assert f"{BASE}id/{second.removeprefix('doc/')}" in refused.value.where


@pytest.mark.parametrize(
    "path",
    [
        "doc/../../etc/x",
        "doc/./x",
        "doc//x",
        "/doc/x",
        "doc/a\0b",
        "doc/a\nb",
        "doc/a\\b",
        "doc/a:b",
        "doc/a|b",
        'doc/a"b',
        "doc/a*b",
        "doc/a b",
        "doc/\ud800",
        "doc/a\u202eb",
        "doc/con",
        "doc/CON.x",
        "doc/aux/x",
        "doc/Lpt1",
        "doc/ends./x",
        "doc/.htaccess/x",
        f"doc/{'x' * 300}",
        f"doc/{'é' * (LONGEST // 2)}",
    ],
)
def test_what_some_system_takes_for_no_name_is_refused(path: str) -> None:
    with pytest.raises(InputError) as refused:
        _taken(path)

    assert refused.value.code == "site-name"
    assert str(refused.value).count("\n") == 0


@pytest.mark.parametrize(
    "path",
    ["doc/rec/itu-t/x.1812", "doc/org/%3Curn%3Ap%3E", "doc/org/..%2fx", "doc/org/--", ".well-known/void", "doc/コード"],
)
def test_what_is_a_name_everywhere_is_taken(path: str) -> None:
    _taken(path, f"{path}/below")


def test_a_name_may_be_as_long_as_it_may_be() -> None:
    _taken(f"doc/{'x' * (LONGEST - len('.html'))}")


@pytest.mark.parametrize("names", [("org/GSMA", "org/gsma"), ("org/con",), ("org/a%20b:c",)])
def test_a_release_whose_identifiers_cannot_be_files_leaves_the_former_site(tmp_path: Path, names: list[str]) -> None:
    site_of(release(tmp_path / "good"), tmp_path / "site")
    before = (tmp_path / "site" / "doc/org/gsma.nt").read_bytes()

    with pytest.raises(InputError, match=r"site-(collision|name)"):
        site_of(release(tmp_path / "bad", names), tmp_path / "site")

    assert (tmp_path / "site" / "doc/org/gsma.nt").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "good", "site"]
