"""The engine on tiny pipelines: pictures, LoRAs that never mix, caches with a bound."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from lora_fixtures import FakeHub, random_lora
from patience import until

from actor_lora.serve.catalogue import Catalogue, read_catalogue
from actor_lora.serve.engine import Engine, EngineSettings
from actor_lora.serve.image_call import read_image_call
from actor_lora.serve.lora_store import LoraStore
from actor_lora.serve.refusal import Refusal
from actor_lora.tiny import tiny_pipeline, write_tiny


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """LoRAs of three people on the SD 1.5 base, one of them with a text encoder, and one for SDXL."""
    folder = tmp_path_factory.mktemp("loras")
    base = tiny_pipeline("sd15", folder / "base")
    xl = tiny_pipeline("sdxl", folder / "xl")
    return {
        "cast/ada": random_lora(base, folder / "ada", seed=1),
        "cast/bo": random_lora(base, folder / "bo", seed=2, text_encoder=True),
        "cast/cy": random_lora(base, folder / "cy", seed=3),
        "cast/xl": random_lora(xl, folder / "xl-lora", seed=4),
        "cast/broken": b"no safetensors at all",
    }


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return {f"tiny/{kind}": str(write_tiny(kind, folder / kind)) for kind in ("sd15", "sd21", "sdxl")}


@pytest.fixture
def make_engine(sources, files):
    engines = []

    def make(hub=None, **settings):
        engine = Engine(
            Catalogue(sources),
            EngineSettings(device="cpu", **settings),
            loras=LoraStore(hub or FakeHub(dict(files))),
        )
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.stop()


def call(**parameters):
    settings = {"width": 16, "height": 16, "num_inference_steps": 2, "guidance_scale": 5, "seed": 7}
    return read_image_call({"inputs": "photo of a person", "parameters": {**settings, **parameters}})


def ready(engine, model=None):
    """Waits until a base is loaded, as the bot does, by asking again."""
    found = []

    def is_loaded():
        try:
            found.append(engine.pool.get(model))
        except Refusal as refusal:
            assert refusal.status == 503 and refusal.estimated_time
        return found

    until(is_loaded)
    return found[0]


def pixels(engine, **parameters):
    return np.asarray(engine.render(call(**parameters))).astype(int)


@pytest.mark.parametrize("kind", ["sd15", "sd21", "sdxl"])
def test_every_family_draws_and_a_seed_repeats(make_engine, kind):
    engine = make_engine()
    model = f"tiny/{kind}"
    ready(engine, model)
    first = pixels(engine, model=model)
    assert first.shape == (16, 16, 3)
    assert np.array_equal(first, pixels(engine, model=model))
    assert not np.array_equal(first, pixels(engine, model=model, seed=8))
    assert not np.array_equal(first, pixels(engine, model=model, negative_prompt="blurred"))


def test_a_model_that_is_not_loaded_is_loaded_and_says_so(make_engine):
    engine = make_engine()
    with pytest.raises(Refusal) as told:
        engine.begin(call())
    assert told.value.status == 503
    assert told.value.body()["estimated_time"] > 0
    ready(engine)
    assert engine.pool.state()["loaded"] == ["tiny/sd15"]


def test_loras_work_alone_whatever_was_used_before(make_engine):
    """Each picture is the same as on an engine that has seen nothing else: nobody's likeness leaks."""
    cases = {
        "plain": [],
        "ada": [{"repo": "cast/ada"}],
        "bo": [{"repo": "cast/bo"}],
        "half": [{"repo": "cast/ada", "scale": 0.5}],
        "both": [{"repo": "cast/ada"}, {"repo": "cast/bo", "scale": 0.5}],
    }
    alone = {}
    for name, loras in cases.items():
        engine = make_engine()
        ready(engine)
        alone[name] = pixels(engine, loras=loras)
    for name, picture in alone.items():
        for other in alone:
            assert name == other or not np.array_equal(picture, alone[other]), (name, other)

    engine = make_engine(most_adapters=2)
    ready(engine)
    order = ["ada", "plain", "bo", "ada", "both", "plain", "half", "bo", "ada", "plain", "both"]
    for name in order:
        assert np.array_equal(pixels(engine, loras=cases[name]), alone[name]), name


def test_a_lora_at_scale_0_is_the_base(make_engine):
    engine = make_engine()
    ready(engine)
    base = pixels(engine)
    assert np.array_equal(pixels(engine, loras=[{"repo": "cast/ada", "scale": 0}]), base)


def test_an_sdxl_lora_works_on_its_base_and_is_refused_on_another(make_engine):
    engine = make_engine()
    ready(engine, "tiny/sdxl")
    base = pixels(engine, model="tiny/sdxl")
    assert not np.array_equal(pixels(engine, model="tiny/sdxl", loras=[{"repo": "cast/xl"}]), base)

    ready(engine, "tiny/sd15")
    base = pixels(engine, model="tiny/sd15")
    for repo in ("cast/xl", "cast/broken"):
        with pytest.raises(Refusal) as told:
            engine.render(call(model="tiny/sd15", loras=[{"repo": repo}]))
        assert told.value.status == 422
        assert repo in told.value.sentence
    # Nothing of it stays behind, and others still work.
    assert np.array_equal(pixels(engine, model="tiny/sd15"), base)
    assert not np.array_equal(pixels(engine, model="tiny/sd15", loras=[{"repo": "cast/ada"}]), base)
    assert np.array_equal(pixels(engine, model="tiny/sd15"), base)


def test_warm_loras_are_bounded_and_not_downloaded_twice(make_engine, files):
    hub = FakeHub(dict(files))
    engine = make_engine(hub, most_adapters=2)
    base = ready(engine)
    for repo in ("cast/ada", "cast/bo", "cast/ada", "cast/cy"):
        engine.render(call(loras=[{"repo": repo}]))
    assert [key.split("@")[0] for key in base.adapters] == ["cast/ada", "cast/cy"]
    present = {name for names in base.pipeline.get_list_adapters().values() for name in names}
    assert present == set(base.adapters.values())
    assert len(hub.downloads) == 3


def test_a_lora_whose_repo_is_deleted_is_forgotten(make_engine, files):
    now = [0.0]
    hub = FakeHub(dict(files))
    engine = make_engine(hub)
    engine.loras._clock = lambda: now[0]
    base = ready(engine)
    engine.render(call(loras=[{"repo": "cast/ada"}]))
    del hub.files["cast/ada"]
    now[0] += 61
    with pytest.raises(Refusal) as told:
        engine.render(call(loras=[{"repo": "cast/ada"}]))
    assert told.value.status == 404
    engine.render(call())
    assert len(engine.loras) == 0
    assert not base.adapters
    assert not any(base.pipeline.get_list_adapters().values())


def test_an_idle_lora_leaves_the_base_too_though_nobody_asks(make_engine):
    now = [0.0]
    engine = make_engine(tidy_seconds=0.02)
    engine.loras._clock = lambda: now[0]
    base = ready(engine)
    engine.render(call(loras=[{"repo": "cast/ada"}]))
    assert base.adapters
    now[0] += 3601
    until(lambda: not base.adapters and not any(base.pipeline.get_list_adapters().values()))
    assert len(engine.loras) == 0


def test_bases_are_bounded(make_engine):
    engine = make_engine(most_bases=1)
    ready(engine, "tiny/sd15")
    engine.render(call(model="tiny/sd15"))
    ready(engine, "tiny/sdxl")
    assert engine.pool.state()["loaded"] == ["tiny/sdxl"]
    with pytest.raises(Refusal) as told:
        engine.begin(call(model="tiny/sd15"))
    assert told.value.status == 503


def test_a_model_that_is_not_served_is_a_404_with_the_list(make_engine):
    engine = make_engine()
    with pytest.raises(Refusal) as told:
        engine.begin(call(model="somebody/else"))
    assert told.value.status == 404
    assert "tiny/sd15" in told.value.sentence


def test_a_failed_load_is_told_and_not_repeated_at_once(tmp_path):
    tries = []

    def load(source):
        tries.append(source)
        raise OSError("disk full at /secret/place")

    engine = Engine(Catalogue({"a/b": "a/b"}), EngineSettings(device="cpu"), load=load)
    # Time stands still: it is tried again after a minute.
    engine.pool._clock = lambda: 0.0
    try:
        with pytest.raises(Refusal):
            engine.pool.get("a/b")
        until(lambda: engine.pool.state()["failed"])
        for _ in range(3):
            with pytest.raises(Refusal) as told:
                engine.pool.get("a/b")
            assert told.value.estimated_time is None
            assert "could not be loaded" in told.value.sentence
            assert "secret" not in told.value.sentence
        assert len(tries) == 1
    finally:
        engine.stop()


def test_a_picture_that_does_not_fit_says_so_and_the_next_one_works(make_engine):
    import torch

    engine = make_engine()
    base = ready(engine)
    real = type(base.pipeline).__call__

    class Small(type(base.pipeline)):
        def __call__(self, *args, **kwargs):
            if kwargs["width"] > 64:
                raise torch.OutOfMemoryError("CUDA out of memory")
            return real(self, *args, **kwargs)

        __call__.__signature__ = __import__("inspect").signature(real)

    base.pipeline.__class__ = Small
    engine.render(call(loras=[{"repo": "cast/ada"}]))
    with pytest.raises(Refusal) as told:
        engine.render(call(width=128))
    assert told.value.status == 422
    assert "smaller" in told.value.sentence
    assert pixels(engine, loras=[{"repo": "cast/ada"}]).shape == (16, 16, 3)


def test_the_default_list_and_old_names():
    catalogue = read_catalogue([])
    assert len(catalogue.sources) == 9
    assert catalogue.find(None) == "stable-diffusion-v1-5/stable-diffusion-v1-5"
    assert catalogue.find("runwayml/stable-diffusion-v1-5") == "stable-diffusion-v1-5/stable-diffusion-v1-5"
    assert read_catalogue(["a/b=/models/b", "c/d"]).sources == {"a/b": "/models/b", "c/d": "c/d"}


def test_bases_and_loras_may_be_loaded_at_the_same_time(make_engine):
    """What torch makes is patched for the whole process while weights are loaded; two loads must not meet."""
    engines = [make_engine() for _ in range(3)]
    faults = []

    def use(engine):
        try:
            for model in ("tiny/sd15", "tiny/sd21"):
                ready(engine, model)
                for repo in ("cast/ada", "cast/bo"):
                    engine.render(call(model="tiny/sd15", loras=[{"repo": repo}]))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=use, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
