"""What many tests share: a place for a store, a small store, and a way to give commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from stance.model import (
    Actor,
    ActorKind,
    Confidence,
    Event,
    Kind,
    PartialDate,
    Position,
    Role,
    Source,
    SourceRef,
    Statement,
    Status,
)
from stance.store import Store

# Nothing in the tests is timed: on a busy machine an example may take any time.
settings.register_profile("stance", deadline=None)
settings.load_profile("stance")

NOW = "2024-07-20T12:00:00+00:00"
TEXT = (
    "Kyiv, July 11. “We will not wait for ever,” the president said on Tuesday.\n\n"
    "His guest disagreed. “The war has to end first,” he told reporters.\n"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long versions of crash, fuzz and property tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="long: give --long"))


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where a store may be made; nothing is there yet."""
    return tmp_path / "stance.json"


@pytest.fixture
def sample_store(store_path: Path) -> Store:
    """A store with two actors, three positions, an event, a source with its text, and three statements."""
    store = Store.create(
        store_path,
        actors=[
            Actor(
                "anna-berg", "Anna Berg", ActorKind.PERSON, "DK", ("Berg", "Анна Берґ"),
                (Role("President of Denmark", "Presidency", "DK", PartialDate(2019, 5, 20)),),
            ),
            Actor(
                "bruno-costa", "Bruno Costa", ActorKind.PERSON, "PT", ("Costa",),
                (
                    Role("Foreign Minister", "", "PT", PartialDate(2020), PartialDate(2022, 12, 31)),
                    Role("Prime Minister", "", "PT", PartialDate(2023, 1, 1)),
                ),
            ),
        ],
        events=[Event("vilnius-2023", "Vilnius summit", PartialDate(2023, 7, 11), PartialDate(2023, 7, 12))],
        positions=[
            Position("now", "now", glyph="●", ascii="#", support=3),
            Position("after-war", "after the war", glyph="◑", ascii="o", support=2),
            Position("opposed", "opposed", glyph="×", ascii="x", support=0),
        ],
        now=NOW,
        coder="eva",
    )  # fmt: skip
    with store.change("import kyiv.txt", coder="eva", now=NOW) as batch:
        sha256 = batch.put_text(TEXT)
        batch.put(
            Source(
                "a100000001", "Kyiv", "https://example.org/kyiv", "Kyiv Wire", PartialDate(2023, 7, 11), "en", sha256
            )
        )
        batch.put(
            Statement(
                "s100000001",
                "anna-berg",
                "now",
                Kind.DIRECT,
                PartialDate(2023, 7, 11),
                "President of Denmark",
                "DK",
                "We will not wait for ever",
                event="vilnius-2023",
                sources=(SourceRef("a100000001", 16, 41),),
                coder="eva",
                recorded_at=NOW,
            )
        )
        batch.put(
            Statement(
                "s100000002",
                "bruno-costa",
                "after-war",
                Kind.DIRECT,
                PartialDate(2023, 7, 11),
                "Prime Minister",
                "PT",
                "The war has to end first",
                sources=(SourceRef("a100000001", 98, 122),),
                status=Status.PROPOSED,
                confidence=Confidence.MEDIUM,
                cues=("after-war.end-first",),
                recorded_at=NOW,
            )
        )
        batch.put(
            Statement(
                "s200000003", "bruno-costa", "opposed", Kind.REPORTED, PartialDate(2022, 3), "Foreign Minister", "PT",
                summary="Spoke against it in the cabinet.", sources=(SourceRef("a100000001"),), coder="eva",
                recorded_at=NOW,
            )
        )  # fmt: skip
    return store


@pytest.fixture
def run(store_path: Path) -> Callable[..., Any]:
    """Give a command to the store at `store_path`: `run("list", "--status", "all")` → exit_code, stdout, stderr."""
    from typer.testing import CliRunner

    from stance.cli.app import app

    runner = CliRunner()
    env = {"STANCE_STORE": str(store_path), "STANCE_TODAY": "2024-07-20", "STANCE_CODER": "eva", "COLUMNS": "100"}

    def give(*arguments: object, **more: Any) -> Any:
        result = runner.invoke(app, [str(one) for one in arguments], env={**env, **more.pop("env", {})}, **more)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return give
