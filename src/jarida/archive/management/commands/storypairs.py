"""`jarida manage storypairs`: what editors corrected of stories, as training pairs."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from jarida.archive.stories.pairs import training_pairs


class Command(BaseCommand):
    """Print the pairs."""

    help = "Print what editors corrected of stories as pairs of articles, a JSON object a line."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """A line a pair."""
        for pair in training_pairs():
            self.stdout.write(json.dumps(pair, ensure_ascii=False))
