import { type Actor, type ActorVersion, maxPhotos } from '../../../src/services/actors/actor.ts';
import type { Generation } from '../../../src/services/generation/generation.ts';
import { descriptorOf, photoOf, sightOf } from '../../../src/services/photos/testing/sights.ts';
import { actorOf, generationOf, jobOf } from '../../../src/services/privacy/testing/records.ts';
import type { Modal, View } from '../../../src/views/components.ts';

/** By the name of each exported view or form: what it shows, once for each of its forms, at its longest. */
export type Samples = Record<string, () => (View | Modal)[]>;

/** An id as Discord gives it today. */
export const idOf = (nth: number) => String(1_400_000_000_000_000_000n + BigInt(nth));
export const [guildId, channelId, ana, ben, cleo] = [idOf(1), idOf(2), idOf(11), idOf(12), idOf(13)] as const;
export const now = Date.UTC(2026, 11, 30, 22, 48);
export const sha = (nth: number) => nth.toString(16).padStart(64, '0');

/** The longest name that an actor can have, with dashes, which are escaped. */
export const name = 'Jean-Paul-Luc-Max-Uwe-Kai-Tim-Jo';
/** Words that members write, of which every character is escaped. */
export const marks = (most: number) => '*'.repeat(most);
/** Words as they are written in earnest. */
export const prose = (most: number) => 'a *quiet* harbour at dusk, lanterns, '.repeat(50).slice(0, most);
export const picture = Buffer.from('picture');
export const several = <T>(count: number, make: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => make(nth));

/** A photo with every warning that there is. */
const doubtful = (nth: number) => {
  const [face] = sightOf(nth).faces;
  if (!face) throw new Error('no face');
  const faulty = { ...face, sharpness: 60, contrast: 10, cutOff: true };
  return photoOf(nth, { faces: [faulty, face, face], descriptor: descriptorOf(0, nth, 0.5) });
};
export const goodPhotos = several(maxPhotos, nth => photoOf(nth));
export const doubtfulPhotos = several(maxPhotos, nth => doubtful(nth));

export const versionOf = (number: number, change: Partial<ActorVersion> = {}): ActorVersion => ({
  number,
  jobId: `job${number}`,
  repo: `an-organisation-of-hugging-face/actor-${number}`,
  revision: sha(number).slice(0, 40),
  baseModel: 'stabilityai/stable-diffusion-xl-base-1.0',
  steps: 4_000,
  trainedAt: now,
  standIn: true,
  samples: [sha(1), sha(2)],
  verification: {
    trainer: {
      verdict: 'failed',
      likeness: 0.31,
      likenessNeeded: 0.42,
      reasons: several(4, () => marks(300)),
    },
    own: { passed: false, samples: 12, faces: 8, likeness: 0.22, needed: 0.42 },
  },
  ...change,
});
/** One that passes. */
export const goodVersionOf = (number: number) =>
  versionOf(number, {
    verification: {
      trainer: { verdict: 'passed', likeness: 0.81, likenessNeeded: 0.42, reasons: [] },
      own: { passed: true, samples: 12, faces: 12, likeness: 0.72, needed: 0.42 },
    },
  });

/** With everything that an actor can have. */
export const fullActor = (change: Partial<Actor> = {}): Actor =>
  actorOf('k3v9x2m7qa', {
    guildId,
    name,
    about: marks(300),
    ownerId: ana,
    subjectId: ben,
    visibility: 'chosen',
    chosenMemberIds: several(40, nth => idOf(100 + nth)),
    photos: doubtfulPhotos,
    consent: { state: 'granted', memberId: ben, textVersion: 3, text: prose(1_000), at: now },
    renewal: { textVersion: 4, channelId, askedAt: now },
    limits: {
      ...{ swimwear: true, violence: true, politics: true, others: true, realistic: true, mark: true },
      never: marks(200),
    },
    digest: { every: 'weekly', closedAt: now },
    sameFace: { with: [], waits: false, at: now },
    versions: [...several(11, nth => versionOf(nth + 1)), goodVersionOf(12)],
    activeVersion: 12,
    createdAt: now,
    ...change,
  });
/** Of somebody who is no member of the server. */
export const outsider = (change: Partial<Actor> = {}): Actor => {
  const { subjectId: _member, ...rest } = fullActor();
  const consent = { ...rest.consent, memberId: ana, textVersion: 2, statement: marks(500) };
  return { ...rest, consent, ...change };
};
/** Whose person is being asked. */
export const asked = (actor: Actor): Actor => ({
  ...actor,
  consent: { ...actor.consent, state: 'pending' },
  request: { channelId, expiresAt: now },
});

/** Two actors, who came out unlike in every image. */
export const fullGeneration = (change: Partial<Generation> = {}): Generation => {
  const base = generationOf('h7k2m9x4', sha(1), {
    guildId,
    channelId,
    memberId: ana,
    prompt: marks(1_500),
    actor: { id: 'k3v9x2m7qa', name, version: 12, standIn: true, from: 'trained' },
    actor2: { id: 'b3v9x2m7qb', name },
    modelName: 'Stable Diffusion XL base with a long name',
    request: 'variations',
    style: marks(32),
    tokens: 123_456,
    promptTokens: 400,
    tokensEach: 12_345,
    tokenLimit: 77,
    images: several(4, nth => ({
      sha256: sha(nth),
      seed: 4_294_967_290 - 7 * nth,
      faces: {
        ages: [30, 40],
        actors: ['k3v9x2m7qa', 'b3v9x2m7qb'].map((id, face) => ({ id, face, likeness: 0.21 })),
      },
    })),
    createdAt: now,
  });
  return {
    ...base,
    settings: {
      ...base.settings,
      model: 'an-organisation-of-hugging-face/stable-diffusion-xl-base-1.0',
      prompt: marks(1_700),
      negative: marks(1_000),
      width: 1_216,
      height: 1_216,
      steps: 50,
      guidance: 7.5,
      seed: 4_294_967_290,
      lora: {
        repo: 'an-organisation-of-hugging-face/actor-k3v9x2m7qa',
        revision: sha(3).slice(0, 40),
        scale: 0.85,
      },
      reference: { sha256: sha(5), strength: 0.35 },
      pictures: several(4, nth => sha(nth)),
      marked: true,
    },
    ...change,
  };
};

/** A training in a state, with what it has there at its longest. */
export const fullJob = (state: string, change: Record<string, unknown> = {}) =>
  jobOf('j3v9x2m7qa', 'k3v9x2m7qa', {
    ...{
      guildId,
      channelId,
      requesterId: ana,
      actorName: name,
      state,
      attempt: 3,
      step: 3_999,
      totalSteps: 4_000,
    },
    losses: several(200, nth => ({ step: nth * 20, loss: 0.123_456 })),
    probe: { likeness: 0.6123, best: 0.6301, bestStep: 3_500 },
    ...{
      tokenExpiresAt: now,
      createdAt: now,
      startedAt: now - 9e6,
      startStep: 0,
      lastEventAt: now,
      endedAt: now,
    },
    ...{ etaSeconds: 9_000, version: 12, lost: true, silent: state === 'running' },
    ...{ reason: marks(500), reasonFrom: 'trainer' },
    relay: { repo: 'an-organisation-of-hugging-face/actor-job-j3v9x2m7qa' },
    result: { repo: 'an-organisation-of-hugging-face/actor', revision: sha(1).slice(0, 40), standIn: true },
    ...change,
  });
