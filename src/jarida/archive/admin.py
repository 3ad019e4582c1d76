"""The archive for the staff: what is kept can be looked at, found and steered, never rewritten.

Lists must work with hundreds of thousands of rows: they are in the order of the primary key, count only to
a bound, and filter by what an index knows or what is few.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jarida.archive import generation
from jarida.archive.models import (
    Article,
    ArticleAddress,
    ArticleImage,
    DayCount,
    Entry,
    Feed,
    FeedState,
    Image,
    Outlet,
    Revision,
    Tombstone,
)
from jarida.archive.paginator import MOST, BoundedPaginator
from jarida.archive.search.following import follow_policy
from jarida.core.addresses import address_key

THUMBNAIL = 160
Names = tuple[str, ...]


class LookAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that are looked at: no adding, no changing, no deleting. Actions ask for permissions of their own."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    ordering: ClassVar[Names] = ("-id",)
    subtitle = f"Newest first. A list ends at {MOST:,}: narrow it by search or filters."

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody edits what is kept."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing vanishes (P1)."""
        return False

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Whether the user may use the actions that steer rows: who may change them by Django's permission."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list, saying where it ends."""
        return super().changelist_view(request, {"subtitle": self.subtitle, **(extra_context or {})})


class FewChoices(admin.SimpleListFilter):
    """A filter whose choices come from a small table, so that the large one is not read for them."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen value."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class LanguageFilter(FewChoices):
    """Languages in which there are articles."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """The languages that the counts by day know."""
        found = DayCount.objects.exclude(language="").order_by("language").values_list("language", flat=True).distinct()
        return [(code, code) for code in found]


class ProblemFilter(FewChoices):
    """Problems of feeds by their code."""

    title = "problem"
    parameter_name = "problem_code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        """The codes that feeds have now."""
        found = Feed.objects.exclude(problem_code="").order_by("problem_code").values_list("problem_code", flat=True)
        return [(code, code) for code in found.distinct()]


def thumbnail(image: Image | None, address: Callable[[Image], str] | None = None) -> SafeString | str:
    """A small picture, as readers see it, or at another address."""
    if image is None or not image.widths:
        return "-"
    width = min(THUMBNAIL, image.width)
    height = max(1, round(image.height * width / image.width))
    src = address(image) if address else f"/media/{image.digest}-{min(image.widths)}.webp"
    return format_html('<img src="{}" width="{}" height="{}" alt="" loading="lazy">', src, width, height)


def lines(values: Iterable[Any]) -> SafeString:
    """Values as paragraphs, escaped."""
    return format_html_join("", "<p dir='auto'>{}</p>", ((value,) for value in values))


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Outlets come from the edition; what may be shown of them, and whether they are gathered, is decided here."""

    list_display = ("name", "kind", "country", "policy", "verified", "active", "feeds_in_trouble")
    list_filter = ("active", "verified", "policy", "kind", "ownership")
    search_fields = ("name", "slug", "homepage")
    fields = (
        "name", "slug", "names", "homepage", "kind", "ownership", "languages", "country", "time_zone", "selectors",
        "verified", "fictional", "created_at", "policy", "active", "note",
    )  # fmt: skip
    readonly_fields = fields[:-3]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Outlets are added by the edition or by `jarida add`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An outlet's archive stays."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        """Outlets with their feeds."""
        return super().get_queryset(request).prefetch_related("feeds")

    @admin.display(description="feeds in trouble")
    def feeds_in_trouble(self, outlet: Outlet) -> str:
        """Which feeds fail, and why."""
        failing = [feed for feed in outlet.feeds.all() if feed.state in (FeedState.FAILING, FeedState.FORBIDDEN)]
        return "; ".join(feed.problem_code or feed.state for feed in failing) or "-"

    def save_model(self, request: HttpRequest, obj: Outlet, form: Any, change: bool) -> None:
        """Save, and renew what readers see: the policy decides what is shown."""
        super().save_model(request, obj, form, change)
        follow_policy(obj.pk, form.initial.get("policy", obj.policy), obj.policy)
        generation.bump()


@admin.register(Feed)
class FeedAdmin(LookAdmin):
    """Feeds: how they are doing, and when they are asked next."""

    list_display = ("url", "outlet", "state", "failures", "problem_code", "problem", "last_success_at", "next_check_at")
    list_filter = ("state", ProblemFilter, ("outlet", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("outlet",)
    search_fields = ("url", "title", "outlet__name", "outlet__slug")
    ordering = ("-failures", "outlet__name", "url")
    subtitle = "Those in trouble first."
    actions = ("poll_now", "pause", "resume")

    @admin.action(description="Poll now", permissions=["steer"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """Make feeds due; those that are paused stay so."""
        count = queryset.order_by().exclude(state=FeedState.PAUSED).update(next_check_at=timezone.now())
        self.message_user(request, f"{count} feeds are due now.", messages.SUCCESS)

    @admin.action(description="Pause", permissions=["steer"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """Ask feeds no more until they are resumed."""
        count = queryset.order_by().update(state=FeedState.PAUSED, problem_code="", problem="")
        self.message_user(request, f"{count} feeds are paused.", messages.SUCCESS)

    @admin.action(description="Resume", permissions=["steer"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """Begin anew with feeds that were paused, failed or ended."""
        stopped = queryset.order_by().exclude(state=FeedState.ACTIVE)
        count = stopped.update(
            state=FeedState.NEW, failures=0, problem_code="", problem="", next_check_at=timezone.now()
        )
        self.message_user(request, f"{count} feeds begin anew.", messages.SUCCESS)


@admin.register(Entry)
class EntryAdmin(LookAdmin):
    """What feeds announced, and what came of it: failed, and why."""

    list_display = ("title_or_url", "outlet", "state", "problem_code", "problem", "attempts", "next_fetch_at")
    list_filter = ("state", ("outlet", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("outlet",)
    search_fields = ("url",)
    search_help_text = "an address, or the beginning of one"
    raw_id_fields = ("article", "feed", "outlet")

    @admin.display(description="entry")
    def title_or_url(self, entry: Entry) -> str:
        """The title, or the address of an entry without one."""
        return entry.title or entry.url

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        """By address: the same one however it is written, or by its beginning."""
        term = search_term.strip()
        if not term:
            return queryset, False
        return queryset.filter(Q(address_key=address_key(term)) | Q(url__startswith=term)), False


class RevisionInline(admin.TabularInline):  # type: ignore[type-arg]
    """The versions of an article, as they are kept."""

    model = Revision
    fields = readonly_fields = ("number", "origin", "seen_at", "modified_at", "title", "text", "content_hash")
    extra = 0
    can_delete = False
    ordering = ("-number",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Revisions come from the outlet, or from reading its page anew."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits kept texts."""
        return False

    @admin.display(description="text")
    def text(self, revision: Revision) -> SafeString:
        """The paragraphs."""
        return lines(revision.paragraphs)


class PictureInline(admin.TabularInline):  # type: ignore[type-arg]
    """The pictures of an article."""

    model = ArticleImage
    fields = readonly_fields = ("picture", "url", "caption", "credit", "state", "problem")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pictures come from the outlet."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits what is kept."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleImage]:
        """Pictures with their images."""
        return super().get_queryset(request).select_related("image")

    @admin.display(description="picture")
    def picture(self, use: ArticleImage) -> SafeString | str:
        """As readers see it."""
        return thumbnail(use.image)


@admin.register(Article)
class ArticleAdmin(LookAdmin):
    """Articles: found by address, number or words of the title."""

    list_display = ("title", "outlet", "language", "sort_at", "state", "revision_count")
    list_filter = ("state", LanguageFilter, "outlet")
    list_select_related = ("outlet",)
    search_fields = ("title", "url")
    search_help_text = "an address, an article's number, or words of its title"
    raw_id_fields = ("lead_image", "outlet")
    inlines = (RevisionInline, PictureInline)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By address through the index of all known addresses, by number, or by words of the title."""
        term = search_term.strip()
        if "/" in term:
            known = ArticleAddress.objects.filter(address_key=address_key(term)).values("article_id")
            return queryset.filter(Q(pk__in=known) | Q(url=term)), False
        if term.isascii() and term.isdigit() and len(term) < 19:
            return queryset.filter(pk=int(term)), False
        for word in term.split():
            queryset = queryset.filter(title__icontains=word)
        return queryset, False


@admin.register(Image)
class ImageAdmin(LookAdmin):
    """Images, by content."""

    list_display: Names = ("small", "digest", "state", "report_count", "width", "height", "created_at")
    list_display_links = ("digest",)
    list_filter = ("state",)
    search_fields = ("digest",)
    search_help_text = "the beginning of a digest"
    readonly_fields: ClassVar[Names] = ("small",)

    @admin.display(description="picture")
    def small(self, image: Image) -> SafeString | str:
        """As readers see it."""
        return thumbnail(image)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Image], search_term: str
    ) -> tuple[QuerySet[Image], bool]:
        """By the beginning of the digest, also out of the address of a picture."""
        term = search_term.strip().rpartition("/")[2].partition("-")[0].lower()
        return (queryset.filter(digest__startswith=term) if term else queryset), False


@admin.register(Tombstone)
class TombstoneAdmin(LookAdmin):
    """What was withdrawn: the public log with what is not public of it."""

    list_display = ("article", "reason", "requested_by", "withdrawn_at")
    list_select_related = ("article",)
    search_fields = ("reason", "requested_by")
    raw_id_fields = ("article",)


# the rest of the tables; Django looks for this module alone, and the other builds upon it
from jarida.archive import admin_hubs, admin_kept, admin_ledger, admin_stories  # noqa: E402, F401
