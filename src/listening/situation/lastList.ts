let last = '/bureau/situations'

/** Keeps where the person was in the list, for the way back from a file. */
export function rememberList(address: string) {
  last = address
}

/** The list as the person left it. */
export const lastList = () => last
