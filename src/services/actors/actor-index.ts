import { z } from 'zod';
import { faceSetOf, packFace } from '../photos/same-face.ts';
import { type Indexes, timeRank, type Where } from '../storage/refs.ts';
import { bandsOf } from '../vision/looks/look.ts';
import { askersOf, principalOf } from './access.ts';
import { type Actor, openRenewalOf } from './actor.ts';
import { digestDueAt } from './digest-times.ts';
import { folded } from './names.ts';

/** What lists say of an actor, without its record: that has photos, and what was measured in them. */
export interface ActorCard {
  id: string;
  name: string;
  /** The member who is shown; absent for somebody outside the server. */
  subjectId?: string | undefined;
  /** Whether a trained version is in use. */
  trained: boolean;
}

const cardSchema = z.object({ name: z.string(), subjectId: z.string().optional(), trained: z.boolean() });

const cardOf = ({ name, subjectId, activeVersion }: Actor): string =>
  JSON.stringify({ name, subjectId, trained: activeVersion !== undefined });

export const readCard = ({ id, tag }: { id: string; tag: string }): ActorCard => ({
  id,
  ...cardSchema.parse(JSON.parse(tag)),
});

const different = (values: readonly (string | undefined)[]) =>
  [...new Set(values)].filter(value => value !== undefined);

const inGuild = (guildId: string, memberId: string) => `${guildId} ${memberId}`;

/** When something has to be done about the request for consent: it is to be posted, reminded of, or ended. */
function requestDueAt({ request, consent, createdAt }: Actor): number | undefined {
  if (!request || consent.state !== 'pending') return undefined;
  if (!request.posted) return 0;
  return request.remindedAt !== undefined ? request.expiresAt : (createdAt + request.expiresAt) / 2;
}

/** The same of a face that is registered again: admins are to be told, or it waited too long. */
const faceDueAt = ({ sameFace }: Actor): number | undefined =>
  sameFace && sameFace.toldAt === undefined ? 0 : sameFace?.expiresAt;

const due = (at: number | undefined) => (at === undefined ? [] : [{ value: 'due', rank: timeRank(at) }]);

/**
 * By what actors are found. Cards are the tags wherever members look for a name. The face of each stands with its server,
 * so that a new one is compared without reading records: it goes with its record, in the same statement.
 */
export const actorIndexes: Indexes<Actor> = {
  version: 5,
  by: {
    guild: actor => [{ value: actor.guildId, rank: folded(actor.name), tag: cardOf(actor) }],
    name: actor => [{ value: inGuild(actor.guildId, folded(actor.name)), rank: '' }],
    use(actor) {
      const [rank, tag] = [folded(actor.name), cardOf(actor)];
      const users = askersOf(actor);
      if (users === 'everybody') return [{ value: actor.guildId, rank, tag }];
      return different(users).map(id => ({ value: inGuild(actor.guildId, id), rank, tag }));
    },
    theirs: actor =>
      different([actor.ownerId, actor.subjectId]).map(id => ({
        value: inGuild(actor.guildId, id),
        rank: folded(actor.name),
        tag: cardOf(actor),
      })),
    // The same in all servers, with the server.
    member: actor =>
      different([actor.ownerId, actor.subjectId]).map(value => ({
        value,
        rank: folded(actor.name),
        tag: actor.guildId,
      })),
    principal: actor => [{ value: principalOf(actor), rank: folded(actor.name), tag: cardOf(actor) }],
    // Members who are named in it, although it is not theirs.
    chosen: actor =>
      different(actor.chosenMemberIds).map(value => ({
        value,
        rank: folded(actor.name),
        tag: actor.guildId,
      })),
    approver: actor => [{ value: actor.consent.memberId, rank: '', tag: actor.guildId }],
    picture: ({ photos, versions }) =>
      different([...photos.map(({ sha256 }) => sha256), ...versions.flatMap(({ samples }) => samples)]).map(
        value => ({ value, rank: '' }),
      ),
    // Whose samples look so: which of them, the record says.
    look: ({ versions, grids = [] }) =>
      different(
        [...versions.flatMap(({ looks = [] }) => looks), ...grids.map(({ look }) => look)]
          .filter(Boolean)
          .flatMap(bandsOf),
      ).map(value => ({ value, rank: '' })),
    unseen: ({ versions }) =>
      versions.some(({ samples, looks }) => samples.length > 0 && !looks)
        ? [{ value: 'samples', rank: '' }]
        : [],
    version: ({ versions }) =>
      different(versions.flatMap(version => [jobOf(version), weightsOf(version)])).map(value => ({
        value,
        rank: '',
      })),
    request: actor => due(requestDueAt(actor)),
    sameFace: actor => due(faceDueAt(actor)),
    digest: actor => due(digestDueAt(actor)),
    renewal(actor) {
      const renewal = openRenewalOf(actor);
      return renewal && !renewal.posted ? [{ value: 'open', rank: timeRank(renewal.askedAt) }] : [];
    },
    unlogged: ({ unlogged = [] }) => (unlogged.length > 0 ? [{ value: 'yes', rank: '' }] : []),
    waits: ({ guildId, name, sameFace }) => (sameFace?.waits ? [{ value: guildId, rank: folded(name) }] : []),
    match: ({ sameFace }) =>
      different(sameFace?.with.map(({ actorId }) => actorId) ?? []).map(value => ({ value, rank: '' })),
    face({ guildId, photos }) {
      const face = faceSetOf(photos);
      return face ? [{ value: guildId, rank: '', tag: packFace(face) }] : [];
    },
  },
};

/** What a version is found by: the training that made it, or where its weights are. */
export const jobOf = ({ jobId }: { jobId: string }): string => `job ${jobId}`;
export const weightsOf = ({ repo, revision }: { repo: string; revision: string }): string =>
  `weights ${repo} ${revision}`;

/** The actors of one server that the member may use, or ask for. */
export const usable = (guildId: string, memberId: string): Where[] => [
  { index: 'use', value: guildId },
  { index: 'use', value: inGuild(guildId, memberId) },
];

/** Those that they registered, or that show them. */
export const theirs = (guildId: string, memberId: string): Where[] => [
  { index: 'theirs', value: inGuild(guildId, memberId) },
];

/** Those that they may see. */
export const visible = (guildId: string, memberId: string): Where[] => [
  ...usable(guildId, memberId),
  ...theirs(guildId, memberId),
];

/** Those that they speak for, in all servers. */
export const spokenFor = (memberId: string): Where[] => [{ index: 'principal', value: memberId }];

export const ofGuild = (guildId: string): Where[] => [{ index: 'guild', value: guildId }];

export const withName = (guildId: string, name: string): Where & { value: string } => ({
  index: 'name',
  value: inGuild(guildId, folded(name)),
});
