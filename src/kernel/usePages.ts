import { useState } from 'react'

/** The pages of a list already gone through; starts again when what is listed changes. */
export function usePages(what: string, size: number) {
  const [visited, setVisited] = useState<{ what: string; places: readonly string[] }>({ what, places: [] })
  const places = visited.what === what ? visited.places : []
  const go = (next: readonly string[]) => setVisited({ what, places: next })
  return {
    /** Where the present page begins; nothing for the first. */
    after: places.at(-1),
    /** For `Table`: what is shown, and the two ways to go. */
    pagingOf: (count: number, next: string | null, isPending?: boolean) => ({
      shown: count === 0 ? '0' : `${places.length * size + 1}–${places.length * size + count}`,
      ...(places.length > 0 && { onPrevious: () => go(places.slice(0, -1)) }),
      ...(next && { onNext: () => go([...places, next]) }),
      isPending,
    }),
  }
}
