"""FLUX.1 dev: what is its own."""

from __future__ import annotations

import json
import shutil

import pytest
from diffusers import FluxPipeline

from actor_lora.bases import find_base
from actor_lora.errors import BadInput
from actor_lora.families.flux1 import picture_places
from actor_lora.families.known import FAMILIES
from actor_lora.tiny_transformers import tiny_transformer
from actor_lora.training.lora import add_lora, trainable


def test_schnell_is_refused_and_says_what_to_choose(tiny, tmp_path):
    folder = shutil.copytree(tiny("flux1-dev"), tmp_path / "schnell")
    config = folder / "transformer/config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"guidance_embeds": False}))
    with pytest.raises(BadInput, match=r"distilled to a few steps.*FLUX.1-dev"):
        find_base("some/schnell", path=folder)


def test_places_are_those_of_the_pipeline():
    theirs = FluxPipeline._prepare_latent_image_ids(1, 3, 5, "cpu", None)
    assert picture_places(3, 5, theirs.device).equal(theirs)


def test_the_last_layer_of_all_gets_no_lora():
    """It bears the name of the single blocks' outputs."""
    transformer = tiny_transformer("flux1-dev").requires_grad_(False)
    targets = FAMILIES["flux1-dev"].layers_of(transformer, "attention-mlp")
    add_lora(transformer, rank=4, targets=targets, seed=0)
    layers = {name.split(".lora_")[0] for name in trainable({"it": transformer})}
    assert "it.proj_out" not in layers
    blocks = [f"it.single_transformer_blocks.{place}" for place in range(2)]
    assert {f"{block}.{one}" for block in blocks for one in ("proj_out", "proj_mlp")} < layers
