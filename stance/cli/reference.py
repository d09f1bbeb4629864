"""What the reference commands share: one record on the screen, and what people type into its fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from stance.cli.common import Project, say
from stance.cli.options import Output
from stance.errors import BadUsage
from stance.model import ActorKind, PartialDate

if TYPE_CHECKING:
    from stance.actors import Gazetteer
    from stance.export.formats import Field
    from stance.model import Actor
    from stance.store import Store


Kept = TypeVar("Kept")


def give_record(project: Project, output: Output, command: str, document: Mapping[str, Any]) -> None:
    """One record: a line a field on the screen and on a pipe, one row in the other formats."""
    from stance.cli.output import chosen_format, write_text
    from stance.cli.telling import give
    from stance.export.formats import Field, flat
    from stance.text import printable

    form = chosen_format(output)
    if form != "table":
        types = {bool: "boolean", int: "integer", list: "list"}
        made = [Field(name, types.get(type(value), "text"), "") for name, value in document.items()]
        give(project, output, {"command": command, "as_of": None, "filters": {}}, made, [document])
        return
    wide = max(map(len, document)) + 2
    lines = []
    for name, value in document.items():
        parts = (
            [printable(flat(one)) for one in value] if isinstance(value, (list, tuple)) else [printable(flat(value))]
        )
        lines += [(name if not at else "").ljust(wide) + part for at, part in enumerate(parts)]
    write_text(project, output.output if output.output != "-" else None, "".join(f"{line}\n" for line in lines))


def with_words(records: Iterable[Kept], words: Sequence[str] | None, text: Callable[[Kept], str]) -> list[Kept]:
    """The records whose text holds all the words, without regard to case and accents."""
    from stance.text import fold

    wanted = [fold(word) for word in words or ()]
    return [one for one in records if all(word in fold(text(one)) for word in wanted)] if wanted else list(records)


def give_list(
    project: Project,
    output: Output,
    what: str,
    fields: Sequence[Field],
    rows: Sequence[Mapping[str, Any]],
    filters: Mapping[str, Any],
    as_of: str | None = None,
) -> None:
    """The rows of `stance events list` and its like; `what` is one of them: "event"."""
    from stance.cli.telling import give

    if not rows:
        say(f"No {what} fits.")
    given = {name: value for name, value in filters.items() if value}
    give(project, output, {"command": f"{what}s list", "as_of": as_of, "filters": given}, fields, rows)


def read_kind(typed: str) -> ActorKind:
    """person, body or state; BadUsage on anything else."""
    try:
        return ActorKind(typed.strip().lower())
    except ValueError:
        raise BadUsage(f"No kind {typed!r}.", f"Choose from {', '.join(ActorKind)}.") from None


def one_line(text: str, what: str) -> str:
    """Text without control characters and needless blanks; BadUsage where nothing is left."""
    from stance.text import printable

    found = " ".join(printable(text).split())
    if not found:
        raise BadUsage(f"{what} cannot be empty.")
    return found


def typed_date(typed: str, today: date) -> PartialDate:
    """A day, a month or a year as people type it."""
    from stance.dates import parse_day

    return parse_day(typed, today)


def look_alikes(gazetteer: Gazetteer, actor: Actor) -> list[str]:
    """A sentence for each actor of the roster that a new one may be, by name."""
    return [
        f"Is {actor.name} perhaps {one.name}? `stance actors merge {one.id} {actor.id}` makes them one."
        for one in gazetteer.alike(actor.name)[:3]
    ]


def count_uses(store: Store, field: str) -> Counter[str]:
    """How many statements, whatever their status, name each record."""
    counts: Counter[str] = Counter()
    for one in store.documents("statements").values():
        if field == "source":
            counts.update({ref["source"] for ref in one.get("sources", ())})
        else:
            counts[one.get(field, "")] += 1
    return counts
