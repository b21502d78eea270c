import { type Client, Events } from 'discord.js';
import { buttons, commands, menuCommands, modals } from '../commands/index.ts';
import { createAnswering } from '../discord/answering.ts';
import type { ChannelMessages } from '../discord/channel-messages.ts';
import { createInteractionAnswers } from '../discord/interaction-answers.ts';
import type { SignView } from '../discord/sign-view.ts';
import { createStandingNow } from '../discord/standing-now.ts';
import type { WhoseLanguage } from '../discord/whose-language.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import type { Outbox } from '../services/outbox.ts';
import type { Watch } from '../watch.ts';
import { createAnswer } from './answer.ts';
import { createErrorWords } from './error-words.ts';
import { createImageRequests } from './image-requests.ts';
import { createInteractionHandler } from './interaction-create.ts';

/** What arrives from Discord, and what was begun for it. */
export interface Listening {
  /** Goes on with what an earlier process did not end. Returns at once. */
  resume(): void;
  /** Tries again to tell what could not be told. */
  catchUp(): void;
  /** From now on requests for images are stored for the next start, and everything else is told to come back. */
  stop(): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

export function listenTo(
  client: Client,
  {
    services,
    outbox,
    messages,
    signView,
    whoseLanguage,
    now,
    logger,
    watch,
  }: {
    services: Services;
    outbox: Pick<Outbox, 'approvalGiven'>;
    messages: ChannelMessages;
    signView: SignView;
    whoseLanguage: WhoseLanguage;
    now: () => number;
    logger: Logger;
    watch: Watch;
  },
): Listening {
  const { generation, privacy, approvals } = services;
  const wordsFor = createErrorWords(logger, services.failures);
  const answering = createAnswering({
    answers: createInteractionAnswers(client, signView),
    messages,
    now,
    logger,
  });
  const imageRequests = createImageRequests({
    ...{ generation, approvals, answering, wordsFor, now, logger, watch },
    languageOf: whoseLanguage.ofServer,
    resultsIn: guildId => services.settings.get(guildId).resultsChannelId,
    standingNow: createStandingNow(client),
  });
  const reading = (async () => {
    for await (const _given of outbox.approvalGiven) imageRequests.takeUpApproved();
  })();
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
    wordsFor,
    logger,
  });
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  client.on(Events.InteractionCreate, interaction => {
    const work = handle(interaction).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  client.on(Events.GuildDelete, guild => {
    privacy.guildLeft(guild.id).catch(error => logger.error({ err: error }, 'a departure was not noted'));
  });

  return {
    resume: imageRequests.resume,
    catchUp: imageRequests.catchUp,
    stop() {
      stopping = true;
      imageRequests.stop();
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
      await imageRequests.settled();
      outbox.approvalGiven.close();
      await reading;
    },
  };
}
