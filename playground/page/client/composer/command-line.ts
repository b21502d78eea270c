import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { icons } from '../icons.ts';
import { StoreElement } from '../store-element.ts';
import { attachmentRow } from './attachment-row.ts';
import {
  attachmentOptions,
  type Draft,
  hiddenOptions,
  type Option,
  partialOptions,
  shownOptions,
} from './draft.ts';
import {
  hasAutocomplete,
  isFilled,
  localSuggestions,
  mustPick,
  optionProblem,
  type Suggestion,
} from './option-values.ts';
import { shownDescription, shownName } from './shown-words.ts';
import { optionMenu, suggestionList } from './suggestion-list.ts';

const DEBOUNCE_MS = 180;

/**
 * A command with its options as pills. Tells its parent `send`, `cancel` and `files` (CustomEvents); changes the
 * draft in place.
 */
export class CommandLine extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    draft: { attribute: false },
    sending: { attribute: false },
  };
  declare draft: Draft;
  declare sending: boolean;
  #focused: string | undefined;
  #suggestions: Suggestion[] = [];
  #active = 0;
  #moved = false;
  #open = false;
  #more = false;
  #searching = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;
  #lastDraft: Draft | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.draft === this.#lastDraft) return;
    this.#lastDraft = this.draft;
    this.focusFirst();
  }

  /** Puts the cursor into the first option that is still empty. */
  focusFirst(): void {
    const empty = shownOptions(this.draft).find(option => !isFilled(this.draft.values.get(option.name)));
    // With nothing left to fill in, Enter shall send.
    if (empty) this.#input(empty.name)?.focus();
    else this.closest('form')?.querySelector<HTMLElement>('[data-testid="send"]')?.focus();
  }

  focusOption(name: string): void {
    (this.#input(name) ?? this.querySelector<HTMLElement>('[data-testid="attachment-add"]'))?.focus();
  }

  #input(name: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`input[data-option="${CSS.escape(name)}"]`);
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #suggest(option: Option): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const { snapshot, channelId } = this.store.state;
    const value = this.draft.values.get(option.name) ?? { text: '' };
    this.#open = true;
    this.#active = 0;
    this.#moved = false;
    if (!hasAutocomplete(option)) {
      // A picked value is shown among all the others, not as the only match of its own name.
      const typed = value.picked === undefined ? value.text : '';
      this.#suggestions = mustPick(option) && snapshot ? localSuggestions(option, typed, snapshot) : [];
      this.requestUpdate();
      return;
    }
    this.#searching = true;
    this.requestUpdate();
    this.#timer = setTimeout(async () => {
      const request = new AbortController();
      this.#request = request;
      try {
        const reply = await this.store.api.autocomplete(
          {
            channelId,
            commandId: this.draft.entry.command.id,
            options: partialOptions(this.draft, option.name),
            focused: option.name,
          },
          request.signal,
        );
        if (request.signal.aborted) return;
        this.#suggestions = reply.choices.map(choice => ({ label: choice.name, value: choice.value }));
      } catch {
        if (request.signal.aborted) return;
        this.#suggestions = [];
      }
      this.#searching = false;
      this.requestUpdate();
    }, DEBOUNCE_MS);
  }

  #pick(option: Option, suggestion: Suggestion): void {
    this.draft.values.set(option.name, { text: suggestion.label, picked: suggestion.value });
    this.#open = false;
    this.#suggestions = [];
    this.requestUpdate();
    const next = shownOptions(this.draft).find(other => !isFilled(this.draft.values.get(other.name)));
    if (next) this.#input(next.name)?.focus();
    else this.#input(option.name)?.focus({ preventScroll: true });
  }

  #add(option: Option): void {
    this.draft.added.push(option.name);
    this.#more = false;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#input(option.name)?.focus());
  }

  #remove(option: Option): void {
    this.draft.values.delete(option.name);
    this.draft.added = this.draft.added.filter(name => name !== option.name);
    this.#open = false;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const inputs = [...this.querySelectorAll<HTMLInputElement>('input[data-option]')];
      (inputs.at(-1) ?? this.querySelector<HTMLElement>('.command-name'))?.focus();
    });
  }

  #typed(option: Option, event: InputEvent): void {
    this.draft.values.set(option.name, { text: (event.target as HTMLInputElement).value });
    this.#suggest(option);
  }

  #keydown(option: Option, event: KeyboardEvent): void {
    const listed = this.#open && this.#suggestions.length > 0;
    const input = event.target as HTMLInputElement;
    const picked = this.draft.values.get(option.name)?.picked !== undefined;
    if (listed && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#active = (this.#active + step + this.#suggestions.length) % this.#suggestions.length;
      this.#moved = true;
      this.requestUpdate();
    } else if (
      (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) &&
      listed &&
      (!picked || this.#moved)
    ) {
      event.preventDefault();
      const suggestion = this.#suggestions[this.#active];
      if (suggestion) this.#pick(option, suggestion);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#tell('send');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (this.#open && (listed || this.#searching)) {
        this.#request?.abort();
        clearTimeout(this.#timer);
        this.#searching = false;
        this.#open = false;
        this.requestUpdate();
      } else this.#tell('cancel');
    } else if (event.key === 'Backspace' && input.value === '') {
      event.preventDefault();
      if (!option.required) {
        this.#remove(option);
        return;
      }
      const inputs = [...this.querySelectorAll<HTMLInputElement>('input[data-option]')];
      const before = inputs[inputs.indexOf(input) - 1];
      if (before) before.focus();
      else this.#tell('cancel');
    }
  }

  #pill(option: Option): TemplateResult {
    const value = this.draft.values.get(option.name);
    const problem = optionProblem(option, value);
    const focused = this.#focused === option.name;
    const shown = problem && (this.draft.tried || (isFilled(value) && !focused));
    const id = `option-${option.name}`;
    const listed = focused && this.#open && this.#suggestions.length > 0;
    return html`<div class="pill ${shown ? 'pill-bad' : ''} ${focused ? 'pill-focused' : ''}">
      <label for=${id}>${shownName(option)}</label>
      <input id=${id} data-testid="option-input" data-option=${option.name} autocomplete="off" spellcheck="false"
        size="1" role="combobox" aria-expanded=${listed} aria-controls="suggestions"
        aria-activedescendant=${listed ? `suggestion-${this.#active}` : nothing}
        aria-description=${shownDescription(option)} aria-invalid=${Boolean(shown)} aria-required=${option.required ?? false}
        .value=${value?.text ?? ''}
        @input=${(event: InputEvent) => this.#typed(option, event)}
        @focus=${() => {
          this.#focused = option.name;
          this.#suggest(option);
        }}
        @blur=${() => {
          if (this.#focused === option.name) this.#focused = undefined;
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => this.#keydown(option, event)}>
      ${
        option.required
          ? nothing
          : html`<button type="button" class="pill-remove" aria-label="Remove option ${shownName(option)}"
              @click=${() => this.#remove(option)}>${icons.close}</button>`
      }
    </div>`;
  }

  #hint(): TemplateResult | typeof nothing {
    const option = this.draft.entry.options.find(other => other.name === this.#focused);
    const value = option && this.draft.values.get(option.name);
    const problem = option && optionProblem(option, value);
    if (
      option &&
      problem &&
      (this.draft.tried || (isFilled(value) && !(this.#open && this.#suggestions.length)))
    ) {
      return html`<p class="option-hint option-problem" role="alert" data-testid="option-problem">
        <b>${shownName(option)}</b> ${problem}</p>`;
    }
    if (option)
      return html`<p class="option-hint"><b>${shownName(option)}</b> ${shownDescription(option)}</p>`;
    return html`<p class="option-hint"><b>/${this.draft.entry.shown}</b> ${this.draft.entry.description}</p>`;
  }

  protected override render(): TemplateResult {
    const { draft } = this;
    const hidden = hiddenOptions(draft);
    const option = draft.entry.options.find(other => other.name === this.#focused);
    const list =
      option && this.#open
        ? suggestionList(option.name, this.#suggestions, this.#active, this.#searching, one =>
            this.#pick(option, one),
          )
        : nothing;
    return html`
      ${list === nothing ? nothing : html`<div class="composer-popup">${list}</div>`}
      ${this.#more && hidden.length ? optionMenu(hidden, other => this.#add(other)) : nothing}
      ${
        attachmentOptions(draft).length
          ? attachmentRow(
              draft,
              this.store,
              () => this.requestUpdate(),
              detail => this.#tell('files', detail),
            )
          : nothing
      }
      ${this.#hint()}
      <div class="command-line">
        <button type="button" class="command-name" title="Choose another command" data-testid="command-name"
          @click=${() => this.#tell('cancel')}>/${draft.entry.shown}</button>
        ${shownOptions(draft).map(shown => this.#pill(shown))}
        ${
          hidden.length
            ? html`<button type="button" class="pill-more" data-testid="option-more" aria-expanded=${this.#more}
                @click=${() => {
                  this.#more = !this.#more;
                  this.requestUpdate();
                }}
                @keydown=${(event: KeyboardEvent) => {
                  if (event.key !== 'Escape') return;
                  if (this.#more) this.#more = false;
                  else this.#tell('cancel');
                  this.requestUpdate();
                }}>+${hidden.length} more</button>`
            : nothing
        }
      </div>`;
  }
}

customElements.define('pg-command-line', CommandLine);
