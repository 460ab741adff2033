/** Under which the people of an authority are kept by the page. */
export const peopleKey = (authorityId: string) => ['authority-people', authorityId] as const
