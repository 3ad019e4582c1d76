import pytest

from jarida.core.feeds.charset import decode, encoding_name
from jarida.core.feeds.problems import Problems

ARABIC = "افتتاح الطريق الجديد"


def told(body: bytes, content_type: str = "") -> tuple[str, tuple[str, ...]]:
    problems = Problems()
    return decode(body, content_type, problems), problems.lines()


def xml(text: str, encoding: str = "") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>' if encoding else f"<a>{text}</a>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_before_everything(encoding):
    text, problems = told(xml(ARABIC, "ISO-8859-1").encode(encoding), "text/xml; charset=windows-1252")
    assert (text, problems) == (xml(ARABIC, "ISO-8859-1"), ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding):
    assert told(xml(ARABIC).encode(encoding)) == (xml(ARABIC), ())


def test_valid_utf8_is_utf8_whatever_is_declared():
    text, problems = told(xml(ARABIC, "ISO-8859-1").encode(), "text/xml; charset=iso-8859-1")
    assert ARABIC in text
    assert problems == ("declared in another encoding than UTF-8, which it is in: cp1252",)


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
def test_the_declared_encoding_is_used_where_the_bytes_agree(encoding):
    assert told(xml(ARABIC, encoding).encode(encoding)) == (xml(ARABIC, encoding), ())
    assert told(xml(ARABIC).encode(encoding), f"text/xml; charset='{encoding}'") == (xml(ARABIC), ())


def test_a_server_s_default_header_is_believed_after_the_document():
    body = xml(ARABIC, "windows-1256").encode("windows-1256")
    assert ARABIC in told(body, "text/xml; charset=ISO-8859-1")[0]


def test_another_header_is_believed_before_the_document():
    body = xml(ARABIC, "iso-8859-1").encode("windows-1256")
    assert ARABIC in told(body, "text/xml; charset=windows-1256")[0]


def test_windows_bytes_among_utf8_are_read_one_by_one():
    text, problems = told("été à Tétouan, l’hiver ".encode() + b"caf\xe9 \x93x\x94")
    assert text == "été à Tétouan, l’hiver café “x”"
    assert problems == ("bytes that are not UTF-8 among UTF-8",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"<a>{ARABIC}</a>", "cp1256"),
        ("<a><language>ar</language>قا</a>", "cp1256"),
        ("<a xml:lang='ru'>Новости</a>", "cp1251"),
        ("<a>Le château d'été a fermé</a>", "cp1252"),
    ],
)
def test_without_a_declaration_the_letters_tell(text, encoding):
    assert told(text.encode(encoding))[0] == text


def test_wrongly_declared_iso_arabic_is_windows_arabic():
    body = f'<?xml version="1.0" encoding="iso-8859-6"?><a>{ARABIC} “چ”</a>'.encode("cp1256")
    assert f"{ARABIC} “چ”" in told(body)[0]


def test_seven_bit_encodings_are_read_as_declared():
    body = xml("日本", "iso-2022-jp").encode("iso-2022-jp")
    assert "日本" in told(body)[0]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("UTF8", "utf-8"), ("latin1", "cp1252"), ("us-ascii", "cp1252"), ("gb2312", "gb18030"), ("shift-jis", "cp932"),
        ("x-nonsense", ""), ("hex", ""), ("zlib", ""), ("rot13", ""), ("utf-7", ""), ("unicode_escape", ""),
        ("a\0b", ""),
    ],
)  # fmt: skip
def test_labels(label, name):
    assert encoding_name(label) == name


def test_a_dangerous_label_is_as_good_as_none():
    body = b"<?xml version='1.0' encoding='utf-7'?><a>+ADw-script+AD4-</a>"
    assert "<script>" not in told(body)[0]
