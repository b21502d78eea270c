"""The flow-matching families: the loss of diffusers' examples, ComfyUI's names, what distilled ones lean on."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch
from diffusers import Flux2KleinPipeline, FluxPipeline
from diffusers.training_utils import compute_density_for_timestep_sampling, compute_loss_weighting_for_sd3
from safetensors.torch import load_file
from torch import nn

from actor_lora.families.flux2_klein import picture_places, text_places
from actor_lora.families.known import FAMILIES
from actor_lora.families.loading import load_pipeline
from actor_lora.lora_files import to_webui
from actor_lora.tiny_transformers import tiny_transformer
from actor_lora.training.crutch import without_crutch
from actor_lora.training.latents import pixels
from actor_lora.training.lora import trainable
from actor_lora.training.order import photo_at
from actor_lora.training.session import prepare_session
from actor_lora.training.settings import settings_for

KINDS = ["z-image", "flux2-klein", "flux1-dev"]


@pytest.fixture
def session_of(base_of, spec, photos, tmp_path):
    def make(kind: str, **changes):
        base = base_of(kind)
        # As the examples train: what is saved is what is trained, and every photo has its caption.
        settings = settings_for(spec, base, precision="fp32", recipe={"ema": 0, "caption_dropout": 0})
        return prepare_session(
            base=base,
            settings=replace(settings, **changes),
            photos=[replace(photo, caption=f"{photo.caption} {'number' * n}") for n, photo in enumerate(photos)],
            sample_prompts=spec.sample_prompts,
            folder=tmp_path,
            device="cpu",
            say=lambda words: None,
        )

    return make


def shaken(trainer) -> None:
    """Gives the LoRA numbers that show."""
    with torch.no_grad():
        for number, parameter in enumerate(trainable(trainer.models).values()):
            parameter.copy_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(number)) * 0.2)


def example_loss(kind: str, pipeline, pictures: torch.Tensor, captions: list[str], generator) -> torch.Tensor:
    """One step of the example, in its words and with its helpers, for the same draws.

    examples/dreambooth/train_dreambooth_lora_z_image.py, lines 1519 to 1790, and train_dreambooth_lora_flux2_klein.py,
    lines 1214 to 1904, of diffusers at commit 58eb52c (0.40.0.dev0), and the end of train_dreambooth_lora_flux.py at
    commit 0050dea, with `--weighting_scheme logit_normal` and without prior preservation.
    """
    vae, transformer = pipeline.vae, pipeline.transformer
    noise_scheduler_copy = copy.deepcopy(pipeline.scheduler)
    distribution = vae.encode(pictures).latent_dist
    drawn = torch.randn(distribution.mean.shape, generator=generator) if kind == "flux1-dev" else None
    model_input = distribution.mode()
    if kind == "flux1-dev":
        prompt_embeds, pooled_prompt_embeds, text_ids = pipeline.encode_prompt(prompt=captions, prompt_2=None)
        model_input = distribution.mean + distribution.std * drawn
        model_input = (model_input - vae.config.shift_factor) * vae.config.scaling_factor
        count, channels, height, width = model_input.shape
        latent_image_ids = FluxPipeline._prepare_latent_image_ids(count, height // 2, width // 2, "cpu", torch.float32)
    elif kind == "z-image":
        prompt_embeds, _ = pipeline.encode_prompt(prompt=captions, do_classifier_free_guidance=False)
        model_input = (model_input - vae.config.shift_factor) * vae.config.scaling_factor
    else:
        prompt_embeds, text_ids = pipeline.encode_prompt(prompt=captions)
        latents_bn_mean = vae.bn.running_mean.view(1, -1, 1, 1)
        latents_bn_std = torch.sqrt(vae.bn.running_var.view(1, -1, 1, 1) + vae.config.batch_norm_eps)
        model_input = Flux2KleinPipeline._patchify_latents(model_input)
        model_input = (model_input - latents_bn_mean) / latents_bn_std
        model_input_ids = Flux2KleinPipeline._prepare_latent_ids(model_input)
    if drawn is None:
        # What the trainer draws for the photos' distributions, of which these families take the mode.
        torch.randn(model_input.shape, generator=generator)
    noise = torch.randn(model_input.shape, generator=generator)
    u = compute_density_for_timestep_sampling(
        "logit_normal", len(model_input), logit_mean=0.0, logit_std=1.0, generator=generator
    )
    indices = (u * noise_scheduler_copy.config.num_train_timesteps).long()
    timesteps = noise_scheduler_copy.timesteps[indices]
    schedule_timesteps = noise_scheduler_copy.timesteps
    step_indices = [(schedule_timesteps == t).nonzero().item() for t in timesteps]
    sigmas = noise_scheduler_copy.sigmas[step_indices].flatten()
    while len(sigmas.shape) < model_input.ndim:
        sigmas = sigmas.unsqueeze(-1)
    noisy_model_input = (1.0 - sigmas) * model_input + sigmas * noise
    if kind == "z-image":
        model_pred_list = transformer(
            list(noisy_model_input.unsqueeze(2).unbind(dim=0)), (1000 - timesteps) / 1000, prompt_embeds,
            return_dict=False,
        )[0]  # fmt: skip
        model_pred = -torch.stack(model_pred_list, dim=0).squeeze(2)
    elif kind == "flux1-dev":
        packed_noisy_model_input = FluxPipeline._pack_latents(noisy_model_input, count, channels, height, width)
        # `--guidance_scale` as it is.
        guidance = torch.tensor([3.5]).expand(count)
        model_pred = transformer(
            hidden_states=packed_noisy_model_input, timestep=timesteps / 1000, guidance=guidance,
            pooled_projections=pooled_prompt_embeds, encoder_hidden_states=prompt_embeds, txt_ids=text_ids,
            img_ids=latent_image_ids, return_dict=False,
        )[0]  # fmt: skip
        scale = 2 ** (len(vae.config.block_out_channels) - 1)
        model_pred = FluxPipeline._unpack_latents(model_pred, height * scale, width * scale, scale)
    else:
        packed_noisy_model_input = Flux2KleinPipeline._pack_latents(noisy_model_input)
        model_pred = transformer(
            hidden_states=packed_noisy_model_input, timestep=timesteps / 1000, guidance=None,
            encoder_hidden_states=prompt_embeds, txt_ids=text_ids, img_ids=model_input_ids, return_dict=False,
        )[0]  # fmt: skip
        model_pred = model_pred[:, : packed_noisy_model_input.size(1) :]
        model_pred = Flux2KleinPipeline._unpack_latents_with_ids(model_pred, model_input_ids)
    weighting = compute_loss_weighting_for_sd3(weighting_scheme="logit_normal", sigmas=sigmas)
    target = noise - model_input
    loss = torch.mean(
        (weighting.float() * (model_pred.float() - target.float()) ** 2).reshape(target.shape[0], -1),
        1,
    )
    return loss.mean()


@pytest.mark.parametrize("kind", KINDS)
def test_the_loss_is_that_of_the_example(session_of, base_of, photos, tmp_path, kind):
    """From photos and captions to the loss, the example's LoRA being the one that the trainer saves."""
    session = session_of(kind, batch_size=2)
    trainer = session.trainer
    shaken(trainer)
    pipeline = load_pipeline(base_of(kind), device="cpu", dtype=torch.float32)
    pipeline.load_lora_weights(trainer.save_lora(tmp_path / "lora").parent)
    for step in range(3):
        chosen = [photo_at(step * 2 + item, len(photos), trainer.settings.seed) for item in range(2)]
        generator = torch.Generator()
        generator.set_state(trainer._generator.get_state())
        ours = trainer.loss(step).detach()
        with torch.no_grad():
            pictures = torch.stack([pixels(photos[number].picture) for number in chosen])
            captions = [trainer.material.captions[number] for number in chosen]
            theirs = example_loss(kind, pipeline, pictures, captions, generator)
        torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=1e-6)


def test_time_is_drawn_as_the_scheduler_and_the_logit_say(base_of):
    """Half of all draws lie on each side of the logit's middle, moved by the scheduler's shift of 3."""
    base = base_of("z-image")
    pipeline = load_pipeline(base, device="cpu", dtype=torch.float32)
    objective = base.family.objective(base, pipeline.scheduler, gamma=None, device="cpu")
    drawn = objective.timesteps(4000, torch.Generator().manual_seed(0)) / 1000
    # σ → 3 σ / (1 + 2 σ), in which ½ becomes ¾.
    assert float(drawn.median()) == pytest.approx(0.75, abs=0.01)
    assert float((drawn / (3 - 2 * drawn)).logit().std()) == pytest.approx(1, abs=0.05)
    # A schedule that was used for drawing pictures changes nothing.
    pipeline.scheduler.set_timesteps(4, mu=1.0)
    again = base.family.objective(base, pipeline.scheduler, gamma=None, device="cpu")
    assert torch.equal(again.timesteps(4000, torch.Generator().manual_seed(0)) / 1000, drawn)


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_is_what_the_pipeline_draws(session_of, base_of, tmp_path, kind):
    """The same noise, steps and guidance, through the base's own pipeline with the saved LoRA."""
    session = session_of(kind)
    shaken(session.trainer)
    base = base_of(kind)
    shown = session.preview(0, seed=3, steps=3)
    pipeline = load_pipeline(base, device="cpu", dtype=torch.float32)
    pipeline.load_lora_weights(session.trainer.save_lora(tmp_path / "lora").parent)
    guidance = 0.0 if base.quick_steps else base.family.pipeline_guidance
    shape = session.trainer.material.photos.mean[0].shape
    noise = torch.randn((1, *shape), generator=torch.Generator().manual_seed(3))
    if kind == "flux1-dev":
        noise = FluxPipeline._pack_latents(noise, 1, *shape)
    drawn = pipeline(
        prompt=session.prompts[0],
        latents=noise,
        height=16,
        width=16,
        num_inference_steps=base.quick_steps or 3,
        guidance_scale=guidance,
    ).images[0]
    apart = (pixels(shown) - pixels(drawn)).abs().max()
    assert apart <= 2 / 127.5


def test_places_are_those_of_the_pipeline():
    embeds, latents = torch.zeros(2, 5, 7), torch.zeros(2, 3, 4, 6)
    assert torch.equal(text_places(2, 5, embeds.device), Flux2KleinPipeline._prepare_text_ids(embeds))
    assert torch.equal(picture_places(2, 4, 6, latents.device), Flux2KleinPipeline._prepare_latent_ids(latents))


def comfy_map(kind: str, model: nn.Module) -> dict[str, tuple[int, ...]]:
    """The names of LoRA layers that ComfyUI knows, with the size of the weight, or the part of it, that each goes to.

    Rebuilt from `model_lora_keys_unet` of comfy/lora.py (commit 17358c8) with `z_image_to_diffusers` and
    `flux_to_diffusers` of comfy/utils.py (commit 09708ea): their left-hand sides for what is trained here, where q, k
    and v are thirds of one weight.
    """
    known: dict[str, tuple[int, ...]] = {}
    sizes = {name: tuple(value.shape) for name, value in model.named_parameters()}
    if kind == "z-image":
        hidden = model.config.dim
        for group in ("layers", "context_refiner", "noise_refiner"):
            for place in range(len(getattr(model, group))):
                prefix = f"{group}.{place}"
                for one in ("to_q", "to_k", "to_v"):
                    known[f"{prefix}.attention.{one}"] = (hidden, hidden)
                for one in ("attention.to_out.0", "feed_forward.w1", "feed_forward.w2", "feed_forward.w3"):
                    known[f"{prefix}.{one}"] = sizes[f"{prefix}.{one}.weight"]
    elif kind == "flux1-dev":
        hidden = model.inner_dim
        for place in range(len(model.transformer_blocks)):
            prefix = f"transformer_blocks.{place}"
            for one in ("to_q", "to_k", "to_v", "add_q_proj", "add_k_proj", "add_v_proj"):
                known[f"{prefix}.attn.{one}"] = (hidden, hidden)
            for one in ("attn.to_out.0", "attn.to_add_out", "ff.net.0.proj", "ff.net.2", "norm1.linear"):
                known[f"{prefix}.{one}"] = sizes[f"{prefix}.{one}.weight"]
        for place in range(len(model.single_transformer_blocks)):
            prefix = f"single_transformer_blocks.{place}"
            for one in ("to_q", "to_k", "to_v"):
                known[f"{prefix}.attn.{one}"] = (hidden, hidden)
            for one in ("proj_mlp", "proj_out", "norm.linear"):
                known[f"{prefix}.{one}"] = sizes[f"{prefix}.{one}.weight"]
    else:
        hidden = model.inner_dim
        for place in range(len(model.transformer_blocks)):
            prefix = f"transformer_blocks.{place}"
            for one in ("to_q", "to_k", "to_v", "add_q_proj", "add_k_proj", "add_v_proj"):
                known[f"{prefix}.attn.{one}"] = (hidden, hidden)
            for one in ("attn.to_out.0", "attn.to_add_out", "ff.linear_in", "ff.linear_out"):
                known[f"{prefix}.{one}"] = sizes[f"{prefix}.{one}.weight"]
        for place in range(len(model.single_transformer_blocks)):
            for one in ("attn.to_qkv_mlp_proj", "attn.to_out"):
                name = f"single_transformer_blocks.{place}.{one}"
                known[name] = sizes[f"{name}.weight"]
    return {f"transformer.{name}": size for name, size in known.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_comfyui_knows_every_layer(session_of, tmp_path, kind):
    session = session_of(kind)
    tensors = load_file(session.trainer.save_lora(tmp_path / "lora"))
    renamed = to_webui(tensors, FAMILIES[kind])
    assert len(renamed) == len(tensors) > 0
    known = comfy_map(kind, tiny_transformer(kind))
    layers = {name.rsplit(".lora_", 1)[0] for name in renamed}
    assert layers <= known.keys()
    for layer in layers:
        # weight_adapter/lora.py reads `{x}.lora_B.weight` and `{x}.lora_A.weight`, and without alpha the scale is 1.
        product = renamed[f"{layer}.lora_B.weight"] @ renamed[f"{layer}.lora_A.weight"]
        assert tuple(product.shape) == known[layer], layer


class TestTurbo:
    """Z-Image-Turbo leans on a LoRA that takes its distillation back, in training alone."""

    def test_the_loss_is_that_of_the_base_with_the_crutch(self, session_of, base_of, spec, photos, tmp_path):
        trainer = session_of("z-image-turbo").trainer
        crutch = trainer.base.crutch
        pipeline = load_pipeline(trainer.base, device="cpu", dtype=torch.float32)
        pipeline.load_lora_weights(crutch.repo, weight_name=crutch.file)
        generator = torch.Generator()
        generator.set_state(trainer._generator.get_state())
        number = photo_at(0, len(photos), trainer.settings.seed)
        picture, caption = pixels(photos[number].picture)[None], trainer.material.captions[number]
        with torch.no_grad():
            theirs = example_loss("z-image", pipeline, picture, [caption], generator)
            torch.testing.assert_close(trainer.loss(0).detach(), theirs, rtol=1e-6, atol=1e-6)
            trainer._generator.manual_seed(trainer.settings.seed)
            with without_crutch(trainer.denoiser):
                assert abs(float(trainer.loss(0)) - float(theirs)) > 1e-3

    def test_it_is_neither_trained_nor_saved(self, session_of, tmp_path):
        trainer = session_of("z-image-turbo").trainer
        assert all(".default." in name for name in trainable(trainer.models))
        trainer.step()
        plain = session_of("z-image").trainer
        saved = load_file(trainer.save_lora(tmp_path / "a")), load_file(plain.save_lora(tmp_path / "b"))
        assert saved[0].keys() == saved[1].keys()

    def test_pictures_are_drawn_without_it(self, session_of):
        session = session_of("z-image-turbo")
        shaken(session.trainer)
        shown = session.preview(0, seed=1)
        for layer in session.trainer.denoiser.modules():
            if "undistilled" in getattr(layer, "lora_B", {}):
                nn.init.normal_(layer.lora_B["undistilled"].weight)
        assert shown.tobytes() == session.preview(0, seed=1).tobytes()
        # Afterwards it works again.
        assert session.trainer.denoiser.layers[0].attention.to_q.scaling["undistilled"] == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weights", ["full", "int8"])
def test_without_bf16_the_parts_of_a_pipeline_still_fit_each_other(base_of, kind, weights):
    """The transformer in fp16 between a language model in bf16 and a VAE in fp32, as on a T4."""

    def drawn(dtype):
        pipeline = load_pipeline(base_of(kind), device="cpu", dtype=dtype, weights=weights)
        options = {"height": 16, "width": 16, "num_inference_steps": 3, "guidance_scale": 4.0}
        picture = pipeline(prompt="a person", generator=torch.Generator().manual_seed(1), **options).images[0]
        return pipeline, pixels(picture)

    half, picture = drawn(torch.float16)
    assert [half.transformer.dtype, half.text_encoder.dtype, half.vae.dtype] == [
        torch.float16, torch.bfloat16, torch.float32,
    ]  # fmt: skip
    assert (picture - drawn(torch.float32)[1]).abs().mean() < 0.05
