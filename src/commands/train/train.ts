import { defineCommandGroup } from '../command.ts';
import { trainCancel } from './cancel.ts';
import { trainStart } from './start.ts';
import { trainStatus } from './status.ts';

export const train = defineCommandGroup({
  name: 'train',
  description: 'Teach the bot an actor: start, follow and stop trainings',
  subcommands: [trainStart, trainStatus, trainCancel],
});
