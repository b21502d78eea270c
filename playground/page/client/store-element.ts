import { LitElement } from 'lit';
import type { Store } from './store/store.ts';

/** An element that redraws when the store changes, in the light DOM so that one stylesheet holds for the page. */
export class StoreElement extends LitElement {
  static override properties = { store: { attribute: false } };
  declare store: Store;
  #unsubscribe: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }
}
