import { cutText } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import type { PhotoOutcome, PhotoSource, PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import { newId } from '../storage/id.ts';
import type { Actor, Photo } from './actor.ts';
import { type ActorDirectory, folded } from './actor-directory.ts';
import { consentText, statementText } from './consent-text.ts';

/** How long somebody has to answer before the photos of them are deleted. */
export const consentRequestLifeMs = 7 * 24 * 60 * 60 * 1000;

/** Who may register somebody outside the server: nobody, members with an admin's approval, or any member. */
export type OutsidersRule = 'nobody' | 'admins' | 'members';

export interface Registration {
  guildId: string;
  /** Where the person shown is asked. */
  channelId: string;
  ownerId: string;
  /** The owner may manage the server. */
  admin: boolean;
  /** The member shown in the photos; absent for somebody outside the server, who needs a `statement`. */
  subjectId?: string | undefined;
  /** How somebody outside the server agreed. */
  statement?: string | undefined;
  name: string;
  about?: string | undefined;
  files: PhotoSource[];
  /** The consent box was ticked; it counts only where owner and subject are the same member. */
  agreed: boolean;
}

/** An actor after photos came in, with what became of each file. */
export interface PhotoReport {
  actor: Actor;
  outcomes: PhotoOutcome[];
}

/** Whose registrations: a member's, as owner or as the person shown, or a server's. */
export type Whose = { memberId: string; guildId?: string | undefined } | { guildId: string };

export interface Registrar {
  /** What is being registered now ends without being stored. */
  dropUnderWay(whose: Whose): void;
  /** The name as it would be stored. @throws UserError bad-input | name-taken */
  checkName(guildId: string, typed: string): string;
  /** @throws UserError bad-input | name-taken | not-allowed; nothing is stored then. */
  register(registration: Registration): Promise<PhotoReport>;
}

export const photosOf = (outcomes: PhotoOutcome[]): Photo[] =>
  outcomes.flatMap(outcome => ('photo' in outcome ? [outcome.photo] : []));

export function createRegistrar({
  directory,
  photos,
  blobs,
  outsidersRule,
  onAsked,
  now,
}: {
  directory: ActorDirectory;
  photos: Pick<PhotosService, 'take'>;
  blobs: Pick<Blobs, 'delete'>;
  outsidersRule: (guildId: string) => OutsidersRule;
  /** Somebody is to be asked; returns at once. */
  onAsked: () => void;
  now: () => number;
}): Registrar {
  /** Names of registrations under way, so that a double click ends in one actor. */
  const namesInUse = new Set<string>();
  const underWay = new Set<{ form: Registration; dropped: boolean }>();
  const nameKey = (guildId: string, name: string) => `${guildId}/${folded(name)}`;

  function checkName(guildId: string, typed: string): string {
    const name = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
    if (!name || [...name].length > 32 || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’-]*$/u.test(name)) {
      throw new UserError(
        'bad-input',
        'An actor needs a name of 1 to 32 letters, digits, spaces, dots, apostrophes or hyphens, and it starts with a letter or digit.',
      );
    }
    const taken = directory.ofGuild(guildId).some(actor => folded(actor.name) === folded(name));
    if (taken || namesInUse.has(nameKey(guildId, name))) {
      throw new UserError('name-taken', 'This server already has an actor of that name. Pick another name.');
    }
    return name;
  }

  /** What is known of the consent before anybody was asked. */
  function consentOf(
    form: Registration,
  ): Pick<Actor, 'consent' | 'request' | 'visibility' | 'chosenMemberIds'> {
    const { guildId, channelId, ownerId, subjectId, admin, agreed } = form;
    const request = { channelId, expiresAt: now() + consentRequestLifeMs };
    if (subjectId === undefined) {
      const statement = form.statement?.trim();
      if (!statement) {
        throw new UserError(
          'bad-input',
          'For somebody outside this server, state how they agreed: `/actor register` with `outsider`.',
        );
      }
      const rule = outsidersRule(guildId);
      if (rule === 'nobody') {
        throw new UserError(
          'not-allowed',
          'This server casts its own members only. Somebody outside it cannot be registered; an admin can change that with `/settings consent`.',
        );
      }
      const granted = rule === 'members' || admin;
      const consent = {
        memberId: ownerId,
        textVersion: statementText.version,
        text: statementText.text,
        statement,
      } as const;
      const open = { visibility: 'owner', chosenMemberIds: [] } as const;
      return granted
        ? { ...open, chosenMemberIds: [], consent: { ...consent, state: 'granted', at: now() } }
        : { ...open, chosenMemberIds: [], consent: { ...consent, state: 'pending' }, request };
    }
    const consent = {
      memberId: subjectId,
      textVersion: consentText.version,
      text: consentText.text,
    } as const;
    if (subjectId !== ownerId) {
      // The text that they are asked to agree to names the member who registers them.
      return {
        visibility: 'chosen',
        chosenMemberIds: [ownerId],
        consent: { ...consent, state: 'pending' },
        request,
      };
    }
    return {
      visibility: 'owner',
      chosenMemberIds: [],
      consent: agreed ? { ...consent, state: 'granted', at: now() } : { ...consent, state: 'pending' },
    };
  }

  return {
    checkName,

    dropUnderWay(whose) {
      for (const each of underWay) {
        const { guildId, ownerId, subjectId } = each.form;
        const theirs = !('memberId' in whose) || [ownerId, subjectId].includes(whose.memberId);
        if (theirs && (whose.guildId === undefined || whose.guildId === guildId)) each.dropped = true;
      }
    },

    async register(form) {
      const { guildId, ownerId, subjectId, about, files } = form;
      const name = checkName(guildId, form.name);
      // Before any photo is fetched: what the rules forbid is not even looked at.
      consentOf(form);
      const key = nameKey(guildId, name);
      namesInUse.add(key);
      const mine = { form, dropped: false };
      underWay.add(mine);
      try {
        const outcomes = await photos.take(files, []);
        const kept = photosOf(outcomes);
        if (mine.dropped) {
          const used = new Set(directory.all().flatMap(other => other.photos.map(photo => photo.sha256)));
          const unused = kept.filter(photo => !used.has(photo.sha256));
          await Promise.allSettled(unused.map(photo => blobs.delete(photo.sha256)));
          throw new UserError('gone', 'Your data was deleted meanwhile, so this was not registered.');
        }
        if (kept.length === 0) {
          const reasons = outcomes.map(outcome =>
            'refused' in outcome
              ? `\n• \`${cutText(outcome.name.replace(/[`\s]+/g, ' '), 60)}\` ${outcome.refused}`
              : '',
          );
          throw new UserError(
            'bad-input',
            `None of these files can be used, so nothing was stored.${reasons.join('')}`,
          );
        }
        const id = newId();
        const actor: Actor = {
          id,
          guildId,
          name,
          ...(about?.trim() ? { about: about.trim() } : {}),
          ownerId,
          ...(subjectId === undefined ? {} : { subjectId }),
          photos: kept,
          ...consentOf(form),
          // A made-up word, so that the base model has no picture of its own in mind.
          triggerWord: `ohwx${id.slice(0, 5)}`,
          versions: [],
          posts: [],
          createdAt: now(),
        };
        // Bytes that are left by a failure here go with the next sweep: another actor may have the same.
        await directory.add(actor);
        if (actor.request) onAsked();
        return { actor, outcomes };
      } finally {
        namesInUse.delete(key);
        underWay.delete(mine);
      }
    },
  };
}
