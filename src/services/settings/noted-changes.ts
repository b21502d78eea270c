import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { newId } from '../storage/id.ts';
import type { ChangeLog } from './change-log.ts';
import { changedParts, requireLatest, type SettingChange, undoMs, withoutParts } from './setting-change.ts';

/** A record that is kept for each server, as the service that stores it changes it. */
export interface Kept<T extends object> {
  /** The fields whose changes are noted; no other record has one of the same name. */
  keys: readonly (keyof T & string)[];
  /** Whether a record can become another, by a change or by taking one back. @throws UserError where it can’t */
  fits?(before: T, after: T): void;
  /** Resolves to the record as stored afterwards. */
  update(guildId: string, change: (current: T) => T): Promise<T>;
}

/** `id` is absent where nothing changed. */
export interface Noted<T> {
  stored: T;
  id?: string;
}

/** Changes a record, noting who changed what, so that it can be undone. @throws what `change` throws; then nothing is changed */
export type Change<T> = (guildId: string, by: string, change: (current: T) => T) => Promise<Noted<T>>;

/** A change that throws where its result does not fit. */
export const fitting =
  <T extends object>(fits: Kept<T>['fits'], how: (current: T) => T) =>
  (current: T): T => {
    const next = how(current);
    fits?.(current, next);
    return next;
  };

export interface NotedChanges {
  of<T extends object>(kept: Kept<T>): Change<T>;
  /** Takes a change back, within ten minutes. @throws UserError gone where that is over, or it changed again since; and what `fits` throws */
  undo(guildId: string, by: string, id: string): Promise<SettingChange>;
}

export function createNotedChanges({
  log,
  inTurn,
  now,
}: {
  log: Pick<ChangeLog, 'add' | 'byId' | 'since'>;
  /** One after another. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  now: () => number;
}): NotedChanges {
  const takesBack = new Map<string, (change: SettingChange) => Promise<unknown>>();
  let latestAt = 0;
  /** No two changes share a moment, so that it shows which came later. */
  function moment(): number {
    latestAt = Math.max(now(), latestAt + 1);
    return latestAt;
  }

  return {
    of<T extends object>({ keys, fits, update }: Kept<T>): Change<T> {
      for (const key of keys)
        takesBack.set(key, ({ guildId, parts }) =>
          update(
            guildId,
            fitting(fits, current => withoutParts(current, parts)),
          ),
        );
      return (guildId, by, change) =>
        inTurn(async () => {
          let before: T | undefined;
          const stored = await update(guildId, current => {
            before = current;
            return fitting(fits, change)(current);
          });
          const parts = before ? changedParts(before, stored, keys) : [];
          if (parts.length === 0) return { stored };
          const id = newId();
          await log.add({ id, guildId, at: moment(), by, parts });
          return { stored, id };
        });
    },

    undo: (guildId, by, id) =>
      inTurn(async () => {
        const change = await log.byId(id);
        if (change?.guildId !== guildId || now() > change.at + undoMs) {
          throw new UserError('gone', said('settings.undoOver'));
        }
        requireLatest(change, await log.since(change));
        // All parts of a change are of one record.
        await takesBack.get(change.parts[0]?.key ?? '')?.(change);
        const parts = change.parts.map(({ before, after, ...part }) => ({
          ...part,
          before: after,
          after: before,
        }));
        const undone = { id: newId(), guildId, at: moment(), by, parts, undoes: id };
        await log.add(undone);
        return undone;
      }),
  };
}
