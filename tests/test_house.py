"""The house keeps its order: who may import whom, and what no module may do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import stance

PACKAGE = Path(stance.__file__).parent

# A module imports only from rows above its own (and from its own row: a package's modules know one another).
ROWS = [
    ["errors"],
    ["record"],
    ["model"],
    ["letters"],
    ["text"],
    ["ids", "resources", "countries", "offices", "spelling", "reading"],
    ["phrases"],
    ["matching"],
    ["dates"],
    ["codebook", "codebook_format"],
    ["roster", "actors"],
    ["curated"],
    ["readers"],
    ["extract"],
    ["review"],
    ["analysis"],
    ["store"],
    ["intake"],
    ["render"],
    ["export"],
    ["api"],
    ["cli"],
]
ROW_OF = {name: number for number, row in enumerate(ROWS) for name in row}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The row's name for a file: its package inside stance, or its module."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: write imports in full"
            found.append((node.module or "", node.lineno))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_the_rows_above(path: Path) -> None:
    own = room(path)
    if own in ("__init__", "__main__"):
        return
    assert own in ROW_OF, f"{own} has no place in the house: give it a row"
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] == "stance" and len(parts) > 1:
            assert ROW_OF[parts[1]] <= ROW_OF[own], f"{path.name}:{line} imports {module}, which is below it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_who_may_use_what(path: Path) -> None:
    own = room(path)
    names = [module for module, _ in imports(path)]
    assert not any(name == "click" or name.startswith("click.") for name in names), "typer carries its own Click"
    if own != "store":
        assert not any(name.split(".")[0] == "tinydb" for name in names), "only stance/store knows TinyDB"
    if own not in ("render", "cli", "export"):
        assert not any(name.split(".")[0] == "rich" for name in names), "rich is for rendering"
    if own != "cli":
        assert not any(name.split(".")[0] == "typer" for name in names), "typer is for the command line"
    if own not in ("cli", "api"):  # these two face a user, who means today
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(date\.today|datetime\.now|datetime\.today)\(", source), "the clock is an argument"
    if own in ("analysis", "render", "extract", "model", "store"):
        calls = [
            node.lineno
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        ]
        assert not calls, f"prints at {calls}"


HEAVY = {"trafilatura", "feedparser", "filelock", "dateutil", "rich"}


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room(path) in ("cli", "readers", "store", "api", "__init__")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_heavy_modules_load_only_where_used(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            assert name.split(".")[0] not in HEAVY, f"{path.name}:{node.lineno} imports {name} at start"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_things_are_described(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if tree.body:
        assert ast.get_docstring(tree), f"{path.name} does not say what it is for"


def test_names_say_the_job() -> None:
    vague = re.compile(r"utils?|helpers?|manager|misc|data2|common2")
    assert not [path.name for path in MODULES if vague.fullmatch(path.stem)]
