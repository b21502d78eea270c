"""The files of a LoRA: diffusers' names, and those that A1111 and ComfyUI read (kohya's)."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from pathlib import Path
from typing import Any

import torch
from torch import nn

from .families.family import Family, Prediction

LORA_FILE = "pytorch_lora_weights.safetensors"
WEBUI_FOLDER = "webui"
"""A subfolder: with a second weights file at the root, loaders would have to guess."""

Tensors = dict[str, torch.Tensor]


def diffusers_tensors(models: dict[str, nn.Module]) -> Tensors:
    """Takes the LoRA out of each model, under the names that `load_lora_weights` reads.

    Args:
        models: Models with a LoRA by part: `unet` or `transformer`, `text_encoder`, `text_encoder_2`.

    Returns:
        The tensors, fp32 on the CPU.
    """
    from diffusers.utils import convert_state_dict_to_diffusers
    from peft.utils import get_peft_model_state_dict

    tensors: Tensors = {}
    for part, model in models.items():
        # Without the embeddings: peft would look for the base's configuration on the hub to compare them.
        state = get_peft_model_state_dict(model, save_embedding_layers=False)
        # The loaders of transformers know peft's own names.
        for key, value in (state if part == "transformer" else convert_state_dict_to_diffusers(state)).items():
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


def save_diffusers(folder: Path, models: dict[str, nn.Module], family: Family) -> Path:
    """Writes `pytorch_lora_weights.safetensors` with the adapters' metadata.

    Args:
        folder: Made where it is not there.
        models: Models with a LoRA by part.
        family: Of the base.

    Returns:
        The file.
    """
    import diffusers

    tensors = diffusers_tensors(models)
    options: dict[str, Any] = {}
    for part, model in models.items():
        mine = {key.removeprefix(f"{part}."): value for key, value in tensors.items() if key.startswith(f"{part}.")}
        options[f"{part}_lora_layers"] = mine
        metadata = adapter_metadata(model)
        options[f"{part}_lora_adapter_metadata"] = metadata
    folder.mkdir(parents=True, exist_ok=True)
    getattr(diffusers, family.pipeline).save_lora_weights(folder, weight_name=LORA_FILE, **options)
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


def to_webui(tensors: Tensors, family: Family, *, layers_per_block: int = 2) -> Tensors:
    """Renames a LoRA's tensors as the web UIs read those of its family.

    Args:
        tensors: The LoRA under diffusers' names.
        family: Of the base.
        layers_per_block: Of a UNet.

    Returns:
        The same tensors under the other names; in kohya's style with each layer's alpha.

    Raises:
        ValueError: A tensor is no part of a LoRA.
    """
    renamed: Tensors = {}
    for key, value in tensors.items():
        match = re.fullmatch(
            r"(unet|transformer|text_encoder(?:_2)?)\.(.+?)\.lora(?:_linear_layer)?(?:_A|_B|\.down|\.up)\.weight", key
        )
        if not match:
            raise ValueError(f"{key} is no layer of a LoRA")
        name = family.webui_name(match[1], match[2], layers_per_block=layers_per_block)
        down = key.endswith(("lora_A.weight", ".down.weight"))
        if family.webui_style == "diffusers":
            renamed[f"{name}.lora_{'A' if down else 'B'}.weight"] = value
            continue
        renamed[f"{name}.{'lora_down' if down else 'lora_up'}.weight"] = value
        if down:
            # alpha = rank: the scale is 1, as in training.
            renamed[f"{name}.alpha"] = torch.tensor(float(value.shape[0]))
    return renamed


def save_webui(path: Path, tensors: Tensors, family: Family, *, layers_per_block: int, about: dict[str, str]) -> Path:
    """Writes a LoRA as A1111 and ComfyUI read it.

    Args:
        path: The file; its folder is made where it is not there.
        tensors: The LoRA under diffusers' names.
        family: Of the base.
        layers_per_block: Of a UNet.
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
        "ss_v2": str(family.name == "sd21"),
        "ss_base_model_version": family.webui_version,
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


def model_spec(family: Family, prediction: Prediction, *, title: str, side: int, licence: str) -> dict[str, str]:
    """Metadata by ModelSpec 1.0.1 (https://github.com/Stability-AI/ModelSpec), which the web UIs show.

    Without the date, which is optional there: the same LoRA is the same file.

    Args:
        family: Of the base.
        prediction: What the base's denoiser says.
        title: The LoRA's name.
        side: Edge of the training pictures in pixels.
        licence: Of the base.

    Returns:
        Keys that begin with `modelspec.`.
    """
    return {
        "modelspec.sai_model_spec": "1.0.1",
        "modelspec.architecture": f"{family.architecture(prediction)}/lora",
        "modelspec.implementation": family.implementation,
        "modelspec.title": title,
        "modelspec.resolution": f"{side}x{side}",
        "modelspec.prediction_type": "v" if prediction == "v_prediction" else prediction,
        "modelspec.license": licence,
    }
