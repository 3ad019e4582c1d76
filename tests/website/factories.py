"""Outlets, articles in four languages and pictures drawn for them, straight into the tables."""

import hashlib
import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image as Canvas
from PIL import ImageDraw

from jarida.archive.models import Article, ArticleImage, ArticleState, DayCount, Image, Outlet, Revision, Tombstone
from jarida.core.text.slugs import slugify

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
_numbers = itertools.count(1)

# every language tells the same few events, as a press does
HEADLINES = {
    "fr": [
        "Après trois semaines de pluie, les barrages retrouvent la moitié de leur capacité",
        "Coupe : la finale avancée d'une heure",
        "Le caftan, entre Rabat et Salé, se raconte en musée",
        "Pétrole : les réserves « stratégiques » pourraient être débloquées ; le marché attend",
        "Tourisme : l'effet saison amorti par les nuitées",
        "Une convention contre l'envasement des barrages",
    ],
    "ar": [
        "السدود تستعيد نصف طاقتها بعد أمطار نونبر",
        "اتفاقية جديدة لتسريع الربط السككي بين المدن الكبرى",
        "افتتاح البورصة على ارتفاع طفيف",
        "تقديم موعد نهائي الكأس بساعة واحدة",
        "متحف جديد يحكي قصة القفطان بين الرباط وسلا",
        "الحكومة تدرس الإفراج عن الاحتياطي الاستراتيجي من النفط",
    ],
    "es": [
        "Los embalses recuperan la mitad de su capacidad",
        "La ciudad retira su candidatura",
        "Abren las candidaturas para el festival de música",
        "Tres nuevos aparcamientos para el centro",
        "La final de la copa se adelanta una hora",
        "El museo del caftán abre sus puertas",
    ],
    "en": [
        "Reservoirs back to half of capacity after rains",
        "Hybrid cars lead the market for a third year",
        "Cup final moved forward by an hour",
        "Oil: reserves could be released",
        "A museum tells the story of the caftan",
        "Stock exchange opens slightly up",
    ],
}
SECTIONS = {
    "fr": ["Environnement", "Sport", "Culture", "Monde", "Économie", "Société"],
    "ar": ["بيئة", "اقتصاد", "اقتصاد", "رياضة", "ثقافة", "سياسة"],
    "es": ["Medio ambiente", "Deporte", "Cultura", "Ciudad", "Deporte", "Cultura"],
    "en": ["Environment", "Business", "Sport", "World", "Culture", "Business"],
}
PARAGRAPHS = {
    "fr": [
        (
            "Pour la première fois depuis six ans, les retenues du pays sont à moitié pleines. Trois semaines"
            " de pluie ont touché la plupart des bassins, et les mesures le confirment."
        ),
        (
            "La priorité reste l'eau potable, rappelle l'organisme chargé des bassins ; l'irrigation reprendra par"
            " étapes à partir du mois prochain."
        ),
        "« Nous n'avions plus vu cela depuis l'enfance de ma fille », dit un éleveur de la vallée.",
    ],
    "ar": [
        "ارتفعت حقينة السدود إلى النصف لأول مرة منذ ست سنوات، بعد ثلاثة أسابيع من التساقطات.",
        "وأوضحت الجهة المكلفة أن الأولوية تبقى لماء الشرب، على أن يستأنف السقي تدريجيا ابتداء من الشهر المقبل.",
    ],
    "es": [
        "Por primera vez en seis años, los embalses del país están a la mitad.",
        "La prioridad sigue siendo el agua potable; el riego volverá por etapas.",
    ],
    "en": [
        "For the first time in six years the country's reservoirs are half full.",
        "Drinking water remains the priority; irrigation will resume in stages next month.",
    ],
}
OUTLETS = [
    ("le-courrier-du-souk", "Le Courrier du Souk", {"ar": "بريد السوق"}, ["fr"]),
    ("sawt-al-atlas", "صوت الأطلس", {"fr": "Sawt Al Atlas", "en": "Sawt Al Atlas", "es": "Sawt Al Atlas"}, ["ar"]),
    ("diario-del-estrecho", "Diario del Estrecho", {}, ["es"]),
    ("atlas-post", "Atlas Post", {}, ["en"]),
    ("agence-du-rif", "Agence du Rif", {"ar": "وكالة الريف"}, ["fr", "ar"]),
    ("echo-du-port", "L'Écho du Port", {}, ["fr"]),
]


def make_outlet(slug: str = "", **fields: Any) -> Outlet:
    """An outlet; any field may be given."""
    slug = slug or f"outlet-{next(_numbers)}"
    defaults = {
        "name": slug.replace("-", " ").title(), "homepage": f"https://{slug}.example/", "languages": ["fr"],
        "time_zone": "Africa/Casablanca",
    }  # fmt: skip
    return Outlet.objects.create(slug=slug, **{**defaults, **fields})


def make_image(seed: int | None = None, *, size: tuple[int, int] = (1280, 800), **fields: Any) -> Image:
    """An image, drawn and kept as files in three widths."""
    seed = next(_numbers) if seed is None else seed
    canvas = draw(seed, size)
    digest = hashlib.sha256(f"{seed}{size}".encode()).hexdigest()
    widths = sorted({min(width, size[0]) for width in (320, 640, 1280)})
    folder = Path(settings.FOLDER) / "media" / digest[:2]
    folder.mkdir(parents=True, exist_ok=True)
    for width in widths:
        height = round(size[1] * width / size[0])
        canvas.resize((width, height)).save(folder / f"{digest}-{width}.webp", quality=60, method=0)
    defaults = {"width": size[0], "height": size[1], "widths": widths}
    return Image.objects.create(digest=digest, **{**defaults, **fields})


def draw(seed: int, size: tuple[int, int]) -> Canvas.Image:
    """A small landscape: sky, sun, hills."""
    small = Canvas.new("RGB", (160, max(1, round(160 * size[1] / size[0]))))
    width, height = small.size
    pen = ImageDraw.Draw(small)
    for y in range(height):
        share = y / height
        pen.line((0, y, width, y), (150 + seed * 37 % 90, int(170 - 40 * share), int(190 - 90 * share)))
    x = 20 + seed * 53 % 110
    pen.ellipse((x, 12, x + 24, 36), (250, 226, 170))
    for hill in range(3):
        top = height * (0.45 + 0.17 * hill)
        points = [(0.0, float(height))]
        points += [(step * 16.0, top + (seed * (step + 3 + hill) * 7 % 23) - 8) for step in range(11)]
        pen.polygon([*points, (float(width), float(height))], (60 + 20 * hill, 92 - 14 * hill, 84 - 20 * hill))
    return small.resize(size, Canvas.Resampling.BICUBIC)


def make_article(outlet: Outlet | None = None, **fields: Any) -> Article:
    """An article with one revision. `paragraphs`, `image`, `caption` and `credit` are taken aside."""
    outlet = outlet or Outlet.objects.first() or make_outlet()
    number = next(_numbers)
    paragraphs = fields.pop("paragraphs", ["Premier paragraphe.", "Second paragraphe."])
    image, caption, credit = fields.pop("image", None), fields.pop("caption", ""), fields.pop("credit", "")
    published = fields.pop("published_at", NOON - timedelta(minutes=number))
    seen = fields.pop("first_seen_at", published or NOON)
    title = fields.pop("title", f"Titre numéro {number}")
    moment = published or seen
    defaults = {
        "address_key": f"{outlet.slug}.example/{number}", "url": f"https://{outlet.slug}.example/{number}",
        "title": title, "slug": slugify(title), "language": "fr", "published_at": published,
        "published_origin": "json-ld" if published else "", "published_confidence": 0.95 if published else 0,
        "first_seen_at": seen, "sort_at": moment, "day": moment.date(), "lead_image": image, "revision_count": 1,
        "content_hash": hashlib.sha256(f"{title}{paragraphs}".encode()).hexdigest(),
    }  # fmt: skip
    article = Article.objects.create(outlet=outlet, **{**defaults, **fields})
    make_revision(article, 1, paragraphs=paragraphs)
    if image:
        ArticleImage.objects.create(
            article=article, image=image, url="https://images.example/1.jpg", caption=caption, credit=credit
        )
    _count(article)
    return article


def _count(article: Article) -> None:
    if article.state == ArticleState.LIVE:
        key = {"outlet": article.outlet, "day": article.day, "language": article.language}
        row, _ = DayCount.objects.get_or_create(**key)
        DayCount.objects.filter(pk=row.pk).update(articles=row.articles + 1)


def make_revision(article: Article, number: int, **fields: Any) -> Revision:
    """A version of an article; the article's own count follows."""
    title = fields.pop("title", article.title)
    paragraphs = fields.pop("paragraphs", [])
    defaults = {
        "summary": article.summary, "seen_at": article.first_seen_at + timedelta(hours=number - 1),
        "content_hash": hashlib.sha256(f"{title}{paragraphs}".encode()).hexdigest(),
    }  # fmt: skip
    Article.objects.filter(pk=article.pk).update(revision_count=number)
    article.revision_count = number
    return Revision.objects.create(
        article=article, number=number, title=title, paragraphs=paragraphs, **{**defaults, **fields}
    )


def withdraw(article: Article, reason: str = "À la demande de l'éditeur", at: datetime = NOON) -> Tombstone:
    """Withdraw an article, as the store does."""
    Article.objects.filter(pk=article.pk).update(state=ArticleState.WITHDRAWN)
    return Tombstone.objects.create(article=article, reason=reason, requested_by="private@example.org", withdrawn_at=at)


def make_press(articles: int = 72, *, now: datetime | None = None, pictures: int = 14, **outlet_fields: Any) -> None:
    """A small press in four languages, with pictures: enough to fill a front page."""
    now = now or datetime.now(UTC)
    outlets = [
        make_outlet(slug, name=name, names=names, languages=languages, **outlet_fields)
        for slug, name, names, languages in OUTLETS
    ]
    images = [make_image(seed, size=(1280, 720 + 90 * (seed % 3))) for seed in range(pictures)]
    for number in range(articles):
        _press_article(number, outlets, images, now)


def _press_article(number: int, outlets: list[Outlet], images: list[Image], now: datetime) -> None:
    outlet = outlets[number % len(outlets)]
    language = outlet.languages[number // len(outlets) % len(outlet.languages)]
    choice = (number // len(outlets)) % 6
    title = HEADLINES[language][choice] + (f" ({number})" if number >= 36 else "")
    moment = now - timedelta(minutes=11 * number + 3)
    make_article(
        outlet, title=title, language=language, section=SECTIONS[language][choice], paragraphs=PARAGRAPHS[language],
        summary=PARAGRAPHS[language][0], published_at=moment, day=date(moment.year, moment.month, moment.day),
        image=images[number // 2] if number % 2 == 0 and number // 2 < len(images) else None,
        caption={"fr": "Le lac de retenue, hier", "ar": "بحيرة السد، أمس"}.get(language, "The lake, yesterday"),
        credit="Agence du Rif", authors=["Salma Idrissi"],
    )  # fmt: skip
