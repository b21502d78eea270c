import { UserError } from '../../errors.ts';
import { mustAsk } from '../actors/access.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { actorIdsOf, channelsWith, type Generation } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';

/** Where an album is shown, and by whom. */
export interface ShowingPlace {
  guildId: string;
  memberId: string;
  channelId: string;
  /** Of a public thread, the channel that it belongs to. */
  parentChannelId?: string | undefined;
  /** The channel whose rules count. */
  placeId: string;
  /** What it restricts to adults, after what the server's admins decided. */
  adultChannel: boolean;
}

/** Why an image is not shown somewhere: it is somebody else's from another place, whom it shows, or what. */
export type NotShown = 'made-elsewhere' | 'not-agreed' | 'withheld';

/** Whether a member may show an image there now. Undefined where they may. */
export function createMayShow({
  actors,
  generation,
}: {
  actors: Pick<ActorsService, 'askable'>;
  generation: Pick<GenerationService, 'pictures'>;
}) {
  /** Those who see this place have seen it, or could have. */
  const isFromHere = (record: Generation, { channelId, parentChannelId }: ShowingPlace) =>
    !record.private && channelsWith(record).some(one => one === channelId || one === parentChannelId);

  /** In a place that is new to it: as if it was made there. */
  async function agreed(record: Generation, { guildId, memberId }: ShowingPlace): Promise<boolean> {
    // Whoever is in a photo that a member gave was asked about that place at most.
    if (record.fromPhoto) return false;
    try {
      for (const id of actorIdsOf(record))
        if (mustAsk(await actors.askable(guildId, memberId, id), memberId)) return false;
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }

  return async (record: Generation, place: ShowingPlace): Promise<NotShown | undefined> => {
    if (!isFromHere(record, place)) {
      if (record.memberId !== place.memberId) return 'made-elsewhere';
      if (!(await agreed(record, place))) return 'not-agreed';
    }
    const pictures = await generation.pictures(record, place);
    return pictures.some(picture => 'bytes' in picture) ? undefined : 'withheld';
  };
}
