import { UserError } from '../../errors.ts';
import { sharedView } from '../../views/actor/actor-view.ts';
import { said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { ownActors } from './actor-option.ts';

export const actorShare = defineCommand({
  name: 'share',
  gate: 'right',
  description: 'commands.actorShare',
  options: {
    actor: {
      kind: 'string',
      description: 'commands.actorShowActor',
      required: true,
      autocomplete: ownActors,
    },
    visibility: {
      kind: 'string',
      description: 'commands.actorShareVisibility',
      required: true,
      choices: [
        { name: 'commands.actorShareVisibilityOwner', value: 'owner' },
        { name: 'commands.actorShareVisibilityChosen', value: 'chosen' },
        { name: 'commands.actorShareVisibilityAsk', value: 'ask' },
        { name: 'commands.actorShareVisibilityGuild', value: 'guild' },
      ],
    },
    member: {
      kind: 'member',
      description: 'commands.actorShareMember',
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
