import type { TrainingSpec } from './protocol.ts';

/** The README of the model repository, with the front matter that the hub reads. */
export function modelCard(spec: TrainingSpec, images: readonly { path: string; prompt: string }[]): string {
  const xl = /xl/i.test(spec.baseModel);
  const quote = (text: string) => JSON.stringify(text);
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  const front = [
    '---',
    'library_name: diffusers',
    'pipeline_tag: text-to-image',
    `base_model: ${quote(spec.baseModel)}`,
    'base_model_relation: adapter',
    `instance_prompt: ${quote(spec.instancePrompt)}`,
    `license: ${xl ? 'openrail++' : 'creativeml-openrail-m'}`,
    'tags:',
    ...[
      'text-to-image',
      'diffusers',
      'lora',
      'template:sd-lora',
      xl ? 'stable-diffusion-xl' : 'stable-diffusion',
    ].map(tag => `  - ${tag}`),
    ...(images.length ? ['widget:'] : []),
    ...images.flatMap(({ path, prompt }) => [
      `  - text: ${quote(prompt)}`,
      '    output:',
      `      url: ${path}`,
    ]),
    '---',
  ];
  return `${front.join('\n')}

# ${line(spec.actorName)} (stand-in)

**This is not a trained LoRA.** It was made by the playground's stand-in for the training notebook. The weights file
holds one small picture of the actor's face, so that the playground's drawn images can show it.

- Trigger word: \`${spec.triggerWord}\`
- Base model: ${spec.baseModel}
- Settings asked for: ${spec.steps} steps, rank ${spec.rank}, ${spec.resolution} px, learning rate ${spec.learningRate}
- Consent: ${line(spec.consentNote)}
`;
}
