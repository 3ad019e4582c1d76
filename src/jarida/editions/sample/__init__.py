"""The sample press: the press of Talmira, an invented country, served over real HTTP on loopback.

Everything here is fiction, written and drawn for this project: no person, place or outlet is meant.
`articles/` holds the texts, `pictures/` draws the images, `newsroom` says what is published at a given
moment, `feeds` and `pages` write it down as the outlets do, `desk` and `server` serve it.
"""

from jarida.editions.sample.edition import sample_edition

__all__ = ["sample_edition"]
