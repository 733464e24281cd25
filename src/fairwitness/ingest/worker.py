"""The child's side of `ingest.child`: reads one job, bounds itself, sends frames, ends."""

from __future__ import annotations

import math
import sys

import msgspec

from fairwitness.ingest.child import Job, frame
from fairwitness.limits import Limits


def main() -> None:
    """Reads a job from standard input and writes its frames to standard output."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    if job.kind == "pdf":
        import pypdfium2  # noqa: F401 - loaded before memory is bounded

        from fairwitness.ingest.pdf.pages import read_pages

        bound(job.limits)
        for part in read_pages(job.data, job.limits):
            send(part)
    else:
        from fairwitness.ingest.html.article import Vote, vote
        from fairwitness.ingest.html.page import page_of
        from fairwitness.ingest.html.scan import scan

        bound(job.limits)
        seen = scan(job.data.decode("utf-8", "surrogatepass"), job.limits)
        unvoted = Vote(reason="it took too long to analyse")
        send(page_of(seen, unvoted, job.base, job.name, job.limits))
        send(page_of(seen, vote(seen), job.base, job.name, job.limits))


def send(part: msgspec.Struct) -> None:
    """Writes one frame and makes sure it is out."""
    sys.stdout.buffer.write(frame(msgspec.msgpack.encode(part)))
    sys.stdout.buffer.flush()


def bound(limits: Limits) -> None:
    """Bounds this process: memory, processor time, no files, no dumps, no children."""
    if sys.platform == "win32":
        return  # no such bounds there; the parent's timer remains
    import resource

    seconds = math.ceil(limits.seconds) + 1
    for what, wanted in (
        (resource.RLIMIT_AS, limits.parser_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
