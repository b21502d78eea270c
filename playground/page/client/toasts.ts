import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from './icons.ts';
import { StoreElement } from './store-element.ts';

/** Short notices. A popover, so that they lie above an open dialog too. */
export class Toasts extends StoreElement {
  #shown = 0;

  protected override updated(): void {
    const { length } = this.store.state.toasts;
    const popover = this.querySelector<HTMLElement>('.toasts');
    // Shown anew for each toast: the top layer is ordered by who came last.
    if (popover?.matches(':popover-open') && length !== this.#shown) popover.hidePopover();
    if (length && popover && !popover.matches(':popover-open')) popover.showPopover();
    this.#shown = length;
  }

  protected override render(): TemplateResult {
    return html`<div class="toasts" popover="manual" role="status" aria-live="polite">
      ${repeat(
        this.store.state.toasts,
        toast => toast.id,
        toast => html`<div class="toast toast-${toast.kind}" data-testid="toast">
          <span>${toast.text}</span>
          <button type="button" class="icon-button" aria-label="Close notice"
            @click=${() => this.store.dismissToast(toast.id)}>${icons.close}</button>
        </div>`,
      )}
    </div>`;
  }
}

customElements.define('pg-toasts', Toasts);
