"""Prompt following: how well a picture fits its words, as CLIP sees it (CLIP-T)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..errors import RunError
from ..hub_files import fetch_model, look_up

if TYPE_CHECKING:
    from PIL import Image

CLIP_MODEL = "openai/clip-vit-base-patch32"
_MEAN = np.array([0.48145466, 0.4578275, 0.40821073], dtype=np.float32)
"""Of red, green and blue in what CLIP was trained on, and their deviations (preprocessor_config.json of CLIP_MODEL)."""
_DEVIATION = np.array([0.26862954, 0.26130258, 0.27577711], dtype=np.float32)


class PromptScorer(Protocol):
    """Measures how well a picture fits its words."""

    def scores(self, image: Image.Image, prompts: Sequence[str]) -> list[float]:
        """Compares a picture with words.

        Args:
            image: The picture.
            prompts: Sentences, without the trigger word.

        Returns:
            The cosine with each, −1 to 1; 0.2 to 0.35 is usual for a picture that fits.
        """
        ...


def without_trigger(prompt: str, trigger: str) -> str:
    """The prompt as CLIP can understand it: the trigger word means nothing to it."""
    if not trigger:
        return prompt
    plain = re.sub(rf"(?<!\w){re.escape(trigger)}(?!\w)", "", prompt, flags=re.IGNORECASE)
    return re.sub(r"\s+([,.])", r"\1", re.sub(r"\s{2,}", " ", plain)).strip()


def pixels_of(image: Image.Image, side: int) -> np.ndarray:
    """Prepares a picture as CLIP was trained: short edge scaled, middle cut out, normalised. Needs no torchvision.

    Args:
        image: The picture.
        side: Edge in pixels that CLIP takes.

    Returns:
        (3, side, side) float32.
    """
    from PIL import Image as Pictures

    rgb = image.convert("RGB")
    scale = side / min(rgb.size)
    size = (max(side, round(rgb.width * scale)), max(side, round(rgb.height * scale)))
    rgb = rgb.resize(size, Pictures.Resampling.BICUBIC)
    left, top = (rgb.width - side) // 2, (rgb.height - side) // 2
    return normalised(rgb.crop((left, top, left + side, top + side)))


def normalised(image: Image.Image) -> np.ndarray:
    """An RGB picture as CLIP and what was trained from it take it: (3, height, width) float32."""
    return ((np.asarray(image, dtype=np.float32) / 255 - _MEAN) / _DEVIATION).transpose(2, 0, 1)


class ClipScorer:
    """CLIP on the given device. `model` and `tokenizer` as `transformers` has them."""

    def __init__(self, model: Any, tokenizer: Any, device: str = "cpu") -> None:
        self._model = model.eval().to(device)
        self._tokenizer = tokenizer
        self._device = device
        self._side = model.config.vision_config.image_size
        self._texts: dict[str, Any] = {}

    def scores(self, image: Image.Image, prompts: Sequence[str]) -> list[float]:
        """The cosines of a picture, which is encoded once, and each of the prompts, which are encoded once for all."""
        import torch

        with torch.inference_mode():
            pixels = torch.from_numpy(pixels_of(image, self._side))[None].to(self._device)
            picture = _projected(self._model.get_image_features(pixel_values=pixels))
            words = torch.cat([self._words(prompt) for prompt in prompts])
            cosines: list[float] = torch.nn.functional.cosine_similarity(picture, words).tolist()
        return cosines

    def _words(self, prompt: str) -> Any:
        if prompt not in self._texts:
            tokens = self._tokenizer(prompt, truncation=True, max_length=77, return_tensors="pt").to(self._device)
            self._texts[prompt] = _projected(
                self._model.get_text_features(input_ids=tokens["input_ids"], attention_mask=tokens["attention_mask"])
            )
        return self._texts[prompt]


def _projected(features: Any) -> Any:
    """The tensor, which transformers 5 wraps in an object and earlier versions do not."""
    return getattr(features, "pooler_output", features)


def load_scorer(device: str = "cpu", source: str = CLIP_MODEL, *, endpoint: str | None = None) -> ClipScorer:
    """Loads CLIP.

    Args:
        device: Where it computes.
        source: Its repo on the hub.
        endpoint: The hub's address.

    Returns:
        The scorer.

    Raises:
        Temporary: The hub could not be asked now.
        RunError: It cannot be loaded.
    """
    from transformers import CLIPModel, CLIPTokenizer

    # Public files: no token is needed, and none is sent.
    folder = fetch_model(look_up(source, token=False, endpoint=endpoint, what="model"))
    try:
        return ClipScorer(CLIPModel.from_pretrained(folder), CLIPTokenizer.from_pretrained(folder), device)
    except (OSError, ValueError) as error:
        raise RunError(f"CLIP could not be loaded from {source} ({type(error).__name__}).") from None
