"""An article's page: the line under its title, its pictures, its way to the source, and what it may show."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from jarida.archive import generation
from jarida.archive.models import Article, ArticleImage, ImageState, RevisionOrigin
from tests.website.factories import NOON, make_article, make_image, make_outlet, make_revision, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]

APRIL = datetime(2024, 4, 22, 10, tzinfo=UTC)
PUBLISHED = {
    "fr": "Publié dans Hespress le 22 - 04 - 2024",
    "ar": "نشر في هسبريس يوم 22 - 04 - 2024",
    "es": "Publicado en Hespress el 22 - 04 - 2024",
    "en": "Published in Hespress on 22 - 04 - 2024",
}
SEEN = {
    "fr": "Vu pour la première fois dans Hespress le 22 - 04 - 2024",
    "ar": "شوهد لأول مرة في هسبريس يوم 22 - 04 - 2024",
    "es": "Visto por primera vez en Hespress el 22 - 04 - 2024",
    "en": "First seen in Hespress on 22 - 04 - 2024",
}
SOURCE = {
    "fr": "Cliquez ici pour lire l'article depuis sa source.",
    "ar": "اضغط هنا لقراءة المقال من مصدره.",
    "es": "Haga clic aquí para leer el artículo en su fuente.",
    "en": "Click here to read the article at its source.",
}
THANKS = {
    "fr": "Merci d'avoir signalé! Cette image sera automatiquement bloquée après qu'elle soit signalée par plusieurs"
    " personnes.",
    "ar": "شكرا على الإبلاغ! سيتم حجب هذه الصورة تلقائيا بعد أن يبلغ عنها عدة أشخاص.",
    "es": "¡Gracias por avisar! Esta imagen se bloqueará automáticamente cuando varias personas la hayan denunciado.",
    "en": "Thank you for reporting! This image will be blocked automatically once several people have reported it.",
}


def hespress(**fields: Any) -> Any:
    return make_outlet("hespress", name="Hespress", names={"ar": "هسبريس"}, **fields)


def path_of(article: Article, ui: str = "fr", suffix: str = "") -> str:
    return f"/{ui}/articles/{article.pk}/{article.slug or '-'}{suffix}"


def get(article: Article, ui: str = "fr", query: str = "") -> str:
    response = Client().get(path_of(article, ui) + query)
    assert response.status_code == 200
    return response.content.decode()


def plain(html: str) -> str:
    """The text of some HTML, white space collapsed, apostrophes as they are."""
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("&#39;", "'").split())


def structured(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_says_where_and_when_it_was_published(ui: str) -> None:
    article = make_article(hespress(), published_at=APRIL)
    text = get(article, ui)
    assert PUBLISHED[ui] in plain(text)
    assert 'datetime="2024-04-22T10:00:00+00:00"' in text
    assert "json-ld" in text


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_unknown_date_is_never_shown_as_published(ui: str) -> None:
    article = make_article(hespress(), published_at=None, first_seen_at=APRIL)
    text = get(article, ui)
    assert SEEN[ui] in plain(text)
    assert PUBLISHED[ui] not in plain(text)
    assert "datePublished" not in structured(text)
    assert "published_time" not in text


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_leads_to_its_source(ui: str) -> None:
    article = make_article(url="https://hespress.example/a?b=1&c=2", language="ar")
    text = get(article, ui)
    link = re.search(r'<a class="source" href="([^"]+)" rel="noopener external" hreflang="ar">(.*?)</a>', text)
    assert link
    assert link[1] == "https://hespress.example/a?b=1&amp;c=2"
    assert plain(link[2]) == SOURCE[ui]


def test_text_stands_in_its_own_language_and_direction() -> None:
    article = make_article(title="السدود تستعيد نصف طاقتها", language="ar", paragraphs=["فقرة أولى.", "فقرة ثانية."])
    text = get(article, "fr")
    assert '<article class="article" lang="ar" dir="rtl">' in text
    assert re.search(r"<h1>السدود تستعيد نصف طاقتها</h1>", text)
    assert "<p>فقرة أولى.</p>\n<p>فقرة ثانية.</p>" in text
    assert '<div class="published" lang="fr" dir="ltr">' in text


def test_authors_and_section() -> None:
    text = get(make_article(authors=["Salma Idrissi", "Omar Tazi"], section="Société"))
    assert "Salma Idrissi, Omar Tazi" in text
    assert '<p class="kicker">Société</p>' in text


def test_french_titles_have_spaces_that_do_not_break() -> None:
    text = get(make_article(title="Pluie : est-ce fini ? « Oui » !"))
    assert "Pluie\u00a0: est-ce fini\u202f? «\u00a0Oui\u00a0»\u202f!</h1>" in text
    assert structured(text)["headline"] == "Pluie : est-ce fini ? « Oui » !"


def test_lead_picture_with_caption_credit_and_report() -> None:
    image = make_image(1)
    article = make_article(image=image, caption="Le lac, hier", credit="Agence du Rif")
    figure = get(article).partition("<figure")[2].partition("</figure>")[0]
    assert f'id="image-{image.digest}"' in figure
    assert 'alt="Le lac, hier"' in figure
    assert "Agence du Rif" in figure
    assert f'<form class="report" method="post" action="/fr/images/{image.digest}/report"' in figure
    assert f'<input type="hidden" name="article" value="{article.pk}">' in figure
    assert "Signaler cette image" in figure
    assert "loading=" not in figure


def test_further_pictures_are_lazy() -> None:
    lead, more = make_image(1), make_image(2)
    article = make_article(image=lead)
    ArticleImage.objects.create(article=article, image=more, url="https://i.example/2", position=1)
    figures = re.findall(r"<figure.*?</figure>", get(article), re.DOTALL)
    assert ["lazy" in figure for figure in figures] == [False, True]


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_thanks_after_a_report(ui: str) -> None:
    image = make_image(1)
    article = make_article(image=image)
    thanks = re.search(r'<p class="thanks" role="status"[^>]*>(.*?)</p>', get(article, ui, f"?reported={image.digest}"))
    assert thanks
    assert plain(thanks[1]) == THANKS[ui]
    assert THANKS[ui] not in plain(get(article, ui))


def test_thanks_page_is_nobodys_but_the_reporters() -> None:
    article = make_article(image=make_image(1))
    assert Client().get(path_of(article) + "?reported=x")["Cache-Control"] == "no-store"


def test_report_of_another_image_is_not_thanked_for() -> None:
    article = make_article(image=make_image(1))
    assert "Merci" not in get(article, "fr", "?reported=" + "0" * 64)


def test_blocked_picture_is_nowhere_on_the_page() -> None:
    image = make_image(1, state=ImageState.BLOCKED)
    text = get(make_article(image=image))
    assert "/media/" not in text
    assert "Image bloquée après signalements" in text
    assert "image" not in structured(text)
    assert "og:image" not in text


def test_structured_data_is_the_article_alone() -> None:
    image = make_image(1)
    outlet = make_outlet(name="Hespress")
    article = make_article(
        outlet, title="Titre", image=image, authors=["S. I."], modified_at=NOON, summary="Résumé", section="Sport"
    )
    make_article(outlet, title="Un autre article")
    data = structured(get(article))
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Titre"
    assert data["author"] == [{"@type": "Person", "name": "S. I."}]
    assert data["publisher"]["name"] == "Hespress"
    assert data["isBasedOn"] == article.url
    assert data["url"].endswith(f"/articles/{article.pk}")
    assert data["image"][0].endswith(f"/media/{image.digest}-1280.webp")
    assert "Un autre article" not in json.dumps(data)


def test_canonical_alternates_and_preview() -> None:
    article = make_article(title="السدود تستعيد", language="ar", image=make_image(1))
    text = get(article, "fr")
    address = f"/articles/{article.pk}/{quote(article.slug)}"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/fr{address}">' in text
    for ui in ("fr", "ar", "es", "en"):
        assert f'hreflang="{ui}" href="http://127.0.0.1:8000/{ui}{address}"' in text
    assert f'hreflang="x-default" href="http://127.0.0.1:8000/articles/{article.pk}"' in text
    assert '<meta property="og:title" content="السدود تستعيد">' in text
    assert '<meta property="og:type" content="article">' in text


def test_others_are_outside_the_article() -> None:
    outlet, elsewhere = make_outlet(), make_outlet()
    article = make_article(outlet, title="Celui-ci")
    make_article(outlet, title="Un voisin")
    make_article(elsewhere, title="Le même jour")
    text = get(article)
    main = text.partition("<main")[2].partition("</main>")[0]
    assert "Un voisin" not in main
    assert "Le même jour" not in main
    rest = text.partition("</main>")[2]
    assert "Un voisin" in rest
    assert "Le même jour" in rest


def test_ticker_is_not_in_the_page_of_an_article() -> None:
    article = make_article(title="Celui-ci")
    before = get(article).partition("<main")[0]
    assert "data-id=" not in before
    assert 'data-ticker="/fr/ticker"' in before


@pytest.mark.parametrize(
    "written", ["/fr/articles/{id}", "/fr/articles/{id}/", "/fr/articles/{id}/faux", "/fr/articles/{id}/TITRE-X"]
)
def test_wrong_slug_leads_to_the_right_one(client: Client, written: str) -> None:
    article = make_article(title="Titre juste")
    response = client.get(written.format(id=article.pk))
    assert response.status_code == 301
    assert response["Location"] == path_of(article)


def test_wrong_slug_keeps_the_query_and_the_subpage(client: Client) -> None:
    article = make_article(title="Titre juste")
    assert client.get(f"/fr/articles/{article.pk}/x?reported=1")["Location"] == path_of(article) + "?reported=1"
    assert client.get(f"/fr/articles/{article.pk}/x/cite")["Location"] == path_of(article, suffix="/cite")
    assert client.get(f"/fr/articles/{article.pk}/x/cite.bib")["Location"] == path_of(article, suffix="/cite.bib")


def test_article_without_a_slug_has_an_address(client: Client) -> None:
    article = make_article(title="!!!", slug="")
    assert client.get(f"/fr/articles/{article.pk}/-").status_code == 200


def test_permanent_address_leads_to_the_visitors_language(client: Client) -> None:
    article = make_article(title="السدود", language="ar")
    response = client.get(f"/articles/{article.pk}", headers={"Accept-Language": "es"})
    assert response.status_code == 302
    assert response["Location"] == f"/es/articles/{article.pk}/{quote(article.slug)}"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("number", ["999999", "999999999999999999", "0"])
def test_missing_article(client: Client, number: str) -> None:
    assert client.get(f"/fr/articles/{number}/x").status_code == 404
    assert client.get(f"/articles/{number}").status_code == 404


def test_identifier_beyond_every_database(client: Client) -> None:
    assert client.get(f"/fr/articles/{'9' * 40}/x").status_code == 404


@pytest.mark.parametrize("suffix", ["", "/revisions", "/cite", "/cite.bib", "/revisions/1"])
def test_withdrawn_article_is_gone_with_date_and_reason(client: Client, suffix: str) -> None:
    article = make_article(title="Ce titre ne doit plus paraître")
    withdraw(article, "À la demande de l'éditeur")
    response = client.get(path_of(article, suffix=suffix))
    text = response.content.decode()
    assert response.status_code == 410
    assert "À la demande de l&#39;éditeur" in text
    assert "lundi 23 novembre 2026" in text
    assert "Ce titre" not in text
    assert "private@example.org" not in text


def test_permanent_address_of_a_withdrawn_article(client: Client) -> None:
    article = make_article()
    withdraw(article)
    response = client.get(f"/articles/{article.pk}", headers={"Accept-Language": "ar"})
    assert response.status_code == 410
    assert "سُحب هذا المقال" in response.content.decode()


@pytest.mark.parametrize("policy", ["excerpt", "headline"])
def test_publisher_decides_everywhere(client: Client, policy: str) -> None:
    outlet = make_outlet(policy=policy)
    summary = "Début visible " + "mot " * 80 + "fin cachée"
    article = make_article(outlet, summary=summary, paragraphs=["Corps secret."], image=make_image(1))
    make_revision(article, 2, paragraphs=["Corps très secret."], summary=summary)
    pages = ["", "/revisions", "/revisions/1", "/cite", "/cite.bib", "/cite.ris"]
    texts = [client.get(path_of(article, suffix=suffix)).content.decode() for suffix in pages]
    texts += [client.get(path).content.decode() for path in ("/fr/", f"/fr/outlets/{outlet.slug}/", "/fr/ticker")]
    for text in texts:
        assert "secret" not in text
        assert "fin cachée" not in text
        assert ("Début visible" not in text) or policy == "excerpt"
        assert ("/media/" not in text) or policy == "excerpt"
    assert "ainsi en a décidé l’éditeur" in texts[0]


def test_few_queries(client: Client, django_assert_num_queries: Any) -> None:
    outlet = make_outlet()
    article = make_article(outlet, image=make_image(1))
    for _ in range(12):
        make_article(outlet)
    # six for the article itself; one each for its story, its copies, its names and its topics
    with django_assert_num_queries(10):
        client.get(path_of(article))


def test_feeds_of_no_list_are_announced() -> None:
    assert "application/rss+xml" not in get(make_article())


def test_source_that_vanished_is_named() -> None:
    assert "Disparu de sa source depuis" in get(make_article(source_gone_at=NOON))


def test_a_rereading_of_ours_is_told_apart_from_the_outlets_changes():
    article = make_article(make_outlet())
    number = article.revision_count + 1
    make_revision(article, number, paragraphs=["As we read it now."], origin=RevisionOrigin.ENGINE)
    path = f"/en/articles/{article.pk}/{article.slug}/revisions"
    text = Client().get(path).content.decode()
    assert text.count("read anew by Jarida; the outlet changed nothing") == 1
    assert "The difference below is one of reading" in text
    make_revision(article, number + 1, paragraphs=["Changed at its source."])
    make_revision(article, number + 2, paragraphs=["Read again."], origin=RevisionOrigin.ENGINE)
    generation.bump()
    text = Client().get(path).content.decode()
    assert "The difference below is one of reading" not in text  # by default the outlet's last change is shown
    assert f"From version {number} to version {number + 1}" in text
    text = Client().get(f"{path}/{number + 2}".replace("/en/", "/ar/")).content.decode()
    assert "أعادت جريدة قراءتها" in text
