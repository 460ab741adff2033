import { toast } from '#kernel/ui/index.ts'
import type { Saver } from '#listening/contact/saver.ts'
import { type Draft, dropDraft, readDrafts } from './draftStore.ts'
import { liveWriters } from './writers.ts'

/** What pages that died left behind for this record, one after the other, each over what the server then holds. */
export async function bringBack(
  saver: Saver,
  of: Pick<Draft, 'kind' | 'recordId'>,
  writer: string,
  isOver: () => boolean,
): Promise<void> {
  const isLive = await liveWriters()
  const drafts = await readDrafts(of)
  for (const draft of drafts) {
    if (draft.writer === writer || isLive(draft.writer) || draft.creation) continue
    await settled(saver)
    if (isOver() || !saver.recover(draft.pending)) return
    await saver.keep()
    await dropDraft(draft.writer)
    toast({ text: 'Ce que vous aviez saisi sur ce poste a été retrouvé.' })
  }
}

const settled = (saver: Saver) =>
  new Promise<void>((done) => {
    const check = () => {
      if (!saver.read().isSettled) return
      stop()
      done()
    }
    const stop = saver.subscribe(check)
    check()
  })
