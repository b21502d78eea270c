/** Names that differ only by case, width or spaces at the ends are one name. */
export const folded = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en').trim();
