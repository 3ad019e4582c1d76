"""Singulars of broken plurals: قوانين is of قانون, أحزاب of حزب.

The patterns are those of the grammars (Wright, A Grammar of the Arabic Language, volume I, § 304). Only those are
here that match hardly anything but plurals; of the others (فُعول, فِعال, فُعَل) a table has the nouns that a press is
full of. A pattern often leaves the singular's vowel open: then each is given, since what is no word finds nothing.
"""

import re
from functools import cache
from typing import Final

# consonants; without ت where it would make a verb's noun (تعاون), without ب ك ل where they would be particles,
# without ه and ت at the end where they would be suffixes; with و and ي where they can be radicals
_CLASSES: Final = {
    "C": "[بتثجحخدذرزسشصضطظعغفقكلمنه]",
    "N": "[بثجحخدذرزسشصضطظعغفقكلمنه]",
    "F": "[ثجحخدذرزسشصضطظعغفقمنه]",
    "W": "[بتثجحخدذرزسشصضطظعغفقكلمنهوي]",
    "L": "[بثجحخدذرزسشصضطظعغفقكلمنئ]",
}
# a plural as its letters and classes, its singulars with the number of a class in place of it
_PATTERNS: Final = (
    ("مواCيC", "مو1و2 مو1د"),  # مواضيع, مواعيد
    ("NواCيC", "1ا2و3 1ا2ي3"),  # قوانين, حواسيب
    ("تواCيC", "تا1ي2 تو1ي2"),  # تواريخ, تواقيع
    ("CCاCيC", "123و4 123ي4 123ا4"),  # مشاريع, تقارير, مفاتيح
    ("أCاCيC", "ا12و3 ا12ي3"),  # أساليب, أقاليم
    ("مواCL", "مو12"),  # مواقع
    ("NواCL", "1ا23"),  # شوارع, عواصم, شواطئ
    ("FCاCL", "1234"),  # مدارس, عناصر
    ("مCاCي", "م12ي"),  # مباني
    ("أWWاL", "123"),  # أحزاب, أسعار
    ("أCCCة", "12ا3 12ي3"),  # أنظمة
    ("CCCاء", "12ي3 1ا23"),  # سفراء, شعراء
    ("WCائC", "12ي3 12ا3"),  # نتائج, رسائل
    ("WوائC", "1اي2"),  # لوائح
    ("CCايا", "12ي"),  # قضايا
)
_ALEF: Final = str.maketrans("أآ", "اا")  # not إ: إحياء is no plural
_IRREGULAR: Final = dict(
    pair.translate(_ALEF).split(":")
    for pair in (
        # فعول
        "ملوك:ملك بنوك:بنك حقوق:حق حدود:حد خطوط:خط شعوب:شعب ظروف:ظرف حروب:حرب قرون:قرن عقود:عقد نجوم:نجم دروس:درس "
        "فروع:فرع جهود:جهد وفود:وفد جنود:جندي ديون:دين صفوف:صف سدود:سد رسوم:رسم شهور:شهر ضيوف:ضيف عيون:عين "
        "بيوت:بيت بحوث:بحث فنون:فن علوم:علم نصوص:نص شروط:شرط خصوم:خصم لحوم:لحم طيور:طير فصول:فصل سجون:سجن كنوز:كنز "
        "قلوب:قلب قبور:قبر حلول:حل هموم:هم رؤوس:راس ردود:رد بنود:بند سيول:سيل حقول:حقل أصول:اصل عروض:عرض ضغوط:ضغط "
        "شهود:شاهد وعود:وعد بذور:بذر "
        # فعال
        "رجال:رجل جبال:جبل عمال:عامل طلاب:طالب نواب:نائب تجار:تاجر زوار:زائر ركاب:راكب سكان:ساكن حكام:حاكم "
        "كبار:كبير صغار:صغير بحار:بحر رمال:رمل نقاط:نقطة ثمار:ثمرة بلدان:بلد شباب:شاب "
        # فعل
        "كتب:كتاب مدن:مدينة طرق:طريق صحف:صحيفة سفن:سفينة سبل:سبيل قرى:قرية أسر:اسرة فرص:فرصة فرق:فريق قمم:قمة "
        "أمم:امة دول:دولة صور:صورة جزر:جزيرة مهن:مهنة خطط:خطة نخب:نخبة "
        # أفعال and أفعلة of weak roots, أفعلاء
        "أموال:مال أبواب:باب أحوال:حال أيام:يوم أفلام:فيلم أبناء:ابن أعضاء:عضو أسماء:اسم آراء:راي آبار:بئر "
        "آثار:اثر آلاف:الف آلات:الة أنباء:نبا أجزاء:جزء أعباء:عبء أحياء:حي أنحاء:نحو أدوية:دواء أغذية:غذاء "
        "أندية:نادي أودية:وادي أوعية:وعاء أسئلة:سؤال أئمة:امام أطباء:طبيب أصدقاء:صديق أقرباء:قريب أنبياء:نبي "
        "أغنياء:غني أولياء:ولي أشقاء:شقيق أحباء:حبيب أراض:ارض أراضي:ارض أهالي:اهل "
        # others
        "نساء:امراة رؤساء:رئيس علماء:عالم زملاء:زميل قضاة:قاضي ولاة:والي رعاة:راعي هواة:هاوي غزاة:غازي دعاة:داعي "
        "قادة:قائد سادة:سيد طلبة:طالب كتبة:كاتب ورثة:وارث مغاربة:مغرب أساتذة:استاذ دكاترة:دكتور تلامذة:تلميذ "
        "أفارقة:افريقي سنوات:سنة سنين:سنة ليالي:ليلة إخوة:اخ إخوان:اخ أخوات:اخت مياه:ماء شؤون:شان جرحى:جريح "
        "قتلى:قتيل مرضى:مريض أسرى:اسير ضحايا:ضحية نوادي:نادي حوادث:حادث ملايير:مليار بلاد:بلد كراسي:كرسي "
        "مبادئ:مبدا شركاء:شريك مدراء:مدير مسائل:مسالة وزراء:وزير عناوين:عنوان وكلاء:وكيل وسطاء:وسيط أوقات:وقت "
        "أصوات:صوت أبيات:بيت برامج:برنامج فواكه:فاكهة ملايين:مليون موانئ:ميناء زلازل:زلزال اخوة:اخ اخوان:اخ شواهد:شاهد "
    ).split()
)
# what fits a pattern and is none: names, numbers, and participles like مدافع
_NO_PLURALS: Final = frozenset(
    (
        "جزائر فضائل أمازيغ أكادير مراكش أنقرة أربعة أستاذ صحراء كهرباء مقابل مباشر مبارك مراسل معاصر مناسب مهاجر "
        "مواطن محامي مشارك مساعد مدافع مهاجم مقاول مراقب مقاتل محارب مسافر مخالف منافس مطابق مناضل مجاهد مساهم "
        "ملاحظ مصاحب محاسب محافظ مخاطب موازن موافق مواجه مواصل مؤازر مبادر مغادر مجاور مرادف معارض مساند مفاوض "
        "مخاصم محاضر معادل "
    ).split()
)


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]]:
    """Whether any pattern fits, in one look; and each with the singulars that it makes."""
    plurals = [
        "".join(f"({_CLASSES[sign]})" if sign in _CLASSES else sign for sign in plural) for plural, _ in _PATTERNS
    ]
    each = tuple(
        (re.compile(plural), tuple(made.split())) for plural, (_, made) in zip(plurals, _PATTERNS, strict=True)
    )
    return re.compile("|".join(plurals)), each


def singulars(word: str) -> tuple[str, ...]:
    """What a spelled word without article and pronouns may be the plural of; the hamza of أحزاب has to be written."""
    known = _IRREGULAR.get(word.translate(_ALEF))
    if known:
        return (known,)
    any_of_them, each = _compiled()
    if word in _NO_PLURALS or not any_of_them.fullmatch(word):
        return ()
    found, made = next((found, made) for pattern, made in each if (found := pattern.fullmatch(word)))
    radicals = str.maketrans({str(at): radical for at, radical in enumerate(found.groups(), 1)})
    return tuple(singular.translate(radicals) for singular in made)
