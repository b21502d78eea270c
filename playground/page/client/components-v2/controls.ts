import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ClientMessage } from '../../../discord/members/client-protocol.ts';
import { componentKey } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import './select.ts';

const TYPES: Partial<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'destructive',
};

function button(component: APIButtonComponent, message: ClientMessage, store: Store): TemplateResult {
  const customId = 'custom_id' in component ? component.custom_id : undefined;
  const url = 'url' in component ? component.url : undefined;
  const label = 'label' in component ? component.label : undefined;
  const emoji = 'emoji' in component ? component.emoji : undefined;
  const waiting = customId !== undefined && store.state.waiting.has(componentKey(message.id, customId));
  const disabled = component.disabled ?? false;
  return html`<discord-button data-testid="button" data-custom-id=${ifDefined(customId)}
    type=${TYPES[component.style] ?? 'secondary'} url=${ifDefined(url)} ?disabled=${disabled}
    ?data-waiting=${waiting} aria-disabled=${disabled} aria-busy=${waiting}
    @click=${() => {
      if (customId && !disabled && !waiting) void store.useComponent(message.id, customId);
    }}>${emoji?.name && !emoji.id ? html`<span class="button-emoji">${emoji.name}</span> ` : nothing}${label ?? ''}${
      waiting
        ? html`<span class="spinner button-spinner" role="status" aria-label="Waiting"></span>`
        : nothing
    }</discord-button>`;
}

/** A row of buttons or one select. `slot` is that of the message element, where the row stands in one. */
export function actionRow(
  row: APIActionRowComponent<APIComponentInMessageActionRow>,
  message: ClientMessage,
  store: Store,
  slot?: string,
): TemplateResult {
  return html`<discord-action-row slot=${ifDefined(slot)}>${row.components.map(component => {
    if (component.type === ComponentType.Button) return button(component, message, store);
    return html`<pg-select .store=${store} .component=${component}
      .waiting=${store.state.waiting.has(componentKey(message.id, component.custom_id))}
      @pick=${(event: CustomEvent<string[]>) =>
        store.useComponent(message.id, component.custom_id, event.detail)}></pg-select>`;
  })}</discord-action-row>`;
}

/** A section's accessory button, which the button element wants inside a row. */
export function accessoryButton(component: APIButtonComponent, message: ClientMessage, store: Store) {
  return html`<discord-action-row>${button(component, message, store)}</discord-action-row>`;
}
