/** A public LoRA for each base that a provider runs adapters of, as the real hub has thousands. */
import type { Repositories } from '../hub/repositories.ts';
import { sha256Of } from '../hub/repositories.ts';
import { writeSafetensors } from '../hub/safetensors.ts';

const seedLoraIds: [id: string, base: string, downloads: number][] = [
  ['nerijs/pixel-art-xl', 'stabilityai/stable-diffusion-xl-base-1.0', 41_000],
  ['XLabs-AI/flux-RealismLora', 'black-forest-labs/FLUX.1-dev', 23_000],
  ['tarn59/pixel_art_style_lora_z_image_turbo', 'Tongyi-MAI/Z-Image-Turbo', 5_600],
  ['flymy-ai/qwen-image-realism-lora', 'Qwen/Qwen-Image', 9_800],
];

/** Puts them on the hub, each with a card and weights that change nothing. */
export function seedLoras(repositories: Repositories): void {
  const date = new Date('2026-01-15T09:00:00.000Z');
  for (const [id, base, downloads] of seedLoraIds) {
    const author = id.split('/')[0] ?? id;
    const repository = repositories.create({ type: 'model', id, private: false, author, date });
    repository.downloads = downloads;
    const weights = writeSafetensors({}, { stand_in: 'true' });
    const sha256 = sha256Of(weights);
    repository.contents.set(sha256, weights);
    const card = [
      ...['---', `base_model: ${base}`, 'base_model_relation: adapter', 'library_name: diffusers'],
      ...['pipeline_tag: text-to-image', 'tags:', '- text-to-image', '- lora', '- diffusers', '---', ''],
      `# ${id.split('/')[1]}`,
    ];
    repositories.commit(repository, 'main', {
      title: 'Upload the LoRA',
      author,
      date,
      changes: [
        { kind: 'write', path: 'README.md', content: Buffer.from(card.join('\n')) },
        { kind: 'link', path: 'pytorch_lora_weights.safetensors', sha256 },
      ],
    });
  }
}
