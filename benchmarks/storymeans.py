"""Makes `src/jarida/core/stories/means.npz`: the mean vector of each language, for each encoder.

    python benchmarks/storymeans.py            # writes the file
    python benchmarks/storymeans.py --check    # only whether it is what would be written

The texts are those of the repository, at least 100 titles a language: the headlines written for it, which say the
same in each language, so that the means differ by language and not by matter, and the titles of the articles that
were written to measure search. The general mean, for all other languages, is the mean of these.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.storysets import LANGUAGES, written
from jarida.core.stories.centring import FILE, GENERAL, mean_of
from jarida.core.stories.encoders import NANO, UNIVERSAL, encoded_text, named

LEAST = 100


def titles() -> dict[str, list[str]]:
    """The titles of each language."""
    from benchmarks.relevance import FOLDER, _lines

    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for one in written().texts:
        found[one.language].append(encoded_text(one.title))
    for language in LANGUAGES:
        found[language] += [encoded_text(fields[1]) for fields in _lines(FOLDER / f"articles.{language}.txt")]
    return found


def means() -> dict[str, np.ndarray]:
    """The arrays of the file."""
    made = {}
    for name in (NANO, UNIVERSAL):
        encoder = named(name)
        rows = {language: mean_of(encoder.encode(ones))[0] for language, ones in titles().items()}
        rows[GENERAL] = np.mean(list(rows.values()), axis=0)
        made |= {f"{name}.{language}": row.astype(np.float16) for language, row in rows.items()}
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    print({language: len(ones) for language, ones in titles().items()})
    made = means()
    if options.check:
        with np.load(FILE, allow_pickle=False) as file:
            off = max(float(np.abs(file[name].astype(np.float32) - row).max()) for name, row in made.items())
        print(f"largest difference {off:.5f}")
        raise SystemExit(off > 0.01)
    np.savez(FILE, **made)


if __name__ == "__main__":
    main()
