import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isMemberClosed } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import { principalOf } from '../services/actors/access.ts';
import type { Actor } from '../services/actors/actor.ts';
import type { DigestRecord } from '../services/digest/digest-record.ts';
import type { Digest, Digests } from '../services/digest/digest-service.ts';
import { digestMark, oldDigestView } from '../views/actor/digest-view.ts';
import type { View } from '../views/components.ts';
import { editOrRemove } from './edit-or-remove.ts';
import { createRounds } from './rounds.ts';

/** Sends people digests of the images others made of them, and takes deleted images out again. */
export interface DigestPosts {
  /** Sends those that are due. One run at a time. */
  sweep(): Promise<void>;
  /** These images are gone, or some of their pictures. Returns at once. */
  imagesGone(ids: readonly string[]): void;
  stop(): Promise<void>;
}

export function createDigestPosts({
  digests,
  messages,
  draw,
  logger,
}: {
  digests: Pick<
    Digests,
    'due' | 'prepare' | 'sent' | 'notTaken' | 'outdated' | 'redrawn' | 'noteRedrawn' | 'old' | 'close'
  >;
  messages: Pick<ChannelMessages, 'sendDirect' | 'findDirect' | 'edit' | 'delete'>;
  draw: (digest: Digest) => Promise<View>;
  logger: Logger;
}): DigestPosts {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  /** What was deleted just before the last process ended. */
  let lookedBack = false;

  async function send(actor: Actor): Promise<void> {
    const digest = await digests.prepare(actor.id);
    if (!digest) return;
    const memberId = principalOf(actor);
    try {
      const found = digest.perhapsSent ? await messages.findDirect(memberId, digestMark(digest)) : undefined;
      const post =
        found ?? (await messages.sendDirect(memberId, () => draw(digest), { key: `digest-${digest.id}` }));
      if (!(await digests.sent(digest, post))) await messages.delete(post.channelId, post.messageId);
      // What was deleted while it was being sent.
      else await redrawAll(digest.images.map(({ id }) => id));
    } catch (error) {
      if (!isMemberClosed(error)) throw error;
      await digests.notTaken(digest);
    }
  }

  async function closeOld(): Promise<void> {
    for await (const record of digests.old()) {
      if (stopping.signal.aborted) return;
      await editOrRemove(messages, record.post, () => oldDigestView(record))
        .then(() => digests.close(record.id))
        .catch(error =>
          logger.warn({ err: error, digest: record.id }, 'an old digest could not be closed yet'),
        );
    }
  }

  async function redraw(record: DigestRecord): Promise<void> {
    const digest = await digests.redrawn(record);
    if (!digest) return;
    await editOrRemove(messages, record.post, () => draw(digest));
    // Not before: a process that is killed in between draws it once more.
    await digests.noteRedrawn(digest);
  }

  /** One after the other: an earlier drawing must not replace a later one, with what was deleted in between. */
  let redrawing: Promise<unknown> = Promise.resolve();
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = redrawing.then(work);
    redrawing = mine.catch(() => undefined);
    return mine;
  }
  const redrawAll = (ids?: readonly string[]) => inTurn(() => redrawNow(ids));

  async function redrawNow(ids?: readonly string[]): Promise<void> {
    for await (const record of digests.outdated(ids)) {
      await redraw(record).catch(error => {
        lookedBack = false;
        logger.warn({ err: error, digest: record.id }, 'a digest could not be drawn anew yet');
      });
    }
  }

  const rounds = createRounds(async () => {
    if (!lookedBack) {
      lookedBack = true;
      await redrawAll();
    }
    await inTurn(closeOld);
    for await (const actor of digests.due()) {
      if (stopping.signal.aborted) return;
      await send(actor).catch(error =>
        logger.warn({ err: error, actor: actor.id }, 'a digest could not be sent yet'),
      );
    }
  });

  return {
    sweep: rounds.begin,
    imagesGone(ids) {
      const work: Promise<void> = redrawAll(ids)
        .catch(error => logger.warn({ err: error }, 'digests could not be read'))
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
