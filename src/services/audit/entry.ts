import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** How long entries are kept. */
export const auditDays = 365;
export const dayMs = 86_400_000;

/** What admins and members do about people. Their words are in `views/audit/`. */
export const deeds = [
  'registered',
  'asked',
  'agreed',
  'declined',
  'expired',
  'asked-again',
  'renewed',
  'kept-earlier',
  'photos-changed',
  'shared',
  'limited',
  'approved',
  'refused',
  'lapsed',
  'promoted',
  'face-allowed',
  'exported',
  'never-ask',
  'let-ask',
  'asker-blocked',
  'asker-unblocked',
  'withdrawn',
  'deleted',
  'version-deleted',
  'picture-deleted',
  // By the bot: entries that a deletion emptied, and that what came before is from a backup.
  'emptied',
  'restored',
] as const;
export type Deed = (typeof deeds)[number];

/** The chain of what concerns no server. */
export const everywhere = '@me';

/** Something that was done about a person, before it is in the log. */
export const noteSchema = z.object({
  /** The same note twice is one entry. */
  id: z.string(),
  /** The server, or `everywhere`. */
  chain: z.string(),
  /** ms since 1970. */
  at: z.number(),
  what: z.enum(deeds),
  actor: z.string().optional(),
  /** The member shown, or the one who speaks for somebody outside the server: may read it. */
  person: z.string().optional(),
  /** Who did it; absent where the bot did. */
  by: z.string().optional(),
  /** Another member whom it names: one who was chosen, or who asked for images. */
  member: z.string().optional(),
  /** A level, a number: no name and nothing that a member typed. */
  detail: z.string().optional(),
});
export type Note = z.infer<typeof noteSchema>;

const fieldNames = ['at', 'what', 'actor', 'person', 'by', 'member', 'detail'] as const;
export type Told = Partial<Pick<Note, (typeof fieldNames)[number]>>;

/** A field with the salt of its digest, or the digest alone after it was emptied. */
const fieldSchema = z.union([
  z.strictObject({ salt: z.string(), value: z.union([z.string(), z.number(), z.null()]) }),
  z.strictObject({ digest: z.string() }),
]);

/**
 * One link of a chain. Its hash is over digests of the fields, each with a salt of its own: a field whose value and salt
 * are deleted says nothing any more, and the chain can be checked as before.
 */
export const entrySchema = z.object({
  id: z.string(),
  chain: z.string(),
  /** From 1. */
  seq: z.number().int().positive(),
  /** Days since 1970 (UTC), by which it is kept: when exactly is a field. */
  day: z.number().int(),
  /** The hash of the entry before. */
  prev: z.string(),
  hash: z.string(),
  fields: z.record(z.string(), fieldSchema),
});
export type Entry = z.infer<typeof entrySchema>;

/** The last link of each chain, so that entries missing at its end show. */
export const headSchema = z.object({
  chain: z.string(),
  seq: z.number().int(),
  hash: z.string(),
  /** The latest entries while they are written: a process that is killed meanwhile has not lost them. */
  writing: z.array(entrySchema).optional(),
});
export type Head = z.infer<typeof headSchema>;

/** Finds the chains to which something is being written. */
export const headIndexes: Indexes<Head> = {
  version: 1,
  by: { writing: ({ writing }) => (writing ? [{ value: 'yes', rank: '' }] : []) },
};

const sha256 = (parts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const digestOf = (name: string, field: Entry['fields'][string]): string =>
  'digest' in field ? field.digest : sha256([field.salt, name, field.value]);

export const genesisOf = (chain: string): string => sha256(['audit', 1, chain]);

/** What the hash of an entry has to be. */
export function hashOf({ chain, seq, id, day, prev, fields }: Omit<Entry, 'hash'>): string {
  const digests = Object.keys(fields)
    .sort()
    .map(name => [name, digestOf(name, fields[name] as Entry['fields'][string])]);
  return sha256([chain, seq, id, day, prev, digests]);
}

/** The link that follows. Every entry has every field, so that an emptied one does not tell what it was. */
export function entryAfter({ seq, hash }: Pick<Head, 'seq' | 'hash'>, note: Note): Entry {
  const fields = Object.fromEntries(
    fieldNames.map(name => [
      name,
      { salt: randomBytes(16).toString('base64url'), value: note[name] ?? null },
    ]),
  );
  const { id, chain, at } = note;
  const link = { id, chain, seq: seq + 1, day: Math.floor(at / dayMs), prev: hash, fields };
  return { ...link, hash: hashOf(link) };
}

/** What can still be read of it. */
export function told({ fields }: Pick<Entry, 'fields'>): Told {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      'value' in field && field.value !== null ? [[name, field.value]] : [],
    ),
  );
}

export const isEmptied = ({ fields }: Pick<Entry, 'fields'>): boolean =>
  Object.values(fields).some(field => 'digest' in field);

/** Without what these fields said. */
export function emptied(entry: Entry, which: (name: string) => boolean): Entry {
  const fields = Object.entries(entry.fields).map(([name, field]) => [
    name,
    which(name) ? { digest: digestOf(name, field) } : field,
  ]);
  return { ...entry, fields: Object.fromEntries(fields) };
}

/** Without the member: all of it where they are the person shown, else who they are. */
export function withoutMember(entry: Entry, memberId: string): Entry {
  const known = told(entry);
  return emptied(entry, name => known.person === memberId || known[name as keyof Told] === memberId);
}

const seqRank = (seq: number) => String(seq).padStart(12, '0');

const different = (values: readonly (string | undefined)[]) =>
  [...new Set(values)].filter(value => value !== undefined);

/** By which the log is read, and members are found in it. */
export const entryIndexes: Indexes<Entry> = {
  version: 1,
  by: {
    chain: ({ chain, seq }) => [{ value: chain, rank: seqRank(seq) }],
    actor(entry) {
      const { actor, at = 0 } = told(entry);
      return actor === undefined ? [] : [{ value: actor, rank: timeRank(at) }];
    },
    named(entry) {
      const { person, by, member, at = 0 } = told(entry);
      return different([person, by, member]).map(value => ({
        value,
        rank: timeRank(at),
        tag: entry.chain,
      }));
    },
  },
};
