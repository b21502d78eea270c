import { html, type TemplateResult } from 'lit';

/** Some of Discord's locales: enough to see what a bot says in each. */
const locales = ['en-US', 'de', 'es-419', 'es-ES', 'fr', 'ja', 'pt-BR'];

/** As its speakers write it. */
const nameOf = (locale: string) => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;

/** What the member's Discord is set to. Bots are told it with whatever the member does. */
export function localeSelect(current: string, choose: (locale: string) => void): TemplateResult {
  const offered = locales.includes(current) ? locales : [...locales, current];
  return html`<label class="sidebar-locale">Language
    <select data-testid="locale" .value=${current}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>${offered.map(
        locale =>
          html`<option value=${locale} lang=${locale} ?selected=${locale === current}>${nameOf(locale)}</option>`,
      )}</select>
  </label>`;
}
