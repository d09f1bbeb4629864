"""Where the data files that ship with stance lie: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

from stance.errors import StanceError

_PACKAGE = Path(__file__).resolve().parent


def data_file(name: str) -> Path:
    """The path of a shipped data file, such as `codebook.toml`; StanceError if the installation lacks it."""
    for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if (folder / name).is_file():
            return folder / name
    raise StanceError(f"The data file {name} is missing from this installation.", "Install stance again.")
