"""Stories of a whole batch of articles at once: what `jarida cluster` does."""

from collections.abc import Sequence

from jarida.core.stories import centring, pairs
from jarida.core.stories.model import ArticleText, Encoder, Profile
from jarida.core.stories.names import recogniser
from jarida.core.stories.profiles import Names, Profiler, language_of
from jarida.core.stories.recluster import recluster


def group(texts: Sequence[ArticleText], encoder: Encoder, names: Names | None = None) -> dict[int, int]:
    """The story of each article, by id: the lowest id of the articles that tell it. Ids must differ."""
    return clusters(batch_profiles(texts, encoder, names), pairs.weights(encoder.name))


def batch_profiles(texts: Sequence[ArticleText], encoder: Encoder, names: Names | None = None) -> list[Profile]:
    """The profiles of a batch, centred by the frozen means and its own (`centring.own`)."""
    profiler = Profiler(encoder, names or recogniser())
    vectors = profiler.vectors(texts)
    profiler.means = centring.own(vectors, [language_of(one) for one in texts], profiler.means)
    return profiler.profiles_of(texts, vectors)


def clusters(profiles: Sequence[Profile], model: pairs.Weights) -> dict[int, int]:
    """The story of each profile, by id."""
    stories = recluster(profiles, threshold=model.batch)
    return {member: min(story) for story in stories for member in story}
