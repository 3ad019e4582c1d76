import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from jarida.core.errors import NotAnArticle
from jarida.core.extraction.markup import LARGEST, MOST_ELEMENTS, decode, parse, refuse_binary

ARABIC, FRENCH = "جريدة المرسى: أخبار اليوم", "L’été à Fès coûte 3 €"


@pytest.mark.parametrize(
    ("text", "charset", "content_type", "head"),
    [
        (FRENCH, "utf-8", "", ""),
        (FRENCH, "utf-8", "text/html; charset=iso-8859-1", ""),
        (FRENCH, "cp1252", "text/html; charset=ISO-8859-1", ""),
        (FRENCH, "cp1252", "", '<meta charset="windows-1252">'),
        (FRENCH, "cp1252", "", ""),
        (FRENCH, "utf-16", "", ""),
        (ARABIC, "cp1256", "text/html;charset=windows-1256", ""),
        (ARABIC, "cp1256", "", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'),
        (ARABIC, "iso8859-6", "", "<meta charset='iso-8859-6'>"),
        (ARABIC, "utf-8-sig", "text/html; charset=windows-1256", ""),
        ("日本の新聞", "cp932", "text/html; charset=Shift_JIS", ""),
        ("中国新闻", "gb18030", "", "<meta charset=gb2312>"),
        ("新聞報導", "big5", "", "<meta charset=Big5>"),
        ("新聞報導", "big5", "text/html; charset=big5", ""),
        ("日本の新聞", "euc-jp", "", "<meta charset=x-euc-jp>"),
        ("한국 신문", "cp949", "", "<meta charset=euc-kr>"),
        ("Правительство", "koi8-r", "", "<meta charset='koi8-r'>"),
        ("Правительство", "cp1251", "", "<meta charset=windows-1251>"),
        ("Правительство", "cp1251", "", "<meta charset=x-cp1251>"),
        ("Правительство", "cp1251", "text/html; charset=iso-8859-1", "<meta charset=windows-1251>"),
        ("Правительство", "koi8-r", "text/html; charset=koi8-r", "<meta charset=windows-1251>"),
        ("Правительство", "cp1251", "", "<html lang='ru'>"),
        ("Η κυβέρνηση", "cp1253", "", "<meta charset=windows-1253>"),
        ("Η κυβέρνηση", "cp1253", "", "<html lang=el>"),
        ("עיתון", "cp1255", "", "<meta charset=iso-8859-8-i>"),
        (ARABIC, "cp1256", "", "<html dir='rtl' lang='ar'>"),
        (ARABIC, "utf-8", "text/html; charset=iso-8859-1", "<meta charset=windows-1256>"),
    ],
)
def test_charset_is_found(text, charset, content_type, head):
    assert decode(f"{head}<p>{text}</p>".encode(charset), content_type) == f"{head}<p>{text}</p>"


def test_the_old_charset_of_the_outlets_language_is_the_last_guess():
    assert decode(ARABIC.encode("cp1256"), "", ("ar", "fr")) == ARABIC


@pytest.mark.parametrize(
    "label", ["utf-7", "hz", "zlib_codec", "rot13", "idna", "undefined", "no-such-thing", "base64"]
)
def test_dangerous_and_unknown_charsets_are_not_used(label):
    text = decode(f'<meta charset="{label}">+ADw-script+AD4- caf\xe9.'.encode("latin-1"))
    assert "+ADw-script" in text
    assert text.endswith("café.")


def test_a_page_cut_in_mid_character_keeps_its_text():
    assert decode("été".encode()[:-1]) == "ét"


def test_a_few_broken_bytes_do_not_cost_the_charset():
    page = b'<meta charset="utf-8">' + "été l'été".encode() + b"\xff" + "été".encode() * 3
    assert decode(page).endswith("l'été�étéétéété")


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html; charset=utf-8", "charset=windows-1256", "charset=\"'"])
)
def test_decoding_never_fails(page, content_type):
    assert isinstance(decode(page, content_type), str)


@given(st.text(max_size=200))
def test_utf8_comes_back(text):
    assert decode(text.encode("utf-8", "replace")).lstrip("\ufeff") == text.encode("utf-8", "replace").decode().lstrip(
        "\ufeff"
    )


@given(st.text(alphabet="<>/ab \"'=&;!-\x00\x0b\ufffe\ud800", max_size=200))
def test_parsing_fails_only_as_not_an_article(text):
    with contextlib.suppress(NotAnArticle):
        assert parse(text).tag == "html"


def test_deep_nesting_is_cut_and_survived():
    tree = parse("<div>" * 200_000 + "x")
    assert sum(1 for _ in tree.iter()) < 3000


def test_too_many_elements_are_refused():
    with pytest.raises(NotAnArticle, match="elements"):
        parse("<p>" + "<b></b>" * (MOST_ELEMENTS + 10))


@pytest.mark.parametrize(
    "page", [b"", b"  \n", b"%PDF-1.7 x", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"PK\x03\x04"]
)
def test_what_is_no_page_is_refused(page):
    with pytest.raises(NotAnArticle):
        refuse_binary(page)


def test_of_fifty_megabytes_a_part_is_looked_at():
    assert len(decode(b"<p>mot</p>" * 5_000_000)) == LARGEST


def test_all_elements_are_of_one_class():
    tree = parse("<form><input name='a'><select><option>b</select></form><p>c")
    assert {type(each) for each in tree.iter()} == {HtmlElement}


def test_controls_are_spaces_and_line_breaks_stay():
    tree = parse("<h1>La\x00 digue\x0b\ntient</h1>")
    assert tree.findtext(".//h1") == "La  digue \ntient"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(charset):
    text = "<html><body><p>La digue a tenu bon. نص بالعربية.</p></body></html>" * 3
    assert decode(text.encode(charset)) == text


def test_zeros_alone_are_no_utf_16():
    assert decode(b"\0" * 2000) == "\0" * 2000


@pytest.mark.parametrize(("number", "value"), [(12_000, ""), (60_000, "='>'"), (60_000, "='<a'"), (12_000, "=1")])
def test_a_tag_of_too_many_attributes_is_refused(number, value):
    with pytest.raises(NotAnArticle, match="attributes"):
        parse("<p>x<div " + " ".join(f"a{n}{value}" for n in range(number)) + ">y</div>")


def test_a_large_page_with_much_script_is_not():
    script = "<script>" + "if (a<b && c) { x = 'it'; } " * 30_000 + "</script>"
    assert parse(f"<body>{script}<p>text</p>").findtext(".//p") == "text"
