import { type Client, Events } from 'discord.js';
import { buttons, commands, menuCommands, modals } from '../commands/index.ts';
import type { ChannelMessages } from '../discord/channel-messages.ts';
import type { SignView } from '../discord/sign-view.ts';
import type { WhoseLanguage } from '../discord/whose-language.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import type { Outbox } from '../services/outbox.ts';
import type { Watch } from '../watch.ts';
import { createAnswer } from './answer.ts';
import { createFewATurn } from './few-a-turn.ts';
import { createInteractionHandler } from './interaction-create.ts';
import { createRequestSide } from './request-side.ts';
import type { Shared } from './shared-work.ts';

/** What arrives from Discord, and what was begun for it. */
export interface Listening {
  /** Goes on with what an earlier process did not end. Returns at once. */
  resume(): void;
  /** Where several processes work: begins to make requests, if this one is to. */
  work(): Promise<void>;
  /** Tries again to tell what could not be told. */
  catchUp(): void;
  /** From now on requests for images are stored for the next start, and everything else is told to come back. */
  stop(): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

/** Each takes half a millisecond until it waits for something. */
const interactionsATurn = 8;

export function listenTo(
  client: Client,
  {
    services,
    outbox,
    messages,
    signView,
    whoseLanguage,
    shared,
    isOurs,
    now,
    logger,
    watch,
    userInstalls,
  }: {
    services: Services;
    outbox: Pick<Outbox, 'approvalGiven' | 'requestCancelled'>;
    messages: ChannelMessages;
    signView: SignView;
    whoseLanguage: WhoseLanguage;
    /** Where several processes work. */
    shared?: Shared | undefined;
    /** Whether this process hears a server: it sees to the requests of that one. */
    isOurs?: (guildId: string) => boolean;
    now: () => number;
    logger: Logger;
    watch: Watch;
    /** Members may use the bot where they installed it for themselves. */
    userInstalls: boolean;
  },
): Listening {
  const { privacy } = services;
  const { imageRequests, answering, wordsFor } = createRequestSide(client, {
    ...{
      services,
      messages,
      signView,
      languageOf: whoseLanguage.ofServer,
      shared,
      isOurs,
      now,
      logger,
      watch,
    },
  });
  shared?.queue.onReturn(imageRequests.catchUp);
  const reading = [
    (async () => {
      for await (const _given of outbox.approvalGiven) imageRequests.takeUpApproved();
    })(),
    (async () => {
      for await (const id of outbox.requestCancelled) imageRequests.cancelled(id);
    })(),
  ];
  const handle = createInteractionHandler({
    commands,
    menuCommands,
    buttons,
    modals,
    services,
    answer: createAnswer({ answering, languageOf: whoseLanguage.ofServer, wordsFor, logger }),
    imageRequests,
    stopping: () => stopping,
    heard: whoseLanguage.heard,
    userInstalls,
    wordsFor,
    logger,
  });
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  const inTurn = createFewATurn(interactionsATurn);
  client.on(Events.InteractionCreate, interaction => {
    const turn = new Promise<void>(resolve => inTurn(resolve));
    const work = turn.then(() => handle(interaction)).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  client.on(Events.GuildDelete, guild => {
    privacy.guildLeft(guild.id).catch(error => logger.error({ err: error }, 'a departure was not noted'));
  });

  return {
    resume: imageRequests.resume,
    work: imageRequests.work,
    catchUp: imageRequests.catchUp,
    stop() {
      stopping = true;
      imageRequests.stop();
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
      await imageRequests.settled();
      outbox.approvalGiven.close();
      outbox.requestCancelled.close();
      await Promise.all(reading);
    },
  };
}
