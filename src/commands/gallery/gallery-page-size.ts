/** With their buttons, more images would be beyond the 40 components of a message. */
export const galleryPageSize = 4;
