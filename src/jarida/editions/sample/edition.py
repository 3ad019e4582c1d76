"""The sample press as an edition whose outlets listen where the press really is."""

from collections.abc import Mapping
from dataclasses import replace

from jarida.editions.catalogue import load_edition
from jarida.editions.model import EditionSpec, OutletSpec
from jarida.editions.sample.houses import BASE_PORT, HOUSES


def sample_edition(base_port: int = BASE_PORT) -> EditionSpec:
    """The edition for a press that was started at `base_port`: one port an outlet, in their order."""
    return moved_edition({slug: base_port + place for place, slug in enumerate(HOUSES)})


def moved_edition(ports: Mapping[str, int]) -> EditionSpec:
    """The edition with each outlet at its port."""
    edition = load_edition("sample")
    return replace(edition, outlets=tuple(_moved(outlet, ports[outlet.slug]) for outlet in edition.outlets))


def _moved(outlet: OutletSpec, port: int) -> OutletSpec:
    here = outlet.homepage.rstrip("/")
    there = f"http://127.0.0.1:{port}"
    feeds = tuple(replace(feed, url=there + feed.url.removeprefix(here)) for feed in outlet.feeds)
    return replace(outlet, homepage=there + "/", feeds=feeds)
