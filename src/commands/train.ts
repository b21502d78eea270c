import { defineCommandGroup } from './command.ts';
import { trainCancel } from './train-cancel.ts';
import { trainStart } from './train-start.ts';
import { trainStatus } from './train-status.ts';

export const train = defineCommandGroup({
  name: 'train',
  description: 'Teach the bot an actor: start, follow and stop trainings',
  subcommands: [trainStart, trainStatus, trainCancel],
});
