import type { Logged } from '../../services/audit/audit.ts';
import type { Fault } from '../../services/audit/check.ts';
import type { Deed } from '../../services/audit/entry.ts';
import { t } from '../../words/words.ts';
import { plain } from '../components.ts';

/** Names the actors that still exist. */
export type NameOf = (actorId: string) => string | undefined;

const levelKeys = {
  owner: 'audit.sharedOwner',
  chosen: 'audit.sharedChosen',
  ask: 'audit.sharedAsk',
  guild: 'audit.sharedGuild',
} as const;
const isLevel = (detail: string): detail is keyof typeof levelKeys => Object.hasOwn(levelKeys, detail);

type Words = (about: { actor: string; person: string; member: string; detail: string }) => string;

const deleted: Words = ({ actor, detail }) =>
  t(detail === 'member' ? 'audit.deletedWithMember' : 'audit.deleted', { actor });

const words: Record<Deed, Words> = {
  registered: ({ actor, person }) =>
    person ? t('audit.registeredWho', { actor, person }) : t('audit.registered', { actor }),
  asked: ({ actor, person }) =>
    person ? t('audit.asked', { actor, person }) : t('audit.askedAdmins', { actor }),
  agreed: ({ actor, detail }) =>
    t(detail === 'outsider' ? 'audit.agreedOutsider' : 'audit.agreed', { actor }),
  declined: ({ actor }) => t('audit.declined', { actor }),
  expired: ({ actor }) => t('audit.expired', { actor }),
  'asked-again': ({ actor, detail }) => t('audit.askedRenewal', { actor, version: detail }),
  renewed: ({ actor, detail }) => t('audit.renewed', { actor, version: detail }),
  'kept-earlier': ({ actor }) => t('audit.keptEarlier', { actor }),
  'photos-changed': ({ actor, detail }) => t('audit.photosChanged', { actor, change: plain(detail) }),
  shared({ actor, member, detail }) {
    if (detail === 'added') return t('audit.allowedMember', { actor, member });
    if (detail === 'removed') return t('audit.disallowedMember', { actor, member });
    return isLevel(detail)
      ? t(levelKeys[detail], { actor })
      : t('audit.sharedOther', { actor, level: plain(detail) });
  },
  limited: ({ actor }) => t('audit.limited', { actor }),
  approved: ({ actor, member }) => t('audit.approved', { actor, member }),
  refused: ({ actor, member }) => t('audit.refused', { actor, member }),
  lapsed: ({ actor, member }) => t('audit.lapsed', { actor, member }),
  promoted: ({ actor, detail }) => t('audit.promoted', { actor, version: detail }),
  'face-allowed': ({ actor }) => t('audit.faceAllowed', { actor }),
  exported: ({ actor }) => t('audit.exported', { actor }),
  'never-ask': () => t('audit.neverAsk'),
  'let-ask': () => t('audit.letAsk'),
  'asker-blocked': () => t('audit.askerBlocked'),
  'asker-unblocked': () => t('audit.askerUnblocked'),
  withdrawn: ({ actor }) => t('audit.withdrawn', { actor }),
  deleted,
  'version-deleted': ({ actor, detail }) => t('audit.versionDeleted', { actor, version: detail }),
  'picture-deleted': ({ actor }) => t('audit.pictureDeleted', { actor }),
  emptied: () => t('audit.emptied'),
  restored: () => t('audit.restored'),
};

/** What the bot does on its own. */
const ownDeeds: readonly Deed[] = ['asked-again', 'expired', 'lapsed', 'emptied', 'restored'];

export const whoWords = ({ what, by }: Logged): string =>
  by !== undefined
    ? `<@${by}>`
    : t(what && ownDeeds.includes(what) ? 'audit.theBot' : 'audit.somebodyDeleted');

/** What was done, without who did it: to stand behind them and a dot. With Discord's markdown. */
export function deedWords({ what, actor, person, by, member, detail = '' }: Logged, nameOf: NameOf): string {
  const name = actor && nameOf(actor);
  const tell = what && (words[what] as Words | undefined);
  // A newer bot wrote it, perhaps.
  if (!tell) return what === undefined ? t('audit.wasEmptied') : plain(what);
  return tell({
    actor: name ? `**${plain(name)}**` : t('audit.deletedActor'),
    person: person !== undefined && person !== by ? `<@${person}>` : '',
    member: member === undefined ? t('audit.aMember') : `<@${member}>`,
    detail,
  });
}

const faultKeys = {
  missing: 'audit.faultMissing',
  changed: 'audit.faultChanged',
  added: 'audit.faultAdded',
  emptied: 'audit.faultEmptied',
  cut: 'audit.faultCut',
} as const satisfies Record<Fault['why'], string>;

/** That a chain is broken; nothing where it is whole. */
export function brokenWords([first, ...more]: readonly Fault[]): string | undefined {
  if (!first) return undefined;
  const fault = t(faultKeys[first.why], { entry: first.seq });
  const words =
    more.length > 0 ? t('audit.brokenMore', { fault, faults: more.length }) : t('audit.broken', { fault });
  return `⚠️ ${words} ${t('audit.brokenNext')}`;
}
