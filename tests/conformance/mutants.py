"""Turns the example graph into graphs with faults, and says of which ones two engines think differently.

    python -m tests.conformance.mutants --count 200 --seed 1

A mutant is the data of a few items, which a slow engine can check in a second or two, with some faults each of
which is of another kind. The number of the mutant decides all of it.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TypeVar

import pyoxigraph as ox

from resograph.check import fast, reference
from resograph.check.raw import Raw, ntriples
from resograph.check.shapes import Shapes, load_shapes
from resograph.describe import describe
from resograph.interpret import interpret
from resograph.model.report import Metadata
from resograph.model.source import Source
from resograph.naming.iris import Iris
from resograph.naming.prefixes import OA, PROV, RDF, RG, XSD
from resograph.read import read
from resograph.recognise import recognise

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sg17-wtsa20.docx"
ITEMS, FAULTS = 2, 8

_PARTS = frozenset({PROV.specializationOf, RG.claimedIn, RG.mentionedIn, OA.hasTarget, RG.listedIn})
_WORDS = (
    *("", " ", "\n", "To be provided", "(unchanged)", "Same as 92-03", "See item 01-01 above", "SG11. SG17"),
    *("X.1246, X.1247", "X1246", "X.Suppl.37", "ITU-T  X.509", "RG-ARF", "Q4/17", "Question 4/17", "q4/17\n", "TSB"),
    *("Resolution 52 - Countering spam", "resolves 1", "WTSA-20", "2022-04", "2024-13", "-1", "0", "1.5", "1e3", "01"),
    *("+7", "2022-04-31", "2022-4-1", "20220401", "12:00", "true", "1", "yes", "NaN", "de", "Straße", "Ⅳ", "٣", "a\tb"),
)
_TAGS = ("en", "EN", "fr", "en-GB", "x-private")
_TYPES = (XSD.string, XSD.integer, XSD.date, XSD.gYearMonth, XSD.gYear, XSD.boolean, XSD.anyURI, XSD.dateTime)
_IRIS = ("urn:x-nowhere:a", "https://example.org/a b".replace(" ", "%20"), "mailto:a@example.org", "urn:x:ä")

_PLAN = "/wtsa-20/sg17"
_Term = TypeVar("_Term")

Told = Counter[tuple[str, ...]]
Fault = Callable[["Mutant"], None]


class Mutant:
    """Triples to be spoilt, and the chances by which that is done."""

    def __init__(self, triples: Iterable[ox.Triple], whole: Sequence[ox.Triple], chance: Random) -> None:
        self.triples = sorted(triples, key=str)
        self.whole = whole
        self.chance = chance

    def one(self, *kinds: type) -> int:
        """Choose a triple by its predicate first: those that are rare have shapes of their own."""
        places = defaultdict(list)
        for place, triple in enumerate(self.triples):
            if isinstance(triple.object, kinds or object):
                places[triple.predicate.value].append(place)
        return self.chance.choice(places[self.chance.choice(sorted(places))])

    def put(self, place: int, value: ox.NamedNode | ox.Literal) -> None:
        """Give a triple another object."""
        old = self.triples[place]
        self.triples[place] = ox.Triple(old.subject, old.predicate, value)

    def literal(self) -> tuple[int, ox.Literal]:
        """Choose a triple that holds a text or number."""
        place = self.one(ox.Literal)
        value = self.triples[place].object
        assert isinstance(value, ox.Literal)
        return place, value


def drop(mutant: Mutant) -> None:
    del mutant.triples[mutant.one()]


def double(mutant: Mutant) -> None:
    old = mutant.triples[mutant.one()]
    other = mutant.chance.choice([one.object for one in (old, *mutant.whole) if one.predicate == old.predicate])
    mutant.triples.append(ox.Triple(old.subject, old.predicate, other))


def reword(mutant: Mutant) -> None:
    place, old = mutant.literal()
    mutant.put(place, _like(old, mutant.chance.choice(_WORDS)))


def reword_a_part(mutant: Mutant) -> None:
    place, old = mutant.literal()
    at = mutant.chance.randrange(len(old.value) + 1)
    mutant.put(place, _like(old, old.value[:at] + mutant.chance.choice(_WORDS) + old.value[at:]))


def end_the_line(mutant: Mutant) -> None:
    place, old = mutant.literal()
    ends = (" ", "\u00a0")
    mutant.put(place, _like(old, old.value + mutant.chance.choice(ends)))


def retag(mutant: Mutant) -> None:
    place, old = mutant.literal()
    mutant.put(place, ox.Literal(old.value, language=mutant.chance.choice(_TAGS)))


def double_in_a_language(mutant: Mutant) -> None:
    place, old = mutant.literal()
    tag = old.language or mutant.chance.choice(_TAGS)
    mutant.put(place, ox.Literal(old.value, language=tag))
    subject, predicate, _ = mutant.triples[place]
    mutant.triples.append(ox.Triple(subject, predicate, ox.Literal(f"{old.value}!", language=tag.upper())))


def retype_a_value(mutant: Mutant) -> None:
    place, old = mutant.literal()
    mutant.put(place, _typed(old.value, mutant.chance.choice(_TYPES)))


def make_a_text_of_a_node(mutant: Mutant) -> None:
    place = mutant.one(ox.NamedNode)
    mutant.put(place, ox.Literal(str(mutant.triples[place].object).strip("<>")))


def make_a_node_of_a_text(mutant: Mutant) -> None:
    place, _ = mutant.literal()
    mutant.put(place, ox.NamedNode(mutant.chance.choice(_IRIS)))


def lead_nowhere(mutant: Mutant) -> None:
    mutant.put(mutant.one(ox.NamedNode), ox.NamedNode(mutant.chance.choice(_IRIS)))


def lead_elsewhere(mutant: Mutant) -> None:
    values = [one.object for one in mutant.whole if isinstance(one.object, ox.NamedNode)]
    mutant.put(mutant.one(ox.NamedNode), mutant.chance.choice(values))


def lead_to_itself(mutant: Mutant) -> None:
    place = mutant.one(ox.NamedNode)
    subject = mutant.triples[place].subject
    assert isinstance(subject, ox.NamedNode)
    mutant.put(place, subject)


def move(mutant: Mutant) -> None:
    """Hand something on to another that has things of the same kind: a mention to another item, say."""
    place = mutant.one(ox.NamedNode)
    old = mutant.triples[place]
    known = [one.object for one in (old, *mutant.whole) if one.predicate == old.predicate]
    mutant.put(place, mutant.chance.choice([one for one in known if isinstance(one, ox.NamedNode)]))


def swap(mutant: Mutant) -> None:
    one, other = mutant.one(), mutant.one()
    mine, others = mutant.triples[one].object, mutant.triples[other].object
    assert isinstance(mine, ox.NamedNode | ox.Literal)
    assert isinstance(others, ox.NamedNode | ox.Literal)
    mutant.put(one, others)
    mutant.put(other, mine)


def retype(mutant: Mutant) -> None:
    kinds = sorted({one.object for one in mutant.whole if one.predicate == RDF.type}, key=str)
    places = [place for place, one in enumerate(mutant.triples) if one.predicate == RDF.type]
    kind = mutant.chance.choice(kinds)
    assert isinstance(kind, ox.NamedNode)
    mutant.put(mutant.chance.choice(places), kind)


def untype(mutant: Mutant) -> None:
    del mutant.triples[mutant.chance.choice([n for n, one in enumerate(mutant.triples) if one.predicate == RDF.type])]


def type_twice(mutant: Mutant) -> None:
    mutant.triples.append(mutant.chance.choice([one for one in mutant.triples if one.predicate == RDF.type]))
    retype(mutant)


def rename(mutant: Mutant) -> None:
    """Call a node otherwise where something is said of it, and leave what points to it."""
    old = mutant.chance.choice(mutant.triples).subject
    new = ox.NamedNode(mutant.chance.choice(_IRIS))
    for place, one in enumerate(mutant.triples):
        if one.subject == old:
            mutant.triples[place] = ox.Triple(new, one.predicate, one.object)


def say_what_no_shape_knows(mutant: Mutant) -> None:
    old = mutant.triples[mutant.one()]
    mutant.triples.append(ox.Triple(old.subject, ox.NamedNode("urn:x-nowhere:p"), old.object))


def say_what_others_say(mutant: Mutant) -> None:
    subject, other = mutant.triples[mutant.one()].subject, mutant.chance.choice(mutant.whole)
    mutant.triples.append(ox.Triple(subject, other.predicate, other.object))


FAULT_KINDS: tuple[Fault, ...] = (
    *(drop, double, reword, reword_a_part, end_the_line, retag, double_in_a_language, retype_a_value),
    *(make_a_text_of_a_node, make_a_node_of_a_text, lead_nowhere, lead_elsewhere, lead_to_itself, move, swap),
    *(retype, untype, type_twice, rename, say_what_no_shape_knows, say_what_others_say),
)


def _like(old: ox.Literal, words: str) -> ox.Literal:
    return ox.Literal(words, language=old.language) if old.language else _typed(words, old.datatype)


def _typed(words: str, datatype: ox.NamedNode) -> ox.Literal:
    """Make a literal whose form is right or wrong to everybody.

    pySHACL takes what Python takes: white space around a number, digits of every script. XML Schema does not.
    """
    if datatype != XSD.string:
        words = words.strip().encode("ascii", "replace").decode()
    return ox.Literal(words, datatype=datatype)


# ---------------------------------------------------------------------------------------- which graph, which faults


@dataclass(frozen=True)
class Whole:
    """The data of a report, by the nodes that they tell of."""

    triples: tuple[ox.Triple, ...]

    @cached_property
    def out(self) -> dict[object, list[ox.Triple]]:
        told: dict[object, list[ox.Triple]] = defaultdict(list)
        for triple in self.triples:
            told[triple.subject].append(triple)
        return told

    @cached_property
    def parts(self) -> dict[object, list[object]]:
        """What belongs to a node: to an item its states, to these their mentions and claims."""
        parts: dict[object, list[object]] = defaultdict(list)
        for triple in self.triples:
            if triple.predicate in _PARTS:
                parts[triple.object].append(triple.subject)
        return parts

    @cached_property
    def items(self) -> list[object]:
        kinds = (RG.ActionItem, RG.ResolutionListing)
        return sorted({one.subject for one in self.triples if one.object in kinds}, key=str)

    def around(self, nodes: Iterable[object]) -> set[ox.Triple]:
        """Return what is said of some nodes, of their parts, and of all that these name."""
        found: set[ox.Triple] = set()
        pending = [*nodes]
        seen = set(pending)
        for node in pending:  # grows as we go
            new = [one.object for one in self.out[node] if isinstance(one.object, ox.NamedNode)]
            is_shared = any(one.object == RG.ReportRevision for one in self.out[node])
            found.update(self.out[node])
            pending += [one for one in (*new, *(() if is_shared else self.parts[node])) if one not in seen]
            seen.update(pending)
        return found


def example() -> Whole:
    """Return what the example report says."""
    (report,) = interpret(read(Source.open(EXAMPLE)), "accepted", Metadata())
    return Whole(describe([recognise(report)], Iris()).current())


def of_group(triple: ox.Triple, group: str) -> ox.Triple:
    """Tell of the plan of another group; what outlives a report (Questions, Recommendations) is shared."""
    return ox.Triple(*(_moved(term, group) for term in triple))


def _moved(term: _Term, group: str) -> _Term:
    return type(term)(term.value.replace(_PLAN, f"/wtsa-20/{group}")) if isinstance(term, ox.NamedNode) else term


def mutant(whole: Whole, seed: int, number: int) -> tuple[ox.Triple, ...]:
    """Make one mutant; its number decides which."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 -- must repeat, not be secret
    made = Mutant(whole.around(chance.sample(whole.items, ITEMS)), whole.triples, chance)
    # Each kind has its turn, however few the mutants are.
    kinds = [FAULT_KINDS[(number * FAULTS + turn) % len(FAULT_KINDS)] for turn in range(FAULTS)]
    for fault in kinds:
        fault(made)
    return tuple(made.triples)


# ---------------------------------------------------------------------------------------- what the engines think


def told(raws: Iterable[Raw]) -> Told:
    """Return what a user is told, result by result; shapes and messages too."""
    return Counter(
        (str(raw.focus), raw.path, str(raw.value), raw.component, raw.severity, raw.shape, raw.message) for raw in raws
    )


@dataclass(frozen=True)
class Compared:
    """What two engines say of the same data."""

    quick: Told
    slow: Told

    @property
    def differences(self) -> Iterator[str]:
        yield from (f"only shacl: {one}" for one in (self.quick - self.slow).elements())
        yield from (f"only pySHACL: {one}" for one in (self.slow - self.quick).elements())


def compared(triples: Iterable[ox.Triple], shapes: Shapes) -> Compared:
    """Ask both engines."""
    data = ntriples(triples)
    return Compared(told(fast.validate(data, shapes)), told(reference.validate(data, shapes)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the engines on many mutants; return how many they do not agree on."""
    parser = ArgumentParser(prog="python -m tests.conformance.mutants")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    whole, shapes = example(), load_shapes()
    results, fired, unlike = 0, set[str](), 0
    for number in range(given.count):
        both = compared(mutant(whole, given.seed, number), shapes)
        results += both.slow.total()
        fired |= {one[5] for one in both.slow}
        differences = list(both.differences)
        unlike += bool(differences)
        for difference in differences:
            sys.stdout.write(f"mutant {given.seed}:{number} {difference}\n")
    counted = f"{given.count} mutants, {results} results of {len(fired)} shapes"
    sys.stdout.write(f"{counted}, {unlike} mutants told differently\n")
    return unlike


if __name__ == "__main__":
    sys.exit(main() > 0)
