"""The reference in stance/docs is what the code says; `python tests/test_reference_docs.py` writes it anew."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

import stance
from stance import errors
from stance.cli.app import COMMANDS, PANELS, app
from stance.cli.loading import common_options
from stance.export.fields import document

PACKAGE = Path(stance.__file__).parent
DOCS = PACKAGE / "docs"
CHECKOUT = Path(__file__).resolve().parents[1]  # the tests may run against an installed stance

EXIT_CODES = {
    0: "Done, even if nothing was found; also where the reader of the output has gone away.",
    1: "Failed: the file, the address, the store or the disk; the line on stderr says what and what to do.",
    2: "What was typed cannot be understood or fits several; consent was needed and nobody could be asked.",
    3: "No such actor, statement, source, event, position, batch or store.",
    4: "`stance check` found faults.",
    5: "Another process was writing to the store for longer than --wait.",
    130: "Interrupted by Ctrl-C; an import keeps what was complete.",
}
HEAD = """# Commands

Made from each command's `--help` by `python tests/test_reference_docs.py`; a test holds it to the code.

stdout is data, stderr is talk. On a pipe there is no colour, no border, nothing cut and nothing wrapped.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and subcommand with its words: `actors add`."""

    def walk(found: Any, path: str) -> Iterator[tuple[str, Any]]:
        context = typer.Context(found)
        if path:
            yield path, found
        if hasattr(found, "list_commands"):
            for name in found.list_commands(context):
                yield from walk(found.get_command(context, name), f"{path} {name}".strip())

    yield from walk(typer.main.get_command(app), "")


def options_of(command: Any) -> list[Any]:
    return [
        one for one in command.params if one.param_type_name == "option" and "--help" not in one.opts and not one.hidden
    ]


def row(option: Any, command: Any) -> str:
    names = ", ".join(sorted([*option.opts, *option.secondary_opts], key=lambda name: (not name.startswith("--no-"), len(name)), reverse=False))  # fmt: skip
    value = "" if option.is_flag else " " + option.make_metavar(typer.Context(command))
    text = (option.help or "").replace("|", "\\|")
    return f"| `{names}{value}` | {text} |"


def section(path: str, command: Any) -> list[str]:
    common = {name for one in common_options() for name in one.opts}
    *text, example = inspect.cleandoc(command.help).split("\n\n")
    usage = " ".join(command.collect_usage_pieces(typer.Context(command)))
    lines = [f"### `stance {path}`", "", f"    stance {path} {usage}", ""]
    for part in text:
        lines += [" ".join(part.split()), ""]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    for one in arguments:
        if one.help:
            lines.append(f"- `{one.make_metavar(typer.Context(command))}`: {one.help}")
    if any(one.help for one in arguments):
        lines.append("")
    own = [one for one in options_of(command) if not set(one.opts) & common]
    if own:
        lines += ["| option | |", "| --- | --- |", *(row(one, command) for one in own), ""]
    return [*lines, "Example: `" + " ".join(example.removeprefix("Example:").split()) + "`", ""]


def reference() -> str:
    found = dict(commands())
    lines = [HEAD, "## Options of every command", "", "| option | |", "| --- | --- |"]
    some = next(iter(found.values()))
    lines += [row(one, some) for one in common_options() if not one.hidden]
    lines += ["", "## Exit codes", "", "| code | meaning |", "| --- | --- |"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()] + [""]
    for panel in PANELS:
        lines += [f"## {panel}", ""]
        for entry in COMMANDS:
            if entry.panel == panel:
                for path, command in found.items():
                    if path.split()[0] == entry.name:
                        lines += section(path, command)
    return "\n".join(lines).rstrip("\n") + "\n"


PAGES = {"commands.md": reference, "fields.md": document}


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_what_the_code_says(name: str) -> None:
    kept = (DOCS / name).read_text(encoding="utf-8")
    assert kept == PAGES[name](), f"stance/docs/{name} is behind the code: python tests/test_reference_docs.py"


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=lambda one: one if isinstance(one, str) else "")
def test_every_command_ends_its_help_with_an_example_that_is_understood(path: str, command: Any) -> None:
    last = inspect.cleandoc(command.help).split("\n\n")[-1]
    assert last.startswith(f"Example: stance {path.split()[0]}"), last
    words = shlex.split(" ".join(last.removeprefix("Example: stance").split()))
    found: Any = typer.main.get_command(app)
    while words and hasattr(found, "get_command") and not words[0].startswith("-"):
        found = found.get_command(typer.Context(found), words.pop(0))
    found.make_context(path, words, parent=typer.Context(typer.main.get_command(app)))


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=lambda one: one if isinstance(one, str) else "")
def test_every_option_and_argument_says_what_it_is_for(path: str, command: Any) -> None:
    for one in command.params:
        if not getattr(one, "hidden", False) and "--help" not in one.opts:
            assert (one.help or "").strip(), f"stance {path}: {one.opts[0]} has no help"


READABLE = [path for path, command in commands() if "--format" in {name for one in command.params for name in one.opts}]


@pytest.mark.parametrize("path", [path for path in READABLE if path.split()[0] not in ("import", "extract", "agreement", "backup")])  # fmt: skip
def test_examples_of_reading_run_on_the_sample(path: str, sample: Path) -> None:
    from typer.testing import CliRunner

    last = inspect.cleandoc(dict(commands())[path].help).split("\n\n")[-1]
    words = shlex.split(" ".join(last.removeprefix("Example: stance").split()))
    if "-o" in words:
        words[words.index("-o") + 1] = str(sample.with_name("out.txt"))
    result = CliRunner().invoke(app, [*words, "--store", str(sample)], env={"STANCE_TODAY": "2024-07-20"})
    assert result.exit_code == 0, (words, result.output)


ASKING = {"review"}  #: needs a terminal
WRITING = [
    path for path, command in commands() if not hasattr(command, "list_commands") and path not in (*READABLE, *ASKING)
]


@pytest.mark.parametrize("path", [*WRITING, "import", "extract", "agreement", "backup"])
def test_examples_of_writing_run_on_the_sample(path: str, sample: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """Beside an article, a codebook and the stores of two colleagues."""
    from typer.testing import CliRunner

    last = inspect.cleandoc(dict(commands())[path].help).split("\n\n")[-1]
    words = shlex.split(" ".join(last.removeprefix("Example: stance").split()))
    articles = CHECKOUT / "examples" / "articles"
    mine, hers = tmp_path / "mine", tmp_path / "eva"
    for folder in (mine, hers):
        folder.mkdir()
    for name in (mine / "stance.json", hers / "stance.json", mine / "eva.json", mine / "jan.json"):
        if words != ["init", "--sample"] or name.parent != mine:
            name.write_bytes(sample.read_bytes())
    (mine / "article.txt").write_bytes((articles / "kyiv-april-2023.txt").read_bytes())
    (mine / "article.html").write_bytes((articles / "prague-june-2023.html").read_bytes())
    monkeypatch.chdir(mine)
    monkeypatch.delenv("STANCE_STORE", raising=False)
    env = {"STANCE_TODAY": "2024-07-20"}
    if "restore" in words:
        assert CliRunner().invoke(app, ["backup"], env=env).exit_code == 0
    if "undo" in words:
        assert CliRunner().invoke(app, ["codebook", "rename", "opposed", "against"], env=env).exit_code == 0
    result = CliRunner().invoke(app, words, env=env)
    assert result.exit_code == 0, (words, result.output)
    if not {"update", "merge", "reread", "restore"} & set(words):
        assert "Would change: nothing" not in result.stderr, (words, result.stderr)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from typer.testing import CliRunner

    path = tmp_path_factory.mktemp("sample") / "stance.json"
    assert CliRunner().invoke(app, ["init", "--sample", "--store", str(path)]).exit_code == 0
    return path


def test_every_exit_code_is_documented() -> None:
    """Of the errors, and wherever the code names one."""
    kinds = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, errors.StanceError)]
    assert {one.exit_code for one in kinds} <= EXIT_CODES.keys()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("Exit", "SystemExit", "exit"):  # fmt: skip
                for value in [*node.args, *(one.value for one in node.keywords)]:
                    if isinstance(value, ast.Constant) and isinstance(value.value, int):
                        assert value.value in EXIT_CODES, f"{path.name}:{node.lineno}"


def test_every_error_raised_knows_its_exit_code() -> None:
    """No command raises what the boundary does not turn into a line."""
    allowed = {"EOFError", "KeyError", "SystemExit", "typer.Exit", "AssertionError"}
    for path in (PACKAGE / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = ast.unparse(node.exc.func)
                if name in allowed or name[0].islower():
                    continue
                kind = getattr(import_module(f"stance.cli.{path.stem}"), name, None) or getattr(errors, name)
                assert issubclass(kind, errors.StanceError), f"{path.name}:{node.lineno} raises {name}"


def test_the_codebook_of_the_page_is_sound() -> None:
    from stance.codebook import read_codebook

    text = re.search(r"```toml\n(.*?)```", (DOCS / "codebook.md").read_text(encoding="utf-8"), re.DOTALL)
    assert text
    codebook = read_codebook(text[1], Path("codebook.toml"))
    assert codebook.ids == ("build-now", "later", "never") and len(codebook.rules.cues) == 2


def test_the_positions_of_the_readme_are_those_of_the_codebook() -> None:
    from stance.codebook import load_codebook

    readme = CHECKOUT.joinpath("README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.) \| ([^|]+) \| `([^`]+)` \|", readme, re.MULTILINE)
    said = [(glyph, label, id_) for glyph, label, id_ in rows]
    known = [(one.glyph, one.label, one.id) for one in load_codebook().positions]
    assert sorted(said) == sorted(known)


def test_what_the_readme_points_to_is_there() -> None:
    for page in (CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *(CHECKOUT / "stance" / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_pages_that_comments_name_are_there() -> None:
    later = {"extraction.md"}
    for path in [*PACKAGE.rglob("*.py"), *(CHECKOUT / "data").glob("*.toml")]:
        for name in re.findall(r"\bdocs/([\w-]+\.md)", path.read_text(encoding="utf-8")):
            assert (DOCS / name).is_file() or name in later, f"{path.name} points to docs/{name}"


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
        print(DOCS / page)
