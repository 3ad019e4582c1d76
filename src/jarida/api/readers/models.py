"""What is kept for those who read Jarida in a feed reader: which feeds, what was read, what is starred."""

from django.db import models


class FeedSet(models.TextChoices):
    """The feeds that an account has by itself; others come and go as its reader subscribes."""

    OUTLETS = "outlets", "each outlet, in folders by language"
    LANGUAGES = "languages", "each language"
    FRONT = "front", "the front page"
    NOTHING = "nothing", "nothing but what is added"


class ReaderAccount(models.Model):
    """The feed reader of a key. Articles up to `floor` were read (see `readers.marks`).

    Articles up to `horizon`, found anew on each day `horizon_on`, are too old to be listed.
    """

    key = models.OneToOneField("api.ApiKey", on_delete=models.CASCADE, related_name="reader")
    feed_set = models.CharField(max_length=10, choices=FeedSet, default=FeedSet.OUTLETS)
    floor = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)
    horizon_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.key)


class ReaderFeed(models.Model):
    """A feed that was added to an account, taken out of it, renamed or moved. `number`: see `readers.numbers`."""

    account = models.ForeignKey(ReaderAccount, on_delete=models.CASCADE, related_name="feeds")
    number = models.BigIntegerField()
    query = models.CharField(max_length=300, blank=True, help_text="of a saved search")
    title = models.CharField(max_length=200, blank=True, help_text="empty: its own")
    folder = models.CharField(max_length=60, blank=True, help_text="empty: that of its language")
    hidden = models.BooleanField(default=False, help_text="unsubscribed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="reader_feed_once")]

    def __str__(self) -> str:
        return self.title or self.query or str(self.number)


class ReaderMarks(models.Model):
    """A chunk of what an account has read, as a bitmap."""

    account = models.ForeignKey(ReaderAccount, on_delete=models.CASCADE, related_name="marks")
    chunk = models.BigIntegerField()
    bits = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "chunk"], name="reader_marks_once")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.chunk}"


class ReaderStar(models.Model):
    """An item that a reader starred."""

    account = models.ForeignKey(ReaderAccount, on_delete=models.CASCADE, related_name="stars")
    item = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "item"], name="reader_star_once")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.item}"
