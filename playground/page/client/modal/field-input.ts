import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { Store } from '../store/store.ts';
import '../components-v2/select.ts';
import type { FieldComponent, FieldValue } from './fields.ts';
import './file-field.ts';

interface FieldInput {
  component: FieldComponent;
  label: string;
  value: FieldValue;
  id: string;
  store: Store;
  change(value: FieldValue): void;
}

interface Option {
  value: string;
  label: string;
  description?: string;
}

function optionLine(
  type: 'checkbox' | 'radio',
  option: Option,
  checked: boolean,
  field: FieldInput,
  on: (checked: boolean) => void,
) {
  return html`<label class="tick-line">
    <input type=${type} name=${field.id} data-testid="modal-choice" data-value=${option.value} .checked=${checked}
      @change=${(event: Event) => on((event.target as HTMLInputElement).checked)}>
    <span><b>${option.label}</b>${option.description ? html`<small>${option.description}</small>` : nothing}</span>
  </label>`;
}

/** The input of a modal's field, by the kind of its component. */
export function fieldInput(field: FieldInput): TemplateResult {
  const { component, value, id, change } = field;
  switch (component.type) {
    case ComponentType.TextInput: {
      const input = (event: Event) => change((event.target as HTMLInputElement).value);
      const max = component.max_length ?? 4000;
      const count = String(value).length;
      return html`${
        component.style === TextInputStyle.Paragraph
          ? html`<textarea id=${id} rows="4" data-testid="modal-input" data-custom-id=${component.custom_id}
              placeholder=${component.placeholder ?? ''} .value=${String(value)} @input=${input}></textarea>`
          : html`<input id=${id} type="text" autocomplete="off" data-testid="modal-input"
              data-custom-id=${component.custom_id} placeholder=${component.placeholder ?? ''}
              .value=${String(value)} @input=${input}>`
      }${component.max_length && count > max * 0.8 ? html`<small class="field-count">${count} / ${max}</small>` : nothing}`;
    }
    case ComponentType.Checkbox:
      return optionLine('checkbox', { value: 'true', label: field.label }, value === true, field, change);
    case ComponentType.CheckboxGroup: {
      const chosen = value as string[];
      return html`<div role="group" aria-labelledby="${id}-label">${component.options.map(option =>
        optionLine('checkbox', option, chosen.includes(option.value), field, checked =>
          change(checked ? [...chosen, option.value] : chosen.filter(other => other !== option.value)),
        ),
      )}</div>`;
    }
    case ComponentType.RadioGroup:
      return html`<div role="radiogroup" aria-labelledby="${id}-label">${component.options.map(option =>
        optionLine('radio', option, value === option.value, field, () => change(option.value)),
      )}</div>`;
    case ComponentType.FileUpload:
      return html`<pg-file-field .store=${field.store} .component=${component} .label=${field.label}
        @files=${(event: CustomEvent<File[]>) => change(event.detail)}></pg-file-field>`;
    default:
      return html`<pg-select .store=${field.store} .component=${component} .label=${field.label} .waiting=${false}
        @pick=${(event: CustomEvent<string[]>) => change(event.detail)}></pg-select>`;
  }
}
