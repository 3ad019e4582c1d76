"""Subscriptions at hubs (WebSub), and what hubs sent that was not read yet."""

from django.db import models

from jarida.archive.models.choices import choices
from jarida.archive.models.outlets import Feed
from jarida.core.feeds.websub import HubState


class Subscription(models.Model):
    """A feed's subscription at its hub. `token` makes the address at which the hub reaches us; nobody else knows it.

    `next_action_at` is when the hub is to be told something: that we subscribe, that the lease be renewed, that
    we leave.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="subscriptions")
    hub = models.CharField(max_length=1000)
    topic = models.CharField(max_length=1000)
    token = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=128)
    state = models.CharField(max_length=10, choices=choices(HubState), default=HubState.WANTED.value)
    expires_at = models.DateTimeField(null=True, blank=True)
    next_action_at = models.DateTimeField(null=True, blank=True, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    pushes = models.PositiveIntegerField(default=0, help_text="how often the hub sent something")
    last_push_at = models.DateTimeField(null=True, blank=True)
    refused_pushes = models.PositiveIntegerField(default=0, help_text="how many of these were not signed rightly")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "hub", "topic"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.topic} at {self.hub}"


class Push(models.Model):
    """What a hub sent of a feed, signed; it is read as a poll's answer is, and then forgotten."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="waiting")
    body = models.BinaryField()
    content_type = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{len(self.body)} bytes of {self.subscription}"
