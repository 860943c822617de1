"""Turns a readable description into a small Word file: one construction, a few lines of a test.

    source = word(table(row("Item", "Status"), row("02-01", cell(p(ins("new"), deleted("old"))))))
    source = report(entry("50-01", cell(p("Done. ", ins("See 92-03."))), lead="Q2/17"))

Each function returns a piece of Word's XML as text, so any piece may also be written out by hand.
Plain strings are text where text is wanted, paragraphs where a cell is wanted, cells where a row is wanted.
Every change takes ``author`` and ``date``.

| what | how it is written |
|---|---|
| inserted, deleted, moved text | ``ins("new")``, ``deleted("old")``, ``moved_from("a")``, ``moved_to("a")`` |
| one in the other | ``ins(deleted("gone again"))`` |
| a change around anything else | ``changed("ins", p("a"))`` |
| a paragraph mark put in, taken out, moved | ``p("a", mark=mark("del"))``, ``item("a", mark=mark("moveTo"))`` |
| a row, a cell put in or taken out | ``row("a", properties=mark("ins"))``, ``cell("a", properties=mark("cellDel"))`` |
| a change of looks | ``r("a", looks=looks("rPr"))``, ``p("a", properties=looks("pPr"))``, likewise trPr, tcPr, … |
| a merge down the column, along the row | ``cell("a", properties=merged("restart"))``, ``merged("", "h")`` |
| a merge that was changed | ``cell("a", properties=merge_change("cont", "rest"))`` |
| a wide cell, columns left out | ``span(2)``, ``row("a", properties=left_out(7, 1))`` |
| a content control around runs, paragraphs, cells, rows | ``sdt(r("a"))``, ``sdt(row("a"))`` |
| links and fields, old and new | ``link("a")``, ``field("REF x", "a")``, ``simple_field("PAGE", "1")`` |
| old form fields | ``drop_down("One", "Two", chosen=1)``, ``check_box("<w:checked/>")`` |
| notes | ``note("2")`` with ``footnotes=notes("footnote", n2="a")`` |
| comments | ``comment("7", "a")`` with ``comments=comments(n7="b")`` |
| lists | ``item("a")`` with ``numbering=numbering(level())`` |
| styles | ``p("a", properties='<w:pStyle w:val="Own"/>')`` with ``styles=styles(style("Own", "My style"))`` |
| text boxes, alternatives | ``box("a")``, ``alternative(box("a"), box("b"))`` |
| signs, equations, ruby | ``r(sym("F0E0", "Wingdings"))``, ``math("x")``, ``ruby("base", "above")`` |
| headers and footers | ``word("a", header=page_header("TD 1"), footer=page_footer("Page 1"))`` |
| the Strict dialect | ``zipped(strict(parts("a")))`` |
| another encoding | ``zipped(encoded(parts("a"), "utf-16-le", declared="UTF-16"))`` |
| another main part | ``zipped(renamed(parts("a"), "docs/Main.xml"))`` |
| a whole report | ``report(entry("50-01", "Done"), entry("50-02"))``, ``title_block(td="TD2345", group="SG13")`` |
"""

from __future__ import annotations

from tests.wordfiles.parts import (
    MAIN_TYPE,
    NAMESPACES,
    RELATIONS,
    STRICT,
    TRANSITIONAL,
    comments,
    content_types,
    default_types,
    document,
    encoded,
    font,
    level,
    notes,
    numbering,
    page_footer,
    page_header,
    parts,
    relations,
    renamed,
    strict,
    style,
    styles,
    word,
    zipped,
)
from tests.wordfiles.reports import HEADINGS, entry, report, title_block
from tests.wordfiles.tables import cell, left_out, merge_change, merged, row, span, table
from tests.wordfiles.text import (
    AUTHOR,
    DATE,
    alternative,
    box,
    changed,
    check_box,
    comment,
    del_text,
    deleted,
    drop_down,
    field,
    field_char,
    ins,
    item,
    link,
    looks,
    mark,
    math,
    moved_from,
    moved_to,
    note,
    p,
    r,
    ruby,
    sdt,
    simple_field,
    sym,
    t,
)

__all__ = [
    "AUTHOR",
    "DATE",
    "HEADINGS",
    "MAIN_TYPE",
    "NAMESPACES",
    "RELATIONS",
    "STRICT",
    "TRANSITIONAL",
    "alternative",
    "box",
    "cell",
    "changed",
    "check_box",
    "comment",
    "comments",
    "content_types",
    "default_types",
    "del_text",
    "deleted",
    "document",
    "drop_down",
    "encoded",
    "entry",
    "field",
    "field_char",
    "font",
    "ins",
    "item",
    "left_out",
    "level",
    "link",
    "looks",
    "mark",
    "math",
    "merge_change",
    "merged",
    "moved_from",
    "moved_to",
    "note",
    "notes",
    "numbering",
    "p",
    "page_footer",
    "page_header",
    "parts",
    "r",
    "relations",
    "renamed",
    "report",
    "row",
    "ruby",
    "sdt",
    "simple_field",
    "span",
    "strict",
    "style",
    "styles",
    "sym",
    "t",
    "table",
    "title_block",
    "word",
    "zipped",
]
