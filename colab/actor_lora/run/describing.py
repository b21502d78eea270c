"""A sentence about each photo by a captioning model of BLIP's kind, for its caption. Off unless it is asked for.

What is said about a person's photos is theirs: it is kept where the captions are, and never printed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..device import free_memory
from ..errors import BadInput, RunError
from ..hub_files import fetch_model, look_up
from ..verification.prompt_score import normalised

if TYPE_CHECKING:
    from PIL import Image

CAPTIONER = "Salesforce/blip-image-captioning-base"
"""BSD-3-Clause, 990 MB in fp32."""
LICENCES = ("apache-2.0", "bsd-3-clause", "mit")
"""Of models that anyone may use for anything."""
BEGINNING = "a picture of a person"
"""What the model goes on from: its own training's words (`a picture of `, salesforce/BLIP, configs/caption_coco.yaml),
and the subject, which the caption names already. So it seldom says what kind of person it is, which is to be learnt."""
BEAMS = 3
"""As salesforce/BLIP captions (`BLIP_Decoder.generate`)."""
MOST_TOKENS = 30
"""New ones, likewise."""
MOST_LETTERS = 160
"""What a caption may carry of it; CLIP reads 77 tokens in all."""


class Describer(Protocol):
    """Says what a photo shows beside the person."""

    def describe(self, picture: Image.Image) -> str | None:
        """What follows “a person”, such as `wearing a suit`; None where there is nothing to say."""
        ...

    def close(self) -> None:
        """Gives its memory back; it describes no more."""
        ...


class BlipDescriber:
    """BLIP on the given device. `model` and `tokenizer` as `transformers` has them."""

    def __init__(self, model: Any, tokenizer: Any, device: str = "cpu") -> None:
        self._model = model.eval().requires_grad_(False).to(device)
        self._tokenizer = tokenizer
        self._device = device
        self._side: int = model.config.vision_config.image_size

    def describe(self, picture: Image.Image) -> str | None:
        """The most likely words by beam search, which are the same in every call."""
        import torch
        from PIL import Image as Pictures

        # The whole picture, squeezed: that is how BLIP was trained (its image processor cuts nothing off).
        square = picture.convert("RGB").resize((self._side, self._side), Pictures.Resampling.BICUBIC)
        pixels = torch.from_numpy(normalised(square))[None].to(self._device)
        words = self._tokenizer(BEGINNING, return_tensors="pt").to(self._device)
        with torch.inference_mode():
            tokens = self._model.generate(
                pixel_values=pixels,
                input_ids=words["input_ids"],
                attention_mask=words["attention_mask"],
                num_beams=BEAMS,
                do_sample=False,
                max_new_tokens=MOST_TOKENS,
            )
        # It goes on from all of the beginning but the token that ends it.
        new = tokens[0, words["input_ids"].shape[1] - 1 :]
        return as_part(self._tokenizer.decode(new, skip_special_tokens=True))

    def close(self) -> None:
        """Gives the model's memory back."""
        self._model = None
        free_memory()


def as_part(text: str) -> str | None:
    """What a model says, as a part of a caption; None where that is nothing."""
    said = re.sub(r"\s+", " ", text).strip(" .,;:")
    if len(said) > MOST_LETTERS:
        said = said[: MOST_LETTERS + 1].rpartition(" ")[0].rstrip(" .,;:")
    return said or None


def open_describer(source: str, *, device: str, endpoint: str | None = None) -> BlipDescriber:
    """Loads a captioning model, before hours of work are spent.

    Args:
        source: Its repo on the hub, or a folder.
        device: Where it computes.
        endpoint: The hub's address.

    Returns:
        The model.

    Raises:
        BadInput: It does not exist, is of another kind, or its licence is not one of LICENCES.
        Temporary: The hub could not be asked now.
        RunError: It could not be loaded.
    """
    folder = Path(source) if Path(source).is_dir() else _fetched(source, endpoint)
    from transformers import BertTokenizer, BlipConfig, BlipForConditionalGeneration

    try:
        if BlipConfig.get_config_dict(folder)[0].get("model_type") != "blip":
            raise BadInput(f"{source} is not a captioning model of BLIP's kind, which alone can be asked here.")
        return BlipDescriber(
            BlipForConditionalGeneration.from_pretrained(folder),
            BertTokenizer.from_pretrained(folder),
            device,
        )
    except (OSError, ValueError) as error:
        raise RunError(
            f"The captioning model {source} could not be loaded ({type(error).__name__}). Leave --captioner out."
        ) from None


def _fetched(source: str, endpoint: str | None) -> Path:
    # Public files: no token is needed, and none is sent.
    found = look_up(source, token=False, endpoint=endpoint, what="captioning model")
    if found.licence not in LICENCES:
        raise BadInput(
            f"The captioning model {source} has the licence {found.licence or 'that it does not name'}; only "
            f"{', '.join(LICENCES[:-1])} and {LICENCES[-1]} are taken."
        )
    return fetch_model(found)
