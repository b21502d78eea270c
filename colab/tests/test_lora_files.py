"""The files of a LoRA: a fresh pipeline reads the same numbers back, and the web UIs' names are right."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import sys

import pytest
import torch
from safetensors.torch import load_file

from actor_lora.errors import BadInput
from actor_lora.families.known import FAMILIES
from actor_lora.families.loading import load_part, load_pipeline
from actor_lora.lora_files import diffusers_tensors, model_spec, save_diffusers, save_webui, to_webui
from actor_lora.training.lora import add_lora, trainable
from actor_lora.training.settings import settings_for

KINDS = ["sd15", "sd21", "sdxl", "z-image", "flux2-klein", "flux1-dev"]


def trained(base, *, text: bool, dora: bool = False):
    parts = [base.family.denoiser]
    if text and base.family.text_targets:
        parts += ["text_encoder", "text_encoder_2"] if base.family.name == "sdxl" else ["text_encoder"]
    models = {}
    for part in parts:
        models[part] = load_part(base, part, dtype=torch.float32)
        drawing = part == base.family.denoiser
        targets = base.family.layers_of(models[part], "attention-mlp") if drawing else base.family.text_targets
        add_lora(models[part], rank=4, targets=targets, seed=3, dora=dora)
    with torch.no_grad():
        for number, (name, parameter) in enumerate(trainable(models).items()):
            drawn = torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number))
            # Magnitudes are positive, and begin as those of the base.
            parameter.copy_(parameter * (1 + 0.1 * drawn) if "magnitude" in name else drawn)
    return models


def lora_of(model, adapter: str) -> dict[str, torch.Tensor]:
    return {name.replace(f".{adapter}.", "."): value for name, value in model.named_parameters() if ".lora_" in name}


def assert_equal(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> None:
    assert one.keys() == other.keys() and one
    assert all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_pipeline_reads_the_same_numbers(base_of, kind, tmp_path):
    base = base_of(kind)
    models = trained(base, text=True)
    save_diffusers(tmp_path, models, base.family)
    pipeline = load_pipeline(base, device="cpu", dtype=torch.float32)
    pipeline.load_lora_weights(tmp_path)
    for part, model in models.items():
        assert_equal(lora_of(model, "default"), lora_of(getattr(pipeline, part), "default_0"))
    scales = {
        module.scaling["default_0"]
        for module in getattr(pipeline, base.family.denoiser).modules()
        if isinstance(getattr(module, "scaling", None), dict) and "default_0" in module.scaling
    }
    assert scales == {1.0}


def test_the_same_lora_is_the_same_file(base_of, tmp_path):
    """In another process too, whose sets have another order: nothing but the LoRA decides the bytes."""
    base = base_of("sd15")
    script = (
        "import sys, torch; from pathlib import Path; from actor_lora.bases import find_base;"
        "from actor_lora.families.loading import load_part; from actor_lora.lora_files import save_diffusers;"
        "from actor_lora.training.lora import add_lora; base = find_base('b', path=Path(sys.argv[1]));"
        "unet = load_part(base, 'unet', dtype=torch.float32);"
        "add_lora(unet, rank=4, targets=base.family.targets, seed=3);"
        "save_diffusers(Path(sys.argv[2]), {'unet': unet}, base.family)"
    )
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    words = [sys.executable, "-c", script, base.source, str(tmp_path / "other")]
    subprocess.run(words, check=True, env={**os.environ, "PYTHONHASHSEED": other})
    unet = load_part(base, "unet", dtype=torch.float32)
    add_lora(unet, rank=4, targets=base.family.targets, seed=3)
    here = save_diffusers(tmp_path / "here", {"unet": unet}, base.family)
    assert here.read_bytes() == (tmp_path / "other" / here.name).read_bytes()
    written = load_file(here)
    about = {"a": "1", "b": "2", "c": "3", "d": "4"}
    webui = [
        save_webui(tmp_path / f"{n}.safetensors", written, base.family, layers_per_block=1, about=about).read_bytes()
        for n in range(5)
    ]
    assert len(set(webui)) == 1


@pytest.mark.parametrize("dora", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_the_fresh_pipeline_draws_what_the_trained_one_draws(base_of, kind, dora, tmp_path):
    base = base_of(kind)
    models = trained(base, text=False, dora=dora)
    assert any("magnitude" in name for name in trainable(models)) == dora
    save_diffusers(tmp_path, models, base.family)

    def drawn(pipeline):
        options = {"height": 16, "width": 16, "num_inference_steps": 2, "output_type": "latent"}
        return pipeline(prompt="a person", generator=torch.Generator().manual_seed(1), **options).images

    fresh = load_pipeline(base, device="cpu", dtype=torch.float32)
    plain = drawn(fresh)
    fresh.load_lora_weights(tmp_path)
    own = load_pipeline(base, device="cpu", dtype=torch.float32)
    setattr(own, base.family.denoiser, models[base.family.denoiser].eval())
    assert torch.equal(drawn(fresh), drawn(own))
    assert not torch.equal(drawn(fresh), plain)


@pytest.mark.parametrize("kind", KINDS)
def test_the_web_uis_file_loads_as_the_same_denoiser(base_of, kind, tmp_path):
    """Through diffusers' own reader of kohya's names, the only other one that is installed here."""
    base = base_of(kind)
    models = trained(base, text=False)
    path = save_webui(
        tmp_path / "webui" / "nova.safetensors",
        diffusers_tensors(models),
        base.family,
        layers_per_block=1,
        about={"ss_output_name": "nova"},
    )
    pipeline = load_pipeline(base, device="cpu", dtype=torch.float32)
    pipeline.load_lora_weights(path.parent, weight_name=path.name)
    part = base.family.denoiser
    assert_equal(lora_of(models[part], "default"), lora_of(getattr(pipeline, part), "default_0"))


def test_a_dora_makes_no_file_for_the_web_uis(base_of):
    """ComfyUI and A1111 would read another picture out of it."""
    base = base_of("sd15")
    with pytest.raises(ValueError, match="no layer of a LoRA"):
        to_webui(diffusers_tensors(trained(base, text=False, dora=True)), base.family)


def test_names_of_the_web_uis():
    """Names as kohya's trainer writes them: SD 1.5 by diffusers' blocks, SDXL by those of the original code."""
    a, b = torch.ones(4, 8), torch.ones(8, 4)
    layer = "attentions.1.transformer_blocks.0.attn1.to_out.0"
    tensors = {
        f"unet.down_blocks.1.{layer}.lora.down.weight": a,
        f"unet.down_blocks.1.{layer}.lora.up.weight": b,
        "unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_k.lora.down.weight": a,
        f"unet.up_blocks.0.{layer}.lora.up.weight": b,
        "text_encoder.text_model.encoder.layers.3.self_attn.q_proj.lora_linear_layer.down.weight": a,
    }
    rest = "transformer_blocks_0_attn1_to_out_0"
    assert set(to_webui(tensors, FAMILIES["sd15"])) == {
        f"lora_unet_down_blocks_1_attentions_1_{rest}.lora_down.weight",
        f"lora_unet_down_blocks_1_attentions_1_{rest}.alpha",
        f"lora_unet_down_blocks_1_attentions_1_{rest}.lora_up.weight",
        "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight",
        "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.alpha",
        f"lora_unet_up_blocks_0_attentions_1_{rest}.lora_up.weight",
        "lora_te_text_model_encoder_layers_3_self_attn_q_proj.lora_down.weight",
        "lora_te_text_model_encoder_layers_3_self_attn_q_proj.alpha",
    }
    second = "text_encoder_2.text_model.encoder.layers.0.self_attn.k_proj.lora_A.weight"
    xl = to_webui({**tensors, second: a}, FAMILIES["sdxl"])
    assert {name.rsplit(".", 2)[0] if "weight" in name else name.rsplit(".", 1)[0] for name in xl} == {
        f"lora_unet_input_blocks_5_1_{rest}",
        "lora_unet_middle_block_1_transformer_blocks_0_attn2_to_k",
        f"lora_unet_output_blocks_1_1_{rest}",
        "lora_te1_text_model_encoder_layers_3_self_attn_q_proj",
        "lora_te2_text_model_encoder_layers_0_self_attn_k_proj",
    }
    assert xl[f"lora_unet_input_blocks_5_1_{rest}.alpha"].item() == 4


def test_the_text_encoders_layers_have_the_name_that_older_loaders_know(base_of, tmp_path):
    base = base_of("sd15")
    file = save_diffusers(tmp_path, trained(base, text=True), base.family)
    names = [name for name in load_file(file) if name.startswith("text_encoder.")]
    assert names and all(name.startswith("text_encoder.text_model.encoder.") for name in names)


def test_the_files_metadata_has_rank_and_alpha(base_of, tmp_path):
    base = base_of("sd15")
    file = save_diffusers(tmp_path, trained(base, text=True), base.family)
    content = file.read_bytes()
    header = json.loads(content[8 : 8 + struct.unpack("<Q", content[:8])[0]])["__metadata__"]
    about = json.loads(header["lora_adapter_metadata"])
    assert about["unet.r"] == about["unet.lora_alpha"] == about["text_encoder.r"] == 4


@pytest.mark.parametrize(("family", "told"), [("sd15", "False"), ("sd21", "True"), ("sdxl", "False")])
def test_the_web_uis_metadata(family, told, tmp_path):
    tensors = {f"unet.mid_block.attentions.0.to_k.lora.{way}.weight": torch.ones(4, 4) for way in ("down", "up")}

    def written(name: str, **about: str) -> tuple[dict[str, str], bytes]:
        path = tmp_path / f"{name}.safetensors"
        content = save_webui(path, tensors, FAMILIES[family], layers_per_block=2, about=about).read_bytes()
        end = 8 + struct.unpack("<Q", content[:8])[0]
        assert_equal(load_file(path), to_webui(tensors, FAMILIES[family]))
        return json.loads(content[8:end])["__metadata__"], content[end:]

    about, data = written("one", title="a name")
    # A1111, extensions-builtin/Lora/network.py: `if self.metadata.get('ss_v2') == "True"` is SD 2.
    assert about["ss_v2"] == told and about["title"] == "a name"
    digest = hashlib.sha256(data).hexdigest()
    assert (about["sshs_model_hash"], about["modelspec.hash_sha256"]) == (digest, f"0x{digest}")
    # The hash is of the LoRA, whatever is said about it.
    assert written("two", title="another name, and longer")[0]["sshs_model_hash"] == digest


@pytest.mark.parametrize(
    ("family", "prediction", "architecture", "says"),
    [
        ("sd15", "epsilon", "stable-diffusion-v1/lora", "epsilon"),
        ("sd21", "epsilon", "stable-diffusion-v2-512/lora", "epsilon"),
        ("sd21", "v_prediction", "stable-diffusion-v2-768-v/lora", "v"),
        ("sdxl", "epsilon", "stable-diffusion-xl-v1-base/lora", "epsilon"),
    ],
)
def test_model_spec(family, prediction, architecture, says):
    said = model_spec(FAMILIES[family], prediction, title="nova", side=512, licence="openrail++")
    # What ModelSpec 1.0.1 demands of every model, and of an image model.
    demanded = {"sai_model_spec", "architecture", "implementation", "title", "resolution"}
    assert {f"modelspec.{key}" for key in demanded} <= said.keys()
    assert said["modelspec.architecture"] == architecture and said["modelspec.prediction_type"] == says
    assert said["modelspec.resolution"] == "512x512"


def test_a_text_encoder_that_cannot_be_trained_is_refused(base_of, spec):
    settings = settings_for(spec, base_of("sd15"), precision="fp32", text_encoder=True)
    assert settings.text_encoder_rate
    with pytest.raises(BadInput, match="Leave --text-encoder out"):
        settings_for(spec, base_of("sdxl"), precision="fp32", text_encoder=True)
