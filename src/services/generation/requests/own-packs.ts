import { createHash } from 'node:crypto';
import { onOneLine } from '../../../cut-text.ts';
import { UserError } from '../../../errors.ts';
import { type Said, said, t } from '../../../words/words.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Noted } from '../../settings/noted-changes.ts';
import type { OwnPack } from '../../settings/own-pack.ts';
import { sameName } from '../../settings/room.ts';
import type { GuildSettings, SettingsService } from '../../settings/settings-service.ts';
import { newId } from '../../storage/id.ts';
import { packs as builtIn, idIn, ownPackEmoji, type Pack } from './packs.ts';
import { peopleInPicture } from './place-subject.ts';

export const scenesMost = 8;
export const scenesLeast = 2;
/** Characters of one scene. */
export const sceneMost = 300;
export const packNameMost = 32;
export const packNameLeast = 2;

/** The packs of a server: those that come along, and those of its admins. */
export interface Packs {
  of(guildId: string): Pack[];
  /**
   * By its id; or by its key, of the pack as it was then.
   * @throws UserError gone where it was removed or, for a key, its scenes were changed since
   */
  named(guildId: string, idOrKey: string): Pack;
  /**
   * Adds a pack, or changes the one with this key. Each line of `scenes` is one.
   * @throws UserError bad-input | blocked for what no actor may be shown in | gone if somebody else has changed it since
   */
  save(
    guildId: string,
    by: string,
    typed: { name: string; scenes: string },
    key?: string,
  ): Promise<Noted<unknown> & { pack: Pack }>;
  /** @throws UserError gone */
  remove(guildId: string, by: string, id: string): Promise<Noted<unknown> & { pack: Pack }>;
}

export function createPacks({
  settings,
  safety,
}: {
  settings: Pick<SettingsService, 'get' | 'change'>;
  safety: Pick<SafetyService, 'checkPrompt'>;
}): Packs {
  const ownIn = ({ packs }: Pick<GuildSettings, 'packs'>): Pack[] =>
    Object.entries(packs).map(([id, pack]) => packOf(id, pack));
  const of = (guildId: string) => [...builtIn, ...ownIn(settings.get(guildId))];

  function named(guildId: string, idOrKey: string): Pack {
    return pick(of(guildId), idOrKey);
  }

  /** As for every actor, in any channel. @throws UserError blocked, which says in which scene */
  async function checkRules(guildId: string, memberId: string, { name, scenes }: OwnPack): Promise<void> {
    const [subject] = peopleInPicture;
    const asked = { guildId, memberId, adultChannel: false, fromPhoto: true, subject };
    await safety.checkPrompt({ ...asked, prompt: name });
    for (const [nth, scene] of scenes.entries()) {
      const prompt = scene.includes('{actor}')
        ? scene.replaceAll('{actor}', subject)
        : `${subject}, ${scene}`;
      await safety.checkPrompt({ ...asked, prompt }).catch(error => {
        if (!(error instanceof UserError)) throw error;
        throw new UserError(error.code, () => t('ownPacks.inScene', { nth: nth + 1, why: error.tell() }), {
          cause: error,
        });
      });
    }
  }

  return {
    of,
    named,

    async save(guildId, by, typed, key) {
      const pack = typedPack(typed);
      if (builtIn.some(one => sameName(one.name(), pack.name)))
        throw wrong(said('ownPacks.nameTaken', { pack: pack.name }));
      const known = key === undefined ? undefined : named(guildId, key);
      await checkRules(guildId, by, pack);
      const id = known?.id ?? newId();
      const noted = await settings.change(guildId, by, current => {
        // Once more: another admin may have been faster.
        if (key !== undefined) pick(ownIn(current), key);
        return { ...current, packs: { ...current.packs, [id]: pack } };
      });
      return { ...noted, pack: packOf(id, pack) };
    },

    async remove(guildId, by, id) {
      const pack = pick(ownIn(settings.get(guildId)), id);
      const noted = await settings.change(guildId, by, current => {
        const { [pack.id]: _gone, ...packs } = current.packs;
        return { ...current, packs };
      });
      return { ...noted, pack };
    },
  };
}

const wrong = (words: Said) => new UserError('bad-input', words);

const packOf = (id: string, { name, scenes }: OwnPack): Pack => ({
  ...{ id, name: () => name, scenes, emoji: ownPackEmoji },
  key: `${id}.${createHash('sha256')
    .update(JSON.stringify([name, scenes]))
    .digest('hex')
    .slice(0, 6)}`,
});

/** @throws UserError gone */
function pick(among: readonly Pack[], idOrKey: string): Pack {
  const id = idIn(idOrKey);
  const pack = among.find(one => one.id === id);
  if (!pack) throw new UserError('gone', said('packs.unknown'));
  if (idOrKey !== id && idOrKey !== pack.key)
    throw new UserError('gone', said('ownPacks.changed', { pack: pack.name() }));
  return pack;
}

/** @throws UserError bad-input */
function typedPack(typed: { name: string; scenes: string }): OwnPack {
  const name = onOneLine(typed.name);
  const length = [...name].length;
  if (length < packNameLeast || length > packNameMost || !/[\p{L}\p{N}]/u.test(name))
    throw wrong(said('ownPacks.nameLength', { least: packNameLeast, most: packNameMost }));
  const scenes = typed.scenes
    .split('\n')
    // As lists are written.
    .map(line =>
      onOneLine(line.replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '')).replace(/\{\s*actor\s*\}/gi, '{actor}'),
    )
    .filter(line => line !== '');
  if (scenes.length < scenesLeast || scenes.length > scenesMost)
    throw wrong(
      said('ownPacks.scenesCount', { least: scenesLeast, most: scenesMost, scenes: scenes.length }),
    );
  for (const [nth, scene] of scenes.entries()) {
    if (scene.length > sceneMost)
      throw wrong(said('ownPacks.sceneLength', { nth: nth + 1, length: scene.length, most: sceneMost }));
    const first = scenes.findIndex(other => sameName(other, scene));
    if (first < nth) throw wrong(said('ownPacks.sceneTwice', { nth: nth + 1, first: first + 1 }));
  }
  return { name, scenes };
}
