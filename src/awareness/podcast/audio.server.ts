import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PodcastAudioFault } from '#vocabulary'

/** What was measured of a sound; `from` and `to` are where it lies, without what is written about it. */
export interface AudioFacts {
  readonly format: 'mp3' | 'opus'
  readonly durationMs: number
  readonly bitRate: number
  readonly sampleRate: number
  readonly channels: number
  readonly loudness: number
  readonly peak: number
  readonly from: number
  readonly to: number
}

/** What the thread says: how far it is, then what it found or why not. */
export type AudioAnswer =
  | { readonly progress: number }
  | { readonly facts: AudioFacts }
  | { readonly fault: PodcastAudioFault }

/** Beyond that, the thread is taken for lost. */
const patience = 15 * 60_000

/**
 * Checks a sound and listens to the whole of it, in a thread of its own: its type by what it holds, that it is whole, how
 * long and how loud it is.
 */
export async function checkAudio(
  path: string,
  onProgress: (percent: number) => void = () => undefined,
): Promise<{ readonly facts: AudioFacts } | { readonly fault: PodcastAudioFault }> {
  const worker = new Worker(join(import.meta.dirname, 'audio.worker.server.ts'), {
    workerData: { path },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  try {
    return await new Promise((resolve) => {
      const clock = setTimeout(() => resolve({ fault: 'unread' }), patience)
      worker.on('message', (answer: AudioAnswer) => {
        if ('progress' in answer) return onProgress(answer.progress)
        clearTimeout(clock)
        resolve(answer)
      })
      worker.on('error', () => resolve({ fault: 'unread' }))
      worker.on('exit', () => resolve({ fault: 'unread' }))
    })
  } finally {
    await worker.terminate()
  }
}
