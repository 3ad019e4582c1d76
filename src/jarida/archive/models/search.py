"""The tables beside the search index. Only `archive.search` writes and reads them."""

from django.db import models

from jarida.archive.models.articles import Article
from jarida.archive.models.outlets import Outlet


class SearchDocument(models.Model):
    """A document of the index. Its key is in date order: see `archive.search.keys`.

    Where an article was indexed anew, its former row stays without an article: its key is never given twice.
    `topic` is the folded section or first keyword; `fingerprint` a simhash of the text (as a signed number);
    `digest` tells whether indexing it anew would change anything.
    """

    # always given; an automatic one is SQLite's own rowid, so that rows lie in the order of their keys
    key = models.BigAutoField(primary_key=True)
    article = models.OneToOneField(Article, null=True, on_delete=models.SET_NULL, related_name="search_document")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=10, blank=True)
    day = models.DateField()
    topic = models.CharField(max_length=100, blank=True)
    fingerprint = models.BigIntegerField(default=0)
    digest = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.article_id}"


class SearchWord(models.Model):
    """A word of the archive, for "did you mean", suggestions and names in other scripts.

    `word` is the folded form, `shown` how titles write it most, `skeleton` its consonants in Latin letters
    (`core.names.skeletons`), `documents` in how many articles it stands (of those that were counted).
    """

    word = models.CharField(max_length=60, unique=True)
    shown = models.CharField(max_length=80, blank=True)
    skeleton = models.CharField(max_length=40, blank=True, db_index=True)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["documents"], name="searchword_documents")]

    def __str__(self) -> str:
        return self.word


class SearchProgress(models.Model):
    """How far a background pass over the index has come. One row a pass: `words`, `reindex`."""

    name = models.CharField(max_length=20, unique=True)
    key = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.key}"
