import { setTimeout as sleep } from 'node:timers/promises'

/** Whatever is killed is back long before that: beyond, something is lost for good and the test says what. */
const longest = 180_000

/** Tries until it is so; fails with the name of what was awaited when it never is. */
export async function within(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds = longest,
): Promise<void> {
  const until = Date.now() + milliseconds
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`${what}: not after ${Math.round(milliseconds / 1000)} s`)
    await sleep(100)
  }
}
