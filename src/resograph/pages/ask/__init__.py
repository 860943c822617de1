"""Turns the named queries of a release into pages: what is asked and by whom, a form for each, and the answers.

=================  ===========================================================================
Ask                these pages as a part of the publication
shown              an answer as rows of cells that a page can show
question_page      the page of one named query, with an answer
editor_page        the page where any query is written, with an answer or why there is none
text_of            the text of a named query as people read it
needs_own_styles   whether that page runs an editor that brings styles of its own
=================  ===========================================================================
"""

from __future__ import annotations

from resograph.pages.ask.pages import editor_page, needs_own_styles, question_page, text_of
from resograph.pages.ask.part import Ask
from resograph.pages.ask.shown import Shown, shown

__all__ = ["Ask", "Shown", "editor_page", "needs_own_styles", "question_page", "shown", "text_of"]
