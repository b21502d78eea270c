"""A tiny random captioning model of BLIP's kind, as a folder that `from_pretrained` reads."""

from __future__ import annotations

from pathlib import Path

import torch

WORDS = ["a", "picture", "of", "person", "wearing", "suit", "in", "the", "street", "room"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def write_blip(folder: Path, *, kind: str = "blip", seed: int = 0) -> Path:
    """Says something else of each picture, because what it is made of is loud."""
    from transformers import BertTokenizer, BlipConfig, BlipForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = [*SPECIAL, *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 37}
    # What it begins with is no word of the tokenizer's, as in the published models.
    ids = {"bos_token_id": len(vocabulary), "eos_token_id": 3, "sep_token_id": 3, "pad_token_id": 0}
    config = BlipConfig(
        text_config={
            **size,
            **ids,
            "vocab_size": len(vocabulary) + 2,
            "max_position_embeddings": 64,
            "projection_dim": 32,
        },
        vision_config={**size, "image_size": 32, "patch_size": 8, "projection_dim": 32},
        projection_dim=32,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = BlipForConditionalGeneration(config).eval()
        for values in model.parameters():
            if values.ndim > 1:
                torch.nn.init.normal_(values, std=0.3)
        # It ends late, and says nothing that is no word.
        model.text_decoder.cls.predictions.bias.data[[*range(len(SPECIAL)), -2, -1]] = -50
    model.save_pretrained(folder)
    if kind != "blip":
        config_file = folder / "config.json"
        config_file.write_text(
            config_file.read_text("utf-8").replace('"model_type": "blip"', f'"model_type": "{kind}"')
        )
    return folder
