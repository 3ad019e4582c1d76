"""The moderators' desk: the queue of reported images, withdrawals, and the log of every decision.

The archive's own pages show; here they get the actions that decide. Who may decide: staff with the
permission `moderation.add_decision`.
"""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Max, Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jarida.archive.admin import ArticleAdmin, ImageAdmin, LookAdmin, Names, lines, thumbnail
from jarida.archive.media import path_of
from jarida.archive.models import Article, ArticleImage, Image
from jarida.moderation.decisions import decide_image, restore_article, withdraw_article
from jarida.moderation.models import Action, Decision, Report, ReportedImage
from jarida.moderation.reason import decide_with_reason
from jarida.moderation.similar import NEAR, alike

Answer = HttpResponseBase | None
MOST_USES = 50
MOST_SIMILAR = 24
MOST_COMPARED = 300_000


def moderator_of(request: HttpRequest) -> User:
    """Who decides; the admin lets nobody in who is not signed in."""
    return cast("User", request.user)


def may_moderate(request: HttpRequest) -> bool:
    """Whether the user may decide."""
    return moderator_of(request).has_perm("moderation.add_decision")


class ModeratedImages(ImageAdmin):
    """Images with the decisions that can be taken on them, and the picture itself also where it is blocked."""

    actions = ("confirm_block", "clear", "reverse_block")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Whether the actions are offered and obeyed."""
        return may_moderate(request)

    def get_urls(self) -> list[URLPattern]:
        """The pages of the admin, and the pictures for moderators."""
        own = path(
            "<int:pk>/picture.webp",
            self.admin_site.admin_view(self.picture_for_staff),
            name=f"{self.opts.app_label}_{self.opts.model_name}_picture",
        )
        return [own, *super().get_urls()]

    def picture_for_staff(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The smallest width of a picture, blocked or not: a moderator must see what is decided on."""
        if not self.has_view_permission(request):
            raise Http404
        image = Image.objects.filter(pk=pk).first()
        if image is None or not image.widths:
            raise Http404
        try:
            file = path_of(image.digest, min(image.widths)).open("rb")
        except OSError as error:
            raise Http404 from error
        return FileResponse(file, content_type="image/webp", headers={"Cache-Control": "private, no-store"})

    @admin.display(description="picture")
    def small(self, image: Image) -> SafeString | str:
        """The picture, from the address for moderators."""
        return thumbnail(image, self._address)

    def _address(self, image: Image) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_picture", args=[image.pk])

    @admin.action(description="Block, or confirm the block", permissions=["moderate"])
    def confirm_block(self, request: HttpRequest, queryset: QuerySet[Image]) -> Answer:
        """Block everywhere; nothing but a moderator brings them back."""
        return self._decide(request, queryset, Action.CONFIRMED, "confirm_block", "Block")

    @admin.action(description="Clear: show, and block no more by reports", permissions=["moderate"])
    def clear(self, request: HttpRequest, queryset: QuerySet[Image]) -> Answer:
        """Show, whatever is reported from now on."""
        return self._decide(request, queryset, Action.CLEARED, "clear", "Clear")

    @admin.action(description="Reverse: show, and count reports anew", permissions=["moderate"])
    def reverse_block(self, request: HttpRequest, queryset: QuerySet[Image]) -> Answer:
        """Show until several people report it again."""
        return self._decide(request, queryset, Action.REVERSED, "reverse_block", "Reverse")

    def _decide(self, request: HttpRequest, queryset: QuerySet[Image], action: Action, name: str, title: str) -> Answer:
        def apply(image: Model, given: dict[str, str]) -> bool:
            decide_image(image.pk, action, moderator_of(request), given["reason"])
            return True

        return decide_with_reason(self, request, queryset, action=name, title=title, apply=apply)


class ReportedImageAdmin(ModeratedImages):
    """The queue: what most people reported stands first."""

    list_display: Names = ("small", "digest", "state", "report_count", "last_report", "articles")
    list_filter = ("state",)
    list_per_page = 25
    ordering: ClassVar[Names] = ("-report_count", "-id")
    subtitle = "Reported, and not decided on since. Most reporters first."
    fields: ClassVar[Names] = (
        "small", "digest", "state", "report_count", "blocked_at", "articles", "similar", "reports", "decisions",
    )  # fmt: skip
    readonly_fields: ClassVar[Names] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportedImage]:
        """What waits; a page of one image also after it was decided on."""
        waiting = ReportedImage.waiting() if self._is_list(request) else ReportedImage._default_manager.all()
        return waiting.order_by(*self.ordering)

    def _is_list(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is None or not match.kwargs.get("object_id")

    @admin.display(description="last report")
    def last_report(self, image: ReportedImage) -> Any:
        """When it was last reported."""
        return Report.objects.filter(image=image).aggregate(last=Max("created_at"))["last"]

    @admin.display(description="articles that use it")
    def articles(self, image: ReportedImage) -> SafeString | str:
        """The articles, each with its outlet."""
        uses = ArticleImage.objects.filter(image_id=image.pk).select_related("article__outlet").order_by("-article_id")
        rows = [
            (reverse("admin:archive_article_change", args=[use.article_id]), use.article.title, use.article.outlet.name)
            for use in uses[:MOST_USES]
        ]
        return format_html_join("", '<p dir="auto"><a href="{}">{}</a> ({})</p>', rows) or "-"

    @admin.display(description=f"similar images (at most {NEAR} of 64 bits differ)")
    def similar(self, image: ReportedImage) -> SafeString | str:
        """Images that look like it, with their state: a crop or another size is another image."""
        others = Image.objects.exclude(pk=image.pk).order_by("-id").values_list("pk", "fingerprint")[:MOST_COMPARED]
        near = {pk: bits for bits, pk in alike(image.fingerprint, others)[:MOST_SIMILAR]}
        found = Image.objects.in_bulk(near)
        rows = [
            (
                reverse("admin:moderation_reportedimage_change", args=[pk]),
                self.small(found[pk]), found[pk].get_state_display(), bits,
            )
            for pk, bits in near.items()
        ]  # fmt: skip
        return format_html_join("", '<a href="{}">{}</a> {} ({}) ', rows) or "-"

    @admin.display(description="reports")
    def reports(self, image: ReportedImage) -> SafeString | str:
        """When it was reported, and from which article. By whom is not known."""
        found = Report.objects.filter(image_id=image.pk).select_related("article").order_by("-id")[:MOST_USES]
        return lines(f"{report.created_at:%Y-%m-%d %H:%M} {report.article or ''}" for report in found) or "-"

    @admin.display(description="decisions")
    def decisions(self, image: ReportedImage) -> SafeString | str:
        """What was decided on it before."""
        found = Decision.objects.filter(image_id=image.pk).select_related("moderator")[:MOST_USES]
        return lines(_told(decision) for decision in found) or "-"


def _told(decision: Decision) -> str:
    by = decision.moderator.get_username() if decision.moderator else "-"
    return f"{decision.created_at:%Y-%m-%d %H:%M} {decision.get_action_display()} {by} {decision.reason}"


class ModeratedArticles(ArticleAdmin):
    """Articles with withdrawal and its undoing."""

    actions = ("withdraw", "restore")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Whether the actions are offered and obeyed."""
        return may_moderate(request)

    @admin.action(description="Withdraw: a tombstone remains", permissions=["moderate"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> Answer:
        """Take articles out of the archive, with a reason that readers see (P1)."""

        def apply(article: Model, given: dict[str, str]) -> bool:
            return withdraw_article(article.pk, moderator_of(request), given["reason"], given["requested_by"])

        return decide_with_reason(
            self, request, queryset, action="withdraw", title="Withdraw", apply=apply, required=True, public=True
        )

    @admin.action(description="Restore", permissions=["moderate"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Article]) -> Answer:
        """Bring withdrawn articles back."""

        def apply(article: Model, given: dict[str, str]) -> bool:
            return restore_article(article.pk, moderator_of(request), given["reason"])

        return decide_with_reason(self, request, queryset, action="restore", title="Restore", apply=apply)


@admin.register(Decision)
class DecisionAdmin(LookAdmin):
    """The log: what was decided, by whom, and why. Nobody edits it."""

    list_display = ("created_at", "action", "on_what", "moderator", "reason")
    list_filter = ("action", ("moderator", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("moderator", "image", "article")
    search_fields = ("reason",)
    raw_id_fields = ("image", "article", "moderator")

    @admin.display(description="on")
    def on_what(self, decision: Decision) -> SafeString | str:
        """The image or the article."""
        if decision.image_id:
            address = reverse("admin:moderation_reportedimage_change", args=[decision.image_id])
            return format_html('<a href="{}">{}</a>', address, decision.image)
        if decision.article_id:
            address = reverse("admin:archive_article_change", args=[decision.article_id])
            return format_html('<a href="{}" dir="auto">{}</a>', address, decision.article)
        return "-"


# the archive shows these; with moderation installed they can be decided on as well
for _model, _admin in ((Image, ModeratedImages), (Article, ModeratedArticles)):
    admin.site.unregister(_model)
    admin.site.register(_model, _admin)
admin.site.register(ReportedImage, ReportedImageAdmin)
