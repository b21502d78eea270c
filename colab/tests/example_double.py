"""A training script of the form of the diffusers examples, for the bench: the same options, optimizer and files."""

import argparse
from pathlib import Path

import torch
from diffusers import StableDiffusionPipeline, UNet2DConditionModel
from diffusers.utils import convert_state_dict_to_diffusers
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from PIL import Image
from torchvision import transforms

parser = argparse.ArgumentParser()
for name in ("pretrained_model_name_or_path", "instance_data_dir", "output_dir"):
    parser.add_argument(f"--{name}", type=Path)
for name in ("resolution", "max_train_steps", "checkpointing_steps", "rank"):
    parser.add_argument(f"--{name}", type=int)
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--pre_compute_text_embeddings", action="store_true")
args, _ = parser.parse_known_args()
assert args.pre_compute_text_embeddings

look = transforms.Compose(
    [
        transforms.Resize(args.resolution, interpolation=transforms.InterpolationMode.BILINEAR),
        transforms.RandomCrop(args.resolution),
        transforms.ToTensor(),
        transforms.Normalize([0.5], [0.5]),
    ]
)
pictures = [look(Image.open(path)) for path in sorted(args.instance_data_dir.iterdir())]
assert all(picture.shape == (3, args.resolution, args.resolution) for picture in pictures)
assert min(float(picture.min()) for picture in pictures) >= -1

unet = UNet2DConditionModel.from_pretrained(args.pretrained_model_name_or_path / "unet").requires_grad_(False)
unet.add_adapter(LoraConfig(r=args.rank, lora_alpha=args.rank, target_modules=["to_q", "to_v"]))
optimizer = torch.optim.AdamW([value for value in unet.parameters() if value.requires_grad], lr=args.learning_rate)
for step in range(1, args.max_train_steps + 1):
    noisy = torch.randn((1, 4, 8, 8))
    unet(noisy, torch.tensor([500]), torch.randn((1, 77, 32))).sample.pow(2).mean().backward()
    optimizer.step()
    optimizer.zero_grad()
    if step % args.checkpointing_steps == 0:
        layers = convert_state_dict_to_diffusers(get_peft_model_state_dict(unet))
        StableDiffusionPipeline.save_lora_weights(args.output_dir / f"checkpoint-{step}", unet_lora_layers=layers)
