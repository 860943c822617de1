"""Turns words into what stands inside a paragraph, changes and all."""

from __future__ import annotations

from html import escape

AUTHOR = "Rapporteur Q2/17"
DATE = "2023-08-29T10:12:00Z"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def r(*content: str, looks: str = "") -> str:
    """Return a run; what does not begin with "<" is text. ``looks`` is a change of its looks."""
    inside = "".join(piece if piece.startswith("<") else t(piece) for piece in content)
    return f"<w:r><w:rPr><w:b/>{looks}</w:rPr>{inside}</w:r>"


def _runs(content: tuple[str, ...]) -> str:
    return "".join(piece if piece.startswith("<") else r(piece) for piece in content)


def _change(kind: str, author: str = AUTHOR, date: str = DATE) -> str:
    signed = f' w:author="{escape(author)}"' if author else ""
    return f'w:{kind} w:id="1"{signed}' + (f' w:date="{date}"' if date else "")


def mark(kind: str, author: str = AUTHOR, date: str = DATE) -> str:
    """Return a mark without content, as properties hold it: ins, del, moveFrom, moveTo, cellIns, cellDel."""
    return f"<{_change(kind, author, date)}/>"


def looks(kind: str, former: str = "", author: str = AUTHOR, date: str = DATE) -> str:
    """Return the mark of a change of looks, as properties hold it: rPr, pPr, tblPr, tblGrid, trPr, tcPr, sectPr."""
    return f"<{_change(f'{kind}Change', author, date)}><w:{kind}>{former}</w:{kind}></w:{kind}Change>"


def changed(kind: str, *content: str, author: str = AUTHOR, date: str = DATE) -> str:
    return f"<{_change(kind, author, date)}>{_runs(content)}</w:{kind}>"


def ins(*content: str, author: str = AUTHOR, date: str = DATE) -> str:
    return changed("ins", *content, author=author, date=date)


def deleted(*content: str, author: str = AUTHOR, date: str = DATE) -> str:
    """Return deleted runs; what does not begin with "<" is text."""
    gone = (piece if piece.startswith("<") else f"<w:r>{del_text(piece)}</w:r>" for piece in content)
    return f"<{_change('del', author, date)}>{''.join(gone)}</w:del>"


def del_text(text: str) -> str:
    return f'<w:delText xml:space="preserve">{escape(text, quote=False)}</w:delText>'


def moved_from(*content: str, author: str = AUTHOR, date: str = DATE) -> str:
    return changed("moveFrom", *content, author=author, date=date)


def moved_to(*content: str, author: str = AUTHOR, date: str = DATE) -> str:
    return changed("moveTo", *content, author=author, date=date)


def p(*content: str, properties: str = "", mark: str = "") -> str:
    """Return a paragraph; ``mark`` is the change to its mark, ``properties`` other properties."""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{marked}</w:pPr>{_runs(content)}</w:p>"


def item(*content: str, number: str = "1", level: int = 0, mark: str = "") -> str:
    """Return a paragraph of a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(*content, properties=place, mark=mark)


def sdt(content: str, kind: str = "<w:alias w:val='x'/>") -> str:
    """Return a content control around runs, paragraphs, cells or rows; ``kind`` says what sort of control it is."""
    return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def link(*content: str) -> str:
    return f'<w:hyperlink r:id="rIdLink">{_runs(content)}</w:hyperlink>'


def field(instruction: str, *result: str) -> str:
    code = f"<w:r><w:instrText> {escape(instruction)} </w:instrText></w:r>"
    return f"{field_char('begin')}{code}{field_char('separate')}{_runs(result)}{field_char('end')}"


def field_char(kind: str, form: str = "") -> str:
    """Return one of the three marks of a field: begin, separate, end; ``form`` is the form field that it begins."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{form}</w:fldChar></w:r>'


def simple_field(instruction: str, *result: str) -> str:
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{_runs(result)}</w:fldSimple>'


def drop_down(*entries: str, chosen: int | None = None) -> str:
    """Return a drop-down of an old form; the first entry counts 0."""
    result = "" if chosen is None else f'<w:result w:val="{chosen}"/>'
    inside = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    form = f"<w:ffData><w:ddList>{result}{inside}</w:ddList></w:ffData>"
    return field_char("begin", form) + "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>" + field_char("end")


def check_box(state: str) -> str:
    """Return a check box of an old form, with what says whether it is checked: ``<w:checked/>``, ``<w:default/>``."""
    form = f"<w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>"
    return field_char("begin", form) + "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>" + field_char("end")


def note(identifier: str, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identifier}"/></w:r>'


def comment(identifier: str, *content: str) -> str:
    """Return runs with a comment on them."""
    begin, end = (f'<w:commentRange{end} w:id="{identifier}"/>' for end in ("Start", "End"))
    return f'{begin}{_runs(content)}{end}<w:r><w:commentReference w:id="{identifier}"/></w:r>'


def sym(code: str, font: str) -> str:
    return f'<w:sym w:font="{font}" w:char="{code}"/>'


def box(*blocks: str) -> str:
    """Return a run with a text box."""
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"


def alternative(choice: str, fallback: str, requires: str = "wps") -> str:
    """Return two forms of one thing, of which a program shows the first that it understands."""
    first = f'<mc:Choice Requires="{requires}">{choice}</mc:Choice>'
    return f"<mc:AlternateContent>{first}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"


def math(*content: str) -> str:
    inside = "".join(piece if piece.startswith("<") else f"<m:r><m:t>{piece}</m:t></m:r>" for piece in content)
    return f"<m:oMath>{inside}</m:oMath>"


def ruby(base: str, over: str) -> str:
    """Return a run whose base has a reading aid above it."""
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{r(over)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"
