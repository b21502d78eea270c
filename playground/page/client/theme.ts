export type Theme = 'dark' | 'light';

const KEY = 'playground-theme';

/** The chosen theme, else what the system prefers. */
export function currentTheme(): Theme {
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Writes the theme on the root element; `chosen` is remembered, without it the system's wish holds. */
export function applyTheme(chosen?: Theme): void {
  if (chosen) localStorage.setItem(KEY, chosen);
  document.documentElement.dataset.theme = currentTheme();
}
