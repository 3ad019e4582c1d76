"""Stories for the staff: each with the page on which an editor corrects it; and all that editors said."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jarida.archive.admin import LookAdmin, Names
from jarida.archive.models import Story, StoryCorrection


@admin.register(Story)
class StoryAdmin(LookAdmin):
    """Stories, the newest first. They are corrected on a page of the site: splits and merges need their articles."""

    list_display = ("id", "lead", "state", "articles", "outlets", "languages", "told_until", "correct")
    list_filter = ("state", "column")
    list_select_related = ("lead",)
    fields = readonly_fields = (
        "correct", "state", "merged_into", "split_from", "lead", "articles", "outlets", "languages", "told_since",
        "told_until", "rank", "column", "changed_at",
    )  # fmt: skip
    search_fields = ("=id",)
    search_help_text = "a story's number"

    @admin.display(description="correct")
    def correct(self, story: Story) -> SafeString:
        """A way to the page on which it is corrected, in the language of the editor."""
        ui = (translation.get_language() or "en").partition("-")[0]
        address = reverse("story-edit", kwargs={"ui": ui, "story_id": story.pk})
        return format_html('<a href="{}">Split, move, merge, pin</a>', address)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may look at or correct stories."""
        return super().has_view_permission(request, obj) or self.has_steer_permission(request)  # type: ignore[arg-type]


@admin.register(StoryCorrection)
class StoryCorrectionAdmin(LookAdmin):
    """What editors said of two articles, the newest first. It is taken back on the page of the story."""

    list_display = ("made_at", "kind", "one", "other", "editor", "note")
    list_filter = ("kind", ("editor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("one", "other", "editor")
    raw_id_fields = ("one", "other")
    ordering: ClassVar[Names] = ("-id",)
