/** What a prompt says of clothes, and in which colour. */
export const clothes =
  /\b(coats?|jacket|shirt|t-?shirt|dress|sweater|jumper|hoodie|blouse|scarf|uniform|robe|clothes)\b/;

const colors: [RegExp, string][] = [
  [/\bblack\b/, '#23222a'],
  [/\bwhite\b/, '#eef0f2'],
  [/\b(?:grey|gray|silver)\b/, '#8b9098'],
  [/\bred\b/, '#c2202c'],
  [/\borange\b/, '#d9731f'],
  [/\bbrown\b/, '#6e4527'],
  [/\b(?:yellow|gold|golden)\b/, '#e0b13a'],
  [/\bblue\b/, '#2f5fb0'],
  [/\bgreen\b/, '#2f7d43'],
  [/\bpink\b/, '#e08fac'],
  [/\b(?:purple|violet)\b/, '#7a4fa0'],
];

/** The colour that clothes are to have, where the prompt names one just before them: "a red coat". */
export function clothColor(prompt: string): string | undefined {
  const text = prompt.toLowerCase();
  const at = text.search(clothes);
  if (at < 0) return undefined;
  const before = text.slice(Math.max(0, at - 20), at);
  return colors.find(([words]) => words.test(before))?.[1];
}
