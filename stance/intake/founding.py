"""A new store: positions of a codebook, the roster, the events, and the curated statements if wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stance.actors import load_events, load_roster
from stance.codebook import Codebook, load_codebook
from stance.errors import BadData, BadUsage
from stance.model import Problem, Source, Statement
from stance.resources import data_file
from stance.store import Store


def found_store(
    path: Path, *, codebook_file: Path | None = None, sample: bool = False, now: str, coder: str
) -> tuple[Store, Codebook, list[Problem]]:
    """Make a store; also its codebook, and what of the shipped data could not be read.

    A codebook of the user's is copied beside the store as `codebook.toml`. StoreError where a store stands already,
    BadUsage for a sample that speaks of positions the codebook lacks.
    """
    codebook = load_codebook(codebook_file)
    actors, problems = load_roster(data_file("actors.toml"))
    events, more = load_events(data_file("events.toml"))
    problems = [*problems, *more]
    statements: list[Statement] = []
    sources: list[Source] = []
    if sample:
        from stance.curated import load_statements

        statements, sources, more = load_statements()
        problems += more
        strange = sorted({statement.position for statement in statements} - set(codebook.ids))
        if strange:
            lacking = (
                f"The sample speaks of positions that {codebook_file or 'the codebook'} lacks: {', '.join(strange)}."
            )
            raise BadUsage(lacking, "Leave out --sample.")
        statements = [replace(statement, recorded_at=statement.recorded_at or now) for statement in statements]
    beside = path.with_name("codebook.toml")
    text = codebook_file.read_text(encoding="utf-8") if codebook_file else ""
    if codebook_file and beside.exists() and beside.read_text(encoding="utf-8") != text:
        raise BadData(f"{beside} is there already and is another codebook.", "Move it away first.")
    store = Store.create(
        path, actors=actors, events=events, positions=codebook.positions, statements=statements, sources=sources,
        codebook=codebook.id, now=now, coder=coder,
    )  # fmt: skip
    if codebook_file and not beside.exists():
        beside.write_text(text, encoding="utf-8")
    return store, codebook, problems
