"""Groups of countries with the days from which they belonged: NATO, the EU, the Bucharest Nine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stance.errors import BadData
from stance.model import PartialDate
from stance.resources import data_file

try:
    import tomllib
except ImportError:  # Python 3.10
    import tomli as tomllib

_MEMBER = re.compile(r"([A-Z]{2})(?: since (\d{4}(?:-\d\d){0,2}))?(?: until (\d{4}(?:-\d\d){0,2}))?")


@dataclass(frozen=True)
class Member:
    """A country in a group, from and until a day; both included, None: always."""

    country: str
    since: PartialDate | None = None
    until: PartialDate | None = None

    def on(self, day: date) -> bool:
        return (not self.since or self.since.first <= day) and (not self.until or day <= self.until.last)


@dataclass(frozen=True)
class Group:
    """Countries that are counted together."""

    id: str
    name: str
    members: tuple[Member, ...]

    def countries(self, day: date) -> list[str]:
        """Who belonged on a day."""
        return [member.country for member in self.members if member.on(day)]


def load_groups(path: Path | None = None) -> list[Group]:
    """Read groups; None: those that ship. BadData names the entry that is wrong."""
    path = path or data_file("groups.toml")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("group", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadData(f"{path}: groups are [[group]] entries.")
    return [_read(path, entry) for entry in entries]


def _read(path: Path, entry: dict[str, object]) -> Group:
    id, name, members = entry.get("id"), entry.get("name"), entry.get("members")
    if not isinstance(id, str) or not isinstance(name, str) or not isinstance(members, list):
        raise BadData(f"{path}: a group needs id, name and members: {str(entry)[:60]}.")
    return Group(id, name, tuple(_members(path, id, members)))


def _members(path: Path, group: str, members: Iterable[object]) -> Iterable[Member]:
    for text in members:
        match = _MEMBER.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise BadData(f'{path}: group {group}: {text!r} is not like "FI" or "FI since 2023-04-04".')
        country, since, until = match.groups()
        try:
            yield Member(country, since and PartialDate.parse(since), until and PartialDate.parse(until))  # type: ignore[arg-type]
        except ValueError as error:
            raise BadData(f"{path}: group {group}: {text!r}: {error}.") from error
