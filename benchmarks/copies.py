"""Copies: how many are found, how many wrongly, and what it costs.

    python benchmarks/copies.py                # precision and recall, and the cost of each step
    python benchmarks/copies.py --large        # the index at 1,000,000 signatures too (half a gigabyte)

The set is made of texts of the sample press with known truth: its own dispatches and reprints, and mutations of each
text (cut, reordered, with a local paragraph, with changed words, under another title, amid the boilerplate of two
outlets). What must not be copies: every other pair, among them the same events told by other outlets and in other
languages, weather of other days, and texts that share a quotation. Times are CPU milliseconds.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.common import table
from jarida.core.stories import agencies, boilerplate, copies, lookup, originals
from jarida.core.stories.model import Profile
from jarida.core.text.fingerprints import fingerprint, near
from jarida.editions.sample.load import all_articles

ROUNDS = 5
EPOCH = 1_800_000_000.0
NOTICES = {
    "a": ["Ce journal est imprimé sur du papier recyclé, et sa rédaction répond à chaque lettre dans les dix jours.",
          "Lire aussi : Les marées du siècle", "Suivez-nous sur toutes les plateformes"],
    "b": ["Ce journal est imprimé sur du papier recyclé, et sa rédaction répond à chaque lettre dans les dix jours.",
          "Notre charte peut être lue au siège du journal, tous les matins de la semaine, sauf les jours fériés.",
          "Tous droits réservés."],
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A text of the set. Texts with the same `origin` are copies of each other; `how` says what was done to it.

    `quotes` is the origin of which it has one paragraph.
    """

    origin: str
    how: str
    language: str
    outlet: str
    paragraphs: tuple[str, ...]
    quotes: str = ""


def main() -> None:
    """Measure and print."""
    made = list(the_set())
    known = learned(made)
    quality(made, known)
    thresholds(made, known)
    shingles(made, known)
    costs(made, known)
    sizes = (10_000, 100_000, 1_000_000) if "--large" in sys.argv else (10_000, 100_000)
    lookups(sizes)
    band_table(20_000)
    entering(made)


# --- the set ----------------------------------------------------------------------------------------


def the_set() -> Iterator[Made]:
    """The sample press, mutations of it, and texts that resemble without being copies."""
    rng = random.Random(27)
    articles = all_articles()
    sources = [(article.dispatch or article.key, article) for article in articles]
    for origin, article in sources:
        yield Made(origin, "as printed", article.language, article.outlet, article.paragraphs)
    longer = [(origin, article) for origin, article in sources if len(" ".join(article.paragraphs).split()) >= 50]
    for number, (origin, article) in enumerate(longer):
        words = WORDS[article.language]
        for how, text in mutations(article.paragraphs, words, rng):
            outlet = "ab"[number % 2] if how == "amid boilerplate" else f"other-{how}"
            yield Made(origin, how, article.language, outlet, text)
    yield from resembling(rng, longer)


def mutations(text: Sequence[str], local: Sequence[str], rng: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What outlets do to a dispatch; `local` are the words of which they write something of their own."""
    words = " ".join(text).split()

    def own(number: int) -> str:
        return " ".join(rng.choices(local, k=number))

    yield "cut to two thirds", (" ".join(words[: 2 * len(words) // 3]),)
    yield "cut to half", (" ".join(words[: len(words) // 2]),)
    yield "paragraphs reordered", tuple(rng.sample(text, len(text)))
    yield "local paragraph added", (*text, own(30))
    yield "half as much local text", (own(len(words) // 4), *text, own(len(words) // 4))
    yield "twice as much local text", (own(len(words)), *text, own(len(words)))
    yield "1 word in 50 changed", (" ".join(changed(words, 50, rng)),)
    yield "1 word in 15 changed", (" ".join(changed(words, 15, rng)),)
    yield "other signs", tuple(paragraph.upper().replace("’", "'").replace(",", " ,") for paragraph in text)
    yield "amid boilerplate", (NOTICES["a"][0], *text, *rng.sample(NOTICES["a"][1:], 1))


def changed(words: Sequence[str], every: int, rng: random.Random) -> list[str]:
    """Some words replaced by others of the text."""
    return [rng.choice(words) if rng.random() < 1 / every else word for word in words]


def resembling(rng: random.Random, longer: Sequence) -> Iterator[Made]:
    """Texts of their own that share a form, a notice or a quotation with others."""
    towns = "Azrama Tanouja Tinsarou Marsa-Louiza Tizi-Noufra Azilane Oued-Lahmar Ksar-Rmel".split()
    for day in range(30):
        values = ", ".join(f"{town} {rng.randint(2, 18)} et {rng.randint(18, 40)}" for town in towns)
        sky = " ".join(rng.sample(SKIES, 6))
        yield Made(f"weather-{day}", "weather", "fr", "meteo", (f"Le {day + 1} du mois. {sky}", f"Prévues : {values}."))
    for number in range(60):
        outlet = "ab"[number % 2]
        own = " ".join(rng.choices(WORDS["fr"], k=rng.randint(30, 90)))
        yield Made(f"own-{number}", "boilerplate only", "fr", outlet, (own, *NOTICES[outlet]))
    for number, (origin, article) in enumerate(longer):
        quoted = max(article.paragraphs, key=len)
        around = [" ".join(rng.choices(WORDS[article.language], k=2 * len(quoted.split()))) for _ in range(2)]
        text = (around[0], quoted, around[1])
        yield Made(f"quoting-{number}", "quotation", article.language, f"quoting-{number}", text, origin)


SKIES = (
    "Ciel dégagé le matin sur les plaines.", "Brume tenace dans les vallées du nord.", "Vent d'est modéré au détroit.",
    "Averses éparses sur le relief.", "Mer agitée à forte au large.", "Neige au-dessus de deux mille mètres.",
    "Chaleur marquée dans les oasis.", "Orages isolés en fin de journée.", "Gelées locales à l'aube sur les plateaux.",
    "Poussières soulevées par le vent au sud.", "Éclaircies belles l'après-midi.", "Nuages bas le long de la côte.",
)  # fmt: skip
WORDS = {
    language: sorted(
        {word for article in all_articles() if article.language == language for text in article.paragraphs
         for word in text.split()}
    )
    for language in {article.language for article in all_articles()}
}  # fmt: skip


def learned(made: Sequence[Made]) -> dict[str, frozenset[int]]:
    """The boilerplate of each outlet."""
    outlets = {each.outlet for each in made}
    return {outlet: boilerplate.learn(each.paragraphs for each in made if each.outlet == outlet) for outlet in outlets}


def words_of(each: Made, known: dict[str, frozenset[int]]) -> tuple[str, ...]:
    """What is compared of a text."""
    return copies.words(boilerplate.without(each.paragraphs, known[each.outlet]))


def judged(made: Sequence[Made]) -> Iterator[tuple[int, int, bool]]:
    """All pairs of texts, and whether they are copies; not those of a quotation and a piece of what it quotes."""
    for one, other in combinations(range(len(made)), 2):
        first, second = made[one], made[other]
        if second.quotes == first.origin and first.how != "as printed":
            continue
        yield one, other, first.origin == second.origin


# --- quality ----------------------------------------------------------------------------------------

Verdict = Callable[[int, int], bool]


def verdicts(forms: Sequence[tuple[str, ...]]) -> dict[str, Verdict]:
    """Ways to tell copies, by the places of two texts."""
    digests = [copies.digest(each) for each in forms]
    signatures = [copies.signature(each) for each in forms]
    banded = [copies.bands(each) for each in signatures]
    simhashes = [fingerprint(each) for each in forms]

    def candidates(one: int, other: int) -> bool:
        return any(first == second for first, second in zip(banded[one], banded[other], strict=False))

    def exact(one: int, other: int) -> bool:
        return originals.is_copy(copies.shared(forms[one], forms[other])) or originals.is_copy(
            copies.shared(forms[other], forms[one])
        )

    return {
        "digest": lambda one, other: digests[one] == digests[other] != 0,
        "simhash, 12 bits": lambda one, other: near(simhashes[one], simhashes[other]),
        "MinHash, Jaccard ≥ 0.5": lambda one, other: copies.similarity(signatures[one], signatures[other]) >= 0.5,
        "a band in common": candidates,
        "bands, then shared words": lambda one, other: candidates(one, other) and exact(one, other),
    }


def quality(made: Sequence[Made], known: dict[str, frozenset[int]]) -> None:
    """Precision and recall over all pairs, and recall of each mutation against the text as printed."""
    forms = [words_of(each, known) for each in made]
    raw = [copies.words(each.paragraphs) for each in made]
    pairs = list(judged(made))
    rows = []
    for name, verdict in [
        *verdicts(forms).items(),
        ("the same, boilerplate left in", verdicts(raw)["bands, then shared words"]),
    ]:
        found = [same for one, other, same in pairs if verdict(one, other)]
        right, all_same = sum(found), sum(same for *_, same in pairs)
        rows.append((name, len(found), f"{right / max(1, len(found)):.4f}", f"{right / all_same:.4f}"))
    languages = len({each.language for each in made})
    table(
        f"Pairs of {len(made)} texts in {languages} languages, {all_same} of {len(pairs)} are copies",
        ("told by", "pairs told", "precision", "recall"), rows,
    )  # fmt: skip
    by_how(made, forms)


def by_how(made: Sequence[Made], forms: Sequence[tuple[str, ...]]) -> None:
    """The recall of each mutation against the text as it was first printed."""
    first = {each.origin: place for place, each in reversed(list(enumerate(made))) if each.how == "as printed"}
    ways, rows = verdicts(forms), []
    for how in dict.fromkeys(each.how for each in made if each.how not in ("weather", "boilerplate only", "quotation")):
        places = [place for place, each in enumerate(made) if each.how == how and first[each.origin] != place]
        shares = [sum(way(place, first[made[place].origin]) for place in places) / len(places) for way in ways.values()]
        rows.append((how, len(places), *(f"{share:.3f}" for share in shares)))
    table("Recall by what was done to a text", ("done", "texts", *ways), rows)


def thresholds(made: Sequence[Made], known: dict[str, frozenset[int]]) -> None:
    """The shares at which a text counts as a copy."""
    forms = [words_of(each, known) for each in made]
    signatures = [copies.bands(copies.signature(each)) for each in forms]
    pairs, total = [], 0
    for one, other, same in judged(made):
        total += same
        if any(first == second for first, second in zip(signatures[one], signatures[other], strict=False)):
            found = [copies.shared(forms[one], forms[other]), copies.shared(forms[other], forms[one])]
            pairs.append((same, found))
    rows = []
    kept = originals.LEAST_SHARE
    for share in (0.3, 0.4, 0.5, 0.6, 0.7):
        originals.LEAST_SHARE = share  # type: ignore[misc]
        told = [same for same, found in pairs if any(map(originals.is_copy, found))]
        rows.append((share, f"{sum(told) / len(told):.4f}", f"{sum(told) / total:.4f}"))
    originals.LEAST_SHARE = kept  # type: ignore[misc]
    table("Least share of the copy", ("share", "precision", "recall"), rows)


def shingles(made: Sequence[Made], known: dict[str, frozenset[int]]) -> None:
    """Length of shingles, number of values and values of a band: true pairs and others that share a band."""
    forms = [words_of(each, known) for each in made]
    pairs = list(judged(made))
    same = [each for *_, each in pairs]
    kept, rows = (copies.SHINGLE, copies.PERMUTATIONS, copies.ROWS), []
    for length, number, width in (
        (3, 64, 2),
        (4, 64, 2),
        (5, 32, 2),
        (5, 64, 2),
        (5, 128, 2),
        (5, 128, 4),
        (5, 96, 3),
        (8, 64, 2),
    ):
        copies.SHINGLE, copies.PERMUTATIONS, copies.ROWS = length, number, width  # type: ignore[misc]
        banded = [copies.bands(copies.signature(each)) for each in forms]
        met = [any(a == b for a, b in zip(banded[one], banded[other], strict=False)) for one, other, _ in pairs]
        true = sum(each and met_too for each, met_too in zip(same, met, strict=True))
        rows.append((length, number, width, 2 * number + 2, f"{true / sum(same):.4f}", sum(met) - true))
    copies.SHINGLE, copies.PERMUTATIONS, copies.ROWS = kept  # type: ignore[misc]
    table("Candidates", ("words a shingle", "values", "values a band", "bytes", "recall", "other pairs"), rows)


# --- costs ------------------------------------------------------------------------------------------


def cpu(work: Callable[[], object], times: int) -> float:
    """CPU milliseconds of one of `times` pieces of work: the least of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return min(spent) * 1000 / times


def costs(made: Sequence[Made], known: dict[str, frozenset[int]]) -> None:
    """CPU milliseconds an article for each step, at about 300 words."""
    texts = [tuple(paragraph for each in made[at : at + 4] for paragraph in each.paragraphs) for at in range(0, 400, 4)]
    clean = [boilerplate.without(text, known["a"]) for text in texts]
    forms = [copies.words(text) for text in clean]
    number = len(texts)
    rows = [
        ("boilerplate", cpu(lambda: [boilerplate.without(text, known["a"]) for text in texts], number)),
        ("learning it, 100 articles of an outlet", cpu(lambda: boilerplate.learn(texts), 1)),
        ("credit line", cpu(lambda: [agencies.credit("Titre", text, ["Une Plume"]) for text in texts], number)),
        ("words", cpu(lambda: [copies.words(text) for text in clean], number)),
        ("digest", cpu(lambda: [copies.digest(each) for each in forms], number)),
        ("shingling", cpu(lambda: [shingled(each) for each in forms], number)),
        ("shingling and MinHash", cpu(lambda: [copies.signature(each) for each in forms], number)),
        ("simhash of search, for comparison", cpu(lambda: [fingerprint(each) for each in forms], number)),
        ("shared words of two", cpu(lambda: [copies.shared(one, other) for one, other in pairwise(forms)], number - 1)),
        ("shared words of two copies", cpu(lambda: [copies.shared(each, each) for each in forms], number)),
    ]  # fmt: skip
    long = [f"mot{number}" for number in random.Random(1).choices(range(5000), k=20_000)]
    rows.append(
        ("shared words of two of 20,000 words", cpu(lambda: copies.shared(long, long[10_000:] + long[:10_000]), 1))
    )
    mean = sum(map(len, forms)) / number
    table(
        f"CPU milliseconds an article of {mean:.0f} words", ("step", "ms"), [(name, f"{ms:.3f}") for name, ms in rows]
    )
    print(f"kept of an article: {len(copies.signature(forms[0]))} bytes of signature, 8 of digest")


def shingled(forms: Sequence[str]) -> set[str]:
    """The shingles of a text, as `copies.signature` makes them."""
    return {" ".join(forms[at : at + copies.SHINGLE]) for at in range(len(forms) - copies.SHINGLE + 1)}


def lookups(sizes: Sequence[int]) -> None:
    """The index in memory: what an article costs to put in and to look up, and its bytes."""
    rows, rng = [], np.random.default_rng(27)
    head = copies.signature(WORDS["fr"][:300])[:2]
    for size in sizes:
        values = rng.integers(0, 65_536, (size, copies.PERMUTATIONS), dtype=np.uint16)
        index = lookup.Index()
        before = time.process_time()
        for number in range(size):
            index.add(number, EPOCH, head + values[number].tobytes())
        filled = (time.process_time() - before) * 1000 / size
        asked = [copy_of(values[rng.integers(size)], rng) for _ in range(500)]
        found = [index.find(head + each.tobytes(), 0, EPOCH) for each in asked]
        spent = cpu(
            lambda index=index, asked=asked: [index.find(head + each.tobytes(), 0, EPOCH) for each in asked], 500
        )
        rows.append(
            (
                f"{size:,}",
                f"{filled:.3f}",
                f"{spent:.3f}",
                f"{index.size / size:.0f}",
                f"{sum(map(bool, found)) / 500:.3f}",
            )
        )
    table("The index", ("signatures", "ms to put in", "ms to find", "bytes each", "found (similarity 0.5)"), rows)


def copy_of(values: "np.ndarray", rng: "np.random.Generator") -> "np.ndarray":
    """Values of which about half agree."""
    return np.where(rng.random(len(values)) < 0.5, values, values + np.uint16(1)).astype(np.uint16)


def band_table(size: int) -> None:
    """What was not taken: the bands as rows of a table (SQLite)."""
    import sqlite3
    import tempfile

    rng = np.random.default_rng(27)
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "bands.sqlite", isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE band (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID")
        before = time.process_time()
        for number in range(size):
            database.execute("BEGIN IMMEDIATE")
            keys = rng.integers(0, 2**62, lookup.BANDS).tolist()
            database.executemany("INSERT INTO band VALUES (?, ?)", [(key, number) for key in keys])
            database.execute("COMMIT")
        spent = (time.process_time() - before) * 1000 / size
        pages = sum(path.stat().st_size for path in Path(folder).iterdir())
        database.close()
    print(f"as a table of bands: {spent:.2f} ms to put in at {size:,}, {pages / size:.0f} bytes each")


def entering(made: Sequence[Made]) -> None:
    """All of it in the archive (SQLite): texts are entered one after the other, in a random order."""
    import os

    from benchmarks.common import scratch

    with scratch() as folder:
        os.environ["JARIDA_DATA_FOLDER"] = str(folder)
        from jarida.config.setup import setup_django

        setup_django()
        from django.db import connection

        from jarida.archive.ready import prepare

        prepare()
        profiles = [kept(each, number) for number, each in enumerate(made)]
        random.Random(27).shuffle(profiles)
        from jarida.archive.models import Reprint
        from jarida.archive.stories.copies import Copies

        finder, before = Copies(), time.process_time()
        for profile in profiles:
            finder.enter(profile)
        spent = (time.process_time() - before) * 1000 / len(profiles)
        found = Reprint.objects.exclude(original=None).count()
        connection.close()
    print(
        f"entered: {spent:.1f} ms an article with reading, comparing and writing; {found} of {len(profiles)} are copies"
    )


def kept(each: Made, number: int) -> Profile:
    """The article and the profile of a text."""
    from datetime import UTC, datetime, timedelta

    from jarida.archive.models import Article, ArticleProfile, Outlet, Revision

    outlet, _ = Outlet.objects.get_or_create(slug=each.outlet.replace(" ", "-")[:80], defaults={"name": each.outlet})
    at = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(seconds=60 * number + 1)
    article = Article.objects.create(
        outlet=outlet, address_key=str(number), url=f"https://bench.example/{number}", title=str(number), sort_at=at,
        published_at=at, first_seen_at=at, day=at.date(), language=each.language, revision_count=1,
    )  # fmt: skip
    Revision.objects.create(article=article, number=1, title="", paragraphs=list(each.paragraphs), seen_at=at)
    made = copies.prints("\n".join(each.paragraphs))
    ArticleProfile.objects.create(
        article=article, encoder="", vector=b"", facts=b"", signature=made.signature, digest=made.digest, at=at
    )
    return Profile(id=article.pk, vector=np.zeros(1, np.int8), at=at, signature=made.signature, digest=made.digest)


if __name__ == "__main__":
    main()
