import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Where } from '../storage/refs.ts';
import { mayAskFor, mustAsk, principalOf } from './access.ts';
import { type Actor, type ActorVersion, waitsForAdmin } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import {
  type ActorCard,
  jobOf,
  ofGuild,
  readCard,
  spokenFor,
  theirs,
  usable,
  visible,
  weightsOf,
  withName,
} from './actor-index.ts';
import { folded } from './names.ts';

/** Among which actors of a server a name is looked for: those that the member may use or see, or their own. */
export type Among = 'usable' | 'visible' | 'theirs';

/** Finds actors, for members and for the bot's own work. */
export interface ActorLookups {
  /** @throws UserError not-found if there is none or the member may not see it. */
  find(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** @throws UserError not-found | consent-needed | not-allowed */
  usable(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** The same, also if the person shown has to approve each request. @throws UserError not-found | consent-needed | not-allowed */
  askable(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** By id, without access checks: for the bot's own work. */
  byId(id: string): Promise<Actor | undefined>;
  /** The same for several. */
  byIds(ids: readonly string[]): Promise<Actor[]>;
  /** Those that the member registered or is shown in, in all servers or in one. */
  ofMember(memberId: string, guildId?: string): Promise<Actor[]>;
  /** Everything of a server, without access checks: for the bot's own work. */
  ofGuild(guildId: string): Promise<Actor[]>;
  /** Those that the member was chosen to use. */
  chosenFor(memberId: string): Promise<Actor[]>;
  /** By id or name in a server, without access checks: for commands of admins. */
  candidates(guildId: string, idOrName: string): Promise<Actor[]>;
  /** Names of those that still exist, by their ids. */
  namesOf(guildId: string, ids: readonly string[]): Promise<Map<string, string>>;
  /** Ids of the actors that the member speaks for, in all servers. */
  spokenFor(memberId: string): Promise<string[]>;
  /** One that the member speaks for, by id or name, in all servers. */
  findSpokenFor(memberId: string, idOrName: string): Promise<Actor | undefined>;
  /** Which of these pictures, by their SHA-256, are photos or samples of an actor. */
  picturesInUse(hashes: readonly string[]): Promise<Set<string>>;
  /** The servers that have actors. */
  guildIds(): Promise<Set<string>>;
  /** The version that a training made, or that has its weights there. */
  withVersion(
    wanted: Pick<ActorVersion, 'jobId'> | Pick<ActorVersion, 'repo' | 'revision'>,
  ): Promise<{ actor: Actor; version: ActorVersion } | undefined>;
  /** The first actors that the member may see, by name, and how many there are. */
  list(guildId: string, memberId: string): Promise<{ first: Actor[]; count: number }>;
  /** The best matches for `typed` first, at most 25. */
  suggest(
    guildId: string,
    memberId: string,
    typed: string,
    options?: {
      /** Ids of those to list first. */
      first?: readonly string[];
      /** By default those that the member may use. */
      among?: Among;
      /** Which of them. */
      which?: (card: ActorCard) => boolean;
    },
  ): Promise<ActorCard[]>;
  /** The same among all actors of a server, for its admins. */
  suggestToAdmins(guildId: string, typed: string): Promise<ActorCard[]>;
  /** The same among those that the member speaks for, in all servers. */
  suggestSpokenFor(memberId: string, typed: string): Promise<ActorCard[]>;
  /** An actor that the member may use and that is named in the words. */
  namedIn(guildId: string, memberId: string, words: string): Promise<ActorCard | undefined>;
  /** Names of a server’s actors that the words contain, whoever may see them: for what must not leave the bot. */
  allNamedIn(guildId: string, words: string): Promise<string[]>;
}

/** As many as Discord shows. */
const suggestedMost = 25;
/** More than one message has room for. */
const listedMost = 100;
/** How much of a prompt is searched for names. */
const wordsLookedAt = 300;

/** @throws UserError consent-needed | not-allowed */
function requireAskable(actor: Actor, memberId: string): void {
  if (actor.consent.state !== 'granted') {
    throw new UserError(
      'consent-needed',
      actor.subjectId === memberId ? said('actors.youHaveNotAgreed') : said('actors.notAgreed'),
    );
  }
  if (waitsForAdmin(actor)) {
    throw new UserError('face-known', said('actors.faceWaits'));
  }
  if (!mayAskFor(actor, memberId)) {
    throw new UserError('not-allowed', said('actors.notShared'));
  }
}

/** @throws UserError consent-needed | not-allowed */
function requireUsable(actor: Actor, memberId: string): void {
  requireAskable(actor, memberId);
  if (!mustAsk(actor, memberId)) return;
  throw new UserError('not-allowed', said('actors.onlyAsk'));
}

/** Runs of one to three words, the longest first: an actor's name may have so many. */
function* runsOfWords(words: string): Iterable<string> {
  const parts = words
    .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
    .filter(Boolean)
    .slice(0, wordsLookedAt);
  for (const length of [3, 2, 1]) {
    for (let at = 0; at + length <= parts.length; at++) yield parts.slice(at, at + length).join(' ');
  }
}

const places: Record<Among, (guildId: string, memberId: string) => Where[]> = { usable, visible, theirs };

export function createActorLookups({ directory }: { directory: ActorDirectory }): ActorLookups {
  const suggestAmong = (where: readonly Where[], typed: string) =>
    directory.named(where, typed, { most: suggestedMost });

  return {
    find: directory.seen,

    async usable(guildId, memberId, idOrName) {
      const actor = await directory.seen(guildId, memberId, idOrName);
      requireUsable(actor, memberId);
      return actor;
    },

    async askable(guildId, memberId, idOrName) {
      const actor = await directory.seen(guildId, memberId, idOrName);
      requireAskable(actor, memberId);
      return actor;
    },

    byId: directory.byId,
    byIds: directory.some,
    candidates: directory.candidates,

    ofMember: (memberId, guildId) =>
      directory.list({
        index: 'member',
        value: memberId,
        ...(guildId === undefined ? {} : { tags: [guildId] }),
      }),
    ofGuild: guildId => directory.list(ofGuild(guildId)),
    chosenFor: memberId => directory.list({ index: 'chosen', value: memberId }),

    async namesOf(guildId, ids) {
      const among = ofGuild(guildId).map(where => ({ ...where, ids }));
      const cards = await directory.cards(among, { limit: ids.length });
      return new Map(cards.map(({ id, name }) => [id, name]));
    },

    async spokenFor(memberId) {
      const ids: string[] = [];
      for await (const page of directory.eachTagged(spokenFor(memberId)))
        ids.push(...page.map(({ id }) => id));
      return ids;
    },

    async findSpokenFor(memberId, idOrName) {
      const actor = await directory.byId(idOrName);
      if (actor && principalOf(actor) === memberId) return actor;
      const [card] = await directory.cards(spokenFor(memberId), {
        is: folded(idOrName),
        order: 'up',
        limit: 1,
      });
      return card && directory.byId(card.id);
    },

    picturesInUse: hashes => directory.known('picture', hashes),
    guildIds: async () => new Set(await directory.values('guild')),

    async withVersion(wanted) {
      const byJob = 'jobId' in wanted;
      const value = byJob ? jobOf(wanted) : weightsOf(wanted);
      const [actor] = await directory.firstOf({ index: 'version', value }, 1);
      const version = actor?.versions.find(one => (byJob ? jobOf(one) : weightsOf(one)) === value);
      return actor && version && { actor, version };
    },

    async list(guildId, memberId) {
      const where = visible(guildId, memberId);
      const [first, count] = await Promise.all([
        directory.firstOf(where, listedMost),
        directory.count(where),
      ]);
      return { first, count };
    },

    suggest: (guildId, memberId, typed, { first = [], among = 'usable', which = () => true } = {}) =>
      directory.named(places[among](guildId, memberId), typed, { first, fits: which, most: suggestedMost }),

    suggestToAdmins: (guildId, typed) => suggestAmong(ofGuild(guildId), typed),
    suggestSpokenFor: (memberId, typed) => suggestAmong(spokenFor(memberId), typed),

    async namedIn(guildId, memberId, words) {
      const runs = [...new Set([...runsOfWords(words)].map(folded))];
      const names = await directory.known(
        'name',
        runs.map(run => withName(guildId, run).value),
      );
      for (const run of runs.filter(one => names.has(withName(guildId, one).value))) {
        const [card] = await directory.cards(usable(guildId, memberId), { is: run, order: 'up', limit: 1 });
        if (card) return card;
      }
      return undefined;
    },

    async allNamedIn(guildId, words) {
      const looked = folded(words);
      const names: string[] = [];
      for await (const page of directory.eachTagged(ofGuild(guildId)))
        for (const { name } of page.map(readCard)) if (looked.includes(folded(name))) names.push(name);
      return names;
    },
  };
}
