import type { z } from 'zod';
import { actorSchema } from '../actors/actor.ts';
import { actorIndexes } from '../actors/actor-index.ts';
import { declineIndexes, declineSchema } from '../actors/declines.ts';
import { albumIndexes, albumSchema } from '../albums/album.ts';
import { approvalIndexes, approvalSchema } from '../approvals/approval.ts';
import { entryIndexes, entrySchema, headIndexes, headSchema } from '../audit/entry.ts';
import { sharedKeySchema } from '../credentials/share-identity.ts';
import { digestIndexes, digestSchema } from '../digest/digest-record.ts';
import { cachedImageIndexes, generationIndexes } from '../generation/archive/generation-index.ts';
import { cachedImageSchema, generationSchema } from '../generation/generation.ts';
import { acceptedIndexes } from '../generation/requests/accepted-index.ts';
import { acceptedRequestSchema } from '../generation/requests/accepted-request.ts';
import { forgottenIndexes, forgottenSchema } from '../generation/requests/forgotten.ts';
import { accountPauseSchema } from '../huggingface/account/account-pause.ts';
import { failureIndexes, failureSchema } from '../log/failure-log.ts';
import { guildModelsSchema } from '../models/stored-models.ts';
import { erasureSchema } from '../privacy/erasure.ts';
import { erasureIndexes } from '../privacy/erasure-index.ts';
import { strayMessageIndexes, strayMessageSchema } from '../privacy/stray-messages.ts';
import { quotaDaySchema } from '../quota/quota-day.ts';
import { trainingWeekSchema } from '../quota/training-week.ts';
import { referenceIndexes, referenceSchema } from '../references/reference.ts';
import { safetyEntryIndexes, safetyEntrySchema } from '../safety/safety-entry.ts';
import { memberLanguageIndexes, memberLanguageSchema } from '../settings/member-languages.ts';
import { settingChangeIndexes, settingChangeSchema } from '../settings/setting-change.ts';
import { guildSettingsSchema } from '../settings/settings-service.ts';
import type { FormOfRecords } from '../storage/postgres/form.ts';
import type { Store } from '../storage/store.ts';
import { tombstoneIndexes, tombstoneSchema, trainingJobSchema } from '../training/job/job.ts';
import { jobIndexes } from '../training/job/job-index.ts';

/** What is stored, by its table. */
export const storedRecords: Record<string, FormOfRecords & { schema: z.ZodType }> = {
  accepted_requests: { schema: acceptedRequestSchema, indexes: acceptedIndexes },
  account: { schema: accountPauseSchema },
  actors: { schema: actorSchema, indexes: actorIndexes },
  albums: { schema: albumSchema, indexes: albumIndexes },
  approvals: { schema: approvalSchema, indexes: approvalIndexes },
  audit: { schema: entrySchema, indexes: entryIndexes },
  audit_heads: { schema: headSchema, indexes: headIndexes },
  consent_declines: { schema: declineSchema, indexes: declineIndexes },
  digests: { schema: digestSchema, indexes: digestIndexes },
  erased_jobs: { schema: tombstoneSchema, indexes: tombstoneIndexes },
  erasures: { schema: erasureSchema, indexes: erasureIndexes },
  failures: { schema: failureSchema, indexes: failureIndexes },
  forgotten: { schema: forgottenSchema, indexes: forgottenIndexes },
  generations: { schema: generationSchema, indexes: generationIndexes },
  given_pictures: { schema: referenceSchema, indexes: referenceIndexes },
  guild_models: { schema: guildModelsSchema },
  guild_settings: { schema: guildSettingsSchema },
  image_cache: { schema: cachedImageSchema, indexes: cachedImageIndexes },
  member_languages: { schema: memberLanguageSchema, indexes: memberLanguageIndexes },
  quota_days: { schema: quotaDaySchema },
  safety_log: { schema: safetyEntrySchema, indexes: safetyEntryIndexes },
  setting_changes: { schema: settingChangeSchema, indexes: settingChangeIndexes },
  signing_keys: { schema: sharedKeySchema },
  stray_messages: { schema: strayMessageSchema, indexes: strayMessageIndexes },
  training_jobs: { schema: trainingJobSchema, indexes: jobIndexes },
  training_weeks: { schema: trainingWeekSchema },
};

/** Opens only what is listed above: by that list, processes of two versions know that they don't fit together. */
export const onlyListed = (store: Store): Store => ({
  ...store,
  collection(name, schema, indexes, ...how) {
    const listed = storedRecords[name];
    if (listed?.schema !== (schema as z.ZodType) || listed.indexes?.version !== indexes?.version)
      throw new Error(`${name} is opened in another way than stored-records.ts says`);
    return store.collection(name, schema, indexes, ...how);
  },
});
