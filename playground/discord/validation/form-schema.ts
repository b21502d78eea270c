import type { SpecIssue, SpecSchema } from 'discord-api-spec/zod';
import type { FieldError } from '../rest/api-error.ts';
import { surrogateErrors } from './text.ts';

/** Checks a body for broken text and against Discord's published schema; gives the faults in Discord's words. */
export function schemaErrors(
  schema: SpecSchema,
  value: unknown,
  base: (string | number)[] = [],
): FieldError[] {
  const broken = surrogateErrors(value, base);
  const result = schema.safeParse(value);
  return result.success ? broken : [...broken, ...result.error.issues.flatMap(issue => flatten(issue, base))];
}

function flatten(issue: SpecIssue, base: (string | number)[]): FieldError[] {
  const path = [...base, ...issue.path];
  if (issue.errors?.length) {
    // Of a union, the branch whose `type` fits is the one that was meant; else the one with fewest faults.
    const meant = issue.errors.filter(branch => !branch.some(each => each.path[0] === 'type'));
    const branch = (meant.length ? meant : issue.errors).sort((a, b) => a.length - b.length)[0] ?? [];
    return branch.flatMap(each => flatten(each, path));
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const sized = issue.origin === 'string' || issue.origin === 'array';
    const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `${issue.maximum} or fewer`;
    return sized
      ? [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${bound} in length.` }]
      : [{ path, code: 'NUMBER_TYPE_BOUND', message: `Must be ${bound}.` }];
  }
  if (issue.code === 'invalid_type' && /undefined/.test(issue.message) && issue.input === undefined) {
    return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  }
  if (issue.code === 'invalid_value') {
    return [{ path, code: 'BASE_TYPE_CHOICES', message: 'This value is not one of those allowed.' }];
  }
  return [{ path, code: 'BASE_TYPE_INVALID', message: issue.message }];
}
