import { randomInt } from 'node:crypto';
import type { Actor } from '../../actors/actor.ts';
import { limitsOf, rulesOut } from '../../actors/limits.ts';
import type { TrainingBase } from './bases.ts';
import type { TrainingSpec } from './job.ts';

/** What a trainer is told to do for this actor and job. */
export function specOf(
  actor: Actor,
  jobId: string,
  namespace: string,
  base: TrainingBase,
  steps: number,
): TrainingSpec {
  const person = `${actor.triggerWord} person`;
  const since = new Date(actor.consent.at ?? actor.createdAt).toISOString().slice(0, 10);
  return {
    actorName: actor.name,
    triggerWord: actor.triggerWord,
    baseModel: base.id,
    steps,
    resolution: base.resolution,
    rank: base.rank,
    learningRate: base.learningRate,
    seed: randomInt(2 ** 31),
    // The id and not the name: a person's name does not belong in the address of a repo.
    repo: `${namespace}/actor-${actor.id}-lora`,
    branch: `job-${jobId}`,
    instancePrompt: `photo of ${person}`,
    samplePrompts: samplePromptsOf(actor, person),
    consentNote:
      `The person shown agreed on ${since} (text version ${actor.consent.textVersion}) to a private model of ` +
      'their likeness. They can withdraw at any time; then this repo is deleted. Keep it private.',
  };
}

const photos = (person: string) => [
  `studio portrait photo of ${person}, soft light, looking at the camera`,
  `photo of ${person} in a city street at golden hour`,
  `watercolour painting of ${person} in a garden`,
  `photo of ${person} as an astronaut, dramatic light`,
];
const drawings = (person: string) => [
  `oil painting portrait of ${person}, soft light, looking at the viewer`,
  `digital illustration of ${person} in a city street at golden hour`,
  `watercolour painting of ${person} in a garden`,
  `comic book illustration of ${person} as an astronaut, dramatic light`,
];

/** What samples show: nothing that the person shown has ruled out, unless they have ruled out all of it. */
function samplePromptsOf(actor: Actor, person: string): string[] {
  const all = limitsOf(actor).realistic ? drawings(person) : photos(person);
  const allowed = all.filter(prompt => !rulesOut(actor, prompt, person));
  return allowed.length > 0 ? allowed : [`portrait of ${person}`];
}
