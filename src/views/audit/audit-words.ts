import type { Logged } from '../../services/audit/audit.ts';
import type { Fault } from '../../services/audit/check.ts';
import type { Deed } from '../../services/audit/entry.ts';
import { plain } from '../components.ts';

/** Names the actors that still exist. */
export type NameOf = (actorId: string) => string | undefined;

const levels: Record<string, string> = {
  owner: 'only the person shown',
  chosen: 'chosen members',
  ask: 'the whole server, with each request approved by the person shown',
  guild: 'the whole server',
};

type Words = (about: { actor: string; person: string; member: string; detail: string }) => string;

const deleted: Words = ({ actor, detail }) =>
  `deleted ${actor}${detail === 'member' ? ', along with all of a member’s data' : ''}`;

const words: Record<Deed, Words> = {
  registered: ({ actor, person }) => `registered ${actor}${person ? `, which shows ${person}` : ''}`,
  asked: ({ actor, person }) => `asked ${person || 'the admins'} to agree to ${actor}`,
  agreed: ({ actor, detail }) =>
    detail === 'outsider'
      ? `confirmed that the person shown in ${actor}, who isn’t in the server, agreed`
      : `agreed to the photos of ${actor}`,
  declined: ({ actor }) => `declined the request for ${actor}; it was deleted`,
  expired: ({ actor }) => `deleted ${actor}: nobody answered in time`,
  'asked-again': ({ actor, detail }) => `asked whether ${actor} may be used under consent text ${detail} too`,
  renewed: ({ actor, detail }) => `agreed to consent text ${detail} for ${actor}`,
  'kept-earlier': ({ actor }) => `stayed with the earlier consent text for ${actor}`,
  'photos-changed': ({ actor, detail }) => `changed the photos of ${actor} (${plain(detail)})`,
  shared({ actor, member, detail }) {
    if (detail === 'added') return `allowed ${member} to use ${actor}`;
    if (detail === 'removed') return `no longer allowed ${member} to use ${actor}`;
    return `set who can use ${actor}: ${levels[detail] ?? plain(detail)}`;
  },
  limited: ({ actor }) => `changed the limits for pictures of ${actor}`,
  approved: ({ actor, member }) => `approved images of ${actor} that ${member} asked for`,
  refused: ({ actor, member }) => `refused images of ${actor} that ${member} asked for`,
  lapsed: ({ actor, member }) =>
    `ended a request by ${member} for images of ${actor}: it wasn’t answered in time`,
  promoted: ({ actor, detail }) => `put version ${detail} of ${actor} into use`,
  'face-allowed': ({ actor }) => `allowed ${actor}, whose face was registered already`,
  exported: ({ actor }) => `exported their data, including ${actor} and its photos`,
  'never-ask': () => 'stopped others from asking them for consent',
  'let-ask': () => 'let others ask them for consent again',
  'asker-blocked': () => 'blocked a member from asking them for anything',
  'asker-unblocked': () => 'let members they had blocked ask them again',
  withdrawn: ({ actor }) => `took back their consent for ${actor}; it was deleted`,
  deleted,
  'version-deleted': ({ actor, detail }) => `deleted version ${detail} of ${actor}`,
  'picture-deleted': ({ actor }) => `deleted an image of ${actor}`,
  emptied: () => 'emptied entries of this log because a member’s data was deleted',
  restored: () => 'was restored from a backup: entries made after that backup are missing',
};

/** What the bot does on its own. */
const ownDeeds: readonly Deed[] = ['asked-again', 'expired', 'lapsed', 'emptied', 'restored'];

export const whoWords = ({ what, by }: Logged): string =>
  by !== undefined
    ? `<@${by}>`
    : what && ownDeeds.includes(what)
      ? 'the bot'
      : 'somebody whose data was deleted';

/** What was done, without who did it. With Discord's markdown. */
export function deedWords({ what, actor, person, by, member, detail = '' }: Logged, nameOf: NameOf): string {
  const name = actor && nameOf(actor);
  const tell = what && (words[what] as Words | undefined);
  // A newer bot wrote it, perhaps.
  if (!tell) return plain(what ?? 'was emptied');
  return tell({
    actor: name ? `**${plain(name)}**` : 'a deleted actor',
    person: person !== undefined && person !== by ? `<@${person}>` : '',
    member: member === undefined ? 'a member' : `<@${member}>`,
    detail,
  });
}

const faultWords: Record<Fault['why'], string> = {
  missing: 'entries before it are missing',
  changed: 'it was changed',
  added: 'it was added from outside',
  emptied: 'it was emptied without a deletion',
  cut: 'it and what followed are missing',
};

/** That a chain is broken; nothing where it is whole. */
export function brokenWords([first, ...more]: readonly Fault[]): string | undefined {
  if (!first) return undefined;
  const others = more.length > 0 ? `, and ${more.length} more ${more.length === 1 ? 'fault' : 'faults'}` : '';
  return `⚠️ **This log isn’t as I wrote it.** Entry ${first.seq}: ${faultWords[first.why]}${others}. Somebody changed my database. The person who runs the bot can check it with \`npm run doctor\`.`;
}
