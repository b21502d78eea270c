"""Models on the hub: looked up, and what is needed of them brought here. Read from a folder, they need no net.

Diffusers and transformers would fetch by themselves while they load. Where the hub fails for a moment, they look for
other files and say that the model does not have what it has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from huggingface_hub import HfApi, constants, hf_hub_download
from huggingface_hub.errors import GatedRepoError, HFValidationError, RepositoryNotFoundError
from huggingface_hub.file_download import repo_folder_name

from .errors import BadInput, RunError
from .hub import use_carefully
from .hub_trouble import told

WEIGHTS = (".safetensors", ".bin", ".ckpt", ".gguf", ".h5", ".msgpack", ".onnx", ".onnx_data", ".pb", ".pt", ".xml")
"""Ends of files in which repos keep the same weights once more."""
PLAIN_NAME = r"\w+(-\d{5}-of-\d{5})?"
"""Of weights that are no variant: `model`, `diffusion_pytorch_model-00001-of-00003`."""

Token = str | Literal[False] | None
"""The hub's token; None for what the client finds, False for none."""


@dataclass(frozen=True)
class HubModel:
    """A model that was looked up."""

    repo: str
    revision: str | None
    """Its commit."""
    licence: str | None
    files: frozenset[str] = field(repr=False)
    """Paths in the repo."""
    token: Token = field(default=None, repr=False)
    endpoint: str | None = None

    def read(self, name: str) -> dict[str, Any] | None:
        """Reads a configuration; None where it is not there.

        Raises:
            BadInput: The repo is gated.
            Temporary: The hub could not be asked now.
        """
        if name not in self.files:
            return None
        folder = fetch(self.repo, [name], revision=self.revision, token=self.token, endpoint=self.endpoint)
        config: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
        return config


def look_up(name: str, *, token: Token = None, endpoint: str | None = None, what: str = "base model") -> HubModel:
    """Looks up a model.

    Args:
        name: Its repo.
        token: The hub's token.
        endpoint: The hub's address.
        what: What messages call it.

    Returns:
        Its commit, licence and files.

    Raises:
        BadInput: It does not exist, or is gated.
        Temporary: The hub could not be asked now.
        RunError: The hub refused.
    """
    use_carefully(endpoint)
    if constants.HF_HUB_OFFLINE:
        return _kept(name)
    with told(f"look up {name}"):
        try:
            info = HfApi(endpoint=endpoint, token=token).model_info(name)
        except GatedRepoError:
            raise BadInput(_gated(name)) from None
        except (RepositoryNotFoundError, HFValidationError):
            raise BadInput(f"The {what} {name} does not exist on the hub (any more). Choose another.") from None
    licence = getattr(info.card_data, "license", None)
    files = frozenset(file.rfilename for file in info.siblings or [])
    return HubModel(name, info.sha, licence if isinstance(licence, str) else None, files, token, endpoint)


def _kept(name: str) -> HubModel:
    """What is on this machine of a model, where the hub may not be asked: the commit that was fetched last."""
    snapshots = Path(constants.HF_HUB_CACHE, repo_folder_name(repo_id=name, repo_type="model"), "snapshots")
    folder = max(snapshots.glob("*"), key=lambda commit: commit.stat().st_mtime, default=None)
    if folder is None:
        raise RunError(f"{name} is not on this machine, and HF_HUB_OFFLINE forbids to ask the hub.")
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return HubModel(name, folder.name, None, files)


def fetch(
    repo: str, names: Iterable[str], *, revision: str | None, token: Token = None, endpoint: str | None = None
) -> Path:
    """Brings files here that are not here yet.

    Args:
        repo: Where they are.
        names: Their paths there.
        revision: Of the repo.
        token: The hub's token.
        endpoint: The hub's address.

    Returns:
        The folder that has all of them, by their paths.

    Raises:
        BadInput: The repo is gated.
        Temporary: Another try may help.
        RunError: None would: a file is not there, or the disk is full.
    """
    folder = None
    for name in names:
        with told(f"download {name} of {repo}"):
            try:
                place = hf_hub_download(repo, name, revision=revision, token=token, endpoint=endpoint)
            except GatedRepoError:
                raise BadInput(_gated(repo)) from None
        folder = Path(place).parents[len(PurePosixPath(name).parts) - 1]
    if folder is None:
        raise RunError(f"{repo} does not have the files that are needed of it.")
    return folder


def fetch_model(model: HubModel) -> Path:
    """Brings a model here that lies at the root of its repo; errors as of `fetch`."""
    where: dict[str, Any] = {"revision": model.revision, "token": model.token, "endpoint": model.endpoint}
    return fetch(model.repo, files_of("", model.files), **where)


def files_of(part: str, files: Iterable[str], *, variant: str | None = None) -> list[str]:
    """What is needed of one part of a model.

    Args:
        part: Its folder; empty for a model that lies at the root.
        files: Paths in the repo.
        variant: Of the weights, such as `fp16`.

    Returns:
        Its configurations and, of its weights, one copy: as safetensors where there are such, else as PyTorch's own.
    """
    here = [path for path in files if str(PurePosixPath(path).parent) == (part or ".")]
    tag = rf"\.{variant}" if variant else ""
    # Shards bear the variant's name behind their number or, by earlier versions, before it.
    shape = rf"{PLAIN_NAME}{tag}|\w+{tag}-\d{{5}}-of-\d{{5}}" if variant else PLAIN_NAME
    kept = sorted(path for path in here if not path.endswith((*WEIGHTS, ".md")) and not path.startswith("."))
    for end in ("safetensors", "bin"):
        weights = [path for path in here if re.fullmatch(rf"(?:{shape})\.{end}", PurePosixPath(path).name)]
        if weights:
            return [*kept, *sorted(weights)]
    return kept


def _gated(name: str) -> str:
    return f"{name} is gated: accept its terms on its page on the hub, with the account of your token."
