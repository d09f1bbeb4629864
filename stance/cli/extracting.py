"""`stance extract`: what articles say, without a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import Project, path_of, project_of, say
from stance.cli.options import Jobs
from stance.errors import BadUsage, StanceError

if TYPE_CHECKING:
    from stance.intake.gathering import Gathered
    from stance.model import Actor, Article, Proposal
    from stance.readers import Options

Places = Annotated[
    list[str], typer.Argument(metavar="ARTICLE…", help="Files, folders, 'globs', addresses, or - for what is piped in.")
]


def extract(
    ctx: typer.Context,
    places: Places,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or jsonl; jsonl on a pipe.")] = "",
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
    attributions: Annotated[bool, typer.Option("--attributions", help="Who said which words, of any subject.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what led to each proposal.")] = False,
    roster: Annotated[
        list[str], typer.Option("--roster", metavar="FILE", help="Actors beside those of the store; repeatable.")
    ] = [],  # noqa: B006  typer copies it
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The article's title.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DAY", help="The day the article appeared.")] = "",
    form: Annotated[
        str, typer.Option("--from", metavar="FORM", help="The files' format, where it cannot be seen.")
    ] = "",
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from the own network too.")] = False,
    jobs: Jobs = 0,
) -> None:
    """Print what articles say, without a store.

    Example: stance extract article.txt --explain
    """
    from stance.readers import Options

    project = project_of(ctx)
    format = format or ("table" if project.on_terminal and not output and not attributions else "jsonl")
    if format not in ("table", "jsonl"):
        raise BadUsage(f"extract writes table or jsonl, not {format!r}.")
    options = Options(
        title=title,
        published=typed_day(published, project),
        form=form,
        allow_private=allow_private,
        today=project.today,
    )
    tell_of_typing(places)
    failed = Failed()
    if attributions:
        lines = _attribution_lines(places, options, failed)
    elif explain:
        lines = _explanations(project, places, options, roster, failed)
    else:
        found = _look(project, places, options, roster, jobs, failed)
        lines = _proposal_lines(found) if format == "jsonl" else _proposal_table(project, found)
    _write(project, lines, output)
    failed.report()


def tell_of_typing(places: Iterable[str]) -> None:
    """Say how to end it, where an article is waited for that somebody is to type."""
    if "-" in places and sys.stdin.isatty():
        say("Type or paste the article, then Ctrl-D on a line of its own.")


class Failed:
    """Counts what could not be read, and says so as it comes."""

    def __init__(self) -> None:
        self.articles = 0
        self.problems = 0

    def note(self, problem: Any) -> None:
        self.problems += problem.serious
        say(f"{'' if problem.serious else 'Note: '}{problem}".replace("\n", " "))

    def report(self) -> None:
        if self.problems and not self.articles:
            raise StanceError("Nothing could be read.")


def _write(project: Project, lines: Iterable[str], output: str | None) -> None:
    if output is None or output == "-":
        for line in lines:
            print(line)
        return
    from stance.cli.output import write_data

    write_data(project, output, lambda stream: stream.writelines(f"{line}\n" for line in lines))


def typed_day(typed: str, project: Project) -> Any:
    if not typed:
        return None
    from stance.dates import parse_day

    return parse_day(typed, project.today)


def roster_of(project: Project, files: Iterable[str], *, use_store: bool = True) -> list[Actor]:
    """The actors of the store if there is one, else those that ship; and those of further files, which come first."""
    from stance.actors import load_roster
    from stance.resources import data_file

    actors: dict[str, Actor] = {}
    for name in files:
        found, problems = load_roster(path_of(name))
        for problem in problems:
            say(str(problem))
        actors.update((actor.id, actor) for actor in found)
    if use_store and project.store_path.is_file():
        own: Iterable[Actor] = project.open_store().actors()
    else:
        own = load_roster(data_file("actors.toml"))[0]
    for actor in own:
        actors.setdefault(actor.id, actor)
    return list(actors.values())


def _look(
    project: Project, places: list[str], options: Options, roster: list[str], jobs: int, failed: Failed
) -> Iterator[Gathered]:
    from stance.intake.gathering import Finder, gather
    from stance.model import Article, Problem

    finder = Finder(project.codebook_file, tuple(roster_of(project, roster)), options)
    for found in gather(places, finder, jobs):
        if isinstance(found.reading, Problem):
            failed.note(found.reading)
        elif isinstance(found.reading, Article):
            failed.articles += 1
            if found.warning:
                failed.note(found.warning)
            yield found


# -- what extract prints ----------------------------------------------------------------------------------------------


def _proposal_lines(found: Iterable[Gathered]) -> Iterator[str]:
    from stance.export.formats import encode_json

    for one in found:
        article: Any = one.reading
        record = {
            **_article_record(article),
            "proposals": [_proposal_record(item, article.text) for item in one.proposals],
        }
        yield encode_json(record)


def _article_record(article: Article) -> dict[str, Any]:
    from stance.ids import source_id, text_hash

    return {
        "id": article.id or source_id(text_hash(article.text), outlet=article.outlet),
        "url": article.url,
        "title": article.title,
        "published": str(article.published or ""),
    }


def _proposal_record(proposal: Proposal, text: str) -> dict[str, Any]:
    def place(span: Any) -> Any:
        return {"start": span.start, "end": span.end} if span else None

    return {
        "actor": proposal.actor,
        "actor_id": proposal.actor_id,
        "role": proposal.role,
        "country": proposal.country,
        "position": proposal.position,
        "kind": str(proposal.kind),
        "stated_on": str(proposal.stated_on or ""),
        "confidence": str(proposal.confidence),
        "evidence": {"text": proposal.evidence.of(text), **place(proposal.evidence)},
        "quote": proposal.quote,
        "quote_span": place(proposal.quote_span),
        "condition": proposal.condition,
        "cues": list(proposal.cues),
    }


def _proposal_table(project: Project, found: Iterable[Gathered]) -> Iterator[str]:
    """Lines for people: the article, and under it each proposal with its evidence."""
    import textwrap

    from stance.text import printable

    codebook = project.load_codebook()
    first = True
    for one in found:
        article: Any = one.reading
        if not first:
            yield ""
        first = False
        day = f"{article.published} · " if article.published else ""
        yield printable(f"{day}{article.title or article.place}")
        if not one.proposals:
            yield "  Nothing on the question found."
        for item in one.proposals:
            position = codebook.position(item.position)
            glyph = position.ascii if project.ascii else position.glyph
            who = item.actor + (f" ({item.role})" if item.role else "")
            yield printable(
                f"  {glyph} {position.label} · {who} · {item.stated_on or 'no date'} · {item.kind} · {item.confidence}"
            )
            words = printable(item.evidence.of(article.text))
            yield from textwrap.wrap(
                words, max(40, project.width - 2), initial_indent="      ", subsequent_indent="      "
            )


def _attribution_lines(places: list[str], options: Options, failed: Failed) -> Iterator[str]:
    from stance.export.formats import encode_json
    from stance.extract.attribution import attribution_record, find_attributions
    from stance.model import Article, Problem
    from stance.readers import read

    for reading in read(places, options):
        if isinstance(reading, Problem):
            failed.note(reading)
        elif isinstance(reading, Article):
            failed.articles += 1
            rows = attribution_record(reading.text, find_attributions(reading.text))
            yield encode_json({"id": _article_record(reading)["id"], "attributions": rows})


def _explanations(
    project: Project, places: list[str], options: Options, roster: list[str], failed: Failed
) -> Iterator[str]:
    from io import StringIO

    from stance.actors import Gazetteer
    from stance.extract import explain
    from stance.model import Article, Problem
    from stance.readers import read
    from stance.render.explain import explanation_texts
    from stance.render.style import Look

    codebook = project.load_codebook()
    gazetteer = Gazetteer(roster_of(project, roster))
    look = Look.of(codebook.positions, ascii=project.ascii)
    for reading in read(places, options):
        if isinstance(reading, Problem):
            failed.note(reading)
        elif isinstance(reading, Article):
            failed.articles += 1
            page = StringIO()
            console = project.console(page)
            for line in explanation_texts(explain(reading, codebook, gazetteer), look, marked=project.use_color):
                console.print(line, soft_wrap=not project.on_terminal)
            yield page.getvalue()


__all__ = ["Places", "extract", "roster_of", "typed_day"]
