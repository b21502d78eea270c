import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInLabel,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { altTextMost, cutText } from '../cut-text.ts';
import type { Post } from '../services/actors/actor.ts';
import type { Made, NotMade } from '../services/credentials/made.ts';
import { typeset } from '../words/typeset.ts';

/** A file attached to a view; components refer to it as `attachment://name`. */
export interface ViewFile {
  name: string;
  bytes: Uint8Array;
  /** Alt text. */
  description?: string;
  /** What a model has to do with it: that is signed into it where it leaves the bot. */
  made: Made | NotMade;
}

/** What a message shows, in Components V2. It pings only the members in `pings`. */
export interface View {
  components: APIMessageTopLevelComponent[];
  files?: ViewFile[];
  pings?: string[];
  /** Called once Discord has it, with the message that shows it. */
  onShown?: (post: Post) => Promise<void>;
}

export type Modal = APIModalInteractionResponseCallbackData;

export const accents = { plain: 0x5865f2, good: 0x3ba55d, warn: 0xf0b232, bad: 0xed4245 } as const;

/** Members' words as plain text: markdown is escaped, mentions are broken, and line breaks become spaces. */
export function plain(words: string, most = 200): string {
  const oneLine = words.replace(/\s+/g, ' ').trim();
  return cutText(oneLine, most, { by: 'code points' })
    .replace(/[\\*_~`|[\]()#>-]/g, '\\$&')
    .replace(/@/g, '@\u200b')
    .replace(/<(?=[@#:/ta])/g, '<\u200b');
}

/** The same with at most `most` characters, counting what escapes them. */
export function plainWithin(words: string, most: number): string {
  let kept = most;
  let shown = plain(words, kept);
  while (shown.length > most) {
    // A character takes two at most.
    kept -= Math.ceil((shown.length - most) / 2);
    shown = plain(words, kept);
  }
  return shown;
}

/** A time as Discord shows it in the reader's own zone: relative, date and time, the date, or the time. */
export const timestamp = (ms: number, style: 'R' | 'f' | 'D' | 'd' | 't' = 'R') =>
  `<t:${Math.floor(ms / 1000)}:${style}>`;

export const text = (content: string): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content: typeset(content),
});

/** Characters of text that a message takes, all of its components together. */
export const textMost = 4_000;

/** What they have beside a view where its member has to be pinged for it. */
export const mentionMost = 30;

/** The characters of text in components, those of sections included. */
export const lengthOf = (parts: readonly APIComponentInContainer[]): number =>
  parts.reduce((sum, part) => {
    if (part.type === ComponentType.TextDisplay) return sum + part.content.length;
    return part.type === ComponentType.Section ? sum + lengthOf(part.components) : sum;
  }, 0);

/** The first lines that together have at most `most` characters; a message holds `textMost`. */
export function fitting(lines: string[], most: number): string[] {
  let length = 0;
  const end = lines.findIndex(line => {
    length += line.length + 1;
    return length > most;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

export const divider = (): APIComponentInContainer => ({
  type: ComponentType.Separator,
  divider: true,
  spacing: 1,
});

/** Pictures side by side; each names a file of the view and its alt text (up to 1,024 characters). */
export const gallery = (pictures: { name: string; alt: string }[]): APIComponentInContainer => ({
  type: ComponentType.MediaGallery,
  items: pictures.map(({ name, alt }) => ({
    media: { url: `attachment://${name}` },
    description: cutText(alt, altTextMost),
  })),
});

/** Characters of a button's label that Discord takes. */
const labelMost = 80;

type ButtonLook = { label: string; emoji?: string; disabled?: boolean };

/** A button answered by the `defineButton` of that name; `ref` is a short id of its subject. */
export const button = (
  name: string,
  ref: string,
  look: ButtonLook & { style?: 'primary' | 'secondary' | 'success' | 'danger' },
): APIButtonComponent => ({
  type: ComponentType.Button,
  style: {
    primary: ButtonStyle.Primary,
    secondary: ButtonStyle.Secondary,
    success: ButtonStyle.Success,
    danger: ButtonStyle.Danger,
  }[look.style ?? 'secondary'] as ButtonStyle.Primary,
  custom_id: `${name}:${ref}`,
  label: cutText(look.label, labelMost),
  ...(look.emoji ? { emoji: { name: look.emoji } } : {}),
  ...(look.disabled ? { disabled: true } : {}),
});

export const linkButton = (url: string, look: ButtonLook): APIButtonComponent => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  url,
  label: cutText(look.label, labelMost),
  ...(look.emoji ? { emoji: { name: look.emoji } } : {}),
});

/** Up to five buttons in a row. */
export const row = (
  ...buttons: APIButtonComponent[]
): APIComponentInContainer & APIMessageTopLevelComponent => ({
  type: ComponentType.ActionRow,
  components: buttons,
});

/** Any number of buttons, in as many rows as they take. */
export const rowsOf = (buttons: APIButtonComponent[]): ReturnType<typeof row>[] =>
  Array.from({ length: Math.ceil(buttons.length / rowMost) }, (_, nth) =>
    row(...buttons.slice(nth * rowMost, (nth + 1) * rowMost)),
  );
/** Buttons in a row that Discord takes. */
const rowMost = 5;

export function container(
  accent: keyof typeof accents,
  ...components: APIComponentInContainer[]
): APIMessageTopLevelComponent {
  return { type: ComponentType.Container, accent_color: accents[accent], components };
}

/** A view that is one container. */
export const card = (accent: keyof typeof accents, ...components: APIComponentInContainer[]): View => ({
  components: [container(accent, ...components)],
});

/** A card with more at its end. */
export function within(view: View, ...more: APIComponentInContainer[]): View {
  const last = view.components.at(-1);
  if (last?.type !== ComponentType.Container) throw new Error('a view without a card');
  const grown = { ...last, components: [...last.components, ...more] };
  return { ...view, components: [...view.components.slice(0, -1), grown] };
}

/** A view of a few sentences. */
export const note = (accent: keyof typeof accents, content: string): View => card(accent, text(content));

/** Characters that Discord takes of a form's title and of a field's name, and of all else that a form says. */
const formMost = { name: 45, words: 100 } as const;

/** A form: at most five fields and texts. */
export const modal = (customId: string, title: string, components: Modal['components']): Modal => ({
  custom_id: customId,
  title: cutText(title, formMost.name),
  components,
});

/** A field of a form. */
export const label = (name: string, component: APIComponentInLabel, description?: string) => ({
  type: ComponentType.Label as const,
  label: cutText(name, formMost.name),
  ...(description ? { description: cutText(description, formMost.words) } : {}),
  component: withinForm(component),
});

/** What a field says of itself, cut where Discord takes no more. */
function withinForm<Field extends APIComponentInLabel>(field: Field): Field {
  const cut = (words: string) => cutText(words, formMost.words);
  return {
    ...field,
    ...('placeholder' in field && field.placeholder ? { placeholder: cut(field.placeholder) } : {}),
    ...('options' in field
      ? {
          options: field.options.map(option => ({
            ...option,
            label: cut(option.label),
            ...(option.description ? { description: cut(option.description) } : {}),
          })),
        }
      : {}),
  };
}

/** `done` of `total` as a bar of `width` characters, for a text display. */
export function bar(done: number, total: number, width = 20): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const filled = Math.round(share * width);
  return `${'▰'.repeat(filled)}${'▱'.repeat(width - filled)}`;
}
