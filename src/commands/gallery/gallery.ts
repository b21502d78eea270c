import { UserError } from '../../errors.ts';
import { principalOf } from '../../services/actors/access.ts';
import type { Actor } from '../../services/actors/actor.ts';
import { modelKey } from '../../services/generation/archive/generation-index.ts';
import { shownThumbnail } from '../../services/generation/archive/shown-thumbnail.ts';
import { largeSide, smallSide } from '../../services/generation/images/thumbnail.ts';
import type { Services } from '../../services/index.ts';
import type { View } from '../../views/components.ts';
import {
  favouriteView,
  type GalleryFilter,
  galleryRefs,
  galleryView,
  noImagesToSaveView,
} from '../../views/gallery/gallery-view.ts';
import { deleteImageView } from '../../views/generate/delete-image-view.ts';
import { detailsView, withPictures } from '../../views/generate/details-view.ts';
import { exportView, ofImages, ofImagesOutside } from '../../views/privacy/export-view.ts';
import { said } from '../../words/words.ts';
import { choicesOf, seenActors } from '../actor/actor-option.ts';
import {
  type AutocompleteContext,
  type ButtonDeclaration,
  type Caller,
  type Choice,
  defineButton,
  defineCommand,
  directMessages,
} from '../command.ts';
import { partsFrom } from '../privacy/privacy.ts';
import { galleryPageSize } from './gallery-page-size.ts';

/**
 * Direct messages belong to no server: there, members find the actors whom they speak for in any server. In places that
 * the bot is no part of, there are none.
 */
async function suggestActors(context: AutocompleteContext): Promise<Choice[]> {
  const { typed, services, caller } = context;
  if (caller.elsewhere) return [];
  if (caller.guildId !== directMessages) return seenActors(context);
  return choicesOf(await services.actors.suggestSpokenFor(caller.memberId, typed));
}

/** Those that images were made with lately come first; one that is gone can be typed. */
async function suggestModels({ typed, services, caller }: AutocompleteContext): Promise<Choice[]> {
  const { models: first } = await services.generation.usedBy(caller.memberId);
  return services.models
    .suggest(caller.guildId, typed, { first, which: () => true })
    .map(({ model: { id, name } }) => ({ name, value: id }));
}

/** @throws UserError not-found | not-allowed */
async function actorOf(services: Services, caller: Caller, idOrName: string): Promise<Actor> {
  if (caller.elsewhere) throw new UserError('not-allowed', said('generate.actorsInServers'));
  if (caller.guildId !== directMessages) {
    return services.actors.find(caller.guildId, caller.memberId, idOrName);
  }
  const actor = await services.actors.findSpokenFor(caller.memberId, idOrName);
  if (!actor) throw new UserError('not-found', said('gallery.noActorOfYou'));
  return actor;
}

async function galleryPage(services: Services, caller: Caller, filter: GalleryFilter): Promise<View> {
  const { generation } = services;
  const actor = filter.actorId ? await actorOf(services, caller, filter.actorId) : undefined;
  const found = await generation.gallery(caller, { ...filter, size: galleryPageSize });
  const images = await Promise.all(
    found.images.map(async image => ({
      ...image,
      ...(await shownThumbnail(generation, image.record, caller, filter.large ? largeSide : smallSide)),
    })),
  );
  return galleryView({ ...found, images }, filter, {
    actorName: actor?.name,
    showsViewer: actor !== undefined && principalOf(actor) === caller.memberId,
    hasAlbums: caller.guildId !== directMessages,
  });
}

export const gallery = defineCommand({
  name: 'gallery',
  elsewhere: true,
  gate: 'right',
  description: 'commands.gallery',
  options: {
    member: { kind: 'member', description: 'commands.galleryMember', required: false },
    actor: {
      kind: 'string',
      description: 'commands.galleryActor',
      required: false,
      autocomplete: suggestActors,
    },
    model: {
      kind: 'string',
      description: 'commands.galleryModel',
      required: false,
      maxLength: 100,
      autocomplete: suggestModels,
    },
    favourites: { kind: 'boolean', description: 'commands.galleryFavourites', required: false },
  },
  visibility: 'private',
  direct: true,
  async execute({ options, services, caller }) {
    const model = options.model?.trim();
    const actorId = options.actor && (await actorOf(services, caller, options.actor)).id;
    return galleryPage(services, caller, {
      ...{ page: 0, memberId: options.member?.id, actorId },
      // One that is gone is found by what its images call it.
      model: model ? modelKey(services.models.idOf(caller.guildId, model) ?? model) : undefined,
      favourites: options.favourites,
    });
  },
});

const turn = defineButton({
  name: 'gallery',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: ({ ref, services, caller }) => galleryPage(services, caller, galleryRefs.filterOf(ref)),
});

const favourite = defineButton({
  name: 'gallery-favourite',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const { id, filter } = galleryRefs.imageOf(ref);
    await unlessGone(services.generation.toggleFavourite(id, caller));
    return galleryPage(services, caller, filter);
  },
});

/** Under an image, where everybody may press it: the answer is the member's alone. */
const favouriteHere = defineButton({
  name: 'favourite',
  elsewhere: true,
  gate: 'right',
  answer: 'private',
  direct: true,
  execute: async ({ ref, services, caller }) =>
    favouriteView(await services.generation.toggleFavourite(ref, caller)),
});

/** The images that the member made, in zip files. */
const exportImages = defineButton({
  name: 'gallery-export',
  elsewhere: true,
  gate: 'right',
  answer: 'private',
  direct: true,
  async execute({ ref, services, caller: { memberId, elsewhere } }) {
    const parts = await partsFrom(Number(ref) || 0, nth =>
      services.privacy.exportImages(memberId, nth, { elsewhere }),
    );
    if (parts.every(({ files, leftOut }) => files + leftOut === 0)) return noImagesToSaveView();
    return exportView(parts, elsewhere ? ofImagesOutside : ofImages);
  },
});

const showImage = defineButton({
  name: 'gallery-image',
  elsewhere: true,
  gate: 'right',
  answer: 'private',
  direct: true,
  async execute({ ref, services, caller }) {
    const record = await services.generation.details(ref, caller);
    return withPictures(detailsView(record), record, await services.generation.pictures(record, caller));
  },
});

/** Already deleted, by a double click or by another member: the page then shows what is left. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError && error.code === 'gone') return undefined;
    throw error;
  }
}

const askDelete = defineButton({
  name: 'gallery-delete',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const { id, filter } = galleryRefs.imageOf(ref);
    const { guildId, memberId, admin } = caller;
    const record = await unlessGone(services.generation.removable(id, guildId, memberId, admin));
    if (!record) return galleryPage(services, caller, filter);
    return deleteImageView(
      record,
      { name: 'gallery-delete-now', ref },
      { name: 'gallery', ref: galleryRefs.of(filter) },
    );
  },
});

const deleteShown = defineButton({
  name: 'gallery-delete-now',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const { id, filter } = galleryRefs.imageOf(ref);
    const { guildId, memberId, admin } = caller;
    await unlessGone(services.generation.delete(id, guildId, memberId, admin));
    return galleryPage(services, caller, filter);
  },
});

export const galleryButtons: ButtonDeclaration[] = [
  turn,
  favourite,
  favouriteHere,
  exportImages,
  showImage,
  askDelete,
  deleteShown,
];
