"""Ids made from content: the same thing gets the same id in everybody's store, so imports repeat and stores merge."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from stance.letters import fold
from stance.model import PartialDate

_DIGITS = 10  # 40 bits: among 100,000 records a clash has a chance of one in 220


def _digest(prefix: str, *parts: str) -> str:
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_DIGITS]


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text, hexadecimal; it names the file that keeps the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def source_id(sha256: str = "", *, url: str = "", title: str = "", outlet: str = "", published: str = "") -> str:
    """The id of a source: of its text where there is one, else of its address, else of what describes it.

    Outlets that carry the same text are sources of their own, so the outlet counts beside the text.
    """
    if sha256:
        return _digest("a", "text", sha256, *([fold(outlet)] if outlet else []))
    if url:
        return _digest("a", "url", url)
    return _digest("a", "described", fold(title), fold(outlet), published)


def statement_id(actor: str, position: str, stated_on: PartialDate | None, words: str, sources: Iterable[str]) -> str:
    """The id of a statement as first recorded; later edits keep it.

    `words` is the quote, or the summary where there is none. The source counts only for statements without a date,
    so that two outlets with the same words on the same day make the same id.
    """
    told = "" if stated_on else min(sources, default="")
    return _digest("s", actor, position, str(stated_on or ""), re.sub(r"\W+", " ", fold(words)).strip(), told)


def batch_id(recorded_at: str, command: str, changed: Iterable[str]) -> str:
    """The id of a batch of changes."""
    return _digest("b", recorded_at, command, *sorted(changed))


def slug(name: str) -> str:
    """An id for an actor or an event: lower-case ASCII words joined by hyphens."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "-".join(words) or _digest("x", name)
