"""Options that many commands take, as dataclasses: a command names the group, and typer sees its fields.

    @takes_groups
    def table(ctx: typer.Context, filters: Filters, output: Output) -> None: ...

shows every field of `Filters` and `Output` as an option of `table` and hands them over as two values.
"""

# Annotations are values here, not words: typer asks for them at every start, and reading words takes time.

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, field, fields, is_dataclass
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from stance.cli.completion import (
    complete_actor,
    complete_country,
    complete_event,
    complete_format,
    complete_kind,
    complete_position,
    complete_source,
    complete_status,
)
from stance.record import record, record_of

Command = TypeVar("Command", bound=Callable[..., Any])


@record
class Filters:
    """Which statements a reading command looks at; all given must hold, several values of one are alternatives."""

    actor: Annotated[
        list[str],
        typer.Option(
            "--actor", metavar="NAME", autocompletion=complete_actor, help="Only this actor (any alias); repeatable."
        ),
    ] = field(default_factory=list)
    country: Annotated[
        list[str],
        typer.Option(
            "--country",
            metavar="CODE",
            autocompletion=complete_country,
            help="Only who speaks for this country or organisation.",
        ),
    ] = field(default_factory=list)
    position: Annotated[
        list[str],
        typer.Option("--position", metavar="CODE", autocompletion=complete_position, help="Only this position."),
    ] = field(default_factory=list)
    kind: Annotated[
        list[str],
        typer.Option(
            "--kind", metavar="KIND", autocompletion=complete_kind, help="Only direct, indirect or reported statements."
        ),
    ] = field(default_factory=list)
    event: Annotated[
        list[str],
        typer.Option(
            "--event", metavar="EVENT", autocompletion=complete_event, help="Only statements made at this event."
        ),
    ] = field(default_factory=list)
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="From this day on (2023-07-11, 2023-07, 2023-Q3, '3 months ago')."),
    ] = None
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to this day, included.")] = None
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="As things stood on this day (today).")
    ] = None
    source: Annotated[
        list[str],
        typer.Option(
            "--source",
            metavar="SOURCE",
            autocompletion=complete_source,
            help="Only from this source: its id or outlet.",
        ),
    ] = field(default_factory=list)
    status: Annotated[
        list[str],
        typer.Option(
            "--status",
            metavar="STATUS",
            autocompletion=complete_status,
            help="accepted (the default), proposed, rejected, trashed or all.",
        ),
    ] = field(default_factory=list)
    text: Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Only where these words stand in quote, summary or note.")] = None  # fmt: skip


@record
class Output:
    """How a reading command answers, and where to."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=complete_format,
            help="table (the default), csv, json, jsonl or md.",
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file, in the format of its ending: .csv, .json, .jsonl, .md, .txt; .svg and .html draw the screen.",
        ),
    ] = None
    sort: Annotated[
        str | None, typer.Option("--sort", metavar="FIELD", help="Sort by this field; -FIELD turns it round.")
    ] = None
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help="At most N rows.")] = None  # fmt: skip


DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; fail where consent is missing.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="Processes; else by the work.")]


Actors = Annotated[
    list[str],
    typer.Argument(metavar="[ACTOR]…", autocompletion=complete_actor, help="Who; everybody if nobody is named."),
]


@functools.cache
def _types_of(group: type) -> dict[str, Any]:
    return get_type_hints(group, include_extras=True)


def takes_groups(command: Command) -> Command:
    """Let typer see the fields of each parameter whose annotation is a dataclass of options."""
    # Not get_type_hints: before Python 3.11 it wraps what has the default None, and hides typer's part of it.
    signature = inspect.signature(command, eval_str=True)
    plain: list[inspect.Parameter] = []
    optional: list[inspect.Parameter] = []
    groups: dict[str, type] = {}
    for parameter in signature.parameters.values():
        hint = parameter.annotation
        if isinstance(hint, type) and is_dataclass(hint):
            groups[parameter.name] = hint
            types = _types_of(hint)
            for one in fields(hint):
                default = one.default_factory() if one.default_factory is not MISSING else one.default
                optional.append(
                    inspect.Parameter(
                        one.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=types[one.name]
                    )
                )
        else:
            plain.append(parameter.replace(annotation=hint, kind=inspect.Parameter.KEYWORD_ONLY))

    @functools.wraps(command)
    def with_groups(**values: Any) -> Any:
        for name, group in groups.items():
            values[name] = record_of(group, {one.name: values.pop(one.name) for one in fields(group)})
        return command(**values)

    parameters = plain + optional
    with_groups.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_groups.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del with_groups.__wrapped__
    return with_groups  # type: ignore[return-value]
