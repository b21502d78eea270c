/** What components must keep to beyond the published schema, in the documentation's and the API's own words. */
import type { FieldError } from '../rest/api-error.ts';
import type { RawComponent } from '../state/message.ts';
import { isBlank, lengthOf, schemeErrors } from './text.ts';

type Path = (string | number)[];
interface Placed {
  component: RawComponent;
  path: Path;
}

const BUTTON = 2;
const STRING_SELECT = 3;
const TEXT_DISPLAY = 10;
const FILE = 13;
const LINK = 5;
const PREMIUM = 6;

/** "A link button's url": discord-api-docs #3129 and discord.js #6559. */
const LINK_SCHEMES = ['http', 'https', 'discord'];
const MEDIA_SCHEMES = ['http', 'https', 'attachment'];
// The flag of sets of strings; the literal would need a newer target of the compiler.
const RGI_EMOJI = createPattern('^\\p{RGI_Emoji}$', 'v');

function createPattern(pattern: string, flags: string): RegExp {
  return new RegExp(pattern, flags);
}

export function componentErrors(components: RawComponent[], path: Path): FieldError[] {
  const all = placed(components, path);
  return [
    ...repeated(all, path),
    ...all.flatMap(({ component, path: at }) => {
      if (component.type === 1) return rowErrors(component, path);
      if (component.type === BUTTON) return buttonErrors(component, at);
      if (component.type === STRING_SELECT) return selectErrors(component, at);
      if (component.type === TEXT_DISPLAY && isBlank(component.content)) {
        return [{ path: [...at, 'content'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
      }
      return mediaErrors(component, at);
    }),
  ];
}

/** What holds for a message with Components V2 as a whole. */
export function componentsV2Errors(components: RawComponent[], path: Path): FieldError[] {
  const all = placed(components, path).map(({ component }) => component);
  const errors: FieldError[] = [];
  if (all.length > 40) {
    errors.push({ path, code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 40 in length.' });
  }
  const text = all
    .filter(each => each.type === TEXT_DISPLAY)
    .reduce((sum, each) => sum + lengthOf(each.content ?? ''), 0);
  if (text > 4000) {
    const message = 'Displayable text exceeds 4000 characters.';
    errors.push({ path, code: 'COMPONENT_TEXT_SIZE_EXCEEDED', message });
  }
  if (components.length === 0) {
    errors.push({ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
  }
  return errors;
}

/** Without Components V2: rows only, and five of them. */
export function legacyErrors(components: RawComponent[], path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const late = components.findIndex(each => each.type !== 1);
  if (late >= 0) {
    const message = 'Value of field "type" must be one of (1,).';
    errors.push({ path: [...path, late, 'type'], code: 'UNION_TYPE_CHOICES', message });
  }
  if (components.length > 5) {
    errors.push({ path, code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' });
  }
  return errors;
}

/** Addresses of pictures and files that components show. */
export function mediaUrls(components: RawComponent[]): string[] {
  return placed(components, []).flatMap(({ component }) => [
    ...(component.items ?? []).map(item => item.media.url),
    ...(component.media ? [component.media.url] : []),
    ...(component.file ? [component.file.url] : []),
  ]);
}

function placed(components: RawComponent[], path: Path): Placed[] {
  return components.flatMap((component, index) => inside(component, [...path, index]));
}

function inside(component: RawComponent, path: Path): Placed[] {
  const { accessory, component: only } = component;
  return [
    { component, path },
    ...placed(component.components ?? [], [...path, 'components']),
    ...(accessory ? inside(accessory, [...path, 'accessory']) : []),
    ...(only ? inside(only, [...path, 'component']) : []),
  ];
}

function repeated(all: Placed[], path: Path): FieldError[] {
  const twice = (values: unknown[]) => new Set(values).size < values.length;
  const ids = all.map(({ component }) => component.id).filter(id => id);
  const customIds = all.map(({ component }) => component.custom_id).filter(id => id !== undefined);
  const errors: FieldError[] = [];
  if (twice(customIds)) {
    const message = 'Component custom id cannot be duplicated';
    errors.push({ path, code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message });
  }
  if (twice(ids)) {
    errors.push({ path, code: 'COMPONENT_ID_DUPLICATED', message: 'Component id cannot be duplicated' });
  }
  return errors;
}

function rowErrors(row: RawComponent, path: Path): FieldError[] {
  const held = row.components ?? [];
  if (held.length <= 1 || held.every(each => each.type === BUTTON)) return [];
  const message = 'The specified component exceeds the maximum width';
  return [{ path, code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message }];
}

function buttonErrors(button: RawComponent, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const fail = (field: string, code: string, message: string) =>
    errors.push({ path: [...path, field], code, message });
  const { style, url, custom_id: customId, label } = button;
  const emoji = button.emoji as { id?: string | null; name?: string | null } | null | undefined;
  if (style === PREMIUM) return [];
  if (isBlank(label as string | undefined) && !emoji) {
    fail('label', 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  if (customId !== undefined && url !== undefined) {
    fail(
      'custom_id',
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    );
  } else if (style === LINK && url === undefined) {
    fail('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
  } else if (style !== LINK && customId === undefined) {
    fail('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
  }
  if (typeof url === 'string') errors.push(...schemeErrors(url, LINK_SCHEMES, [...path, 'url']));
  return [...errors, ...emojiErrors(emoji, [...path, 'emoji'])];
}

/** Unicode emoji only: this server has none of its own. Discord does not mind a missing variation selector. */
function emojiErrors(
  emoji: { id?: string | null; name?: string | null } | null | undefined,
  path: Path,
): FieldError[] {
  if (!emoji) return [];
  const name = emoji.name ?? '';
  const plain = name.replaceAll('\uFE0F', '');
  const known = [name, plain, `${plain}\uFE0F`].some(each => RGI_EMOJI.test(each));
  if (!emoji.id && known) return [];
  const field = emoji.id ? 'id' : 'name';
  return [{ path: [...path, field], code: 'BUTTON_COMPONENT_INVALID_EMOJI', message: 'Invalid emoji' }];
}

interface SelectOption {
  value: string;
  default?: boolean;
  emoji?: { id?: string | null; name?: string | null } | null;
}

function selectErrors(select: RawComponent, path: Path): FieldError[] {
  const options = (select.options ?? []) as SelectOption[];
  const least = (select.min_values as number | undefined) ?? 1;
  const most = (select.max_values as number | undefined) ?? 1;
  const errors = options.flatMap((option, index) => {
    const at = [...path, 'options', index];
    const isTaken = options.findIndex(each => each.value === option.value) < index;
    const message = 'The specified option value is already used';
    return [
      ...(isTaken
        ? [{ path: [...at, 'value'], code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message }]
        : []),
      ...emojiErrors(option.emoji, [...at, 'emoji']),
    ];
  });
  if (least > most || most > options.length || options.filter(each => each.default).length > most) {
    const message = 'The minimum, the maximum and the number of options must fit';
    errors.push({ path, code: 'COMPONENT_BOUNDS_INVALID', message });
  }
  return errors;
}

function mediaErrors(component: RawComponent, path: Path): FieldError[] {
  const { items = [], media, file } = component;
  return [
    ...items.flatMap((item, index) =>
      schemeErrors(item.media.url, MEDIA_SCHEMES, [...path, 'items', index, 'media', 'url']),
    ),
    ...(media ? schemeErrors(media.url, MEDIA_SCHEMES, [...path, 'media', 'url']) : []),
    // "This only supports attachment references": the component reference on files.
    ...(component.type === FILE && file
      ? schemeErrors(file.url, ['attachment'], [...path, 'file', 'url'])
      : []),
  ];
}
