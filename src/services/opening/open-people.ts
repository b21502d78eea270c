import { actorSchema } from '../actors/actor.ts';
import { actorIndexes } from '../actors/actor-index.ts';
import { createActorsService } from '../actors/actors-service.ts';
import { declineIndexes, declineSchema } from '../actors/declines.ts';
import { createAudit } from '../audit/audit.ts';
import { entryIndexes, entrySchema, headIndexes, headSchema } from '../audit/entry.ts';
import { createFailureLog, failureIndexes, failureSchema } from '../log/failure-log.ts';
import { createFetchAttachment } from '../photos/download-photo.ts';
import { faceOf } from '../photos/known-face.ts';
import { createPhotosService } from '../photos/photos-service.ts';
import { createTrainingWeek, trainingWeekSchema } from '../quota/training-week.ts';
import { createKeptReferences } from '../references/kept-references.ts';
import { referenceIndexes, referenceSchema } from '../references/reference.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../safety/safety-entry.ts';
import { createSafetyService } from '../safety/safety-service.ts';
import {
  createMemberLanguages,
  memberLanguageIndexes,
  memberLanguageSchema,
} from '../settings/member-languages.ts';
import { settingChangeIndexes, settingChangeSchema } from '../settings/setting-change.ts';
import { createSettingsService, guildSettingsSchema } from '../settings/settings-service.ts';
import type { Ground } from './ground.ts';

const attachmentTimeoutMs = 20_000;

/** Who may do what, and who is shown. */
export async function openPeople({
  config,
  store,
  blobs,
  downloads,
  vision,
  decoder,
  outbox,
  now,
  logger,
}: Ground) {
  const settings = await createSettingsService({
    collection: await store.collection('guild_settings', guildSettingsSchema),
    changes: await store.collection('setting_changes', settingChangeSchema, settingChangeIndexes),
    secret: config.DISCORD_TOKEN,
    now,
  });
  const photos = createPhotosService({
    ...{ blobs, decoder, vision, now },
    fetch: createFetchAttachment(downloads, {
      origin: new URL(config.DISCORD_API_URL).origin,
      timeoutMs: attachmentTimeoutMs,
    }),
  });
  const audit = createAudit({
    entries: await store.collection('audit', entrySchema, entryIndexes),
    heads: await store.collection('audit_heads', headSchema, headIndexes),
    now,
  });
  const actors = await createActorsService({
    audit,
    actors: await store.collection('actors', actorSchema, actorIndexes),
    declines: await store.collection('consent_declines', declineSchema, declineIndexes),
    secret: config.DISCORD_TOKEN,
    photos,
    blobs,
    sameFaceRule: guildId => settings.get(guildId).sameFace,
    outsidersRule: guildId => settings.get(guildId).outsiders,
    isShutOut: (guildId, memberId) => settings.limitOf(guildId, memberId) === 0,
    onAsked: () => outbox.consentAsked.put(true),
    onAnswered: (actor, answer, memberId) => outbox.consentAnswered.put({ actor, answer, memberId }),
    onShared: actorId => outbox.shared.put(actorId),
    onFaceRefused: refused => {
      void safety.noteKnownFace(refused);
      outbox.faceRefused.put(refused);
    },
    onFaceAllowed: (actor, adminId) => outbox.faceAllowed.put({ actor, adminId }),
    now,
  });
  const safety = await createSafetyService({
    vision,
    settings,
    log: await store.collection('safety_log', safetyEntrySchema, safetyEntryIndexes),
    async faceOf(actorId) {
      const actor = await actors.byId(actorId);
      return actor && { ...faceOf(actor.photos), name: actor.name, limits: actor.limits };
    },
    now,
    logger,
  });
  const references = await store.collection('given_pictures', referenceSchema, referenceIndexes);
  const given = { references, kept: createKeptReferences({ references, blobs, now }) };
  const trainingWeek = createTrainingWeek({
    collection: await store.collection('training_weeks', trainingWeekSchema),
    secret: config.DISCORD_TOKEN,
    now,
  });
  const failures = createFailureLog({
    collection: await store.collection('failures', failureSchema, failureIndexes),
    now,
    onUnwritten: error => logger.error({ err: error }, 'a failure was not noted for the admins'),
  });
  const languages = createMemberLanguages({
    collection: await store.collection('member_languages', memberLanguageSchema, memberLanguageIndexes),
    now,
    onUnwritten: error => logger.warn({ err: error }, 'what a member speaks was not noted'),
  });
  return { languages, settings, safety, photos, actors, audit, given, trainingWeek, failures };
}

export type People = Awaited<ReturnType<typeof openPeople>>;
