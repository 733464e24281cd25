"""Files that results go to: briefs, pages, exports. Each takes one result after another."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from fairwitness.brief.model import Brief
from fairwitness.cli.exports import Form, FormName, form
from fairwitness.cli.files import Growing, write_whole
from fairwitness.cli.index import Entry, index_page
from fairwitness.cli.names import FileNames
from fairwitness.pool import Result
from fairwitness.problems import Problem, WrongUse


class Output(Protocol):
    """Something that takes the results of a run."""

    def add(self, result: Result) -> None:
        """Takes one result, in input order."""
        ...

    def made(self) -> str | None:
        """What was made and where, in a line; None when it was shown."""
        ...

    def kept(self) -> str | None:
        """What there is of it when the run was broken off."""
        ...


class JsonStream:
    """Briefs as lines on standard output."""

    def add(self, result: Result) -> None:
        sys.stdout.buffer.write(result.json + b"\n")
        sys.stdout.buffer.flush()

    def made(self) -> str | None:
        return None

    kept = made


class JsonFile:
    """Briefs as lines of a file."""

    def __init__(self, file: Growing) -> None:
        self._file = file

    def add(self, result: Result) -> None:
        self._file.write(result.json + b"\n")

    def made(self) -> str | None:
        return f"briefs: {self._file.path}"

    def kept(self) -> str | None:
        return f"finished briefs: {self._file.part}"


class Export:
    """An export of incidents: to a file, or to standard output where there is none.

    `text` makes what a brief adds; between the additions stands `between`.
    """

    def __init__(self, form: Form, file: Growing | None) -> None:
        self._form = form
        self._file = file
        self._any = False
        self._write(form.opening)

    def add(self, result: Result) -> None:
        if result.status == "failed":
            return
        for piece in self._form.pieces(brief_of(result)):
            self._write((self._form.between if self._any else "") + piece)
            self._any = True

    def close(self) -> None:
        """Writes what ends the file."""
        self._write(self._form.closing)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8")
        if self._file is not None:
            self._file.write(data)
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def made(self) -> str | None:
        return f"{self._form.name}: {self._file.path}" if self._file is not None else None

    def kept(self) -> str | None:
        return f"finished {self._form.name}: {self._file.part}" if self._file is not None else None


class HtmlPage:
    """The page of the one report there is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, result: Result) -> None:
        write_whole(self._path, result.html or b"")

    def made(self) -> str | None:
        return f"page: {self._path}"

    def kept(self) -> str | None:
        return None


class HtmlFolder:
    """A page for each report, and an index of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = FileNames()
        self._entries: list[Entry] = []

    def add(self, result: Result) -> None:
        name = self._names.name(result.id)
        write_whole(self._folder / name, result.html or b"")
        self._entries.append(Entry.of(brief_of(result), name))

    def close(self) -> None:
        """Writes the index of what was read: all of it, or as far as it came."""
        write_whole(self._folder / "index.html", index_page(self._entries).encode("utf-8"))

    def made(self) -> str | None:
        return f"pages: {self._folder / 'index.html'}"

    kept = made


def brief_of(result: Result) -> Brief:
    """The brief a result carries."""
    return msgspec.json.decode(result.json, type=Brief)


@contextlib.contextmanager
def opened(
    json_to: str | None,
    html_to: Path | None,
    *,
    several: bool,
    exports: Mapping[FormName, str] | None = None,
) -> Iterator[list[Output]]:
    """The files asked for, finished when the block ends well and kept as they are otherwise.

    WrongUse when they cannot be written, or one page is asked of several reports.
    """
    with contextlib.ExitStack() as stack:
        outputs: list[Output] = []
        if html_to is not None:
            outputs.append(_html(html_to, stack, several=several))
        if json_to == "-":
            outputs.append(JsonStream())
        elif json_to is not None:
            outputs.append(JsonFile(stack.enter_context(Growing(Path(json_to)))))
        for name, to in (exports or {}).items():
            file = None if to == "-" else stack.enter_context(Growing(Path(to)))
            outputs.append(stack.enter_context(contextlib.closing(Export(form(name), file))))
        yield outputs


def _html(to: Path, stack: contextlib.ExitStack, *, several: bool) -> Output:
    if to.suffix.lower() in (".html", ".htm") and not to.is_dir():
        if several:
            message = "is one page, but there are several reports; give --html a folder."
            raise WrongUse(Problem(code="output", message=message, where=str(to)))
        return HtmlPage(to)
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot be made a folder for pages ({error.strerror})."
        raise WrongUse(Problem(code="output", message=message, where=str(to))) from error
    return stack.enter_context(contextlib.closing(HtmlFolder(to)))
