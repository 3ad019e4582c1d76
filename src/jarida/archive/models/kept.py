"""What is kept beside the articles so that they can be read anew: their pages, and what was learned of them."""

from django.db import models

from jarida.archive.models.articles import Article
from jarida.archive.models.outlets import Outlet


class TemplateState(models.TextChoices):
    """Whether a template is the one that new pages are read with."""

    CURRENT = "current", "current"
    REPLACED = "replaced", "replaced"
    RETIRED = "retired", "retired"


class StoredPage(models.Model):
    """The page that a revision was read from, as fetched. Its bytes are a file (`archive.kept_files`).

    `url` is the address that answered, `digest` SHA-256 of the bytes, `size` their number and `stored`
    what they take compressed. The revision is named by its number: a re-reading of ours has no page.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pages")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="pages")
    revision = models.PositiveIntegerField()
    url = models.CharField(max_length=2000)
    content_type = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    stored = models.PositiveIntegerField()
    fetched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "revision"], name="page_once_per_revision")]
        indexes = [
            models.Index(fields=["outlet", "fetched_at", "id"], name="page_outlet_time"),
            models.Index(fields=["fetched_at"], name="page_time"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.revision} {self.url}"


class OutletTemplate(models.Model):
    """What was learned of an outlet's pages, and when it is valid: `valid_until` is null for the current one.

    `template` is `jarida.core.extraction.templates.Template` as JSON; `pages` were learned from.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="templates")
    template = models.JSONField(default=dict)
    pages = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=TemplateState, default=TemplateState.CURRENT)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    learned_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outlet", "valid_from"], name="template_outlet_time")]

    def __str__(self) -> str:
        return f"{self.outlet_id} from {self.valid_from:%Y-%m-%d}"


class LearningState(models.Model):
    """When an outlet's pages were last looked at for a template, and what came of it; `problem` is for people."""

    outlet = models.OneToOneField(Outlet, on_delete=models.CASCADE, related_name="learning")
    tried_at = models.DateTimeField()
    newest_page = models.BigIntegerField(default=0, help_text="the newest stored page that was looked at")
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.tried_at:%Y-%m-%d}"


class FieldFill(models.Model):
    """Per outlet and day (UTC): how many pages were read, and in how many of them each field was found."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="fills")
    day = models.DateField()
    read = models.PositiveIntegerField(default=0)
    title = models.PositiveIntegerField(default=0)
    authors = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    text = models.PositiveIntegerField(default=0)
    summary = models.PositiveIntegerField(default=0)
    image = models.PositiveIntegerField(default=0)
    section = models.PositiveIntegerField(default=0)
    tags = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "day"], name="fill_once_per_day")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.day} {self.read}"
