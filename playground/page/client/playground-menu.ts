import { html, nothing, type TemplateResult } from 'lit';
import { icons } from './icons.ts';
import { StoreElement } from './store-element.ts';

/** What this place is, and the switches that make something go wrong on purpose. */
export class PlaygroundMenu extends StoreElement {
  #open = false;
  #running: string | undefined;
  #outside = (event: Event) => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }

  #close(): void {
    this.#open = false;
    document.removeEventListener('pointerdown', this.#outside);
    this.requestUpdate();
  }

  #toggle(): void {
    if (this.#open) {
      this.#close();
      return;
    }
    this.#open = true;
    document.addEventListener('pointerdown', this.#outside);
    void this.store.refreshControls();
    this.requestUpdate();
  }

  async #run(id: string): Promise<void> {
    this.#running = id;
    this.requestUpdate();
    await this.store.runControl(id);
    this.#running = undefined;
    this.requestUpdate();
  }

  #panel(): TemplateResult {
    const { controls } = this.store.state;
    return html`<div class="playground-panel" role="dialog" aria-label="Playground" data-testid="playground-panel">
      <p><b>This is a playground.</b> Everything runs on this computer and nothing leaves it. The bot is the real one;
        the pictures are drawn, and training is simulated by a stand-in.</p>
      ${controls.length ? html`<h3>Try what can go wrong</h3>` : nothing}
      <ul>${controls.map(
        control => html`<li>
          <button type="button" class="control" data-testid="control" data-control=${control.id}
            aria-pressed=${control.active === undefined ? nothing : control.active}
            ?disabled=${this.#running !== undefined} @click=${() => this.#run(control.id)}>
            <b>${control.label}${control.active ? html` <small class="badge">On</small>` : nothing}
              ${this.#running === control.id ? html`<span class="spinner"></span>` : nothing}</b>
            <span>${control.description}</span>
          </button></li>`,
      )}</ul>
    </div>`;
  }

  protected override render(): TemplateResult {
    const armed = this.store.state.controls.some(control => control.active);
    return html`<button type="button" class="header-button ${armed ? 'header-armed' : ''}" data-testid="playground-menu"
        aria-haspopup="dialog" aria-expanded=${this.#open} title="Playground" @click=${this.#toggle}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.#close();
        }}>${icons.flask}<span>Playground</span></button>
      ${this.#open ? this.#panel() : nothing}`;
  }
}

customElements.define('pg-playground-menu', PlaygroundMenu);
