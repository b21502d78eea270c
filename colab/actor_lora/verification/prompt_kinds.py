"""Which prompts ask for a photo: only there can a face be held against photos."""

from __future__ import annotations

import re

STYLE_WORDS = (
    "paintings?",
    "watercolou?rs?",
    "gouache",
    "fresco",
    "drawings?",
    "drawn",
    "sketch(?:ed)?",
    "charcoal",
    "engraving",
    "etching",
    "woodcut",
    "linocut",
    "lithograph",
    "illustrations?",
    "illustrated",
    "cartoons?",
    "comics?",
    "manga",
    "anime",
    "caricature",
    "pixel[- ]art",
    "renders?",
    "rendering",
    "rendered",
    "cgi",
    "claymation",
    "sculptures?",
    "mosaic",
    "impressionist",
    "cubist",
    "expressionist",
    "surrealist",
    "doodle",
)
"""Ways of making pictures that are no photos, as regular expressions. Things that a photo may show, such as a statue, a
mural or a poster, are not among them."""
_STYLE = re.compile(rf"\b(?:{'|'.join(STYLE_WORDS)})\b", re.IGNORECASE)


def is_photographic(prompt: str) -> bool:
    """Whether a prompt asks for a photo: it names no other way of making pictures."""
    return _STYLE.search(prompt) is None
