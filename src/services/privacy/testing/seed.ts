import { actorSchema } from '../../actors/actor.ts';
import { actorCollections } from '../../actors/testing/actor-collections.ts';
import { albumIndexes, albumSchema } from '../../albums/album.ts';
import { type Approval, approvalIndexes, approvalLifeMs, approvalSchema } from '../../approvals/approval.ts';
import { digestIndexes, digestSchema } from '../../digest/digest-record.ts';
import { cachedImageIndexes, generationIndexes } from '../../generation/archive/generation-index.ts';
import { cachedImageSchema, cacheKey, generationSchema } from '../../generation/generation.ts';
import { guildModelsSchema } from '../../models/stored-models.ts';
import { quotaDaySchema } from '../../quota/quota-day.ts';
import { referenceIndexes, referenceSchema } from '../../references/reference.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../../safety/safety-entry.ts';
import { memberLanguageIndexes, memberLanguageSchema } from '../../settings/member-languages.ts';
import { guildSettingsSchema } from '../../settings/settings-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Store } from '../../storage/store.ts';
import { tombstoneSchema, trainingJobSchema } from '../../training/job/job.ts';
import { erasureSchema } from '../erasure.ts';
import type { Outside } from './outside-world.ts';
import {
  actorOf,
  ana,
  ben,
  channelId,
  cleo,
  faceNumber,
  generationOf,
  guildId,
  jobOf,
  otherGuildId,
  photosOfSolo,
  start,
} from './records.ts';

/**
 * A store with what Ana, Ben and Cleo did in two servers. Everything of Ana, who is shown in `nova` and `solo`, is
 * among it in every kind of record; `kept` of Cleo shares a photo and an image with what is Ana's.
 */
export async function seed(store: Store, blobs: Blobs, outside: Outside) {
  const put = (words: string) => blobs.put(Buffer.from(`bytes of ${words} `.repeat(50)));
  const sight = {
    faces: [],
    descriptor: Array.from({ length: 128 }, () => faceNumber),
    phash: '0123456789abcdef',
    brightness: 100,
    contrast: 50,
    turned: 0 as const,
    explicit: 0,
  };
  const photo = async (words: string) => ({
    sha256: await put(words),
    width: 512,
    height: 512,
    addedAt: start,
    accepted: false,
    sight,
  });
  const version = async (actorId: string, jobId: string) => ({
    number: 1,
    jobId,
    repo: `studio/actor-${actorId}-lora`,
    revision: 'b'.repeat(40),
    baseModel: 'a/base',
    steps: 10,
    trainedAt: start,
    standIn: true,
    samples: [await put(`sample of ${actorId}`)],
  });
  const shared = await photo('shared photo');
  const sharedImage = await put('shared image');

  const actors = await store.collection('actors', actorSchema);
  const nova = actorOf('nova', {
    ownerId: ben,
    visibility: 'chosen',
    chosenMemberIds: [ben, cleo],
    photos: [await photo('nova one'), await photo('nova two'), shared],
    posts: [],
    versions: [await version('nova', 'nova-job')],
    activeVersion: 1,
  });
  const solo = actorOf('solo', {
    guildId: otherGuildId,
    photos: [await photo('solo one')],
    consent: { state: 'pending', memberId: ana, textVersion: 2, text: 'I agree.' },
    request: {
      channelId,
      expiresAt: start + 1e9,
      posted: { channelId, messageId: 'message-of-request' },
    },
  });
  const kept = actorOf('kept', {
    guildId: otherGuildId,
    ownerId: cleo,
    subjectId: cleo,
    visibility: 'chosen',
    chosenMemberIds: [ana, ben],
    photos: [{ ...shared, sight: { ...sight, descriptor: sight.descriptor.map(() => 0.5) } }],
    consent: { state: 'granted', memberId: cleo, textVersion: 2, text: 'I agree.', at: start },
  });
  const { subjectId: _nobody, ...outsider } = actorOf('outsider', {
    ownerId: cleo,
    // An admin approved: Ana.
    consent: { state: 'granted', memberId: ana, textVersion: 1, text: 'They agree.', at: start },
  });
  for (const actor of [nova, solo, kept, outsider]) await actors.put(actor.id, actor);

  const generations = await store.collection('generations', generationSchema, generationIndexes);
  const castOf = (id: string) => ({ id, name: `Name of ${id}`, version: 1, standIn: true });
  const made = [
    generationOf('by-ben-of-nova', await put('ben of nova'), { memberId: ben, actor: castOf('nova') }),
    generationOf('by-ana', sharedImage, { guildId: otherGuildId }),
    generationOf('by-ana-private', await put('private'), { private: true, posts: [] }),
    generationOf('by-cleo', sharedImage, {
      ...{ guildId: otherGuildId, memberId: cleo },
      favouriteOf: [ana, ben],
    }),
  ].map(one => ({
    ...one,
    // One picture is given to everybody who asks for the same.
    settings: one.images[0]?.sha256 === sharedImage ? { ...one.settings, prompt: 'the same' } : one.settings,
  }));
  const cache = await store.collection('image_cache', cachedImageSchema, cachedImageIndexes);
  for (const one of made) {
    await generations.put(one.id, one);
    const key = cacheKey(one.settings);
    const sha256 = one.images[0]?.sha256 ?? '';
    await cache.put(key, { key, sha256, createdAt: start, ...(one.actor ? { actorId: one.actor.id } : {}) });
    for (const { messageId } of one.posts) outside.messages.add(messageId);
  }
  await cache.put('withheld', {
    key: 'withheld',
    actorId: 'nova',
    nudity: { explicit: 1, suggestive: 1 },
    createdAt: start,
  });

  const jobs = await store.collection('training_jobs', trainingJobSchema);
  for (const job of [
    jobOf('nova-job', 'nova', {
      requesterId: ben,
      state: 'succeeded',
      shown: 'succeeded',
      samples: [{ sha256: nova.versions[0]?.samples[0] ?? '', prompt: 'p' }],
      message: { channelId, messageId: 'message-of-progress' },
      endMessage: { channelId, messageId: 'message-of-end' },
      version: 1,
    }),
    // On its way over the hub: its photos lie there.
    jobOf('solo-job', 'solo', { guildId: otherGuildId, leftovers: { photoRepo: photosOfSolo } }),
    jobOf('kept-job', 'kept', {
      guildId: otherGuildId,
      requesterId: cleo,
      state: 'cancelled',
      shown: 'cancelled',
      cancelledBy: ana,
    }),
  ]) {
    await jobs.put(job.id, job);
  }
  for (const messageId of ['message-of-progress', 'message-of-end', 'message-of-request'])
    outside.messages.add(messageId);
  for (const id of ['nova', 'solo', 'kept']) outside.repos.add(`studio/actor-${id}-lora`);
  outside.repos.add(photosOfSolo);

  const languages = await store.collection('member_languages', memberLanguageSchema, memberLanguageIndexes);
  for (const memberId of [ana, cleo]) await languages.put(memberId, { memberId, language: 'de', at: start });
  const days = await store.collection('quota_days', quotaDaySchema);
  for (const day of ['2026-03-28', '2026-03-29']) {
    await days.put(day, {
      day,
      committed: 50,
      unknown: 0,
      reserved: {},
      ...{ micros: 0, machineMicros: 0, machines: {} },
      byMember: { [ana]: 30, [cleo]: 20 },
      pictures: 5,
      byGuild: {
        [guildId]: { [ana]: { tokens: 30, pictures: 3 } },
        [otherGuildId]: { [cleo]: { tokens: 20, pictures: 2 } },
      },
    });
  }
  const { audit } = await actorCollections(store, () => start);
  const deeds = [
    { actor: 'nova', person: ana, by: ben, what: 'registered' },
    { actor: 'nova', person: ana, by: ana, what: 'agreed' },
    { actor: 'nova', person: ana, by: ana, what: 'shared', member: cleo, detail: 'added' },
    // Of somebody else: what Ana did there, and that she was chosen.
    { actor: 'outsider', person: cleo, by: cleo, what: 'registered' },
    { actor: 'outsider', person: cleo, by: ana, what: 'agreed' },
    { actor: 'kept', person: cleo, by: cleo, what: 'shared', member: ana, detail: 'added' },
  ] as const;
  await audit.add(
    deeds.map((deed, nth) => ({
      ...deed,
      id: `deed-${nth}`,
      chain: deed.actor === 'kept' ? otherGuildId : guildId,
      at: start,
    })),
  );
  const given = await store.collection('given_pictures', referenceSchema, referenceIndexes);
  for (const [id, memberId, actorIds] of [
    ['given-by-ana', ana, ['kept']],
    ['given-by-ben', ben, ['nova']],
    ['given-by-cleo', cleo, ['kept']],
  ] as const) {
    await given.put(id, {
      ...{ id, guildId: otherGuildId, memberId, actorIds: [...actorIds], strangers: 0 },
      sha256: await put(id),
      // None ends while a test lets time pass.
      givenAt: Date.UTC(2100, 0),
    });
  }
  const approvals = await store.collection('approvals', approvalSchema, approvalIndexes);
  for (const [id, memberId, askedId, actorId] of [
    ['ask-by-ben', ben, ana, 'nova'],
    ['ask-by-ana', ana, cleo, 'kept'],
    ['ask-of-cleo', ben, cleo, 'kept'],
  ] as const) {
    const approval: Approval = {
      id,
      request: {
        ...{ guildId: actorId === 'nova' ? guildId : otherGuildId, channelId, memberId, actor: actorId },
        prompt: `prompt of ${id}`,
      },
      asked: [
        {
          memberId: askedId,
          actors: [{ id: actorId, name: `Name of ${actorId}` }],
          post: { channelId, messageId: `message-of-${id}` },
        },
      ],
      askedAt: start,
      expiresAt: start + approvalLifeMs,
    };
    await approvals.put(id, approval);
    outside.messages.add(`message-of-${id}`);
  }
  const digests = await store.collection('digests', digestSchema, digestIndexes);
  for (const [actorId, image, of] of [
    ['nova', 'by-ben-of-nova', guildId],
    ['kept', 'by-cleo', otherGuildId],
  ] as const) {
    const id = `digest-of-${actorId}`;
    await digests.put(id, {
      ...{ id, actorId, guildId: of, shown: [image], total: 1 },
      ...{ from: start - 1, to: start, post: { channelId, messageId: `message-of-${id}` } },
    });
    outside.messages.add(`message-of-${id}`);
  }
  const albums = await store.collection('albums', albumSchema, albumIndexes);
  for (const [memberId, name, images] of [
    [ana, 'ana', ['by-ana', 'by-ana-private']],
    [ben, 'ben', ['by-ana']],
  ] as const) {
    const id = `album-of-${name}`;
    await albums.put(id, {
      ...{ id, guildId, memberId, name: 'Best', images: [...images], createdAt: start },
      shown: [
        {
          ...{ id: `shown-${id}`, channelId, placeId: channelId, adultChannel: false, at: start },
          ...{ images: [...images], messageId: `message-of-${id}` },
        },
      ],
    });
    outside.messages.add(`message-of-${id}`);
  }
  const safetyLog = await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes);
  for (const [id, memberId, actorId] of [
    ['entry-ana', ana, 'kept'],
    ['entry-ben', ben, 'nova'],
    ['entry-cleo', cleo, 'kept'],
  ] as const) {
    await safetyLog.put(id, {
      ...{ id, guildId, memberId, actorId },
      at: start,
      where: 'prompt',
      rule: 'actor-sexual',
    });
  }
  const settings = await store.collection('guild_settings', guildSettingsSchema);
  for (const id of [guildId, otherGuildId])
    await settings.put(
      id,
      guildSettingsSchema.parse({ guildId: id, blockedWords: ['word'], memberLimits: { [ana]: 500 } }),
    );
  const models = await store.collection('guild_models', guildModelsSchema);
  for (const id of [guildId, otherGuildId])
    await models.put(id, guildModelsSchema.parse({ guildId: id, hidden: ['Qwen/Qwen-Image'] }));
  return { shared: shared.sha256, sharedImage };
}

/** Everything that is stored, by collection. */
export async function contentsOf(store: Store): Promise<Record<string, unknown[]>> {
  const schemas = {
    actors: actorSchema,
    generations: generationSchema,
    image_cache: cachedImageSchema,
    training_jobs: trainingJobSchema,
    training_tombstones: tombstoneSchema,
    quota_days: quotaDaySchema,
    given_pictures: referenceSchema,
    approvals: approvalSchema,
    albums: albumSchema,
    digests: digestSchema,
    safety_log: safetyEntrySchema,
    member_languages: memberLanguageSchema,
    guild_settings: guildSettingsSchema,
    guild_models: guildModelsSchema,
    erasures: erasureSchema,
  };
  const contents: Record<string, unknown[]> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const records = await (await store.collection(name, schema)).all();
    contents[name] = records.map(record => JSON.stringify(record)).sort();
  }
  return contents;
}
