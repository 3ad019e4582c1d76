"""How many live articles an outlet has of a day and language."""

from datetime import date

from django.db.models import F

from jarida.archive.models import Article, ArticleState, DayCount


def count(outlet_id: int, day: date, language: str, change: int) -> None:
    """Add `change` to the number of the day."""
    row, _ = DayCount.objects.get_or_create(outlet_id=outlet_id, day=day, language=language)
    DayCount.objects.filter(pk=row.pk).update(articles=F("articles") + change)


def count_article(article: Article, change: int) -> None:
    """Count a live article in (1) or out (-1)."""
    if article.state == ArticleState.LIVE:
        count(article.outlet_id, article.day, article.language, change)
