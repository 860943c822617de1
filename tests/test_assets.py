"""The assets are found however resograph was installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resograph import assets
from resograph.errors import CheckError

FIND = "from resograph import assets; print(assets.folder('ontology')); print(assets.folder('shapes'))"


def _found_by_a_fresh_python(*import_path: Path, folder: Path) -> list[Path]:
    """Ask a Python that knows the given import path only, from a folder that has no part in it."""
    environment = {"PYTHONPATH": os.pathsep.join(map(str, import_path)), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-S", "-c", FIND]
    answer = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=True)
    return [Path(line) for line in answer.stdout.splitlines()]


@pytest.fixture(scope="module")
def unpacked_wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into a folder, asking no registry."""
    work = tmp_path_factory.mktemp("wheel")
    _python("-m", "hatchling", "build", "--target", "wheel", "--directory", str(work), folder=repository)
    (wheel,) = work.glob("*.whl")
    installed = work / "installed"
    offline = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    _python("-m", "pip", "install", *offline, "--target", str(installed), str(wheel), folder=work)
    return installed


def _python(*arguments: str, folder: Path) -> None:
    # Without hooks no registry is asked: the one there is bundles the query editor.
    environment = {**os.environ, "HATCH_BUILD_NO_HOOKS": "true"}
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=True)


def test_a_checkout_uses_its_own_folders(repository: Path, tmp_path: Path) -> None:
    found = _found_by_a_fresh_python(repository / "src", folder=tmp_path)

    assert [repository / "ontology", repository / "shapes"] == found


def test_an_editable_install_uses_the_checkout_even_beside_a_stale_packaged_copy(
    repository: Path, tmp_path: Path
) -> None:
    stale = tmp_path / "site-packages" / "resograph" / "_assets" / "ontology"
    stale.mkdir(parents=True)

    found = _found_by_a_fresh_python(tmp_path / "site-packages", repository / "src", folder=tmp_path)

    assert repository / "ontology" == found[0]


def test_the_running_install_knows_all_three_folders(repository: Path) -> None:
    assert repository / "queries" == assets.folder("queries")


def test_a_wheel_carries_its_own_copy(unpacked_wheel: Path, tmp_path: Path) -> None:
    found = _found_by_a_fresh_python(unpacked_wheel, folder=tmp_path)

    packaged = unpacked_wheel / "resograph" / "_assets"
    assert [packaged / "ontology", packaged / "shapes"] == found


@pytest.mark.parametrize("name", ["ontology", "shapes", "queries"])
def test_a_wheel_holds_every_asset_of_the_checkout(unpacked_wheel: Path, repository: Path, name: str) -> None:
    assert _names(repository / name) == _names(unpacked_wheel / "resograph" / "_assets" / name)


def test_a_wheel_tells_type_checkers_that_it_is_typed(unpacked_wheel: Path) -> None:
    assert (unpacked_wheel / "resograph" / "py.typed").is_file()


def test_a_lost_folder_is_reported_with_its_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path)

    with pytest.raises(CheckError, match="install resograph again"):
        assets.folder("shapes")


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
