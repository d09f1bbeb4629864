"""What can go wrong in front of a user: each error owns its sentence and its exit code."""

from __future__ import annotations

from collections.abc import Sequence


class StanceError(Exception):
    """A failure that one line explains; the command line prints it and leaves with `exit_code`."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class BadUsage(StanceError):
    """What was typed cannot be understood, or means more than one thing."""

    exit_code = 2


class Ambiguous(BadUsage):
    """A name or an id that fits several records; `candidates` are shown, none is chosen."""

    def __init__(self, what: str, typed: str, candidates: Sequence[str]) -> None:
        shown = ", ".join(candidates[:8]) + (" and more" if len(candidates) > 8 else "")
        super().__init__(f"{what[:1].upper()}{what[1:]} {typed!r} fits several: {shown}.", "Type more of it.")
        self.candidates = tuple(candidates)


_LISTS = {"actor": "actors list", "event": "events list", "source": "sources list", "statement": "list --status all"}


class NotFound(StanceError):
    """A name or an id that fits no record; `suggestions` are near ones, `choices` all, where they are few."""

    exit_code = 3

    def __init__(self, what: str, typed: str, suggestions: Sequence[str] = (), choices: Sequence[str] = ()) -> None:
        hint = f"Did you mean {' or '.join(suggestions[:3])}?" if suggestions else ""
        if choices and not suggestions:
            hint = f"Choose from {', '.join(choices)}."
        elif not suggestions and what in _LISTS:
            hint = f"`stance {_LISTS[what]}` lists them."
        super().__init__(f"No {what} {typed!r}.", hint)
        self.suggestions = tuple(suggestions)


class BadData(StanceError):
    """A file that is not what it should be: a codebook, a roster, an article, a mapping."""


class Unmapped(BadData):
    """A value of somebody else's that names no position of ours; `value` is what a mapping has to translate."""

    def __init__(self, message: str, value: str) -> None:
        super().__init__(message, f"Say it: --map 'position:{value}=…'")
        self.value = value


class StoreError(StanceError):
    """A store that cannot be read or written: damaged, read-only, of a newer version, on a full disk."""


class Locked(StoreError):
    """Another process is writing to the store and did not finish within the time to wait."""

    exit_code = 5


class FaultsFound(StanceError):
    """`check` ran to its end and found faults."""

    exit_code = 4
