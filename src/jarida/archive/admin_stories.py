"""Stories for the staff: what is in them and why, what editors corrected, and what waits.

Stories are corrected, never edited: what is done here is kept as a correction, as it is on the page of a story.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jarida.archive.admin import LookAdmin
from jarida.archive.models import Story, StoryCorrection, StoryDue, StoryMember, StoryState
from jarida.archive.stories import corrections, queue
from jarida.archive.stories.corrections import CorrectionRefused
from jarida.core.stories import explain

MOST_MEMBERS = 200  # shown on the page of one story
EDITOR = "archive.change_story"  # who may correct stories, here and on their pages


class StoriesAdmin(LookAdmin):
    """What all tables of stories have in common."""

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Whether the user may correct stories."""
        return request.user.has_perm(EDITOR)

    def attempt(self, request: HttpRequest, work: Callable[[], str]) -> None:
        """Do it, and say what was done or why not."""
        try:
            self.message_user(request, work(), messages.SUCCESS)
        except CorrectionRefused as error:
            self.message_user(request, str(error), messages.ERROR)


def why(member: StoryMember) -> str:
    """Why an article is in its story, in one line."""
    found = explain.from_json(member.reasons or {})
    parts = [
        "an editor put it here" if found.editor else "",
        ", ".join((*found.names, *found.places, *found.numbers)),
        f"similar by {found.cosine:.2f}" if found.cosine else "",
        f"{found.copied:.0%} copied" if found.copied else "",
        f"against it: {', '.join(found.contradicting)}" if found.contradicting else "",
    ]
    return "; ".join(filter(None, parts)) or "the first"


class MemberInline(admin.TabularInline):  # type: ignore[type-arg]
    """The articles of a story."""

    model = StoryMember
    fk_name = "story"
    fields = readonly_fields = ("article_link", "outlet", "language", "at", "probability", "reason")
    extra = 0
    can_delete = False
    ordering = ("at", "article_id")
    verbose_name_plural = f"articles (the first {MOST_MEMBERS})"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Articles are moved by actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits why."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoryMember]:
        """The first of them."""
        found = super().get_queryset(request)
        story = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        some = found.filter(story_id=story).order_by("at", "article_id").values("pk")[:MOST_MEMBERS]
        return found.filter(pk__in=list(some.values_list("pk", flat=True))).select_related("article", "outlet")

    @admin.display(description="article")
    def article_link(self, member: StoryMember) -> SafeString:
        """The article, as the staff sees it."""
        address, title = f"/admin/archive/article/{member.article_id}/change/", member.article.title
        return format_html('<a href="{}" dir="auto">{}</a>', address, title or member.article_id)

    @admin.display(description="why")
    def reason(self, member: StoryMember) -> str:
        """In one line."""
        return why(member)


@admin.register(Story)
class StoryAdmin(StoriesAdmin):
    """Stories: found by number or by words of their headline, merged into one."""

    list_display = ("id", "headline", "state", "articles", "outlets", "told_in", "told_until", "column", "correct")
    list_display_links = ("id", "headline")
    list_filter = ("state", "column")
    list_select_related = ("lead",)
    search_fields = ("lead__title",)
    search_help_text = "a story's number, or words of its headline"
    fields = readonly_fields = (
        "correct", "state", "merged_into", "split_from", "lead", "articles", "outlets", "told_in", "told_since",
        "told_until", "rank", "column", "changed_at",
    )  # fmt: skip
    inlines = (MemberInline,)
    actions = ("merge",)

    @admin.display(description="headline")
    def headline(self, story: Story) -> str:
        """That of the article which stands for it."""
        return story.lead.title if story.lead else "-"

    @admin.display(description="languages")
    def told_in(self, story: Story) -> str:
        """Those that tell it."""
        return ", ".join(story.languages) or "-"

    @admin.display(description="correct")
    def correct(self, story: Story) -> SafeString:
        """The way to the page on which it is corrected, in the language of the editor."""
        ui = (translation.get_language() or "en").partition("-")[0]
        address = reverse("story-edit", kwargs={"ui": ui, "story_id": story.pk})
        return format_html('<a href="{}">Split, move, merge, pin</a>', address)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever may look at or correct stories."""
        return super().has_view_permission(request, obj) or self.has_steer_permission(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        """By number, or by words of the headline."""
        term = search_term.strip()
        if term.isascii() and term.isdigit() and len(term) < 19:
            return queryset.filter(pk=int(term)), False
        for word in term.split():
            queryset = queryset.filter(lead__title__icontains=word)
        return queryset, False

    @admin.action(description="Merge into the one with most articles", permissions=["steer"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Story]) -> None:
        """They tell of one event."""
        live = queryset.filter(state=StoryState.LIVE).order_by("-articles", "pk")
        ids = list(live.values_list("pk", flat=True))

        def work() -> str:
            if len(ids) < 2:
                raise CorrectionRefused("choose two stories or more that can be read")
            for other in ids[1:]:
                corrections.merge(ids[0], other, request.user)
            return f"{len(ids) - 1} stories were merged into {ids[0]}."

        self.attempt(request, work)


@admin.register(StoryMember)
class StoryMemberAdmin(StoriesAdmin):
    """Articles in their stories: split off, pinned."""

    list_display = ("article", "story_number", "outlet", "language", "at", "probability", "reason")
    list_select_related = ("article", "outlet")
    ordering = ("-at",)
    search_fields = ("story__id",)
    search_help_text = "a story's number: its articles"
    raw_id_fields = ("article", "story", "outlet", "nearest")
    actions = ("split", "pin")

    @admin.display(description="story", ordering="story")
    def story_number(self, member: StoryMember) -> SafeString:
        """The way to it."""
        return format_html('<a href="/admin/archive/story/{0}/change/">{0}</a>', member.story_id)

    @admin.display(description="why")
    def reason(self, member: StoryMember) -> str:
        """In one line."""
        return why(member)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[StoryMember], search_term: str
    ) -> tuple[QuerySet[StoryMember], bool]:
        """Those of one story."""
        term = search_term.strip()
        if term.isascii() and term.isdigit() and len(term) < 19:
            return queryset.filter(story_id=int(term)), False
        return (queryset.none() if term else queryset), False

    @admin.action(description="Split off: they tell of another event", permissions=["steer"])
    def split(self, request: HttpRequest, queryset: QuerySet[StoryMember]) -> None:
        """These get a story of their own."""
        rows = list(queryset.order_by("at", "pk").values_list("pk", "story_id"))
        stories = {story for _, story in rows}

        def work() -> str:
            if len(stories) != 1:
                raise CorrectionRefused("choose articles of one story")
            new = corrections.split(stories.pop(), [article for article, _ in rows], request.user)
            return f"{len(rows)} articles are story {new.pk} now."

        self.attempt(request, work)

    @admin.action(description="Pin: they belong where they are", permissions=["steer"])
    def pin(self, request: HttpRequest, queryset: QuerySet[StoryMember]) -> None:
        """No grouping moves them."""
        ids = list(queryset.order_by("at", "pk").values_list("pk", flat=True))

        def work() -> str:
            for article in ids:
                corrections.pin(article, request.user)
            return f"{len(ids)} articles are pinned."

        self.attempt(request, work)


@admin.register(StoryCorrection)
class StoryCorrectionAdmin(StoriesAdmin):
    """What editors said. Deleting takes it back: the next grouping decides by itself."""

    list_display = ("made_at", "kind", "one", "other", "editor", "note")
    list_filter = ("kind", ("editor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("one", "other", "editor")
    search_fields = ("note", "one__title", "other__title")
    raw_id_fields = ("one", "other", "editor")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may correct stories may take it back."""
        return self.has_steer_permission(request)


@admin.register(StoryDue)
class StoryDueAdmin(StoriesAdmin):
    """What waits to be grouped; what was given up, and why."""

    list_display = ("article", "since", "at", "attempts", "problem")
    list_filter = ("attempts",)
    list_select_related = ("article",)
    ordering = ("-attempts", "-at", "-article")
    raw_id_fields = ("article",)
    subtitle = f"What failed most first; given up after {queue.ATTEMPTS} attempts."
    actions = ("retry",)

    @admin.action(description="Try again", permissions=["steer"])
    def retry(self, request: HttpRequest, queryset: QuerySet[StoryDue]) -> None:
        """As if they had never failed."""
        count = queue.retry(list(queryset.order_by().values_list("pk", flat=True)))
        self.message_user(request, f"{count} articles are tried again.", messages.SUCCESS)
