import type { Client } from 'discord.js';
import { createAnswering } from '../discord/answering.ts';
import type { ChannelMessages } from '../discord/channel-messages.ts';
import { createInteractionAnswers } from '../discord/interaction-answers.ts';
import type { SignView } from '../discord/sign-view.ts';
import { createStandingNow } from '../discord/standing-now.ts';
import type { Logger } from '../logger.ts';
import type { Services } from '../services/index.ts';
import type { Watch } from '../watch.ts';
import type { Language } from '../words/language.ts';
import { createReadmit } from './agreed-directly.ts';
import { createErrorWords } from './error-words.ts';
import { createImageRequests } from './image-requests.ts';
import type { Shared } from './shared-work.ts';

/** Requests for images with all that it takes to answer them: in a process that hears members, and in a worker. */
export function createRequestSide(
  client: Client,
  {
    services,
    messages,
    signView,
    languageOf,
    shared,
    isOurs,
    now,
    logger,
    watch,
  }: {
    services: Services;
    messages: ChannelMessages;
    signView: SignView;
    languageOf: (guildId: string) => Language;
    /** Where several processes work. */
    shared: Shared | undefined;
    isOurs?: ((guildId: string) => boolean) | undefined;
    now: () => number;
    logger: Logger;
    watch: Watch;
  },
) {
  const { generation, approvals, settings } = services;
  const wordsFor = createErrorWords(logger, services.failures);
  const answering = createAnswering({
    answers: createInteractionAnswers(client, signView),
    messages,
    now,
    logger,
  });
  const standingNow = createStandingNow(client);
  const imageRequests = createImageRequests({
    ...{ generation, approvals, answering, wordsFor, languageOf, shared, isOurs, now, logger, watch },
    resultsIn: guildId => settings.get(guildId).resultsChannelId,
    standingNow,
    readmit: createReadmit({ standingNow, settings }),
  });
  return { imageRequests, answering, wordsFor };
}
