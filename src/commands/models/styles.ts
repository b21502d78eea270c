import { onOneLine } from '../../cut-text.ts';
import { UserError } from '../../errors.ts';
import { showsSomebodyReal } from '../../services/generation/generation.ts';
import { madeOf } from '../../services/generation/images/made-of.ts';
import type { Services } from '../../services/index.ts';
import type { ShownStyle } from '../../services/models/guild-styles.ts';
import { note } from '../../views/components.ts';
import { exampleFile, examplesMost, stylesView } from '../../views/models/styles-view.ts';
import { said, t } from '../../words/words.ts';
import { type AutocompleteContext, type Caller, type Choice, defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { undoable } from '../settings/change.ts';

/** The styles of the server whose name or words contain what was typed. */
export function suggestStyles({ typed, services, caller }: AutocompleteContext): Choice[] {
  const wanted = typed.trim().toLowerCase();
  return services.models
    .styles(caller.guildId)
    .filter(({ name, words }) => `${name} ${words}`.toLowerCase().includes(wanted))
    .slice(0, 25)
    .map(({ name, words }) => ({ name: `${name} · ${words}`, value: name }));
}

/** The image that shows a style, if it is still there and may be seen here. */
async function exampleOf({ generation }: Services, caller: Caller, { name, example }: ShownStyle) {
  if (!example) return undefined;
  try {
    const record = await generation.details(example, caller);
    const [picture] = await generation.pictures(record, caller);
    if (!picture || !('bytes' in picture)) return undefined;
    return {
      name: exampleFile(name),
      bytes: picture.bytes,
      description: `${name}: ${record.prompt}`,
      made: madeOf(record.settings, { showsSomebodyReal: showsSomebodyReal(record) }),
    };
  } catch (error) {
    // It was deleted since.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function page(services: Services, caller: Caller, done?: string) {
  // A worker may have made an image that shows one.
  await services.models.refresh(caller.guildId);
  const styles = services.models.styles(caller.guildId);
  const examples = [];
  for (const one of styles) {
    // The others would be read and judged for nothing.
    if (examples.length === examplesMost) break;
    const example = await exampleOf(services, caller, one);
    if (example) examples.push(example);
  }
  return stylesView(styles, examples, done);
}

export const styles = defineCommand({
  name: 'styles',
  elsewhere: true,
  description: 'commands.modelsStyles',
  options: {},
  visibility: 'private',
  execute: ({ services, caller }) => page(services, caller),
});

export const style = defineCommand({
  name: 'style',
  description: 'commands.modelsStyle',
  options: {
    name: {
      kind: 'string',
      description: 'commands.modelsStyleName',
      required: true,
      minLength: 2,
      maxLength: 32,
      autocomplete: context => (context.caller.admin ? suggestStyles(context) : []),
    },
    words: {
      kind: 'string',
      description: 'commands.modelsStyleWords',
      required: false,
      maxLength: 300,
    },
    negative: {
      kind: 'string',
      description: 'commands.generateNegative',
      required: false,
      maxLength: 300,
    },
    example: {
      kind: 'string',
      description: 'commands.modelsStyleExample',
      required: false,
      maxLength: 32,
    },
    remove: { kind: 'boolean', description: 'commands.modelsStyleRemove', required: false },
  },
  visibility: 'private',
  async execute({ options: { name, words, negative, example, remove }, services, caller }) {
    requireAdmin(caller, 'models.adminsOnly');
    const { models, generation } = services;
    const tidy = onOneLine(name);
    if (remove) {
      if (words || negative || example) throw new UserError('bad-input', said('models.removeOrChange'));
      const { id } = await models.removeStyle(caller.guildId, caller.memberId, tidy);
      return undoable(note('good', `✓ ${t('models.styleGone', { style: tidy })}`), id, caller);
    }
    if (!words?.trim()) throw new UserError('bad-input', said('models.styleNeedsWords'));
    if (example) {
      const record = await generation.details(example.trim(), caller);
      if (record.private || showsSomebodyReal(record)) {
        throw new UserError('bad-input', said('models.examplePrivate'));
      }
    }
    const { id } = await models.setStyle(caller.guildId, caller.memberId, {
      ...{ name: tidy, words: words.trim() },
      ...(negative?.trim() ? { negative: negative.trim() } : {}),
      ...(example ? { example: example.trim() } : {}),
    });
    return undoable(await page(services, caller, t('models.styleThere', { style: tidy })), id, caller);
  },
});
