"""Trees in normal form, texts near the query language, and texts that mean harm."""

from hypothesis import strategies as st

from jarida.core.search.keywords import IMAGE, KEYWORDS, OPERATORS
from jarida.core.search.model import Bound, Filter, Name, Phrase, Prefix, Query, Sort, Word
from jarida.core.search.periods import dated
from jarida.core.search.trees import all_of, any_of, in_title, not_of

WORDS = (
    "maroc", "Algérie", "l'eau", "Ksar-el-Kébir", "10:30", "المغرب", "وَالكِتاب", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "x.y/z", "ñandú", "2024",
    "a", "中国", "O'Neil", "or", "ou", "Y2K", "n5",
)  # fmt: skip
assert not OPERATORS.intersection(WORDS)

words = st.sampled_from(WORDS)
phrases = st.lists(words | st.sampled_from(("OR", "-x", "title:y", "(z)", "&")), min_size=1, max_size=4).map(" ".join)
searchable = phrases.filter(lambda text: any(sign.isalnum() for sign in text))
values = words | searchable | st.sampled_from(("fr,ar", "Le Matin", "-x", "a*", "OR", "title:b", "C++"))
filters = st.builds(Filter, st.sampled_from([name for name in Name if name is not Name.HAS]), values)
leaves = (
    st.builds(Word, words)
    | st.builds(Prefix, words)
    | st.builds(Phrase, searchable)
    | filters
    | st.just(Filter(Name.HAS, IMAGE))
)
nodes = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map(all_of)
        | st.lists(inner, min_size=1, max_size=4).map(any_of)
        | inner.map(not_of)
        | inner.map(in_title)
    ),
    max_leaves=12,
)
limits = st.builds(
    dated, st.sampled_from(Bound), st.sampled_from(("2024", "2024-04", "22/04/2024", "٢٠٢٤-٠٤-٢٢", "1999.1.1"))
)
queries = st.builds(
    Query, st.none() | nodes, st.lists(limits, max_size=3).map(tuple), st.none() | st.sampled_from(list(Sort))
)

ALL_KEYWORDS = tuple(f"{word}:" for words in KEYWORDS.values() for each in words.values() for word in each)
PIECES = (
    *ALL_KEYWORDS, *OPERATORS, *WORDS, *"()-*:,;.!؟\"«»“”„ \t\n|&/+", "\x00", "\ud800", "\udfff", "\u202e", "\u2066",
    "\u200f", "\ufeff", "\u200d", "é", "e\u0301", "\u0301", "ـ", "😀", "²", "2024-13-45", "after:2024", "has:image",
    "sort:date", "NEAR(", "AND", "title :", "' OR 1=1 --", '"; DROP TABLE', "{title}:", "^a", "\\", "%", "_", "&!|<->",
)  # fmt: skip
near_texts = st.lists(st.sampled_from(PIECES) | st.sampled_from((" ", " ", " ")), max_size=40).map("".join)
any_texts = st.text(st.characters(), max_size=200) | st.text(st.characters(exclude_categories=()), max_size=60)
texts = near_texts | any_texts
