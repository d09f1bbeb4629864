"""Stores of 1,000, 10,000 and 100,000 statements, in units of `json.load` on the same file, beside a plain TinyDB script."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.articles import write_lines
from benchmarks.timing import Row, Run, environment, in_turn, run, stance_command
from stance.codebook import load_codebook
from stance.ids import source_id, statement_id
from stance.model import Actor, Confidence, Kind, PartialDate, Role, Source, SourceRef, Statement
from stance.store import Store

_WORDS = [
    "ally",
    "seat",
    "door",
    "summit",
    "answer",
    "war",
    "peace",
    "road",
    "step",
    "promise",
    "table",
    "treaty",
    "speech",
    "day",
]
_COUNTRIES = ["EE", "LV", "LT", "PL", "CZ", "SK", "HU", "RO", "BG", "DE", "FR", "GB", "US", "CA", "ES", "IT"]


def make_records(statements: int, seed: int = 1) -> tuple[list[Actor], list[Source], list[Statement]]:
    """Invented actors, sources and statements over four years; the same for the same seed."""
    dice = random.Random(seed)
    positions = load_codebook().ids
    first = date(2022, 1, 1)
    actors = [
        Actor(f"actor-{n:05}", f"Actor Nº {n:05}", country=dice.choice(_COUNTRIES), aliases=(f"Nº {n:05}",),
              roles=(Role("Foreign Minister", "Ministry", "EE", PartialDate(2020), None),))
        for n in range(max(20, min(5000, statements // 20)))
    ]  # fmt: skip
    sources = []
    for n in range(max(10, statements // 5)):
        url = f"https://news.example/{n}"
        sources.append(
            Source(
                source_id(url=url),
                f"Title of {n}",
                url,
                f"Outlet {n % 40}",
                PartialDate.of(first + timedelta(n % 1460)),
            )
        )
    made: list[Statement] = []
    held: dict[str, str] = {}
    for n in range(statements):
        actor = dice.choice(actors)
        said = PartialDate.of(first + timedelta(dice.randrange(1460)))
        # People mostly keep their view; every twelfth statement may bring another.
        if actor.id not in held or dice.random() < 0.08:
            held[actor.id] = dice.choice(positions)
        position = held[actor.id]
        quote = f"{n} " + " ".join(dice.choice(_WORDS) for _ in range(18))
        source = dice.choice(sources)
        made.append(
            Statement(
                statement_id(actor.id, position, said, quote, [source.id]), actor.id, position,
                dice.choice(list(Kind)), said, "Foreign Minister", actor.country, quote,
                " ".join(dice.choice(_WORDS) for _ in range(12)), sources=(SourceRef(source.id, 10, 120),),
                confidence=Confidence.HIGH, cues=("now.invite",), coder="benchmark", recorded_at="2026-01-01T12:00:00+00:00",
            )
        )  # fmt: skip
    return actors, sources, made


def make_store(path: Path, statements: int) -> Path:
    """A store of that many statements, written by the program itself."""
    actors, sources, made = make_records(statements)
    book = load_codebook()
    Store.create(
        path, actors=actors, positions=book.positions, sources=sources, statements=made, codebook=book.id,
        now="2026-01-01T12:00:00+00:00", coder="benchmark",
    )  # fmt: skip
    return path


_JSON = "import json,sys; json.load(open(sys.argv[1], encoding='utf-8'))"
_TINYDB = """
import sys
from tinydb import TinyDB, where
db = TinyDB(sys.argv[1])
db.table_class.document_id_class = str
"""
_SEARCH = _TINYDB + "print(len(db.table('statements').search(where('position') == 'now')))"
_INSERT = (
    _TINYDB
    + """
from tinydb.table import Document
one = {"actor": "actor-00001", "position": "now", "kind": "indirect", "status": "accepted", "summary": "Says so."}
db.table("statements").insert(Document(one, "s" + sys.argv[2]))
"""
)

#: Commands that read, in the order of the help; `--limit` where the answer is as long as the store.
_READING = {
    "table": ["table"],
    "timeline": ["timeline"],
    "shifts": ["shifts"],
    "show (an actor)": ["show", "actor-00001"],
    "list": ["list"],
    "list --limit 20": ["list", "--limit", "20"],
    "list (by a word)": ["list", "summit", "--limit", "20"],
    "summary": ["summary"],
    "export csv": ["export", "csv"],
    "export csv --long": ["export", "csv", "--long"],
    "actors": ["actors", "list"],
    "sources": ["sources", "list"],
    "check": ["check"],
    "log": ["log"],
}
_BARS = {"table": 2.5, "shifts": 2.5, "export csv": 2.5, "add": 3.0}
_ARTICLES = 1_000


def measure(sizes: tuple[int, ...] = (1_000, 10_000, 100_000), times: int = 3) -> list[Row]:
    """Each command against `json.load` of the file, process start included in both; bars hold for 100,000 statements.

    The note tells the most memory held, and how many times as long it takes as in the store before.
    """
    rows: list[Row] = []
    before: dict[str, Run] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = make_store(Path(folder) / "stance.json", size)
            megabytes = store.stat().st_size / 1e6
            found = _measure_one(store, times)
        unit = found["json.load"].seconds
        rows.append(
            Row(
                f"{size:,} statements ({megabytes:.0f} MB): json.load",
                unit * 1000,
                "ms",
                note=_held(found["json.load"]),
            )
        )
        for what, one in found.items():
            if what == "json.load":
                continue
            note = _held(one)
            if what in before:
                note += f", {one.seconds / before[what].seconds:.1f} times as long"
            bar = _BARS.get(what) if size == 100_000 else None
            name = what if what.startswith("plain") else f"stance {what}"
            rows.append(Row(f"… {name}", one.seconds / unit, "×", bar, note=note))
        before = found
    return rows


def _held(one: Run) -> str:
    return f"{one.megabytes:.0f} MB"


def _measure_one(store: Path, times: int) -> dict[str, Run]:
    stance = stance_command()
    env = {**environment(), "STANCE_STORE": str(store), "STANCE_TODAY": "2026-01-01"}
    numbers = count()
    plain = store.with_name("plain.json")
    plain.write_bytes(store.read_bytes())
    some = Store.open(store).statements()[0].id
    add = [stance, "add", "--no-input", "--actor", "actor-00001", "--position", "now", "--kind", "indirect"]
    add += ["--stated-on", "2023-07-11", "--url", "https://news.example/0", "--summary"]
    articles = store.with_name("articles.jsonl")

    def bring_in() -> Run:
        write_lines(articles, _ARTICLES, seed=100 + next(numbers))
        return run([stance, "import", str(articles), "--accept", "high"], env)

    actions: dict[str, Callable[[], Run]] = {
        "json.load": partial(run, [sys.executable, "-c", _JSON, str(store)], env),
        "plain TinyDB, one search": partial(run, [sys.executable, "-c", _SEARCH, str(plain)], env),
        "plain TinyDB, one insert": lambda: run([sys.executable, "-c", _INSERT, str(plain), str(next(numbers))], env),
    }
    for what, arguments in _READING.items():
        actions[what] = partial(run, [stance, *arguments], env, codes="0,4" if what == "check" else "0")
    actions["add"] = lambda: run([*add, f"Says so for the time {next(numbers)}."], env)
    actions["edit"] = lambda: run([stance, "edit", some, "--note", f"note {next(numbers)}", "--yes"], env)
    found = in_turn(actions, times)
    return found | in_turn({f"import of {_ARTICLES:,} articles": bring_in}, 1)
