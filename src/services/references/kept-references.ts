import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { recordsFound } from '../storage/found-records.ts';
import { eachFound, timeRank, type Where } from '../storage/refs.ts';
import { isKept, lacksStatement, type Reference } from './reference.ts';

type Owner = Pick<Reference, 'guildId' | 'memberId'>;

/** The pictures that members gave, until they expire or somebody they concern is erased. */
export interface KeptReferences {
  /** One of this member's, in this server. @throws UserError gone */
  byId(id: string, owner: Owner): Promise<Reference>;
  /** The same by its picture; undefined if they gave none like it. */
  ofPicture(sha256: string, owner: Owner): Promise<Reference | undefined>;
  /** Notes how those agreed who are in it. @throws UserError gone */
  state(id: string, owner: Owner, text: string): Promise<Reference>;
  /** All that a member gave, for their export. */
  ofMember(memberId: string): Promise<Reference[]>;
  /** Which of these pictures, by their SHA-256, are kept for one of them. */
  inUse(hashes: readonly string[]): Promise<Set<string>>;
  /** The servers in which some were given. */
  guildIds(): Promise<Set<string>>;
  forgetMember(memberId: string, guildId?: string): Promise<void>;
  forgetActor(actorId: string): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  /** Deletes what has expired. */
  prune(): Promise<void>;
}

const gone = () => new UserError('gone', said('references.gone'));

export function createKeptReferences({
  references,
  blobs,
  now,
}: {
  /** Opened with `referenceIndexes`. */
  references: Collection<Reference>;
  blobs: Pick<Blobs, 'delete'>;
  now: () => number;
}): KeptReferences {
  async function forget(where: Where, below?: string): Promise<void> {
    for await (const page of eachFound(references, where, below === undefined ? {} : { below })) {
      for (const { id, sha256, ours } of await references.some(page.map(one => one.id))) {
        // First, so that a process that is killed in between leaves a record that leads to it.
        if (!ours && (await references.count({ index: 'copy', value: sha256 })) < 2)
          await blobs.delete(sha256);
        await references.delete(id);
      }
    }
  }

  const isTheirs = (reference: Reference, { guildId, memberId }: Owner) =>
    reference.guildId === guildId && reference.memberId === memberId && isKept(reference, now());

  async function byId(id: string, owner: Owner): Promise<Reference> {
    const found = await references.get(id);
    if (!found || !isTheirs(found, owner)) throw gone();
    return found;
  }

  return {
    byId,

    async ofPicture(sha256, owner) {
      for await (const page of eachFound(references, { index: 'picture', value: sha256 })) {
        const found = await references.some(page.map(({ id }) => id));
        const theirs = found.filter(one => isTheirs(one, owner));
        const ready = theirs.find(one => !lacksStatement(one)) ?? theirs[0];
        if (ready) return ready;
      }
      return undefined;
    },

    async state(id, owner, text) {
      await byId(id, owner);
      const stated = await references.update(
        id,
        current => current && { ...current, statement: { text, at: now() } },
      );
      if (!stated) throw gone();
      return stated;
    },

    ofMember: memberId => recordsFound(references, { index: 'member', value: memberId }),

    inUse: hashes => references.known('copy', hashes),
    guildIds: async () => new Set(await references.values('guild')),

    forgetMember: (memberId, guildId) =>
      forget({ index: 'member', value: memberId, ...(guildId === undefined ? {} : { tags: [guildId] }) }),
    forgetActor: actorId => forget({ index: 'actor', value: actorId }),
    forgetGuild: guildId => forget({ index: 'guild', value: guildId }),
    prune: () => forget({ index: 'ends', value: 'ends' }, timeRank(now() + 1)),
  };
}
