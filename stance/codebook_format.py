"""What may stand in a codebook's file, and what is wrong with one: every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from stance.model import Problem
from stance.phrases import Lists, Phrase, PhraseError

FORMAT = 1
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}|[a-z_]{3,30}[0-9]{0,3}")

_TOP = {"codebook": int, "id": str, "title": str, "question": str, "language": str, "version": str, "weights": str, "lists": dict, "topic": dict,
        "position": list, "cue": list}  # fmt: skip
_POSITION = {"id": str, "label": str, "title": str, "definition": str, "example": str, "glyph": str, "ascii": str, "color": str,
             "support": int, "core": bool, "outranks": list, "beside": list}  # fmt: skip
_TOPIC = {"slot": list, "ignore": list, "unless": list, "ask": list, "stances": list}
_SLOT = {"name": str, "words": list, "others": list, "reach": str, "assumed": bool}
_CUE = {"id": str, "position": str, "phrases": list, "with": list, "without": list, "needs": list, "weight": int, "negated": str,
        "condition": bool, "scope": str, "note": str}  # fmt: skip
_REACH = ("sentence", "paragraph", "article")
_SCOPE = ("clause", "sentence", "passage")


class _Lines:
    """Where things stand in the file: TOML parsers tell values, not lines."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.tables: dict[tuple[str, int], int] = {}
        counts: dict[str, int] = {}
        for number, line in enumerate(self.lines, 1):
            match = re.match(r"\s*\[{1,2}\s*([\w.\-]+)\s*\]{1,2}", line)
            if match:
                name = match.group(1)
                counts[name] = counts.get(name, -1) + 1
                self.tables[name, counts[name]] = number

    def of(self, table: str, index: int = 0, key: str = "", value: object = None) -> int | None:
        """The 1-based line of a value, else of its key, else of its table."""
        start = self.tables.get((table, index), 1 if not table else None)
        if start is None:
            return None
        found = start if table else None
        quoted = str(value) if isinstance(value, str) else None
        seen_key = not key
        for number in range(start, len(self.lines) + 1):
            line = self.lines[number - 1]
            if number > start and re.match(r"\s*\[{1,2}[\w.\-]+\]{1,2}", line):
                break
            if key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
                found, seen_key = number, True
            if seen_key and quoted is not None and (f'"{quoted}"' in line or f"'{quoted}'" in line):
                return number
        return found


class Check:
    """Finds every fault of a codebook; each with the line it stands on and the reason."""

    def __init__(self, raw: Mapping[str, Any], text: str, place: str) -> None:
        self.raw, self.place, self.lines = raw, place, _Lines(text)
        #: lists of texts; what else stands among them is a fault of its own
        self.sound = Lists(
            {
                name: value
                for name, value in self._lists().items()
                if isinstance(value, list) and all(isinstance(one, str) for one in value)
            }
        )

    def fault(self, reason: str, table: str = "", index: int = 0, key: str = "", value: object = None) -> Problem:
        return Problem(self.place, reason, self.lines.of(table, index, key, value))

    def faults(self) -> Iterator[Problem]:
        yield from self.keys(self.raw, _TOP, "", 0, "the codebook")
        version = self.raw.get("codebook", FORMAT)
        if isinstance(version, int) and version > FORMAT:
            yield self.fault(f"it is written in format {version}; this program reads up to {FORMAT}", key="codebook")
        yield from self.identifier(self.raw, "", 0, "the codebook")
        weights = self.raw.get("weights")
        if isinstance(weights, str) and not re.fullmatch(r"[\w-]+\.json", weights):
            yield self.fault("`weights` must be the name of a .json file beside the codebook", key="weights")
        yield from self.positions()
        yield from self.lists()
        slots = list(self.tables("topic.slot", self._topic().get("slot", [])))
        yield from self.topic(slots)
        yield from self.cues({slot.get("name") for _, slot in slots})

    def _topic(self) -> Mapping[str, Any]:
        topic = self.raw.get("topic", {})
        return topic if isinstance(topic, dict) else {}

    def tables(self, name: str, entries: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
        if isinstance(entries, list):
            for index, entry in enumerate(entries):
                if isinstance(entry, dict):
                    yield index, entry

    def keys(
        self, entry: Mapping[str, Any], known: Mapping[str, type], table: str, index: int, what: str
    ) -> Iterator[Problem]:
        for key, value in entry.items():
            if key not in known:
                from difflib import get_close_matches

                near = get_close_matches(key, known, n=1)
                hint = f" (did you mean `{near[0]}`?)" if near else ""
                yield self.fault(f"{what} has an unknown key `{key}`{hint}", table, index, key)
                continue
            wanted = known[key]
            fits = isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))
            if not fits:
                name = {int: "a whole number", str: "a text", bool: "true or false", list: "a list", dict: "a table"}[
                    wanted
                ]
                yield self.fault(f"`{key}` of {what} must be {name}", table, index, key)
            elif wanted is list and key not in ("slot", "position", "cue"):
                for one in value:
                    if not isinstance(one, str):
                        yield self.fault(f"`{key}` of {what} must be a list of texts", table, index, key)
                        break
            elif wanted is list and not all(isinstance(one, dict) for one in value):
                yield self.fault(
                    f"`{key}` must be written as [[{table + '.' if table else ''}{key}]] tables", table, index, key
                )

    def identifier(
        self, entry: Mapping[str, Any], table: str, index: int, what: str, key: str = "id"
    ) -> Iterator[Problem]:
        value = entry.get(key)
        if value is None:
            yield self.fault(f"{what} has no `{key}`", table, index)
        elif isinstance(value, str) and not _ID.fullmatch(value):
            yield self.fault(f"`{value}` is no {key}: small letters, digits and hyphens, 40 at most", table, index, key)

    def positions(self) -> Iterator[Problem]:
        entries = list(self.tables("position", self.raw.get("position")))
        if not entries:
            yield self.fault("it states no [[position]]")
        seen: dict[tuple[str, str], int] = {}
        ids = {entry.get("id") for _, entry in entries}
        for index, entry in entries:
            name = entry.get("id") if isinstance(entry.get("id"), str) else f"number {index + 1}"
            what = f"position {name}"
            yield from self.keys(entry, _POSITION, "position", index, what)
            yield from self.identifier(entry, "position", index, what)
            if not entry.get("label"):
                yield self.fault(f"{what} has no `label`", "position", index)
            for key in ("id", "label", "glyph", "ascii"):
                value = entry.get(key)
                if isinstance(value, str):
                    if (key, value) in seen:
                        yield self.fault(
                            f"{what} has the same {key} {value!r} as position {seen[key, value] + 1}",
                            "position",
                            index,
                            key,
                        )
                    seen.setdefault((key, value), index)
            yield from self.looks(entry, index, what)
            for key in ("outranks", "beside"):
                for other in entry.get(key, []) if isinstance(entry.get(key, []), list) else []:
                    if isinstance(other, str) and other not in ids:
                        yield self.fault(
                            f"`{key}` of {what} names `{other}`, which is no position", "position", index, key
                        )

    def looks(self, entry: Mapping[str, Any], index: int, what: str) -> Iterator[Problem]:
        from stance.text import printable

        for key, most in (("glyph", 1), ("ascii", 1), ("label", 40), ("title", 120)):
            value = entry.get(key)
            if not isinstance(value, str):
                continue
            if not value.strip() or len(value) > most:
                size = "one character" if most == 1 else f"1 to {most} characters"
                yield self.fault(f"`{key}` of {what} must be {size}", "position", index, key)
            elif printable(value) != value:
                yield self.fault(f"`{key}` of {what} has control characters", "position", index, key)
            elif key == "ascii" and not value.isascii():
                yield self.fault(f"`ascii` of {what} must be an ASCII character", "position", index, key)
        color = entry.get("color")
        if isinstance(color, str) and not _COLOR.fullmatch(color):
            yield self.fault(f"`color` of {what} must be like #0072b2 or a name like green", "position", index, "color")

    def phrases(self, entry: Mapping[str, Any], key: str, what: str, table: str, index: int) -> Iterator[Problem]:
        value = entry.get(key, [])
        for phrase in value if isinstance(value, list) else []:
            if isinstance(phrase, str):
                try:
                    Phrase(phrase, self.sound)
                except PhraseError as error:
                    yield self.fault(f"{phrase!r} in `{key}` of {what}: {error}", table, index, key, phrase)
                except RecursionError:
                    yield self.fault(f"{phrase!r} in `{key}` of {what}: nested too deeply", table, index, key, phrase)

    def _lists(self) -> Mapping[str, Any]:
        lists = self.raw.get("lists", {})
        return lists if isinstance(lists, dict) else {}

    def lists(self) -> Iterator[Problem]:
        for name, entries in self._lists().items():
            if not re.fullmatch(r"[\w-]+", name):
                yield self.fault(f"`{name}` is no name of a list: letters, digits and hyphens", "lists", 0, name)
            if not isinstance(entries, list) or not entries or not all(isinstance(one, str) for one in entries):
                yield self.fault(f"the list @{name} must be a list of phrases, with one at least", "lists", 0, name)
            else:
                yield from self.phrases(self._lists(), name, "the lists", "lists", 0)

    def topic(self, slots: list[tuple[int, Mapping[str, Any]]]) -> Iterator[Problem]:
        yield from self.keys(self._topic(), _TOPIC, "topic", 0, "the topic")
        yield from self.phrases(self._topic(), "ignore", "the topic", "topic", 0)
        yield from self.phrases(self._topic(), "unless", "the topic", "topic", 0)
        names: set[object] = set()
        for index, slot in slots:
            what = f"slot {slot.get('name', index + 1)}"
            yield from self.keys(slot, _SLOT, "topic.slot", index, what)
            yield from self.identifier(slot, "topic.slot", index, what, "name")
            if slot.get("name") in names:
                yield self.fault(f"{what} stands twice", "topic.slot", index, "name")
            names.add(slot.get("name"))
            if not slot.get("words"):
                yield self.fault(f"{what} has no `words` that fill it", "topic.slot", index)
            if slot.get("reach", "article") not in _REACH:
                yield self.fault(f"`reach` of {what} must be one of {', '.join(_REACH)}", "topic.slot", index, "reach")
            for key in ("words", "others"):
                yield from self.phrases(slot, key, what, "topic.slot", index)

    def cues(self, slots: set[Any]) -> Iterator[Problem]:
        positions = {entry.get("id") for _, entry in self.tables("position", self.raw.get("position"))}
        names: set[object] = set()
        for index, cue in self.tables("cue", self.raw.get("cue")):
            what = f"cue {cue.get('id', index + 1)}"
            yield from self.keys(cue, _CUE, "cue", index, what)
            yield from self.identifier(cue, "cue", index, what)
            if cue.get("id") in names:
                yield self.fault(f"{what} stands twice", "cue", index, "id")
            names.add(cue.get("id"))
            if not cue.get("phrases"):
                yield self.fault(f"{what} has no `phrases`", "cue", index)
            for key, also in (("position", ""), ("negated", "same")):
                value = cue.get(key, "")
                if isinstance(value, str) and value not in ("", also) and value not in positions:
                    yield self.fault(f"`{key}` of {what} is `{value}`, which is no position", "cue", index, key)
            for slot in cue.get("needs", []) if isinstance(cue.get("needs", []), list) else []:
                if slot not in slots:
                    yield self.fault(
                        f"`needs` of {what} names `{slot}`, which is no slot of the topic", "cue", index, "needs"
                    )
            weight = cue.get("weight", 5)
            if isinstance(weight, int) and not 1 <= weight <= 9:
                yield self.fault(f"`weight` of {what} must be 1 to 9", "cue", index, "weight")
            if cue.get("scope", "sentence") not in _SCOPE:
                yield self.fault(f"`scope` of {what} must be one of {', '.join(_SCOPE)}", "cue", index, "scope")
            for key in ("phrases", "with", "without"):
                yield from self.phrases(cue, key, what, "cue", index)
