"""Layers in 8 and 4 bits: the numbers of their weights put together again, forwards, backwards and with a LoRA."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import torch
from torch import nn

from actor_lora.errors import BadInput, RunError
from actor_lora.families.known import FAMILIES
from actor_lora.families.loading import load_denoiser, load_part, load_pipeline
from actor_lora.families.quantised import NF4_LEVELS, QuantisedLinear, is_quantised, quantise
from actor_lora.tiny_transformers import tiny_transformer
from actor_lora.training.frozen_layers import use_frozen_layers
from actor_lora.training.lora import add_lora, trainable
from actor_lora.training.session import prepare_session
from actor_lora.training.settings import settings_for

BITS = ["int8", "nf4"]
KINDS = ["z-image", "flux2-klein", "flux1-dev"]
CASES = [(kind, bits) for kind in KINDS for bits in BITS if bits in FAMILIES[kind].memory_gib]


def layer_of(bits: str, *, bias: bool = True) -> tuple[nn.Linear, QuantisedLinear]:
    """A layer, and the same in few bits."""
    torch.manual_seed(0)
    plain = nn.Linear(64, 48, bias=bias).requires_grad_(False)
    return plain, QuantisedLinear(plain.weight.data, plain.bias.data if bias else None, bits=bits)


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_a_layer_is_its_dequantised_reference(bits, bias, dtype):
    _, few = layer_of(bits, bias=bias)
    full = nn.Linear(64, 48, bias=bias).requires_grad_(False).to(dtype)
    full.weight.copy_(few.dequantised(dtype))
    if bias:
        full.bias.copy_(few.bias)
    x = torch.randn(2, 5, 64, generator=torch.Generator().manual_seed(1)).to(dtype)
    ours, theirs = x.clone().requires_grad_(), x.clone().requires_grad_()
    a, b = few(ours), full(theirs)
    assert a.dtype == dtype and torch.equal(a, b)
    a.square().sum().backward(), b.square().sum().backward()
    assert torch.equal(ours.grad, theirs.grad)


@pytest.mark.parametrize(("bits", "most"), [("int8", 0.5 / 127), ("nf4", 0.5 * (1 - 0.6961928))])
def test_no_number_is_further_off_than_half_a_level(bits, most):
    plain, few = layer_of(bits)
    scales = few.scales * 127 if bits == "int8" else few.scales
    apart = (few.dequantised(torch.float32) - plain.weight).abs().view(len(scales), -1) / scales
    assert apart.max() <= most * 1.001


def test_the_levels_of_nf4_come_back_exactly_and_lie_two_in_a_byte():
    """Levels and their order as in `get_4bit_type` of bitsandbytes/functional.py (0.48): the first number is above."""
    weight = torch.tensor(NF4_LEVELS).repeat(4).view(1, 64) * 3
    few = QuantisedLinear(weight, None, bits="nf4")
    assert torch.equal(few.dequantised(torch.float32), weight)
    assert few.weight[:8, 0].tolist() == [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]
    assert few.weight.numel() == 32 and few.scales.tolist() == [[3.0]]


@pytest.mark.parametrize("bits", BITS)
def test_nothing_in_full_is_kept_for_the_way_back(bits):
    _, few = layer_of(bits)
    kept = []
    x = torch.randn(3, 64, requires_grad=True)
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: kept.append(tensor.shape) or tensor, lambda t: t):
        few(x)
    assert kept == []


@pytest.mark.parametrize(("kind", "bits"), CASES)
def test_loaded_tensor_by_tensor_it_is_the_whole_model_quantised(base_of, kind, bits):
    base = base_of(kind)
    streamed = load_denoiser(base, device="cpu", dtype=torch.float32, weights=bits)
    whole = load_part(base, "transformer", dtype=torch.float32).requires_grad_(False)
    assert quantise(whole, bits, lambda name: is_quantised(base.family, name)) > 10
    ours, theirs = streamed.state_dict(), whole.state_dict()
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)
    assert any(isinstance(layer, QuantisedLinear) for layer in streamed.modules())
    modulations = [layer for name, layer in streamed.named_modules() if "modulation" in name.lower()]
    assert not any(isinstance(layer, QuantisedLinear) for layer in modulations)


def test_nothing_of_its_files_stays_in_memory(base_of):
    """One small layer that lies in a file would keep all of it there."""
    base = base_of("z-image")
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("only Linux tells what is mapped")
    model = load_denoiser(base, device="cpu", dtype=torch.float32, weights="int8")
    assert str(Path(base.source) / "transformer") not in maps.read_text()
    del model


def test_a_file_without_all_tensors_is_said(base_of, tmp_path):
    import shutil
    from dataclasses import replace

    from safetensors.torch import load_file, save_file

    base = base_of("z-image")
    shutil.copytree(base.source, tmp_path / "base")
    path = tmp_path / "base" / "transformer" / "diffusion_pytorch_model.safetensors"
    tensors = load_file(path)
    del tensors["layers.0.attention.to_q.weight"]
    save_file(tensors, path)
    with pytest.raises(RunError, match=r"1 tensors are missing, layers\.0\.attention\.to_q\.weight among them"):
        load_denoiser(replace(base, source=str(tmp_path / "base")), device="cpu", dtype=torch.float32, weights="nf4")


@pytest.mark.parametrize("bits", BITS)
def test_a_lora_on_it_in_one_operation_is_that_of_peft(bits):
    plain = tiny_transformer("z-image")
    quantise(plain, bits, lambda name: name.startswith("layers."))
    add_lora(plain, rank=4, targets=FAMILIES["z-image"].targets, seed=3)
    with torch.no_grad():
        for number, parameter in enumerate(trainable({"transformer": plain}).values()):
            parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number)) * 0.2)
    frozen = copy.deepcopy(plain)
    # LoRAs, and the norms and gates of four blocks with the norms of the text and of what is said.
    assert use_frozen_layers(frozen) == 16 + 4 * (6 + 1) + 2
    results = []
    for model in (plain, frozen):
        generator = torch.Generator().manual_seed(1)
        noisy, text = torch.randn(4, 1, 8, 8, generator=generator), torch.randn(7, 16, generator=generator)
        said = model([noisy], torch.tensor([0.3]), [text], return_dict=False)[0][0]
        said.square().mean().backward()
        gradients = {name: parameter.grad for name, parameter in trainable({"transformer": model}).items()}
        results.append((said.detach(), gradients))
    torch.testing.assert_close(results[0][0], results[1][0], rtol=1e-5, atol=1e-5)
    for name, gradient in results[0][1].items():
        assert gradient.abs().max() > 0, name
        scale = float(gradient.abs().max())
        torch.testing.assert_close(results[1][1][name] / scale, gradient / scale, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("kind", "bits"), CASES)
def test_it_is_trained_on_and_drawn_with(base_of, spec, photos, tmp_path, kind, bits):
    """The LoRA learns over few bits, and the pipeline in the same bits loads it."""
    base = base_of(kind)
    settings = settings_for(spec, base, precision="fp32", weights=bits)
    session = prepare_session(
        base=base, settings=settings, photos=photos, sample_prompts=["a person"], folder=tmp_path, device="cpu",
        say=lambda words: None,
    )  # fmt: skip
    trainer = session.trainer
    frozen = {name: value.clone() for name, value in trainer.denoiser.state_dict().items() if ".lora_" not in name}
    losses = [trainer.step() for _ in range(4)]
    assert all(loss == loss for loss in losses)
    assert all(torch.equal(trainer.denoiser.state_dict()[name], value) for name, value in frozen.items())
    pipeline = load_pipeline(base, device="cpu", dtype=torch.float32, weights=bits)
    part, layer = {
        "z-image": ("text_encoder", "layers.0.self_attn.q_proj"),
        "flux2-klein": ("text_encoder", "model.layers.0.self_attn.q_proj"),
        "flux1-dev": ("text_encoder_2", "encoder.block.0.layer.0.SelfAttention.q"),
    }[kind]
    assert isinstance(getattr(pipeline, part).get_submodule(layer), QuantisedLinear)

    def drawn():
        options = {"height": 16, "width": 16, "num_inference_steps": 2, "output_type": "latent"}
        return pipeline(prompt="a person", generator=torch.Generator().manual_seed(1), **options).images

    plain = drawn()
    pipeline.load_lora_weights(trainer.save_lora(tmp_path / "lora").parent)
    assert not torch.equal(drawn(), plain)


def test_weights_are_chosen_by_what_the_card_holds():
    """A T4 has 14.6 GiB: Z-Image lies in 8 bits there, and Stable Diffusion is never quantised."""
    family = FAMILIES["z-image"]
    assert [family.weights_for(gib) for gib in (80, 14.6, 11, 6)] == ["full", "int8", "nf4", "nf4"]
    assert FAMILIES["sd15"].weights_for(4) == "full"


def test_few_bits_are_refused_where_nobody_tried_them(base_of, spec):
    with pytest.raises(BadInput, match="Leave --weights out"):
        settings_for(spec, base_of("sd15"), precision="fp32", weights="nf4")


def test_z_images_feed_forward_stays_within_fp16():
    """Values as they are inside the real one, where fp16 alone overflows; in fp32 the change is none."""
    torch.manual_seed(0)
    plain = tiny_transformer("z-image")
    with torch.no_grad():
        for block in plain.layers:
            # Some 300,000 between the layers; the norm behind takes any size.
            block.feed_forward.w1.weight.mul_(400)
            block.feed_forward.w3.weight.mul_(400)
    mended = copy.deepcopy(plain)
    FAMILIES["z-image"].mend_half(mended)

    def ran(model, dtype):
        generator = torch.Generator().manual_seed(1)
        noisy, text = torch.randn(4, 1, 8, 8, generator=generator), torch.randn(7, 16, generator=generator)
        with torch.no_grad():
            said = copy.deepcopy(model).to(dtype)([noisy.to(dtype)], torch.tensor([0.3]), [text.to(dtype)])
        return said.sample[0].float()

    exact = ran(plain, torch.float32)
    torch.testing.assert_close(ran(mended, torch.float32), exact, rtol=1e-4, atol=1e-5)
    assert not torch.isfinite(ran(plain, torch.float16)).all()
    assert (ran(mended, torch.float16) - exact).abs().max() < 0.02 * exact.abs().max()
