"""What a test lacks is never passed over in silence."""

from __future__ import annotations

import pytest

from tests.conftest import _fail_for, _skip_for


def test_a_lacking_server_is_a_visible_skip_on_a_developers_machine() -> None:
    with pytest.raises(pytest.skip.Exception, match="needs a triple store"):
        _skip_for("a triple store")


def test_a_lacking_server_is_a_failure_where_all_are_required() -> None:
    with pytest.raises(pytest.fail.Exception, match="RESOGRAPH_REQUIRE_ALL"):
        _fail_for("a triple store")
