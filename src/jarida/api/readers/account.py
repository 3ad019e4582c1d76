"""Who reads: a key of the API, given as the password of a feed reader.

Readers know no Bearer tokens. Those of Google Reader exchange name and password for a token, and send it as
`Authorization: GoogleLogin auth=…`; that token is the key itself, so that a key that is revoked is refused
everywhere at once, and nothing more has to be kept. The name may be any.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest

from jarida.api import ratetable
from jarida.api.keys import find_fever_key, find_key
from jarida.api.models import ApiKey, Scope
from jarida.api.rates import Rate
from jarida.api.readers import arrivals
from jarida.api.readers.forms import Form
from jarida.api.readers.models import ReaderAccount
from jarida.moderation import persons

LONGEST_HEADER = 300


@dataclass
class Refused(Exception):
    """Ends a request: 401 without a valid key, 403 for one that may not read, 429 for too many requests."""

    status: int
    wait: int = 0


def by_password(request: HttpRequest, form: Form) -> ApiKey:
    """The key of a ClientLogin."""
    return _admitted(request, find_key(form.text("Passwd").strip()))


def by_token(request: HttpRequest, form: Form) -> tuple[ReaderAccount, str]:
    """The account of a call, and its token: of its header, or, as Miniflux takes it, `T` of a form."""
    sent = _header_token(request.headers.get("Authorization", "")[:LONGEST_HEADER])
    if not sent and request.method == "POST":
        sent = form.text("T").strip()
    return account_of(_admitted(request, find_key(sent))), sent


def by_digest(request: HttpRequest, form: Form) -> ReaderAccount:
    """The account of a call of Fever, whose clients send the MD5 of name and password."""
    return account_of(_admitted(request, find_fever_key(form.text("api_key").strip())))


def _header_token(header: str) -> str:
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "googlelogin":
        name, _, token = rest.strip().partition("=")
        return token.strip() if name.strip().lower() == "auth" else ""
    return rest.strip() if scheme.lower() == "bearer" else ""


def _admitted(request: HttpRequest, key: ApiKey | None) -> ApiKey:
    """The key, counted; guesses count for their address, as in `api.gate`."""
    if key is not None:
        who, rate = f"key:{key.pk}", Rate(key.per_minute)
    else:
        who, rate = f"address:{persons.address_hash(request)}", Rate(settings.OPTIONS.api.rate)
    taken = ratetable.table(settings.FOLDER).take(who, rate)
    if not taken.allowed:
        raise Refused(429, int(taken.wait) + 1)
    if key is None:
        raise Refused(401)
    if not key.may(Scope.READ):
        raise Refused(403)
    return key


def account_of(key: ApiKey) -> ReaderAccount:
    """The account of a key, which begins with its first request."""
    account = ReaderAccount.objects.filter(key=key).first()
    if account is None:
        fresh = ReaderAccount(key=key)
        arrivals.begin(fresh, datetime.now(UTC))
        account, _ = ReaderAccount.objects.get_or_create(key=key, defaults={"floor": fresh.floor})
    arrivals.keep_horizon(account)
    return account
