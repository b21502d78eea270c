import { type APISelectMenuComponent, ComponentType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { channelTitle, serverChannels } from '../channels.ts';
import { icons } from '../icons.ts';
import { localUrl } from '../local-url.ts';
import { StoreElement } from '../store-element.ts';

interface Choice {
  value: string;
  label: string;
  description?: string | undefined;
  emoji?: string | undefined;
  avatarUrl?: string;
}

/** A select menu of texts, members or channels. Tells `pick` (CustomEvent<string[]>) once the choice is made. */
export class Select extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    component: { attribute: false },
    waiting: { attribute: false },
    label: { attribute: false },
  };
  declare component: APISelectMenuComponent;
  declare waiting: boolean;
  declare label: string | undefined;
  #chosen: string[] | undefined;
  #open = false;
  #active = 0;
  #search = '';
  #outside = (event: Event) => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }

  get #max(): number {
    return this.component.max_values ?? 1;
  }

  get #values(): string[] {
    if (this.#chosen) return this.#chosen;
    const { component } = this;
    if (component.type === ComponentType.StringSelect) {
      return component.options.filter(option => option.default).map(option => option.value);
    }
    return (component.default_values ?? []).map(value => value.id);
  }

  get #choices(): Choice[] {
    const { component } = this;
    const { snapshot } = this.store.state;
    switch (component.type) {
      case ComponentType.StringSelect:
        return component.options.map(({ value, label, description, emoji }) => ({
          value,
          label,
          description,
          emoji: emoji?.id ? undefined : emoji?.name,
        }));
      case ComponentType.ChannelSelect:
        return serverChannels(snapshot).map(channel => ({ value: channel.id, label: channelTitle(channel) }));
      case ComponentType.RoleSelect:
        return (snapshot?.roles ?? []).map(({ id, name }) => ({ value: id, label: name }));
      default:
        return (snapshot?.members ?? []).map(member => ({
          value: member.id,
          label: member.displayName,
          description: member.username,
          avatarUrl: member.avatarUrl,
        }));
    }
  }

  get #shown(): Choice[] {
    const words = this.#search.toLowerCase();
    return this.#choices.filter(choice => choice.label.toLowerCase().includes(words));
  }

  #toggle(): void {
    if (this.#open) {
      this.#close();
      return;
    }
    this.#open = true;
    this.#search = '';
    this.#active = Math.max(
      0,
      this.#choices.findIndex(choice => this.#values.includes(choice.value)),
    );
    document.addEventListener('pointerdown', this.#outside);
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const popup = this.querySelector<HTMLElement>('.select-popup');
      (this.querySelector<HTMLElement>('.select-search') ?? popup)?.focus();
      popup?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Several values are sent when the list closes, as in Discord's client. */
  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    document.removeEventListener('pointerdown', this.#outside);
    const enough = (this.#chosen?.length ?? 0) >= (this.component.min_values ?? 1);
    if (this.#max > 1 && this.#chosen && enough) this.#tell();
    this.requestUpdate();
  }

  #tell(): void {
    this.dispatchEvent(new CustomEvent('pick', { detail: this.#values }));
  }

  #choose(choice: Choice | undefined): void {
    if (!choice) return;
    if (this.#max === 1) {
      this.#chosen = [choice.value];
      this.#close();
      this.#tell();
      this.querySelector<HTMLElement>('.select-box')?.focus();
    } else {
      const others = this.#values.filter(value => value !== choice.value);
      const was = others.length < this.#values.length;
      if (was) this.#chosen = others;
      else if (others.length < this.#max) this.#chosen = [...others, choice.value];
    }
    this.requestUpdate();
  }

  #keydown(event: KeyboardEvent): void {
    const { length } = this.#shown;
    const typing = (event.target as HTMLElement).matches('.select-search');
    if (event.key === 'ArrowDown') this.#active = (this.#active + 1) % Math.max(1, length);
    else if (event.key === 'ArrowUp') this.#active = (this.#active - 1 + length) % Math.max(1, length);
    else if (event.key === 'Enter' || (event.key === ' ' && !typing)) this.#choose(this.#shown[this.#active]);
    else if (event.key === 'Escape' || event.key === 'Tab') {
      this.#close();
      this.querySelector<HTMLElement>('.select-box')?.focus();
      if (event.key === 'Tab') return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
    this.requestUpdate();
  }

  protected override updated(): void {
    this.querySelector('[role="option"].active')?.scrollIntoView({ block: 'nearest' });
  }

  #popup(): TemplateResult {
    const values = this.#values;
    const multiple = this.#max > 1;
    return html`<div class="select-popup" role="listbox" tabindex="-1" aria-multiselectable=${multiple}
      aria-label=${this.component.placeholder ?? 'Options'} @keydown=${this.#keydown}>
      ${
        this.#choices.length > 10
          ? html`<input class="select-search" placeholder="Search" aria-label="Search" @input=${(
              event: Event,
            ) => {
              this.#search = (event.target as HTMLInputElement).value;
              this.#active = 0;
              this.requestUpdate();
            }}>`
          : nothing
      }
      ${this.#shown.map(
        (choice, n) => html`<div role="option" class="popup-item ${n === this.#active ? 'active' : ''}"
          data-testid="select-option" data-value=${choice.value} aria-selected=${values.includes(choice.value)}
          @click=${() => this.#choose(choice)}>
          ${choice.avatarUrl ? html`<img src=${localUrl(choice.avatarUrl)} alt="" width="24" height="24">` : nothing}
          ${choice.emoji ? html`<span>${choice.emoji}</span>` : nothing}
          <span class="select-words"><b>${choice.label}</b>${choice.description ? html`<span>${choice.description}</span>` : nothing}</span>
          ${values.includes(choice.value) ? html`<span class="select-check">${icons.check}</span>` : nothing}
        </div>`,
      )}
      ${this.#shown.length ? nothing : html`<p class="popup-note">Nothing to choose from.</p>`}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { component } = this;
    const chosen = this.#choices.filter(choice => this.#values.includes(choice.value));
    const text = chosen.map(choice => choice.label).join(', ');
    const disabled = component.disabled || this.waiting;
    return html`<div class="select" data-testid="select" data-custom-id=${component.custom_id}>
      <button type="button" class="select-box" aria-haspopup="listbox" aria-expanded=${this.#open}
        aria-label=${this.label ?? component.placeholder ?? 'Make a selection'} ?disabled=${disabled}
        @click=${this.#toggle}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' || this.#open) return;
          event.preventDefault();
          this.#toggle();
        }}>
        <span class=${text ? '' : 'select-placeholder'}>${text || (component.placeholder ?? 'Make a selection')}</span>
        ${this.waiting ? html`<span class="spinner"></span>` : icons.chevron}
      </button>
      ${this.#open ? this.#popup() : nothing}
    </div>`;
  }
}

customElements.define('pg-select', Select);
