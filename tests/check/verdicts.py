"""Verdicts made by hand: the forms in which one is read do not hang on how it was come by."""

from __future__ import annotations

from dataclasses import replace

from resograph.model.release import Place, Result, Rule, Severity, Verdict

SHAPES = "https://w3id.org/resograph/shapes#"
MONTH = Rule(f"{SHAPES}Claim-month", "approved text without a month", "It has a month.", "warning", "the guide")
LEAD = Rule(f"{SHAPES}ItemState-lead", "item without a lead", "It has a lead.", "warning")
SPACES = Rule(f"{SHAPES}ItemState-spaces", "two spaces", "It has single spaces.", "info")
RULES = (MONTH, LEAD, SPACES)
WORDS = Place("reports/sg17 a.docx", "92-03", 2, 75, "status", 3, "X.1812, Title")

# What a cell can hold to deceive a terminal, a build server, a reader of XML or JSON, or a person.
HOSTILE = (
    "a\x00b",
    "\x1b[31mred\x1b[0m",
    "one\n::error file=a::two",
    "one\r\n##[error]two",
    "one\u2028::stop-commands::two",
    "::error::at the beginning",
    "%0A::error::coded",
    "]]></failure></testcase>",
    "<!DOCTYPE a> & ; <b/>",
    "\u202egnp.exe",
    "\ud800 alone",
    "\ufffe\uffff",
    "[click](https://example.org/) {0} {{1}}",
    '"quoted" \\ back',
    "word " * 5000,
)


def result(rule: Rule, place: Place = WORDS, message: str = "This is wrong. It matters. Mend it.") -> Result:
    """Return what a rule says of a place."""
    focus = "https://w3id.org/resograph/id/plan/wtsa-20/sg17/item/92-03/state/r1"
    return Result(focus, "", "", "http://www.w3.org/ns/shacl#Or", rule.iri, rule.severity, message, place)


def verdict(*results: Result, files: tuple[str, ...] = ()) -> Verdict:
    return Verdict(results, RULES, files or tuple(dict.fromkeys(r.place.file for r in results if r.place.file)))


def hostile(severity: Severity = "warning") -> Verdict:
    """Return a verdict with every hostile text in every field that a stranger fills."""
    results = []
    for text in HOSTILE:
        place = Place("a.docx", text, 1, 2, text, 3, text, 4)
        one = result(replace(MONTH, severity=severity), place, f"About {text}.")
        results.append(replace(one, value=text, focus=text, expected=text))
    return verdict(*results)


def many(count: int, rule: Rule = LEAD, column: str = "", quote: str = "") -> list[Result]:
    """Return the same finding on many items, the last item first."""
    places = [Place("a.docx", f"50-{n:02}", 2, n, column, quote=quote) for n in range(1, count + 1)]
    return [result(rule, place) for place in reversed(places)]
