"""The engine on tiny bases of the transformer families: pictures, LoRAs, and the few steps of the distilled ones."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from lora_fixtures import FakeHub
from patience import until

from actor_lora.families.loading import load_part
from actor_lora.lora_files import save_diffusers
from actor_lora.serve.catalogue import Catalogue
from actor_lora.serve.engine import Engine, EngineSettings
from actor_lora.serve.image_call import read_image_call
from actor_lora.serve.lora_store import LoraStore
from actor_lora.serve.refusal import Refusal
from actor_lora.training.lora import add_lora, trainable

KINDS = ["z-image-turbo", "flux2-klein", "flux1-dev"]


@pytest.fixture(scope="module")
def loras(base_of, tmp_path_factory):
    """One for each family, and one for SDXL."""
    files = {}
    for kind in (*KINDS, "sdxl"):
        base = base_of(kind)
        model = load_part(base, base.family.denoiser, dtype=torch.float32)
        add_lora(model, rank=4, targets=base.family.layers_of(model), seed=1)
        with torch.no_grad():
            for number, parameter in enumerate(trainable({"it": model}).values()):
                parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number)) * 0.3)
        folder = tmp_path_factory.mktemp(kind)
        files[f"cast/{kind}"] = save_diffusers(folder, {base.family.denoiser: model}, base.family).read_bytes()
    return files


@pytest.fixture
def engine(tiny, loras):
    catalogue = Catalogue({f"tiny/{kind}": str(tiny(kind)) for kind in KINDS})
    engine = Engine(catalogue, EngineSettings(device="cpu"), loras=LoraStore(FakeHub(dict(loras))))
    yield engine
    engine.stop()


def call(**parameters):
    settings = {"width": 16, "height": 16, "num_inference_steps": 2, "seed": 7, **parameters}
    return read_image_call({"inputs": "a person", "parameters": settings})


def ready(engine, model: str):
    def loaded():
        try:
            return engine.pool.get(model)
        except Refusal as refusal:
            assert refusal.status == 503, refusal.sentence
            return None

    return until(loaded)


def pixels(engine, **parameters):
    return np.asarray(engine.render(call(**parameters))).astype(int)


@pytest.mark.parametrize("kind", KINDS)
def test_it_draws_with_and_without_a_lora(engine, kind):
    model = f"tiny/{kind}"
    ready(engine, model)
    plain = pixels(engine, model=model)
    assert plain.shape == (16, 16, 3)
    with_lora = pixels(engine, model=model, loras=[{"repo": f"cast/{kind}"}])
    assert not np.array_equal(with_lora, plain)
    assert np.array_equal(with_lora, pixels(engine, model=model, loras=[{"repo": f"cast/{kind}"}]))
    # Nobody's likeness leaks into the next picture.
    assert np.array_equal(plain, pixels(engine, model=model))


@pytest.mark.parametrize("kind", KINDS)
def test_a_lora_of_another_base_is_refused_and_leaves_nothing(engine, kind):
    model = f"tiny/{kind}"
    ready(engine, model)
    plain = pixels(engine, model=model)
    for other in {*KINDS, "sdxl"} - {kind}:
        with pytest.raises(Refusal) as told:
            engine.render(call(model=model, loras=[{"repo": f"cast/{other}"}]))
        assert told.value.status == 422 and f"cast/{other}" in told.value.sentence
    assert np.array_equal(plain, pixels(engine, model=model))
    assert not np.array_equal(plain, pixels(engine, model=model, loras=[{"repo": f"cast/{kind}"}]))


@pytest.mark.parametrize(("kind", "steps"), [("z-image-turbo", 9), ("flux2-klein", 4)])
def test_a_distilled_base_takes_its_few_steps_where_none_are_asked_for(engine, kind, steps):
    model = f"tiny/{kind}"
    ready(engine, model)
    quick = pixels(engine, model=model, num_inference_steps=steps, guidance_scale=0)
    assert np.array_equal(pixels(engine, model=model, num_inference_steps=None), quick)
    assert not np.array_equal(pixels(engine, model=model, num_inference_steps=steps + 3), quick)


def test_sizes_are_in_squares_of_latents(engine):
    ready(engine, "tiny/flux2-klein")
    pipeline = engine.pool.get("tiny/flux2-klein").pipeline
    # As the real one, whose VAE makes an eighth of a picture.
    pipeline.image_processor.register_to_config(vae_scale_factor=16)
    with pytest.raises(Refusal, match="multiples of 16"):
        engine.begin(call(model="tiny/flux2-klein", width=24))
