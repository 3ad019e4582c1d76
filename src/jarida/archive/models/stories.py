"""Stories, copies, names and topics: what groups articles. Written by `archive.stories`, and nowhere else."""

from django.conf import settings
from django.db import models

from jarida.archive.models.articles import Article
from jarida.archive.models.choices import CorrectionKind, NameKind, StoryState
from jarida.archive.models.outlets import Outlet


class Story(models.Model):
    """The articles about one event. Counts are of live members and kept by `archive.stories.store`.

    `lead` is the article whose headline stands for it where none is in the reader's language; `headlines` maps a
    language to the article whose headline is taken. `rank` orders the front page (`core.stories.ranking`): it needs
    not be counted anew as time passes. `told_since` is when its first article was published.
    """

    state = models.CharField(max_length=8, choices=StoryState, default=StoryState.LIVE)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="split")
    lead = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    headlines = models.JSONField(default=dict, blank=True)
    languages = models.JSONField(default=list, blank=True)
    articles = models.PositiveIntegerField(default=0)
    outlets = models.PositiveIntegerField(default=0)
    told_since = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)
    rank = models.FloatField(default=0)
    column = models.CharField(max_length=10, blank=True, help_text="a standing column, never on the front page")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "stories"
        indexes = [
            models.Index(fields=["state", "-rank", "-id"], name="story_rank"),
            models.Index(fields=["state", "-told_until", "-id"], name="story_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.lead}"


class StoryMember(models.Model):
    """An article in its story: how likely, by which other member, and why (`reasons`: see `core.stories.explain`)."""

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="told_in")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="members", db_index=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(help_text="the article's sort_at")
    nearest = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    probability = models.FloatField(default=1)
    reasons = models.JSONField(default=dict, blank=True)
    joined_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["story", "-at", "-article"], name="storymember_latest"),
            models.Index(fields=["-at"], name="storymember_at"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}"


class ArticleProfile(models.Model):
    """What is kept of an article to compare it (`core.stories.model.Profile`), and of which of its texts."""

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    encoder = models.CharField(max_length=20)
    vector = models.BinaryField()
    facts = models.BinaryField(help_text="names, places, numbers, words, agency, column: msgpack")
    signature = models.BinaryField(default=b"")
    digest = models.BigIntegerField(default=0, db_index=True)
    at = models.DateTimeField(db_index=True)
    content_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.article_id)


class StoryDue(models.Model):
    """An article that waits to be profiled and grouped; written in the transaction of the article.

    `at` is its `sort_at`: the newest are grouped first, those that failed after the others. One that failed as often
    as `archive.stories.queue` allows stays here, with what went wrong.
    """

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(db_index=True)
    at = models.DateTimeField(help_text="the article's sort_at")
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "articles due for stories"
        indexes = [models.Index(fields=["attempts", "-at", "-article"], name="storydue_next")]

    def __str__(self) -> str:
        return str(self.article_id)


class StoryProgress(models.Model):
    """How far the work that groups has come, a row each: see `archive.stories.progress`."""

    name = models.CharField(max_length=20, unique=True)
    key = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.key}"


class StoryCorrection(models.Model):
    """What an editor said of two articles; kept, exported as a training pair, and stronger than any score."""

    kind = models.CharField(max_length=10, choices=CorrectionKind)
    one = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="storycorrection_once")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.kind} {self.other_id}"


class Reprint(models.Model):
    """Whose text an article is: an agency's, or a copy of another article (its earliest known text).

    `share` is how much of it stands in `original`, from 0 to 1. One without `original` only names its agency.
    """

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="reprint")
    original = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="reprints")
    agency = models.CharField(max_length=40, blank=True)
    share = models.FloatField(default=0)

    def __str__(self) -> str:
        return f"{self.article_id} of {self.original_id or self.agency}"


class Name(models.Model):
    """A person, place or organisation. `key` is one identity across scripts (`core.names.recognise`).

    `names` maps a language to how it is written there; `latitude` and `longitude` are in degrees, of places.
    """

    kind = models.CharField(max_length=12, choices=NameKind)
    key = models.CharField(max_length=200)
    shown = models.CharField(max_length=200)
    names = models.JSONField(default=dict, blank=True)
    slug = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="name_once")]
        indexes = [models.Index(fields=["kind", "-articles"], name="name_most")]

    def __str__(self) -> str:
        return self.shown


class Mention(models.Model):
    """That an article names someone or something. `at` is its `sort_at`; `times`, how often."""

    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    in_title = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "article"], name="mention_once")]
        indexes = [
            models.Index(fields=["name", "-at", "-article"], name="mention_latest"),
            models.Index(fields=["-at"], name="mention_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name_id} in {self.article_id}"


class ArticleTopic(models.Model):
    """What an article is about: a code of IPTC Media Topics ("medtop:04000000") or an edition's own ("own:water")."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="topics", db_index=False)
    topic = models.CharField(max_length=60)
    confidence = models.FloatField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="articletopic_once")]
        indexes = [models.Index(fields=["topic", "-at", "-article"], name="articletopic_latest")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.topic}"
