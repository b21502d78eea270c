import { z } from 'zod';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** Characters of a name. */
export const albumNameMost = 40;

/** A message that shows images of an album. */
export const shownAlbumSchema = z.object({
  id: z.string(),
  channelId: z.string(),
  /** The channel whose rules count: of a thread, the one that it belongs to. */
  placeId: z.string(),
  /** Whether Discord restricts it to adults. */
  adultChannel: z.boolean(),
  /** The images that it shows, by their requests. */
  images: z.array(z.string()),
  /** When it was asked for. */
  at: z.number(),
  /** Absent until it was sent. */
  messageId: z.string().optional(),
});
export type ShownAlbum = z.infer<typeof shownAlbumSchema>;

/** Images that a member put together, and where they showed them. */
export const albumSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  memberId: z.string(),
  name: z.string(),
  /** By their requests, in the order in which they were put in. */
  images: z.array(z.string()),
  shown: z.array(shownAlbumSchema).default([]),
  createdAt: z.number(),
  /** Images that were about to be deleted: a killed process may have left them here, and in the messages. */
  leaving: z.array(z.string()).optional(),
  /** Its messages have to be drawn anew, or, with `deleted`, to go: what came last that they may not show yet. */
  changed: z.string().optional(),
  deleted: z.literal(true).optional(),
});
export type Album = z.infer<typeof albumSchema>;

const isDue = ({ leaving = [], changed, deleted, shown }: Album) =>
  leaving.length > 0 || changed || deleted || shown.some(({ messageId }) => messageId === undefined);

export const albumIndexes: Indexes<Album> = {
  version: 1,
  by: {
    member: ({ memberId, createdAt }) => [{ value: memberId, rank: timeRank(createdAt) }],
    guild: ({ guildId, createdAt }) => [{ value: guildId, rank: timeRank(createdAt) }],
    image: ({ images, shown }) =>
      [...new Set([...images, ...shown.flatMap(one => one.images)])].map(value => ({ value, rank: '' })),
    shown: ({ shown }) => shown.map(({ id }) => ({ value: id, rank: '' })),
    due: album => (isDue(album) ? [{ value: 'due', rank: '' }] : []),
  },
};
