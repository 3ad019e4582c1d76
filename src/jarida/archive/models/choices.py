"""The states and sorts that the tables know."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def choices(kind: type) -> list[tuple[str, str]]:
    """The members of an enumeration of the core, as Django wants them."""
    return [(member.value, member.value) for member in kind]  # type: ignore[attr-defined]


class OutletKind(models.TextChoices):
    """What sort of publisher an outlet is."""

    NEWSPAPER = "newspaper", _("newspaper")
    AGENCY = "agency", _("news agency")
    BROADCASTER = "broadcaster", _("broadcaster")
    MAGAZINE = "magazine", _("magazine")
    SITE = "site", _("news site")


class OutletOwnership(models.TextChoices):
    """To whom an outlet belongs, as its edition states it."""

    UNKNOWN = "", _("not stated")
    STATE = "state", _("state-owned")
    PUBLIC = "public", _("public service")
    PARTY = "party", _("party press")
    PRIVATE = "private", _("private")
    INDEPENDENT = "independent", _("independent or non-profit")
    FOREIGN = "foreign", _("foreign")


class FeedState(models.TextChoices):
    """How a feed is doing."""

    NEW = "new", _("not polled yet")
    ACTIVE = "active", _("active")
    FAILING = "failing", _("failing")
    FORBIDDEN = "forbidden", _("forbidden by robots.txt")
    ENDED = "ended", _("ended")
    PAUSED = "paused", _("paused")


class FetchState(models.TextChoices):
    """How far the fetching of a page or an image has come."""

    DUE = "due", _("due")
    KEPT = "kept", _("kept")
    FAILED = "failed", _("failed")
    REFUSED = "refused", _("refused")
    GONE = "gone", _("gone")


class ArticleState(models.TextChoices):
    """Whether an article can be read."""

    LIVE = "live", _("live")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ImageState(models.TextChoices):
    """Whether an image is shown. CLEARED: a moderator looked; reports no longer block it by themselves."""

    SHOWN = "shown", _("shown")
    BLOCKED = "blocked", _("blocked")
    CLEARED = "cleared", _("cleared")


class RevisionOrigin(models.TextChoices):
    """Who changed an article: the outlet, or we, by reading the same page with better rules."""

    OUTLET = "outlet", "outlet"
    ENGINE = "engine", "Jarida"


class StoryState(models.TextChoices):
    """Whether a story can be read. MERGED: its address leads to another one. EMPTY: all its articles left."""

    LIVE = "live", _("live")
    MERGED = "merged", _("merged")
    EMPTY = "empty", _("empty")


class NameKind(models.TextChoices):
    """What a name is the name of."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    PLACE = "place", _("place")


class CorrectionKind(models.TextChoices):
    """What an editor says of two articles."""

    TOGETHER = "together", _("one event")
    APART = "apart", _("two events")
