"""The way of working of examples/team/README.md, as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "examples" / "team" / "README.md"


@pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="needs git and a shell")
def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    program = tools / "stance"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m stance "$@"\n')
    program.chmod(0o755)
    script = "".join(re.findall(r"^```sh\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S))
    folder = tmp_path / "team"
    folder.mkdir()
    env = {
        **os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "STANCE_STORE": "",
        "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org", "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@example.org",
    }  # fmt: skip
    done = subprocess.run(["sh", "-e"], input=script, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "CONFLICT" not in done.stdout and "Conflict" not in done.stderr
    log = subprocess.run([program, "log"], cwd=folder, env=env, capture_output=True, text=True).stdout
    assert {"anna", "bo"} <= set(log.split()) and "merge bo.json" in log
    assert (
        "undone" in log
        and "stance.json.lock"
        not in subprocess.run(["git", "ls-files"], cwd=folder, env=env, capture_output=True, text=True).stdout
    )
