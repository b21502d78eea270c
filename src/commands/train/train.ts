import { defineCommandGroup } from '../command.ts';
import { trainCancel } from './cancel.ts';
import { trainStart } from './start.ts';
import { trainStatus } from './status.ts';

export const train = defineCommandGroup({
  name: 'train',
  description: 'commands.train',
  subcommands: [trainStart, trainStatus, trainCancel],
});
