import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { DiscordContext } from '../context.ts';
import type { RawComponent } from '../state/message.ts';
import { lengthOf } from '../validation/text.ts';
import { inputError } from './command-input.ts';
import type { createResolver } from './interaction-payload.ts';

type Fields = Record<string, string | string[] | boolean>;
type Resolver = ReturnType<typeof createResolver>;

interface ModalInput extends RawComponent {
  custom_id: string;
  required?: boolean;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  options?: { value: string; default?: boolean }[];
  file_types?: string[];
}

/**
 * The components of a modal submit: each as the member filled it, checked against what the modal asked.
 * Throws a sentence.
 */
export function buildModalComponents(
  context: DiscordContext,
  modal: APIModalInteractionResponseCallbackData,
  fields: Fields,
  resolver: Resolver,
): unknown[] {
  const counter = { last: 0 };
  const id = (component: RawComponent) => {
    counter.last += 1;
    return component.id || counter.last;
  };
  return (modal.components as unknown as RawComponent[]).map(component => {
    const own = id(component);
    if (component.type === 18 && component.component) {
      const label = String(component.label ?? 'This field');
      const inner = component.component as ModalInput;
      return {
        type: 18,
        id: own,
        component: { id: id(inner), ...submitted(context, inner, label, fields, resolver) },
      };
    }
    if (component.type === 1) {
      return {
        type: 1,
        id: own,
        components: (component.components ?? []).map(each => {
          const inner = each as ModalInput;
          const label = String(inner.label ?? 'This field');
          return { id: id(inner), ...submitted(context, inner, label, fields, resolver) };
        }),
      };
    }
    return { type: component.type, id: own };
  });
}

function submitted(
  context: DiscordContext,
  input: ModalInput,
  label: string,
  fields: Fields,
  resolver: Resolver,
): Record<string, unknown> {
  const base = { type: input.type, custom_id: input.custom_id };
  const given = fields[input.custom_id];
  const required = input.required ?? true;
  switch (input.type) {
    case 4: {
      const value = typeof given === 'string' ? given : '';
      if (value === '' && required) throw inputError(`“${label}” is required.`);
      if (value !== '' && lengthOf(value) < (input.min_length ?? 0)) {
        throw inputError(`“${label}” needs at least ${input.min_length} characters.`);
      }
      if (lengthOf(value) > (input.max_length ?? 4000)) {
        throw inputError(`“${label}” may have ${input.max_length ?? 4000} characters at most.`);
      }
      return { ...base, value };
    }
    case 21: {
      const value = typeof given === 'string' && given !== '' ? given : null;
      if (value === null && required) throw inputError(`“${label}” is required.`);
      if (value !== null && !input.options?.some(each => each.value === value)) {
        throw inputError(`“${label}” must be one of its options.`);
      }
      return { ...base, value };
    }
    case 23:
      return { ...base, value: given === true };
    default: {
      const values = Array.isArray(given) ? given : typeof given === 'string' && given ? [given] : [];
      checkCount(input, label, values.length, required);
      for (const value of values) resolveValue(context, input, label, value, resolver);
      return { ...base, values };
    }
  }
}

function checkCount(input: ModalInput, label: string, count: number, required: boolean): void {
  if (count === 0 && !required) return;
  const least = Math.max(input.min_values ?? 1, required ? 1 : 0);
  const most = input.max_values ?? (input.type === 22 ? (input.options?.length ?? 10) : 1);
  if (count < least) throw inputError(`“${label}” needs ${least === 1 ? 'an answer' : `at least ${least}`}.`);
  if (count > most) throw inputError(`“${label}” takes ${most} at most.`);
}

function resolveValue(
  context: DiscordContext,
  input: ModalInput,
  label: string,
  value: string,
  resolver: Resolver,
): void {
  const known =
    input.type === 19
      ? resolver.attachment(value)
      : input.type === 5
        ? resolver.user(value)
        : input.type === 6
          ? resolver.role(value)
          : input.type === 7
            ? resolver.user(value) || resolver.role(value)
            : input.type === 8
              ? resolver.channel(value)
              : input.options?.some(each => each.value === value) === true;
  if (!known) throw inputError(`“${label}” holds an answer that is not among its options.`);
  const endings = input.type === 19 ? (input.file_types ?? []) : [];
  const name = context.files.get(value)?.filename.toLowerCase() ?? '';
  if (
    endings.length > 0 &&
    !endings.some(each => name.endsWith(`.${each.replace(/^\./, '').toLowerCase()}`))
  ) {
    throw inputError(`“${label}” takes only files of these kinds: ${endings.join(', ')}.`);
  }
}
