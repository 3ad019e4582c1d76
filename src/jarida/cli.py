"""The command `jarida`."""


def main() -> None:
    """Placeholder until the commands land."""
