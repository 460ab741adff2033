import type { Creation } from '#listening/drafts/draftStore.ts'

/**
 * Contacts picked up while the server was away. Their page is open under an address of this machine until the server
 * makes them; from then on both addresses are the same page, so that nothing moves under the fingers.
 */
const creations = new Map<string, Creation>()
const firstAddresses = new Map<string, string>()

const mark = 'poste-'

export const isLocal = (id: string) => id.startsWith(mark)

/** Opens a contact on this machine, and gives its address. */
export function openLocally(creation: Creation): string {
  const id = `${mark}${creation.key}`
  creations.set(id, creation)
  return id
}

export const creationOf = (id: string) => creations.get(id)

/** The server has made it: the page goes on under its lasting address. */
export function nowKnownAs(localId: string, id: string): void {
  firstAddresses.set(id, localId)
}

/** The address under which the page of a contact was first opened here. */
export const firstAddressOf = (id: string) => firstAddresses.get(id) ?? id
