"""Outlets of three layouts, written for these tests, and the pages that templates are learned from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from jarida.core.extraction.model import Hints
from jarida.core.extraction.templates.learn import LearningPage

NOW = datetime(2026, 3, 20, tzinfo=UTC)
NAMES = ("Salma Idrissi", "Karim Benali", "Lucía Ortega", "Hind Tazi", "Omar Fassi", "Nadia Chraibi")
PLACES = ("Oued", "Kasbah", "Palmeraie", "Médina", "Plateau", "Falaise")
NOTICE = "Inscrivez-vous à notre lettre du matin pour ne rien manquer de la région."
FOOT = "Toute reproduction de nos textes est soumise à une autorisation écrite."


def title(number):
    return f"À {PLACES[number % 6]} le marché numéro {number} rouvre après les travaux"


def paragraphs(number):
    place = PLACES[number % 6]
    return tuple(
        f"Le {step} jour de la semaine {number}, les habitants de {place} ont traversé le pont {number}{step} pour "
        f"se rendre au marché, où {number + step} marchands avaient monté leurs étals avant l’aube malgré la pluie."
        for step in range(2, 7)
    )


def published(number):
    return datetime(2026, 3, 1 + number % 19, 9, 30, tzinfo=UTC)


def first_layout(number):
    """Classes that say what they are; a box of the newsletter in the middle of the text."""
    texts = [f"<p>{text}</p>" for text in paragraphs(number)]
    texts.insert(2, f"<p>{NOTICE}</p>")
    return f"""<html lang="fr"><head><title>{title(number)} - Le Gué</title>
    <meta property="og:title" content="{title(number)}"></head>
    <body><div class="menu"><a href="/">Accueil du journal</a></div>
    <div class="story"><h1 class="story-head">{title(number)}</h1>
    <p class="story-byline">{NAMES[number % 6]}</p><time datetime="{published(number).isoformat()}">le jour</time>
    <div class="story-text">{"".join(texts)}</div></div><div class="foot"><p>{FOOT}</p></div></body></html>""".encode()


def second_layout(number):
    """Tables of another age, without any class that tells."""
    texts = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    return f"""<html lang="fr"><head><title>Le Gué | {title(number)}</title></head>
    <body><table class="page"><tr><td class="links">
    <p>{NOTICE}</p></td><td class="left"><h1>{title(number)}</h1><p class="sign">Par {NAMES[number % 6]}</p>
    <p class="when">{published(number):%d/%m/%Y}</p><div class="words">{texts}</div><p>{FOOT}</p></td>
    </tr></table></body></html>""".encode()


LAYOUTS = (first_layout, second_layout)


def learning(layout, numbers=range(6), **hints):
    return [
        LearningPage(
            layout(number), f"https://gue.example/{number}", published(number) + timedelta(hours=1), Hints(**hints)
        )
        for number in numbers
    ]


def with_bytes(page, body):
    return replace(page, page=body)
