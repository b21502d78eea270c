import { html, nothing, type TemplateResult } from 'lit';
import { localUrl } from '../local-url.ts';
import type { Option } from './draft.ts';
import type { Suggestion } from './option-values.ts';
import { shownDescription, shownName } from './shown-words.ts';

/** The list above the message box for the option being typed; nothing when there is nothing to pick. */
export function suggestionList(
  name: string,
  suggestions: Suggestion[],
  active: number,
  searching: boolean,
  pick: (suggestion: Suggestion) => void,
): TemplateResult | typeof nothing {
  if (!suggestions.length) {
    return searching ? html`<p class="popup-note" role="status">Loading options…</p>` : nothing;
  }
  return html`<div role="listbox" id="suggestions" aria-label="Suggestions for ${name}" data-testid="suggestions">
    ${suggestions.map(
      (one, n) => html`<div role="option" id="suggestion-${n}" class="popup-item" data-testid="suggestion"
        aria-selected=${n === active}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => pick(one)}>
        ${one.avatarUrl ? html`<img src=${localUrl(one.avatarUrl)} alt="" width="24" height="24">` : nothing}
        <b>${one.label}</b>${one.hint ? html`<span>${one.hint}</span>` : nothing}
      </div>`,
    )}
  </div>`;
}

/** Keeps the active line of a list in view while it is moved by keys. */
export function scrollActiveIntoView(root: HTMLElement): void {
  root.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
}

/** The optional options that are not in the line yet. */
export function optionMenu(options: Option[], add: (option: Option) => void): TemplateResult {
  return html`<div class="composer-popup" role="menu" aria-label="Optional options">${options.map(
    option => html`<button type="button" role="menuitem" class="popup-item" data-testid="option-add"
      data-option=${option.name} @click=${() => add(option)}>
      <b>${shownName(option)}</b><span>${shownDescription(option)}</span></button>`,
  )}</div>`;
}
