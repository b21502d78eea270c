import { UserError } from '../../errors.ts';
import { said, t } from '../../words/words.ts';
import { assess } from '../photos/assess.ts';
import type { PhotoSource } from '../photos/download-photo.ts';
import type { OnChecked, PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import { mayChangePhotos } from './access.ts';
import { type Actor, maxPhotos } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { withDeed } from './deeds.ts';
import { type PhotoReport, photosOf } from './registration.ts';
import type { FaceWatch, RefusedFace } from './same-face.ts';

/** The photos of an existing actor. Each change answers with the outcome for every file. */
export interface ActorPhotos {
  /**
   * Adds photos up to the limit; the outcomes name the surplus. `replacing` holds beginnings of the SHA-256 of photos
   * that are removed once a new one was accepted. @throws UserError not-found | not-allowed
   */
  addPhotos(
    guildId: string,
    memberId: string,
    actorId: string,
    files: PhotoSource[],
    options?: { replacing?: string[]; onChecked?: OnChecked },
  ): Promise<PhotoReport>;
  /** Removes the photos whose SHA-256 begins like this, if they are still there. @throws UserError not-found | not-allowed */
  removePhotos(guildId: string, memberId: string, actorId: string, starts: string[]): Promise<PhotoReport>;
  /** Uses the photos in spite of their warnings. @throws UserError not-found | not-allowed */
  acceptWarnings(guildId: string, memberId: string, actorId: string): Promise<PhotoReport>;
}

export function createActorPhotos({
  directory,
  photos,
  blobs,
  faces,
  onFaceFound,
  onFaceRefused,
  now,
}: {
  directory: ActorDirectory;
  photos: Pick<PhotosService, 'take'>;
  blobs: Pick<Blobs, 'delete'>;
  faces: FaceWatch;
  /** The photos show a face that is registered already; returns at once. */
  onFaceFound: () => void;
  onFaceRefused: (refused: RefusedFace) => void;
  now: () => number;
}): ActorPhotos {
  async function mine(guildId: string, memberId: string, actorId: string): Promise<Actor> {
    const actor = await directory.seen(guildId, memberId, actorId);
    if (mayChangePhotos(actor, memberId)) return actor;
    throw new UserError(
      'not-allowed',
      actor.consent.state === 'granted' && actor.ownerId === memberId
        ? said('actorPhotos.onlyPersonChanges')
        : said('actorPhotos.onlyTheyChange'),
    );
  }

  const begins = (sha256: string, starts: string[]) =>
    starts.some(start => start.length >= 8 && sha256.startsWith(start));

  /** Drops the bytes of photos that no actor has any more. */
  async function drop(hashes: string[]): Promise<void> {
    const used = await directory.known('picture', hashes);
    for (const sha256 of hashes) if (!used.has(sha256)) await blobs.delete(sha256);
  }

  const hashesOf = (actor: Actor) => actor.photos.map(photo => photo.sha256);

  /** With how many were added and removed, for the log. */
  function changedBy(memberId: string, before: Actor, after: Actor): Actor {
    const [had, has] = [new Set(hashesOf(before)), new Set(hashesOf(after))];
    const added = [...has].filter(sha256 => !had.has(sha256)).length;
    const removed = [...had].filter(sha256 => !has.has(sha256)).length;
    if (added + removed === 0) return after;
    return withDeed(after, { what: 'photos-changed', by: memberId, detail: `+${added} -${removed}` }, now());
  }

  return {
    async addPhotos(guildId, memberId, actorId, files, { replacing = [], onChecked } = {}) {
      const actor = await mine(guildId, memberId, actorId);
      const staying = actor.photos.filter(photo => !begins(photo.sha256, replacing));
      const room = Math.max(0, maxPhotos - staying.length);
      const surplus = files.slice(room).map(({ name }) => ({
        name,
        refused: t('actorPhotos.tooMany', { most: maxPhotos }),
      }));
      const outcomes = await photos.take(files.slice(0, room), staying, onChecked);
      const fresh = photosOf(outcomes);
      let refusedFor: string[] | undefined;
      const add = async (current: Actor): Promise<Actor> => {
        if (fresh.length === 0 || !mayChangePhotos(current, memberId)) return current;
        const left = current.photos.filter(photo => !begins(photo.sha256, replacing));
        const had = new Set(left.map(photo => photo.sha256));
        const added = fresh.filter(photo => !had.has(photo.sha256));
        const next = { ...current, photos: [...left, ...added].slice(0, maxPhotos) };
        const judged = await faces.judge(next, now());
        refusedFor = 'refused' in judged ? judged.refused : undefined;
        if ('refused' in judged) return current;
        return changedBy(memberId, current, judged.found ? { ...next, sameFace: judged.found } : next);
      };
      const changed = await faces
        .inTurn(guildId, () => directory.change(actor.id, add))
        .catch(async error => {
          // The actor was deleted while the photos were checked: none of them may stay.
          await drop(fresh.map(photo => photo.sha256));
          throw error;
        });
      if (refusedFor) onFaceRefused({ guildId, memberId, name: actor.name, actorIds: refusedFor });
      else if (changed.sameFace && changed.sameFace.toldAt === undefined) onFaceFound();
      // Another upload may have filled the places meanwhile, or the person shown agreed to the photos as they were.
      const kept = new Set(hashesOf(changed));
      const told = outcomes.map(outcome =>
        'photo' in outcome && !kept.has(outcome.photo.sha256)
          ? {
              name: outcome.name,
              refused: refusedFor ? t('actorPhotos.faceKnown') : t('actorPhotos.changedMeanwhile'),
            }
          : outcome,
      );
      await drop(
        [...hashesOf(actor), ...fresh.map(photo => photo.sha256)].filter(sha256 => !kept.has(sha256)),
      );
      return { actor: changed, outcomes: [...told, ...surplus] };
    },

    async removePhotos(guildId, memberId, actorId, starts) {
      const actor = await mine(guildId, memberId, actorId);
      const changed = await directory.change(actor.id, current =>
        mayChangePhotos(current, memberId)
          ? changedBy(memberId, current, {
              ...current,
              photos: current.photos.filter(photo => !begins(photo.sha256, starts)),
            })
          : current,
      );
      const kept = new Set(hashesOf(changed));
      await drop(hashesOf(actor).filter(sha256 => !kept.has(sha256)));
      return { actor: changed, outcomes: [] };
    },

    async acceptWarnings(guildId, memberId, actorId) {
      const actor = await mine(guildId, memberId, actorId);
      const changed = await directory.change(actor.id, current => {
        const { photos: verdicts } = assess(current.photos);
        // Only the warnings that the member has seen: later ones are not accepted yet.
        const photos = current.photos.map((photo, index) =>
          verdicts[index]?.verdict === 'warn' ? { ...photo, accepted: true } : photo,
        );
        return mayChangePhotos(current, memberId) ? { ...current, photos } : current;
      });
      return { actor: changed, outcomes: [] };
    },
  };
}
