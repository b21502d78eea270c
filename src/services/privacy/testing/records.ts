import type { Actor } from '../../actors/actor.ts';
import { type Generation, generationSchema } from '../../generation/generation.ts';
import { type TrainingJob, trainingJobSchema } from '../../training/job/job.ts';

export const guildId = '900000000000000001';
export const otherGuildId = '900000000000000002';
export const channelId = '900000000000000003';
export const ana = '900000000000000011';
export const ben = '900000000000000012';
export const cleo = '900000000000000013';
export const start = Date.UTC(2026, 2, 29, 12);

/** A number that stands for a face, and is found again wherever it was written. */
export const faceNumber = 0.987123456789;

/** Records of one kind each, made so that tests can tell what is whose. */
export function actorOf(id: string, change: Partial<Actor> = {}): Actor {
  return {
    id,
    guildId,
    name: `Name of ${id}`,
    ownerId: ana,
    subjectId: ana,
    visibility: 'owner',
    chosenMemberIds: [],
    photos: [],
    consent: { state: 'granted', memberId: ana, textVersion: 2, text: 'I agree.', at: start },
    triggerWord: `ohwx${id.slice(0, 5)}`,
    posts: [],
    versions: [],
    createdAt: start,
    ...change,
  };
}

export function generationOf(id: string, sha256: string, change: Partial<Generation> = {}): Generation {
  return generationSchema.parse({
    id,
    guildId,
    channelId,
    memberId: ana,
    prompt: `prompt of ${id}`,
    shape: 'square',
    modelName: 'A model',
    settings: {
      model: 'a/model',
      modelRevision: 'a'.repeat(40),
      prompt: `prompt of ${id}`,
      width: 512,
      height: 512,
      steps: 4,
      guidance: 0,
      seed: 1,
    },
    private: false,
    images: [{ sha256, seed: 1 }],
    posts: [{ channelId, messageId: `message-of-${id}` }],
    cached: 0,
    tokens: 5,
    promptTokens: 5,
    createdAt: start,
    deleted: false,
    ...change,
  });
}

export const photosOfSolo = 'studio/actor-job-solo-job';

export function jobOf(id: string, actorId: string, change: Record<string, unknown> = {}): TrainingJob {
  return trainingJobSchema.parse({
    id,
    guildId,
    channelId,
    requesterId: ana,
    actorId,
    actorName: `Name of ${actorId}`,
    state: 'running',
    backend: 'colab',
    leftovers: {},
    attempt: 1,
    tokenHash: 'x'.repeat(64),
    tokenExpiresAt: start + 3_600_000,
    eventsSeen: [],
    lastSeq: 1,
    step: 1,
    totalSteps: 10,
    losses: [],
    images: [],
    spec: {
      actorName: `Name of ${actorId}`,
      triggerWord: 'ohwx',
      baseModel: 'a/base',
      steps: 10,
      resolution: 512,
      rank: 16,
      learningRate: 1e-4,
      seed: 1,
      repo: `studio/actor-${actorId}-lora`,
      branch: `job-${id}`,
      instancePrompt: 'photo',
      samplePrompts: [],
      consentNote: '',
    },
    samples: [],
    createdAt: start,
    // Of these, the schema keeps what belongs to the state.
    ...{ startedAt: start, lastEventAt: start, endedAt: start, version: 1 },
    result: { repo: `studio/actor-${actorId}-lora`, revision: 'a'.repeat(40), standIn: false },
    ...change,
  });
}
