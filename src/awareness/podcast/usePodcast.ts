import { useQuery } from '@tanstack/react-query'
import { addressOf } from '#kernel/address.ts'
import { call, OfflineError, RefusalError } from '#kernel/call.ts'
import { useAct, useRefresh } from '#kernel/useAct.ts'
import { bringAudio, readEpisode, readEpisodeHistory, readShow } from './contract.ts'

/** One episode, read again while its sound is listened to. */
export const useEpisode = (id: string) =>
  useQuery({
    queryKey: ['podcast', 'episode', id],
    queryFn: ({ signal }) => call(readEpisode, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.brought?.state === 'checking' ? 1000 : false),
  })

export const useHistory = (id: string) =>
  useQuery({
    queryKey: ['podcast', 'history', id],
    queryFn: ({ signal }) => call(readEpisodeHistory, { params: { id }, signal }),
  })

/** The presentation of the podcast, and its series. */
export const useShow = () =>
  useQuery({ queryKey: ['podcast', 'show'], queryFn: ({ signal }) => call(readShow, { signal }) })

export const useRefreshPodcast = () => useRefresh(['podcast'])
export const usePodcastAct = () => useAct(['podcast'])

/** Sends a sound, telling how much of it has left: `fetch` does not say. */
export function sendSound(id: string, file: File, onProgress: (percent: number) => void): Promise<void> {
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.open('POST', addressOf(bringAudio.path, { id }))
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(Math.round((loaded / Math.max(total, 1)) * 100)),
    )
    request.addEventListener('load', () => {
      if (request.status < 300) return resolve()
      try {
        reject(new RefusalError(request.status, JSON.parse(request.responseText)))
      } catch {
        reject(new OfflineError())
      }
    })
    request.addEventListener('error', () => reject(new OfflineError()))
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
