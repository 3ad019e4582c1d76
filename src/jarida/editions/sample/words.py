"""Words of the outlets' pages by language, and dates as they write them."""

from collections.abc import Mapping
from datetime import datetime

from babel.dates import format_date, format_time

from jarida.editions.sample.newsroom import LOCALES

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "home": "Accueil",
        "members": "Espace abonnés",
        "share": "Partager",
        "print": "Imprimer",
        "fiction": "Presse fictive, écrite pour une démonstration",
        "rights": "Aucun de ces lieux n’existe",
        "latest": "Dernières dépêches",
        "subscribers": "Service réservé aux abonnés de l’agence. Reproduction autorisée avec mention de la source.",
        "also": "À écouter aussi",
        "live": "Écouter le direct",
        "watch": "Regarder le direct",
        "wire": "Source : Agence du Rif",
        "closed": "Espace réservé",
        "closed_text": "Cette page est réservée aux abonnés.",
        "missing": "Page introuvable",
        "missing_text": "L’adresse demandée n’existe pas ou n’existe plus.",
    },
    "ar": {
        "home": "الرئيسية",
        "members": "فضاء المشتركين",
        "share": "مشاركة",
        "print": "طباعة",
        "fiction": "صحافة خيالية كتبت لغرض العرض",
        "rights": "لا وجود لهذه الأماكن",
        "latest": "آخر القصاصات",
        "subscribers": "خدمة مخصصة لمشتركي الوكالة. يسمح بإعادة النشر مع ذكر المصدر.",
        "also": "شاهد أيضا",
        "live": "البث المباشر",
        "watch": "شاهدوا البث المباشر",
        "wire": "المصدر: وكالة الريف",
        "closed": "فضاء خاص",
        "closed_text": "هذه الصفحة مخصصة للمشتركين.",
        "missing": "الصفحة غير موجودة",
        "missing_text": "العنوان المطلوب غير موجود أو حذف.",
    },
    "es": {
        "home": "Portada",
        "members": "Suscriptores",
        "share": "Compartir",
        "print": "Imprimir",
        "fiction": "Prensa ficticia, escrita para una demostración",
        "rights": "Ninguno de estos lugares existe",
        "latest": "Últimos despachos",
        "subscribers": "Servicio para abonados.",
        "also": "Vea también",
        "live": "En directo",
        "watch": "Ver en directo",
        "wire": "Fuente: Agencia del Rif",
        "closed": "Zona reservada",
        "closed_text": "Esta página es para suscriptores.",
        "missing": "Página no encontrada",
        "missing_text": "La dirección solicitada no existe o ha dejado de existir.",
    },
    "en": {
        "home": "Home",
        "members": "Members",
        "share": "Share",
        "print": "Print",
        "fiction": "Fictional press, written for a demonstration",
        "rights": "None of these places exist",
        "latest": "Latest dispatches",
        "subscribers": "For subscribers of the agency.",
        "also": "Watch also",
        "live": "Live",
        "watch": "Watch live",
        "wire": "Source: Rif News Agency",
        "closed": "Members only",
        "closed_text": "This page is for members.",
        "missing": "Page not found",
        "missing_text": "The address you asked for does not exist, or no longer does.",
    },
}
_PATTERNS = {
    "fr": ("d MMMM y", "{date} à {time}"),
    "ar": ("EEEE d MMMM y", "{date} على الساعة {time}"),
    "es": ("d 'de' MMMM 'de' y", "{date}, {time}"),
    "en": ("d MMMM y", "{date}, {time}"),
    "zgh": ("d MMMM y", "{date}, {time}"),
}


def words(language: str) -> Mapping[str, str]:
    """The words in `language`; French ones for Tamazight, as its radio does."""
    return WORDS.get(language, WORDS["fr"])


def in_words(moment: datetime, language: str) -> str:
    """A date with its time as a newspaper writes it: "22 novembre 2026 à 14:05"."""
    pattern, frame = _PATTERNS[language]
    locale = LOCALES[language]
    date = format_date(moment.date(), pattern, locale=locale)
    return frame.format(date=date, time=format_time(moment, "HH:mm", locale="en"))


def month_name(moment: datetime, language: str) -> str:
    """The month alone."""
    return format_date(moment.date(), "LLLL", locale=LOCALES[language])
