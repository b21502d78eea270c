"""The files of a LoRA: diffusers' names, and those that A1111 and ComfyUI read (kohya's)."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from pathlib import Path
from typing import Any, Literal

import torch
from torch import nn

from .bases import FamilyName

LORA_FILE = "pytorch_lora_weights.safetensors"
WEBUI_FOLDER = "webui"
"""A subfolder: with a second weights file at the root, loaders would have to guess."""

Tensors = dict[str, torch.Tensor]


def diffusers_tensors(models: dict[str, nn.Module]) -> Tensors:
    """Takes the LoRA out of each model, under the names that `load_lora_weights` reads.

    Args:
        models: Models with a LoRA by part: `unet`, `text_encoder`, `text_encoder_2`.

    Returns:
        The tensors, fp32 on the CPU.
    """
    from diffusers.utils import convert_state_dict_to_diffusers
    from peft.utils import get_peft_model_state_dict

    tensors: Tensors = {}
    for part, model in models.items():
        # Without the embeddings: peft would look for the base's configuration on the hub to compare them.
        state = get_peft_model_state_dict(model, save_embedding_layers=False)
        for key, value in convert_state_dict_to_diffusers(state).items():
            # transformers >= 5.6 flattened CLIPTextModel; loaders everywhere know the older name.
            if part.startswith("text_encoder") and not key.startswith("text_model."):
                key = f"text_model.{key}"
            tensors[f"{part}.{key}"] = value.detach().to("cpu", torch.float32).contiguous()
    return tensors


def adapter_metadata(model: nn.Module) -> dict[str, Any]:
    """The LoRA's configuration as peft has it, which loaders need to rebuild a text-encoder LoRA."""
    said = model.peft_config["default"].to_dict()  # type: ignore[union-attr, index]
    # Sets have another order in every process; the file must not.
    return {key: sorted(value) if isinstance(value, set) else value for key, value in said.items()}


def save_diffusers(folder: Path, models: dict[str, nn.Module], family: FamilyName) -> Path:
    """Writes `pytorch_lora_weights.safetensors` with the adapters' metadata.

    Args:
        folder: Made where it is not there.
        models: Models with a LoRA by part.
        family: Of the base.

    Returns:
        The file.
    """
    from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline

    tensors = diffusers_tensors(models)
    options: dict[str, Any] = {}
    for part, model in models.items():
        mine = {key.removeprefix(f"{part}."): value for key, value in tensors.items() if key.startswith(f"{part}.")}
        options[f"{part}_lora_layers"] = mine
        metadata = adapter_metadata(model)
        options[f"{part}_lora_adapter_metadata"] = metadata
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = StableDiffusionXLPipeline if family == "sdxl" else StableDiffusionPipeline
    pipeline.save_lora_weights(folder, weight_name=LORA_FILE, **options)
    return in_order(folder / LORA_FILE)


def in_order(path: Path) -> Path:
    """Sorts the metadata of a safetensors file, so that the same LoRA is the same file, byte for byte.

    Args:
        path: The file, whose metadata was written in an order of chance.

    Returns:
        The same path.
    """
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    metadata = dict(sorted(header.pop("__metadata__", {}).items()))
    text = json.dumps({"__metadata__": metadata, **header}, ensure_ascii=False, separators=(",", ":")).encode()
    # The tensors begin at a multiple of eight; spaces are how the format fills up.
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + content[8 + length :])
    return path


def to_webui(tensors: Tensors, family: FamilyName, *, layers_per_block: int = 2) -> Tensors:
    """Renames a LoRA's tensors as kohya's trainer names them.

    SD 1.5 and 2.1 keep diffusers' block names; SDXL has those of the original code (input_blocks, …), because that is
    what kohya's trainer writes for it and every loader reads.

    Args:
        tensors: The LoRA under diffusers' names.
        family: Of the base.
        layers_per_block: Of the UNet.

    Returns:
        The same tensors under the other names, with each layer's alpha.

    Raises:
        ValueError: A tensor is no part of a LoRA.
    """
    renamed: Tensors = {}
    for key, value in tensors.items():
        match = re.fullmatch(
            r"(unet|text_encoder(?:_2)?)\.(.+?)\.lora(?:_linear_layer)?(?:_A|_B|\.down|\.up)\.weight", key
        )
        if not match:
            raise ValueError(f"{key} is no layer of a LoRA")
        part, layer = match.groups()
        if part == "unet":
            prefix = "lora_unet"
            if family == "sdxl":
                layer = _original_block(layer, layers_per_block)
        else:
            prefix = "lora_te" if family != "sdxl" else "lora_te2" if part == "text_encoder_2" else "lora_te1"
        name = f"{prefix}_{layer.replace('.', '_')}"
        down = key.endswith(("lora_A.weight", ".down.weight"))
        renamed[f"{name}.{'lora_down' if down else 'lora_up'}.weight"] = value
        if down:
            # alpha = rank: the scale is 1, as in training.
            renamed[f"{name}.alpha"] = torch.tensor(float(value.shape[0]))
    return renamed


def _original_block(layer: str, layers_per_block: int) -> str:
    """`down_blocks.1.attentions.0.x` → `input_blocks.4.1.x`, as in the original SDXL code."""
    if match := re.match(r"(down|up)_blocks\.(\d+)\.attentions\.(\d+)\.(.+)", layer):
        side, block, number, rest = match[1], int(match[2]), int(match[3]), match[4]
        place = block * (layers_per_block + 1) + number
        return f"input_blocks.{place + 1}.1.{rest}" if side == "down" else f"output_blocks.{place}.1.{rest}"
    if match := re.match(r"mid_block\.attentions\.0\.(.+)", layer):
        return f"middle_block.1.{match[1]}"
    return layer


def save_webui(
    path: Path, tensors: Tensors, family: FamilyName, *, layers_per_block: int, about: dict[str, str]
) -> Path:
    """Writes a LoRA as A1111 and ComfyUI read it.

    Args:
        path: The file; its folder is made where it is not there.
        tensors: The LoRA under diffusers' names.
        family: Of the base.
        layers_per_block: Of the UNet.
        about: More metadata, under the keys that the web UIs show.

    Returns:
        The file.
    """
    from safetensors.torch import save

    rank = str(next(value.shape[0] for key, value in tensors.items() if key.endswith(("_A.weight", "down.weight"))))
    metadata = {
        "format": "pt",
        "ss_network_module": "networks.lora",
        "ss_network_dim": rank,
        "ss_network_alpha": rank,
        # By this alone A1111 knows a LoRA of SD 2, and hides the others while an SD 2 checkpoint is loaded.
        "ss_v2": str(family == "sd21"),
        "ss_base_model_version": {"sd15": "sd_v1", "sd21": "sd_v2", "sdxl": "sdxl_base_v1-0"}[family],
        **about,
    }
    renamed = to_webui(tensors, family, layers_per_block=layers_per_block)
    digest = hash_of_tensors(save(renamed))
    metadata |= {"sshs_model_hash": digest, "modelspec.hash_sha256": f"0x{digest}"}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save(renamed, metadata=metadata))
    return in_order(path)


def hash_of_tensors(content: bytes) -> str:
    """SHA-256 of a safetensors file without its header, so that it can stand in the header itself.

    A1111 names a LoRA by it (`sshs_model_hash` in its networks.py), and so does ModelSpec (`modelspec.hash_sha256`).
    """
    (length,) = struct.unpack("<Q", content[:8])
    return hashlib.sha256(content[8 + length :]).hexdigest()


def model_spec(
    family: FamilyName, prediction: Literal["epsilon", "v_prediction"], *, title: str, side: int, licence: str
) -> dict[str, str]:
    """Metadata by ModelSpec 1.0.1 (https://github.com/Stability-AI/ModelSpec), which the web UIs show.

    Without the date, which is optional there: the same LoRA is the same file.

    Args:
        family: Of the base.
        prediction: What the base's UNet says.
        title: The LoRA's name.
        side: Edge of the training pictures in pixels.
        licence: Of the base.

    Returns:
        Keys that begin with `modelspec.`.
    """
    v2 = "stable-diffusion-v2-768-v" if prediction == "v_prediction" else "stable-diffusion-v2-512"
    architecture = {"sd15": "stable-diffusion-v1", "sd21": v2, "sdxl": "stable-diffusion-xl-v1-base"}[family]
    return {
        "modelspec.sai_model_spec": "1.0.1",
        "modelspec.architecture": f"{architecture}/lora",
        # Whose names the tensors bear: SDXL's are those of the original code.
        "modelspec.implementation": "https://github.com/Stability-AI/generative-models"
        if family == "sdxl"
        else "diffusers",
        "modelspec.title": title,
        "modelspec.resolution": f"{side}x{side}",
        "modelspec.prediction_type": "v" if prediction == "v_prediction" else "epsilon",
        "modelspec.license": licence,
    }
