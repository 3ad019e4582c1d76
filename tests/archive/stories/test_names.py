"""Who articles name: written with them, counted, and read for pages."""

from datetime import timedelta
from typing import Any

import pytest

from jarida.archive import generation
from jarida.archive.models import Article, Mention, Name, NameKind, StoryMember
from jarida.archive.stories import names, parts, store
from jarida.archive.stories.store import Place
from jarida.core.names.model import Found, Kind
from tests.website.factories import NOON, make_article, make_outlet, withdraw

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FES = Found(Kind.PLACE, "fes", "Fès", 2, in_title=True, known=True)
RABAT = Found(Kind.PLACE, "rabat", "Rabat", 1, in_title=False, known=True)
BOURITA = Found(Kind.PERSON, "~nasser brt", "Nasser Bourita")
UNSURE = Found(Kind.UNSURE, "~mystr", "Mystère")


def enter(*found: Found, **fields: Any) -> Article:
    article = make_article(**fields)
    names.enter(article.pk, found)
    return article


def row(key: str) -> Name:
    return Name.objects.get(key=key)


def line_of(key: str) -> names.NameLine:
    found = names.line(row(key).pk, NameKind(row(key).kind))
    assert found is not None
    return found


# --- writing ------------------------------------------------------------------------------------------


def test_names_are_made_and_counted() -> None:
    """Each with its kind, slug and place; what cannot be told has none."""
    article = enter(FES, BOURITA, UNSURE)
    enter(FES)
    assert {(name.kind, name.key, name.articles) for name in Name.objects.all()} == {
        ("place", "fes", 2), ("person", "~nasser brt", 1),
    }  # fmt: skip
    assert row("~nasser brt").slug == "nasser-bourita"
    mention = Mention.objects.get(article=article, name=row("fes"))
    assert (mention.times, mention.in_title, mention.at) == (2, True, article.sort_at)


def test_entering_twice_changes_nothing() -> None:
    """Nor does it renew what readers see."""
    article = enter(FES, BOURITA)
    before, token = list(Mention.objects.values()), generation.current()
    names.enter(article.pk, [BOURITA, FES])
    assert list(Mention.objects.values()) == before
    assert generation.current() == token
    assert row("fes").articles == 1


def test_a_revised_article_names_others() -> None:
    """Counts follow; what it names no longer is gone."""
    article = enter(FES, BOURITA)
    names.enter(article.pk, [RABAT, Found(Kind.PERSON, "~nasser brt", "Nasser Bourita", 5)])
    assert {name.key: name.articles for name in Name.objects.all()} == {"fes": 0, "rabat": 1, "~nasser brt": 1}
    assert Mention.objects.get(name=row("~nasser brt")).times == 5
    assert names.line(row("fes").pk, NameKind.PLACE) is None


def test_a_new_date_is_followed() -> None:
    """The list of a name is in the order of its articles."""
    article = enter(FES)
    Article.objects.filter(pk=article.pk).update(sort_at=NOON - timedelta(days=9))
    names.enter(article.pk, [FES])
    assert Mention.objects.get().at == NOON - timedelta(days=9)


def test_what_a_withdrawn_article_named_is_forgotten() -> None:
    """By the store, and where it is entered afterwards."""
    article, other = enter(FES), enter(FES, RABAT)
    withdraw(article)
    parts.forget([article.pk])
    assert (row("fes").articles, row("rabat").articles) == (1, 1)
    withdraw(other)
    names.enter(other.pk, [FES, RABAT])
    assert Mention.objects.count() == 0
    assert row("fes").articles == 0


def test_the_same_key_of_two_kinds_is_two_names() -> None:
    """A club and a town may have one key."""
    enter(FES, Found(Kind.ORGANISATION, "fes", "Fès"))
    assert Name.objects.filter(key="fes").count() == 2


def test_a_headline_only_outlet_is_named_by_its_titles() -> None:
    """P8: what stands in a text that may not be shown is not told."""
    enter(FES, RABAT, outlet=make_outlet(policy="headline"))
    enter(FES, RABAT, outlet=make_outlet(), limit="headline")
    assert {name.key: name.articles for name in Name.objects.all()} == {"fes": 2}


def test_places_know_where_they_lie() -> None:
    """By what GeoNames says; unknown ones nowhere."""
    enter(Found(Kind.PLACE, "casablanca", "Casa", known=True), Found(Kind.PLACE, "~trztn", "Trizatoun"))
    assert row("casablanca").latitude == pytest.approx(33.6, abs=0.1)
    assert row("~trztn").latitude is None


def test_how_languages_write_it_is_learned() -> None:
    """From articles in each; a surname gives way to the full name, shouting is no spelling."""
    enter(Found(Kind.PERSON, "~nasser brt", "Bourita"), language="fr")
    enter(Found(Kind.PERSON, "~nasser brt", "ناصر بوريطة"), language="ar")
    enter(Found(Kind.PERSON, "~nasser brt", "Nasser Bourita"), language="fr-MA")
    enter(Found(Kind.PERSON, "~nasser brt", "NASSER BURITA"), language="es")
    assert row("~nasser brt").names == {"fr": "Nasser Bourita", "ar": "ناصر بوريطة"}
    found = line_of("~nasser brt")
    assert found.name_in("ar") == "ناصر بوريطة"
    assert found.name_in("es") == "Bourita"
    assert found.others("ar") == ("Nasser Bourita", "Bourita")


def test_a_country_is_written_in_each_language() -> None:
    """CLDR says how."""
    enter(Found(Kind.PLACE, "maroc", "Morocco", known=True), language="en")
    assert [line_of("maroc").name_in(code) for code in ("fr", "ar", "es", "en")] == [
        "Maroc", "المغرب", "Marruecos", "Morocco",
    ]  # fmt: skip


def test_a_name_found_in_arabic_first_is_read_in_latin() -> None:
    """As soon as any language of Latin letters writes it."""
    enter(Found(Kind.PERSON, "~anas btkrt", "أنس بوتغيرات"), language="ar")
    assert line_of("~anas btkrt").name_in("fr") == "أنس بوتغيرات"
    enter(Found(Kind.PERSON, "~anas btkrt", "Anas Butguirat"), language="es")
    assert line_of("~anas btkrt").name_in("fr") == "Anas Butguirat"


def test_what_the_recogniser_learns() -> None:
    """Unknown people and organisations that came back; nothing of the gazetteer."""
    for _ in range(names.FEWEST_KNOWN):
        enter(BOURITA, FES, Found(Kind.ORGANISATION, "onu", "ONU", known=True))
    enter(Found(Kind.PERSON, "~once", "Une Fois"))
    assert [(one.kind, one.key, one.spellings) for one in names.known()] == [
        (Kind.PERSON, "~nasser brt", ("Nasser Bourita",))
    ]


def test_very_long_names_are_left_out() -> None:
    """What no column holds."""
    enter(Found(Kind.PERSON, "~" + "x" * 300, "X"), Found(Kind.PERSON, "~short", "y" * 300))
    assert row("~short").shown == "y" * 200
    assert Name.objects.count() == 1


# --- reading ------------------------------------------------------------------------------------------


def test_articles_by_cursor() -> None:
    """Newest first, each once, whatever their dates."""
    made = [enter(FES, published_at=NOON - timedelta(hours=number // 2)) for number in range(7)]
    number, seen, before = row("fes").pk, [], None
    while True:
        page = names.articles(number, before=before, limit=3)
        seen += [line.id for line in page.articles]
        before = page.older
        if before is None:
            break
    assert sorted(seen) == sorted(article.pk for article in made)
    assert len(seen) == 7
    assert names.newest(number, 2) == seen[:2]


def test_what_a_publisher_forbids_later_is_hidden_at_once() -> None:
    """The text named it; from now on only the headline may be shown."""
    outlet = make_outlet()
    article = enter(FES, RABAT, outlet=outlet)
    assert [line.id for line in names.articles(row("rabat").pk).articles] == [article.pk]
    outlet.policy = "headline"
    outlet.save()
    assert names.articles(row("rabat").pk).articles == ()
    assert names.newest(row("rabat").pk, 5) == []
    assert [name.key for name in names.of_article(article.pk)] == ["fes"]
    assert names.around(row("rabat").pk).outlets == ()


def test_the_names_of_an_article() -> None:
    """Those of its title first, then what it names most."""
    article = enter(RABAT, Found(Kind.PERSON, "~karim tz", "Karim Tazi", 4), FES)
    assert [name.key for name in names.of_article(article.pk)] == ["fes", "~karim tz", "rabat"]
    assert len(names.of_article(article.pk, limit=1)) == 1


def test_the_most_named_of_the_last_days() -> None:
    """Of one kind, within the days, most first, with the count of those days."""
    for days in (0, 1, 20):
        enter(FES, BOURITA, published_at=NOON - timedelta(days=days))
    enter(RABAT, published_at=NOON)
    found = names.most_named(NameKind.PLACE, 10, now=NOON)
    assert [(name.key, name.articles) for name in found.names] == [("fes", 2), ("rabat", 1)]
    assert found.since == NOON - timedelta(days=names.RECENT_DAYS)
    assert [name.key for name in names.most_named(NameKind.PLACE, 1, now=NOON).names] == ["fes"]
    assert names.most_named(NameKind.ORGANISATION, 10, now=NOON).names == ()


def test_counting_says_from_when_on_it_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is more than is counted."""
    monkeypatch.setattr(names, "MOST_COUNTED", 2)
    for hours in (1, 2, 3):
        enter(FES, published_at=NOON - timedelta(hours=hours))
    found = names.most_named(NameKind.PLACE, 5, now=NOON)
    assert found.names[0].articles == 2
    assert found.since == NOON - timedelta(hours=2)


def test_outlets_company_and_stories() -> None:
    """From the newest articles that name it."""
    one, other = make_outlet("one"), make_outlet("other")
    first = enter(FES, BOURITA, RABAT, outlet=one)
    second = enter(FES, BOURITA, outlet=one)
    enter(FES, outlet=other)
    store.join([Place(first.pk, None)])
    story = StoryMember.objects.get(article=first).story_id
    store.join([Place(second.pk, story)])
    around = names.around(row("fes").pk)
    assert around.outlets == ((one.pk, 2), (other.pk, 1))
    assert (around.beside[0].key, around.beside[0].articles) == ("~nasser brt", 2)
    assert around.stories == (story,)
    assert around.whole


def test_the_curve_has_holes() -> None:
    """A day without any article in the archive is a hole, one with others is a zero (P3)."""
    enter(FES, published_at=NOON - timedelta(days=3))
    make_article(published_at=NOON - timedelta(days=2))
    enter(FES, published_at=NOON)
    curve = names.around(row("fes").pk).curve
    assert curve is not None
    assert curve.unit == "day"
    assert [(bar.hits, bar.archived > 0) for bar in curve.bars] == [(1, True), (0, True), (0, False), (1, True)]


def test_a_long_curve_is_by_month() -> None:
    """More than a season of days is no picture."""
    enter(FES, published_at=NOON - timedelta(days=200))
    enter(FES, published_at=NOON)
    curve = names.around(row("fes").pk).curve
    assert curve is not None
    assert (curve.unit, len(curve.bars), sum(bar.hits for bar in curve.bars)) == ("month", 7, 2)


def test_nothing_around_nothing() -> None:
    """A name that no article names."""
    around = names.around(1)
    assert (around.outlets, around.curve, around.beside, around.stories) == ((), None, (), ())
    assert names.line(1, NameKind.PERSON) is None


def test_a_kind_is_part_of_the_question() -> None:
    """A place is no person."""
    enter(FES)
    assert names.line(row("fes").pk, NameKind.PERSON) is None
