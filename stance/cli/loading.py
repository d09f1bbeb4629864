"""Commands that load when they are called, with the options that every one of them takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperGroup, TyperOption

from stance.cli.common import error_boundary, project_of
from stance.errors import BadUsage


class Entry(NamedTuple):
    """A command of the root: where it lives and what its line in the help says."""

    name: str
    panel: str
    target: str  #: "module:function", or "module:app" for a group of commands
    summary: str


def _remember(name: str) -> Callable[[Any, Any, Any], Any]:
    def callback(ctx: Any, param: Any, value: Any) -> Any:
        if value is not None and value is not False:
            if name == "color" and value not in ("auto", "always", "never"):
                raise BadUsage(f"--color takes auto, always or never, not {value!r}.")
            if name in ("width_option", "wait") and not value > 0:
                raise BadUsage(f"{param.opts[0]} takes a number above 0, not {value}.")
            setattr(project_of(ctx), name, value)
        return value

    return callback


def common_options() -> list[TyperOption]:
    """The options that the root and every command take, wherever they are typed."""

    def option(name: str, attribute: str, text: str, **more: Any) -> TyperOption:
        return TyperOption(
            param_decls=[name, "common_" + attribute],
            expose_value=False,
            help=text,
            callback=_remember(attribute),
            default=None,
            rich_help_panel="Common",
            **more,
        )

    return [
        option("--store", "store_option", "The store's file; else STANCE_STORE, else the nearest stance.json.", type=str, metavar="FILE"),
        option("--codebook", "codebook_option", "Another codebook than the store's.", type=str, metavar="FILE"),
        option("--coder", "coder_option", "Who records; else STANCE_CODER, else your login name.", type=str, metavar="NAME"),
        option("--color", "color", "auto, always or never.", type=str, metavar="WHEN"),
        option("--ascii", "ascii_option", "Draw in ASCII only.", is_flag=True, type=bool),
        option("--width", "width_option", "Columns to draw in.", type=int, metavar="N"),
        option("--wait", "wait", "Seconds to wait for another writer (30).", type=float, metavar="SECONDS"),
        option("--today", "today_option", "The day that counts as today.", type=str, metavar="DAY", hidden=True),
    ]  # fmt: skip


def build_command(name: str, target: Any) -> Any:
    """A command of the family made from a function, or from a Typer app for a group, with the common options added."""
    if isinstance(target, typer.Typer):
        command: Any = typer.main.get_group(target)
        command.name = name
        with_common_options(command)
        return command
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    single.command(name, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})(target)
    command = typer.main.get_command(single)
    with_common_options(command)
    return command


def with_common_options(command: Any) -> None:
    taken = {name for param in command.params for name in param.opts}
    command.params += [option for option in common_options() if not taken & set(option.opts)]


class CommandGroup(TyperGroup):
    """A group inside a family (`stance actors …`): its commands take the common options too."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = super().get_command(ctx, cmd_name)
        if command is not None and not getattr(command, "_has_common", False):
            with_common_options(command)
            command._has_common = True  # type: ignore[attr-defined]
        return command


def new_group(**settings: Any) -> typer.Typer:
    """The Typer app of a group of commands, such as `stance actors`."""
    return typer.Typer(
        cls=CommandGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, **settings,
    )  # fmt: skip


class Completion(NamedTuple):
    """What a shell is offered for a word begun."""

    value: str
    help: str = ""
    type: str = "plain"


class LazyGroup(TyperGroup):
    """The root group: it knows its commands by name and summary, and imports a module when its command is called."""

    entries: ClassVar[Mapping[str, Entry]] = {}
    panels: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        with_common_options(self)

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if cmd_name not in self.commands:
            module, _, attribute = entry.target.partition(":")
            self.commands[cmd_name] = build_command(cmd_name, getattr(import_module(module), attribute))
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.entries:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.entries)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`stance --help` lists them."
            raise BadUsage(f"No command {args[0]!r}.", hint)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        if incomplete.startswith("-"):
            return super(TyperGroup, self).shell_complete(ctx, incomplete)
        return [
            Completion(entry.name, entry.summary)
            for entry in self.entries.values()
            if entry.name.startswith(incomplete)
        ]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for panel in self.panels:
            rows = [(entry.name, entry.summary) for entry in self.entries.values() if entry.panel == panel]
            if rows:
                with formatter.section(panel):
                    formatter.write_dl(rows)

    def make_context(self, *args: Any, **settings: Any) -> Any:
        with error_boundary():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: Any) -> Any:
        with error_boundary():
            project_of(ctx)
            return super().invoke(ctx)


def print_version(wanted: bool) -> None:
    if wanted:
        from stance import __version__

        print(f"stance {__version__}")
        raise typer.Exit
