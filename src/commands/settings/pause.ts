import { note } from '../../views/components.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed } from './change.ts';

export const pause = defineCommand({
  name: 'pause',
  description: 'Stop making images in this server for a while, or go on',
  options: {
    state: {
      kind: 'string',
      description: 'on: no images are made',
      required: true,
      choices: [
        { name: 'on: make no images', value: 'on' },
        { name: 'off: go on', value: 'off' },
      ],
    },
  },
  visibility: 'private',
  async execute({ options: { state }, services, caller }) {
    requireAdmin(caller);
    const paused = state === 'on';
    const said = paused
      ? note(
          'warn',
          '⏸ No images are made in this server until `/settings pause off`. Images in the making are still delivered; waiting requests are stopped when their turn comes.',
        )
      : note('good', '✓ I’m making images in this server again.');
    return changed(
      { services, caller },
      current => ({ ...current, paused }),
      () => said,
    );
  },
});
