"""The README's examples: run as they are written, in one folder, in order; what they print is what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
STANCE = shutil.which("stance", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


def examples() -> list[tuple[str, str]]:
    """Each command of the README with the output shown under it."""
    found = []
    for block in BLOCKS:
        parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
        assert not parts[0].strip(), "a console block begins with a command"
        found += list(zip(parts[1::2], parts[2::2], strict=True))
    return found


def fits(shown: str, printed: str) -> bool:
    """Whether an output is the one shown; a line of `…` in it stands for any lines."""
    pattern = "".join(".*?" if line.strip() == "…" else re.escape(line) for line in shown.splitlines(keepends=True))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")
def test_every_example_prints_what_the_readme_shows(tmp_path: Path) -> None:
    assert STANCE, "stance is not installed beside this Python"
    assert len(examples()) >= 8  # the way from an article to a summary, and the same in scripts
    shutil.copytree(TOP / "examples", tmp_path / "examples")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STANCE_")}
    env = {
        **kept,
        "PATH": f"{Path(STANCE).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "STANCE_TODAY": "2026-04-01",
        "STANCE_CODER": "reader",
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
    }
    for command, shown in examples():
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert fits(shown, done.stdout), f"$ {command}\n--- shown\n{shown}--- printed\n{done.stdout}"


def test_the_two_commands_stand_in_the_readme_and_the_second_is_what_ci_runs() -> None:
    assert "python -m pip install '.[web]' && stance init --sample && stance table && stance timeline" in README
    assert "python -m pip install '.[test]' && pytest" in README
    ci = (TOP / ".ci" / "run").read_text(encoding="utf-8")
    assert "python -m pip install --quiet '.[test]'" in ci
    assert ci.rstrip().endswith("pytest")


def test_files_the_readme_points_to_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (TOP / target).exists(), target
