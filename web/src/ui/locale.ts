/**
 * The languages of the user's browser, for dates and numbers. Intl's own default is
 * the language of the browser's menus, which may be another.
 */
export const locale: readonly string[] = navigator.languages;
