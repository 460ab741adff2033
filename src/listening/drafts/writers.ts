/** A page that writes a draft holds a lock of its name; when the page dies, the browser lets it go. */
const lockOf = (writer: string) => `draft ${writer}`

/** Says that this writer is alive until the returned function is called. */
export function holdWriter(writer: string): () => void {
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  void navigator.locks?.request(lockOf(writer), () => held)
  return release
}

/** The writers that are still at work, in any tab: their drafts are not to be touched. */
export async function liveWriters(): Promise<(writer: string) => boolean> {
  const { held = [], pending = [] } = (await navigator.locks?.query()) ?? {}
  const names = new Set([...held, ...pending].map((lock) => lock.name))
  return (writer) => names.has(lockOf(writer))
}

/** Does something in one tab at a time; the others let it. */
export async function aloneAmongTabs(name: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work()
  })
}
