"""What is kept of where somebody signed in from: enough to recognise it, too little to follow anybody."""

from ipaddress import IPv6Address, ip_address, ip_network

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
             ("Chrom", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip
_V4_BITS, _V6_BITS = 24, 48
"""What is left of an address: the network of a provider's customers, not the customer."""


def network(address: str) -> str:
    """The network of a client's address; empty for what is no address.

    >>> network("192.0.2.77"), network("2001:db8:7:8::9"), network("::ffff:192.0.2.77"), network("unknown")
    ('192.0.2.0/24', '2001:db8:7::/48', '192.0.2.0/24', '')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    return str(ip_network((int(parsed), _V4_BITS if parsed.version == 4 else _V6_BITS), strict=False))


def device_name(user_agent: str) -> str:
    """Browser and system as people call them; empty when the browser says neither.

    >>> device_name("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox · Linux'
    >>> device_name("curl/8")
    ''
    """
    return " · ".join(filter(None, (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))))


def _first(signs: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in signs if sign in user_agent), "")
