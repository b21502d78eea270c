import { type ChannelMessages, NotSendable } from '../discord/channel-messages.ts';
import { isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { Album, ShownAlbum } from '../services/albums/album.ts';
import type { Albums } from '../services/albums/albums-service.ts';
import { shownThumbnail } from '../services/generation/archive/shown-thumbnail.ts';
import type { GenerationService } from '../services/generation/generation-service.ts';
import { largeSide } from '../services/generation/images/thumbnail.ts';
import { isForAdults } from '../services/settings/channel-rules.ts';
import type { SettingsService } from '../services/settings/settings-service.ts';
import { type AlbumImage, notPostedView, shownAlbumView, takeDownMark } from '../views/gallery/album-view.ts';
import { editOrRemove } from './edit-or-remove.ts';
import { createRounds } from './rounds.ts';

/** Posts albums in channels, and takes out of those messages what was deleted or taken out of the album. */
export interface AlbumPosts {
  /** Sends, draws anew and deletes what is due. One run at a time. */
  sweep(): Promise<void>;
  /** These images are gone, or some of their pictures. Returns at once. */
  imagesGone(ids: readonly string[]): void;
  stop(): Promise<void>;
}

export function createAlbumPosts({
  albums,
  generation,
  settings,
  messages,
  now,
  logger,
}: {
  albums: Pick<Albums, 'gone' | 'due' | 'stillIn' | 'sent' | 'drawn' | 'settle'>;
  generation: Pick<GenerationService, 'pictures'>;
  settings: Pick<SettingsService, 'get'>;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'find' | 'edit' | 'delete'>;
  now: () => number;
  logger: Logger;
}): AlbumPosts {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const startedAt = now();
  const tried = new Set<string>();
  /** Of albums that are due for images that are about to go and nothing else: which these were when they were last drawn. */
  const drawnFor = new Map<string, string>();

  /** What may be shown there now. */
  async function imagesOf(album: Album, shown: ShownAlbum): Promise<AlbumImage[]> {
    const { channels } = settings.get(album.guildId);
    const adultChannel = isForAdults(channels, shown.placeId, shown.adultChannel);
    const place = { guildId: album.guildId, adultChannel };
    const images: AlbumImage[] = [];
    for (const record of await albums.stillIn(album, shown)) {
      const { thumbnail, made } = await shownThumbnail(generation, record, place, largeSide);
      if (thumbnail) images.push({ record, thumbnail: { bytes: thumbnail, made } });
    }
    return images;
  }

  /** What an earlier try, or process, sent without noting it. */
  async function sentBefore({ id, channelId, at }: ShownAlbum): Promise<string | undefined> {
    if (at >= startedAt && !tried.has(id)) return undefined;
    return messages.find(channelId, takeDownMark(id));
  }

  async function send(album: Album, shown: ShownAlbum): Promise<void> {
    const { id, channelId } = shown;
    const images = await imagesOf(album, shown);
    const found = await sentBefore(shown);
    tried.add(id);
    if (images.length === 0) {
      if (found) await messages.delete(channelId, found);
      return albums.drawn(album.id, id, []);
    }
    const view = () => shownAlbumView(album, id, images);
    const messageId = found ?? (await messages.send(channelId, view, { key: `album-${id}` }));
    if (found) await messages.edit(channelId, found, view);
    if (!(await albums.sent(album.id, id, messageId))) await messages.delete(channelId, messageId);
    await albums.drawn(
      album.id,
      id,
      images.map(({ record }) => record.id),
    );
    tried.delete(id);
  }

  async function notSendable(album: Album, { id, channelId }: ShownAlbum): Promise<void> {
    await albums.drawn(album.id, id, []);
    await messages
      .sendDirect(album.memberId, () => notPostedView(album, channelId), { key: `album-not-${id}` })
      .catch(error => {
        if (!isRefused(error)) throw error;
      });
  }

  async function redraw(album: Album, shown: ShownAlbum, messageId: string): Promise<void> {
    const { id, channelId } = shown;
    const images = await imagesOf(album, shown);
    const view = () => shownAlbumView(album, id, images);
    if (images.length === 0) await messages.delete(channelId, messageId);
    const stays = images.length > 0 && (await editOrRemove(messages, { channelId, messageId }, view));
    // Not before: a process that is killed in between draws it once more.
    await albums.drawn(album.id, id, stays ? images.map(({ record }) => record.id) : []);
  }

  async function bring(album: Album, shown: ShownAlbum): Promise<void> {
    if (shown.messageId !== undefined) return redraw(album, shown, shown.messageId);
    await send(album, shown).catch(error => {
      if (!isRefused(error) && !(error instanceof NotSendable)) throw error;
      return notSendable(album, shown);
    });
  }

  /** They were drawn when their images were noted as leaving, and nothing has gone since. */
  async function isAsDrawn(album: Album, leaving: string): Promise<boolean> {
    if (drawnFor.get(album.id) !== leaving) return false;
    for (const shown of album.shown)
      if ((await albums.stillIn(album, shown)).length < shown.images.length) return false;
    return true;
  }

  async function settle(album: Album): Promise<void> {
    const { leaving = [], changed, deleted, shown: messagesOf } = album;
    const onlyLeaving = !changed && !deleted && messagesOf.every(({ messageId }) => messageId !== undefined);
    const noted = leaving.join();
    if (onlyLeaving && (await isAsDrawn(album, noted))) return;
    drawnFor.delete(album.id);
    const errors: unknown[] = [];
    for (const shown of messagesOf) {
      if (stopping.signal.aborted) return;
      // One that has to wait keeps none of the others.
      await bring(album, shown).catch(error => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
    await albums.settle(album);
    if (leaving.length > 0) drawnFor.set(album.id, noted);
  }

  const rounds = createRounds(async () => {
    for await (const album of albums.due()) {
      if (stopping.signal.aborted) return;
      await settle(album).catch(error =>
        logger.warn(
          { err: error, album: album.id },
          'an album in a channel could not be brought up to date yet',
        ),
      );
    }
  });

  return {
    sweep: () => rounds.begin().catch(error => logger.warn({ err: error }, 'albums could not be read')),
    imagesGone(ids) {
      const work: Promise<void> = albums
        .gone(ids)
        .then(rounds.begin)
        .catch(error => logger.warn({ err: error }, 'albums could not be read'))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async stop() {
      stopping.abort();
      await rounds.idle();
      await Promise.all(underWay);
    },
  };
}
