import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { type NamedStyle, namedStyles, ownStylesMost } from './named-styles.ts';
import { folded, type StoredGuildModels } from './stored-models.ts';

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
  setStyle(guildId: string, style: NamedStyle & { example?: string | undefined }): Promise<ShownStyle>;
  /** @throws UserError not-found | bad-input */
  removeStyle(guildId: string, name: string): Promise<void>;
  /** An image that shows a style, unless one does already. */
  noteExample(guildId: string, name: string, generationId: string): Promise<void>;
}

export function createGuildStyles({
  recordOf,
  change,
}: {
  recordOf: (guildId: string) => StoredGuildModels | undefined;
  change: (guildId: string, apply: (record: StoredGuildModels) => StoredGuildModels) => Promise<void>;
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

  return {
    styles,
    styleNamed,
    async setStyle(guildId, { example, ...style }) {
      const key = folded(style.name);
      if (namedStyles.some(({ name }) => folded(name) === key)) {
        throw new UserError('bad-input', said('models.styleBuiltIn', { style: style.name }));
      }
      await change(guildId, record => {
        const others = record.styles.filter(({ name }) => folded(name) !== key);
        if (others.length >= ownStylesMost) {
          throw new UserError('bad-input', said('models.stylesFull', { most: ownStylesMost }));
        }
        // What an image showed of the words before says nothing of the new ones.
        const { [key]: _before, ...examples } = record.examples;
        return {
          ...record,
          styles: [...others, style],
          examples: example ? { ...examples, [key]: example } : examples,
        };
      });
      return styleNamed(guildId, style.name);
    },
    async removeStyle(guildId, name) {
      const style = styleNamed(guildId, name);
      if (!style.own) {
        throw new UserError('bad-input', said('models.styleStays', { style: style.name }));
      }
      const key = folded(name);
      await change(guildId, ({ examples: { [key]: _gone, ...examples }, ...record }) => ({
        ...record,
        examples,
        styles: record.styles.filter(one => folded(one.name) !== key),
      }));
    },
    async noteExample(guildId, name, generationId) {
      const style = found(guildId, name);
      if (!style || style.example) return;
      await change(guildId, record => ({
        ...record,
        examples: { ...record.examples, [folded(name)]: generationId },
      }));
    },
  };
}
