"""Subscriptions at hubs for the staff: which feeds are pushed to us, and what hubs answer."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from jarida.archive.admin import LookAdmin
from jarida.archive.models import Subscription
from jarida.core.feeds.websub import HubState


@admin.register(Subscription)
class SubscriptionAdmin(LookAdmin):
    """Where a feed's hub stands. Tokens and secrets are not shown: who knows them could speak for the hub."""

    list_display = (
        "topic", "outlet", "hub", "state", "expires_at", "pushes", "refused_pushes", "last_push_at", "problem",
        "next_action_at",
    )  # fmt: skip
    fields = (*list_display, "attempts", "created_at")
    list_filter = ("state", ("feed__outlet", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("feed__outlet",)
    search_fields = ("topic", "hub")
    actions = ("ask_again", "leave")

    @admin.display(description="outlet")
    def outlet(self, one: Subscription) -> str:
        """The outlet of the feed."""
        return one.feed.outlet.name

    @admin.action(description="Ask the hub again now", permissions=["steer"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        """Subscribe anew; one that is active stays so until its lease ends."""
        now = timezone.now()
        queryset = queryset.order_by()
        count = queryset.filter(state=HubState.ACTIVE).update(next_action_at=now)
        rest = queryset.exclude(state=HubState.ACTIVE)
        count += rest.update(state=HubState.WANTED, next_action_at=now, attempts=0, problem="")
        self.message_user(request, f"{count} hubs will be asked again.", messages.SUCCESS)

    @admin.action(description="Leave the hub until the feed names another", permissions=["steer"])
    def leave(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        """Tell hubs that we leave; the feeds are polled as others are."""
        going = queryset.order_by().exclude(state__in=(HubState.LEAVING, HubState.LEFT))
        count = going.update(state=HubState.LEAVING, next_action_at=timezone.now(), attempts=0)
        self.message_user(request, f"{count} hubs will be left.", messages.SUCCESS)
