import { renderCastPhoto } from '@ai-actor/playground/cast';
import type { ClientMessage, Member, NamedBytes } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { wordsOf } from './world.ts';

/** Photos are really looked at, and a busy machine takes its time. */
export const patienceMs = 540_000;

export const photos = async (id: string, count: number): Promise<NamedBytes[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => ({
      name: `${id}-${n + 1}.jpg`,
      bytes: await renderCastPhoto(id, n),
    })),
  );

export const attached = (files: NamedBytes[]) =>
  Object.fromEntries(files.map((file, index) => [`photo${index + 1}`, file]));

/** What stands in an answer's place for a moment: where the work is, or that a reason follows privately. */
const interim = /Making your|Checking your photos|The member who asked was told why/;

export const isAnswer = (message: ClientMessage) =>
  message.author.id === ids.bot && !message.loading && !interim.test(wordsOf(message));

/** Types a command and resolves to its answer. */
export async function ask(
  member: Member,
  command: string,
  options: Parameters<Member['command']>[1] = {},
  channelId?: string,
): Promise<ClientMessage> {
  const { interactionId } = await member.command(command, options, channelId);
  return member.waitForMessage(
    message => message.interaction_metadata?.id === interactionId && isAnswer(message),
    patienceMs,
  );
}

/** Presses a button and resolves to the first message after that which fits. */
export async function press(
  member: Member,
  message: ClientMessage,
  button: string,
  fits: (words: string) => boolean,
): Promise<ClientMessage> {
  const from = member.events.length;
  await member.click(message, button);
  return member.waitForMessage(answer => isAnswer(answer) && fits(wordsOf(answer)), patienceMs, from);
}

/** Plans a training, confirms it, and resolves to what there is to do. */
export async function startTraining(
  member: Member,
  options: Parameters<Member['command']>[1],
): Promise<ClientMessage> {
  const plan = await ask(member, '/train start', options);
  return press(member, plan, 'Confirm', words => /notebook|It starts|machine/.test(words));
}

export const jobCodeIn = (message: ClientMessage) => /```\s*([\w-]+)\s*```/.exec(wordsOf(message))?.[1] ?? '';

export const seesNothingOf = async (member: Member, message: ClientMessage) =>
  (await member.messages(message.channel_id)).every(({ id }) => id !== message.id);
