"""Which addresses of the network belong to the world at large, and which could be this house's own."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_CARRIES_IPV4 = {
    IPv6Network("64:ff9b::/96"): 0,  # NAT64 (RFC 6052)
    IPv6Network("2002::/16"): 80,  # 6to4 (RFC 3056)
    IPv6Network("::/96"): 0,  # IPv4-compatible, long gone (RFC 4291, section 2.5.5.1)
}
"""Networks whose addresses lead to an IPv4 address, and how many bits stand behind it."""
_NEVER = (IPv6Network("64:ff9b:1::/48"), IPv6Network("2001::/32"), IPv6Network("fec0::/10"))
"""Local NAT64 (RFC 8215), Teredo (RFC 4380), site-local (RFC 3879): they lead wherever a network lets them."""
_ISATAP = 0x5EFE
"""Before the IPv4 address in an interface's identifier (RFC 5214, section 6.1)."""


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the world at large, with every IPv4 address inside an IPv6 one unwrapped.

    False for what is no numeric address. What Python calls global is not enough: 3.11 says so of ``64:ff9b::7f00:1``
    and of ``2002:7f00:1::``, which lead to this host.

    >>> is_public("192.0.43.8"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("2002:7f00:1::")
    (True, False, False, False)
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    if isinstance(found, IPv6Address) and any(found in network for network in _NEVER):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped:
        return address.ipv4_mapped
    for network, behind in _CARRIES_IPV4.items():
        if address in network:
            return IPv4Address(int(address) >> behind & 0xFFFFFFFF)
    if int(address) >> 32 & 0xFFFF == _ISATAP and int(address) >> 48 & 0xFDFF == 0:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
