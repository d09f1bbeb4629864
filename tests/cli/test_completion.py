"""What Tab offers, as a shell asks for it; and that it never fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented import ACTORS, EVENTS, POSITIONS, SOURCES, STATEMENTS

from stance.model import Actor
from stance.store import Store

NOW = "2023-12-31T12:00:00+00:00"


@pytest.fixture
def filled(store_path: Path) -> Path:
    Store.create(
        store_path, actors=[*ACTORS, Actor("x\x1b[31m", "Steering")], events=EVENTS, positions=POSITIONS,
        sources=SOURCES, statements=STATEMENTS, now=NOW, coder="eva",
    )  # fmt: skip
    return store_path


def offered(store: Path, line: str) -> list[str]:
    """What bash is offered for the last word of a line; a blank at its end begins a new word."""
    words = line.split(" ")
    env = {
        **os.environ, "STANCE_STORE": str(store), "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1),
        "_STANCE_COMPLETE": "complete_bash", "PYTHONUTF8": "1",
    }  # fmt: skip
    code = "import sys; sys.argv = ['stance']; from stance.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("stance table --actor anna", ["anna-berg"]),
        ("stance table --actor berg", ["berg"]),
        ("stance table --actor Бе", ["Берґ"]),
        ("stance timeline bru", ["bruno-costa"]),
        ("stance list --position a", ["after-war"]),
        ("stance list --event su", ["summit"]),
        ("stance list --kind in", ["indirect"]),
        ("stance list --status re", ["rejected"]),
        ("stance list --source Co", []),
        ("stance list --source a", ["a1", "a2", "a3", "a4"]),
        ("stance list --country p", []),
        ("stance list --country P", ["PT"]),
        ("stance table --format js", ["json", "jsonl"]),
        ("stance show sum", ["summit"]),
        ("stance show s0", [f"s0{number}" for number in range(1, 10)]),
        ("stance edit s0", [f"s0{number}" for number in range(1, 10)]),
        ("stance review --accept s01", ["s01"]),
        ("stance tab", ["table"]),
        ("stance table --changed", ["--changed-since"]),
        ("stance table --actor zzz", []),
        ("stance table --actor x", []),
    ],
)
def test_words_that_go_on_from_what_was_typed(filled: Path, line: str, expected: list[str]) -> None:
    assert offered(filled, line) == expected


def test_nothing_is_offered_and_nothing_fails_without_a_store_or_with_a_broken_one(tmp_path: Path) -> None:
    for text in (None, "", "{", '{"meta": 3}', "\x00\x01"):
        path = tmp_path / "stance.json"
        if text is not None:
            path.write_text(text)
        for line in ("stance table --actor a", "stance show s", "stance list --event e"):
            assert offered(path, line) == []
