"""Encodings told by the letters alone, on texts of our own and, where they are at hand, on chardet's."""

import lzma
import re
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.feeds.charset import decode, understand
from jarida.core.feeds.guessing import guess
from jarida.core.feeds.problems import Problems

FRENCH = (
    "Après l'été, les élèves retrouvent « leur école » : la rentrée s'annonce agitée à Orléans, où l'on s'inquiète."
)
SPANISH = "El año próximo habrá más niños en las aulas, según señaló ayer el ministro: ¿qué pasará después en España?"
ARABIC = "أعلنت وزارة التربية الوطنية أن الدخول المدرسي المقبل سيكون في بداية شهر شتنبر وفق ما جاء في بلاغ لها"
RUSSIAN = "Министерство сообщило, что новый учебный год начнётся в сентябре, как и было объявлено ранее весной"
GREEK = "Το υπουργείο ανακοίνωσε ότι η νέα σχολική χρονιά θα αρχίσει τον Σεπτέμβριο όπως είχε προγραμματιστεί"
HEBREW = "משרד החינוך הודיע כי שנת הלימודים החדשה תיפתח בתחילת חודש ספטמבר כמתוכנן"
THAI = "กระทรวงศึกษาธิการประกาศว่าปีการศึกษาใหม่จะเริ่มในเดือนหน้าตามที่กำหนดไว้"
TURKISH = "Millî Eğitim Bakanlığı yeni öğretim yılının eylül ayında başlayacağını açıkladı; çocuklar şimdiden hazır"
POLISH = (
    "Minister zapowiedział, że rok szkolny rozpocznie się we wrześniu; będą też zajęcia dodatkowe dla młodzieży, źle"
)
JAPANESE = "文部科学省は、新しい学年が予定どおり四月に始まると発表しました。"
KOREAN = "교육부는 새 학기가 예정대로 다음 달에 시작된다고 밝혔다"
CHINESE = "教育部说,新的学年要在九月开始,学生们都会回到学校上课,这是他们想看到的。"
TAIWANESE = "教育部說,新的學年要在九月開始,學生們都會回到學校上課,這是他們想看到的。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"), (SPANISH, "cp1252"), (ARABIC, "cp1256"), (ARABIC, "iso8859-6"), (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"), (RUSSIAN, "iso8859-5"), (GREEK, "cp1253"), (HEBREW, "cp1255"), (THAI, "cp874"),
        (TURKISH, "cp1254"), (POLISH, "cp1250"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (KOREAN, "cp949"),
        (CHINESE, "gb18030"), (TAIWANESE, "big5hkscs"),
    ],
)  # fmt: skip
def test_is_told_by_the_letters(text, encoding):
    body = f"<rss><channel><title>{text}</title></channel></rss>".encode(encoding)
    assert decode(body, "", Problems()) == body.decode(encoding)


def test_what_is_declared_wins_where_letters_do_not_decide():
    body = "<t>déjà</t>".encode("cp1252")
    assert decode(body, "text/xml; charset=windows-1252", Problems()) == "<t>déjà</t>"


def test_a_text_of_nothing_known_is_not_guessed():
    assert guess(b"abc") == ""


@given(st.binary(max_size=400))
def test_any_bytes_have_an_encoding(body):
    text, encoding = understand(body, "", Problems())
    assert isinstance(text, str)
    assert encoding


@given(st.text(alphabet="éèàçùâêîôû aeiou", max_size=60).map(lambda text: text + "é"), st.binary(max_size=3))
def test_stray_bytes_among_utf8_are_those_of_windows(text, stray):
    body = f"{text * 9}".encode() + b" \x93x\x94" + stray
    said = decode(body, "", Problems())
    assert said.startswith(text * 9)


def test_the_real_files_that_chardet_is_tested_with(shared_press):
    """Without their declarations; wide and escaped encodings have their own rules."""
    archive = shared_press / "data" / "charset_chardet_tests.tar.xz"
    told = []
    with lzma.open(archive) as unpacked, tarfile.open(fileobj=unpacked) as files:
        for member in files:
            if member.isfile() and not re.search("Johab|MacCyrillic", member.name):  # never on the web
                body = re.sub(rb"encoding\s*=\s*[\"'][^\"']*[\"']", b"", files.extractfile(member).read())
                told.append(_is_told(member.name.split("/")[-2], body))
    assert len(told) > 150
    assert sum(told) / len(told) >= 0.9


MEANT = {
    "GB2312": "gb18030", "SHIFT_JIS": "cp932", "EUC-KR": "cp949", "TIS-620": "cp874", "Big5": "big5hkscs",
    "iso-8859-1": "cp1252",
}  # fmt: skip
LANGUAGE = re.compile(r"-[a-z]{4,}$")


def _is_told(folder: str, body: bytes) -> bool:
    encoding = LANGUAGE.sub("", folder) if folder.startswith(("iso-8859", "windows")) else folder
    wanted = body.decode(MEANT.get(encoding, encoding), "replace")
    return decode(body, "", Problems()).lstrip("\ufeff") == wanted.lstrip("\ufeff")
