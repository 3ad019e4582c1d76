"""The search page: what it shows of an answer, in every language."""

import html
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client

from jarida.archive.search import service
from jarida.archive.search.contract import Count, SearchTooSlow
from jarida.core.search.expansions import Expansion
from jarida.core.search.model import Problem, ProblemCode, Sort
from tests.website.factories import make_article, make_outlet
from tests.website.searching import FakeSearch, facets_of, found_of, histogram_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def get(client: Client, query: str, ui: str = "fr", status: int = 200, **fields: str) -> str:
    response = client.get(f"/{ui}/search", {"q": query, **fields})
    assert response.status_code == status, response.status_code
    return response.content.decode()


def addresses(text: str) -> list[dict[str, list[str]]]:
    """The searches that a page links to, as their fields."""
    hrefs = re.findall(r'href="(/\w\w/search\?[^"]*)"', text)
    return [parse_qs(urlsplit(html.unescape(href)).query) for href in hrefs]


def queries_of(text: str) -> list[str]:
    return [fields["q"][0] for fields in addresses(text) if "q" in fields]


def words(text: str) -> str:
    """The text of a page without its tags."""
    return html.unescape(re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", "", text)))


def test_without_a_query_the_page_explains_the_language(client: Client, fake_search: FakeSearch) -> None:
    for ui, example in {
        "fr": "titre:barrage",
        "ar": "عنوان:سدود",
        "es": "título:embalse",
        "en": "title:reservoir",
    }.items():
        text = get(client, "", ui)
        assert example in queries_of(text)
        assert "<details" not in text
    assert fake_search.requests == []


def test_the_example_of_an_outlet_is_one_of_this_archive(client: Client) -> None:
    assert not any("journal:" in query for query in queries_of(get(client, "")))
    make_outlet("le-courrier")
    assert "barrage journal:le-courrier" in queries_of(get(client, ""))


def test_hit_words_are_marked_and_all_else_is_escaped(client: Client, fake_search: FakeSearch) -> None:
    article = make_article(make_outlet(name="Le <Courrier>"), title="Les <b>barrages</b> & la pluie")
    fake_search.found = [found_of(article, "barrages", text="L'eau des <i>barrages</i> & …")]
    text = get(client, "barrages")
    assert "Les &lt;b&gt;<mark>barrages</mark>&lt;/b&gt; &amp; la pluie" in text
    assert "L&#39;eau des &lt;i&gt;<mark>barrages</mark>&lt;/i&gt; &amp; …" in text
    assert "Le &lt;Courrier&gt;" in text


def test_each_result_stands_in_its_own_language(client: Client, fake_search: FakeSearch) -> None:
    arabic = make_article(make_outlet(), title="السدود تستعيد نصف طاقتها", language="ar")
    fake_search.found = [found_of(arabic, "السدود")]
    text = get(client, "السدود")
    assert '<div class="text" dir="rtl">' in text
    assert re.search(r'<h2 class="headline" lang="ar"><a href="[^"]+"><mark>السدود</mark> تستعيد', text)
    assert '<bdi lang="fr">arabe</bdi>' in text


def test_near_duplicates_are_folded_under_the_first(client: Client, fake_search: FakeSearch) -> None:
    articles = [make_article(make_outlet(), title=f"Dépêche {number}") for number in range(5)]
    fake_search.found = [found_of(articles[0], "Dépêche", *articles[1:])]
    text = get(client, "dépêche")
    assert "<summary>et 4 autres titres</summary>" in text
    folded = text.split('<details class="folded">')[1].split("</details>")[0]
    assert folded.count("<li") == 4
    assert all(article.title in folded for article in articles[1:])


@pytest.mark.parametrize(
    ("ui", "count", "exact", "said"),
    [
        ("fr", 0, True, "0 résultat"), ("fr", 1, True, "1 résultat"), ("fr", 12345, True, "12\u202f345 résultats"),
        ("fr", 1187342, False, "environ 1\u202f200\u202f000 résultats"),
        ("es", 1, True, "1 resultado"), ("es", 2, True, "2 resultados"), ("en", 1, True, "1 result"),
        ("en", 1187342, False, "about 1,200,000 results"),
        ("ar", 0, True, "لا نتيجة"), ("ar", 1, True, "نتيجة واحدة"), ("ar", 2, True, "نتيجتان"),
        ("ar", 3, True, "3 نتائج"), ("ar", 11, True, "11 نتيجة"), ("ar", 100, True, "100 نتيجة"),
        ("ar", 103, True, "103 نتائج"),
    ],
)  # fmt: skip
def test_the_count_in_words(
    client: Client, fake_search: FakeSearch, ui: str, count: int, exact: bool, said: str
) -> None:
    fake_search.answer = {"count": Count(count, exact)}
    assert f"<b>{said}</b>" in get(client, "x", ui)


def test_facets_narrow_the_query_itself(client: Client, fake_search: FakeSearch) -> None:
    outlet = make_outlet("le-courrier", name="Le Courrier", names={"ar": "البريد"})
    fake_search.found = [found_of(make_article(outlet))]
    fake_search.labels = {"medio ambiente": "Medio ambiente"}
    fake_search.answer = {
        "facets": facets_of(
            outlets={outlet.pk: 7, 10**9: 3}, languages={"fr": 5, "": 2}, years={2024: 4, 2025: 3},
            topics={"medio ambiente": 2, "": 1},
        )
    }  # fmt: skip
    found = queries_of(get(client, "pluie", sort="relevance"))
    for narrowed in (
        "pluie journal:le-courrier", "pluie langue:fr", "pluie date:2024", "pluie date:2025",
        'pluie sujet:"Medio ambiente"',
    ):  # fmt: skip
        assert narrowed in found
    text = get(client, "pluie", "ar")
    assert "pluie صحيفة:le-courrier" in queries_of(text)
    assert '<bdi>البريد</bdi> <span class="count">7</span>' in text
    years = re.findall(r"<bdi>(20\d\d)</bdi>", text)
    assert years == ["2025", "2024"]


def test_what_is_narrowed_can_be_widened(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet()))]
    text = get(client, 'pluie outlet:le-courrier (lang:fr OR lang:ar) -topic:sport after:2024-04 "eau potable"')
    chips = text.split('<ul class="chosen"')[1].split("</ul>")[0]
    assert [words(chip).strip() for chip in re.findall(r"<li>(.*?)</li>", chips)] == [
        "Retirer\u00a0: journal:le-courrier ×", "Retirer\u00a0: langue:fr OU langue:ar ×",
        "Retirer\u00a0: -sujet:sport ×", "Retirer\u00a0: après:2024-04 ×",
    ]  # fmt: skip
    assert 'pluie langue:fr OU langue:ar -sujet:sport "eau potable" après:2024-04' in queries_of(chips)
    assert all("pluie" in query for query in queries_of(chips))


def test_choosing_keeps_order_and_expansion_and_leaves_the_page(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet())) for _ in range(40)]
    fake_search.answer = {"facets": facets_of(languages={"fr": 1, "ar": 2})}
    text = get(client, "pluie", sort="relevance", expand="0")
    narrowed = [fields for fields in addresses(text) if "langue:fr" in fields["q"][0]]
    assert narrowed == [{"q": ["pluie langue:fr"], "sort": ["relevance"], "expand": ["0"]}]
    assert '<input type="hidden" name="sort" value="relevance">' in text
    assert '<input type="hidden" name="expand" value="0">' in text


def test_facets_of_many_say_over_what_they_were_counted(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet()))]
    fake_search.answer = {"facets": facets_of(languages={"fr": 9}, exact=False, counted=10_000)}
    assert "Compté sur les 10\u202f000 résultats les plus récents." in get(client, "x")


def test_the_order_is_a_link(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet()))]
    text = get(client, "pluie")
    order = text.split('aria-label="Ordre des résultats"')[1].split("</nav>")[0]
    assert [fields["sort"] for fields in addresses(order)] == [["date"], ["relevance"]]
    assert re.search(r'sort=date" rel="nofollow" aria-current="true"', order)
    get(client, "pluie", sort="relevance")
    assert fake_search.requests[-1].sort is Sort.RELEVANCE
    get(client, "pluie", sort="backwards")
    assert fake_search.requests[-1].sort is None


def test_an_order_in_the_query_was_typed_last(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet()))]
    text = get(client, "pluie sort:relevance lang:fr", sort="date")
    assert fake_search.requests[-1].sort is None
    order = text.split('aria-label="Ordre des résultats"')[1].split("</nav>")[0]
    assert addresses(order) == [
        {"q": ["pluie langue:fr"], "sort": ["date"]}, {"q": ["pluie langue:fr"], "sort": ["relevance"]},
    ]  # fmt: skip
    assert 'name="sort"' not in text


def test_ranked_within_a_window_is_said(client: Client, fake_search: FakeSearch) -> None:
    fake_search.answer = {"window_from": "2026-05-03", "sort": Sort.RELEVANCE}
    assert "depuis le 3 mai 2026" in get(client, "pluie")


def test_did_you_mean_leads_there(client: Client, fake_search: FakeSearch) -> None:
    fake_search.answer = {"corrected": "barrage lang:fr"}
    text = get(client, "barage lang:fr", sort="date")
    assert "Vouliez-vous dire barrage langue:fr\u202f?" in words(text)
    assert {"q": ["barrage langue:fr"], "sort": ["date"]} in addresses(text)


def test_other_spellings_are_shown_and_can_be_switched_off_and_on(client: Client, fake_search: FakeSearch) -> None:
    expansion = Expansion("Ksar El Kébir", ("القصر الكبير", "Alcazarquivir"), ((), ()))
    fake_search.answer = {"expansions": (expansion,)}
    text = get(client, "Ksar El Kébir")
    assert "Aussi cherché\u00a0: القصر الكبير, Alcazarquivir" in words(text)
    assert {"q": ["Ksar El Kébir"], "expand": ["0"]} in addresses(text)
    assert fake_search.requests[-1].expand
    fake_search.answer = {}
    text = get(client, "Ksar El Kébir", expand="0")
    assert not fake_search.requests[-1].expand
    assert {"q": ["Ksar El Kébir"]} in addresses(text.split('class="widened"')[1].split("</p>")[0])


@pytest.mark.parametrize("ui", ["fr", "ar", "es", "en"])
def test_every_problem_is_one_sentence_with_its_place(client: Client, fake_search: FakeSearch, ui: str) -> None:
    said = set()
    for code in ProblemCode:
        fake_search.answer = {"problems": (Problem(code, 6, 11, "wrong"),)}
        text = get(client, "first wrong last", ui)
        (problem,) = re.findall(r'<p class="problem" role="note">(.*?)</p>', text)
        said.add(problem.partition("<q")[0])
        if code not in (ProblemCode.TOO_LONG, ProblemCode.TOO_DEEP, ProblemCode.NO_WORDS):
            assert "first <mark>wrong</mark> last" in problem
    assert len(said) == len(ProblemCode)


def test_the_histogram_shows_holes_and_links_to_its_months(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet()))]
    fake_search.answer = {"histogram": histogram_of((3, 90), (0, 0), (0, 80), (12, 95))}
    text = get(client, "pluie before:2025")
    assert text.count('<g class="hole">') == 1
    assert "février 2024\u00a0: rien n’a été recueilli" in text
    assert "avril 2024\u00a0: 12 résultats" in text
    assert "trou dans les archives" in text
    assert queries_of(text).count("pluie date:2024-04") == 2  # the bar and its line in the table
    assert "pluie date:2024-02" not in queries_of(text)
    assert "style=" not in text
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</td></tr>", text)
    assert [words(row) for row in rows] == [
        "janvier 20243", "février 2024rien n’a été recueilli", "mars 20240", "avril 202412",
    ]  # fmt: skip


def test_in_arabic_time_runs_from_right_to_left(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet()))]
    fake_search.answer = {"histogram": histogram_of((3, 90), (6, 90))}
    places = {
        ui: [float(x) for x in re.findall(r'<rect class="bar" x="([\d.]+)"', get(client, "x", ui))]
        for ui in ("fr", "ar")
    }
    assert places["fr"] == sorted(places["fr"])
    assert places["ar"] == sorted(places["ar"], reverse=True)


def test_pages_are_turned_by_place(client: Client, fake_search: FakeSearch) -> None:
    fake_search.found = [found_of(make_article(make_outlet())) for _ in range(40)]
    fake_search.answer = {"facets": facets_of(languages={"fr": 40})}
    first = get(client, "titre")
    assert {"q": ["titre"], "after": ["30"]} in addresses(first)
    assert "Résultats plus anciens" in first
    second = get(client, "titre", after="30")
    assert "Première page" in second
    assert "Résultats plus anciens" not in second
    assert fake_search.requests[-1].after is not None
    assert not fake_search.requests[-1].facets


def test_a_wrong_place_is_a_clear_400(client: Client, fake_search: FakeSearch) -> None:
    for wrong in ("x", "-1", "9" * 500, "\x00", "١٢x"):
        text = get(client, "pluie lang:fr", status=400, after=wrong)
        assert "Cet endroit n’existe pas dans les résultats." in text
        assert {"q": ["pluie lang:fr"]} in addresses(text)
    assert fake_search.requests == []


def test_nothing_found_offers_ways_out(client: Client, fake_search: FakeSearch) -> None:
    text = get(client, "barrage pluie lang:es after:2025")
    nothing = text.split('<div class="nothing">')[1].split("</div>")[0]
    assert "Rien n’a été trouvé." in nothing
    assert queries_of(nothing) == [
        "barrage pluie après:2025", "barrage pluie langue:es", "barrage OU pluie langue:es après:2025",
    ]  # fmt: skip


def test_the_page_is_for_readers_not_for_search_engines(client: Client, fake_search: FakeSearch) -> None:
    text = get(client, "pluie")
    assert '<meta name="robots" content="noindex, follow">' in text
    assert "canonical" not in text
    assert 'type="application/rss+xml" title="RSS" href="/fr/search/feed.rss?q=pluie"' in text


def test_the_other_languages_keep_the_search(client: Client, fake_search: FakeSearch) -> None:
    text = get(client, "eau & pluie", sort="relevance")
    assert 'href="/ar/search?q=eau%20%26%20pluie&amp;sort=relevance" lang="ar"' in text


def test_without_a_language_the_visitors_is_taken(client: Client) -> None:
    response = client.get("/search?q=%D8%B3%D8%AF&sort=date", headers={"Accept-Language": "ar"})
    assert (response.status_code, response["Location"]) == (302, "/ar/search?q=%D8%B3%D8%AF&sort=date")
    response = client.get("/fr/search/?q=x")
    assert (response.status_code, response["Location"]) == (301, "/fr/search?q=x")
    assert client.get("/opensearch.xml", headers={"Accept-Language": "es"})["Location"] == "/es/opensearch.xml"
    assert (
        client.get("/search/feed.rss?q=x", headers={"Accept-Language": "es"})["Location"] == "/es/search/feed.rss?q=x"
    )


def test_every_page_has_the_field_once(client: Client, fake_search: FakeSearch) -> None:
    article = make_article(make_outlet("le-courrier"))
    for path in ("/fr/", "/fr/outlets/", f"/fr/articles/{article.pk}/{article.slug}", "/fr/search", "/fr/search?q=x"):
        text = client.get(path).content.decode()
        assert text.count('role="search"') == 1, path
        assert re.search(r'<form class="find[^>]*action="/fr/search"', text), path
        assert 'rel="search" type="application/opensearchdescription+xml"' in text, path


def test_outlet_and_article_lead_to_a_search_in_the_outlet(client: Client) -> None:
    article = make_article(make_outlet("le-courrier"))
    make_article(article.outlet)
    for path in ("/ar/outlets/le-courrier/", f"/ar/articles/{article.pk}/{article.slug}"):
        text = client.get(path).content.decode()
        assert f'href="/ar/search?q={quote("صحيفة:le-courrier")}"' in text, path


def test_what_was_typed_is_shown_as_text(client: Client, fake_search: FakeSearch) -> None:
    evil = "\"><script>alert(1)</script> 'x' outlet:<b>"
    text = get(client, evil)
    assert "<script>alert" not in text
    assert "<b>&lt;" not in text
    assert 'value="&#34;&gt;&lt;script&gt;' in text


def test_completions_for_who_has_no_script(client: Client, fake_search: FakeSearch) -> None:
    fake_search.offered = ("barrage", "barrages", "bar")
    text = get(client, "bar")
    assert 'list="find-list"' in text
    assert re.findall(r'<option value="([^"]+)">', text) == ["barrage", "barrages"]


def test_what_is_not_understood_is_left_out(client: Client, fake_search: FakeSearch) -> None:
    get(client, "x", sort="", expand="1", after="", other="y")
    assert (fake_search.requests[-1].sort, fake_search.requests[-1].expand) == (None, True)


@pytest.mark.parametrize("rest", ["", "/feed.rss", "/feed.json", "/results.csv", "/results.bib"])
def test_what_takes_too_long_says_so(
    client: Client, fake_search: FakeSearch, monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    def give_up(request: object) -> None:
        raise SearchTooSlow("the search took too long")

    monkeypatch.setattr(service, "search", give_up)
    response = client.get(f"/es/search{rest}?q=agua&sort=relevance&after=30")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    if not rest:
        text = response.content.decode()
        assert "Esta búsqueda ha tardado demasiado." in text
        assert {"q": ["agua"], "sort": ["relevance"], "after": ["30"]} in addresses(text)
