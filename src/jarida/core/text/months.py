"""Names of months in the languages of the press read here, as they are written in print."""

from typing import Final

# A tuple per month, January first. Arabic is given as `fold` in dates.py leaves it: hamza and madda on alif
# folded. It has three families: the Maghreb's (Morocco; Algeria and Tunisia after the French), the Levant's
# and Iraq's, and the one of Egypt and the Gulf.
MONTHS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "fr": (
        ("janvier", "janv", "jan"),
        ("février", "fevrier", "févr", "fevr", "fév", "fev"),
        ("mars", "mar"),
        ("avril", "avr"),
        ("mai",),
        ("juin", "jun"),
        ("juillet", "juil", "jui", "jul"),
        ("août", "aout", "aoû", "aou"),
        ("septembre", "sept", "sep"),
        ("octobre", "oct"),
        ("novembre", "nov"),
        ("décembre", "decembre", "déc", "dec"),
    ),
    "es": (
        ("enero", "ene"),
        ("febrero", "feb"),
        ("marzo", "mar"),
        ("abril", "abr"),
        ("mayo", "may"),
        ("junio", "jun"),
        ("julio", "jul"),
        ("agosto", "ago"),
        ("septiembre", "setiembre", "sept", "sep", "set"),
        ("octubre", "oct"),
        ("noviembre", "nov"),
        ("diciembre", "dic"),
    ),
    "en": (
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may",),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sept", "sep"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ),
    "ar": (
        ("يناير", "جانفي", "كانون الثاني", "جانفييه"),
        ("فبراير", "فيفري", "شباط", "فبراير"),
        ("مارس", "اذار"),
        ("ابريل", "افريل", "نيسان"),
        ("ماي", "مايو", "ايار"),
        ("يونيو", "يونيه", "جوان", "حزيران"),
        ("يوليوز", "يوليو", "يوليه", "جويلية", "تموز"),
        ("غشت", "اغسطس", "اوت", "اب"),
        ("شتنبر", "سبتمبر", "ايلول"),
        ("اكتوبر", "تشرين الاول"),
        ("نونبر", "نوفمبر", "تشرين الثاني"),
        ("دجنبر", "ديسمبر", "كانون الاول"),
    ),
}
