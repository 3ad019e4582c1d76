"""Web addresses: made clean, told apart, grouped by host.

An address is read as browsers read it (WHATWG URL), and refused where browsers and servers might disagree
about what it names: credentials, numeric IPv4 forms other than four decimal numbers, a scope in an IPv6
address. So what passes here means the same to everyone who handles it later.
"""

import re
from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urljoin

import idna

LONGEST_ADDRESS = 2000
LONGEST_KEY = 1000
LONGEST_INPUT = 16_384

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WHITE = " \t\r\n\f\v\0"
_WITHIN = re.compile(r"[\t\r\n]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?):[/\\]*([^/\\?#]*)([^?#]*)\??([^#]*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMERIC_HOST = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DOT_SEGMENT = re.compile(r"/(?:\.|%2e){1,2}(?=/|\Z)", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_SAFE_IN_PATH = "%/!$&'()*+,;=:@~[]|"
_SAFE_IN_QUERY = "%/!$&'()*+,;=:@~[]|?"
_SAFE_PATH = re.compile(r"(?:[A-Za-z0-9._/!$&'()*+,;=:@~\[\]|-]|%[0-9A-Fa-f]{2})*")
_SAFE_QUERY = re.compile(r"(?:[A-Za-z0-9._/!$&'()*+,;=:@~\[\]|?-]|%[0-9A-Fa-f]{2})*")

_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_PLAIN_IN_PATH = _UNRESERVED | frozenset("!$&'()*+,;=:@")
_PLAIN_IN_QUERY = _UNRESERVED | frozenset("!$'()*,;:@/?")

# Parameters that say how a reader came, never what is read. Names in lower case.
_TRACKING_PREFIXES = (
    "utm_", "at_", "mc_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "itm_", "stm_", "trk_", "ns_mchannel",
    "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "fb_action", "fb_source", "fb_ref", "fb_comment_id",
    "wt.", "wt_", "guce_", "oly_", "vero_", "__hs", "_hs", "__s_", "action_object_map", "action_ref_map",
)  # fmt: skip
_TRACKING = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
    "igshid", "igsh", "li_fat_id", "epik", "srsltid", "xtor", "xtref", "xts", "xtmc", "xtcr", "_ga", "_gl", "mkt_tok",
    "rb_clickid", "s_cid", "smid", "smtyp", "spm", "wprov", "guccounter", "ncid", "ocid", "icid", "cmpid", "ito",
    "__twitter_impression", "_openstat", "_branch_match_id", "zanpid", "echobox", "sr_share", "ref_src", "ref_url",
    "sref", "partnerid", "replytocom", "phpsessid", "jsessionid", "aspsessionid", "share_source", "shared_via",
    "wickedid", "mibextid", "sfnsn",
))  # fmt: skip
# These names are also used for what is read (?ref=4711), so their value must be a known channel or a host.
_CHANNEL_NAMES = frozenset(
    ("ref", "referer", "referrer", "source", "src", "from", "via", "origin", "campaign", "medium")
)
_CHANNELS = re.compile(
    r"rss\d?|feeds?|feedburner|twitter|x|t\.co|facebook|fb|whatsapp|telegram|instagram|linkedin|google|googlenews|"
    r"home|homepage|hp|index|front|email|mail|newsletter|nl|app|mobile|push|notification|share|social|widget|amp|"
    r"ticker|(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}"
)
_INDEXES = frozenset(
    f"{name}.{end}" for name in ("index", "default") for end in ["html", "htm", "php", "shtml", "asp", "aspx", "jsp"]
)
_ALIAS_LABELS = frozenset(("www", "www1", "www2", "www3", "m", "mobile", "amp"))
_ARTICLE_SEGMENT = re.compile(r"[-_\d]|[^\x00-\x7f]")
_AMP_ENDING = re.compile(r"\.amp(\.html?)?\Z", re.IGNORECASE)


def clean_url(url: str, base: str = "") -> str:
    """The absolute http(s) address that `url` names, seen from `base`; "" if it is none.

    Without fragment, tracking parameters, default port and dot segments; scheme and host in lower case, the
    host in ASCII (IDNA), path and query percent-encoded; the order of the query stays. Addresses with
    credentials, with another scheme or longer than some 2,000 characters give "". Idempotent.
    """
    parts = _parts(url, base)
    if parts is None:
        return ""
    scheme, host, port, path, query = parts
    return _written(scheme, host, port, _without_session(path), _without_tracking(query))


def web_url(url: str, base: str = "") -> str:
    """As `clean_url`, with its tracking parameters: what to send to a host that may want its query unchanged."""
    parts = _parts(url, base)
    return _written(*parts) if parts is not None else ""


def address_key(url: str) -> str:
    """The identity of an address: equal for all ways to write it; "" if it is no web address.

    Leaves out the scheme, www./m./amp. before the host, ports 80 and 443, a trailing slash, index.html and
    its kind, AMP variants, tracking parameters and the fragment; sorts the query; writes percent-encoding in
    one way, with letters of all scripts readable. `address_key("https://" + key) == key`. Never longer than
    1,000 characters: a longer one ends in a hash of the whole.
    """
    parts = _parts(url, "")
    if parts is None:
        return ""
    _, host, port, path, query = parts
    shown = "" if port in (80, 443) else f":{port}"
    key = _bare_host(host) + shown + _bare_path(_without_session(path))
    if query and (rest := _bare_query(_without_tracking(query))):
        key = f"{key}?{rest}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 65]}~{sha256(key.encode()).hexdigest()}"


def host_key(url: str) -> str:
    """The host of an address, the unit of pacing; "" if it is no web address.

    The port is named (`host:8080`) unless it is 80 or 443: a site's two schemes are one host to be polite to.
    """
    parts = _parts(url, "")
    if parts is None:
        return ""
    _, host, port, _, _ = parts
    return host if port in (80, 443) else f"{host}:{port}"


def origin(url: str) -> str:
    """Scheme, host and port of an address, such as `https://example.com` (RFC 6454); "" if it is none."""
    parts = _parts(url, "")
    if parts is None:
        return ""
    scheme, host, port, _, _ = parts
    return _written(scheme, host, port, "", "")


def _written(scheme: str, host: str, port: int, path: str, query: str) -> str:
    shown = "" if port == _DEFAULT_PORTS[scheme] else f":{port}"
    return f"{scheme}://{host}{shown}{path}?{query}" if query else f"{scheme}://{host}{shown}{path}"


def _parts(url: str, base: str) -> tuple[str, str, int, str, str] | None:
    text = _absolute(url, base)
    match = _ADDRESS.match(text)
    if match is None:
        return None
    scheme, authority, path, query = match.groups()
    scheme = scheme.lower()
    place = _place(authority)
    if place is None:
        return None
    host, port = place
    try:
        path, query = _path(path), _query(query)
    except UnicodeEncodeError:  # lone surrogates name nothing
        return None
    if len(host) + len(path) + len(query) + len("https://:65535?") > LONGEST_ADDRESS:
        return None
    return scheme, host, port or _DEFAULT_PORTS[scheme], path, query


def _absolute(url: str, base: str) -> str:
    text = url.strip(_WHITE)
    if not text or len(text) > LONGEST_INPUT:
        return ""
    if "\n" in text or "\t" in text or "\r" in text:
        text = _WITHIN.sub("", text)
    if not base or _SCHEME.match(text):
        return text
    path, mark, rest = _halves(text)
    try:
        return urljoin(base.strip(_WHITE), path.replace("\\", "/") + mark + rest)
    except ValueError:
        return ""


def _halves(text: str) -> tuple[str, str, str]:
    for at, letter in enumerate(text):
        if letter in "?#":
            return text[:at], letter, text[at + 1 :]
    return text, "", ""


@lru_cache(maxsize=4096)
def _place(authority: str) -> tuple[str, int] | None:
    """Host and port (0: the scheme's) of what stands after `//`, or None where it is refused."""
    host, bracket, port = authority.rpartition("]")
    if bracket:
        name = _ipv6(host + bracket)
        if port and not port.startswith(":"):
            return None
        port = port[1:]
    else:
        host, _, port = authority.partition(":")
        name = _name(host)
    if not name or (port and not (port.isascii() and port.isdecimal() and len(port) <= 5)):
        return None
    number = int(port) if port else 0
    return (name, number) if (0 < number < 65536 or not port) else None


def _ipv6(text: str) -> str:
    if not text.startswith("[") or "%" in text:
        return ""
    try:
        return f"[{IPv6Address(text[1:-1]).compressed}]"
    except ValueError:
        return ""


def _name(host: str) -> str:
    if len(host) > 253:
        return ""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return ""
    host = host.lower().removesuffix(".")
    if not _HOST.fullmatch(host):
        return ""
    return _ipv4(host) if _NUMERIC_HOST.fullmatch(host) else host


def _ipv4(host: str) -> str:
    try:
        return str(IPv4Address(host))
    except ValueError:
        return ""


def _path(path: str) -> str:
    if "\\" in path:
        path = path.replace("\\", "/")
    if _SAFE_PATH.fullmatch(path) is None:
        path = quote(_STRAY_PERCENT.sub("%25", path), safe=_SAFE_IN_PATH)
    if _DOT_SEGMENT.search(path):
        path = _without_dots(path)
    return path or "/"


def _without_dots(path: str) -> str:
    """RFC 3986 §5.2.4, with %2e taken for a dot as browsers do."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for at, segment in enumerate(segments):
        dots = segment.lower().replace("%2e", ".")
        if dots not in (".", ".."):
            kept.append(segment)
            continue
        if dots == ".." and kept:
            kept.pop()
        if at == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    if not query:
        return ""
    if _SAFE_QUERY.fullmatch(query) is None:
        query = quote(_STRAY_PERCENT.sub("%25", query), safe=_SAFE_IN_QUERY)
    return query


def _without_session(path: str) -> str:
    return _path(_SESSION.sub("", path)) if ";" in path else path


def _without_tracking(query: str) -> str:
    return "&".join([part for part in query.split("&") if part and not _is_tracking(part)]) if query else ""


def _is_tracking(part: str) -> bool:
    name, _, value = part.partition("=")
    name = (unquote(name) if "%" in name else name).lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    return name in _CHANNEL_NAMES and _CHANNELS.fullmatch(unquote(value).lower()) is not None


def _bare_host(host: str) -> str:
    """Without the labels that name the same site in another dress, as long as a whole domain remains."""
    label, _, rest = host.partition(".")
    while label in _ALIAS_LABELS and "." in rest and not _NUMERIC_HOST.fullmatch(rest):
        host = rest
        label, _, rest = host.partition(".")
    return host


def _bare_path(path: str) -> str:
    path = _plain(path, _PLAIN_IN_PATH).replace("[", "%5B").replace("]", "%5D").replace("|", "%7C")
    segments = [segment for segment in path.split("/") if segment]
    while segments and _shortened(segments):
        pass
    return "".join([f"/{segment}" for segment in segments])


def _shortened(segments: list[str]) -> bool:
    """Take one thing out of `segments` that does not belong to the identity; False where nothing is left to take."""
    last = segments[-1]
    if last.lower() in _INDEXES or _is_amp(segments):
        segments.pop()
    elif len(segments) > 1 and segments[0].lower() == "amp" and _ARTICLE_SEGMENT.search(last):
        del segments[0]
    elif (plain := _AMP_ENDING.sub(r"\1", last)) not in (last, ""):
        segments[-1] = plain
    else:
        return False
    return True


def _is_amp(segments: list[str]) -> bool:
    return len(segments) > 1 and segments[-1].lower() == "amp" and bool(_ARTICLE_SEGMENT.search(segments[-2]))


def _bare_query(query: str) -> str:
    query = query.replace("+", "%20").replace("[", "%5B").replace("]", "%5D").replace("|", "%7C")
    parts = [_plain(part, _PLAIN_IN_QUERY) for part in query.split("&")]
    return "&".join(sorted(part for part in parts if part.lower() not in ("amp", "amp=1", "outputtype=amp")))


def _plain(text: str, plain: frozenset[str]) -> str:
    """Percent-encoding in one way: readable where it can be read, upper-case hexadecimal elsewhere."""
    if "%" not in text:
        return text
    return _ENCODED.sub(lambda run: _decoded(run[0], plain), text)


def _decoded(run: str, plain: frozenset[str]) -> str:
    letters = bytes.fromhex(run.replace("%", "")).decode("utf-8", "surrogateescape")
    return "".join([_letter(letter, plain) for letter in letters])


def _letter(letter: str, plain: frozenset[str]) -> str:
    if letter in plain or (letter > "\x7f" and letter.isprintable()):
        return letter
    return "".join([f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogateescape")])
