"""Arabic words: a reader of one form finds the others; what is another word is left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarida.core.text import arabic
from jarida.core.text.analysis import fold, stems
from jarida.core.text.arabic_plurals import singulars

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةـًَُِّْ"

# the first is asked for, all others are to be found by it
FAMILIES = """
كتاب الكتاب والكتاب بالكتاب للكتاب كتابهم كتابه كتابا كتب الكتب
قانون القانون والقانون بالقانون للقانون قانونا قانونية القانونية القوانين وقوانين قوانينها
منتخب المنتخب والمنتخب للمنتخب بالمنتخب منتخبنا المنتخبات
رئيس الرئيس للرئيس والرئيس رئيسا رئيسها رؤساء الرؤساء
وزير الوزير والوزير للوزير وزيرا وزراء الوزراء ووزير
حكومة الحكومة والحكومة للحكومة حكومته حكومتهم حكومات الحكومية حكومي
مدرسة المدرسة بالمدرسة مدارس المدارس مدرستها المدرسية
حزب الحزب للحزب أحزاب الأحزاب بأحزاب الحزبية
مغربي المغربي المغربية المغاربة للمغاربة مغربيا
فرنسا بفرنسا فرنسي الفرنسي الفرنسية الفرنسيين
إسبانيا إسباني الإسباني الإسبانية وإسبانيا اسبانيا
ألمانيا ألماني الألماني الألمانية وألمانيا المانيا
الجزائر جزائري الجزائري الجزائرية بالجزائر
مدينة المدينة بمدينة والمدينة مدن المدن لمدينة
جهة الجهة جهات الجهات
مشروع المشروع مشاريع والمشاريع مشروعا بمشروع
قضية القضية قضايا القضايا للقضية
تقرير التقرير تقارير التقارير تقريرا
سعر السعر أسعار الأسعار وأسعار أسعارها
نظام النظام أنظمة الأنظمة نظاما
نتيجة النتيجة نتائج النتائج نتائجه
مستشفى المستشفى مستشفيات بالمستشفى
والي الوالي ولاة
إلكتروني الإلكترونية إلكترونية الكترونية
التزام الالتزام التزامات الالتزامات والتزام
لاعب اللاعب لاعبين اللاعبين لاعبون واللاعبين
امرأة المرأة نساء النساء للمرأة
مراكش بمراكش ومراكش لمراكش
أكادير أڭادير أݣادير أگادير بأكادير
تلفزيون التلفزيون تلفزيوني التلفزيونية
اتجاه الاتجاه اتجاهات
عنوان عناوين
عضو أعضاء الأعضاء أعضائه
"""
PAIRS = [
    (asked, other) for line in FAMILIES.split("\n") for asked, *others in [line.split() or [""]] for other in others
]


@pytest.mark.parametrize(("asked", "other"), PAIRS)
def test_a_word_finds_its_other_forms(asked, other):
    assert set(stems(asked, "ar")) & set(stems(other, "ar"))


def test_families_stay_apart():
    families = [
        {stem for word in line.split() for stem in stems(word, "ar")} for line in FAMILIES.split("\n") if line.strip()
    ]
    assert [one & other for one, other in itertools.combinations(families, 2) if one & other] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("النساء", "الأمر"),  # امرأة is not of أمر
        ("بالمائة", "ماي"),  # a hundred, the month of May
        ("قانون", "قان"),
        ("مقابل", "مقبل"),
        ("الجزائر", "الجزيرة"),
        ("إحياء", "حي"),
        ("والي", "إلى"),
        ("درهم", "در"),
    ],
)
def test_other_words_are_left_alone(one, other):
    assert not set(stems(one, "ar")) & set(stems(other, "ar"))


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والمنتخب", "منتخب"),
        ("للرئيس", "رييس"),
        ("حكومتهم", "حكوم"),
        ("ثابتة", "ثابت"),
        ("تفاهم", "تفاهم"),
        ("درهم", "درهم"),
        ("قانونا", "قانون"),
        ("تكوين", "تكوين"),
        ("هدفين", "هدف"),
        ("لبناني", "لبنان"),
        ("سنة", "سنه"),
        ("بنات", "بنه"),
        ("الالتزام", "التزام"),
        ("والده", "والد"),
        ("إلياس", "الياس"),
        ("ا", "ا"),
        ("", ""),
    ],
)
def test_light_stems(word, stem):
    assert arabic.light_stem(arabic.spelled(word)) == stem


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("قوانين", "قانون"), ("مواضيع", "موضوع"), ("مواعيد", "موعد"), ("تواريخ", "تاريخ"), ("مشاريع", "مشروع"),
        ("تقارير", "تقرير"), ("مفاتيح", "مفتاح"), ("أساليب", "اسلوب"), ("أقاليم", "اقليم"), ("مواقع", "موقع"),
        ("شوارع", "شارع"), ("مدارس", "مدرس"), ("عناصر", "عنصر"), ("مباني", "مبني"), ("أحزاب", "حزب"),
        ("أسواق", "سوق"), ("أنظمة", "نظام"), ("سفراء", "سفير"), ("شعراء", "شاعر"), ("جرائد", "جريد"),
        ("لوائح", "لايح"), ("قضايا", "قضي"), ("حقوق", "حق"), ("مدن", "مدينة"), ("اعضاء", "عضو"),
    ],
)  # fmt: skip
def test_singulars_of_broken_plurals(plural, singular):
    assert singular in singulars(plural)


@pytest.mark.parametrize(
    "word",
    [
        "كتاب",
        "برنامج",
        "تعاون",
        "تضامن",
        "إعلام",
        "إصلاح",
        "أستاذ",
        "جزائر",
        "مواطن",
        "صحراء",
        "أخيرة",
        "أربعة",
        "",
        "x",
    ],
)
def test_what_is_no_plural_has_no_singular(word):
    assert singulars(word) == ()


@pytest.mark.parametrize(
    "words",
    [
        "المَغْرِبُ المغرب المـغرب ﺍﻟﻤﻐﺮﺏ",
        "أحمد احمد",
        "مصطفى مصطفي مصطفی",
        "الحكومة الحكومه",
        "كتاب کتاب",
        "القراءة القراءه",
        "إسبانيا اسبانيا أسبانيا",
    ],
)
def test_spelling_makes_no_difference(words):
    first, *others = words.split()
    assert all(set(stems(first, "ar")) & set(stems(other, "ar")) for other in others)


@given(st.text(LETTERS, max_size=20))
def test_any_letters_have_few_short_stems(word):
    found = stems(word, "ar")
    assert len(found) <= 7
    assert all(stem.startswith("ar.") and fold(stem[3:]) == stem[3:] for stem in found)


@given(st.text(LETTERS, min_size=1, max_size=12))
def test_the_light_stem_is_no_longer_than_the_word(word):
    assert len(arabic.light_stem(arabic.spelled(word))) <= max(len(word), 6)
