import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { isTheirs, maySee } from '../actors/access.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { SampleOf } from '../actors/sample-looks.ts';
import type { CredentialsReader, Signed } from '../credentials/credentials-reader.ts';
import type { Generation } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { PhotoSource } from '../photos/download-photo.ts';
import type { PhotosService } from '../photos/photos-service.ts';
import { isAnimated } from '../vision/decoding/is-animated.ts';

/** What is known of where a picture comes from. */
export interface Finding {
  /** What its credentials say; undefined without any. */
  signed: Signed | undefined;
  /** It looks like one that is kept. */
  looksKnown: boolean;
  /** The answers to /generate that have it, where the one who asks may know who made them; the latest first. */
  made: Generation[];
  /** Whose samples it shows, and of which training if it is one, where the one who asks may see that actor. */
  sample?: { actorName: string; number?: number | undefined } | undefined;
}

/** Who asks, and whether in a place that the bot is no part of: there, nothing of a server is told. */
interface Asker {
  guildId: string;
  memberId: string;
  admin: boolean;
  elsewhere?: boolean | undefined;
}

export interface ProvenanceService {
  /** Whether this bot made a picture. @throws UserError bad-input, for a file that cannot be looked at */
  isOurs(source: PhotoSource, viewer: Asker): Promise<Finding>;
}

export function createProvenanceService({
  photos,
  reader,
  generation,
  actors,
}: {
  photos: Pick<PhotosService, 'read'>;
  reader: Pick<CredentialsReader, 'read'>;
  generation: Pick<GenerationService, 'keptAs' | 'madeWith'>;
  actors: Pick<ActorsService, 'sampleLike'>;
}): ProvenanceService {
  return {
    async isOurs(source, viewer) {
      const shown = await photos.read(source);
      if ('refused' in shown)
        throw new UserError('bad-input', said('provenance.unusable', { why: shown.refused }));
      if (isAnimated(shown.file)) throw new UserError('bad-input', said('provenance.animation'));
      const signed = await reader.read(shown.file);
      const sha256 = await generation.keptAs(shown.file, shown.jpeg);
      const made = sha256 === undefined ? [] : await generation.madeWith(sha256, viewer);
      const from = sha256 === undefined ? await actors.sampleLike(shown.jpeg) : undefined;
      const looksKnown = sha256 !== undefined || from !== undefined;
      return { signed, looksKnown, made, sample: from && sampleFor(from, viewer) };
    },
  };
}

/** In another server nobody is told but those whose actor it is. */
const sampleFor = (
  { actor, version }: SampleOf,
  { guildId, memberId, admin, elsewhere = false }: Asker,
): Finding['sample'] =>
  !elsewhere &&
  (isTheirs(actor, memberId) || (actor.guildId === guildId && (admin || maySee(actor, memberId))))
    ? { actorName: actor.name, number: version?.number }
    : undefined;
