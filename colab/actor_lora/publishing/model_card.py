"""The README of the model repo, with the front matter that the hub and its loaders read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..families.family import Base
from ..lora_files import LORA_FILE, WEBUI_FOLDER
from ..spec import TrainingSpec


@dataclass(frozen=True)
class CardPicture:
    """A sample as it lies in the repo."""

    path: str
    prompt: str
    seed: int


def front_matter(spec: TrainingSpec, base: Base, pictures: Sequence[CardPicture]) -> str:
    """The card's YAML. Every text is quoted as JSON, which is YAML too."""
    lines = [
        "---",
        "library_name: diffusers",
        "pipeline_tag: text-to-image",
        f"base_model: {quoted(spec.base_model)}",
        "base_model_relation: adapter",
        f"instance_prompt: {quoted(spec.instance_prompt)}",
        f"license: {base.licence}",
        "tags:",
        *(f"  - {tag}" for tag in ("text-to-image", "diffusers", "lora", "template:sd-lora", base.family.tag)),
    ]
    if pictures:
        lines.append("widget:")
    for picture in pictures:
        lines += [f"  - text: {quoted(picture.prompt)}", "    output:", f"      url: {quoted(picture.path)}"]
    return "\n".join([*lines, "---"])


def model_card(
    spec: TrainingSpec,
    base: Base,
    *,
    version: str,
    pictures: Sequence[CardPicture],
    training: Mapping[str, Any],
    likeness: float | None,
    verified: bool,
    contact_sheet: str | None,
    for_webui: bool,
) -> str:
    """Writes the whole README.

    Args:
        spec: What was trained.
        base: On what.
        version: The tag.
        pictures: Samples as they lie in the repo.
        training: The settings that are listed.
        likeness: Cosine similarity of the samples' faces to the photos; None where it was not measured.
        verified: Whether all checks were passed.
        contact_sheet: Its path in the repo.
        for_webui: Whether there is a file for A1111 and ComfyUI.

    Returns:
        Markdown with front matter.
    """
    pipeline = base.family.pipeline
    rows = "\n".join(f"| {plain(name)} | {plain(str(value))} |" for name, value in training.items())
    shown = "\n".join(f"| ![]({picture.path}) | {plain(picture.prompt)} | {picture.seed} |" for picture in pictures)
    samples = f"\n## Samples\n\n| Picture | Prompt | Seed |\n|---|---|---|\n{shown}\n" if shown else ""
    webui = (
        f"For A1111 and ComfyUI take the file in `{WEBUI_FOLDER}/`."
        if for_webui
        else "It is a DoRA, for which there is no file that A1111 and ComfyUI would read as it was trained."
    )
    sheet = f"\n![With and without the LoRA]({contact_sheet})\n" if contact_sheet else ""
    return f"""{front_matter(spec, base, pictures)}

# {plain(spec.actor_name)}

A LoRA of one actor for {base.family.label}, trained on [{spec.base_model}](https://huggingface.co/{spec.base_model}).
This is {version}. The trigger word is `{spec.trigger_word.replace("`", "")}`.

## Consent

{plain(spec.consent_note) or "No consent note was given with this training."}

This model shows a real person. Do not publish it, do not pass it on, and make nothing with it that the person shown
did not agree to.
{samples}
## Likeness

{_likeness_words(likeness, verified)}
{sheet}
## Use

```python
from diffusers import {pipeline}

pipe = {pipeline}.from_pretrained({json.dumps(spec.base_model)})
pipe.load_lora_weights({json.dumps(spec.repo)}, revision={json.dumps(version)})
image = pipe(prompt={json.dumps(spec.instance_prompt)}).images[0]
```

`{LORA_FILE}` is what diffusers reads. {webui}

## Training

| Setting | Value |
|---|---|
{rows}

`training.json` has all of it with the loss curve; `verification.json` the checks.
"""


def _likeness_words(likeness: float | None, verified: bool) -> str:
    if likeness is None:
        return "The likeness was not measured."
    words = (
        f"Cosine similarity of the faces in the samples to the person's photos: **{likeness:.2f}** (SFace; the same "
        "person begins at about 0.36)."
    )
    return words if verified else f"{words} The checks before publishing were not all passed; see `verification.json`."


def quoted(text: str) -> str:
    """Text as a JSON string."""
    return json.dumps(text, ensure_ascii=False)


def plain(text: str) -> str:
    """One line that neither breaks a table nor becomes markup."""
    line = " ".join(text.split())
    return "".join(f"\\{letter}" if letter in "|`<>[]*_\\" else letter for letter in line)
