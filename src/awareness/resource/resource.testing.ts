import type { z } from 'zod'
import type { Person } from '#kernel/testing/harness.server.ts'
import { bringResourceFile, type createResource, type ResourceFile } from './contract.ts'

/** A resource as somebody writes it in; a test says what matters to it. */
export const leaflet: z.input<typeof createResource.input> = {
  title: 'Repérer et parler',
  kind: 'leaflet',
  audience: 'relatives',
  summary: 'Pour les parents.',
  topics: ['signs', 'speaking'],
  visibility: 'public',
  language: 'fr',
  isEasyToRead: false,
  licence: 'open',
  reviewOn: '2099-01-05',
  first: { label: 'Édition 2026', publishedOn: '2026-01-05', note: null, link: 'https://exemple.fr/reperer' },
}

/** Brings a file as a browser does. */
export function bring(who: Person, name: string, bytes: Buffer): Promise<Response> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  return who.fetch(bringResourceFile.path, { method: 'POST', body: form })
}

/** The same, when it is taken. */
export async function brought(who: Person, name: string, bytes: Buffer): Promise<ResourceFile> {
  const response = await bring(who, name, bytes)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as ResourceFile
}
