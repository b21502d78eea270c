import { UserError } from '../../errors.ts';
import { type Said, said, t, together } from '../../words/words.ts';
import type { Availabilities } from './availability.ts';
import { findModel, unknownModel } from './find-model.ts';
import type { GuildModels } from './guild-models.ts';
import type { Model } from './model.ts';
import type { ModelsService } from './models-service.ts';
import type { OwnComputers } from './own-computers.ts';
import type { Availability } from './served-routes.ts';

const notAvailable = ({ model, reason }: Availability): Said =>
  together(said('models.isNotAvailable', { model: model.name }), reason && said(reason));

/** Finds the model for what a member asked for, with the ways to it. */
export function createModelResolver({
  guilds,
  availabilities,
  onOwn,
}: {
  guilds: GuildModels;
  availabilities: Availabilities;
  onOwn: OwnComputers;
}): Pick<ModelsService, 'gone' | 'resolve' | 'resolveForLora' | 'forPictures'> {
  const ofKind = (guildId: string, kind: Model['kind']) =>
    guilds.shown(guildId).filter(({ model }) => model.kind === kind);
  const modelsFor = (guildId: string, kind: Model['kind']) => ofKind(guildId, kind).map(({ model }) => model);
  /** What is served by others, or else by computers of the server. */
  async function firstAvailable(guildId: string, models = modelsFor(guildId, 'text-to-image')) {
    const own = models.filter(model => onOwn.draws(guildId, model)).slice(0, 1);
    const found = (await availabilities.first(models)) ?? (own[0] && (await availabilities.of(own[0])));
    return found && onOwn.first(guildId, found);
  }

  /** A sentence about one that can be had, to go on with. */
  async function insteadOf(guildId: string): Promise<Said | undefined> {
    const instead = await firstAvailable(guildId);
    return instead && said('models.instead', { model: instead.model.name });
  }

  /** One that was asked for by its name. */
  async function namedForPictures(guildId: string, asked: string, count: number) {
    const model = findModel(guilds.shown(guildId), asked);
    if (!model) throw unknownModel(asked, ofKind(guildId, 'image-to-image'));
    const { name, kind, picturesMost = 1 } = model;
    if (kind !== 'image-to-image') {
      throw new UserError('bad-input', said('models.wordsOnly', { model: name }));
    }
    if (picturesMost < count) {
      throw new UserError(
        'bad-input',
        said('models.looksAtFewer', { model: name, pictures: picturesMost, needed: count }),
      );
    }
    const found = await availabilities.of(model);
    if (found.routes.length > 0) return found;
    throw new UserError('model-unavailable', notAvailable(found));
  }

  return {
    async gone(guildId, modelId) {
      availabilities.doubt(modelId);
      const others = modelsFor(guildId, 'text-to-image').filter(({ id }) => id !== modelId);
      const doubted = guilds.shown(guildId).find(({ model }) => model.id === modelId);
      if (doubted) availabilities.prepare(doubted.model);
      return (await firstAvailable(guildId, others))?.model;
    },

    async resolve(guildId, idOrName) {
      if (idOrName === undefined) {
        const first = await firstAvailable(guildId);
        if (first) return first;
        throw new UserError('model-unavailable', said('models.noneAvailable'));
      }
      const model = findModel(guilds.shown(guildId), idOrName);
      if (!model) {
        const hidden = findModel(guilds.hidden(guildId), idOrName);
        if (!hidden) throw unknownModel(idOrName, ofKind(guildId, 'text-to-image'));
        throw new UserError(
          'model-unavailable',
          together(said('models.isHidden', { model: hidden.name }), await insteadOf(guildId)),
        );
      }
      if (model.kind === 'image-to-image') {
        throw new UserError(
          'bad-input',
          together(said('models.startsFromPictures', { model: model.name }), await insteadOf(guildId)),
        );
      }
      const found = onOwn.first(guildId, await availabilities.of(model));
      if (found.routes.length > 0) return found;
      throw new UserError('model-unavailable', together(notAvailable(found), await insteadOf(guildId)));
    },

    async resolveForLora(guildId, baseModel, loraRepo) {
      const model = findModel(guilds.shown(guildId), baseModel);
      if (!model) {
        const hidden = findModel(guilds.hidden(guildId), baseModel);
        if (hidden) {
          throw new UserError('model-unavailable', said('models.baseHidden', { model: hidden.name }));
        }
        throw new UserError('model-unknown', said('models.baseUnknown'));
      }
      const [found, ways] = await Promise.all([
        availabilities.of(model),
        availabilities.loraWays(model, loraRepo),
      ]);
      return { model, revision: found.revision, ...onOwn.loraFirst(guildId, model, ways) };
    },

    async forPictures(guildId, count, { model: asked, exactly = false } = {}) {
      const models = modelsFor(guildId, 'image-to-image');
      if (asked !== undefined) return namedForPictures(guildId, asked, exactly ? count : 1);
      const [best] = models;
      if (!best) {
        throw new UserError('not-served', said('models.fromPicturesHidden'));
      }
      const takes = ({ picturesMost = 1 }: Model) => picturesMost >= count;
      const most = ({ picturesMost = 1 }: Model) => picturesMost;
      const found =
        (await availabilities.first(models.filter(takes))) ??
        (exactly ? undefined : await availabilities.first([...models].sort((a, b) => most(b) - most(a))));
      if (found) return found;
      const { reason } = await availabilities.of(models.find(takes) ?? best);
      throw new UserError(
        'not-served',
        exactly && count > 1
          ? together(said('models.noneForPictures', { pictures: count }), reason && said(reason))
          : () => t('models.noneForPicture', { model: best.name, reason: reason ? t(reason) : '' }),
      );
    },
  };
}
