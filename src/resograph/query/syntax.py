"""Turns what the engine's parser says about a broken query into the word that broke it, and its place.

The parser reads a keyword before it compares it, so the column that it reports lies up to a word's length behind
the fault. So the words of the query are set far apart on one line and parsed again: there no such step reaches the
next word, and the fault is the last word that begins at or before the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyoxigraph as ox

from resograph.errors import UsageError
from resograph.naming.prefixes import PREFIXES

_APART = " " * 40  # the longest keyword has half as many letters
_REPORTED = re.compile(r"error at ([0-9]+):([0-9]+): expected (?:one of )?")
# What the parser says in words; the rest are the characters that it would have liked to see.
_SENTENCE = re.compile(
    r"Prefix not found|IRI parsing failed|(?:The )?SELECT [^,\[]*[a-z][^,\[]*|[A-Z][a-z]+ [a-z][^,\[]*"
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST = 40
_WORDS = r"""
    (?P<space>\s+|\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>(?:\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        |"(?!"")(?:[^"\\\r\n]|\\.)*"|'(?!'')(?:[^'\\\r\n]|\\.)*')(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)?)
    |(?P<open>\"{3}.*|'{3}.*|["'][^\r\n]*)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:_|(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>@?\w+)
    |(?P<sign><<\(|\)>>|<<|>>|\{\||\|\}|\^\^|\|\||&&|<=|>=|!=|.)
    """  # compiled for a broken query only: that takes longer than to read a good one
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_OF_THE_SELECTION = re.compile(r"variable that is unbound|overrides an existing variable")
_FORMS = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def complaint(text: str, base: str = "") -> str:
    """Let Oxigraph parse a query and not begin it; return what it says against it, "" when it is one.

    Relative IRIs are an error, unless there is a ``base`` to resolve them against.

    It substitutes variables after parsing and before evaluation, and refuses one that is not selected: this
    one cannot be, as the text does not hold its name. A test watches that nothing is evaluated.

    Raises:
        UsageError: the text is no Unicode, or the engine takes it without a look.

    >>> complaint("ASK { ?s ?p ?o }")
    ''
    >>> complaint("ASK")[:13]
    'error at 1:4:'
    """
    name = "unasked"
    while name in text:
        name += "_"
    try:
        ox.Store().query(text, base_iri=base or None, substitutions={ox.Variable(name): ox.Literal("")})
    except SyntaxError as error:
        return str(error)
    except UnicodeEncodeError:
        raise UsageError("query-syntax", "half a character (lone surrogate)", "query", "save it as UTF-8") from None
    except RuntimeError:
        return ""
    raise UsageError("query-syntax", "the query cannot be checked", "query", "report this query as a fault")


def explained(text: str, said: str) -> UsageError:
    r"""Return the error that names the word at fault, for a text and what the parser has said against it.

    >>> print(explained("ASK {\n FILTR(?s) }", complaint("ASK {\n FILTR(?s) }")))
    error[query-syntax]: not a SPARQL query, "FILTR" cannot stand here, query line 2 column 2: mend it there
    >>> print(explained("DROP ALL", complaint("DROP ALL")))
    error[query-syntax]: an update ("DROP"), not a query, query line 1 column 1: nothing is changed here; ...
    """
    tokens = tuple(_tokens(text))
    update = _update(tokens)
    if update:
        remedy = f"nothing is changed here; {_FORMS}"
        return UsageError("query-syntax", f'an update ("{update.text}"), not a query', _place(text, update), remedy)
    token, said = _at_fault(text, tokens, said)
    token = _selected(text, tokens, said) or token
    if token is None:
        line = _REPORTED.match(said)
        where = f"query near line {line[1]}" if line else "query"
        return UsageError("query-syntax", "not a SPARQL query", where, _remedy(tokens, tokens[0] if tokens else None))
    what = f"not a SPARQL query, {_fault(token)}{_reason(said, token)}"
    return UsageError("query-syntax", what, _place(text, token), _remedy(tokens, token))


def _fault(token: _Token) -> str:
    shown = token.text if len(token.text) <= _LONGEST else f"{token.text[:_LONGEST]}…"
    told = {
        "end": "it breaks off or is wrong at its end",
        "open": f"the text {shown} has no end",
        "prefix": f'the prefix of "{shown}" is not declared',
        "item": f'"{shown}" cannot be selected',
    }
    return told.get(token.kind, f'"{shown}" cannot stand here')


def _reason(said: str, token: _Token) -> str:
    sentence = _SENTENCE.search(said)
    return f" ({sentence[0].strip()})" if sentence and token.kind not in {"prefix", "open"} else ""


def _remedy(tokens: Sequence[_Token], token: _Token | None) -> str:
    if token and token.kind == "prefix":
        prefix = token.text.partition(":")[0]
        return f"begin with PREFIX {prefix}: <{PREFIXES.get(prefix, '...')}>"
    return "mend it there" if token and tokens and token.start > tokens[0].start else f"mend it there; {_FORMS}"


def _tokens(text: str) -> Iterator[_Token]:
    for found in re.finditer(_WORDS, text, re.VERBOSE | re.DOTALL):
        if found.lastgroup and found.lastgroup != "space":
            yield _Token(found.lastgroup, found[0], found.start())


def _update(tokens: Sequence[_Token]) -> _Token | None:
    """Return the word by which an update begins, after its prefixes."""
    rest = iter(tokens)
    for token in rest:
        word = token.text.upper()
        if word not in {"PREFIX", "BASE"}:
            return token if word in _UPDATES else None
        for _ in range(2 if word == "PREFIX" else 1):
            next(rest, None)
    return None


def _at_fault(text: str, tokens: Sequence[_Token], said: str) -> tuple[_Token | None, str]:
    """Return the word at the place of the error, and what is said there; none when the words apart are no error."""
    if not tokens:
        return _Token("end", "", len(text)), said
    starts, again = _apart(tokens)
    reported = _REPORTED.match(again)
    if not reported:
        return None, said
    reached = int(reported[2])
    before = [token for start, token in zip(starts, tokens, strict=False) if start <= reached]
    opened = next((token for token in before if token.kind == "open"), None)
    if opened:
        return opened, again
    if reached >= starts[-1]:
        return _open_iri(tokens) or _Token("end", "", len(text.rstrip())), again
    last = before[-1]
    if last.text == ">" and "IRI parsing failed" in again:
        start = text.rfind("<", 0, last.start)
        return _Token("iri", text[start : last.start + 1], start), again
    kind = "prefix" if last.kind == "name" and "Prefix not found" in again else last.kind
    return _Token(kind, last.text, last.start), again


def _apart(tokens: Sequence[_Token]) -> tuple[list[int], str]:
    """Return the columns of the words set apart, that behind the last one too, and what is said against them."""
    words = [_LINE_END.sub(" ", token.text) for token in tokens]
    starts = list(accumulate((len(word) + len(_APART) for word in words), initial=1))
    return starts, complaint(_APART.join([*words, ""]))


def _open_iri(tokens: Sequence[_Token]) -> _Token | None:
    """Return the last "<" if the parser took it for the beginning of an IRI, which then has no end."""
    index = max((index for index, token in enumerate(tokens) if token.text == "<"), default=None)
    if index is None:
        return None
    # Any other comparison may stand where this one may: if it cannot stand there, neither may this one.
    starts, said = _apart([*tokens[:index], _Token("sign", "=", 0), *tokens[index + 1 :]])
    reported = _REPORTED.match(said)
    return tokens[index] if reported and int(reported[2]) < starts[index + 1] else None


def _selected(text: str, tokens: Sequence[_Token], said: str) -> _Token | None:
    """Return what is selected and may not be: the parser knows it when it has read the query to its end."""
    fault = _OF_THE_SELECTION.search(said)
    if not fault:
        return None
    for items in _selections(tokens):
        spans = [(item[0].start, item[-1].start + len(item[-1].text)) for item in items]
        start, end = spans[0][0], spans[-1][1]
        if complaint(f"{text[:start]}(1 AS ?unasked__){text[end:]}"):
            continue  # the fault lies in another SELECT
        # Plain variables first: without any expression, all the rest may be selected.
        for first, last in sorted(spans, key=lambda span: text[span[0]] == "("):
            rest = " ".join(text[slice(*span)] for span in spans if span != (first, last)) or "(1 AS ?unasked__)"
            if fault[0] not in complaint(f"{text[:start]}{rest}{text[end:]}"):
                return _Token("item", text[first:last], first)
    return None


def _selections(tokens: Sequence[_Token]) -> Iterator[list[list[_Token]]]:
    """Yield what stands after each SELECT: variables, and expressions in parentheses."""
    for index, token in enumerate(tokens):
        if token.text.upper() != "SELECT":
            continue
        items: list[list[_Token]] = []
        depth = 0
        for following in tokens[index + 1 :]:
            if depth == 0 and following.kind != "variable" and following.text != "(":
                if following.text.upper() in {"DISTINCT", "REDUCED"}:
                    continue
                break
            if depth:
                items[-1].append(following)
            else:
                items.append([following])
            depth += {"(": 1, ")": -1}.get(following.text, 0)
        if items:
            yield items


def _place(text: str, token: _Token) -> str:
    breaks = list(_LINE_END.finditer(text, 0, token.start))
    column = token.start - (breaks[-1].end() if breaks else 0) + 1
    return f"query line {len(breaks) + 1} column {column}"
