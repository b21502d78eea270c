import { UserError } from '../../errors.ts';
import { within } from '../../views/components.ts';
import { detailsView, withPictures } from '../../views/generate/details-view.ts';
import { imageActions } from '../../views/generate/image-view.ts';
import { said } from '../../words/words.ts';
import { type AutocompleteContext, defineCommand, directMessages } from '../command.ts';
import { oursOf } from '../provenance/is-this-ours.ts';

const offered = 25;

/** The latest images that the member may see whose id, prompt or actor contains what was typed. */
async function suggestImages({ typed, services, caller }: AutocompleteContext) {
  const found = await services.generation.gallery(caller, { page: 0, size: 50 });
  const wanted = typed.toLocaleLowerCase('en').trim();
  return found.images
    .filter(({ record }) =>
      `${record.id} ${record.prompt} ${record.actor?.name ?? ''}`.toLocaleLowerCase('en').includes(wanted),
    )
    .slice(0, offered)
    .map(({ record }) => ({
      name: `${record.id} · ${record.prompt.replace(/\s+/g, ' ')}`,
      value: record.id,
    }));
}

export const show = defineCommand({
  name: 'show',
  elsewhere: true,
  gate: 'right',
  description: 'commands.show',
  options: {
    id: {
      kind: 'string',
      description: 'commands.showId',
      required: false,
      maxLength: 32,
      autocomplete: suggestImages,
    },
    image: { kind: 'file', description: 'commands.showImage', required: false },
  },
  visibility: 'private',
  direct: true,
  async execute({ options, services, caller }) {
    if (options.image) return oursOf(services, caller, options.image);
    if (!options.id) {
      throw new UserError('bad-input', said('gallery.giveIdOrImage'));
    }
    const { generation } = services;
    const record = await generation.details(options.id.trim(), caller);
    const view = withPictures(detailsView(record), record, await generation.pictures(record, caller));
    const actions = imageActions(record, {
      direct: caller.guildId === directMessages,
      touchUps: generation.touchUpsIn(caller.guildId),
    });
    return within(view, ...actions);
  },
});
