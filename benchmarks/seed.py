"""An archive of any size, filled without the pipeline, for `serve.py`.

python benchmarks/seed.py FOLDER ARTICLES
"""

import hashlib
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

OUTLETS = 60
PER_DAY = 400
WORDS = {
    "fr": "les barrages retrouvent la moitié de leur capacité après trois semaines de pluie sur tout le pays".split(),
    "ar": "السدود تستعيد نصف طاقتها بعد أمطار نونبر التي همت أغلب أحواض البلاد منذ ثلاثة أسابيع".split(),
    "es": "los embalses recuperan la mitad de su capacidad tras tres semanas de lluvia en todo el país".split(),
    "en": "reservoirs are back to half of their capacity after three weeks of rain across the country".split(),
}
LANGUAGES = ("ar", "fr", "ar", "fr", "es", "en")
TOLD_BY = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 6, 9, 14)  # outlets: half of all stories' articles have company


def sentence(random: random.Random, language: str, length: int) -> str:
    """Some words in a language."""
    return " ".join(random.choice(WORDS[language]) for _ in range(length))


def seed(articles: int) -> None:
    """Fill the archive that Django's settings name."""
    from jarida.archive.models import DayCount, Image, Outlet
    from jarida.archive.ready import prepare

    prepare()
    rng = random.Random(7)  # the same archive every time
    Outlet.objects.bulk_create(
        Outlet(slug=f"outlet-{n}", name=f"Le Journal {n}", homepage=f"https://o{n}.example/",
               languages=[LANGUAGES[n % 6]], policy="full")
        for n in range(OUTLETS)
    )  # fmt: skip
    outlets = list(Outlet.objects.values_list("pk", flat=True))
    Image.objects.bulk_create(
        Image(digest=hashlib.sha256(str(n).encode()).hexdigest(), width=1200, height=750, widths=[320, 640, 1200])
        for n in range(200)
    )
    images = list(Image.objects.values_list("pk", flat=True))
    counts: dict[tuple[Any, ...], int] = {}
    now = datetime.now(UTC).replace(microsecond=0)
    for numbers in batched_range(articles, 5000):
        write(numbers, rng, outlets, images, now, counts)
    DayCount.objects.bulk_create(
        (DayCount(outlet_id=outlet, day=day, language=language, articles=count)
         for (outlet, day, language), count in counts.items()),
        batch_size=150,
    )  # fmt: skip


def batched_range(total: int, size: int) -> list[range]:
    """`range(total)` in pieces."""
    return [range(start, min(total, start + size)) for start in range(0, total, size)]


def write(
    numbers: range, rng: random.Random, outlets: list[int], images: list[int], now: datetime, counts: dict
) -> None:
    """One batch of articles with their text."""
    from django.db import transaction

    from jarida.archive.models import Article, Revision

    rows = []
    for number in numbers:
        outlet = outlets[number % OUTLETS]
        language = LANGUAGES[number % OUTLETS % 6]
        moment = now - timedelta(days=1) * (number / PER_DAY)
        title = sentence(rng, language, 9)
        key = (outlet, moment.date(), language)
        counts[key] = counts.get(key, 0) + 1
        rows.append(
            Article(
                outlet_id=outlet, address_key=f"o{outlet}.example/{number}", url=f"https://o{outlet}.example/{number}",
                title=title, slug=f"article-{number}", authors=["Une Plume"], language=language,
                summary=sentence(rng, language, 30), section="", published_at=moment, published_origin="json-ld",
                published_confidence=0.95, first_seen_at=moment, sort_at=moment, day=moment.date(),
                lead_image_id=rng.choice(images) if number % 2 else None, revision_count=1, words=300,
                content_hash=hashlib.sha256(title.encode()).hexdigest(),
            )
        )  # fmt: skip
    with transaction.atomic():
        kept = Article.objects.bulk_create(rows, batch_size=30)
        Revision.objects.bulk_create(
            (Revision(article=article, number=1, title=article.title, summary=article.summary,
                      paragraphs=[sentence(rng, article.language, 60) for _ in range(5)],
                      seen_at=article.first_seen_at, content_hash=article.content_hash)
             for article in kept),
            batch_size=80,
        )  # fmt: skip
        tell(kept, rng)


def tell(articles: list[Any], rng: random.Random) -> None:
    """Stories of these articles: neighbours in time are one event, as many as `TOLD_BY` says."""
    from jarida.archive.models import Story, StoryMember

    groups, rest = [], list(articles)
    while rest:
        size = rng.choice(TOLD_BY)
        groups.append(rest[:size])
        del rest[:size]
    stories = Story.objects.bulk_create([story_of(group) for group in groups], batch_size=50)
    StoryMember.objects.bulk_create(
        (StoryMember(article=article, story=story, outlet_id=article.outlet_id, language=article.language,
                     at=article.sort_at, joined_at=article.sort_at)
         for story, group in zip(stories, groups, strict=True) for article in group),
        batch_size=80,
    )  # fmt: skip


def story_of(group: list[Any]) -> Any:
    """A story with the counts that the store would keep; the newest article is the first of `group`."""
    from jarida.archive.models import Story
    from jarida.core.stories.ranking import Telling, rank

    headlines = {article.language: article.pk for article in group}
    tellings = [Telling(str(article.outlet_id), article.language, article.sort_at) for article in group]
    return Story(
        lead=group[-1], headlines=headlines, languages=sorted(headlines), articles=len(group), outlets=len(group),
        told_since=group[-1].sort_at, told_until=group[0].sort_at, rank=rank(tellings, group[0].sort_at),
    )  # fmt: skip


def main() -> None:
    """The command line."""
    import os

    os.environ["JARIDA_DATA_FOLDER"] = sys.argv[1]
    from jarida.config.setup import setup_django

    setup_django()
    from django.core.management import call_command

    seed(int(sys.argv[2]))
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
