"""Which addresses may be fetched: public web servers, told by their numbers and not by their names.

A name is resolved once, every address it has must be public, and the connection goes to an address
that was checked. What is not known to be public is refused (checks of names alone let `127.1`,
`2130706433`, `localhost.` and public names with private addresses through).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlsplit

import msgspec

from fairwitness.ingest.naming import refusal

Resolve = Callable[[str, int], Sequence[str]]
"""The numeric addresses of a host name and port; OSError when there are none."""

_PORTS = {"http": 80, "https": 443}
_PRIVATE_NAMES = (
    ".localhost",
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".onion",
)
# Networks that carry or translate to other addresses, or that `is_global` of some Python versions
# takes for public: IANA's special-purpose registries.
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "240.0.0.0/4", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96",
        "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        "5f00::/16", "fec0::/10",
    )
)  # fmt: skip


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A checked web address: where to connect, and what to ask for."""

    url: str
    scheme: str
    host: str
    """ASCII host name or numeric address, without brackets."""
    port: int
    path: str
    """Path and query, ASCII only."""


def target(url: str, ports: frozenset[int] | None = frozenset(_PORTS.values())) -> Target:
    """`url` taken apart, or `Unreadable` with code `address` naming what is wrong with it."""
    name = url[:200]
    if re.search(r"[\x00-\x20\x7f\\]", url) or len(url) > 2000:
        raise _refused(name, "it has spaces, controls or backslashes, or is too long")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(name, str(error)) from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _refused(name, "only http and https are fetched")
    if "@" in parts.netloc:
        raise _refused(name, "it carries a user name")
    port = _PORTS[scheme] if port is None else port
    if ports is not None and port not in ports:
        raise _refused(name, f"port {port} is not one of the web's")
    host = _host(parts.hostname or "", name)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return Target(
        url=url, scheme=scheme, host=host, port=port, path=f"{path}?{query}" if query else path
    )


def _host(host: str, name: str) -> str:
    """The host in the one form that is checked, resolved and connected to."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise _refused(name, "its IPv6 address is malformed") from error
    try:
        plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise _refused(name, "its host name is malformed") from error
    labels = plain.split(".")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        try:
            return str(ipaddress.IPv4Address(plain))
        except ValueError as error:
            raise _refused(name, "its numeric address is malformed") from error
    if not all(re.fullmatch(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", label) for label in labels):
        raise _refused(name, "its host name is malformed")
    if len(labels) < 2 or len(plain) > 253 or f".{plain}".endswith(_PRIVATE_NAMES):
        raise _refused(name, "its host is not a public name")
    return plain


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet; unknown is not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    return not any(ip.version == net.version and ip in net for net in _SPECIAL)


def checked(
    place: Target, resolve: Resolve, permitted: Callable[[str], bool] = is_public
) -> tuple[str, ...]:
    """The addresses of `place`, resolved once; refused unless every one of them is `permitted`."""
    try:
        ipaddress.ip_address(place.host)
        addresses: Sequence[str] = (place.host,)
    except ValueError:
        addresses = _resolved(place, resolve)
    for address in addresses:
        if not permitted(address):
            raise _refused(place.url, f"its host is at {address}, which is not a public address")
    return tuple(dict.fromkeys(addresses))


def _resolved(place: Target, resolve: Resolve) -> Sequence[str]:
    try:
        addresses = resolve(place.host, place.port)
    except OSError as error:
        message = f"{place.url} cannot be found ({error.strerror or error}); check its spelling."
        raise refusal("unreachable", message, place.url) from error
    if not addresses:
        raise refusal("unreachable", f"{place.url} has no address; check its spelling.", place.url)
    return addresses


def _refused(url: str, why: str) -> Exception:
    return refusal("address", f"{url} is not fetched: {why}. Save the page and give the file.", url)
