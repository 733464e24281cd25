"""What the tests of ingest share: one-item reading, hand-made PDFs, local web servers."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from fairwitness.ingest import Door, open_sources
from fairwitness.ingest.web import Network
from fairwitness.report import Failure, Report

Read = Callable[..., Report | Failure]
Text = tuple[int, int, str]
"""Left edge, base line (points from the foot of the page) and words of a line."""
MakePdf = Callable[..., bytes]
Handler = Callable[[http.server.BaseHTTPRequestHandler], None]
Serve = Callable[[Handler], str]


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads the one report or failure of a source."""

    def one(source: str | bytes, **door: object) -> Report | Failure:
        (item,) = open_sources([source], Door(**door))  # type: ignore[arg-type]
        return item

    return one


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """Writes a PDF 1.4 of pages of placed lines; `trailer` adds to its trailer."""

    def make(pages: Sequence[Sequence[Text]], trailer: bytes = b"", info: bytes = b"") -> bytes:
        objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
        parent = 2 + 2 * len(pages)
        for lines in pages:
            drawn = b"".join(
                b"1 0 0 1 %d %d Tm (%s) Tj\n" % (x, y, _escaped(t)) for x, y, t in lines
            )
            content = b"BT /F1 11 Tf\n" + drawn + b"ET"
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
            objects.append(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 1 0 R >> >> >>" % (parent, len(objects))
            )
        kids = b" ".join(b"%d 0 R" % (3 + 2 * i) for i in range(len(pages)))
        objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids))
        objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
        objects.append(b"<< %s >>" % info)
        return _file(objects, b"/Root %d 0 R /Info %d 0 R %s" % (parent + 1, parent + 2, trailer))

    return make


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").translate(None, b"\\()")


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(out))
    )


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts web servers on 127.0.0.1 that answer GET by a function; gives their address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(answer: Handler) -> str:
        class Once(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                try:
                    answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client had enough, as it should

            def log_message(self, *_: object) -> None:
                return

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Once)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://news.example:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def local_network() -> Network:
    """A network whose every name is this machine, and on which this machine may be reached."""
    return Network(
        resolve=lambda *_: ["127.0.0.1"],
        permitted=lambda address: address == "127.0.0.1",
        ports=None,
    )
