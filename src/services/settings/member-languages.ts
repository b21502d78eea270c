import { z } from 'zod';
import { type Language, languages } from '../../words/language.ts';
import type { Collection } from '../storage/collection.ts';
import { keepLatest } from '../storage/found-records.ts';
import { type Indexes, timeRank } from '../storage/refs.ts';

const dayMs = 24 * 60 * 60_000;
/** How long a member's language is kept after they last used the bot. */
export const languageDays = 180;
/** So often it is noted that they still use it. */
const againMs = 30 * dayMs;
/** Records, the oldest of which go first. */
const languagesMost = 1_000_000;
/** Members of whom a process remembers what is stored. */
const rememberedMost = 10_000;

/** What a member reads in Discord; only of those who don't read English. */
export const memberLanguageSchema = z.object({
  memberId: z.string(),
  language: z.enum(languages),
  /** When they were heard, to within a month. */
  at: z.number(),
});
export type MemberLanguage = z.infer<typeof memberLanguageSchema>;

const everybody = { index: 'heard', value: 'all' };

/** By what records are found. */
export const memberLanguageIndexes: Indexes<MemberLanguage> = {
  version: 1,
  by: { [everybody.index]: ({ at }) => [{ value: everybody.value, rank: timeRank(at) }] },
};

/** The languages of members, for messages that answer nothing, also after a restart and from another process. */
export interface MemberLanguages {
  /** Returns at once. */
  note(memberId: string, language: Language): void;
  /** English where nothing is known. */
  of(memberId: string): Promise<Language>;
  /** For their export. */
  ofMember(memberId: string): Promise<MemberLanguage | undefined>;
  forgetMember(memberId: string): Promise<void>;
  prune(): Promise<void>;
}

export function createMemberLanguages({
  collection,
  now,
  onUnwritten = () => {},
}: {
  /** Opened with `memberLanguageIndexes`. */
  collection: Pick<Collection<MemberLanguage>, 'get' | 'update' | 'delete' | 'find' | 'some' | 'values'>;
  now: () => number;
  onUnwritten?: (error: unknown) => void;
}): MemberLanguages {
  /** What was noted, and when: most of what is heard changes nothing. */
  const noted = new Map<string, { language: Language; at: number }>();
  const writing = new Set<Promise<void>>();
  const written = () => Promise.all(writing);

  async function store(memberId: string, language: Language, at: number): Promise<void> {
    if (language === 'en') {
      if (await collection.get(memberId)) await collection.delete(memberId);
      return;
    }
    await collection.update(memberId, current =>
      current?.language === language && current.at > at - againMs ? undefined : { memberId, language, at },
    );
  }

  return {
    note(memberId, language) {
      const before = noted.get(memberId);
      const at = now();
      if (before?.language === language && before.at > at - againMs) return;
      noted.delete(memberId);
      noted.set(memberId, { language, at });
      const [oldest] = noted.keys();
      if (noted.size > rememberedMost && oldest !== undefined) noted.delete(oldest);
      const write = store(memberId, language, at)
        .catch(error => {
          noted.delete(memberId);
          onUnwritten(error);
        })
        .finally(() => writing.delete(write));
      writing.add(write);
    },
    async of(memberId) {
      await written();
      return (await collection.get(memberId))?.language ?? 'en';
    },
    async ofMember(memberId) {
      await written();
      return collection.get(memberId);
    },
    async forgetMember(memberId) {
      await written();
      noted.delete(memberId);
      await collection.delete(memberId);
    },
    async prune() {
      await written();
      await keepLatest(collection, everybody, { until: now() - languageDays * dayMs, most: languagesMost });
    },
  };
}
