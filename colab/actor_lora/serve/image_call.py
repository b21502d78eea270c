"""What a caller asks for: `{inputs, parameters}` as the bot and Hugging Face's clients send it."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from .refusal import Refusal

MOST_PIXELS = 2048 * 2048
"""Four times what any base that is served was trained on."""
MOST_LORAS = 4
"""Actors in one picture; more of them hardly keep apart."""
_REPO = re.compile(r"[\w.-]+/[\w.-]+")
_REVISION = re.compile(r"(?!.*\.\.)[\w][\w./-]*")


class LoraReference(BaseModel):
    """A LoRA on the hub. `revision` is a commit, a branch or a tag."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    repo: Annotated[str, Field(max_length=200)]
    revision: Annotated[str, Field(max_length=200)] = "main"
    scale: Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)] = 1.0

    @field_validator("repo")
    @classmethod
    def _is_repo(cls, value: str) -> str:
        # A path of this machine must never pass for a repo.
        if not _REPO.fullmatch(value) or ".." in value or value.startswith("."):
            raise ValueError("must be a repo of the hub, as owner/name")
        return value

    @field_validator("revision")
    @classmethod
    def _is_revision(cls, value: str) -> str:
        if not _REVISION.fullmatch(value):
            raise ValueError("must be a commit, a branch or a tag")
        return value


class ImageParameters(BaseModel):
    """Sizes in pixels. Absent values are those of the model. What is not known here is ignored."""

    model_config = ConfigDict(extra="ignore")

    model: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    width: Annotated[int, Field(ge=16, le=4096)] | None = None
    height: Annotated[int, Field(ge=16, le=4096)] | None = None
    steps: Annotated[int, Field(ge=1, le=150)] | None = Field(
        None, validation_alias=AliasChoices("num_inference_steps", "steps")
    )
    guidance: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False)] | None = Field(
        None, validation_alias=AliasChoices("guidance_scale", "guidance")
    )
    seed: Annotated[int, Field(ge=0, lt=2**63)] | None = None
    negative_prompt: Annotated[str, Field(max_length=4000)] = ""
    loras: Annotated[list[LoraReference], Field(max_length=MOST_LORAS)] = []

    @field_validator("negative_prompt", "loras", mode="before")
    @classmethod
    def _absent(cls, value: Any, info: Any) -> Any:
        return ("" if info.field_name == "negative_prompt" else []) if value is None else value

    @model_validator(mode="before")
    @classmethod
    def _one_lora(cls, value: Any) -> Any:
        """`lora: "owner/name"` or `lora: {repo, …}`, for callers that type it by hand."""
        if isinstance(value, dict) and value.get("lora") and not value.get("loras"):
            lora = value["lora"]
            return {**value, "loras": [{"repo": lora} if isinstance(lora, str) else lora]}
        return value

    @model_validator(mode="after")
    def _size(self) -> ImageParameters:
        for side in (self.width, self.height):
            if side is not None and side % 8:
                raise ValueError("width and height must be multiples of 8")
        if (self.width or 0) * (self.height or 0) > MOST_PIXELS:
            raise ValueError(f"width × height may be at most {MOST_PIXELS:,} pixels")
        repos = [lora.repo for lora in self.loras]
        if len(set(repos)) < len(repos):
            raise ValueError("loras may name a repo only once")
        return self


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")

    inputs: Annotated[str, Field(min_length=1, max_length=4000)]
    parameters: ImageParameters = ImageParameters()

    @field_validator("parameters", mode="before")
    @classmethod
    def _absent(cls, value: Any) -> Any:
        return {} if value is None else value


class ImageCall(ImageParameters):
    """A request that has been read: `seed` is always set."""

    prompt: str
    seed: int


def read_image_call(body: Any) -> ImageCall:
    """Reads the call in a request's JSON.

    Args:
        body: `{inputs, parameters}`.

    Returns:
        The call, with a seed.

    Raises:
        Refusal: 422; the sentence names every field that is wrong.
    """
    try:
        read = _Body.model_validate(body)
    except ValidationError as error:
        raise Refusal(422, _sentence(error)) from None
    given = read.parameters
    seed = given.seed if given.seed is not None else secrets.randbelow(2**31)
    return ImageCall.model_construct(**{**dict(given), "prompt": read.inputs, "seed": seed})


def _sentence(error: ValidationError) -> str:
    """Names fields and what they have to be; what was sent is not repeated."""
    parts = []
    for issue in error.errors(include_url=False, include_context=False, include_input=False)[:5]:
        where = ".".join(str(part) for part in issue["loc"]).removeprefix("parameters").removeprefix(".")
        words = issue["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
        words = re.sub(r" or instance of \w+", "", words)
        parts.append(f"{where}: {words[:1].lower()}{words[1:]}" if where else words)
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if " " in sentence.split(":")[0] else f"{sentence}."
