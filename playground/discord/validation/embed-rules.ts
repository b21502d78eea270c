import type { APIEmbed } from 'discord-api-types/v10';
import type { FieldError } from '../rest/api-error.ts';
import { isBlank, lengthOf, schemeErrors } from './text.ts';

type Path = (string | number)[];

const WEB = ['http', 'https'];
const WEB_OR_ATTACHED = [...WEB, 'attachment'];

/** What embeds must keep to beyond the published schema. */
export function embedErrors(embeds: APIEmbed[], path: Path): FieldError[] {
  const errors = embeds.flatMap((embed, index) => [
    ...emptyErrors(embed, [...path, index]),
    ...urlErrors(embed, [...path, index]),
  ]);
  if (embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > 6000) {
    const message = 'Embed size exceeds maximum size of 6000';
    errors.push({ path, code: 'MAX_EMBED_SIZE_EXCEEDED', message });
  }
  return errors;
}

const required = (path: Path): FieldError => ({
  path,
  code: 'BASE_TYPE_REQUIRED',
  message: 'This field is required',
});

function emptyErrors(embed: APIEmbed, path: Path): FieldError[] {
  const { title, description, fields = [], image, thumbnail, author, footer, video } = embed;
  const shows = title || description || fields.length > 0 || image || thumbnail || author || footer || video;
  return [
    ...(shows ? [] : [required([...path, 'description'])]),
    ...fields.flatMap(({ name, value }, index) => [
      ...(isBlank(name) ? [required([...path, 'fields', index, 'name'])] : []),
      ...(isBlank(value) ? [required([...path, 'fields', index, 'value'])] : []),
    ]),
  ];
}

function urlErrors({ url, image, thumbnail, author, footer }: APIEmbed, path: Path): FieldError[] {
  const checks: [url: string | undefined, schemes: string[], field: Path][] = [
    [url, WEB, ['url']],
    [author?.url, WEB, ['author', 'url']],
    [author?.icon_url, WEB_OR_ATTACHED, ['author', 'icon_url']],
    [footer?.icon_url, WEB_OR_ATTACHED, ['footer', 'icon_url']],
    [image?.url, WEB_OR_ATTACHED, ['image', 'url']],
    [thumbnail?.url, WEB_OR_ATTACHED, ['thumbnail', 'url']],
  ];
  return checks.flatMap(([each, schemes, field]) =>
    each ? schemeErrors(each, schemes, [...path, ...field]) : [],
  );
}

function embedLength({ title, description, fields = [], footer, author }: APIEmbed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(each => [each.name, each.value]),
  ];
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
