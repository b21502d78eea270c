import { UserError } from '../../errors.ts';
import { sharedView } from '../../views/actor/actor-view.ts';
import { said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { ownActors } from './actor-option.ts';

export const actorShare = defineCommand({
  name: 'share',
  gate: 'right',
  description: 'Choose who can make images of an actor that shows you',
  options: {
    actor: { kind: 'string', description: 'The actor', required: true, autocomplete: ownActors },
    visibility: {
      kind: 'string',
      description: 'Who may use it',
      required: true,
      choices: [
        { name: 'Only me', value: 'owner' },
        { name: 'Chosen members', value: 'chosen' },
        { name: 'Everybody, but ask me each time', value: 'ask' },
        { name: 'Everybody in this server', value: 'guild' },
      ],
    },
    member: {
      kind: 'member',
      description: 'With chosen members: who to add or remove',
      required: false,
    },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    if (options.member?.bot) throw new UserError('bad-input', said('actor.botIsNoUser'));
    const { guildId, memberId } = caller;
    return sharedView(
      await services.actors.share(guildId, memberId, options.actor, options.visibility, options.member?.id),
    );
  },
});
