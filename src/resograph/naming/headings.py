"""Turns the names that writers of documents give to the styles of headings into one pattern."""

from __future__ import annotations

HEADING_STYLES = "heading|überschrift|titre|título|titolo|заголовок|标题|標題|見出し|عنوان|kop|rubrik|overskrift"
"""The word for "heading" in the style names of Word and others, in the languages they come in, as alternatives."""
