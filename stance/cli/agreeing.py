"""`stance agreement`: how far coders agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.common import project_of, say
from stance.cli.options import Filters, Output, takes_groups
from stance.cli.output import Answer, Row, deliver
from stance.cli.selecting import Selection
from stance.errors import BadUsage, NotFound
from stance.render.style import counted

if TYPE_CHECKING:
    from stance.analysis.agreement import Agreement, Estimate, Unit
    from stance.analysis.catalog import Catalog
    from stance.model import Statement

_WIDE = 10_000  # columns of a pipe: nothing is wrapped


@takes_groups
def agreement(
    ctx: typer.Context,
    filters: Filters,
    output: Output,
    stores: Annotated[
        list[str] | None, typer.Argument(metavar="[STORE]…", help="Stores of the coders: A.json B.json.")
    ] = None,
    coders: Annotated[
        str | None, typer.Option("--coders", metavar="A,B", help="Coders within one store, with commas between.")
    ] = None,
    all_articles: Annotated[
        bool,
        typer.Option("--all-articles", help="With --coders: count articles in which not all of them found something."),
    ] = False,
    resamples: Annotated[
        int, typer.Option("--resamples", metavar="N", min=0, max=100_000, help="Of the bootstrap intervals.")
    ] = 1000,
) -> None:
    """Measure how far coders agree on the same articles.

    Krippendorff's alpha, nominal and ordinal by degree of support, with a 95 % bootstrap interval over articles, and
    for unitizing: where in the texts the codes stand; Cohen's kappa; how often both found a statement at all; which positions are confused; and the disagreements to
    settle, which --format csv lists by themselves. Compared are articles that both stores hold, or in which every
    coder of --coders recorded something. What ships with stance is left out.

    Example: stance agreement eva.json jan.json
    """
    from stance.analysis.agreement import compare

    if bool(coders) == bool(stores):
        raise BadUsage("Name two stores, or two coders with --coders A,B.")
    project = project_of(ctx)
    if coders:
        chosen = Selection(project, filters)
        codings, articles = _of_coders(chosen, coders, all_articles)
    else:
        assert stores is not None
        if len(stores) < 2:
            raise BadUsage("One store alone agrees with itself.", "Name two: stance agreement A.json B.json.")
        if len({Path(path).resolve() for path in stores}) < len(stores):
            raise BadUsage("The same store is named twice.")
        every = [Selection(replace(project, store_option=path), filters) for path in stores]
        names = _names(stores)
        codings = {name: _own(one.statements()) for name, one in zip(names, every, strict=True)}
        held = [one.store.documents("sources").keys() for one in every]
        articles = set(held[0]).intersection(*held[1:])
        chosen = every[0]
    support = {one.id: one.support for one in chosen.catalog.positions.values()}
    result = compare(codings, support, articles, resamples, _length_in(chosen))
    if not result.articles:
        say("No article in common: nothing to compare.")
    deliver(project, output, _answer(result, chosen))


def _length_in(chosen: Selection) -> Callable[[str], int]:
    """How long the text of an article is; 0 where it is not kept."""

    def length_of(article: str) -> int:
        source = chosen.store.source(article)
        return len((chosen.store.text(source.sha256) if source and source.sha256 else None) or "")

    return length_of


def _of_coders(chosen: Selection, typed: str, all_articles: bool) -> tuple[dict[str, list[Statement]], set[str] | None]:
    wanted = list(dict.fromkeys(name.strip() for name in typed.split(",") if name.strip()))
    if len(wanted) < 2:
        raise BadUsage("--coders takes two or more names, with commas between.")
    statements = chosen.statements()
    known = {one.coder for one in statements}
    for name in wanted:
        if name not in known:
            from difflib import get_close_matches

            raise NotFound("coder", name, get_close_matches(name, known), sorted(known)[:12])
    codings = {name: [one for one in statements if one.coder == name] for name in wanted}
    if not all_articles:
        return codings, None
    return codings, {ref.source for those in codings.values() for one in those for ref in one.sources}


def _own(statements: Sequence[Statement]) -> list[Statement]:
    from stance.curated import CODER

    return [one for one in statements if one.coder != CODER]


def _names(stores: Sequence[str]) -> list[str]:
    """Names of the files; where two are the same, of their folders as well."""
    stems = [Path(path).stem for path in stores]
    names = (
        stems if len(set(stems)) == len(stems) else [f"{Path(path).parent.name}/{Path(path).stem}" for path in stores]
    )
    return names if len(set(names)) == len(names) else [str(path) for path in stores]


# -- the answer -------------------------------------------------------------------------------------------------------


def _answer(result: Agreement, chosen: Selection) -> Answer:
    from stance.render.agreement import agreement_lines
    from stance.render.plain import to_text

    look = chosen.look
    rows = [
        row
        for number, unit in enumerate(result.disagreements, 1)
        for row in _rows(number, unit, result.coders, chosen.catalog)
    ]

    def title(shown: Sequence[Row]) -> str:
        *most, last = map(look.clean, result.coders)
        who = f"{', '.join(most)} and {last}"
        parts = [f"Agreement of {who}", counted(len(result.articles), "article"), counted(len(result.units), "unit")]
        return f" {look.sign('dot')} ".join([*parts, *filter(None, [chosen.words])])

    return Answer(
        "agreement", "agreement", rows, look, title,
        lambda shown, look, room: agreement_lines(result, shown, look, room),
        lambda shown: to_text([[(title(shown), "")], *agreement_lines(result, shown, look, _WIDE)]),
        lambda: "No disagreement." if result.units else "Nothing was coded by both.", None, chosen.given, _about(result),
    )  # fmt: skip


def _rows(number: int, unit: Unit, coders: Sequence[str], catalog: Catalog) -> Iterator[dict[str, Any]]:
    """A row a coder of a disagreement."""
    source = catalog.sources.get(unit.article)
    for coder in coders:
        one = unit.codes.get(coder)
        yield {
            "unit": number,
            "article": unit.article,
            "article_title": source.title if source else "",
            "article_url": source.url if source else "",
            "actor": catalog.name(unit.actor),
            "actor_id": unit.actor,
            "coder": coder,
            "position": one.position if one else "",
            "position_label": catalog.label(one.position) if one else "",
            "quote": one.quote if one else "",
            "summary": one.summary if one else "",
            "statement": one.id if one else "",
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _about(result: Agreement) -> dict[str, Any]:
    def estimate(one: Estimate) -> dict[str, Any]:
        numbers = {"value": one.value, "low": one.low, "high": one.high}
        return {name: _rounded(x) for name, x in numbers.items()} | {"units": one.units}

    return {
        "coders": list(result.coders),
        "articles": len(result.articles),
        "units": len(result.units),
        "alpha_nominal": estimate(result.nominal),
        "alpha_ordinal": estimate(result.ordinal),
        "alpha_unitizing": {
            "value": _rounded(result.unitizing.value),
            "units": result.unitizing.units,
            "by_position": {name: _rounded(value) for name, value in result.unitizing.by_position.items()},
        },
        "pairs": [
            {
                "coders": list(one.coders),
                "kappa": _rounded(result.kappa[one.coders]),
                "both": one.both,
                "only_first": one.only_first,
                "only_second": one.only_second,
                "finding_agreement": _rounded(one.agreement),
                "character_overlap": _rounded(one.overlap),
                "confusion": [
                    {"first": pair[0] or None, "second": pair[1] or None, "count": count}
                    for pair, count in sorted(result.confusion[one.coders].items())
                ],
            }
            for one in result.finding
        ],
    }
