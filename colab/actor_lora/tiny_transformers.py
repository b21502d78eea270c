"""Tiny random pipelines of the transformer families, for tests and for trying things out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import torch

TransformerKind = Literal["z-image", "z-image-turbo", "flux2-klein", "flux2-klein-base", "flux1-dev"]

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
"""Qwen3's chat template where there is nothing but one question."""
HIDDEN = 16
"""Width of the language model's states."""


def tiny_transformer_pipeline(kind: TransformerKind, *, seed: int = 0) -> Any:
    """Makes a random pipeline on the CPU in fp32; a 16 px picture has 4 × 4 places for the transformer.

    Args:
        kind: Whose architecture it has.
        seed: Decides the weights.

    Returns:
        A diffusers pipeline.
    """
    from diffusers import FlowMatchEulerDiscreteScheduler, Flux2KleinPipeline, ZImagePipeline
    from transformers import Qwen3Config, Qwen3ForCausalLM, Qwen3Model

    if kind == "flux1-dev":
        return _tiny_flux1(seed)
    tokenizer = _tokenizer()
    klein = kind.startswith("flux2")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        config = Qwen3Config(
            vocab_size=len(tokenizer),
            hidden_size=HIDDEN,
            intermediate_size=24,
            # klein reads the states of layers 9, 18 and 27.
            num_hidden_layers=28 if klein else 2,
            num_attention_heads=2,
            num_key_value_heads=1,
            head_dim=8,
            max_position_embeddings=1024,
            pad_token_id=tokenizer.pad_token_id,
        )
        transformer = tiny_transformer(kind)
        shared: dict[str, Any] = {"tokenizer": tokenizer, "vae": _tiny_vae(klein), "transformer": transformer}
        if klein:
            return Flux2KleinPipeline(
                **shared,
                text_encoder=Qwen3ForCausalLM(config).eval(),
                scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
                is_distilled=kind == "flux2-klein",
            )
        return ZImagePipeline(
            **shared,
            text_encoder=Qwen3Model(config).eval(),
            scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        )


def tiny_transformer(kind: TransformerKind) -> Any:
    """A random transformer whose layers are whole blocks of 64 numbers, on the CPU in fp32."""
    from diffusers import Flux2Transformer2DModel, FluxTransformer2DModel

    if kind == "flux1-dev":
        return FluxTransformer2DModel(
            in_channels=16,
            num_layers=1,
            num_single_layers=2,
            attention_head_dim=16,
            num_attention_heads=2,
            joint_attention_dim=HIDDEN,
            pooled_projection_dim=HIDDEN,
            guidance_embeds=True,
            axes_dims_rope=(4, 6, 6),
        )
    if kind.startswith("flux2"):
        return Flux2Transformer2DModel(
            in_channels=16,
            num_layers=1,
            num_single_layers=2,
            attention_head_dim=16,
            num_attention_heads=2,
            joint_attention_dim=3 * HIDDEN,
            timestep_guidance_channels=16,
            axes_dims_rope=(4, 4, 4, 4),
            guidance_embeds=False,
        )
    return z_image(dim=32, layers=2, axes=[4, 6, 6])


def z_image(*, dim: int, layers: int, axes: list[int]) -> Any:
    """A random transformer of Z-Image's class, for tiny latents and text; a head is as wide as its axes together."""
    from diffusers import ZImageTransformer2DModel

    model = ZImageTransformer2DModel(
        in_channels=4,
        dim=dim,
        n_layers=layers,
        n_refiner_layers=1,
        n_heads=dim // sum(axes),
        n_kv_heads=dim // sum(axes),
        cap_feat_dim=HIDDEN,
        axes_dims=axes,
        axes_lens=[1024, 64, 64],
    )
    with torch.no_grad():
        # They are zero in a new one.
        model.x_pad_token.normal_()
        model.cap_pad_token.normal_()
    return model


def _tiny_flux1(seed: int) -> Any:
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer, T5Config, T5EncoderModel, T5Tokenizer

    letters = list(byte_alphabet().values())
    marks = ["<|startoftext|>", "<|endoftext|>"]
    words = {word: place for place, word in enumerate([*letters, *(f"{letter}</w>" for letter in letters), *marks])}
    clip = CLIPTokenizer(vocab=words, merges=[], model_max_length=77)
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((f"{letter}", -2.0) for letter in ["▁", *letters])]
    t5 = T5Tokenizer(vocab=pieces, extra_ids=0, model_max_length=512)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        text = CLIPTextConfig(
            vocab_size=len(clip), hidden_size=HIDDEN, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2,
            projection_dim=HIDDEN, bos_token_id=clip.bos_token_id, eos_token_id=clip.eos_token_id,
        )  # fmt: skip
        language = T5Config(vocab_size=len(t5), d_model=HIDDEN, d_kv=8, d_ff=24, num_layers=2, num_heads=2)
        return FluxPipeline(
            tokenizer=clip,
            tokenizer_2=t5,
            text_encoder=CLIPTextModel(text).eval(),
            text_encoder_2=T5EncoderModel(language).eval(),
            transformer=tiny_transformer("flux1-dev"),
            vae=_tiny_vae(False),
            scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        )


def _tiny_vae(klein: bool) -> Any:
    from diffusers import AutoencoderKL, AutoencoderKLFlux2

    shared: dict[str, Any] = {
        "block_out_channels": (16, 32),
        "down_block_types": ("DownEncoderBlock2D",) * 2,
        "up_block_types": ("UpDecoderBlock2D",) * 2,
        "layers_per_block": 1,
        "latent_channels": 4,
        "norm_num_groups": 8,
        "sample_size": 16,
    }
    if not klein:
        return AutoencoderKL(**shared, scaling_factor=0.3611, shift_factor=0.1159)
    vae = AutoencoderKLFlux2(**shared)
    vae.bn.running_mean.normal_(std=0.2)
    vae.bn.running_var.uniform_(0.5, 2.0)
    return vae


def _tokenizer() -> Any:
    """Qwen's over bytes alone, with its chat template."""
    from transformers import Qwen2Tokenizer

    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"]
    words = [*byte_alphabet().values(), *marks]
    tokenizer = Qwen2Tokenizer(vocab={word: index for index, word in enumerate(words)}, merges=[])
    tokenizer.add_special_tokens({"additional_special_tokens": marks[1:3]})
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def byte_alphabet() -> dict[int, str]:
    """The printable letter for each byte, as GPT-2's and CLIP's tokenizers have it."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letters = {byte: chr(byte) for byte in plain}
    for number, byte in enumerate(byte for byte in range(256) if byte not in letters):
        letters[byte] = chr(256 + number)
    return letters


def write_crutch(folder: Path, transformer: Any, *, seed: int = 5) -> Path:
    """A random LoRA that passes for the one that takes a distillation back, in the form in which it is published.

    Args:
        folder: Where a base lies.
        transformer: Z-Image's.
        seed: Decides the numbers.

    Returns:
        The file.
    """
    from safetensors.torch import save_file

    from .families.z_image import CRUTCH

    generator = torch.Generator().manual_seed(seed)
    tensors = {}
    for name, layer in transformer.named_modules():
        if isinstance(layer, torch.nn.Linear) and ".attention.to_" in f".{name}":
            sizes = {"A": (2, layer.in_features), "B": (layer.out_features, 2)}
            for side, size in sizes.items():
                drawn = torch.randn(size, generator=generator) * 0.2
                tensors[f"diffusion_model.{name}.lora_{side}.weight"] = drawn
    assert CRUTCH.file
    save_file(tensors, folder / CRUTCH.file)
    return folder / CRUTCH.file


def write_tiny_transformer(kind: TransformerKind, folder: Path, *, seed: int = 0) -> Path:
    """Saves a tiny pipeline; Turbo's with the LoRA that its training leans on.

    Args:
        kind: Whose architecture it has.
        folder: Takes the files.
        seed: Decides the weights.

    Returns:
        The folder, which `from_pretrained` reads.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = tiny_transformer_pipeline(kind, seed=seed)
    pipeline.save_pretrained(folder)
    if kind == "z-image-turbo":
        write_crutch(folder, pipeline.transformer)
    return folder
