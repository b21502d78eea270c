import { z } from 'zod';
import { sameName } from '../settings/room.ts';
import type { GuildSettings, SettingsService } from '../settings/settings-service.ts';
import { newId } from '../storage/id.ts';
import type { Seal } from '../storage/seal.ts';

/** Characters that a key may be called with. */
export const workerNameMost = 40;

const idSchema = z.string().regex(/^[a-z0-9]{10}$/);

/** Keys with which the computers of a server ask for work: kept with its settings, so that making one is in the log. */
export interface WorkerKeys {
  /** A key that nobody has yet. `text` is shown once, and kept nowhere. */
  fresh(): { id: string; text: string };
  /** The server that a key is for; undefined for one that was never made, or was revoked. */
  guildOf(id: string): string | undefined;
  /** What requests are signed with, as Standard Webhooks writes it. */
  secretOf(id: string): string;
}

/**
 * The secret of a key follows from its id and the bot's own secret, so that a copied database holds none; with another
 * bot token all keys have to be made anew.
 */
export function createWorkerKeys({
  settings,
  seal,
}: {
  settings: Pick<SettingsService, 'all' | 'get'>;
  seal: Pick<Seal, 'sign'>;
}): WorkerKeys {
  const secret = (id: string) => seal.sign(`worker key ${id}`);
  const found = new Map<string, string>();

  return {
    fresh() {
      const id = newId();
      return { id, text: `wk_${id}_${secret(id)}` };
    },
    guildOf(id) {
      if (!idSchema.safeParse(id).success) return undefined;
      const known = found.get(id);
      if (known !== undefined && settings.get(known).workerKeys[id]) return known;
      found.delete(id);
      const has = settings.all().find(({ workerKeys }) => workerKeys[id] !== undefined);
      if (has) found.set(id, has.guildId);
      return has?.guildId;
    },
    secretOf: id => `whsec_${Buffer.from(secret(id), 'base64url').toString('base64')}`,
  };
}

/** For `settings.change`. */
export const withWorkerKey =
  (id: string, key: GuildSettings['workerKeys'][string]) =>
  (current: GuildSettings): GuildSettings => ({
    ...current,
    workerKeys: { ...current.workerKeys, [id]: key },
  });

/** For `settings.change`. */
export const withoutWorkerKey =
  (id: string) =>
  (current: GuildSettings): GuildSettings => {
    const { [id]: _revoked, ...workerKeys } = current.workerKeys;
    return { ...current, workerKeys };
  };

/** The id of the key that an admin calls so. */
export const keyNamed = ({ workerKeys }: GuildSettings, name: string): string | undefined =>
  Object.entries(workerKeys).find(([, key]) => sameName(key.name, name))?.[0];
