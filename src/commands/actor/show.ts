import { activeVersionOf } from '../../services/actors/actor.ts';
import { sampleMade } from '../../services/training/result/sample-made.ts';
import { actorView } from '../../views/actor/actor-view.ts';
import { t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { seenActors } from './actor-option.ts';

export const actorShow = defineCommand({
  name: 'show',
  gate: 'right',
  description: 'commands.actorShow',
  options: {
    actor: {
      kind: 'string',
      description: 'commands.actorShowActor',
      required: true,
      autocomplete: seenActors,
    },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    const actor = await services.actors.find(caller.guildId, caller.memberId, options.actor);
    const pictures = await services.actors.pictures(actor, caller.memberId);
    const version = activeVersionOf(actor);
    // What cannot be told now is left out.
    const [trained, photos] = await Promise.all([
      version && services.generation.trainedWays(actor, version).catch(() => undefined),
      services.generation.photosWay(actor).catch(() => undefined),
    ]);
    const figures = await services.generation.likenessOf(actor.id);
    return actorView(
      actor,
      pictures.map(({ bytes, kind, original }, index) => ({
        name: `${kind}-${index + 1}.jpg`,
        bytes,
        made: kind === 'photo' || !version ? 'nothing' : { ...sampleMade(version), copyOf: original },
        alt: t(kind === 'photo' ? 'actor.photoAlt' : 'actor.sampleAlt', {
          number: index + 1,
          actor: actor.name,
        }),
      })),
      caller,
      { trained, photos },
      figures,
    );
  },
});
