"""What is wrong with a query, in one sentence each, with the place where it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jarida.core.search.model import Problem, ProblemCode

AROUND = 24  # characters of the query beside the wrong place
LONGEST = 60  # of the wrong place itself
MOST = 5


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A sentence, and the query around the wrong place in three pieces; they are empty where it has no place."""

    sentence: str
    before: str
    wrong: str
    after: str


def shown_problems(problems: Iterable[Problem], text: str) -> list[ShownProblem]:
    """The problems of a query, in its own order; of many only the first, and each only once."""
    found = sorted(dict.fromkeys(problems), key=lambda problem: (problem.start, problem.end))
    return [_shown(problem, text) for problem in found[:MOST]]


def _shown(problem: Problem, text: str) -> ShownProblem:
    sentence = sentence_of(problem.code)
    start, end = problem.start, min(problem.end, len(text))
    if problem.code in (ProblemCode.TOO_LONG, ProblemCode.TOO_DEEP, ProblemCode.NO_WORDS) or not 0 <= start < end:
        return ShownProblem(sentence, "", "", "")
    before, wrong, after = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    return ShownProblem(
        sentence,
        ("…" if start > AROUND else "") + before,
        wrong[:LONGEST] + ("…" if len(wrong) > LONGEST else ""),
        after + ("…" if end + AROUND < len(text) else ""),
    )


def sentence_of(code: ProblemCode) -> str:
    """The sentence for a problem."""
    sentences = {
        ProblemCode.OPEN_QUOTE: _("A quotation mark is not closed; the words after it were taken as a phrase."),
        ProblemCode.OPEN_PARENTHESIS: _("A parenthesis is not closed; it was closed at the end."),
        ProblemCode.CLOSING_PARENTHESIS: _("A closing parenthesis has no opening one; it was left out."),
        ProblemCode.EMPTY_GROUP: _("There is nothing between these parentheses."),
        ProblemCode.LONELY_OPERATOR: _("Something is missing beside this sign or keyword; it was left out."),
        ProblemCode.BAD_DATE: _("This is no date. Write a day, month or year: 2024-04-22, 2024-04 or 2024."),
        ProblemCode.DATE_INSIDE_OR: _(
            "A date limits the whole search; it cannot be one side of OR or stand after a minus sign."
        ),
        ProblemCode.BAD_SORT: _("There is no such order: results come by date or by relevance."),
        ProblemCode.BAD_HAS: _("One can only ask for articles that have an image: has:image."),
        ProblemCode.UNKNOWN_OUTLET: _("No outlet of this archive has this name."),
        ProblemCode.UNKNOWN_LANGUAGE: _("This is no language. Write its code or its name: ar, fr, arabic."),
        ProblemCode.SHORT_PREFIX: _("Write more letters before the asterisk."),
        ProblemCode.NO_WORDS: _("There is no word in this search, only signs."),
        ProblemCode.TOO_LONG: _("The search is too long; only its beginning was used."),
        ProblemCode.TOO_DEEP: _("There are too many parentheses within each other; some were left out."),
        ProblemCode.UNKNOWN_STORY: _("There is no story with this number."),
    }
    return sentences[code]
