"""What each version of typer costs at every start: `python -m benchmarks typers`; it installs them into a folder by pip.

The supported range in pyproject.toml rests on this: a command that loads pydantic takes twice as long to begin.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.stores import make_store
from benchmarks.timing import Row, environment, in_turn, run

VERSIONS = ("0.26.0", "0.26.8", "0.27.3", "0.28.0", "0.29.0", "0.29.2")
_MINIMAL = "import typer; app = typer.Typer(); app.command()(lambda: print(1)); app([], standalone_mode=False)"
_ASK = _MINIMAL + "; import sys; print('pydantic' in sys.modules)"


def measure(versions: tuple[str, ...] = VERSIONS, times: int = 15) -> list[Row]:
    """A minimal command and `stance table` of 100 statements under each version, in units of `python -c pass`."""
    checkout = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "stance.json", 100)
        common = {**environment(), "STANCE_STORE": str(store), "STANCE_TODAY": "2026-01-01"}
        actions = {"python -c pass": partial(run, [sys.executable, "-c", "pass"], common)}
        notes = {}
        for version in versions:
            place = Path(folder) / version
            install = [sys.executable, "-m", "pip", "install", "-q", "--target", str(place), f"typer=={version}"]
            subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
            env = common | {"PYTHONPATH": f"{place}:{checkout}"}
            asked = subprocess.run([sys.executable, "-c", _ASK], env=env, capture_output=True, text=True, check=True)
            notes[version] = "loads pydantic" if "True" in asked.stdout else ""
            actions[f"typer {version}, a minimal command"] = partial(run, [sys.executable, "-c", _MINIMAL], env)
            ours = [sys.executable, "-m", "stance", "table"]
            if subprocess.run(ours, env=env, capture_output=True).returncode == 0:
                actions[f"typer {version}, stance table"] = partial(run, ours, env)
            else:  # it is outside the supported range
                notes[version] += ", does not run stance"
        found = in_turn(actions, times)
    unit = found.pop("python -c pass").seconds
    rows = [Row("python -c pass", unit * 1000, "ms")]
    return rows + [
        Row(what, one.seconds / unit, "×", note=notes[what.split()[1].rstrip(",")]) for what, one in found.items()
    ]
