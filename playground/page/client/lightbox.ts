import { html, nothing, type TemplateResult } from 'lit';
import { icons } from './icons.ts';
import { StoreElement } from './store-element.ts';

/** A picture, large, with its alt text, a download link and its neighbours by arrow keys. */
export class Lightbox extends StoreElement {
  protected override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  #step(by: number): void {
    const box = this.store.state.lightbox;
    if (!box || box.pictures.length < 2) return;
    const { length } = box.pictures;
    this.store.openLightbox(box.pictures, (box.index + by + length) % length);
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') this.#step(-1);
    if (event.key === 'ArrowRight') this.#step(1);
  }

  protected override render(): TemplateResult | typeof nothing {
    const box = this.store.state.lightbox;
    const picture = box?.pictures[box.index];
    if (!box || !picture) return nothing;
    const several = box.pictures.length > 1;
    const close = () => this.store.closeLightbox();
    return html`<dialog class="lightbox" data-testid="lightbox" aria-label="Picture ${box.index + 1} of ${box.pictures.length}"
      @close=${close} @keydown=${this.#keydown}
      @click=${(event: Event) => {
        if ((event.target as HTMLElement).matches('dialog, .lightbox-stage')) close();
      }}>
      <div class="lightbox-stage">
        ${several ? html`<button type="button" class="icon-button lightbox-step" aria-label="Previous picture" @click=${() => this.#step(-1)}>${icons.left}</button>` : nothing}
        <img src=${picture.url} alt=${picture.alt || picture.name} data-testid="lightbox-image">
        ${several ? html`<button type="button" class="icon-button lightbox-step" aria-label="Next picture" @click=${() => this.#step(1)}>${icons.right}</button>` : nothing}
      </div>
      <footer>
        <p>${picture.alt || picture.name}${several ? html` <small>${box.index + 1} / ${box.pictures.length}</small>` : nothing}</p>
        <a class="button button-plain" href=${picture.url} download=${picture.name} data-testid="download">${icons.download} Download</a>
        <button type="button" class="icon-button" aria-label="Close" @click=${close}>${icons.close}</button>
      </footer>
    </dialog>`;
  }
}

customElements.define('pg-lightbox', Lightbox);
