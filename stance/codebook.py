"""The codebook file: which positions there are on which question, and the cues by which a text shows one.

stance/docs/codebook.md describes the format for those who write one; `stance/phrases.py` is the language of its phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from stance.codebook_format import Check
from stance.errors import BadData, NotFound
from stance.matching import PhraseSet, Vocabulary
from stance.model import Position
from stance.phrases import Lists, Phrase

__all__ = ["Codebook", "Cue", "Rules", "Slot", "load_codebook"]

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Slot:
    """One of the things a passage must speak of to be on the question: who, which organisation, what step.

    Its phrases stand in `Rules.topic`, tagged `slot` (they fill it) and `other` (something else fills it: another
    candidate, another organisation).
    """

    name: str
    reach: str  #: how far its filling carries: "sentence", "paragraph" or "article"
    assumed: bool  #: weakly filled where the text has named nothing else for it


@dataclass(frozen=True)
class Cue:
    """Phrases that show a position where they stand; they are in `Rules.matcher`."""

    id: str
    position: str  #: id of a Position, or empty: the cue only keeps others from counting
    near: PhraseSet | None  #: one of these must stand in the scope as well
    apart: PhraseSet | None  #: none of these may stand in the scope
    needs: tuple[int, ...]  #: indexes of the slots that must be filled
    weight: int  #: 1 to 9, how much it tells
    negated: str  #: position shown when it is negated; "same": negation changes nothing; empty: none
    condition: bool  #: its words are the condition of the position
    scope: str  #: where `near` and `apart` look: "clause", "sentence" or "passage"
    place: int  #: in the file

    @cached_property
    def shows(self) -> tuple[str, ...]:
        """The positions it may show, negated or not."""
        return tuple(one for one in (self.position, self.negated) if one not in ("", "same"))


@dataclass(frozen=True)
class Rules:
    """The cues of a codebook, ready for use by the extraction."""

    slots: tuple[Slot, ...]
    topic: PhraseSet  #: all phrases of slots and `ignore`, so that a sentence is looked through once
    topic_of: tuple[
        tuple[str, int], ...
    ]  #: for each phrase of `topic`: "slot", "other", "ignore" or "unless", and its slot
    cues: tuple[Cue, ...]  #: in the order of the file
    matcher: PhraseSet  #: all phrases of cues, those of the heaviest cues first
    cue_of: tuple[Cue, ...]  #: for each phrase of `matcher` its cue
    needs: frozenset[tuple[int, ...]]  #: all sets of slots that cues need
    outranks: Mapping[str, frozenset[str]]  #: position → those that are not coded beside it


@dataclass(frozen=True)
class Codebook:
    """The positions of one question, in the order of the file, with the cues that show them."""

    id: str
    title: str = ""
    question: str = ""
    positions: tuple[Position, ...] = ()
    language: str = "en"  #: of the texts its cues are for, ISO 639-1
    version: str = ""
    path: Path | None = None
    weights: Path | None = None  #: file of learned weights beside it, for the extraction; None: the cues decide alone
    raw: Mapping[str, Any] = field(
        default_factory=dict, repr=False, compare=False
    )  #: `lists`, `topic` and `cue` as loaded

    @cached_property
    def _by_id(self) -> dict[str, Position]:
        return {position.id: position for position in self.positions}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(position.id for position in self.positions)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def position(self, id: str) -> Position:
        """The position of that id; NotFound suggests near ones, by id or by label."""
        found = self._by_id.get(id)
        if found is not None:
            return found
        from difflib import get_close_matches

        wanted = id.casefold().strip()
        named = {position.label.casefold(): position.id for position in self.positions}
        near = get_close_matches(wanted, [*self.ids, *named], n=3, cutoff=0.55)
        starts = [one for one in (*self.ids, *named) if wanted and one.startswith(wanted)]
        suggestions = list(dict.fromkeys(named.get(one, one) for one in [*starts, *near]))
        raise NotFound("position", id, suggestions, self.ids if len(self.ids) <= 12 else ())

    def rank(self, id: str) -> int:
        """The place of a position in the order of the file; unknown ones come last."""
        return self.ids.index(id) if id in self._by_id else len(self.positions)

    @cached_property
    def rules(self) -> Rules:
        """The cues, read; nothing of them is touched before this is asked for."""
        lists = Lists(self.raw.get("lists", {}))
        vocabulary = Vocabulary()

        def read(entries: Iterable[str]) -> tuple[Phrase, ...]:
            return tuple(Phrase(entry, lists) for entry in entries)

        def together(entries: Sequence[str]) -> PhraseSet | None:
            return PhraseSet(read(entries), vocabulary) if entries else None

        topic = self.raw.get("topic", {})
        tagged: list[tuple[Phrase, tuple[str, int]]] = [(one, ("ignore", 0)) for one in read(topic.get("ignore", ()))]
        tagged += [(one, ("unless", 0)) for one in read(topic.get("unless", ()))]
        slots: list[Slot] = []
        cues: list[Cue] = []
        of_cues: list[tuple[Phrase, int]] = []
        for number, one in enumerate(topic.get("slot", ())):
            slots.append(Slot(one["name"], one.get("reach", "article"), one.get("assumed", False)))
            tagged += [(phrase, ("slot", number)) for phrase in read(one["words"])]
            tagged += [(phrase, ("other", number)) for phrase in read(one.get("others", ()))]
        names = [slot.name for slot in slots]
        for number, one in enumerate(self.raw.get("cue", ())):
            of_cues += [(phrase, number) for phrase in read(one["phrases"])]
            cue = Cue(
                id=one["id"],
                position=one.get("position", ""),
                near=together(one.get("with", ())),
                apart=together(one.get("without", ())),
                needs=tuple(names.index(name) for name in one.get("needs", names)),
                weight=one.get("weight", 5),
                negated=one.get("negated", ""),
                condition=one.get("condition", False),
                scope=one.get("scope", "sentence"),
                place=number,
            )
            cues.append(cue)
        outranks = {one.id: frozenset(one.extra.get("outranks", ())) for one in self.positions}
        of_cues.sort(key=lambda one: -cues[one[1]].weight)
        return Rules(
            slots=tuple(slots),
            topic=PhraseSet(phrase for phrase, _ in tagged),
            topic_of=tuple(owner for _, owner in tagged),
            cues=tuple(cues),
            # Sentences in which cues are looked for speak of the topic.
            matcher=PhraseSet(
                (phrase for phrase, _ in of_cues),
                vocabulary,
                common={word for phrase, (kind, _) in tagged if kind == "slot" for word in phrase.alone},
            ),
            cue_of=tuple(cues[number] for _, number in of_cues),
            needs=frozenset(cue.needs for cue in cues),
            outranks=outranks,
        )


def load_codebook(path: Path | None = None) -> Codebook:
    """Read a codebook file, or the one that ships.

    BadData names every fault with its line; nothing is guessed and no unknown key is passed over.
    """
    from stance.resources import data_file

    path = path or data_file("codebook.toml")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BadData(f"There is no codebook at {path}.", "Give one with --codebook.") from None
    except IsADirectoryError:
        raise BadData(f"{path} is a folder, not a codebook.") from None
    if len(data) > MAX_BYTES:
        raise BadData(f"{path} has more than {MAX_BYTES:,} bytes, too many for a codebook.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadData(f"{path}:{line}: not UTF-8 text.") from None
    return read_codebook(text.replace("\r\n", "\n"), path)


def read_codebook(text: str, path: Path) -> Codebook:
    """The codebook that a text states; `path` is for messages and for `Codebook.path`."""
    try:
        import tomllib
    except ImportError:  # Python 3.10
        import tomli as tomllib
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path}:{line.group(1)}" if line else str(path)
        reason = re.sub(r" \(at .*\)$", "", str(error)) if line else str(error) or "nested too deeply"
        raise BadData(f"{place}: {reason}.") from None
    faults = list(Check(raw, text, str(path)).faults())
    if faults:
        raise BadData("\n".join(str(fault) for fault in faults))
    positions = tuple(
        Position(
            id=one["id"],
            label=one["label"],
            definition=one.get("definition", ""),
            glyph=one.get("glyph", "•"),
            ascii=one.get("ascii", "*"),
            color=one.get("color", ""),
            support=one.get("support"),
            core=one.get("core", True),
            extra={key: one[key] for key in ("title", "example", "outranks", "beside") if key in one},
        )
        for one in raw["position"]
    )
    return Codebook(
        id=raw["id"], title=raw.get("title", ""), question=raw.get("question", ""), positions=positions,
        language=raw.get("language", "en"), version=raw.get("version", ""), path=path,
        weights=path.with_name(raw["weights"]) if raw.get("weights") else None,
        raw={key: raw[key] for key in ("lists", "topic", "cue") if key in raw},
    )  # fmt: skip
