import type { Computer } from '../settings/computer.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { WorkKind } from './asked.ts';
import { type Connected, goneAfterMs } from './connected.ts';
import { createLeaderWatch } from './leader-watch.ts';
import { createPresence, type Presence, writtenOf } from './presence.ts';

/** A computer of a server, for its admins. */
export interface ShownWorker
  extends Pick<
    Computer,
    'keyId' | 'name' | 'version' | 'device' | 'memoryBytes' | 'seenAt' | 'isHere' | 'doing'
  > {
  bases: readonly string[];
  kinds: readonly string[];
}

/** What a process knows of the computers of servers. */
export interface Seen extends Pick<Presence, 'heard' | 'draws' | 'backIn' | 'settle' | 'stop'> {
  /** Whether one that is there can do this with the model. Answered from memory. */
  serves(guildId: string, kind: WorkKind, model: string): boolean;
  shown(guildId: string): ShownWorker[];
  /**
   * Where they connect to another process: finds out whether that one has been away for so long that nobody should wait for
   * it, and resolves to that. With a server, only if it has any.
   */
  look(guildId?: string): Promise<boolean>;
}

/** In the process that they connect to. */
export function seenHere(
  needs: Omit<Parameters<typeof createPresence>[0], 'connected'> & { connected: Connected },
): Seen {
  const { connected, line, now } = needs;
  return {
    ...createPresence(needs),
    serves: connected.serves,
    shown: guildId =>
      connected.known(guildId).map(({ id, guildId: _here, forget: _told, ...worker }) => ({
        ...worker,
        isHere: worker.seenAt + goneAfterMs > now(),
        doing: line.heldBy({ keyId: worker.keyId, id }),
      })),
    look: async () => false,
  };
}

/** In another one: as that one has written it down, by whose clock alone it is decided who is there. */
export function seenElsewhere(
  settings: Pick<SettingsService, 'get'>,
  hasLeader: () => Promise<boolean>,
): Seen {
  const leader = createLeaderWatch(hasLeader);
  const all = (guildId: string) => writtenOf(settings.get(guildId));
  const written = (guildId: string) =>
    all(guildId).map(computer => ({
      ...computer,
      isHere: computer.isHere && !leader.isAway(),
    }));
  return {
    serves: (guildId, kind, model) =>
      written(guildId).some(
        ({ isHere, bases, kinds, draws }) =>
          isHere && kinds.includes(kind) && bases.includes(model) && (kind !== 'image' || draws),
      ),
    shown: guildId => written(guildId).sort((a, b) => b.seenAt - a.seenAt),
    draws: guildId => written(guildId).some(({ isHere, draws }) => isHere && draws),
    look: async guildId =>
      guildId === undefined || all(guildId).some(({ isHere }) => isHere) ? leader.look() : false,
    async backIn() {},
    async settle() {},
    heard() {},
    stop: leader.stop,
  };
}
