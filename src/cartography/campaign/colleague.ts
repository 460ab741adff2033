/** How many colleagues one contributor may invite, and all those of one answer together; the database counts too. */
export const mostByOne = 5
export const mostByAll = 12

interface Person {
  readonly id: string
  readonly email: string | null
  readonly invited_by: string | null
  readonly removed_at: string | null
}

/** How many more colleagues somebody may invite; whoever was taken out since still counts. */
export function invitationsLeft(people: readonly Person[], holder: string): number {
  const invited = people.filter(({ invited_by }) => invited_by !== null)
  const own = invited.filter(({ invited_by }) => invited_by === holder)
  return Math.max(0, Math.min(mostByOne - own.length, mostByAll - invited.length))
}

/** Whether an address is already among those who answer, or was taken out by the platform. */
export function standingOf(people: readonly Person[], email: string): 'new' | 'known' | 'removed' {
  const same = people.filter((one) => one.email?.toLowerCase() === email.toLowerCase())
  if (same.some(({ removed_at }) => removed_at === null)) return 'known'
  return same.length > 0 ? 'removed' : 'new'
}
