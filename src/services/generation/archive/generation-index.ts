import { createHash } from 'node:crypto';
import type { Collection } from '../../storage/collection.ts';
import { eachFound, type Indexes, type Ref, timeRank, type Where } from '../../storage/refs.ts';
import { bandsOf } from '../../vision/looks/look.ts';
import { actorIdsOf, type CachedImage, channelsWith, type Generation } from '../generation.ts';
import { judgedIn } from './likeness-figures.ts';

/** Of an image that its own people alone may see, in the place of a channel. */
const ownOnly = 'private';

const placeOf = (record: Generation): string => (record.private ? ownOnly : channelsWith(record).join('/'));

/** The channels of a place, of which one that is seen is enough. */
export const channelsOf = (place: string): string[] => (place === ownOnly ? [] : place.split('/'));

/** A place in its server, as a member's and an actor's images are tagged with it. */
export const tagOf = (guildId: string, place: string): string => `${guildId} ${place}`;
export function placeIn(tag: string): { guildId: string; place: string } {
  const [guildId = '', place = ''] = tag.split(' ');
  return { guildId, place };
}

/** Whose a generation is, and whom it shows. */
type Owner = 'member' | 'actor' | 'guild';

/** Everything of an owner: what can be seen, and what is emptied and kept only until its messages are gone. */
export const everythingOf = (owner: Owner, id: string): Where[] => [
  { index: owner, value: id },
  { index: 'emptied', value: `${owner} ${id}` },
];

const isEmptied = ({ images, deleted }: Pick<Generation, 'images' | 'deleted'>) =>
  images.length === 0 || deleted;
const when = ({ createdAt }: { createdAt: number }) => ({ rank: timeRank(createdAt) });
const shownIn = (record: Generation) => [...new Set(actorIdsOf(record))];

/** Short enough for the custom_id of a button, whatever the name. */
export const modelKey = (idOrName: string): string =>
  createHash('sha256').update(idOrName.trim().toLowerCase()).digest('base64url').slice(0, 10);

/** Of those with pictures. */
const seen = (of: (record: Generation, tag: string) => Ref[]) => (record: Generation) =>
  isEmptied(record) ? [] : of(record, tagOf(record.guildId, placeOf(record)));

/** By what images are found: who made them, whom they show, where they are, and which pictures they have. */
export const generationIndexes: Indexes<Generation> = {
  version: 4,
  by: {
    favourite: seen((record, tag) =>
      (record.favouriteOf ?? []).map(value => ({ ...when(record), value, tag })),
    ),
    // By its id and by its name, as members type either.
    model: seen((record, tag) =>
      [...new Set([record.settings.model, record.modelName].map(modelKey))].map(value => ({
        ...when(record),
        value,
        tag,
      })),
    ),
    member: seen((record, tag) => [{ ...when(record), value: record.memberId, tag }]),
    actor: seen((record, tag) => shownIn(record).map(value => ({ ...when(record), value, tag }))),
    // How alike they are to whom they show: asked with every image of an actor, so no record is read for it.
    likeness: seen(record =>
      shownIn(record).flatMap(value => {
        const judged = judgedIn(record, value);
        return judged ? [{ ...when(record), value, tag: JSON.stringify(judged) }] : [];
      }),
    ),
    guild: seen(record => [{ ...when(record), value: record.guildId, tag: placeOf(record) }]),
    place: seen((record, tag) => [{ ...when(record), value: tag }]),
    emptied: record =>
      (isEmptied(record)
        ? [
            `member ${record.memberId}`,
            `guild ${record.guildId}`,
            ...shownIn(record).map(id => `actor ${id}`),
          ]
        : []
      ).map(value => ({ ...when(record), value })),
    picture: record =>
      [...new Set(record.images.map(({ sha256 }) => sha256))].map(value => ({ ...when(record), value })),
    untold: record => (record.tell ? [{ ...when(record), value: 'maker' }] : []),
    // Messages of it are still to be removed, or the record itself.
    stale: record =>
      record.stalePosts.length > 0 || record.deleted ? [{ ...when(record), value: 'stale' }] : [],
  },
};

/** By what kept pictures and figures are found: whom they show, what they look like, which have not been asked for longest. */
export const cachedImageIndexes: Indexes<CachedImage> = {
  version: 2,
  by: {
    actor: entry =>
      [...new Set([entry.actorId, entry.actor2Id])].flatMap(value =>
        value === undefined ? [] : [{ ...when(entry), value }],
      ),
    kept: ({ key, sha256, bytes = 0, usedAt, createdAt }) =>
      key !== undefined && sha256
        ? [{ value: 'picture', rank: timeRank(usedAt ?? createdAt), tag: String(bytes) }]
        : [],
    look: ({ key, sha256, look }) =>
      key !== undefined && sha256 && look ? bandsOf(look).map(value => ({ value, rank: look })) : [],
    unseen: ({ key, sha256, look, createdAt }) =>
      key !== undefined && sha256 && look === undefined
        ? [{ value: 'picture', rank: timeRank(createdAt) }]
        : [],
    withheld: entry =>
      entry.key !== undefined && !entry.sha256 ? [{ ...when(entry), value: 'figures' }] : [],
  },
};

/** Answers from the indexes what is asked of all images together. */
export interface GenerationIndex {
  /** Ids of the generations that show the picture, without those that are being erased. */
  showing(sha256: string): Promise<string[]>;
  /** Which of these pictures, by their SHA-256, are shown by a generation. */
  shown(hashes: readonly string[]): Promise<Set<string>>;
  /** The generation is being erased, until the work is done: its pictures are no longer shown by it. */
  without<T>(id: string, work: () => Promise<T>): Promise<T>;
  isLeaving(id: string): boolean;
  /** The servers that images were made in. */
  guildIds(): Promise<Set<string>>;
  /** Ids of the actors and models that the member's last images were made with, the latest first. */
  usedBy(memberId: string): Promise<{ actors: string[]; models: string[] }>;
}

/** So many images say what a member uses. */
const usesLookedAt = 40;

export function createGenerationIndex(
  generations: Pick<Collection<Generation>, 'find' | 'some' | 'known' | 'values'>,
): GenerationIndex {
  const leaving = new Set<string>();
  return {
    async showing(sha256) {
      const ids: string[] = [];
      for await (const page of eachFound(generations, { index: 'picture', value: sha256 })) {
        ids.push(...page.map(({ id }) => id).filter(id => !leaving.has(id)));
      }
      return ids;
    },
    shown: hashes => generations.known('picture', hashes),
    async without(id, work) {
      leaving.add(id);
      try {
        return await work();
      } finally {
        leaving.delete(id);
      }
    },
    isLeaving: id => leaving.has(id),
    async guildIds() {
      const emptied = await generations.values('emptied', 'guild ');
      return new Set([
        ...(await generations.values('guild')),
        ...emptied.map(value => value.slice('guild '.length)),
      ]);
    },
    async usedBy(memberId) {
      const latest = await generations.find({ index: 'member', value: memberId }, { limit: usesLookedAt });
      const records = await generations.some(latest.map(({ id }) => id));
      return {
        actors: [...new Set(records.flatMap(actorIdsOf))],
        models: [...new Set(records.map(({ settings }) => settings.model))],
      };
    },
  };
}
