"""Which addresses are connected to: public ones, checked by number, and nothing else."""

from __future__ import annotations

import pytest

from fairwitness.ingest.address import checked, is_public, target
from fairwitness.problems import Unreadable

PUBLIC = "93.184.216.34"
NAMES = {
    "news.example.org": [PUBLIC],
    "127.0.0.1.nip.io": ["127.0.0.1"],
    "10-0-0-1.sslip.io": ["10.0.0.1"],
    "metadata.example.org": ["169.254.169.254"],
    "mixed.example.org": [PUBLIC, "192.168.1.1"],
    "six.example.org": ["2606:2800:220:1::1"],
    "six-private.example.org": ["fd00::1"],
    "scoped.example.org": ["fe80::1%eth0"],
    "nonsense.example.org": ["not an address"],
    "empty.example.org": [],
    "xn--bcher-kva.example.org": [PUBLIC],
}


def resolve(host: str, _: int) -> list[str]:
    if host not in NAMES:
        raise OSError(-2, "Name or service not known")
    return NAMES[host]


HOSTILE = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/",
    "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://0/", "http://0.0.0.0/", "http://127.0.0.1./", "http://10.0.0.1/", "http://172.16.0.1/",
    "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/",
    "http://198.18.0.1/", "http://192.0.0.192/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fd00::1]/", "http://[ff02::1]/",
    "http://[2001::1]/", "http://[::1/", "http://localhost/", "http://localhost./",
    "http://LOCALHOST/", "http://app.localhost/", "http://printer.local/", "http://db.internal/",
    "http://intranet/", "http://127.0.0.1.nip.io/", "http://10-0-0-1.sslip.io/",
    "http://metadata.example.org/", "http://mixed.example.org/", "http://six-private.example.org/",
    "http://scoped.example.org/", "http://nonsense.example.org/", "http://１２７.０.０.１/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://127。0。0。1/", "http://user@news.example.org/",
    "http://user:pass@127.0.0.1/", "http://news.example.org@127.0.0.1/",
    "http://127.0.0.1\\@news.example.org/", "http://news.example.org:22/",
    "http://news.example.org:8080/", "http://news.example.org:0/", "http://news.example.org:x/",
    "http://news.example.org:99999/", "http:///path", "http://", "http://news.example.org /",
    "http://news.example.org/\r\nHost: x", "http://news..example.org/", "http://-a.example.org/",
    "http://" + "a" * 64 + ".example.org/", "http://" + "a." * 200 + "org/", "ftp://example.org/",
    "file:///etc/passwd", "gopher://example.org/", "http://news.example.org/" + "a" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: ascii(url)[1:60])
def test_an_address_not_known_to_be_public_is_refused(url: str) -> None:
    with pytest.raises(Unreadable) as refused:
        checked(target(url), resolve)
    assert refused.value.problem.code == "address"


@pytest.mark.parametrize("host", ["empty.example.org", "unknown.example.org"])
def test_a_name_without_address_is_unreachable(host: str) -> None:
    with pytest.raises(Unreadable) as refused:
        checked(target(f"http://{host}/"), resolve)
    assert refused.value.problem.code == "unreachable"


GOOD = [
    ("http://news.example.org", "news.example.org", 80, "/", [PUBLIC]),
    ("https://news.example.org/a?b=c#d", "news.example.org", 443, "/a?b=c", [PUBLIC]),
    ("HTTPS://News.Example.ORG.:443/", "news.example.org", 443, "/", [PUBLIC]),
    ("http://bücher.example.org/ü?ü", "xn--bcher-kva.example.org", 80, "/%C3%BC?%C3%BC", [PUBLIC]),
    ("http://news.example.org/a%20b/%C3%BC", "news.example.org", 80, "/a%20b/%C3%BC", [PUBLIC]),
    (f"http://{PUBLIC}/", PUBLIC, 80, "/", [PUBLIC]),
    ("https://six.example.org/", "six.example.org", 443, "/", ["2606:2800:220:1::1"]),
    ("http://[2606:2800:220:1::1]/", "2606:2800:220:1::1", 80, "/", ["2606:2800:220:1::1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "addresses"), GOOD, ids=[g[0] for g in GOOD]
)
def test_a_public_address_is_taken_apart_and_resolved_once(
    url: str, host: str, port: int, path: str, addresses: list[str]
) -> None:
    asked: list[str] = []

    def once(name: str, at: int) -> list[str]:
        asked.append(name)
        return resolve(name, at)

    place = target(url)
    assert (place.host, place.port, place.path) == (host, port, path)
    assert list(checked(place, once)) == addresses
    assert len(asked) <= 1


@pytest.mark.parametrize("address", ["", "x", "1.2.3", "1.2.3.4.5", "::ffff:1.1.1.1", "240.0.0.1"])
def test_unknown_is_not_public(address: str) -> None:
    assert not is_public(address)
