import { UserError } from '../../../errors.ts';
import type { Logger } from '../../../logger.ts';
import { limitsOf } from '../../actors/limits.ts';
import { seenLimit } from '../../safety/limits/seen-limit.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import { requireRunning, type SettingsService } from '../../settings/settings-service.ts';
import { cacheKey, type Settings } from '../generation.ts';
import type { DevelopPicture } from '../images/develop-picture.ts';
import type { Picture, PictureCache } from '../images/picture-cache.ts';
import type { AcceptedRequests, Settled } from '../requests/accepted-request.ts';
import { standingOf } from '../requests/plan.ts';
import type { Backlog } from './backlog.ts';
import type { MakingSigns } from './image-maker.ts';
import { Interrupted } from './interrupted.ts';
import type { MakeAlone } from './make-alone.ts';
import type { MakePaidImage } from './make-paid-image.ts';
import { type Order, requireAllowed } from './order.ts';
import type { TryToStore } from './try-to-store.ts';

/** What the pictures are stored on. */
export interface Room {
  /** Makes sure that so many bytes can be stored. @throws UserError disk-full */
  requireRoom(bytes: number): Promise<void>;
}

/** What a picture takes at most, as it came and as it is kept. */
const pictureRoom = 32 * 1024 * 1024;

/** Gives one picture of an order: from the cache, from what came before a restart, or by paying for it. */
export function createOnePicture({
  accepted,
  pictures,
  blobs,
  safety,
  settings: guildSettings,
  makePaidImage,
  develop,
  backlog,
  tryToStore,
  refresh,
  makeAlone,
  logger,
}: {
  accepted: AcceptedRequests;
  pictures: PictureCache;
  blobs: Room;
  safety: Pick<SafetyService, 'complete' | 'checkFigures' | 'forbids'>;
  settings: Pick<SettingsService, 'get' | 'requireMay' | 'mostOf'>;
  makePaidImage: MakePaidImage;
  develop: DevelopPicture;
  backlog: Pick<Backlog, 'ticket' | 'need'>;
  tryToStore: TryToStore;
  /** Reads again what another process may have changed of a server meanwhile. */
  refresh: (guildId: string) => Promise<void>;
  makeAlone: MakeAlone;
  logger?: Logger | undefined;
}) {
  /** One that came before the bot ended, else a new one, unless a call for it had left then. */
  async function newPicture(
    order: Order,
    settings: Settings,
    key: string,
    signs: MakingSigns,
  ): Promise<Picture> {
    const { acceptedId, plan, asked } = order;
    const came = await accepted.arrival(key);
    if (came) return develop(came, settings, plan, asked);
    if (accepted.wasSent(acceptedId, key)) throw new Interrupted();
    return paidPicture(order, settings, key, signs);
  }

  async function paidPicture(
    order: Order,
    settings: Settings,
    key: string,
    signs: MakingSigns,
  ): Promise<Picture> {
    const { id, acceptedId, request, plan, mine, tokensEach, total, asked } = order;
    const { memberId, guildId } = request;
    // What is paid for has to be stored: said before, and again at its turn.
    const requireRoom = async () => blobs.requireRoom(pictureRoom);
    await requireRoom();
    const waitsNoMore = mine.wait();
    const { actorId, revision } = order.shown;
    return makePaidImage(settings, plan, {
      ...{ memberId, guildId, signs, asked },
      imagesMost: guildSettings.mostOf(standingOf(request), 'images'),
      version: actorId !== undefined && revision !== undefined ? { actorId, revision } : undefined,
      tokens: tokensEach,
      mayStart: async () => {
        await refresh(guildId);
        requireRunning(guildSettings.get(guildId));
        guildSettings.requireMay(standingOf(request), 'generate');
        await requireRoom();
        await requireAllowed(order);
      },
      isWanted: async picture =>
        !(await isNewlyAgainst(picture, order)) &&
        (await requireAllowed(order).then(
          () => true,
          error => !(error instanceof UserError && error.code === 'blocked'),
        )),
      async onSent(free) {
        waitsNoMore();
        // After a restart, what cost nothing is made again.
        if (free) await accepted.noteBegun?.(acceptedId, key);
        else await accepted.noteSent(acceptedId, key, settledBy(plan));
      },
      onArrived: bytes =>
        accepted
          .noteArrived(acceptedId, key, bytes)
          .catch(error => logger?.error({ err: error, request: id }, 'a picture is kept in memory only')),
      admission: backlog.ticket(key, { id, pictures: total }),
      lane: acceptedId,
      signal: mine.cancelled,
    }).finally(waitsNoMore);
  }

  /** Whether somebody in it has ruled out what is seen in it, and had not when it was asked for. */
  async function isNewlyAgainst(picture: Picture, { plan: { cast }, asked }: Order): Promise<boolean> {
    if ((await safety.forbids(picture, asked)) !== 'limit') return false;
    const people = [cast?.actor, cast?.other].filter(actor => actor !== undefined);
    return !people.some(actor => seenLimit(picture, limitsOf(actor), people.length));
  }

  /** One picture that this member may see here, and is kept. */
  async function picture(
    order: Order,
    settings: Settings,
    signs: MakingSigns,
    turn: () => Promise<void>,
  ): Promise<Picture> {
    const { asked, shown } = order;
    const key = cacheKey(settings);
    const hasIt = backlog.need(key, order.id);
    const found = await pictures
      .once(
        key,
        withheld => safety.checkFigures(withheld, asked),
        () => newPicture(order, settings, key, signs),
        turn,
      )
      .finally(hasIt);
    // It may come from another place, or from a time, in which less was measured.
    const made = { ...found, ...(await safety.complete(found.bytes, found, asked)) };
    await requireAllowed(order);
    try {
      await safety.checkFigures(made, asked);
    } catch (error) {
      await pictures.withhold(key, made, shown);
      await accepted.settleArrival(order.acceptedId, key);
      throw error;
    }
    await tryToStore(order, async () => {
      await pictures.keep(key, made, shown);
      await accepted.settleArrival(order.acceptedId, key);
    });
    return made;
  }

  return (order: Order, settings: Settings, signs: MakingSigns): Promise<Picture> =>
    makeAlone(cacheKey(settings), order, turn => picture(order, settings, signs, turn));
}

/** What was left to the bot, as it was decided. */
export function settledBy({ cast, settings: { model } }: Order['plan']): Settled {
  if (!cast) return { model };
  return cast.source === 'picture' ? {} : { using: cast.source };
}

export type OnePicture = ReturnType<typeof createOnePicture>;
