"""Random LoRAs for tiny pipelines, as files that the hub would hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from diffusers.utils import convert_state_dict_to_diffusers
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

from actor_lora.serve.lora_store import WEIGHTS_FILE, LoraFile
from actor_lora.serve.refusal import Refusal

UNET_TARGETS = ["to_q", "to_k", "to_v", "to_out.0"]
TEXT_TARGETS = ["q_proj", "k_proj", "v_proj", "out_proj"]


def random_lora(pipeline: Any, folder: Path, *, seed: int, text_encoder: bool = False, strength: float = 0.3) -> bytes:
    """The file of a LoRA whose matrices are noise, so that it visibly changes what the pipeline draws."""
    torch.manual_seed(seed)
    layers: dict[str, Any] = {}
    parts = {"unet": (pipeline.unet, UNET_TARGETS)}
    if text_encoder:
        parts["text_encoder"] = (pipeline.text_encoder, TEXT_TARGETS)
    for part, (model, targets) in parts.items():
        model.add_adapter(LoraConfig(r=4, lora_alpha=4, target_modules=targets), adapter_name="made")
        for name, parameter in model.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(parameter, std=strength)
        state = convert_state_dict_to_diffusers(get_peft_model_state_dict(model, adapter_name="made"))
        if part == "text_encoder":
            state = {
                key if key.startswith("text_model.") else f"text_model.{key}": value for key, value in state.items()
            }
        layers[f"{part}_lora_layers"] = {key: value.detach().clone() for key, value in state.items()}
        layers[f"{part}_lora_adapter_metadata"] = model.peft_config["made"].to_dict()
        model.delete_adapters("made") if part == "unet" else model.delete_adapter("made")
    pipeline.save_lora_weights(folder, safe_serialization=True, **layers)
    return (folder / WEIGHTS_FILE).read_bytes()


class FakeHub:
    """A hub of LoRA files by repo; a revision is a commit of its own here."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.downloads: list[str] = []
        self.down = False

    def resolve(self, repo: str, revision: str) -> tuple[str, str]:
        if self.down:
            raise Refusal(503, "The hub cannot be reached.", retry_after=5)
        if repo not in self.files:
            raise Refusal(404, f"{repo} is not on the hub.")
        return f"commit-{revision}", WEIGHTS_FILE

    def download(self, repo: str, commit: str, name: str) -> bytes:
        self.downloads.append(f"{repo}@{commit}")
        return self.files[repo]


def lora_file(content: bytes, name: str = "cast/actor") -> LoraFile:
    return LoraFile(name, "c0", content)
