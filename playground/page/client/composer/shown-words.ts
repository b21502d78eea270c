/** What Discord gives a member's client of a command, an option or a choice, beside its words in English. */
interface Localized {
  name: string;
  name_localized?: string;
  description?: string;
  description_localized?: string;
}

/** What the member reads: in their language where there are such words. */
export const shownName = ({ name, name_localized }: Localized): string => name_localized ?? name;

export const shownDescription = ({ description = '', description_localized }: Localized): string =>
  description_localized ?? description;
