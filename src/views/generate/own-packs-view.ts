import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { cutText } from '../../cut-text.ts';
import {
  packNameLeast,
  packNameMost,
  sceneMost,
  scenesLeast,
  scenesMost,
} from '../../services/generation/requests/own-packs.ts';
import { ownPackEmoji, type Pack } from '../../services/generation/requests/packs.ts';
import { settingsMost } from '../../services/settings/room.ts';
import { t } from '../../words/words.ts';
import {
  button,
  card,
  label,
  type Modal,
  modal,
  plain,
  row,
  rowsOf,
  text,
  type View,
} from '../components.ts';
import { typedText } from '../typed.ts';

const newButton = () =>
  button('own-pack-edit', '', { label: t('ownPacks.add'), emoji: '➕', style: 'primary' });

/** Under all settings, because packs have no command of their own. */
export const ownPacksRow = (count: number) =>
  row(
    button('own-packs', '', {
      label: count === 0 ? t('ownPacks.show') : t('ownPacks.showSome', { packs: count }),
      emoji: ownPackEmoji,
    }),
  );

/** The packs that a server made itself, for its admins. */
export const ownPacksView = (packs: readonly Pack[], done?: string): View =>
  card(
    done ? 'good' : 'plain',
    text(`### ${t('ownPacks.title')}${done ? `\n✓ ${done}` : ''}`),
    text(
      packs.length === 0
        ? t('ownPacks.none', { most: scenesMost })
        : packs
            .map(
              ({ name, scenes }) =>
                `**${plain(name())}** · ${t('ownPacks.scenes', { scenes: scenes.length })}`,
            )
            .join('\n'),
    ),
    ...rowsOf([
      ...packs.map(({ id, name, emoji }) => button('own-pack', id, { label: name(), emoji })),
      ...(packs.length < settingsMost.packs ? [newButton()] : []),
    ]),
  );

/** One of them, with all its scenes. */
export const ownPackView = ({ id, key = id, name, emoji, scenes }: Pack, done?: string): View =>
  card(
    done ? 'good' : 'plain',
    text(`### ${emoji} ${plain(name())}${done ? `\n✓ ${done}` : ''}`),
    text(scenes.map((scene, nth) => `${nth + 1}. ${plain(scene)}`).join('\n')),
    ...rowsOf([
      button('own-pack-edit', key, { label: t('ownPacks.change'), emoji: '✏️' }),
      button('own-pack-remove', id, { label: t('ownPacks.remove'), emoji: '🗑️', style: 'danger' }),
      button('own-packs', '', { label: t('ownPacks.all') }),
    ]),
  );

/** What an admin typed that could not be saved, with a way back to the form. `pack` is what they would change. */
export const ownPackDraftView = (why: string, { name, scenes }: TypedPack, pack?: Pack): View =>
  card(
    'bad',
    text(`${why}\n${t('ownPacks.notSaved')}`),
    typedText(name, 0),
    typedText(scenes, 1),
    ...rowsOf([
      button('own-pack-again', pack?.id ?? '', {
        label: t('ownPacks.backToForm'),
        emoji: '✏️',
        style: 'primary',
      }),
      ...(pack ? [button('own-pack-now', pack.id, { label: t('ownPacks.asItIsNow') })] : []),
    ]),
  );

/** What an admin types of a pack: each line of `scenes` is one. */
export interface TypedPack {
  name: string;
  scenes: string;
}

const typedAs = (pack: Pack): TypedPack => ({ name: pack.name(), scenes: pack.scenes.join('\n') });

/** The form for a new pack, or for one as it is now; filled with what was typed before, where that is given. */
export const ownPackModal = (
  pack: Pack | undefined,
  typed: TypedPack | undefined = pack && typedAs(pack),
): Modal =>
  modal(`own-pack:${pack?.key ?? ''}`, pack ? t('ownPacks.changeTitle') : t('ownPacks.addTitle'), [
    label(t('ownPacks.name'), {
      type: ComponentType.TextInput,
      custom_id: 'name',
      style: TextInputStyle.Short,
      min_length: packNameLeast,
      max_length: packNameMost,
      required: true,
      ...(typed?.name ? { value: cutText(typed.name, packNameMost) } : {}),
    }),
    label(
      t('ownPacks.lines', { least: scenesLeast, most: scenesMost }),
      {
        type: ComponentType.TextInput,
        custom_id: 'scenes',
        style: TextInputStyle.Paragraph,
        placeholder: t('ownPacks.example', { actor: '{actor}' }),
        min_length: 1,
        max_length: scenesMost * (sceneMost + 5),
        required: true,
        ...(typed?.scenes ? { value: typed.scenes } : {}),
      },
      t('ownPacks.whatActorIs', { actor: '{actor}' }),
    ),
  ]);
