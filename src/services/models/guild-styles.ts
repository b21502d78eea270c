import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Change, Noted } from '../settings/noted-changes.ts';
import { changedSince } from '../settings/setting-change.ts';
import { type NamedStyle, namedStyles, ownStylesMost } from './named-styles.ts';
import { folded, repeated, type StoredGuildModels } from './stored-models.ts';

/** A style with the image of this server that shows it. */
export interface ShownStyle extends NamedStyle {
  own: boolean;
  /** Id of a generation; absent until somebody used the style here. */
  example?: string | undefined;
}

/** The styles of a server: those that come along, and those of its admins. */
export interface GuildStyles {
  styles(guildId: string): ShownStyle[];
  /** @throws UserError not-found */
  styleNamed(guildId: string, name: string): ShownStyle;
  /** Adds a style or changes one of the server's own. @throws UserError bad-input */
  setStyle(
    guildId: string,
    by: string,
    style: NamedStyle & { example?: string | undefined },
  ): Promise<Noted<unknown>>;
  /** @throws UserError not-found | bad-input */
  removeStyle(guildId: string, by: string, name: string): Promise<Noted<unknown>>;
  /** An image that shows a style, unless one does already. */
  noteExample(guildId: string, name: string, generationId: string): Promise<void>;
}

export function createGuildStyles({
  recordOf,
  update,
  change,
}: {
  recordOf: (guildId: string) => StoredGuildModels | undefined;
  update: (guildId: string, apply: (record: StoredGuildModels) => StoredGuildModels) => Promise<unknown>;
  change: Change<StoredGuildModels>;
}): GuildStyles {
  function styles(guildId: string): ShownStyle[] {
    const { styles: own = [], examples = {} } = recordOf(guildId) ?? {};
    return [
      ...namedStyles.map(style => ({ ...style, own: false })),
      ...own.map(style => ({ ...style, own: true })),
    ].map(style => ({ ...style, example: examples[folded(style.name)] }));
  }

  const found = (guildId: string, name: string) =>
    styles(guildId).find(style => folded(style.name) === folded(name));

  function styleNamed(guildId: string, name: string): ShownStyle {
    const style = found(guildId, name);
    if (!style) {
      throw new UserError('not-found', said('models.noStyle', { style: name.trim() }));
    }
    return style;
  }

  const setExample = (guildId: string, key: string, generationId: string) =>
    update(guildId, record => ({ ...record, examples: { ...record.examples, [key]: generationId } }));

  return {
    styles,
    styleNamed,
    async setStyle(guildId, by, { example, ...style }) {
      const key = folded(style.name);
      if (namedStyles.some(({ name }) => folded(name) === key)) {
        throw new UserError('bad-input', said('models.styleBuiltIn', { style: style.name }));
      }
      const noted = await change(guildId, by, record => {
        const others = record.styles.filter(({ name }) => folded(name) !== key);
        return { ...record, styles: [...others, style] };
      });
      if (example) await setExample(guildId, key, example);
      return noted;
    },
    async removeStyle(guildId, by, name) {
      const style = styleNamed(guildId, name);
      if (!style.own) {
        throw new UserError('bad-input', said('models.styleStays', { style: style.name }));
      }
      return change(guildId, by, record => ({
        ...record,
        styles: record.styles.filter(one => folded(one.name) !== folded(name)),
      }));
    },
    async noteExample(guildId, name, generationId) {
      const style = found(guildId, name);
      if (!style || style.example) return;
      await setExample(guildId, folded(name), generationId);
    },
  };
}

/** @throws UserError bad-input, or gone where a style that is brought back has been made again since */
export function requireStylesFit(before: StoredGuildModels, after: StoredGuildModels): void {
  if (after.styles.length > ownStylesMost && after.styles.length > before.styles.length) {
    throw new UserError('bad-input', said('models.stylesFull', { most: ownStylesMost }));
  }
  const names = ({ styles }: StoredGuildModels) => styles.map(({ name }) => name);
  if (repeated(names(after)) > repeated(names(before))) throw changedSince();
}

/** What an image showed of a style before its words changed says nothing of the new ones. */
export function withFittingExamples(before: StoredGuildModels, after: StoredGuildModels): StoredGuildModels {
  const styleIn = ({ styles }: StoredGuildModels, key: string) =>
    styles.find(({ name }) => folded(name) === key);
  const kept = Object.entries(after.examples).filter(([key]) =>
    isDeepStrictEqual(styleIn(before, key), styleIn(after, key)),
  );
  return { ...after, examples: Object.fromEntries(kept) };
}
