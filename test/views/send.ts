import { validateMessage, validateModal } from '@ai-actor/playground/discord/validation';
import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import { toMessage } from '../../src/discord/channel-messages.ts';
import type { Modal, View } from '../../src/views/components.ts';

import { ana } from './samples/records.ts';

export const onTheWire = (body: object) => JSON.parse(JSON.stringify(body));

/** Throws what Discord would answer. */
function send(shown: View | Modal): void {
  if ('title' in shown) {
    validateModal(onTheWire(shown));
    return;
  }
  const { components, files } = toMessage(shown);
  // Beside an answer that comes late, its member is pinged.
  const mention = { type: ComponentType.TextDisplay, content: `<@${ana}>` };
  validateMessage('create', {
    payload: onTheWire({
      flags: MessageFlags.IsComponentsV2,
      components: [mention, ...components],
      attachments: files.map(({ name, description }, nth) => ({
        id: String(nth),
        filename: name,
        description,
      })),
    }),
    files: files.map(({ name }, nth) => ({ index: String(nth), name: name ?? '', bytes: Buffer.from('x') })),
  });
}

/** What Discord has against it; empty where it takes it. */
export function refusal(shown: View | Modal): string {
  try {
    send(shown);
    return '';
  } catch (error) {
    return JSON.stringify((error as { body?: unknown }).body ?? String(error));
  }
}
