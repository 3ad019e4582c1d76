"""What works on texts in the child process: the encoder, and all that reads names, agencies and topics."""

from collections.abc import Sequence

from jarida.core.names.model import Found
from jarida.core.names.recognise import Recogniser
from jarida.core.stories import encoders
from jarida.core.stories.model import Profile
from jarida.core.stories.profiles import Profiler
from jarida.core.stories.topics_classifier import classify
from jarida.pipeline.grouping.child import Asked, Given, Tools, Worked


class Real(Tools):
    """The tools of a running archive. Raises JaridaError where no encoder can be loaded."""

    def __init__(self, asked: Asked) -> None:
        encoder = encoders.choose(asked.encoder)
        self.encoder = encoder.name
        self._names = Recogniser(asked.groups, asked.known)
        self._profiler = Profiler(encoder, self._names, asked.agencies)
        self._topics = asked.topics

    def work(self, texts: Sequence[Given]) -> list[Worked]:
        """Profile, names and topics of each."""
        profiles = self._profiler.profiles([given.text for given in texts])
        return [self._worked(given, profile) for given, profile in zip(texts, profiles, strict=True)]

    def _worked(self, given: Given, profile: Profile) -> Worked:
        text = given.text
        names: tuple[Found, ...] = tuple(self._names.recognise(text.title, text.text, profile.language))
        topics = classify(
            profile.vector, self.encoder, given.section, given.tags, text.title, text.text, profile.language,
            self._topics,
        )  # fmt: skip
        return Worked(text.id, profile, names, topics)


def tools(asked: Asked) -> Tools:
    """The maker of `Asked`."""
    return Real(asked)
