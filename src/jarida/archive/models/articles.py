"""What is kept of articles: versions, addresses, pictures, counts, and what remains of withdrawn ones."""

from django.db import models

from jarida.archive.models.choices import ArticleState, FetchState, ImageState, RevisionOrigin, choices
from jarida.archive.models.outlets import Feed, Outlet
from jarida.core.extraction.model import DateOrigin, PageKind, Policy


class Image(models.Model):
    """A picture, by content. Its files are media/{digest[:2]}/{digest}-{width}.webp in the data folder."""

    digest = models.CharField(max_length=64, unique=True)
    fingerprint = models.BigIntegerField(default=0, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = models.JSONField(default=list)
    colour = models.CharField(max_length=7, default="#888888")
    state = models.CharField(max_length=10, choices=ImageState, default=ImageState.SHOWN, db_index=True)
    report_count = models.PositiveIntegerField(default=0)
    blocked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]


class Article(models.Model):
    """What was extracted of a page and is kept. The text is in the newest `Revision`.

    `address_key` is the canonical address's identity (`jarida.core.addresses.address_key`). `sort_at` is
    the publication date where one is known, else the moment it was first seen; lists are in its order.
    `day` is the date of `sort_at` in the outlet's time zone. `limit` is what the page's own signals allow.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="articles")
    address_key = models.CharField(max_length=1000)
    url = models.CharField(max_length=2000, help_text="the address at its source")
    title = models.CharField(max_length=1000)
    slug = models.CharField(max_length=120, blank=True)
    authors = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=10, blank=True)
    summary = models.TextField(blank=True)
    section = models.CharField(max_length=200, blank=True)
    tags = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=10, choices=choices(PageKind), default=PageKind.ARTICLE.value)
    published_at = models.DateTimeField(null=True, blank=True)
    published_origin = models.CharField(max_length=12, choices=choices(DateOrigin), blank=True)
    published_confidence = models.FloatField(default=0)
    modified_at = models.DateTimeField(null=True, blank=True)
    modified_origin = models.CharField(max_length=12, choices=choices(DateOrigin), blank=True)
    first_seen_at = models.DateTimeField()
    sort_at = models.DateTimeField()
    day = models.DateField()
    lead_image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="led")
    limit = models.CharField(max_length=10, choices=choices(Policy), default=Policy.FULL.value)
    state = models.CharField(max_length=10, choices=ArticleState, default=ArticleState.LIVE)
    source_gone_at = models.DateTimeField(null=True, blank=True, help_text="when its page was found missing")
    revision_count = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    words = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "address_key"], name="article_once_per_outlet")]
        indexes = [
            models.Index(fields=["state", "-sort_at", "-id"], name="article_latest"),
            models.Index(fields=["outlet", "state", "-sort_at", "-id"], name="article_outlet_latest"),
            models.Index(fields=["language", "state", "-sort_at", "-id"], name="article_language_latest"),
            models.Index(fields=["day", "state", "-sort_at", "-id"], name="article_day"),
            models.Index(fields=["outlet", "day"], name="article_outlet_day"),
        ]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """One version of an article. `content_hash` is SHA-256 over title and paragraphs (see store).

    `origin` says whose change it is: a re-reading of ours is not one of the outlet (P1).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=1000)
    authors = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True)
    paragraphs = models.JSONField(default=list, blank=True)
    seen_at = models.DateTimeField()
    modified_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=RevisionOrigin, default=RevisionOrigin.OUTLET)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"


class ArticleAddress(models.Model):
    """Every address under which an article is known in its outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE)
    address_key = models.CharField(max_length=1000)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "address_key"], name="address_once_per_outlet")]

    def __str__(self) -> str:
        return self.address_key


class Entry(models.Model):
    """What feeds said of one address of an outlet, and how far the fetching of its page has come.

    `fingerprint` changes when what the feed says of it changes. `next_fetch_at` is when its page is due:
    at first, again after a failure, and for rechecks. Null: not due any more.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="entries")
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL, related_name="entries")
    address_key = models.CharField(max_length=1000)
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=1000, blank=True)
    summary = models.TextField(blank=True)
    authors = models.JSONField(default=list, blank=True)
    tags = models.JSONField(default=list, blank=True)
    image_url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=32)
    announced_at = models.DateTimeField()
    day = models.DateField(null=True, blank=True, help_text="for which it counts in the ledger, in the outlet's zone")
    late = models.BooleanField(default=False, help_text="announced hours after its own date")
    state = models.CharField(max_length=8, choices=FetchState, default=FetchState.DUE)
    next_fetch_at = models.DateTimeField(null=True, blank=True, db_index=True)
    attempts = models.PositiveIntegerField(default=0, help_text="failed fetches in a row")
    rechecks = models.PositiveIntegerField(default=0)
    problem_code = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries")

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["outlet", "address_key"], name="entry_once_per_outlet")]
        indexes = [models.Index(fields=["outlet", "day"], name="entry_outlet_day")]

    def __str__(self) -> str:
        return self.title or self.url


class ArticleImage(models.Model):
    """An image as an article uses it: where it came from, its caption and credit; `image` once fetched."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="uses")
    url = models.CharField(max_length=2000)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=FetchState, default=FetchState.DUE)
    next_fetch_at = models.DateTimeField(null=True, blank=True, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    problem_code = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "position"], name="picture_position")]

    def __str__(self) -> str:
        return self.url


class DayCount(models.Model):
    """How many live articles an outlet has of a day and language; kept by the store for calendars and totals."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE)
    day = models.DateField(db_index=True)
    language = models.CharField(max_length=10, blank=True)
    articles = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day", "language"], name="daycount_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.articles}"


class Tombstone(models.Model):
    """What remains of a withdrawn article (P1): when and why. Its addresses stay, so it never comes back."""

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="tombstone")
    reason = models.CharField(max_length=500)
    requested_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reason}"
