const firstWait = 2000
const longestWait = { urgent: 60_000, ordinary: 300_000 }

/**
 * How many milliseconds to wait before the next attempt: twice as long each time up to a minute when it is urgent, five
 * otherwise, and somewhere between half of it and all of it, so that a thousand do not come back together.
 */
export function waitBefore(attempts: number, urgent: boolean, chance: number = Math.random()): number {
  const longest = urgent ? longestWait.urgent : longestWait.ordinary
  const wait = Math.min(firstWait * 2 ** Math.min(attempts - 1, 20), longest)
  return Math.round(wait * (0.5 + chance / 2))
}
