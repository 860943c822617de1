"""Turns each command into calls of the house."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resograph import __version__
from resograph.cli import options as opt
from resograph.cli import output as out
from resograph.cli.load import load
from resograph.cli.serve import serve
from resograph.cli.site import site

if TYPE_CHECKING:
    from typing import Unpack

    from resograph.cli.asking import Asking
    from resograph.model.release import Level
    from resograph.settings import Stated

FINDINGS = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, no_args_is_help=False)
@click.version_option(__version__, message="%(prog)s %(version)s")
def resograph() -> None:
    """Turn progress reports on WTSA Resolutions into validated, queryable RDF."""


@resograph.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--out", "folder", default="out", metavar="DIR", help="The folder of releases (default: out).")
@opt.options(opt.stated, opt.with_changes, opt.jobs, opt.fail_on, opt.quiet, opt.verbose)
def build(reports: tuple[str, ...], folder: str, fail_on: Level, *, quiet: bool, **stated: Unpack[Stated]) -> None:
    """Read reports (.docx, .xlsx, .txt) and publish them as one validated release in DIR."""
    from resograph import pipeline
    from resograph.settings import settings

    given = settings(**stated)
    with out.progress(len(reports) + 3, quiet=quiet) as tell:
        outcome = pipeline.build_into(Path(folder), reports, given, fail_on, tell)
    out.finish(outcome, folder, fail_on, quiet=quiet)


@resograph.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@opt.options(opt.stated, opt.shapes, opt.jobs, opt.cache, opt.fail_on, opt.form(*opt.VERDICTS), opt.output, opt.also)
@opt.options(opt.quiet, opt.verbose)
def validate(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    also: tuple[tuple[str, str], ...],
    *,
    cache: str | None,
    fail_on: Level,
    quiet: bool,
    **stated: Unpack[Stated],
) -> int:
    """Check reports or RDF files (.ttl .nt .nq .trig .jsonld .rdf) against the shapes."""
    from resograph import parts, pipeline
    from resograph.settings import settings

    out.refuse_overwriting(paths, *(file for _, file in also), output)
    given = settings(**stated)
    with out.progress(2 * len(paths), quiet=quiet) as tell:
        verdict = parts.validated(paths, given, tell, Path(cache) if cache else None)
    out.tell(verdict.note, quiet=quiet or not verdict.note)
    for name, file in ((form, output), *also):
        out.emit(pipeline.verdict_as(name, verdict), file)
    return FINDINGS if verdict.at_least(fail_on) else 0


@resograph.command()
@click.argument("name", metavar="NAME|FILE.rq|-")
@opt.options(opt.asking, opt.output, opt.quiet, opt.verbose)
def query(
    name: str,
    params: tuple[str, ...],
    chart: str | None,
    output: str | None,
    *,
    explain: bool,
    quiet: bool,
    **given: Unpack[Asking],
) -> None:
    """Answer a named query, a query in a file, or one on standard input."""
    from resograph.cli import asking
    from resograph.query import bind

    asking.refuse(given)
    out.refuse_overwriting([name, given["place"]], output, chart)
    if explain:
        out.emit(asking.explained(*asking.question(name, params), given), output)
        return
    # Opened before the question is read: the process starts, and loads the data, meanwhile.
    with asking.source(given, lambda line: out.tell(line, quiet=quiet)) as source:
        named, values = asking.question(name, params)
        text = bind(named, values)
        tell = partial(out.tell_defaults, named.params if not quiet else (), values)
        width = out.screen_width(output)
        if chart is None:
            out.emit(asking.begun(source.written(text, given["form"] or "", width), tell), output)
        else:
            picture, answer = asking.drawn(source.answer(text), named.summary or named.name)
            out.emit(picture, chart)
            out.emit(asking.begun(asking.pieces(answer, given["form"] or "", width), tell), output)


@resograph.command()
@click.option("--endpoint", metavar="URL", help="In Turtle: the endpoint that answers them.")
@opt.options(opt.form("table", "json", "turtle"), opt.output, opt.as_quiet, opt.verbose)
def queries(form: str, endpoint: str | None, output: str | None) -> None:
    """List the named queries with their parameters, or write them as RDF for an endpoint to show."""
    from resograph.query import catalogue, examples

    if form == "turtle":
        out.emit(examples.turtle(catalogue().values(), endpoint or ""), output)
        return
    if endpoint is not None:
        raise click.BadOptionUsage("--endpoint", "--endpoint is told in Turtle only: add --format turtle")
    listed = [named.described() for named in catalogue().values()]
    out.emit(out.as_json(listed) if form == "json" else out.table(out.query_row(entry) for entry in listed), output)


@resograph.command()
@click.argument("report")
@click.option("--output", required=True, metavar="FILE.docx", help="The copy to write, never the report itself.")
@opt.options(opt.stated, opt.fail_on, opt.quiet, opt.verbose)
def annotate(report: str, output: str, fail_on: Level, *, quiet: bool, **stated: Unpack[Stated]) -> int:
    """Write a copy of a Word file with each finding as a comment on the words that caused it."""
    from resograph import pipeline
    from resograph.settings import settings

    out.refuse_same(report, output)
    with out.progress(4, quiet=quiet) as tell:
        copy = pipeline.annotated(report, settings(**stated), tell)
    out.emit(copy.data, output)
    out.tell(copy.verdict.note, quiet=quiet or not copy.verdict.note)
    out.tell(pipeline.commented(copy), quiet=quiet)
    return FINDINGS if copy.verdict.at_least(fail_on) else 0


@resograph.command()
@click.argument("report")
@opt.options(opt.read_with, opt.output, opt.as_quiet, opt.verbose)
def read(report: str, output: str | None, **stated: Unpack[Stated]) -> None:
    """Print what a report holds as JSON, with its tracked changes and what they come to."""
    from resograph import pipeline
    from resograph.interpret import tracked_changes
    from resograph.settings import settings

    out.refuse_overwriting([report], output)
    document = pipeline.document_of(report, settings(**stated))
    out.emit(out.noun(document, changes=tracked_changes(document)), output)


@resograph.command()
@click.argument("report")
@opt.options(opt.read_with, opt.form("table", "json", "html"), opt.output, opt.quiet, opt.verbose)
def changes(report: str, form: str, output: str | None, *, quiet: bool, **stated: Unpack[Stated]) -> None:
    """List the tracked changes of a report, item by item: who changed what."""
    from resograph import pipeline
    from resograph.cli.changes import written
    from resograph.interpret import tracked_changes
    from resograph.settings import settings

    out.refuse_overwriting([report], output)
    document = pipeline.document_of(report, settings(**stated))
    found = tracked_changes(document)
    if not found:
        out.tell(f"{document.name} has no tracked changes", quiet=quiet)
    out.emit(written(form, document.name, found, out.screen_width(output)), output)


@resograph.command()
@click.argument("report")
@opt.options(opt.stated, opt.output, opt.as_quiet, opt.verbose)
def interpret(report: str, output: str | None, **stated: Unpack[Stated]) -> None:
    """Print the action plan found in a report as JSON; the plans of several groups as a list."""
    from resograph import pipeline
    from resograph.settings import settings

    out.refuse_overwriting([report], output)
    out.emit(out.nouns(pipeline.reports_of(report, settings(**stated))), output)


@resograph.command()
@click.argument("report")
@opt.options(opt.stated, opt.output, opt.as_quiet, opt.verbose)
def recognise(report: str, output: str | None, **stated: Unpack[Stated]) -> None:
    """Print what is recognised in a report, and where, as JSON; of the plans of several groups as a list."""
    from resograph import pipeline
    from resograph.settings import settings

    out.refuse_overwriting([report], output)
    out.emit(out.nouns(pipeline.readings_of(report, settings(**stated))), output)


@resograph.command()
@click.argument("folder", metavar="DIR")
@click.option("--rollback", metavar="ID", help="Make this release the current one.")
@click.option(
    "--prune", type=click.IntRange(min=0), metavar="KEEP", help="Remove all but the newest KEEP and the current."
)
@opt.options(opt.form("table", "json"), opt.output, opt.as_quiet, opt.verbose)
def releases(folder: str, rollback: str | None, prune: int | None, form: str, output: str | None) -> None:
    """List the releases in DIR, the oldest first."""
    from resograph import publish

    publish.arrange(Path(folder), rollback, prune)
    history = publish.history(Path(folder))
    out.emit(out.as_json(history) if form == "json" else out.table(out.release_row(entry) for entry in history), output)


resograph.add_command(load)
resograph.add_command(serve)
resograph.add_command(site)
