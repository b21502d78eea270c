"""Getting a training ready: text, then latents, then the denoiser, so that no two large models need be held at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from ..device import DTYPES, autocast, deterministic, free_memory, kept_rng
from ..families.condition import Condition
from ..families.family import Base, TextEncoders
from ..families.loading import load_denoiser, load_part
from ..patience import patiently
from ..photos import Photo, View
from .crutch import add_crutch, lean_on, without_crutch
from .frozen_layers import use_frozen_layers
from .latents import LatentCache, decode, encode, face_places
from .lora import add_lora
from .material import HeldOut, Material
from .prior import PRIOR_CAPTION, prior_latents
from .sampler import sample_latents
from .settings import Settings, config_hash
from .trainer import Trainer

COMPILER = "inductor"
"""torch's own default."""


@dataclass
class Session:
    """A training that is ready, and what is needed to look at it on the way."""

    trainer: Trainer
    vae: Callable[[], Any]
    """Loads the base's VAE, on the CPU; it is not kept beside what is trained."""
    prompts: list[str]
    conditions: list[Condition]
    """Of the sample prompts, by the frozen text encoders."""
    empty: Condition

    def preview(self, number: int, *, seed: int, steps: int = 20) -> Image.Image:
        """Draws a sample prompt by the LoRA as it is now; the training goes on as if this had not been done.

        Args:
            number: Of the prompt.
            seed: Of the noise.
            steps: Sampling steps.

        Returns:
            An RGB picture.
        """
        trainer, settings = self.trainer, self.trainer.settings
        quick = None if trainer.base.crutch and not trainer.base.crutch.file else trainer.base.quick_steps
        with kept_rng(), torch.no_grad(), without_crutch(trainer.denoiser), trainer.averaged():
            condition, empty = self.conditions[number], self.empty
            if trainer.encoders and settings.text_encoder_rate:
                with autocast(trainer.device, settings.precision):
                    condition = trainer.encoders.encode([self.prompts[number]])
                    empty = trainer.encoders.encode([""])
            latents = sample_latents(
                trainer.base,
                trainer.denoiser,
                trainer.noise_scheduler,
                condition,
                empty,
                seeds=[seed],
                resolution=settings.resolution,
                steps=quick or steps,
                guidance=1.0 if quick else trainer.base.family.guidance,
                device=trainer.device,
                precision=settings.precision,
            )
            vae = self.vae()
            picture = decode(trainer.base.family, vae.to(trainer.device), latents)[0]
            del vae
        free_memory()
        return picture


def prepare_session(
    *,
    base: Base,
    settings: Settings,
    photos: Sequence[Photo],
    held_out: Sequence[Photo] = (),
    sample_prompts: Sequence[str],
    folder: Path,
    device: str,
    token: str | None = None,
    prior_steps: int = 20,
    frozen_layers: bool = True,
    fastest_kernels: bool = False,
    say: Callable[[str], None] = print,
    check: Callable[[], None] = lambda: None,
) -> Session:
    """Loads one part of the base after another, keeps what each computed, and adds the LoRA.

    Args:
        base: The base.
        settings: How it is trained.
        photos: What it is trained on.
        held_out: Photos that only say how far the training is.
        sample_prompts: What previews show.
        folder: Keeps the prior images' latents, which a resumed run takes up.
        device: Where it computes.
        token: The hub's token.
        prior_steps: Sampling steps of the prior images.
        frozen_layers: False leaves the denoiser's layers as they are in diffusers and peft, for comparing.
        fastest_kernels: Lets a GPU take the kernels that it finds fastest, which may be others in each process.
        say: Gets lines of progress.
        check: Called between the parts; may raise to stop.

    Returns:
        A training that is ready.

    Raises:
        RunError: A part of the base cannot be loaded, also not after half an hour.
    """
    patient = partial(patiently, check=check, say=say)
    deterministic(settings.seed, fastest=fastest_kernels)
    dtype = DTYPES[settings.precision]
    # A DoRA's layers compute as peft has them, and a compiler puts layers together by itself.
    frozen_layers = frozen_layers and not settings.recipe.dora and not settings.compiled
    check()
    encoders = patient(lambda: base.family.text_encoders(base, device=device, dtype=dtype, token=token))
    prompts = list(sample_prompts) or [photos[0].caption]
    views = [view for photo in photos for view in photo.trained]
    # Of a held-out photo the square alone, at the job's own size.
    apart = [photo.trained[0] for photo in held_out]
    captions = {"", PRIOR_CAPTION, *prompts, *(view.caption for view in (*views, *apart))}
    text = _encode_text(encoders, captions, dtype=dtype, say=say)
    trains_text = settings.text_encoder_rate is not None
    if not trains_text:
        del encoders
        free_memory()
    check()
    load_vae = partial(patient, lambda: load_part(base, "vae", dtype=dtype, token=token))
    cache = _encode_views(base, load_vae, [*views, *apart], device=device).to(device)
    check()
    noise_scheduler = patient(lambda: load_part(base, "scheduler", dtype=dtype, token=token))
    denoiser = patient(
        lambda: load_denoiser(_trained(base), device=device, dtype=dtype, weights=settings.weights, token=token)
    )
    prior = None
    if settings.prior_images:
        prior = prior_latents(
            base, settings, denoiser, noise_scheduler, text, folder, device, prior_steps, say=say, check=check
        )
    patient(lambda: add_crutch(denoiser, base, token=token))
    _add_loras(base, denoiser, encoders if trains_text else None, settings, frozen_layers=frozen_layers)
    trained, unseen = cache.part(0, len(views)), cache.part(len(views), len(cache))
    material = Material(
        photos=trained,
        captions=[view.caption for view in views],
        conditions=None if trains_text else [text[view.caption] for view in views],
        no_caption=text[""],
        frames=_frames(views, device),
        places=_places(views, trained, settings, device),
        held_out=HeldOut(
            unseen,
            [view.caption for view in apart],
            None if trains_text else [text[view.caption] for view in apart],
            _frames(apart, device),
        )
        if apart
        else None,
        prior=prior,
        prior_caption=PRIOR_CAPTION,
        prior_condition=None if prior is None else text[PRIOR_CAPTION],
    )
    trainer = Trainer(
        base=base,
        settings=settings,
        denoiser=denoiser,
        noise_scheduler=noise_scheduler,
        material=material,
        encoders=encoders if trains_text else None,
        device=device,
        config_hash=hash_of(base, settings, photos),
        frozen_layers=frozen_layers,
    )
    return Session(trainer, load_vae, prompts, [text[words] for words in prompts], text[""])


def _trained(base: Base) -> Base:
    """Whose denoiser is trained: of a distilled base, where it is published so, the one before it was distilled."""
    if base.crutch is None or base.crutch.file:
        return base
    before = base.crutch
    return replace(
        base,
        id=before.repo,
        source=before.repo,
        revision=before.revision,
        files=before.files,
        crutch=None,
        quick_steps=None,
    )


def hash_of(base: Base, settings: Settings, photos: Sequence[Photo]) -> str:
    """The configuration's hash, over the pictures as they are trained on."""
    views = [view for photo in photos for view in photo.trained]
    digests = [
        hashlib.sha256(repr((view.frame, view.face)).encode() + view.picture.tobytes()).hexdigest() for view in views
    ]
    return config_hash(settings, base=base, photos=digests, captions=[view.caption for view in views])


def _encode_text(
    encoders: TextEncoders, captions: set[str], *, dtype: torch.dtype, say: Callable[[str], None]
) -> dict[str, Condition]:
    with torch.no_grad():
        text = {words: encoders.encode([words]).to(dtype=dtype) for words in captions}
    # Not which: captions describe the person's photos, and what is said may be read by others.
    if long := sum(bool(encoders.cut(words)) for words in text):
        which = "1 caption is" if long == 1 else f"{long} captions are"
        say(f"{which} longer than the {encoders.longest} tokens that the base reads; what is beyond is left out.")
    return text


def _add_loras(
    base: Base, denoiser: Any, encoders: TextEncoders | None, settings: Settings, *, frozen_layers: bool
) -> None:
    """Makes the models ready to train; without `encoders` the text stays as it is."""
    recipe = settings.recipe
    targets = base.family.layers_of(denoiser, recipe.layers)
    add_lora(denoiser, rank=settings.rank, targets=targets, seed=settings.seed, dora=recipe.dora)
    if base.crutch and base.crutch.file:
        lean_on(denoiser)
    for model in encoders.models.values() if encoders else ():
        add_lora(model, rank=settings.rank, targets=base.family.text_targets, seed=settings.seed)
    denoiser.train()
    if frozen_layers:
        use_frozen_layers(denoiser)
    if settings.gradient_checkpointing:
        denoiser.enable_gradient_checkpointing()
    if settings.compiled:
        # In place, so that every layer keeps its name. A shape of its own is compiled once.
        denoiser.compile(backend=COMPILER)


def _frames(views: Sequence[View], device: str) -> torch.Tensor:
    """(n, 6), as `Family.predict` takes them."""
    return torch.tensor([view.frame for view in views], dtype=torch.float32, device=device)


def _places(
    views: Sequence[View], cache: LatentCache, settings: Settings, device: str
) -> Sequence[torch.Tensor] | None:
    """How much each place counts; None where all count alike."""
    background = settings.recipe.background
    if background == 1:
        return None
    sizes = [(mean.shape[1], mean.shape[2]) for mean in cache.mean]
    return [face_places(view, size, background=background).to(device) for view, size in zip(views, sizes, strict=True)]


def _encode_views(base: Base, load_vae: Callable[[], Any], views: Sequence[View], *, device: str) -> LatentCache:
    vae = load_vae().requires_grad_(False).eval().to(device)
    cache = encode(base.family, vae, [view.picture for view in views], device=device)
    del vae
    free_memory()
    return cache
