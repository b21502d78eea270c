import { randomBytes } from 'node:crypto';
import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { ServerEvent } from '../members/client-protocol.ts';
import { alreadyAcknowledged, invalidToken, unknownInteraction, unknownWebhook } from '../rest/api-error.ts';
import type { MessageInteraction, StoredMessage } from './message.ts';
import type { SnowflakeSource } from './snowflake.ts';

/** Discord's interaction types: 2 command, 3 component, 4 autocomplete, 5 modal submit. */
export type InteractionType = 2 | 3 | 4 | 5;

export interface Interaction {
  id: string;
  token: string;
  type: InteractionType;
  memberId: string;
  channelId: string;
  /** authorizing_integration_owners: 0 the server, 1 the member who installed the application. */
  owners: Record<string, string>;
  createdAt: number;
  state: 'pending' | 'acknowledged' | 'failed';
  /** Full name of the command, subcommands included. */
  commandName?: string;
  sourceMessage?: StoredMessage;
  /** The interaction whose modal was submitted. */
  triggeredBy?: Interaction;
  modal?: APIModalInteractionResponseCallbackData;
  /** What @original names: the reply, or for component updates the message of the component. */
  originalId?: string;
  /** The reply that was deferred. Its loading flag tells whether it was answered, even after it was deleted. */
  deferredReply?: StoredMessage;
  /** Messages besides the reply, where those are counted: see `followUpsMost`. */
  followUps?: number;
}

export interface InteractionStore {
  create(base: Omit<Interaction, 'id' | 'token' | 'createdAt' | 'state'>): Interaction;
  /** Waits for the choices of an autocomplete interaction; an empty list after the deadline. */
  choices(interaction: Interaction): Promise<APIApplicationCommandOptionChoice[]>;
  answerChoices(interaction: Interaction, choices: APIApplicationCommandOptionChoice[]): void;
  get(id: string): Interaction | undefined;
  /** The interaction to be answered. Throws 10062 when late or unknown, 40060 when it already was. */
  takeForCallback(id: string, token: string): Interaction;
  acknowledge(interaction: Interaction): void;
  /** The interaction behind a webhook token. Throws 50027 when unknown or expired, 10015 before any answer. */
  byToken(token: string): Interaction;
  list(): Interaction[];
  close(): void;
}

export function createInteractionStore(options: {
  ids: SnowflakeSource;
  ackDeadlineMs: number;
  tokenLifeMs: number;
  notify: (memberId: string, event: ServerEvent) => void;
}): InteractionStore {
  const byId = new Map<string, Interaction>();
  const ofToken = new Map<string, Interaction>();
  const timers = new Map<string, NodeJS.Timeout>();
  const waiting = new Map<string, (choices: APIApplicationCommandOptionChoice[]) => void>();

  function settle(interaction: Interaction, state: 'acknowledged' | 'failed'): void {
    interaction.state = state;
    clearTimeout(timers.get(interaction.id));
    timers.delete(interaction.id);
    if (interaction.type === 4) {
      if (state === 'failed') waiting.get(interaction.id)?.([]);
      return;
    }
    options.notify(interaction.memberId, {
      type: 'interaction',
      interactionId: interaction.id,
      state,
      ...(state === 'failed' ? { reason: 'The application did not respond' } : {}),
    });
  }

  return {
    create(base) {
      const interaction: Interaction = {
        ...base,
        id: options.ids.next(),
        token: `aW50ZXJhY3Rpb24${randomBytes(48).toString('base64url')}`,
        createdAt: Date.now(),
        state: 'pending',
      };
      byId.set(interaction.id, interaction);
      ofToken.set(interaction.token, interaction);
      timers.set(
        interaction.id,
        setTimeout(() => settle(interaction, 'failed'), options.ackDeadlineMs),
      );
      return interaction;
    },
    choices: interaction =>
      new Promise(resolve => {
        waiting.set(interaction.id, choices => {
          waiting.delete(interaction.id);
          resolve(choices);
        });
      }),
    answerChoices(interaction, choices) {
      settle(interaction, 'acknowledged');
      waiting.get(interaction.id)?.(choices);
    },
    get: id => byId.get(id),
    takeForCallback(id, token) {
      const interaction = byId.get(id);
      if (!interaction || interaction.token !== token || interaction.state === 'failed') {
        throw unknownInteraction();
      }
      if (interaction.state === 'acknowledged') throw alreadyAcknowledged();
      return interaction;
    },
    acknowledge: interaction => settle(interaction, 'acknowledged'),
    byToken(token) {
      const interaction = ofToken.get(token);
      if (!interaction || Date.now() - interaction.createdAt > options.tokenLifeMs) throw invalidToken();
      if (interaction.state !== 'acknowledged') throw unknownWebhook();
      return interaction;
    },
    list: () => [...byId.values()],
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const resolve of waiting.values()) resolve([]);
    },
  };
}

/** What a message tells about the interaction that it answers. */
export function toMessageInteraction(interaction: Interaction): MessageInteraction {
  return {
    id: interaction.id,
    type: interaction.type,
    userId: interaction.memberId,
    owners: interaction.owners,
    ...(interaction.commandName ? { name: interaction.commandName } : {}),
    ...(interaction.sourceMessage ? { sourceMessageId: interaction.sourceMessage.id } : {}),
    ...(interaction.triggeredBy ? { triggeredBy: toMessageInteraction(interaction.triggeredBy) } : {}),
  };
}
