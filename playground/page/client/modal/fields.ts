import {
  type APICheckboxComponent,
  type APICheckboxGroupComponent,
  type APIComponentInLabel,
  type APIFileUploadComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRadioGroupComponent,
  type APISelectMenuComponent,
  type APITextInputComponent,
  ComponentType,
} from 'discord-api-types/v10';

export type FieldComponent = APIComponentInLabel;
export type FieldValue = string | string[] | boolean | File[];

/** One part of a modal: an input with its label, or a text between them. */
export type ModalPart =
  | { kind: 'text'; content: string }
  | { kind: 'field'; label: string; description?: string | undefined; component: FieldComponent };

/** The parts of a modal, old action rows included. */
export function modalParts(modal: APIModalInteractionResponseCallbackData): ModalPart[] {
  return modal.components.flatMap((component): ModalPart[] => {
    // Text displays in modals are not in the type's union yet, though Discord accepts them.
    const raw = component as { type: number; content?: string };
    if (raw.type === ComponentType.TextDisplay) return [{ kind: 'text', content: raw.content ?? '' }];
    if (component.type === ComponentType.Label) {
      const { label, description, component: inner } = component;
      return [{ kind: 'field', label, description, component: inner }];
    }
    if (component.type === ComponentType.ActionRow) {
      return component.components.map(inner => ({
        kind: 'field',
        label: inner.label ?? '',
        component: inner,
      }));
    }
    return [];
  });
}

/** What a field holds before the member touches it. */
export function initialValue(component: FieldComponent): FieldValue {
  switch (component.type) {
    case ComponentType.TextInput:
      return component.value ?? '';
    case ComponentType.Checkbox:
      return component.default ?? false;
    case ComponentType.CheckboxGroup:
      return component.options.filter(option => option.default).map(option => option.value);
    case ComponentType.RadioGroup:
      return component.options.find(option => option.default)?.value ?? '';
    case ComponentType.StringSelect:
      return component.options.filter(option => option.default).map(option => option.value);
    case ComponentType.FileUpload:
      return [];
    default:
      return (component.default_values ?? []).map(value => value.id);
  }
}

export function isRequired(component: FieldComponent): boolean {
  if (component.type === ComponentType.Checkbox) return false;
  return component.required ?? true;
}

type Group = APICheckboxGroupComponent | APISelectMenuComponent | APIFileUploadComponent;

function countProblem(component: Group, count: number, noun: string): string | undefined {
  const required = component.required ?? true;
  if (!required && count === 0) return undefined;
  const min = component.min_values ?? (required ? 1 : 0);
  const most = component.type === ComponentType.CheckboxGroup ? component.options.length : 1;
  const max = component.max_values ?? most;
  if (count < min)
    return min === 1
      ? `Add at least one ${noun}.`
      : `Add at least ${min} ${noun}s; there ${count === 1 ? 'is' : 'are'} ${count}.`;
  return count > max ? `At most ${max} ${noun}s.` : undefined;
}

function textProblem(component: APITextInputComponent, text: string): string | undefined {
  if (!text) return isRequired(component) ? 'This field is required.' : undefined;
  if (component.min_length && text.length < component.min_length) {
    return `At least ${component.min_length} characters.`;
  }
  const max = component.max_length ?? 4000;
  return text.length > max ? `At most ${max} characters; these are ${text.length}.` : undefined;
}

/** Why a field cannot be sent as it is; undefined when it can. */
export function fieldProblem(component: FieldComponent, value: FieldValue): string | undefined {
  switch (component.type) {
    case ComponentType.TextInput:
      return textProblem(component, String(value));
    case ComponentType.Checkbox:
      return undefined;
    case ComponentType.RadioGroup:
      return value || !isRequired(component) ? undefined : 'Choose one.';
    case ComponentType.CheckboxGroup: {
      const count = (value as string[]).length;
      if (count === 0 && isRequired(component)) {
        return component.options.length === 1 ? 'Tick this box to go on.' : 'Tick at least one box.';
      }
      return countProblem(component, count, 'choice');
    }
    case ComponentType.FileUpload:
      return countProblem(component, (value as File[]).length, 'file');
    default:
      return countProblem(component, (value as string[]).length, 'choice');
  }
}

export type {
  APICheckboxComponent,
  APICheckboxGroupComponent,
  APIFileUploadComponent,
  APIRadioGroupComponent,
};
