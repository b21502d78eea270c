import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  ModalInteractionCallbackRequestDataSchema,
} from 'discord-api-spec/zod';
import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import { type FieldError, invalidForm } from '../rest/api-error.ts';
import { type RawComponent, walkComponents } from '../state/message.ts';
import { schemaErrors } from './form-schema.ts';

const MAX_COMPONENTS = 5;

/** Checks a modal, with what Discord's published schema leaves out. Throws 50035. */
export function validateModal(data: unknown): APIModalInteractionResponseCallbackData {
  const errors = schemaErrors(ModalInteractionCallbackRequestDataSchema, data, ['data']);
  if (errors.length > 0) throw invalidForm(errors);
  const components = (data as { components: RawComponent[] }).components;
  const path = ['data', 'components'];
  if (components.length > MAX_COMPONENTS) {
    errors.push({
      path,
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be between 1 and ${MAX_COMPONENTS} in length.`,
    });
  }
  const seen = new Set<string>();
  for (const each of walkComponents(components)) {
    if (each.custom_id !== undefined && seen.has(each.custom_id)) {
      errors.push({
        path,
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      });
    }
    if (each.custom_id !== undefined) seen.add(each.custom_id);
    errors.push(...boundErrors(each, path));
  }
  if (errors.length > 0) throw invalidForm(errors);
  return data as APIModalInteractionResponseCallbackData;
}

function boundErrors(component: RawComponent, path: string[]): FieldError[] {
  const { min_values: least, max_values: most, min_length: short, max_length: long } = component;
  const crossed = (low: unknown, high: unknown) =>
    typeof low === 'number' && typeof high === 'number' && low > high;
  return crossed(least, most) || crossed(short, long)
    ? [{ path, code: 'COMPONENT_BOUNDS_INVALID', message: 'The minimum must not exceed the maximum' }]
    : [];
}

/** Checks the answer to an autocomplete. Throws 50035. */
export function validateChoices(payload: Record<string, unknown>): APIApplicationCommandOptionChoice[] {
  const errors = schemaErrors(ApplicationCommandAutocompleteCallbackRequestSchema, payload);
  const choices = (payload.data as { choices?: APIApplicationCommandOptionChoice[] } | undefined)?.choices;
  if (choices && choices.length > 25 && errors.length === 0) {
    errors.push({
      path: ['data', 'choices'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: 'Must be between 0 and 25 in length.',
    });
  }
  if (errors.length > 0) throw invalidForm(errors);
  return choices ?? [];
}
