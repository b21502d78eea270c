import type { z } from 'zod';
import { actorSchema } from '../../services/actors/actor.ts';
import { declineSchema } from '../../services/actors/declines.ts';
import { albumSchema } from '../../services/albums/album.ts';
import { approvalSchema } from '../../services/approvals/approval.ts';
import { entrySchema, headSchema } from '../../services/audit/entry.ts';
import { digestSchema } from '../../services/digest/digest-record.ts';
import { cachedImageSchema, generationSchema } from '../../services/generation/generation.ts';
import { acceptedRequestSchema } from '../../services/generation/requests/accepted-request.ts';
import { forgottenSchema } from '../../services/generation/requests/forgotten.ts';
import { accountPauseSchema } from '../../services/huggingface/account/account-pause.ts';
import { failureSchema } from '../../services/log/failure-log.ts';
import { guildModelsSchema } from '../../services/models/stored-models.ts';
import { erasureSchema } from '../../services/privacy/erasure.ts';
import { strayMessageSchema } from '../../services/privacy/stray-messages.ts';
import { quotaDaySchema } from '../../services/quota/quota-day.ts';
import { trainingWeekSchema } from '../../services/quota/training-week.ts';
import { referenceSchema } from '../../services/references/reference.ts';
import { safetyEntrySchema } from '../../services/safety/safety-entry.ts';
import { memberLanguageSchema } from '../../services/settings/member-languages.ts';
import { settingChangeSchema } from '../../services/settings/setting-change.ts';
import { guildSettingsSchema } from '../../services/settings/settings-service.ts';
import { type DatabaseFile, recordTables } from '../../services/storage/database-file.ts';
import { deserialize } from '../../services/storage/serializing.ts';
import { tombstoneSchema, trainingJobSchema } from '../../services/training/job/job.ts';

/** What is stored, by its table. */
export const recordSchemas: Record<string, z.ZodType> = {
  accepted_requests: acceptedRequestSchema,
  account: accountPauseSchema,
  actors: actorSchema,
  albums: albumSchema,
  approvals: approvalSchema,
  audit: entrySchema,
  audit_heads: headSchema,
  consent_declines: declineSchema,
  digests: digestSchema,
  erased_jobs: tombstoneSchema,
  erasures: erasureSchema,
  failures: failureSchema,
  forgotten: forgottenSchema,
  generations: generationSchema,
  given_pictures: referenceSchema,
  guild_models: guildModelsSchema,
  guild_settings: guildSettingsSchema,
  image_cache: cachedImageSchema,
  member_languages: memberLanguageSchema,
  quota_days: quotaDaySchema,
  safety_log: safetyEntrySchema,
  setting_changes: settingChangeSchema,
  stray_messages: strayMessageSchema,
  training_jobs: trainingJobSchema,
  training_weeks: trainingWeekSchema,
};

export interface Row {
  table: string;
  key: string;
  text: string;
  /** As the bot reads it; undefined where it cannot, or does not know the table. */
  record: unknown;
  /** Why it cannot; undefined where nothing is wrong. */
  fault: string | undefined;
}

const rowsAtOnce = 500;

/**
 * Every record, some at a time, each compared with its schema. Those of a table that this bot does not know, since a
 * newer one made it, come as they are: their pictures are in use, too.
 */
export async function* eachRow({ query }: DatabaseFile): AsyncIterable<Row> {
  for (const table of await recordTables(query)) {
    const schema = recordSchemas[table];
    for (let after = 0; ; ) {
      const rows = (await query(
        `SELECT rowid AS at, key, CAST(value AS TEXT) AS value FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
        after,
      )) as { at: number; key: string; value: string | null }[];
      for (const { key, value } of rows)
        yield { table, key, text: value ?? '', ...(schema ? read(schema, value ?? '') : unknown) };
      if (rows.length < rowsAtOnce) break;
      after = rows.at(-1)?.at ?? 0;
    }
  }
}

const unknown = { record: undefined, fault: undefined };

function read(schema: z.ZodType, text: string): Pick<Row, 'record' | 'fault'> {
  try {
    const parsed = schema.safeParse((deserialize(text) as { value?: unknown } | undefined)?.value);
    if (parsed.success) return { record: parsed.data, fault: undefined };
    const [first] = parsed.error.issues;
    return { record: undefined, fault: `${first?.path.join('.') || 'all of it'}: ${first?.message}` };
  } catch {
    return { record: undefined, fault: 'it is not JSON' };
  }
}
