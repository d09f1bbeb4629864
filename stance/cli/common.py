"""What all commands share: the project and the console, the lines of talk, the error boundary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from stance.errors import BadUsage, StanceError

if TYPE_CHECKING:
    from rich.console import Console

    from stance.actors import Gazetteer
    from stance.codebook import Codebook
    from stance.store import Store

STORE_NAME = "stance.json"

# typer carries Click inside itself; its usage error is the base of the one that typer makes public.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def path_of(typed: str) -> Path:
    """The path that was typed, `~` made the home folder; one of nobody's (`~nobody/x`) stays as it is."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111  Path.expanduser raises on the latter


# -- the project ------------------------------------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class Project:
    """What a command works on and under which circumstances; built once from options and environment."""

    store_option: str | None = None
    codebook_option: str | None = None
    coder_option: str | None = None
    color: str = "auto"  #: auto, always, never
    ascii_option: bool = False
    width_option: int | None = None
    wait: float = 30.0  #: seconds to wait for another writer
    today_option: str | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    opened: Store | None = None  #: kept to the end: to let go of a hundred thousand records takes a while

    @cached_property
    def today(self) -> date:
        """The day that "today" means: the clock's, or the one given by --today or STANCE_TODAY (for scripts, tests)."""
        given = self.today_option or self.environ.get("STANCE_TODAY")
        if not given:
            return date.today()
        try:
            return date.fromisoformat(given)
        except ValueError as error:
            raise BadUsage(f"--today takes a day such as 2023-07-11, not {given!r}.") from error

    @property
    def now(self) -> str:
        """The time of recording, ISO 8601: the clock's each time it is asked for, noon of the day that --today gives."""
        if self.today_option or self.environ.get("STANCE_TODAY"):
            return f"{self.today.isoformat()}T12:00:00+00:00"
        return datetime.now().astimezone().replace(microsecond=0).isoformat()

    @cached_property
    def coder(self) -> str:
        """Who is recording: --coder, STANCE_CODER, else the login name."""
        given = self.coder_option or self.environ.get("STANCE_CODER")
        found = given or self.environ.get("USER") or self.environ.get("USERNAME") or _login_name()
        if not found:
            say("Who is recording is not known, so records say 'unknown'; --coder NAME or STANCE_CODER tells.")
        return found or "unknown"

    @cached_property
    def store_path(self) -> Path:
        """Found by --store, STANCE_STORE, the nearest stance.json upwards, the user's application folder."""
        given = self.store_option or self.environ.get("STANCE_STORE")
        if given:
            return path_of(given)
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / STORE_NAME).is_file():
                return folder / STORE_NAME
        return Path(typer.get_app_dir("stance")) / STORE_NAME

    def open_store(self) -> Store:
        """The store for reading; NotFound says how to make one."""
        from stance.store import Store

        def tell() -> None:
            say("Waiting for another process that is writing to the store …")

        self.opened = Store.open(self.store_path, wait=self.wait, on_wait=tell)
        return self.opened

    @cached_property
    def codebook_file(self) -> Path | None:
        """--codebook, STANCE_CODEBOOK, or `codebook.toml` beside the store; None: the one that ships."""
        given = self.codebook_option or self.environ.get("STANCE_CODEBOOK")
        if given:
            return path_of(given)
        beside = self.store_path.with_name("codebook.toml")
        return beside if beside.is_file() else None

    def load_codebook(self) -> Codebook:
        """The whole codebook with its cues, for extraction and checks."""
        from stance.codebook import load_codebook

        return load_codebook(self.codebook_file)

    @cached_property
    def subject(self) -> tuple[str, str]:
        """What the positions are about: the codebook's title and its question; empty where it has none or has gone."""
        from stance.errors import NotFound

        try:
            codebook = self.load_codebook()
        except (NotFound, OSError):
            return "", ""
        return codebook.title or codebook.question, codebook.question

    def gazetteer(self, store: Store) -> Gazetteer:
        from stance.actors import Gazetteer

        return Gazetteer(store.actors())

    # -- terminal --

    @property
    def on_terminal(self) -> bool:
        """Whether stdout is a terminal."""
        return sys.stdout.isatty()

    @property
    def may_ask(self) -> bool:
        """Whether questions can be put: stdin and stderr are terminals."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    @cached_property
    def ascii(self) -> bool:
        """Whether to draw in ASCII only: by option, or as the output cannot encode the glyphs."""
        if self.ascii_option:
            return True
        try:
            "●◕◑◔○×─┈é".encode(sys.stdout.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return True
        return False

    @property
    def use_color(self) -> bool:
        """Decided here, not by rich: --color, then NO_COLOR, then FORCE_COLOR (not 0), then whether it is a terminal."""
        if self.color != "auto":
            return self.color == "always"
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR", "") not in ("", "0"):
            return True
        return self.on_terminal and self.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Columns to draw in: --width, COLUMNS, the terminal's; 80 where there is none."""
        import shutil

        return self.width_option or shutil.get_terminal_size((80, 24)).columns

    def console(self, file: TextIO | None = None, *, width: int | None = None) -> Console:
        """A rich console that shows strings as they are: no markup, no emoji, no highlighting, no colour unless decided."""
        from rich.console import Console

        return Console(
            file=file,
            width=width or self.width,
            # Not every terminal knows 16 million colours; a pipe that is to have colours says nothing of itself.
            color_system=("auto" if self.on_terminal else "truecolor") if self.use_color else None,
            force_terminal=self.use_color,
            no_color=not self.use_color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )


def _login_name() -> str:
    """The name that the system has for this account; empty where it has none."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # Windows; a container's account without a name
        return ""


# -- the error boundary -----------------------------------------------------------------------------------------------


def say(text: str = "") -> None:
    """A line of talk on stderr; control characters of the text are made visible."""
    from stance.letters import printable

    shown = printable(text, keep="\n")
    if len(shown) > 40 and sys.stderr.isatty():
        import shutil

        from stance.render.layout import talk

        shown = talk(shown, shutil.get_terminal_size((80, 24)).columns)
    print(shown, file=sys.stderr)


@contextmanager
def error_boundary() -> Iterator[None]:
    """Turn what can go wrong into one line on stderr and the exit code it owns."""
    try:
        yield
        sys.stdout.flush()
    except StanceError as error:
        say(f"stance: {error}".replace("\n", " "))  # text out of data shall not look like further lines of talk
        raise typer.Exit(error.exit_code) from error
    except BrokenPipeError:
        # The reader of our output has gone; keep the interpreter from complaining again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            raise
        say(f"stance: {_usage_line(error)}")
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            say()  # off the line of a question, where the terminal has put its ^C
        say("stance: interrupted.")
        raise typer.Exit(130) from None
    except RecursionError:
        say("stance: The data is nested too deeply.")
        raise typer.Exit(1) from None
    except MemoryError:
        say("stance: Out of memory.")
        raise typer.Exit(1) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"stance: {where}{error.strerror or error}.")
        raise typer.Exit(1) from error


def _usage_line(error: Any) -> str:
    """A usage error in one line, with the command whose help tells more."""
    message = " ".join(str(error.format_message()).split()).rstrip(".")
    where = error.ctx.command_path if error.ctx else "stance"
    return f"{message}. See `{where} --help`."


def project_of(ctx: Any) -> Project:
    """The project of a run; made on first use."""
    root = ctx.find_root()
    if not isinstance(root.obj, Project):
        root.obj = Project()
    project: Project = root.obj
    return project
