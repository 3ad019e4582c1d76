"""Feed readers' accounts for the staff: which feeds a key's reader has. What it read is its own affair."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from jarida.api.readers import arrivals, subscriptions
from jarida.api.readers.addresses import LONGEST_ADDRESS
from jarida.api.readers.models import ReaderAccount, ReaderFeed
from jarida.archive.admin import Names
from jarida.archive.paginator import BoundedPaginator


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """The set of feeds, and one more by its address."""

    address = forms.CharField(
        required=False,
        max_length=LONGEST_ADDRESS,
        label="add a feed",
        help_text="the address of a page here: an outlet's, a language's, a search's; or that of an outlet's own site",
    )

    class Meta:
        model = ReaderAccount
        fields = ("key", "feed_set")


class FeedInline(admin.TabularInline):  # type: ignore[type-arg]
    """What was added to the set, renamed, moved or left."""

    model = ReaderFeed
    extra = 0
    fields = ("described", "title", "folder", "hidden")
    readonly_fields = ("described",)
    verbose_name_plural = "added, renamed, moved or left"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Feeds are added by their address."""
        return False

    @admin.display(description="feed")
    def described(self, row: ReaderFeed) -> str:
        """Which feed it is."""
        found = subscriptions.one(row.account, row.number)
        return f"{found.title} ({found.home})" if found else f"feed {row.number}, which is no more"


@admin.register(ReaderAccount)
class ReaderAccountAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The accounts. One begins by itself when its key first signs in; made here, it has its feeds before that."""

    form = AccountForm
    paginator = BoundedPaginator
    show_full_result_count = False
    list_display: Names = ("key", "feed_set", "feeds_now", "created_at")
    list_select_related = ("key",)
    list_per_page = 50
    search_fields = ("key__prefix", "key__note")
    ordering: ClassVar[Names] = ("-id",)
    raw_id_fields = ("key",)
    inlines = (FeedInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderAccount]:
        """With what the list shows of each."""
        return super().get_queryset(request).prefetch_related("feeds")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Names:
        """An account stays with its key."""
        return ("key",) if obj else ()

    @admin.display(description="feeds")
    def feeds_now(self, account: ReaderAccount) -> int:
        """How many it has."""
        return len(subscriptions.subscriptions_of(account))

    def save_model(self, request: HttpRequest, obj: ReaderAccount, form: Any, change: bool) -> None:
        """Only the set is written: the reader may be reading in this moment."""
        if change:
            obj.save(update_fields=["feed_set"])
        else:
            arrivals.begin(obj, datetime.now(UTC))
            super().save_model(request, obj, form, change)
        address = form.cleaned_data.get("address")
        if address:
            self._add(request, obj, address)

    def _add(self, request: HttpRequest, account: ReaderAccount, address: str) -> None:
        try:
            added = subscriptions.add(account, address, request.get_host())
        except subscriptions.Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            self.message_user(request, f"{added.title} was added.", messages.SUCCESS)
