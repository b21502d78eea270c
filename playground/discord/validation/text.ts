import type { FieldError } from '../rest/api-error.ts';

type Path = (string | number)[];

/** Discord counts code points: its API is in Python (discord-api-docs #1315). */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Discord strips text before it asks whether there is any. */
export function isBlank(text: string | null | undefined): boolean {
  return !text?.trim();
}

/**
 * Half of a surrogate pair, anywhere in a body, is no Unicode text and can't be stored (discord-api-docs #6561, where
 * staff call 400 the right answer; for custom ids the real one has answered 500).
 */
export function surrogateErrors(value: unknown, path: Path): FieldError[] {
  if (typeof value === 'string') {
    const message = 'Not a well formed string: it holds half of a surrogate pair.';
    return /\p{Surrogate}/u.test(value) ? [{ path, code: 'BASE_TYPE_INVALID', message }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each, index) => surrogateErrors(each, [...path, index]));
  if (!value || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => surrogateErrors(each, [...path, key]));
}

/** A url must have one of the schemes. */
export function schemeErrors(url: string, schemes: readonly string[], path: Path): FieldError[] {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined || !URL.canParse(url)) {
    return [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }];
  }
  if (schemes.includes(scheme)) return [];
  const allowed = schemes.map(each => `'${each}'`).join(', ');
  const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${allowed}).`;
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message }];
}
