import { cutText } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { isTheirs } from '../../services/actors/access.ts';
import type { Actor } from '../../services/actors/actor.ts';
import { said } from '../../words/words.ts';
import { type AttachedFile, defineCommand } from '../command.ts';
import { ownActors } from './actor-option.ts';
import { reportOf, showChecks } from './photo-report.ts';

const file = { kind: 'file', description: 'commands.actorPhotosAdd', required: false } as const;

/** Photos by their numbers on the contact sheet. @throws UserError for anything but the number of a photo */
function numbersIn(words: string, actor: Actor): string[] {
  return words
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(word => {
      const photo = /^\d+$/.test(word) ? actor.photos[Number(word) - 1] : undefined;
      if (!photo) {
        throw new UserError(
          'bad-input',
          said('actorPhotos.noSuchPhoto', {
            number: cutText(word, 20),
            actor: actor.name,
            photos: actor.photos.length,
          }),
        );
      }
      return photo.sha256;
    });
}

export const actorPhotos = defineCommand({
  name: 'photos',
  gate: 'right',
  description: 'commands.actorPhotos',
  options: {
    actor: {
      kind: 'string',
      description: 'commands.actorShowActor',
      required: true,
      autocomplete: ownActors,
    },
    add1: file,
    add2: file,
    add3: file,
    add4: file,
    add5: file,
    add6: file,
    add7: file,
    add8: file,
    add9: file,
    add10: file,
    remove: {
      kind: 'string',
      description: 'commands.actorPhotosRemove',
      required: false,
      maxLength: 60,
    },
  },
  visibility: 'private',
  async execute({ options, services, caller, progress }) {
    const { guildId, memberId } = caller;
    const actor = await services.actors.find(guildId, memberId, options.actor);
    const files = Array.from({ length: 10 }, (_, index) => options[`add${index + 1}` as 'add1']).filter(
      (each): each is AttachedFile => each !== undefined,
    );
    const going = options.remove ? numbersIn(options.remove, actor) : [];
    if (files.length === 0 && going.length === 0) {
      // Looking changes nothing, so both the owner and the person shown may, even if only one of them may change it.
      if (!isTheirs(actor, memberId)) {
        throw new UserError('not-allowed', said('actorPhotos.onlyTheySee'));
      }
      return reportOf(services, { actor, outcomes: [] }, memberId);
    }
    // Taking photos away is theirs by right; giving more is not.
    if (files.length > 0) services.settings.requireMay(caller, 'register');
    const report =
      files.length > 0
        ? await services.actors.addPhotos(guildId, memberId, actor.id, files, {
            replacing: going,
            onChecked: showChecks(progress),
          })
        : await services.actors.removePhotos(guildId, memberId, actor.id, going);
    return reportOf(services, report, memberId);
  },
});
