import { cutText } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { promptLengthMost } from '../../services/generation/requests/plan.ts';
import { detailsView } from '../../views/generate/details-view.ts';
import { promptModal } from '../../views/generate/image-forms.ts';
import { said, t } from '../../words/words.ts';
import { defineMessageCommand, defineModal } from '../command.ts';
import { placeOf } from './generate.ts';

/** The text of a message as a prompt, which the member reads and changes before it is used. */
export const makeOfMessage = defineMessageCommand({
  name: 'Make an image of this',
  elsewhere: true,
  gate: 'generate',
  async opens({ services, caller, message }) {
    const words = message.imageId
      ? (await services.generation.requestOf(message.imageId, caller)).prompt
      : message.words.trim();
    if (!words) throw new UserError('bad-input', said('generate.noText'));
    return promptModal('make-of-message', t('generate.makeOfMessageTitle'), cutText(words, promptLengthMost));
  },
});

export const makeOfMessageSent = defineModal({
  name: 'make-of-message',
  elsewhere: true,
  gate: 'generate',
  asks: ({ caller, fields }) => Promise.resolve({ ...placeOf(caller), prompt: String(fields.prompt ?? '') }),
});

export const showSettings = defineMessageCommand({
  name: 'Show settings',
  elsewhere: true,
  gate: 'right',
  direct: true,
  visibility: 'private',
  async execute({ services, caller, message }) {
    if (!message.imageId) {
      throw new UserError('bad-input', said('generate.notMine'));
    }
    return detailsView(await services.generation.details(message.imageId, caller));
  },
});
