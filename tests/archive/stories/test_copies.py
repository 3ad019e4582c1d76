"""Whose text an article is: the earliest wins, in whatever order they come, change and leave."""

import random
from datetime import timedelta
from itertools import permutations

import numpy as np
import pytest

from jarida.archive.models import Article, ArticleProfile, ArticleState, Reprint
from jarida.archive.stories import copies, profiles
from jarida.archive.stories.copies import Copies
from jarida.archive.stories.texts import Texts
from jarida.core.stories.copies import prints
from jarida.core.stories.model import Column, Profile
from tests.website.factories import NOON, make_article, make_outlet, make_revision

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def paragraphs(seed, number=5, length=40):
    """A text of its own."""
    made = random.Random(seed)
    return [" ".join("".join(made.choices("abcdeflmnorstu", k=4)) for _ in range(length)) + "." for _ in range(number)]


DISPATCH = paragraphs(1)


class Desk:
    """Enters articles as the process that groups does."""

    def __init__(self):
        self.finder = Copies()

    def write(self, outlet, text, *, hours=0.0, agency="", column=Column.NONE, enter=True, **fields):
        made = NOON + timedelta(hours=hours)
        article = make_article(
            make_outlet(outlet) if isinstance(outlet, str) else outlet,
            paragraphs=text, published_at=made, first_seen_at=made + timedelta(minutes=5), **fields,
        )  # fmt: skip
        if enter:
            self.enter(article, agency=agency, column=column)
        return article

    def enter(self, article, *, agency="", column=Column.NONE):
        text = article.revisions.order_by("-number").first().paragraphs
        kept = prints("\n".join(text), Texts().boilerplate(article.outlet_id))
        profile = Profile(
            id=article.pk, vector=np.zeros(4, np.int8), at=article.sort_at, signature=kept.signature,
            digest=kept.digest, agency=agency, column=column,
        )  # fmt: skip
        profiles.save(profile, encoder="none", content_hash=article.content_hash, at=article.sort_at)
        return self.finder.enter(profile)


@pytest.fixture
def desk():
    return Desk()


def original_of(article):
    return Reprint.objects.filter(article=article).values_list("original_id", flat=True).first()


def share_of(article):
    return Reprint.objects.get(article=article).share


def test_the_same_text_elsewhere_is_a_copy(desk):
    first, second = desk.write("a", DISPATCH), desk.write("b", DISPATCH, hours=1)
    assert original_of(second) == first.pk
    assert share_of(second) == 1
    assert not Reprint.objects.filter(article=first).exists()


def test_another_text_is_none(desk):
    desk.write("a", DISPATCH)
    other = desk.write("b", paragraphs(2), hours=1)
    assert not Reprint.objects.filter(article=other).exists()


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (DISPATCH[:2], 1.0),
        (DISPATCH[::-1], 1.0),
        ([*DISPATCH, *paragraphs(9, 2)], 5 / 7),
        ([*DISPATCH[:4], *paragraphs(9, 1)], 4 / 5),
        ([*DISPATCH, *paragraphs(9, 10)], 1 / 3),
    ],
)
def test_a_changed_text_is_a_copy_and_says_how_much(desk, text, share):
    first, second = desk.write("a", DISPATCH), desk.write("b", text, hours=1)
    assert original_of(second) == first.pk
    assert share_of(second) == pytest.approx(share, abs=0.02)


def test_a_quotation_makes_no_copy(desk):
    desk.write("a", DISPATCH)
    other = desk.write("b", [*paragraphs(3), DISPATCH[2], *paragraphs(4)], hours=1)
    assert original_of(other) is None


def test_the_earliest_is_the_original_in_whatever_order_they_come(desk):
    made = [
        desk.write(f"o{number}", text, hours=number, enter=False)
        for number, text in enumerate([DISPATCH, DISPATCH[:3], [*DISPATCH, *paragraphs(8, 1)]])
    ]
    for order in permutations(made):
        Reprint.objects.all().delete()
        ArticleProfile.objects.all().delete()
        desk.finder = Copies()
        for article in order:
            desk.enter(article)
        assert [original_of(one) for one in made] == [None, made[0].pk, made[0].pk]


@pytest.mark.parametrize("seed", range(12))
def test_a_dispatch_in_any_order(desk, seed):
    agency = make_outlet("map-express", kind="agency", name="MAP")
    made = [
        (desk.write("early", DISPATCH, hours=0, enter=False), ""),
        (desk.write(agency, DISPATCH, hours=1, enter=False), ""),
        (desk.write("credits", DISPATCH[:4], hours=2, enter=False), "map"),
        (desk.write("adds", [*DISPATCH, *paragraphs(8, 2)], hours=3, enter=False), ""),
        (desk.write("cuts", DISPATCH[1:4], hours=4, enter=False), "afp"),
        (desk.write("own", paragraphs(9), hours=2, enter=False), ""),
    ]
    random.Random(seed).shuffle(order := list(made))
    for article, credited in order:
        desk.enter(article, agency=credited)
    own = made[1][0].pk
    assert [original_of(article) for article, _ in made] == [own, None, own, own, own, None]


def test_entering_again_changes_nothing(desk, monkeypatch):
    first, second = desk.write("a", DISPATCH, agency="map"), desk.write("b", DISPATCH, hours=1)
    bumped = []
    monkeypatch.setattr(copies.generation, "bump", lambda: bumped.append(1))
    desk.enter(second)
    desk.enter(first, agency="map")
    assert original_of(second) == first.pk
    assert Reprint.objects.count() == 2
    assert not bumped


def test_a_process_that_starts_anew_knows_what_was_entered(desk):
    first = desk.write("a", DISPATCH, hours=0)
    ArticleProfile.objects.update(at=copies.timezone.now())
    Article.objects.update(published_at=copies.timezone.now(), first_seen_at=copies.timezone.now())
    desk.finder = Copies()
    assert len(desk.finder.index) == 1
    second = desk.write("b", [*DISPATCH, *paragraphs(5, 1)], enter=False)
    Article.objects.filter(pk=second.pk).update(published_at=copies.timezone.now() + timedelta(minutes=1))
    assert desk.enter(second) == first.pk


def test_the_same_words_are_found_without_memory(desk):
    first, second = desk.write("a", DISPATCH), desk.write("b", DISPATCH, hours=1, enter=False)
    desk.finder = Copies()
    assert desk.enter(second) == first.pk


def test_texts_of_other_weeks_are_not_compared(desk):
    desk.write("a", DISPATCH)
    late = desk.write("b", DISPATCH, hours=24 * 15)
    assert original_of(late) is None


def test_the_credit_is_kept_without_an_original(desk):
    alone = desk.write("a", DISPATCH, agency="map")
    row = Reprint.objects.get(article=alone)
    assert (row.original_id, row.agency, row.share) == (None, "map", 0)
    desk.enter(alone)
    assert not Reprint.objects.filter(article=alone).exists()


def test_the_agencys_own_text_goes_before_those_that_credit_it(desk):
    agency = make_outlet("agence-du-rif", kind="agency", name="Agence du Rif")
    early = desk.write("b", DISPATCH, agency="agence-du-rif")
    own = desk.write(agency, DISPATCH, hours=1)
    later = desk.write("c", DISPATCH, hours=2)
    assert [original_of(one) for one in (early, own, later)] == [own.pk, None, own.pk]


def test_a_copy_that_names_no_agency_is_of_its_originals(desk):
    agency = make_outlet("map-express", kind="agency", name="MAP")
    own, silent = desk.write(agency, DISPATCH), desk.write("b", DISPATCH, hours=1)
    wrong = desk.write("c", DISPATCH, hours=1, agency="afp")
    assert [Reprint.objects.get(article=one).agency for one in (own, silent, wrong)] == ["map", "map", "afp"]


def test_who_credits_an_agency_shows_whose_text_it_was(desk):
    agency = make_outlet("map-express", kind="agency", name="MAP")
    early, own = desk.write("b", DISPATCH), desk.write(agency, DISPATCH, hours=1)
    assert original_of(own) == early.pk
    crediting = desk.write("c", DISPATCH, hours=2, agency="map")
    assert [original_of(one) for one in (early, own, crediting)] == [own.pk, None, own.pk]


def test_an_agency_that_nobody_credits_is_the_original_only_if_it_is_first(desk):
    agency = make_outlet("agence", kind="agency")
    early, own = desk.write("b", DISPATCH), desk.write(agency, DISPATCH, hours=1)
    assert original_of(own) == early.pk


def test_a_known_agency_that_is_an_outlet(desk):
    agency = make_outlet("map-express", kind="agency", name="MAP")
    early, own = desk.write("b", DISPATCH, agency="map"), desk.write(agency, DISPATCH, hours=1)
    assert original_of(early) == own.pk


def test_a_date_without_an_hour_is_before_none(desk):
    hourless = desk.write("a", DISPATCH, hours=-12)  # midnight
    Article.objects.filter(pk=hourless.pk).update(first_seen_at=NOON + timedelta(hours=6))
    dated = desk.write("b", DISPATCH, hours=2)
    assert original_of(hourless) == dated.pk


def test_where_no_date_is_known_it_is_when_it_was_seen(desk):
    undated = desk.write("a", DISPATCH, enter=False)
    Article.objects.filter(pk=undated.pk).update(published_at=None, first_seen_at=NOON + timedelta(hours=6))
    desk.enter(undated)
    dated = desk.write("b", DISPATCH, hours=2)
    assert original_of(undated) == dated.pk


def test_within_an_outlet_only_the_same_text_is_a_copy(desk):
    outlet = make_outlet("a")
    first = desk.write(outlet, DISPATCH)
    more = desk.write(outlet, [*DISPATCH[:3], *paragraphs(6, 2)], hours=1)
    same = desk.write(outlet, DISPATCH, hours=2)
    assert original_of(more) is None
    assert original_of(same) == first.pk


def test_standing_columns_are_nobodys_copies(desk):
    desk.write("a", DISPATCH, column=Column.WEATHER)
    other = desk.write("b", DISPATCH, hours=1, column=Column.WEATHER)
    assert not Reprint.objects.exists()
    desk.enter(other)
    assert not Reprint.objects.filter(original=other).exists()


def test_short_texts_are_nobodys_copies(desk):
    desk.write("a", ["La vidéo de la semaine est ici."])
    desk.write("b", ["La vidéo de la semaine est ici."], hours=1)
    assert not Reprint.objects.exists()


def test_the_same_boilerplate_makes_no_copies(desk):
    notice = [
        "Ce texte est proposé par notre rédaction selon la charte que vous trouvez au pied de chaque page. " * 3
    ] * 2
    first, second = make_outlet("a"), make_outlet("b")
    for number in range(5):
        desk.write(first, [*paragraphs(100 + number, 1), *notice], hours=number, enter=False)
        desk.write(second, [*paragraphs(200 + number, 1), *notice], hours=number, enter=False)
    one = desk.write(first, [*paragraphs(300, 1), *notice])
    other = desk.write(second, [*paragraphs(400, 1), *notice], hours=1)
    assert original_of(one) is None
    assert original_of(other) is None


def test_a_headline_only_outlet_has_no_text_to_compare(desk):
    desk.write("a", DISPATCH)
    closed = desk.write(make_outlet("b", policy="headline"), DISPATCH, hours=1)
    assert original_of(closed) is None


# --- what changes -----------------------------------------------------------------------------------


def test_a_copy_that_was_rewritten_is_one_no_more(desk):
    desk.write("a", DISPATCH)
    copy = desk.write("b", DISPATCH, hours=1)
    make_revision(copy, 2, paragraphs=paragraphs(7))
    desk.enter(copy)
    assert not Reprint.objects.exists()


def test_an_original_that_was_rewritten_leaves_its_place_to_the_next(desk):
    first, second, third = (desk.write(f"o{hour}", DISPATCH, hours=hour) for hour in range(3))
    make_revision(first, 2, paragraphs=paragraphs(7))
    desk.enter(first)
    assert [original_of(one) for one in (first, second, third)] == [None, None, second.pk]


def test_an_original_that_became_longer_stays_and_shares_are_counted_anew(desk):
    first, second = desk.write("a", DISPATCH[:3]), desk.write("b", DISPATCH, hours=1)
    assert share_of(second) == pytest.approx(0.6, abs=0.02)
    make_revision(first, 2, paragraphs=DISPATCH)
    desk.enter(first)
    assert share_of(second) == 1


def test_what_two_texts_had_of_a_third_follows_the_earliest(desk):
    second, third = desk.write("b", DISPATCH, hours=1), desk.write("c", DISPATCH, hours=2)
    assert original_of(third) == second.pk
    first = desk.write("a", DISPATCH, hours=0)
    assert [original_of(one) for one in (first, second, third)] == [None, first.pk, first.pk]


def test_the_next_earliest_takes_the_place_of_a_withdrawn_original(desk):
    first, second, third = (desk.write(f"o{hour}", DISPATCH, hours=hour, agency="map") for hour in range(3))
    Article.objects.filter(pk=first.pk).update(state=ArticleState.WITHDRAWN)
    copies.leave([first.pk])
    assert [original_of(one) for one in (second, third)] == [None, second.pk]
    assert share_of(third) == 1
    assert not Reprint.objects.filter(article=first).exists()
    assert Reprint.objects.get(article=second).agency == "map"


def test_a_withdrawn_copy_leaves_nothing(desk):
    first, second = (desk.write(f"o{hour}", DISPATCH, hours=hour) for hour in range(2))
    Article.objects.filter(pk=second.pk).update(state=ArticleState.WITHDRAWN)
    copies.leave([second.pk])
    assert not Reprint.objects.exists()
    third = desk.write("c", DISPATCH, hours=3)
    assert original_of(third) == first.pk


def test_a_withdrawn_article_is_not_found_though_the_process_remembers_it(desk):
    first = desk.write("a", DISPATCH)
    Article.objects.filter(pk=first.pk).update(state=ArticleState.WITHDRAWN)
    assert original_of(desk.write("b", DISPATCH, hours=1)) is None
    assert desk.enter(first) is None


def test_500_versions_of_one_page_are_one_article(desk):
    article = desk.write("a", DISPATCH)
    copy = desk.write("b", DISPATCH, hours=1)
    for number in range(2, 30):
        make_revision(article, number, paragraphs=[*DISPATCH, f"Mise à jour {number} de la rédaction"])
        desk.enter(article)
    assert original_of(copy) == article.pk
    assert len(desk.finder.index) <= 31
