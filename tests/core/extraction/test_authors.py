import pytest

from jarida.core.extraction.authors import clean_names, find_authors
from tests.core.extraction.pages import json_ld, page


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Grace Odell", ("Grace Odell",)),
        ("Par Nadia Berrada", ("Nadia Berrada",)),
        ("Publié par : Nadia Berrada le 22 avril 2024", ("Nadia Berrada",)),
        ("Por Lucía Roldán y Mateo Vidal", ("Lucía Roldán", "Mateo Vidal")),
        ("بقلم: سعاد المنصوري", ("سعاد المنصوري",)),
        ("كتب: كمال العلوي", ("كمال العلوي",)),
        ("إعداد سعاد المنصوري", ("سعاد المنصوري",)),
        ("Von Anna Keller und Jan Roth", ("Anna Keller", "Jan Roth")),
        ("Jane Doe, John Roe and Ola Brandt", ("Jane Doe", "John Roe", "Ola Brandt")),
        ("Jane Doe, PhD", ("Jane Doe",)),
        ("MARC DELVAUX", ("Marc Delvaux",)),
        ("AFP", ("AFP",)),
        ("Jane Doe; JANE DOE ; jane doe", ("Jane Doe",)),
        ("Jane Doe | Reporter", ("Jane Doe",)),
        ("jdoe", ()),
        ("@handle", ()),
        ("jane@journal.example", ()),
        ("https://journal.example/author/jane", ()),
        ("admin", ()),
        ("", ()),
        ("42", ()),
        ("Portia Gray", ("Portia Gray",)),
        ("Byron Lee", ("Byron Lee",)),
    ],
)
def test_names_are_taken_out_of_bylines(written, names):
    assert clean_names([written]) == names


def test_too_long_texts_are_no_names():
    assert clean_names(["This is the beginning of a biography that goes on and on"]) == ()


def test_at_most_a_dozen():
    assert len(clean_names([f"Anna {chr(65 + i)}lder" for i in range(26)])) == 12


def test_structured_data_comes_before_meta_and_byline():
    head = json_ld('{"@type":"NewsArticle","headline":"x","author":{"name":"Anna Keller"}}')
    head += '<meta name="author" content="Jan Roth">'
    assert find_authors(page(head, "<h1>T</h1><p class='byline'>Par Ida Moe</p>")) == ("Anna Keller",)


def test_references_in_structured_data_are_followed():
    person = '{"@type":"Person","@id":"#p","name":"Anna Keller"}'
    head = json_ld('{"@graph":[{"@type":"Article","headline":"x","author":[{"@id":"#p"}]},' + person + "]}")
    assert find_authors(page(head)) == ("Anna Keller",)


def test_the_outlet_is_an_author_only_where_nobody_else_is():
    site = '<meta property="og:site_name" content="Le Journal"><meta name="author" content="Le Journal">'
    assert find_authors(page(site, "<h1>T</h1><p class='byline'>Par Ida Moe</p>")) == ("Ida Moe",)
    assert find_authors(page(site)) == ("Le Journal",)


def test_a_profile_address_in_meta_is_no_name():
    head = '<meta property="article:author" content="https://social.example/journal">'
    assert find_authors(page(head)) == ()


def test_a_byline_without_a_class_is_told_by_its_words():
    body = "<h1>Titre de l'article</h1><p>Par Ida Moe</p><p>Par ailleurs, le vent tombe.</p>"
    assert find_authors(page("", body)) == ("Ida Moe",)


def test_a_sentence_that_begins_like_a_byline_is_none():
    assert find_authors(page("", "<h1>Titre de l'article</h1><p>Par ailleurs, le vent est tombé.</p>")) == ()


def test_authors_of_comments_are_not_the_articles():
    body = "<h1>T</h1><div class='comment-list'><span class='author'>Troll One</span></div>"
    assert find_authors(page("", body, authors=("Ida Moe",))) == ("Ida Moe",)


def test_given_and_family_name_make_a_name():
    author = '{"@type":"Person","givenName":"Anna Maria","familyName":"Keller"}'
    assert find_authors(page(json_ld(f'{{"@type":"NewsArticle","headline":"x","author":[{author}]}}'))) == (
        "Anna Maria Keller",
    )


@pytest.mark.parametrize(
    "byline",
    [
        "<a rel='author' href='/ida'>Ida Moe</a>",
        "<span itemprop='author' itemscope><span itemprop='name'>Ida Moe</span></span>",
        "<div class='article-byline'>By <a href='/author/ida'>Ida Moe</a><span>Follow</span></div>",
        "<span class='author vcard'><a class='fn' href='/x'>Ida Moe</a></span>",
        "<ul class='Author clipboard'><li>Ida Moe</li></ul>",
        "<p>Par Ida Moe</p>",
        "<p>بقلم: Ida Moe</p>",
    ],
)
def test_bylines_of_every_make(byline):
    assert find_authors(page("", f"<article><h1>Titre de l'article</h1>{byline}<p>texte</p></article>")) == ("Ida Moe",)


def test_names_of_one_byline_stand_together_and_those_of_other_articles_apart():
    near = "<span class='author'>Ida Moe</span><span class='author'>Jan Roth</span>"
    far = "<p>texte</p>" * 60 + "<span class='author'>Autre Plume</span>"
    assert find_authors(page("", f"<article><h1>T</h1>{near}{far}</article>")) == ("Ida Moe", "Jan Roth")


@pytest.mark.parametrize("name", ["author-bio", "author-posts", "author-avatar", "comment-author", "related-author"])
def test_parts_of_author_boxes_without_a_name_are_passed_over(name):
    assert find_authors(page("", f"<h1>T</h1><div class='{name}'>Jane Doe</div>")) == ()


def test_the_signature_at_the_foot_is_the_last_resort():
    body = "<h1>标题</h1>" + "<p>正文。</p>" * 20 + "<p>(责编：王小明、李华)</p>"
    assert find_authors(page("", body)) == ("王小明", "李华")


def test_a_login_stands_for_its_author_where_nobody_else_is_named():
    head = json_ld('{"@type":"Article","headline":"x","author":{"@type":"Person","name":"flotsam"}}')
    assert find_authors(page(head)) == ("flotsam",)
    assert find_authors(page(head, "<h1>T</h1><p class='byline'>Par Ida Moe</p>")) == ("Ida Moe",)


def test_the_outlet_with_its_place_is_no_person():
    head = '<meta name="author" content="journal.example, Rabat">'
    assert find_authors(page(head, "<h1>T</h1><p class='byline'>Par Ida Moe</p>")) == ("Ida Moe",)


def test_references_that_go_round_end():
    people = '{"@id":"#a","@type":"Person","author":{"@id":"#b"},"x":1},{"@id":"#b","author":{"@id":"#a"},"x":1}'
    head = json_ld(f'{{"@graph":[{{"@type":"Article","headline":"x","author":{{"@id":"#a"}}}},{people}]}}')
    assert find_authors(page(head, authors=("Ida Moe",))) == ("Ida Moe",)


def test_thousands_of_bylines_are_bounded():
    names = (f"<b class='byline'>Anna {a}{b}lder</b>" for a in "ABCDEFGH" for b in "aeiouyrl" * 30)
    assert len(find_authors(page("", "<h1>T</h1>" + "".join(names)))) <= 12
