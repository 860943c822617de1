"""The pages that tell of a release as a whole: front page, validation, changes, downloads, and their charts."""

from __future__ import annotations

from resograph.pages.front.part import Front

__all__ = ["Front"]
