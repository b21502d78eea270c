import type { ActorVersion } from '../../actors/actor.ts';
import type { Settings } from '../generation.ts';

/** The settings as one text, in the form that AUTOMATIC1111's web UI made common. */
export function parametersText(settings: Settings, version: ActorVersion | undefined): string {
  const facts = [
    `Steps: ${settings.steps}`,
    `CFG scale: ${settings.guidance}`,
    `Seed: ${settings.seed}`,
    `Size: ${settings.width}x${settings.height}`,
    `Model: ${settings.model}`,
    `Model revision: ${settings.modelRevision}`,
    ...(settings.reference ? [`Denoising strength: ${settings.reference.strength}`] : []),
    ...(settings.lora && version
      ? [
          `Lora: ${settings.lora.repo}@${settings.lora.revision}:${settings.lora.scale}`,
          `Lora version: ${version.number}`,
        ]
      : []),
  ];
  // On one line each, so that a prompt cannot pass for a line of settings.
  const oneLine = (words: string) => words.replace(/\s*\n\s*/g, ' ');
  return [
    oneLine(settings.prompt),
    ...(settings.negative ? [`Negative prompt: ${oneLine(settings.negative)}`] : []),
    facts.join(', '),
  ].join('\n');
}
